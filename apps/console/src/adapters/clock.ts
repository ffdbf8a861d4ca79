/** The page's clock, read in one place: everything else is told the time. */
export const pageNowMs = (): number => Date.now();
