/** Hands orders and cancels to the LP service and tells a refusal from a line that failed. */
import { type LpClient, safe } from '@faultline/client';
import { lpContract } from '@faultline/contract';
import { type AnyCode, decimalNumber, type Refusal } from '@faultline/errors';
import { crashPoint, type Logger } from '@faultline/service';
import type { LpPort, SubmitAnswer } from '../../ports/lp.ts';

/** What the LP service declares for `execution.submit`: each says that the order was not sent and never will be. */
const REFUSALS: ReadonlySet<AnyCode> = new Set(lpContract.execution.submit.errors);

export function lpPort(client: LpClient, log: Logger): LpPort {
  return {
    async submit(submission, began): Promise<SubmitAnswer> {
      crashPoint('outbox-read');
      const { orderId, lps } = submission;
      const qty = decimalNumber(submission.qty);
      const price = submission.price && decimalNumber(submission.price);
      const wire = { ...submission, lps: [...lps], qty, price };
      const answer = await safe(
        client.execution.submit.mutate(wire, { context: { requestId: began } }),
      );
      if (answer.ok) return { kind: 'taken' };
      const { code, details, requestId } = answer.error;
      if (REFUSALS.has(code)) {
        log.warn({ orderId, code, upstreamRequestId: requestId }, 'submit refused');
        return { kind: 'refused', refusal: { code, details } as Refusal };
      }
      // Whatever else it was, nobody can say that the order is not there: the same id will tell.
      log.warn({ orderId, code, upstreamRequestId: requestId }, 'submit failed');
      return { kind: 'unreachable' };
    },
    async cancel(orderId) {
      crashPoint('outbox-read');
      const answer = await safe(client.execution.cancel.mutate({ orderId }));
      if (answer.ok) return 'kept';
      const { code, requestId } = answer.error;
      log.warn({ orderId, code, upstreamRequestId: requestId }, 'cancel not taken');
      if (code === 'ORDER_NOT_PENDING') return 'over';
      return code === 'ORDER_NOT_FOUND' ? 'unknown' : 'unreachable';
    },
  };
}
