/** One simulator with the clients of one test, all of it real. For tests only. */
import type { App } from '../app.ts';
import { DataDir, control, loggedOn, openClient, openTestApp, type Client } from './desk.ts';

export class Floor {
  app: App;
  readonly api: ReturnType<typeof control>;
  readonly #dataDir: DataDir;
  readonly #clients: Client[] = [];

  private constructor(app: App, dataDir: DataDir) {
    this.app = app;
    this.api = control(app.controlPort);
    this.#dataDir = dataDir;
  }

  static async open(): Promise<Floor> {
    const dataDir = new DataDir();
    return new Floor(await openTestApp(dataDir.path), dataDir);
  }

  /** A client that has not connected yet. */
  stranger(id: string, heartBtIntSec = 5): Client {
    const client = openClient(this.app.fixPort, id, { heartBtIntSec });
    this.#clients.push(client);
    return client;
  }

  client(id = 'YOFX1'): Promise<Client> {
    return loggedOn(this.stranger(id));
  }

  /** A client with a pinned price, so that fills are known in advance. */
  async trader(): Promise<Client> {
    await this.api.post('/quotes', { symbol: 'EURUSD', bid: 1.095, ask: 1.09508 });
    return this.client();
  }

  async orders(): Promise<unknown> {
    return (await this.api.get('/orders')).body;
  }

  /** The same book on the same FIX port. */
  async restart(): Promise<void> {
    const { fixPort } = this.app;
    await this.app.close();
    this.app = await openTestApp(this.#dataDir.path, { SIM_FIX_PORT: String(fixPort) });
  }

  async close(): Promise<void> {
    for (const { handle } of this.#clients) await handle.disconnect();
    await this.app.close();
    this.#dataDir.remove();
  }
}
