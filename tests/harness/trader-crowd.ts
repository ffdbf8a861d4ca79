/**
 * A crowd of careful traders: each opens a position and closes it again, writes down what it is about to ask and what it
 * was told, and repeats with the same key for as long as the answer leaves a doubt.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Journal } from '@faultline/testkit';
import { type Answer, http } from './http.ts';

export interface CrowdOptions {
  /** Where the order service is, or a proxy in front of it. */
  readonly url: string;
  readonly journal: Journal;
  /** Who trades on which account. */
  readonly desks: readonly { readonly token: string; readonly accountId: number }[];
  readonly traders: number;
  /** Positions opened and closed, all traders together. */
  readonly rounds: number;
  /** Between two commands of one trader. */
  readonly pauseMs: number;
  /** Distinguishes this crowd's keys from those of another. */
  readonly name: string;
  /** After this long a doubt is left to the checker. Default 30,000. */
  readonly patienceMs?: number;
  /** One request may take this long. Default 4,000. */
  readonly timeoutMs?: number;
  /** Hears how each single request ended: the status and the code of an answer, or what became of the line. */
  readonly onEnd?: (ended: string) => void;
}

const RETRY_MS = 100;

export class TraderCrowd {
  /** Every key that was used. */
  readonly keys: { readonly key: string; readonly desk: number }[] = [];
  readonly #options: CrowdOptions;
  #next = 0;
  #leaving = false;

  constructor(options: CrowdOptions) {
    this.#options = options;
  }

  /** Resolves when every round is through. */
  async trade(): Promise<void> {
    const { traders } = this.#options;
    await Promise.all(Array.from({ length: traders }, async () => this.#trader()));
  }

  /** Begins no further round. */
  leave(): void {
    this.#leaving = true;
  }

  async #trader(): Promise<void> {
    const { rounds, pauseMs, name, desks } = this.#options;
    while (this.#next < rounds && !this.#leaving) {
      const round = this.#next;
      this.#next += 1;
      const desk = round % desks.length;
      const { accountId } = desks[desk] ?? {};
      const order = { accountId, symbol: 'EURUSD', side: sideOf(round), volume: 0.01 };
      const opened = await this.#surely('/api/orders/market', order, {
        key: `${name}-open-${String(round).padStart(5, '0')}`,
        desk,
      });
      await sleep(pauseMs);
      const { id: positionId } = (opened?.body['position'] ?? {}) as { id?: number };
      if (positionId === undefined) continue;
      await this.#surely(
        '/api/positions/close',
        { positionId },
        {
          key: `${name}-close-${String(round).padStart(5, '0')}`,
          desk,
        },
      );
      await sleep(pauseMs);
    }
  }

  /** Null when it was refused, or when patience came to its end. */
  async #surely(path: string, body: object, named: { key: string; desk: number }) {
    const { journal, patienceMs = 30_000 } = this.#options;
    const { key } = named;
    this.keys.push(named);
    journal.write({ kind: 'intent', key });
    const deadline = performance.now() + patienceMs;
    let why = '';
    while (performance.now() < deadline) {
      const answer = await this.#ask(path, body, named);
      if (typeof answer !== 'string') {
        if (answer.status === 200) {
          const { id: orderId } = answer.body['order'] as { id: string };
          journal.write({ kind: 'acknowledged', key, orderId });
          return answer;
        }
        const code = String(answer.body['code']);
        if (isFinal(answer)) {
          journal.write({ kind: 'refused', key, code });
          return null;
        }
        why = code;
      } else why = answer;
      await sleep(RETRY_MS);
    }
    journal.write({ kind: 'unknown', key, why });
    return null;
  }

  /** The answer, or what became of the line. */
  async #ask(path: string, body: object, { key, desk }: { key: string; desk: number }) {
    const { url, desks, timeoutMs = 4_000, onEnd } = this.#options;
    try {
      const answer = await http(`${url}${path}`, {
        token: desks[desk]?.token ?? null,
        body,
        headers: { 'idempotency-key': key },
        signal: AbortSignal.timeout(timeoutMs),
      });
      onEnd?.([answer.status, answer.body['code']].filter(Boolean).join(' '));
      return answer;
    } catch (error) {
      const why = brokenLine(error);
      onEnd?.(why);
      return why;
    }
  }
}

/** `fetch` says in its cause what has happened to the connection. One that never came about has carried no request. */
function brokenLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error as { cause?: NodeJS.ErrnoException };
  if (cause?.syscall === 'connect') return 'no connection';
  return cause?.message ?? error.message;
}

const sideOf = (round: number): string => (round % 4 < 2 ? 'BUY' : 'SELL');

/** Nothing was done, and asking again would bring nothing else. */
function isFinal({ status, headers }: Answer): boolean {
  return (
    status < 500 &&
    status !== 409 &&
    headers.get('x-error-outcome') === 'NOT_APPLIED' &&
    headers.get('x-error-retry') === 'never'
  );
}
