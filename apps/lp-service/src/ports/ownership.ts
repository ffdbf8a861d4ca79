/**
 * Who owns the FIX sessions. Only one process may: two that number messages of one session would both be right and the
 * provider would believe neither. The others stand by.
 */
export interface Ownership {
  /**
   * Resolves once this process owns the sessions.
   *
   * @param standBy - Called once, and waited for, when another process owns them at first.
   */
  readonly acquire: (standBy?: () => Promise<unknown>) => Promise<void>;
  /** Gives them back, for the next one to have at once. */
  readonly release: () => Promise<void>;
}
