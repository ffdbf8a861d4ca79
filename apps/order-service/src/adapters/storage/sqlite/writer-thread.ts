/** The thread that writes, as seen from the thread that decides. */
import { Worker } from 'node:worker_threads';
import { OutcomeUnknown, Unreachable } from '../driver.ts';
import type { Row } from '../table-spec.ts';
import type { Answer, Task } from './writer-messages.ts';

interface Pending {
  readonly resolve: (rows: readonly Row[]) => void;
  readonly reject: (error: Error) => void;
}

export class WriterThread {
  readonly #worker: Worker;
  readonly #pending: Pending[] = [];
  readonly #exited: Promise<void>;
  #state: WriterThread['state'] = 'starting';

  /** @param path - Of a file whose tables are up to date. */
  constructor(path: string) {
    this.#worker = new Worker(new URL('writer-worker.ts', import.meta.url), { workerData: path });
    this.#worker.on('message', (answer: Answer) => this.#onAnswer(answer));
    this.#worker.on('online', () => (this.#state = 'running'));
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', () => resolve(this.#onExit()));
    });
    // An error in it that no task is to blame for goes to nobody, and ends the process.
    // What is open and idle keeps no process alive.
    this.#worker.unref();
  }

  /** `starting`: a task would have to wait for it. `gone`: it takes no task any more. */
  get state(): 'starting' | 'running' | 'gone' {
    return this.#state;
  }

  /** @throws Error of the statement that failed: then the transaction is rolled back already. */
  readonly tell = async (task: Task): Promise<readonly Row[]> => {
    if (this.#state === 'gone') throw new Unreachable('the thread that writes is gone');
    return new Promise((resolve, reject) => {
      if (this.#pending.push({ resolve, reject }) === 1) this.#worker.ref();
      this.#worker.postMessage(task);
    });
  };

  async close(): Promise<void> {
    this.#worker.ref();
    if (this.#state !== 'gone') this.#worker.postMessage('close');
    await this.#exited;
  }

  /** At once, whatever it is doing. */
  async kill(): Promise<void> {
    await this.#worker.terminate();
  }

  #onAnswer(answer: Answer): void {
    const pending = this.#pending.shift();
    if (this.#pending.length === 0) this.#worker.unref();
    if (answer.ok) return pending?.resolve(answer.rows);
    const { message, code } = answer;
    pending?.reject(Object.assign(new Error(message), code === null ? {} : { code }));
  }

  /** Whether what was under way is on disk, nobody can say here; who opens the file again will see. */
  #onExit(): void {
    this.#state = 'gone';
    for (const { reject } of this.#pending.splice(0)) {
      reject(new OutcomeUnknown('the thread that writes has ended'));
    }
  }
}
