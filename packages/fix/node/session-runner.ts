/**
 * Runs one session: carries out the machine's effects with a socket, a clock and a store.
 *
 * Everything that a turn brings up goes into one batch. The batch is committed first; only then are bytes written and
 * promises resolved. When a commit fails the link is cut and the numbers are read again from the store.
 */
import { encodeSendable, type SendableMessage } from '../src/messages/outgoing.ts';
import type { Fault, SessionEvent, SessionState } from '../src/session/session.ts';
import type { SessionStatus } from '../src/session/status.ts';
import { deadlineOf, idle, step } from '../src/session/step.ts';
import type { Framed, FramedMessage } from '../src/wire/framer.ts';
import { decodeSpan, type RawMessage } from '../src/wire/raw-message.ts';
import { Alarm } from './alarm.ts';
import type { RawReply, SessionInfo } from './application.ts';
import { Committer } from './batch.ts';
import { perform, type Stage } from './effects.ts';
import { CommitFailed, NotLoggedOn, SessionLinked } from './errors.ts';
import type { Link } from './link.ts';
import { NumberLock } from './number-lock.ts';
import type { RunnerOptions } from './runner-options.ts';
import { StatusBoard } from './status-board.ts';
import { WorkQueue } from './work-queue.ts';

export class SessionRunner<Change> {
  readonly #options: RunnerOptions<Change>;
  readonly #committer: Committer<Change>;
  readonly #alarm: Alarm;
  readonly #stage: Stage<Change>;
  readonly #board: StatusBoard;
  readonly #work: WorkQueue;
  readonly #numbers = new NumberLock();
  #state: SessionState;
  #link: Link | null = null;
  #stale = true;

