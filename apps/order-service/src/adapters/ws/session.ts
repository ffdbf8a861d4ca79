/**
 * A conversation over `/ws`: who is it, then prices and the events of their accounts until one side hangs up. Everything
 * is asked of the contract's own procedures, so that a socket sees what any other door shows and nothing more.
 */
import type { Caller } from '@faultline/contract';
import { raise, refuse } from '@faultline/errors';
import { type CallContext, givenUp, type Procedures } from '@faultline/service';
import { type ClientMessage, errorMessage, eventMessage, readMessage } from './messages.ts';
import { PricePacer } from './price-pacer.ts';
import type { SocketLine } from './socket-line.ts';

export interface SessionDeps {
  readonly procedures: Procedures;
  readonly authenticate: (authorization: string) => Promise<Caller>;
  readonly line: SocketLine;
  readonly requestId: string;
  readonly ip: string;
  /** Takes a place among a person's lines, or throws; the line gives it back by itself. */
  readonly enter: (userId: string) => void;
  /** Logs a failure and puts it in the client's words. */
  readonly tell: (thrown: unknown, procedure: string) => Parameters<typeof errorMessage>[0];
}

/** Accounts that one socket follows. */
const ACCOUNTS_MAX = 20;
/** Price messages a second and symbol. */
const RATE = 20;

interface StreamInput {
  readonly accountId?: number;
  readonly symbols?: readonly string[];
  readonly maxRate?: number;
}

interface Me {
  readonly user: { readonly id: string };
  readonly accounts: readonly { readonly id: number }[];
}

type Auth = Extract<ClientMessage, { type: 'auth' }>;

export class Session {
  readonly #deps: SessionDeps;
  readonly #pacer: PricePacer;
  #token: string | null = null;
  /** Symbols whose prices are passed on. */
  #symbols = new Set<string>();
  /** One message at a time, so that answers come in the order of what was asked. */
  #before: Promise<void> = Promise.resolve();

  constructor(deps: SessionDeps) {
    this.#deps = deps;
    const { line } = deps;
    this.#pacer = new PricePacer((message) => line.send(message));
    line.signal.addEventListener('abort', () => this.#pacer.stop());
  }

  get signedIn(): boolean {
    return this.#token !== null;
  }

  /** Resolves when the message has been answered. */
  async hear(text: string): Promise<void> {
    this.#before = this.#before.then(async () => this.#heard(text));
    return this.#before;
  }

  async #heard(text: string): Promise<void> {
    const { line, tell } = this.#deps;
    try {
      const message = readMessage(text);
      if (message.type === 'auth') await this.#begin(message);
      else await this.#choose(message);
    } catch (thrown) {
      line.send(errorMessage(tell(thrown, 'ws.message')));
      if (!this.signedIn) line.close('policy');
    }
  }

  async #begin({ token, accountId }: Auth): Promise<void> {
    if (this.signedIn) {
      throw raise(refuse('INVALID_REQUEST', { reason: 'This line has signed in already.' }));
    }
    this.#token = token;
    try {
      const accounts = await this.#accounts(accountId);
      const all = (await this.#ask('symbols.list')) as { symbol: string }[];
      const { symbols } = (await this.#ask('quotes.subscribed')) as { symbols: string[] };
      this.#symbols = new Set(symbols);
      this.#deps.line.send({ type: 'ready', accounts, symbols });
      void this.#pump('quotes.stream', { symbols: all.map(({ symbol }) => symbol), maxRate: RATE });
      for (const id of accounts) void this.#pump('account.stream', { accountId: id });
    } catch (thrown) {
      this.#token = null;
      throw thrown;
    }
  }

  async #accounts(asked: number | undefined): Promise<number[]> {
    const { user, accounts } = (await this.#ask('auth.me')) as Me;
    this.#deps.enter(user.id);
    if (asked !== undefined) {
      await this.#ask('account.summary', { accountId: asked });
      return [asked];
    }
    return accounts.slice(0, ACCOUNTS_MAX).map(({ id }) => id);
  }

  async #choose(message: Exclude<ClientMessage, Auth>): Promise<void> {
    if (!this.signedIn) throw raise(refuse('AUTH_REQUIRED', {}));
    for (const symbol of message.symbols) await this.#ask('symbols.get', { symbol });
    for (const symbol of message.symbols) {
      if (message.type === 'subscribe') this.#symbols.add(symbol);
      else this.#symbols.delete(symbol);
    }
    this.#deps.line.send({ type: 'subscribed', symbols: [...this.#symbols] });
  }

  /** Passes a stream on until it, or the line, ends. */
  async #pump(path: string, input: StreamInput): Promise<void> {
    const { line, tell } = this.#deps;
    try {
      for await (const item of (await this.#ask(path, input)) as AsyncIterable<never>) {
        const { accountId } = input;
        if (accountId === undefined) this.#sendPrices(item);
        else line.send(eventMessage(accountId, item));
      }
    } catch (thrown) {
      if (line.signal.aborted) return;
      line.send(errorMessage(tell(thrown, path)));
      line.close('failure');
    }
  }

  #sendPrices(item: {
    readonly type: string;
    readonly at: string;
    readonly ticks: { symbol: string }[];
  }): void {
    const { line } = this.#deps;
    if (item.type === 'HEARTBEAT') line.send({ type: 'heartbeat', at: item.at });
    for (const tick of item.ticks) {
      if (!this.#symbols.has(tick.symbol)) continue;
      this.#pacer.offer(tick.symbol, { type: 'tick', ...tick });
    }
  }

  async #ask(path: string, input: object = {}): Promise<unknown> {
    const procedure = this.#deps.procedures.get(path);
    if (procedure === undefined) throw new Error(`there is no ${path}`);
    return procedure.run(input, this.#context());
  }

  #context(): CallContext {
    const { authenticate, line, requestId, ip } = this.#deps;
    const token = this.#token ?? '';
    return {
      requestId,
      ip,
      door: 'REST',
      signal: line.signal,
      givenUp: () => givenUp(line.signal),
      identify: async () => authenticate(`Bearer ${token}`),
      describe: () => undefined,
      // Lines are counted, not what is said on them: nobody is read faster than answered.
      admitted: async () => undefined,
    };
  }
}
