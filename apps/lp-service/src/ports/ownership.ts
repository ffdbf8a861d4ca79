/**
 * Who owns the FIX sessions. Only one process may: two that number messages of one session would both be right and the
 * provider would believe neither. The others stand by.
 */
export interface Ownership {
  /** Resolves once this process owns the sessions. */
  readonly acquire: () => Promise<void>;
  /** Gives them back, for the next one to have at once. */
  readonly release: () => Promise<void>;
}
