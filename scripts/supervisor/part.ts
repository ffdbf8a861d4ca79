/** One supervised process: started, watched, restarted with growing pauses, and stopped without being asked twice. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface PartSpec {
  readonly name: string;
  readonly script: string;
  /** Of Node itself. */
  readonly flags: readonly string[];
  readonly logFile: string;
  /** The longest pause before a restart. Default 10,000. */
  readonly pauseMaxMs?: number | undefined;
}

export type Ports = Readonly<Record<string, number>>;

interface Started {
  readonly ports: Ports;
  readonly pid: number;
}

export interface PartEvents {
  /** After every start that is through, with the ports the process listens on. */
  readonly onReady: (started: Started) => void;
  /** It died by itself and will be started again after the pause. */
  readonly onDeath: (reason: string, pauseMs: number) => void;
  /** It cannot run at all: a wrong configuration, or data that another process uses. */
  readonly onFatal: (reason: string, exitCode: number) => void;
}

const PAUSE_FIRST_MS = 250;
const PAUSE_MAX_MS = 10_000;
/** A process that ran this long was healthy: its next death is a first one again. */
const HEALTHY_AFTER_MS = 30_000;
/** Exit code of a configuration that no restart can mend (EX_CONFIG of sysexits.h). */
const CONFIGURATION_EXIT = 78;
const STOP_GRACE_MS = 12_000;
const STDERR_KEPT_CHARS = 4_000;

export class Part {
  readonly spec: PartSpec;
  readonly #events: PartEvents;
  readonly #log: WriteStream;
  #env: Readonly<Record<string, string>> = {};
  #child: ChildProcess | null = null;
  #wanted = false;
  #wasReady = false;
  #pauseMs = PAUSE_FIRST_MS;

  constructor(spec: PartSpec, events: PartEvents) {
    this.spec = spec;
    this.#events = events;
    this.#log = createWriteStream(spec.logFile, { flags: 'a' });
  }

  /** @param env - Added to our own environment; kept for restarts, so that neighbours find it where it was. */
  start(env: Readonly<Record<string, string>>): void {
    this.keep(env);
    this.#wanted = true;
    this.#spawn();
  }

  /** Adds to the environment of every later start. */
  keep(env: Readonly<Record<string, string>>): void {
    this.#env = { ...this.#env, ...env };
  }

  async stop(): Promise<void> {
    this.#wanted = false;
    const child = this.#child;
    if (child === null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
    await exited;
    clearTimeout(timer);
  }

  #spawn(): void {
    const startedAtMs = performance.now();
    const child = spawn(process.execPath, [...this.spec.flags, this.spec.script], {
      // The channel carries nothing; its end tells a part that we are gone, even after kill -9.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...this.#env },
      // Ctrl-C reaches the whole process group; parts are stopped by us, in order.
      detached: true,
    });
    this.#child = child;
    let complaint = '';
    if (child.stdout === null || child.stderr === null) throw new Error('no pipes');
    createInterface({ input: child.stdout }).on('line', (line) => this.#hear(line));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-STDERR_KEPT_CHARS);
      this.#log.write(text);
    });
    child.on('exit', (code, signal) => {
      this.#child = null;
      if (!this.#wanted) return;
      const healthy = performance.now() - startedAtMs > HEALTHY_AFTER_MS;
      this.#died({ code, signal, healthy, complaint: complaint.trim() });
    });
  }

  #hear(line: string): void {
    this.#log.write(`${line}\n`);
    const started = line.startsWith('{"ready":') ? startedOf(line) : null;
    if (started === null) return;
    this.#wasReady = true;
    this.#events.onReady(started);
  }

  #died({ code, signal, healthy, complaint }: Death): void {
    if (code === CONFIGURATION_EXIT || !this.#wasReady) {
      this.#wanted = false;
      this.#events.onFatal(complaint, code ?? 1);
      return;
    }
    const { pauseMaxMs = PAUSE_MAX_MS } = this.spec;
    this.#pauseMs = healthy ? PAUSE_FIRST_MS : Math.min(this.#pauseMs * 2, pauseMaxMs);
    this.#events.onDeath(signal ?? `exit ${code}`, this.#pauseMs);
    setTimeout(() => {
      if (this.#wanted) this.#spawn();
    }, this.#pauseMs);
  }
}

interface Death {
  readonly code: number | null;
  readonly signal: string | null;
  readonly healthy: boolean;
  readonly complaint: string;
}

/** `{"ready":"…","ports":{"http":7999},"pid":1234}`, as every process of ours prints it once. */
function startedOf(line: string): Started | null {
  try {
    const { ports, pid } = JSON.parse(line) as Partial<Started>;
    return ports === undefined || pid === undefined ? null : { ports, pid };
  } catch {
    return null;
  }
}
