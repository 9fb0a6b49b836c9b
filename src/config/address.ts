import { BlockList, isIP } from 'node:net';

/** What an operator allows beyond https on its usual port. */
export interface AddressOptions {
  readonly allowHttp?: boolean;
  /** ports besides the scheme's own */
  readonly ports?: readonly number[];
  /** for the demo and for tests: addresses on this machine and inside the network */
  readonly allowPrivate?: boolean;
}

/** Whether Pantau may call an address; a refusal says why in a sentence. */
export type AddressVerdict = { readonly kind: 'allowed'; readonly url: URL } | { readonly kind: 'refused'; readonly reason: string };

type Range = readonly [network: string, prefix: number, what: string];

// The special-purpose registries of IANA for IPv4 and IPv6, as they were on 2026-11-25.
const RANGES_4: readonly Range[] = [
  ['0.0.0.0', 8, 'this network'],
  ['10.0.0.0', 8, 'a private network'],
  ['100.64.0.0', 10, "a carrier's network"],
  ['127.0.0.0', 8, 'this machine'],
  ['169.254.0.0', 16, 'the local link, where clouds keep their credentials'],
  ['172.16.0.0', 12, 'a private network'],
  ['192.0.0.0', 24, 'a reserved network'],
  ['192.0.2.0', 24, 'documentation'],
  ['192.88.99.0', 24, 'a reserved network'],
  ['192.168.0.0', 16, 'a private network'],
  ['198.18.0.0', 15, 'benchmarks'],
  ['198.51.100.0', 24, 'documentation'],
  ['203.0.113.0', 24, 'documentation'],
  ['224.0.0.0', 4, 'multicast'],
  ['240.0.0.0', 4, 'a reserved network'],
];
const RANGES_6: readonly Range[] = [
  ['::', 96, 'this machine or an IPv4 address in disguise'],
  ['::ffff:0:0:0', 96, 'an IPv4 address in disguise'],
  ['64:ff9b::', 96, 'an IPv4 address in disguise'],
  ['64:ff9b:1::', 48, 'a private network'],
  ['100::', 64, 'a discarded network'],
  ['2001::', 23, 'a reserved network'],
  ['2001:db8::', 32, 'documentation'],
  ['2002::', 16, 'an IPv4 address in disguise'],
  ['3fff::', 20, 'documentation'],
  ['5f00::', 16, 'a reserved network'],
  ['fc00::', 7, 'a private network'],
  ['fe80::', 10, 'the local link'],
  ['fec0::', 10, 'a private network'],
  ['ff00::', 8, 'multicast'],
];

const blocks = (ranges: readonly Range[], family: 'ipv4' | 'ipv6') =>
  ranges.map(([network, prefix, what]) => {
    const list = new BlockList();
    list.addSubnet(network, prefix, family);
    return { list, what };
  });
const BLOCKS_4 = blocks(RANGES_4, 'ipv4');
const BLOCKS_6 = blocks(RANGES_6, 'ipv6');

const LOCAL_NAME = /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home|corp|private|test|invalid|example|onion|arpa)$/;

/** What a numeric address belongs to where nobody outside may send Pantau; undefined where it is public. */
function inside(address: string): string | undefined {
  const bare = address.replace(/%.*$/, '');
  switch (isIP(bare)) {
    case 4:
      return BLOCKS_4.find(({ list }) => list.check(bare, 'ipv4'))?.what;
    case 6: {
      const mapped = mappedIpv4(bare);
      return mapped === undefined ? BLOCKS_6.find(({ list }) => list.check(bare, 'ipv6'))?.what : inside(mapped);
    }
    default:
      return 'no address at all';
  }
}

/** The IPv4 address inside `::ffff:a.b.c.d`, however it is spelt. */
function mappedIpv4(address: string): string | undefined {
  const spelt = new URL(`http://[${address}]/`).hostname;
  const match = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(spelt);
  if (!match) return undefined;
  const [high, low] = [Number.parseInt(match[1] ?? '', 16), Number.parseInt(match[2] ?? '', 16)];
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

/** Judges an address as it is written, before its name is looked up; `checkResolved` judges what the name leads to. */
export function checkAddress(address: string, options: AddressOptions = {}): AddressVerdict {
  const refused = (reason: string): AddressVerdict => ({ kind: 'refused', reason });
  if (!URL.canParse(address)) return refused('This is no address; write one such as https://example.com/page.');
  const url = new URL(address);
  if (url.protocol !== 'https:' && !(options.allowHttp && url.protocol === 'http:')) return refused('The address must start with https://.');
  if (url.username !== '' || url.password !== '') return refused('The address holds a user name or a password; write it without.');
  if (url.port !== '' && !options.ports?.includes(Number(url.port))) return refused(`The port ${url.port} is not allowed.`);
  if (options.allowPrivate) return { kind: 'allowed', url };
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0) {
    const what = inside(host);
    return what === undefined ? { kind: 'allowed', url } : refused(`The address leads to ${host}, which is ${what}.`);
  }
  const name = host.replace(/\.+$/, '').toLowerCase();
  if (LOCAL_NAME.test(name) || !name.includes('.')) return refused(`"${name}" is a name inside a network, not on the internet.`);
  return { kind: 'allowed', url };
}

/** Judges the numeric addresses that a name leads to: the reason for a refusal, or undefined where all are public. One bad address refuses all. */
export function checkResolved(addresses: readonly string[]): string | undefined {
  if (addresses.length === 0) return 'The name leads to no address.';
  for (const address of addresses) {
    const what = inside(address);
    if (what !== undefined) return `The name leads to ${address}, which is ${what}.`;
  }
  return undefined;
}
