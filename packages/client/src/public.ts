/** What is published: calls, failures as values, the switch that forgets none of them, and lines that lose nothing. */
export type { AnyCode, Category, Details, Outcome, Retry } from '@faultline/errors';
export { newIdempotencyKey } from './calls/keys.ts';
export { createOrderClient } from './client.ts';
export type { OrderClient, OrderClientOptions } from './client.ts';
export type { ClientOptions } from './parts.ts';
export { failure } from './failure.ts';
export type { CodesOf, Failure } from './failure.ts';
export { inWords, LANGUAGES, languageFor, speak } from './languages.ts';
export type { Language } from './languages.ts';
export type { LanguageOptions, Sentences, Speak } from './messages/index.ts';
export type { Named, Resolution, Resolve, ResolveOptions } from './resolve/resolve.ts';
export { match, safe } from './safe.ts';
export type { Result } from './safe.ts';
export type { TokenSource } from './session/access.ts';
export type { SessionState } from './session/session.ts';
export type { SessionDoor } from './session/session-door.ts';
export type { SignedInUser, TokenStore } from './session/tokens.ts';
export type {
  AccountEvent,
  EventPayload,
  Follow,
  ItemOf,
  OpenLine,
  Streams,
} from './stream/follow.ts';
export type { Health, LineState } from './stream/health.ts';
export type { LineHandlers } from './stream/line.ts';
