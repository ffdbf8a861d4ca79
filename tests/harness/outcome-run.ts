/** The ways in which an order's outcome may stay open for a while, each to its end: what was told, what was booked, how long. */
import { type Answer, bookOf, http, signIn, simulate, until } from './http.ts';
import { type System } from './system.ts';

const ORDER = { accountId: 4, symbol: 'EURUSD', side: 'BUY', volume: 0.1 };
const SESSIONS = ['YOFX1', 'OANDA1'];
const REFUSALS = 20;
const WAIT_MS = 60_000;

/** What became of one order, by the client, the provider and the account. */
export interface Ended {
  /** The code that its caller was told first, and what that says about the outcome. */
  readonly told: string;
  readonly outcome: string | null;
  readonly status: string;
  readonly deals: number;
  /** Executions of it in the providers' books. */
  readonly executions: number;
  /** The same key, afterwards. */
  readonly replay: number;
  /** From the moment that the provider could be asked, or spoke, to the end. */
  readonly endedAfterMs: number;
  /** What it still ties up and what it has cost, in the account's currency. */
  readonly tiedUp: number;
  readonly paid: number;
}

export class OutcomeRun {
  readonly #system: System;
  readonly #token: string;
  readonly #admin: string;

  private constructor(system: System, token: string, admin: string) {
    this.#system = system;
    this.#token = token;
    this.#admin = admin;
  }

  static async on(system: System): Promise<OutcomeRun> {
    const token = await signIn(system, 'trader2');
    return new OutcomeRun(system, token, await signIn(system, 'admin'));
  }

  /** Both providers are away: what an order is told, what it costs, and how long that takes. */
  async bothDown(): Promise<{
    codes: string[];
    slowestMs: number;
    marginMoved: number;
    sent: number;
  }> {
    const booked = (await bookOf(this.#system)).length;
    for (const sessionId of SESSIONS) await this.#link('disconnect', sessionId);
    await until(
      async () => this.#place(),
      ({ status }) => status === 503,
    );
    const before = await this.#summary();
    const codes = new Set<string>();
    let slowestMs = 0;
    for (let round = 0; round < REFUSALS; round += 1) {
      const startedMs = performance.now();
      const { body } = await this.#place();
      slowestMs = Math.max(slowestMs, performance.now() - startedMs);
      codes.add(String(body['code']));
    }
    const after = await this.#summary();
    for (const sessionId of SESSIONS) await this.#link('connect', sessionId);
    await this.#connected();
    const marginMoved = difference(after, before, 'margin');
    const sent = (await bookOf(this.#system)).length - booked;
    return { codes: [...codes], slowestMs, marginMoved, sent };
  }

  /** The fill comes so long after the caller was told LP_TIMEOUT. */
  async lateFill(afterMs: number, orderTimeoutMs: number): Promise<Ended> {
    const behaviour = { mode: 'fillAfterTimeout', ms: orderTimeoutMs + afterMs };
    return this.#follow(behaviour, async () => undefined);
  }

  /** Booked and filled, and the link is cut before the report has left. */
  async cutBeforeReport(): Promise<Ended> {
    return this.#follow({ mode: 'dropAfterFill' }, async () => this.#connected());
  }

  /** The link is cut before the provider has read the order. */
  async neverGot(): Promise<Ended> {
    return this.#follow({ mode: 'dropBeforeAck' }, async () => this.#connected());
  }

  async #follow(behaviour: object, reachable: () => Promise<void>): Promise<Ended> {
    const before = await this.#summary();
    await this.#only('YOFX');
    await simulate(this.#system, '/behaviour', { ...behaviour, lp: 'YOFX', count: 1 });
    const key = { 'idempotency-key': `outcome-${Math.random().toString(36).slice(2)}` };
    const first = await this.#place(key);
    const { orderId } = (first.body['details'] ?? {}) as { orderId?: string };
    if (orderId === undefined) throw new Error(`not in doubt: ${first.text}`);
    await reachable();
    const startedMs = performance.now();
    const state = async () =>
      http(`${this.#system.url}/api/orders/${orderId}`, { token: this.#token });
    const ended = await until(state, ({ text }) => ENDED.test(text), WAIT_MS);
    const endedAfterMs = performance.now() - startedMs;
    const book = await bookOf(this.#system);
    const executions = book
      .filter(({ clOrdId }) => clOrdId.startsWith(`${orderId}-`))
      .flatMap((one) => one.executions);
    const after = await this.#summary();
    // Last of all: where nothing was done, the key is free, and this is a new order.
    const replay = await this.#place(key);
    return {
      told: String(first.body['code']),
      outcome: first.headers.get('x-error-outcome'),
      status: String((ended.body['order'] as { status: string }).status),
      deals: (ended.body['deals'] as unknown[]).length,
      executions: new Set(executions.map(({ execId }) => execId)).size,
      replay: replay.status,
      endedAfterMs,
      tiedUp: difference(after, before, 'margin'),
      paid: difference(before, after, 'balance'),
    };
  }

  /** The other provider is kept out of it: what one of them did not get, the next one would. */
  async #only(lp: string): Promise<void> {
    for (const sessionId of SESSIONS.filter((one) => !one.startsWith(lp))) {
      await this.#link('disconnect', sessionId);
    }
  }

  async #place(headers: Record<string, string> = {}): Promise<Answer> {
    const url = `${this.#system.url}/api/orders/market`;
    return http(url, { token: this.#token, body: ORDER, headers });
  }

  async #summary(): Promise<Record<string, unknown>> {
    const url = `${this.#system.url}/api/account/summary?accountId=${ORDER.accountId}`;
    return (await http(url, { token: this.#token })).body;
  }

  async #link(command: 'connect' | 'disconnect', sessionId: string): Promise<void> {
    const body = { sessionId };
    await http(`${this.#system.url}/admin/fix/${command}`, { token: this.#admin, body });
  }

  /** The provider takes orders again. */
  async #connected(): Promise<void> {
    const status = async () =>
      http(`${this.#system.url}/admin/fix/sessions/YOFX1`, { token: this.#admin });
    await until(status, ({ body }) => body['connected'] === true, WAIT_MS);
  }
}

/** To the cent: what is open gains and loses meanwhile, but neither of these does. */
const difference = (
  a: Record<string, unknown>,
  b: Record<string, unknown>,
  field: 'margin' | 'balance',
): number => Math.round((Number(a[field]) - Number(b[field])) * 100) / 100;

const ENDED = /"order":\{[^}]*"status":"(FILLED|REJECTED|CANCELLED|EXPIRED)"/;
