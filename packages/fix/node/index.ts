/** FIX sessions over TCP with durable stores: what a service on Node uses. */
export { createAcceptor, type AcceptedSession, type Acceptor, type Admission } from './acceptor.ts';
export type { Clock, Log, Reaction, SessionApplication, SessionInfo } from './application.ts';
export { loadDictionary } from './dictionary-file.ts';
export { CommitFailed, NotLoggedOn, SessionLinked } from './errors.ts';
export { createInitiator, type InitiatorOptions, type SessionHandle } from './initiator.ts';
export { MemorySessionStore } from './memory-store.ts';
export type { SessionOptions } from './options.ts';
export { SqliteSessionStore } from './sqlite-store.ts';
export type { LoggedMessage, MessageQuery, SessionStore } from './store.ts';
