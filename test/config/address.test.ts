import { describe, expect, it } from 'vitest';
import { checkAddress, checkResolved } from '../../src/config/address.js';

const REFUSED: readonly (readonly [address: string, reason: string])[] = [
  ['http://example.com/', 'https'],
  ['ftp://example.com/', 'https'],
  ['file:///etc/passwd', 'https'],
  ['javascript:alert(1)', 'https'],
  ['no address', 'no address'],
  ['', 'no address'],
  ['https://', 'no address'],
  ['https://user:pass@example.com/', 'user name'],
  ['https://user@example.com/', 'user name'],
  ['https://example.com@127.0.0.1/', 'user name'],
  ['https://example.com:8443/', 'port 8443'],
  ['https://example.com:22/', 'port 22'],
  ['https://localhost/', 'inside a network'],
  ['https://LOCALHOST./', 'inside a network'],
  ['https://a.localhost/', 'inside a network'],
  ['https://printer.local/', 'inside a network'],
  ['https://metadata.google.internal/', 'inside a network'],
  ['https://metadata.google.internal./', 'inside a network'],
  ['https://intranet/', 'inside a network'],
  ['https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/', 'inside a network'],
  ['https://127.0.0.1/', 'this machine'],
  ['https://127.1/', 'this machine'],
  ['https://2130706433/', 'this machine'],
  ['https://0x7f000001/', 'this machine'],
  ['https://0x7f.0.0.0x1/', 'this machine'],
  ['https://0177.0.0.1/', 'this machine'],
  ['https://017700000001/', 'this machine'],
  ['https://①②⑦.0.0.1/', 'this machine'],
  ['https://127.0.0.1./', 'this machine'],
  ['https://0.0.0.0/', 'this network'],
  ['https://0/', 'this network'],
  ['https://10.1.2.3/', 'private'],
  ['https://172.16.0.1/', 'private'],
  ['https://172.31.255.255/', 'private'],
  ['https://192.168.1.1/', 'private'],
  ['https://100.64.0.1/', 'carrier'],
  ['https://100.127.255.255/', 'carrier'],
  ['https://100.100.100.200/', 'carrier'],
  ['https://169.254.169.254/latest/meta-data/', 'local link'],
  ['https://2852039166/', 'local link'],
  ['https://192.0.2.1/', 'documentation'],
  ['https://198.18.0.1/', 'benchmarks'],
  ['https://224.0.0.1/', 'multicast'],
  ['https://255.255.255.255/', 'reserved'],
  ['https://[::1]/', 'this machine'],
  ['https://[::]/', 'this machine'],
  ['https://[0:0:0:0:0:0:0:1]/', 'this machine'],
  ['https://[::ffff:127.0.0.1]/', 'this machine'],
  ['https://[::ffff:a9fe:a9fe]/', 'local link'],
  ['https://[::ffff:10.0.0.1]/', 'private'],
  ['https://[::127.0.0.1]/', 'in disguise'],
  ['https://[64:ff9b::7f00:1]/', 'in disguise'],
  ['https://[2002:7f00:1::]/', 'in disguise'],
  ['https://[fe80::1]/', 'local link'],
  ['https://[febf::1]/', 'local link'],
  ['https://[fc00::1]/', 'private'],
  ['https://[fd00:ec2::254]/', 'private'],
  ['https://[ff02::1]/', 'multicast'],
  ['https://[2001:db8::1]/', 'documentation'],
];

const ALLOWED: readonly string[] = [
  'https://example.com/page?x=1',
  'https://example.com:443/',
  'https://djpk.kemenkeu.go.id/',
  'https://8.8.8.8/',
  'https://172.15.255.255/',
  'https://172.32.0.1/',
  'https://100.63.255.255/',
  'https://100.128.0.1/',
  'https://[2606:4700::1111]/',
  'https://[::ffff:8.8.8.8]/',
  'https://local.go.id/',
  'https://mylocalhost.com/',
];

describe('an address that a person gives', () => {
  it.each(REFUSED)('%s is refused: %s', (address, reason) => {
    expect(checkAddress(address)).toMatchObject({ kind: 'refused', reason: expect.stringContaining(reason) });
  });

  it.each(ALLOWED)('%s is allowed', (address) => {
    expect(checkAddress(address).kind).toBe('allowed');
  });

  it('may use what the operator allows, and no more', () => {
    expect(checkAddress('http://example.com/', { allowHttp: true }).kind).toBe('allowed');
    expect(checkAddress('https://example.com:8443/', { ports: [8443] }).kind).toBe('allowed');
    expect(checkAddress('https://example.com:8444/', { ports: [8443] }).kind).toBe('refused');
    expect(checkAddress('http://127.0.0.1:9000/', { allowHttp: true, allowPrivate: true, ports: [9000] }).kind).toBe('allowed');
    expect(checkAddress('http://127.0.0.1/', { allowHttp: true }).kind).toBe('refused');
  });
});

describe('the addresses that a name leads to', () => {
  it('are allowed where all are public', () => {
    expect(checkResolved(['93.184.215.14', '2606:4700::1111'])).toBeUndefined();
  });

  it.each([['127.0.0.1'], ['::1'], ['::ffff:10.0.0.1'], ['::FFFF:0a00:0001'], ['fe80::1%eth0'], ['169.254.169.254'], ['not-an-address']])(
    'are refused where one of them is %s',
    (address) => {
      expect(checkResolved(['93.184.215.14', address])).toContain(address);
    },
  );

  it('are refused where there are none', () => {
    expect(checkResolved([])).toBe('The name leads to no address.');
  });
});
