/**
 * Which hosts a provider may be at. A name is on the list or it is not, and the address that it resolves to is looked at
 * when it is dialled: what a name means may change between a check and a connection.
 */
import { lookup as resolve, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

export interface HostPolicy {
  /** `host:port`, as they are configured. */
  readonly allowed: ReadonlySet<string>;
  /** Only for a desk that trades with itself. */
  readonly isLoopbackAllowed: boolean;
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

/** Nobody trades there: this host, link-local (where clouds keep their secrets), multicast. */
const NOWHERE = new BlockList();
NOWHERE.addSubnet('0.0.0.0', 8);
NOWHERE.addSubnet('169.254.0.0', 16);
NOWHERE.addSubnet('224.0.0.0', 3);
NOWHERE.addAddress('::', 'ipv6');
NOWHERE.addSubnet('fe80::', 10, 'ipv6');
NOWHERE.addSubnet('ff00::', 8, 'ipv6');

/** Why a provider may not be there; `null` when it may. */
export function hostFault(host: string, port: number, policy: HostPolicy): string | null {
  if (!policy.allowed.has(`${host}:${port}`)) return `${host}:${port} is not on the list of hosts`;
  return isIP(host) === 0 || isAddressAllowed(host, policy) ? null : `${host} is not allowed`;
}

/** IPv4 in IPv6 clothes is IPv4. */
export function isAddressAllowed(address: string, { isLoopbackAllowed }: HostPolicy): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(address) === 0 || NOWHERE.check(address, family)) return false;
  return isLoopbackAllowed || !LOOPBACK.check(address, family);
}

/** Resolves a name for `net.connect`, which dials exactly the addresses that are let through here. */
export function guardedLookup(policy: HostPolicy, lookup = resolve): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error !== null) return callback(error, '', 0);
      const fit = found.filter(({ address }) => isAddressAllowed(address, policy));
      const [first] = fit;
      if (first === undefined) return callback(new Error(`${hostname} is not allowed`), '', 0);
      if (options.all === true) callback(null, fit);
      else callback(null, first.address, first.family);
    });
  };
}
