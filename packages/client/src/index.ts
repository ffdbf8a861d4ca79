/** The typed client: calls, failures as values, and the switch that forgets none of them. */
export { createLpClient, createOrderClient } from './client.ts';
export type { ClientOptions, LpClient, OrderClient } from './client.ts';
export { failure } from './failure.ts';
export type { CodesOf, Failure } from './failure.ts';
export { match, safe } from './safe.ts';
export type { Result } from './safe.ts';
