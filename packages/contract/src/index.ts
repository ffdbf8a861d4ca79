/** The contract between the services and everyone who calls them: tables of procedures, and the types derived from them. */
export * from './call.ts';
export { decimal, idempotencyKey, level, serialId, side, symbolName } from './codecs.ts';
export { encoderOf } from './encode.ts';
export { lpContract } from './lp/index.ts';
export type { LpContract, LpRouter } from './lp/index.ts';
export { get, mutation, patch, post, query, remove, rowsOf } from './op.ts';
export type { Access, Contract, Op, Rest } from './op.ts';
export { JournalEvent } from './order/account-events.ts';
export type { AccountItem } from './order/account-events.ts';
export { orderContract } from './order/index.ts';
export * from './order/views.ts';
export type { OrderContract, OrderRouter } from './order/index.ts';
export type { ErrorDataOf, RouterOf, ShapeOf } from './router.ts';
export { parseInput } from './validate.ts';
