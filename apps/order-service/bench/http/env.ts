/** What the bench may be told by its environment. */
export const bench = {
  /** Of each measurement. */
  seconds: Number(process.env['BENCH_SECONDS'] ?? 2),
  /** Stored before the second half of the history bench. */
  orders: Number(process.env['BENCH_ORDERS'] ?? 100_000),
  /** Where the service leaves a CPU profile, if anywhere. */
  profileDirectory: process.env['PROFILE_DIR'] ?? null,
  /** Says which PostgreSQL to use: see `findPostgres`. */
  database: process.env,
};
