/** What the tests of the whole stand on: a network that fails on demand, and the checking of what survived it. */
export { CRASH_POINTS, type CrashPoint } from './kill/crash-points.ts';
export { findFaults, type Fault, type Witnesses } from './kill/find-faults.ts';
export { Journal, readJournal, type JournalEntry } from './kill/journal.ts';
export { createDatabase, findPostgres, type OwnDatabase } from './postgres-server.ts';
export { FaultProxy, type ProxyOptions } from './proxy/fault-proxy.ts';
export type { Direction, Toxic } from './proxy/toxic.ts';
export { hasRedis, type OwnRedis, startRedis } from './redis-server.ts';
