/** Where the token of a call comes from: a session of this client's own, or whoever made the client. */

export interface Access {
  /** For the next try; `null` sends none. May wait for a new one when the old one is over. */
  readonly token: () => Promise<string | null>;
  /**
   * After the server has refused `used`. True when there is another one to try with; rejects when the attempt to get one
   * failed.
   */
  readonly renew: (used: string | null) => Promise<boolean>;
}

/** @param again - True when the server has refused the last one. */
export type TokenSource = (again?: boolean) => string | null | Promise<string | null>;

/** A token that somebody else looks after: a service token from a file, another library's session. */
export const givenAccess = (source: TokenSource): Access => ({
  token: async () => source(),
  renew: async (used) => {
    const token = await source(true);
    return token !== null && token !== used;
  },
});
