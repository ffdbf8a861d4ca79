/** Connecting to a counterparty, over TCP or TLS. */
import { connect, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** PEM texts. The counterparty's certificate is always verified, its name included. */
export interface InitiatorTls {
  /** Who may have signed the counterparty's certificate; without it, the authorities that Node knows. */
  readonly ca?: string | undefined;
  /** Our own certificate and its key, for a counterparty that asks for them. */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  /** The name in the counterparty's certificate, when it is not the host that is dialled. */
  readonly serverName?: string | undefined;
}

export interface Address {
  readonly host: string;
  readonly port: number;
  readonly tls?: InitiatorTls | undefined;
  /** How a host name becomes an address: the address that it gives is the one that is dialled. */
  readonly lookup?: LookupFunction | undefined;
}

/** @param onConnected - the counterparty is reached and, with TLS, proved to be who it should be */
export function dial({ host, port, tls, lookup }: Address, onConnected: () => void): Socket {
  const resolve = lookup === undefined ? {} : { lookup };
  if (tls === undefined) return connect({ host, port, ...resolve }, onConnected);
  const { ca, cert, key, serverName } = tls;
  return connectTls(
    {
      host,
      port,
      ...resolve,
      minVersion: 'TLSv1.2',
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
      ...(serverName === undefined ? {} : { servername: serverName }),
    },
    onConnected,
  );
}
