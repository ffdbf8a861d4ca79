/** `admin.audit.*`: who did what, and whether the log and the books still say the truth. */
import type { Handlers, OrderContract } from '@faultline/contract';
import type { AuditAsked, NumberedAuditEntry, Store } from '../../ports/store.ts';
import { pageOf } from '../../views/page.ts';

type Audit = Handlers<OrderContract['admin']['audit']>;

export const adminAudit = (store: Store): Audit => ({
  list: async ({ from, to, cursor, limit, ...filter }, call) => {
    const list = {
      read: async (page: Pick<AuditAsked, 'after' | 'limit'>) =>
        store.pages.audit({ ...filter, ...page, fromMs: from, toMs: to }),
      markOf: ({ seq }: NumberedAuditEntry) => [seq],
      mark: ['number'] as const,
    };
    const { rows, nextCursor } = await pageOf({ cursor, limit }, list, call);
    return { items: rows.map(auditView), nextCursor };
  },
  verify: async () => {
    const { unexplained, auditBreak } = await store.verify();
    const ok = unexplained.length === 0 && auditBreak === null;
    return { ok, unexplainedAccounts: [...unexplained], auditBreak };
  },
});

function auditView(entry: NumberedAuditEntry) {
  const { seq, atMs: at, actorId, role, action, target, before, after } = entry;
  const { reason, requestId, ip } = entry;
  return { seq, at, actorId, role, action, target, before, after, reason, requestId, ip };
}
