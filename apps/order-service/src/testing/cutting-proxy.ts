/** A wire to PostgreSQL that can be cut, above all in the middle of a commit. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What happens to the next COMMIT: it arrives and its answer does not, or it never arrives. */
type Cut = 'after commit' | 'before commit';

export interface CuttingProxy {
  /** The same database, over this wire. */
  readonly url: string;
  /** @param stayDown - Nobody gets through afterwards either. */
  readonly cut: (what: Cut, options?: { readonly stayDown: boolean }) => void;
  readonly close: () => Promise<void>;
}

const COMMIT = Buffer.from('COMMIT\0');

export async function cuttingProxy(target: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let next: { what: Cut; stayDown: boolean } | null = null;
  let down = false;
  const server = createServer((near) => {
    if (down) return void near.destroy();
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => (near.destroy(), far.destroy()));
    }
    far.on('data', (data) => near.write(data));
    near.on('data', (data: Buffer) => {
      if (next === null || !data.includes(COMMIT)) return void far.write(data);
      const { what, stayDown } = next;
      next = null;
      down = stayDown;
      const gone = stayDown ? sockets : [near];
      const cut = (): void => {
        for (const socket of gone) socket.destroy();
      };
      far.removeAllListeners('data');
      if (what === 'before commit') return cut();
      // The answer means that it was committed; nobody hears it.
      far.once('data', cut);
      far.write(data);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    cut: (what, { stayDown } = { stayDown: false }) => {
      next = { what, stayDown };
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
