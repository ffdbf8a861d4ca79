/** The baseline of the round trip: bytes of the size of an order sent over loopback and sent back, without FIX. */
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { spreadOf, type Spread } from './figures.ts';

const ROUND_TRIPS = 20_000;
const MESSAGE_BYTES = 190;

export async function openEcho(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((socket) => {
    socket.setNoDelay(true).on('data', (chunk: Buffer) => socket.write(chunk));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  return { server, port };
}

/** Microseconds, one at a time. */
export function echoRoundTrips(port: number): Promise<Spread> {
  return new Promise((resolve) => {
    const message = Buffer.alloc(MESSAGE_BYTES, 'x');
    const took: number[] = [];
    let sentAt = 0;
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    const send = () => {
      sentAt = performance.now();
      socket.write(message);
    };
    socket.on('connect', send).on('data', () => {
      took.push((performance.now() - sentAt) * 1000);
      if (took.length < ROUND_TRIPS) return setImmediate(send);
      socket.destroy();
      return resolve(spreadOf(took));
    });
  });
}
