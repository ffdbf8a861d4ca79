/** Whether the books may be traded on: every balance explained by its postings, every audit entry in its place. */
import { StartRefused } from '@faultline/service';
import type { Logger } from '@faultline/service';
import type { BooksCheck, Store } from './ports/store.ts';

/** Accounts that a complaint names; the log of a ruined ledger need not name them all. */
const NAMED_MAX = 20;

/** One line for each thing that is wrong; none when all is well. */
export function complaintsAbout({ unexplained, auditBreak }: BooksCheck): string[] {
  const named = unexplained.slice(0, NAMED_MAX).join(', ');
  const more = unexplained.length > NAMED_MAX ? ` and ${unexplained.length - NAMED_MAX} more` : '';
  return [
    ...(unexplained.length === 0
      ? []
      : [
          `the balance or credit of these accounts is not the sum of their postings: ${named}${more}`,
        ]),
    ...(auditBreak === null
      ? []
      : [`the audit log was altered: entry ${auditBreak} does not follow from the one before`]),
  ];
}

/**
 * Before anybody trades.
 *
 * @throws StartRefused when something is wrong and nobody has said to start all the same.
 */
export async function checkBooks(
  store: Pick<Store, 'verify'>,
  { mode, log }: { readonly mode: 'refuse' | 'warn' | 'off'; readonly log: Logger },
): Promise<void> {
  if (mode === 'off') return;
  const complaints = complaintsAbout(await store.verify());
  if (complaints.length === 0) return;
  for (const complaint of complaints) log.error({ complaint }, 'the books are broken');
  if (mode === 'warn') return;
  throw new StartRefused(
    `the books are broken:\n${complaints.map((line) => `  - ${line}`).join('\n')}\n` +
      'restore a backup, or set BOOKS_CHECK=warn to start all the same',
  );
}
