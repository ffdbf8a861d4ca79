/**
 * Takes out of the catalogue what only its documentation shows: the sentence about each detail. A fifth of what a page
 * would load is gone with it, and nothing that a client ever says.
 */

const FIELD = 'money|price|lots|percent|integer|time|millis|seconds|texts?';
const QUOTED = String.raw`'[^'\n]*'|"[^"\n]*"`;
const ABOUT = new RegExp(String.raw`\b(${FIELD})\(\s*(?:${QUOTED}),?\s*\)`, 'g');
const ABOUT_CHOICE = new RegExp(String.raw`(\],)\s*(?:${QUOTED}),?\s*\)`, 'g');

/** For those who run the servers: the status sent, whom a code wakes, and its names in other people's documents. */
const OPERATORS = /^ +http: \d+,\n|^ +(?:alert|since): '[^']*',\n|^ +aliases: \[[^\]]*\],\n/gm;

/** @param code - Of a file in `catalogue/`. */
const lean = (code: string): string =>
  code.replaceAll(ABOUT, "$1('')").replaceAll(ABOUT_CHOICE, "$1 '')").replaceAll(OPERATORS, '');

/** A plugin for rolldown. */
export const leanCatalogue = {
  name: 'lean-catalogue',
  transform: {
    filter: { id: /\/errors\/src\/catalogue\/[a-z-]+\.ts$/ },
    handler: lean,
  },
};
