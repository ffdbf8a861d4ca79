/** The wire between processes that share a database: NOTIFY, and a session that listens. */
import type { Logger } from '@faultline/service';
import { KeptConnection } from './kept-connection.ts';

export interface WireOptions {
  readonly url: string;
  /** Also what this process has sent itself. */
  readonly onText: (text: string) => void;
  /** Somebody may have spoken while nobody listened. */
  readonly onListening: () => void;
  readonly log: Logger;
}

const CHANNEL = 'faultline_order_service';
const BEAT_MS = 2_000;

export class Wire {
  readonly #connection: KeptConnection;

  constructor({ url, onText, onListening, log }: WireOptions) {
    this.#connection = new KeptConnection({
      url,
      log,
      everyMs: BEAT_MS,
      onOpen: async (client) => {
        client.on('notification', ({ payload = '' }) => onText(payload));
        await client.query(`LISTEN ${CHANNEL}`);
        onListening();
      },
      onBeat: async (client) => client.query('SELECT 1'),
      onLost: () => undefined,
    });
  }

  /** Never rejects: whoever does not hear it finds out by looking. */
  async send(text: string): Promise<void> {
    const { client } = this.#connection;
    await client?.query('SELECT pg_notify($1, $2)', [CHANNEL, text]).catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }
}
