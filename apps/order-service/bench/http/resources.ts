/** What a server under load has used, told to whoever loads it. */

export interface Resources {
  readonly rssBytes: number;
  /** Of all its threads. */
  readonly cpuMicros: number;
  /** Of the one that reads requests and decides: when it has no time left, more load brings no more answers. */
  readonly mainMicros: number;
}

/** `collected`: with the garbage away first, which itself takes time. */
export type Asked = 'resources' | 'collected';

export function tellResources(): void {
  process.on('message', (asked: Asked) => {
    if (asked === 'collected') globalThis.gc?.();
    const told: Resources = {
      rssBytes: process.memoryUsage.rss(),
      cpuMicros: sum(process.cpuUsage()),
      mainMicros: sum(process.threadCpuUsage()),
    };
    process.send?.(told);
  });
}

const sum = ({ user, system }: NodeJS.CpuUsage): number => user + system;
