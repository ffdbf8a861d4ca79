/** The other side of a measurement as a process of its own, which prints its port and leaves when its input ends. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly port: number;
  stop(): Promise<void>;
}

/** @param program - a file of this folder */
export async function startChild(program: string, args: readonly string[] = []): Promise<Child> {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const port = await new Promise<number>((resolve) => {
    child.stdout.once('data', (text: Buffer) => resolve(Number(text.toString())));
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.stdin.end();
    });
  return { port, stop };
}

/** What such a program calls when it is ready. */
export function serveParent(port: number, leave: () => void | Promise<void>): void {
  process.stdout.write(`${port}\n`);
  process.stdin
    .on('end', () => {
      void Promise.resolve(leave()).then(() => process.exit(0));
    })
    .resume();
}