  constructor(options: RunnerOptions<Change>) {
    this.#options = options;
    this.#state = idle(options.config, { nextOut: 1, nextIn: 1 });
    const { config, store, clock, log } = options;
    this.#board = new StatusBoard(config, clock);
    this.#committer = new Committer({ store, log, onLost: (error) => this.#lose(error) });
    this.#alarm = new Alarm(options.clock, () => this.#event({ kind: 'timer', atMs: this.#now() }));
    this.#work = new WorkQueue((error) => {
      this.#committer.discard(error);
      this.#lose(error);
    });
    this.#stage = this.#makeStage();
  }

  get info(): SessionInfo {
    return this.#board.info(this.#state);
  }

  get isLinked(): boolean {
    return this.#link !== null;
  }

  /** What the session is called while it has no link. */
  setIdleStatus(status: SessionStatus, reason: string | null = null): void {
    this.#board.idleStatus = status;
    this.#board.lastError = reason ?? this.#board.lastError;
    this.#showStatus();
  }

  /** Everything before is committed and the numbers are those of the store. */
  async ready(): Promise<void> {
    await this.#committer.settled();
    if (!this.#stale) return;
    const { store, config } = this.#options;
    const numbers = await store.load(config.id);
    if (!this.#stale || this.isLinked) return;
    this.#state = idle(config, numbers);
    this.#stale = false;
  }

  /** Changes the numbers in the store: nothing is numbered meanwhile. */
  hold<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#numbers.hold(work);
  }

  /** Takes a connection over. Call only after `ready`, and without a link. @param reset - with this logon */
  attach(link: Link, reset = false): void {
    if (this.isLinked || this.#stale) throw new SessionLinked(this.#options.config.id);
    this.#board.idleStatus = 'RECONNECT_WAIT';
    this.#link = link;
    link.handOver({
      onFramed: (framed) => this.#onFramed(link, framed),
      onClosed: (reason) => this.#onClosed(link, reason),
    });
    this.#event({ kind: 'connected', reset, atMs: this.#now() });
  }

  /** What the link has read before it was taken over. */
  feed(framed: readonly Framed[]): void {
    if (this.#link !== null) this.#onFramed(this.#link, framed);
  }

  refuse(raw: RawMessage, text: string): void {
    this.#event({ kind: 'refuse', raw, text, atMs: this.#now() });
  }

  /** As SessionHandle.send. */
  async send(message: SendableMessage, changes: readonly Change[] = []) {
    return this.#submit(encoded(message), changes, true);
  }

  /** As SessionHandle.sendRaw. */
  sendRaw(message: RawReply, changes: readonly Change[] = []): Promise<{ seq: number }> {
    return this.#submit(message, changes, true);
  }

  /** Like `send`, but also without a link: the counterparty asks for the message after the next logon. */
  async post(message: SendableMessage, changes: readonly Change[] = []) {
    const body = encoded(message);
    while (this.#stale || this.#numbers.isHeld) {
      await this.#numbers.released();
      await this.ready();
    }
    return this.#submit(body, changes, false);
  }

  logout(text?: string): void {
    this.#event({ kind: 'logout', ...(text === undefined ? {} : { text }), atMs: this.#now() });
  }

  /** Cuts the link at once. What is not yet written stays stored and is resent on request. */
  drop(reason: string): void {
    this.#link?.cut(reason);
  }

  /** The numbers in the store were changed behind this: they are read again before the next link. */
  forget(): void {
    this.#stale = true;
  }

  settled(): Promise<void> {
    return this.#committer.settled();
  }

  #makeStage(): Stage<Change> {
    const { config, store, application, log, distort } = this.#options;
    const batch = () => this.#committer.open;
    const link = () => this.#link;
    const info = () => this.info;
    return {
      sessionId: config.id,
      store,
      application,
      log,
      distort,
      get batch() {
        return batch();
      },
      get link() {
        return link();
      },
      get info() {
        return info();
      },
      reply: (message) => this.#reply(encoded(message)),
      replyRaw: (message) => this.#reply(message),
      later: (work) => this.#do(work),
      loaded: (asking, messages) => {
        if (asking === this.#link) this.#event({ kind: 'loaded', messages, atMs: this.#now() });
      },
      lost: (error) => this.#lose(error),
      disconnect: (reason, fault) => this.#disconnect(reason, fault),
    };
  }

  #now(): number {
    return this.#options.clock.now();
  }

  #submit({ msgType, body }: RawReply, changes: readonly Change[], strict: boolean) {
    return new Promise<{ seq: number }>((resolve, reject) => {
      this.#do(() => {
        const { id } = this.#options.config;
        const status = this.#board.status(this.#state);
        if (strict && status !== 'LOGGED_ON') return reject(new NotLoggedOn(id, status));
        const { nextOut: seq } = this.#state;
        const { open } = this.#committer;
        open.pending.push({
          resolve: () => resolve({ seq }),
          reject: (error) => reject(new CommitFailed(id, error)),
        });
        open.changes.push(...changes);
        this.#step({ kind: 'send', msgType, body, atMs: this.#now() });
      });
    });
  }

  #event(event: SessionEvent): void {
    this.#do(() => this.#step(event));
  }

  #do(work: () => void): void {
    if (!this.#work.run(work)) return;
    this.#showStatus();
    this.#alarm.set(deadlineOf(this.#state));
    this.#committer.schedule();
  }

  #step(event: SessionEvent): void {
    const { state, effects } = step(this.#state, event);
    this.#state = state;
    for (const effect of effects) perform(effect, this.#stage);
  }

  #reply({ msgType, body }: RawReply): void {
    this.#event({ kind: 'send', msgType, body, atMs: this.#now() });
  }

  /** The machine ends the link: whatever it wrote before still leaves. */
  #disconnect(reason: string, fault: Fault | null): void {
    const link = this.#link;
    this.#link = null;
    this.#board.lastError = reason;
    this.#committer.open.after.push(() => {
      link?.end(reason);
      this.#options.onIdle(reason, fault);
    });
  }

  /** One read is one turn: everything in it is committed together, and at once. */
  #onFramed(link: Link, framed: readonly Framed[]): void {
    for (const frame of framed) {
      if (this.#link !== link) break;
      if (frame.kind === 'oversize') link.cut(`BodyLength(9) of ${frame.bodyLength}`);
      else if (frame.kind === 'garbled') this.#garbled();
      else this.#onMessage(link, frame);
    }
    if (framed.length === 0 && this.#link === link) {
      this.#received({ kind: 'heard', atMs: this.#now() });
    }
    this.#alarm.set(deadlineOf(this.#state));
    this.#committer.commit();
  }

  #onMessage(link: Link, frame: FramedMessage): void {
    const { config, screen } = this.#options;
    const raw = decodeSpan(frame, config.dictionary.dataFields);
    if (raw === null) return this.#garbled();
    if (screen?.(raw, this.info) === 'cut') return link.cut('cut by the screen');
    this.#received({ kind: 'received', raw, atMs: this.#now() });
  }

  /** As `#event`, within a read. */
  #received(event: SessionEvent): void {
    this.#work.run(() => this.#step(event));
    this.#showStatus();
  }

  #garbled(): void {
    this.#options.log.warn({ session: this.#options.config.id }, 'garbled input');
    this.#received({ kind: 'garbled', atMs: this.#now() });
  }

  #onClosed(link: Link, reason: string): void {
    if (this.#link !== link) return;
    this.#link = null;
    this.#board.lastError = reason;
    this.#do(() => {
      this.#step({ kind: 'disconnected', reason, atMs: this.#now() });
      this.#committer.open.after.push(() => this.#options.onIdle(reason, null));
    });
  }

  /** Something that was not committed is lost: memory is wrong, the store is right. */
  #lose(error: unknown): void {
    const { config, log, onIdle } = this.#options;
    log.error({ session: config.id, error }, 'session turn lost');
    const reason = error instanceof Error ? error.message : String(error);
    const link = this.#link;
    this.#link = null;
    this.#work.clear();
    this.#stale = true;
    this.#state = idle(config, this.#state);
    this.#board.lastError = reason;
    link?.cut(reason);
    this.#showStatus();
    this.#alarm.off();
    queueMicrotask(() => onIdle(reason, null));
  }

  #showStatus(): void {
    if (this.#board.hasChanged(this.#state)) this.#options.application.onStatus?.(this.info);
  }
}

/** Before a number is used, so that a value that must not go on the wire is refused in time. */
const encoded = (message: SendableMessage): RawReply => ({
  msgType: message.msgType,
  body: encodeSendable(message),
});
