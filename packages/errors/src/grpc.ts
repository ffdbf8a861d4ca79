/** The canonical status that each row answers with where gRPC is spoken, and its number. */
import type { Code } from './catalogue/index.ts';
import { rowOf } from './row.ts';

/** The canonical numbers of google.rpc.Code. */
export const GRPC_NUMBER = {
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const;
export type GrpcStatus = keyof typeof GRPC_NUMBER;

const BY_HTTP: Readonly<Record<number, GrpcStatus>> = {
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

/** A wrong argument stays wrong; a failed precondition may hold another time. Both are 400 in HTTP. */
export function grpcStatusOf(code: Code): GrpcStatus {
  if (code === 'DUPLICATE_REQUEST') return 'ALREADY_EXISTS';
  const { http, category } = rowOf(code);
  if (http === 400) return category === 'VALIDATION' ? 'INVALID_ARGUMENT' : 'FAILED_PRECONDITION';
  return BY_HTTP[http] ?? 'INTERNAL';
}
