/** A process that cannot start until a person has done something: the message says what. */

/** EX_CONFIG of sysexits.h: starting it again would change nothing. */
export const START_REFUSED_EXIT = 78;

export class StartRefused extends Error {}
