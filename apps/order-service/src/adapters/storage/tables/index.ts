/** All tables of the order service. */
export * from './money.ts';
export * from './prices.ts';
export * from './people.ts';
export * from './reference.ts';
export * from './trading.ts';
