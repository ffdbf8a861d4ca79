/** Every way that a trade can fail, and all that is derived from it: types, wire format, retry, messages. */
export * from './app-error.ts';
export { catalogue, clientCatalogue, COMMON_CODES, isCode } from './catalogue/index.ts';
export type {
  AnyCode,
  ClientOnlyCode,
  Code,
  CommonCode,
  Details,
  DetailsMap,
} from './catalogue/index.ts';
export * from './decimal.ts';
export { grpcStatusOf } from './grpc.ts';
export * from './facts.ts';
export { detailFaults } from './fields.ts';
export type { DetailsOf, Field, FieldKind, Fields } from './fields.ts';
export type { Masking } from './redact/mask.ts';
export { redact, redactorOf } from './redact/redact.ts';
export type { Redact } from './redact/redact.ts';
export * from './refusal.ts';
export * from './row.ts';
export { LOG_LEVEL } from './spec.ts';
export type { AlertClass, Category, ErrorSpec, Outcome, Retry } from './spec.ts';
export * from './retry/budget.ts';
export * from './retry/plan-retry.ts';
export * from './wire/accept.ts';
export * from './wire/grpc-status.ts';
export * from './wire/plain.ts';
export * from './wire/problem.ts';
