/** The typed client, and for our own processes that of the LP service, which nobody else can reach. */
export { createLpClient } from './lp-client.ts';
export type { LpClient } from './lp-client.ts';
export * from './public.ts';
