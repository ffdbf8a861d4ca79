/** Which providers are being reconciled, and which orders of theirs have no answer yet. */

interface Round {
  readonly open: Set<string>;
  readonly over: PromiseWithResolvers<void>;
}

export class Rounds {
  readonly #onReady: (lp: string, isReady: boolean) => void;
  readonly #rounds = new Map<string, Round>();
  readonly #ready = new Set<string>();

  constructor(onReady: (lp: string, isReady: boolean) => void) {
    this.#onReady = onReady;
  }

  isReady(lp: string): boolean {
    return this.#ready.has(lp);
  }

  /** @param orders - To be settled before the provider takes others. */
  begin(lp: string, orders: readonly string[]): void {
    this.#rounds.get(lp)?.over.resolve();
    const round = { open: new Set(orders), over: Promise.withResolvers<void>() };
    this.#rounds.set(lp, round);
    this.#look(lp, round);
  }

  settle(lp: string, order: string): void {
    const round = this.#rounds.get(lp);
    if (round?.open.delete(order) === true) this.#look(lp, round);
  }

  /** The provider is away. */
  end(lp: string): void {
    this.#rounds.get(lp)?.over.resolve();
    this.#rounds.delete(lp);
    this.#setReady(lp, false);
  }

  async over(lp: string): Promise<void> {
    await this.#rounds.get(lp)?.over.promise;
  }

  stop(): void {
    for (const { over } of this.#rounds.values()) over.resolve();
  }

  #look(lp: string, { open, over }: Round): void {
    if (open.size === 0) over.resolve();
    this.#setReady(lp, open.size === 0);
  }

  #setReady(lp: string, isReady: boolean): void {
    if (this.#ready.has(lp) === isReady) return;
    if (isReady) this.#ready.add(lp);
    else this.#ready.delete(lp);
    this.#onReady(lp, isReady);
  }
}
