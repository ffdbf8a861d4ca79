/** Hands an order to the LP service and tells a refusal from a line that failed. */
import { type LpClient, safe } from '@faultline/client';
import { lpContract } from '@faultline/contract';
import { type AnyCode, decimalNumber, type Refusal } from '@faultline/errors';
import { crashPoint, type Logger } from '@faultline/service';
import type { LpPort, SubmitAnswer } from '../../ports/lp.ts';

/** What the LP service declares for `execution.submit`: each says that the order was not sent and never will be. */
const REFUSALS: ReadonlySet<AnyCode> = new Set(lpContract.execution.submit.errors);

export function lpPort(client: LpClient, log: Logger): LpPort {
  return {
    async submit(submission): Promise<SubmitAnswer> {
      crashPoint('outbox-read');
      const { orderId } = submission;
      const qty = decimalNumber(submission.qty);
      const answer = await safe(client.execution.submit.mutate({ ...submission, qty }));
      if (answer.ok) return { kind: 'taken' };
      const { code, details, requestId } = answer.error;
      if (REFUSALS.has(code)) return { kind: 'refused', refusal: { code, details } as Refusal };
      // Whatever else it was, nobody can say that the order is not there: the same id will tell.
      log.warn({ orderId, code, upstreamRequestId: requestId }, 'submit failed');
      return { kind: 'unreachable' };
    },
  };
}
