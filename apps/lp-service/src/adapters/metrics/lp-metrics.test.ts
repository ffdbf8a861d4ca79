/** What a scrape of the LP service tells: its sessions, its providers, and orders that nobody knows the end of. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desk } from '../../testing/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await new Desk({ ORDER_TIMEOUT_MS: '100' }).open();
});
afterAll(async () => desk.close());

const scrape = async (): Promise<string> => (await fetch(`${desk.metricsUrl}/metrics`)).text();

describe('a scrape of the LP service', () => {
  it('tells the status and the numbers of each session, and what each provider does', async () => {
    await desk.submit('ORD-1');
    await desk.reports(1);
    const text = await scrape();
    for (const series of [
      /^faultline_fix_session_status\{.*session="YOFX1".*status="logged_on".*\} 1$/m,
      /^faultline_fix_next_seq\{.*session="YOFX1",direction="out".*\} \d+$/m,
      /^faultline_lp_connected\{.*lp="YOFX".*\} 1$/m,
      /^faultline_lp_breaker\{.*lp="YOFX".*\} 0$/m,
      /^faultline_lp_fill_ratio\{.*lp="YOFX".*\} 1$/m,
      /^faultline_lp_answer_duration_seconds_count\{.*lp="YOFX".*\} 1$/m,
      /^faultline_lp_orders_in_doubt\{.*lp="YOFX".*\} 0$/m,
      /^faultline_lp_orders_in_doubt_oldest_seconds\{.*lp="YOFX".*\} 0$/m,
      /^faultline_commit_groups_total\{.*\} [1-9]/m,
      /^nodejs_eventloop_lag_p99_seconds\{.*\} \S+$/m,
    ]) {
      expect(text).toMatch(series);
    }
    expect(text).not.toContain('ORD-1');
  });

  it('tells how long the oldest order has been in doubt', async () => {
    desk.provider.onOrder = () => [];
    await desk.submit('ORD-2');
    await expect.poll(scrape).toMatch(/^faultline_lp_orders_in_doubt\{.*lp="YOFX".*\} 1$/m);
    expect(await scrape()).toMatch(
      /^faultline_lp_orders_in_doubt_oldest_seconds\{.*lp="YOFX".*\} (0\.[1-9]|[1-9])/m,
    );
  });
});
