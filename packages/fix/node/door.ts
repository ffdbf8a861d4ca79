/** The acceptor's port: TCP or TLS, who may knock, and how many at a time. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { TLSSocket, createServer as createTlsServer } from 'node:tls';
import { AddressList } from './address-list.ts';
import type { Log } from './application.ts';

/** PEM texts. */
interface AcceptorTls {
  readonly cert: string;
  readonly key: string;
  /** Given, a counterparty must show a certificate that this authority has signed. */
  readonly clientCa?: string | undefined;
}

export interface DoorOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly tls?: AcceptorTls | undefined;
  /** Addresses and networks that may connect; without it, every one may. */
  readonly allowedAddresses?: readonly string[] | undefined;
  /** Connections at a time; more are cut. Default 1000. */
  readonly connectionsMax?: number | undefined;
  /** How long a TLS handshake may take. */
  readonly handshakeTimeoutMs: number;
  readonly log: Log;
  readonly onSocket: (socket: Socket) => void;
}

/** What is known of the other end of a connection before it says who it is. */
export interface Peer {
  readonly address: string;
  /** The name in its certificate, verified; null without TLS or without a certificate. */
  readonly commonName: string | null;
}

const CONNECTIONS_MAX = 1000;

/** Resolves when the port is open. */
export async function openDoor(options: DoorOptions): Promise<Server> {
  const { host, port, allowedAddresses, connectionsMax, log } = options;
  const server = serverOf(options);
  const allowed = allowedAddresses === undefined ? null : new AddressList(allowedAddresses);
  server.prependListener('connection', (socket: Socket) => {
    const from = socket.remoteAddress ?? '';
    if (allowed === null || allowed.has(from)) return;
    log.warn({ from }, 'connection from an address that is not allowed');
    socket.destroy();
  });
  server.maxConnections = connectionsMax ?? CONNECTIONS_MAX;
  server.on('drop', (dropped) => {
    log.warn({ from: dropped?.remoteAddress }, 'too many connections');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;
}

export function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export function peerOf(socket: Socket): Peer {
  const address = socket.remoteAddress ?? 'unknown';
  if (!(socket instanceof TLSSocket) || !socket.authorized) return { address, commonName: null };
  const name = socket.getPeerCertificate().subject?.CN;
  return { address, commonName: typeof name === 'string' ? name : null };
}

function serverOf({ tls, handshakeTimeoutMs, log, onSocket }: DoorOptions): Server {
  const onOpen = (socket: Socket) => {
    if (!socket.destroyed) onSocket(socket);
  };
  if (tls === undefined) return createServer(onOpen);
  const { cert, key, clientCa } = tls;
  const mutual = clientCa === undefined ? {} : { ca: clientCa, requestCert: true };
  const options = { cert, key, minVersion: 'TLSv1.2', ...mutual } as const;
  const server = createTlsServer(
    { ...options, rejectUnauthorized: true, handshakeTimeout: handshakeTimeoutMs },
    onOpen,
  );
  server.on('tlsClientError', (error, socket) => {
    log.warn({ from: socket.remoteAddress, error }, 'TLS handshake failed');
    socket.destroy();
  });
  return server;
}
