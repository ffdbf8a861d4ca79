/** FIX sessions over TCP with durable stores: what a service on Node uses. */
export type { AcceptedSession, Admission } from './accepted-session.ts';
export type { NumberReset } from '../src/session/number-reset.ts';
export { nextSessionHours, type Schedule } from '../src/session/schedule.ts';
export { createAcceptor, type Acceptor } from './acceptor.ts';
export type {
  Clock,
  Log,
  NumbersSet,
  RawReply,
  Reaction,
  SessionApplication,
  SessionInfo,
} from './application.ts';
export { loadDictionary } from './dictionary-file.ts';
export { CommitFailed, NotLoggedOn, SessionLinked } from './errors.ts';
export { createInitiator, type InitiatorOptions, type SessionHandle } from './initiator.ts';
export { MemorySessionStore } from './memory-store.ts';
export type { SessionOptions } from './options.ts';
export { type Ask, PostgresSessionStore, type PostgresTransactions } from './postgres-store.ts';
export { POSTGRES_SESSION_TABLES } from './postgres-schema.ts';
export { SqliteSessionStore } from './sqlite-store.ts';
export type { LoggedMessage, MessageQuery, SessionStore } from './store.ts';
