/** Which addresses may connect: single ones and networks, IPv4 and IPv6. */
import { BlockList, isIP } from 'node:net';

const PREFIX_MAX = { ipv4: 32, ipv6: 128 } as const;

export class AddressList {
  /** Node knows this only as a list to block; here it is the list to let in. */
  readonly #list = new BlockList();

  /**
   * @param addresses - `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/32`
   * @throws RangeError for a text that is none of these
   */
  constructor(addresses: readonly string[]) {
    for (const text of addresses) this.#add(text);
  }

  /** An IPv4 address may come written as IPv6, `::ffff:192.0.2.7`. */
  has(address: string): boolean {
    return isIP(address) !== 0 && this.#list.check(address, familyOf(address));
  }

  #add(text: string): void {
    const [address = '', prefix] = text.split('/');
    if (isIP(address) === 0) throw new RangeError(`${text} is no address`);
    const family = familyOf(address);
    const bits = prefix === undefined ? PREFIX_MAX[family] : Number(prefix);
    if (prefix === '' || !Number.isInteger(bits) || bits < 0 || bits > PREFIX_MAX[family]) {
      throw new RangeError(`${text} is no network`);
    }
    this.#list.addSubnet(address, bits, family);
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}
