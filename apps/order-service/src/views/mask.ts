/** Where money goes, as far as it is kept: enough for its owner to know it again, too little to use. */

const SHOWN = 4;
/** At least as much is hidden as is shown. */
const HIDDEN_MIN = 4;

/** `DE89370400440532013000` becomes `***3000`; a short one is hidden whole. */
export function masked(destination: string): string {
  const bare = destination.replaceAll(/\s/g, '');
  return bare.length < SHOWN + HIDDEN_MIN ? '***' : `***${bare.slice(-SHOWN)}`;
}
