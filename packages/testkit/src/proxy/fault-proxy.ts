/**
 * A TCP proxy that fails on demand: put it between two parties and change at any time what becomes of their bytes, on
 * present links and on later ones.
 */
import {
  createConnection,
  createServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import { once } from 'node:events';
import { Pipe } from './pipe.ts';
import type { Direction, Toxic } from './toxic.ts';

export interface ProxyOptions {
  /** Where links lead. */
  readonly target: { readonly host?: string; readonly port: number };
  /** Default 0: the system chooses. */
  readonly port?: number;
  /** In [0, 1), for jitter. Default: always the middle. */
  readonly random?: () => number;
}

interface Link {
  readonly sockets: readonly [client: Socket, server: Socket];
  readonly pipes: readonly Pipe[];
}

const HOST = '127.0.0.1';

export class FaultProxy {
  readonly port: number;
  readonly #options: ProxyOptions;
  readonly #links = new Set<Link>();
  readonly #toxics: Record<Direction, readonly Toxic[]> = { up: [], down: [] };
  #server: Server | null;

  private constructor(options: ProxyOptions, server: Server) {
    this.#options = options;
    this.#server = server;
    const { port } = server.address() as AddressInfo;
    this.port = port;
    this.#serve(server);
  }

  /** Resolves when links can be made. */
  static async open(options: ProxyOptions): Promise<FaultProxy> {
    return new FaultProxy(options, await listen(options.port ?? 0));
  }

  /** Links that are up. */
  get links(): number {
    return this.#links.size;
  }

  /** From now on these toxics, and no others, work on the bytes of this direction. */
  set(direction: Direction, toxics: readonly Toxic[]): void {
    this.#toxics[direction] = toxics;
    for (const { pipes } of this.#links) for (const pipe of pipes) pipe.refresh();
  }

  /** Bytes pass as they are. What was lost stays lost, and an ended direction stays ended. */
  clear(): void {
    this.set('up', []);
    this.set('down', []);
  }

  /** Resets every link that is up. */
  reset(): void {
    for (const { sockets } of this.#links) for (const socket of sockets) socket.resetAndDestroy();
  }

  /** Nobody listens any more: new links are refused by the system, present ones go on. */
  refuse(): void {
    this.#server?.close();
    this.#server = null;
  }

  /** Listens again, on the same port. */
  async accept(): Promise<void> {
    if (this.#server !== null) return;
    this.#server = await listen(this.port);
    this.#serve(this.#server);
  }

  /** Cuts every link and stops listening. */
  close(): void {
    this.refuse();
    for (const { sockets } of this.#links) for (const socket of sockets) socket.destroy();
  }

  #serve(server: Server): void {
    server.on('connection', (client: Socket) => this.#join(client));
  }

  #join(client: Socket): void {
    const { target } = this.#options;
    const server = createConnection({
      host: target.host ?? HOST,
      port: target.port,
      allowHalfOpen: true,
      noDelay: true,
    });
    const link: Link = {
      sockets: [client, server],
      pipes: [this.#pipe('up', client, server), this.#pipe('down', server, client)],
    };
    this.#links.add(link);
    for (const [one, other] of [link.sockets, link.sockets.toReversed()]) {
      one?.on('error', () => other?.resetAndDestroy());
      one?.on('close', () => {
        if (other?.destroyed === true) this.#links.delete(link);
      });
    }
    for (const pipe of link.pipes) pipe.refresh();
  }

  #pipe(direction: Direction, source: Socket, sink: Socket): Pipe {
    return new Pipe({
      source,
      sink,
      toxics: () => this.#toxics[direction],
      reset: () => {
        source.resetAndDestroy();
        sink.resetAndDestroy();
      },
      random: this.#options.random ?? (() => 0.5),
    });
  }
}

async function listen(port: number): Promise<Server> {
  const server = createServer({ allowHalfOpen: true, noDelay: true });
  server.listen(port, HOST);
  await once(server, 'listening');
  return server;
}
