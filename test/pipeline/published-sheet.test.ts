import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { downloadGuarded } from '../../src/http/guarded-download.js';
import { RefusedFile } from '../../src/pipeline/import-report.js';
import { fetchSheet, isAddress, shownAddress } from '../../src/pipeline/published-sheet.js';

const DIRECT = { proxy: undefined, noProxy: undefined, certificates: undefined };
let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** A host on this machine, and how it may be called in a test. */
async function host(answer: RequestListener) {
  const made = createServer(answer);
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  const address = made.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { address: (path: string) => `http://127.0.0.1:${port}${path}`, options: { allowHttp: true, allowPrivate: true, ports: [port] } };
}

const fetching = (address: string, options = {}, hosts: readonly string[] = ['127.0.0.1']) =>
  fetchSheet(address, { config: { imports: { hosts } }, way: DIRECT, options });

async function refused(address: string, options = {}, hosts?: readonly string[]): Promise<string> {
  const error: unknown = await fetching(address, options, hosts).catch((caught: unknown) => caught);
  if (!(error instanceof RefusedFile)) throw error;
  expect(error.text.id).not.toBe(error.text.en);
  // The rest of the address of a published sheet opens it.
  expect(`${error.text.id} ${error.text.en}`).not.toContain('rahasia');
  return error.text.en;
}

describe('a published sheet', () => {
  it('comes as bytes with the name that the server gives, also behind a redirect', async () => {
    const { address, options } = await host((request, response) => {
      if (request.url === '/pub?output=csv') return response.writeHead(307, { location: '/rahasia/export' }).end();
      expect(request.headers).not.toHaveProperty('authorization');
      expect(request.headers).not.toHaveProperty('cookie');
      return response
        .writeHead(200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="x.csv"; filename*=UTF-8''Aktivasi%20%2F%20Q1.csv`,
        })
        .end('a,b\n1,2\n');
    });
    const sheet = await fetching(address('/pub?output=csv'), options);
    expect(Buffer.from(sheet.bytes).toString()).toBe('a,b\n1,2\n');
    expect(sheet.fileName).toBe('Aktivasi   Q1.csv');
  });

  it('is refused where it is a page, where it is gone, and where it redirects without end', async () => {
    const { address, options } = await host((request, response) => {
      if (request.url === '/rahasia/page') return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html></html>');
      if (request.url === '/rahasia/loop') return response.writeHead(302, { location: '/rahasia/loop' }).end();
      return response.writeHead(404).end('not found');
    });
    expect(await refused(address('/rahasia/page'), options)).toContain('a page and no CSV');
    expect(await refused(address('/rahasia/gone'), options)).toContain('answered 404');
    expect(await refused(address('/rahasia/loop'), options)).toContain('more than 5 times');
  });

  it('is refused where a redirect leads to a host that is not allowed', async () => {
    const { address, options } = await host((_, response) => response.writeHead(302, { location: 'https://accounts.google.com/rahasia' }).end());
    expect(await refused(address('/pub'), options)).toContain('leads to another that may not be opened (The host accounts.google.com is not allowed');
  });

  it.each([
    ['http://docs.google.com/rahasia', 'must start with https://'],
    ['https://user:rahasia@docs.google.com/x', 'user name or a password'],
    ['https://docs.google.com:8443/rahasia', 'port 8443'],
    ['https://evil.example.com/rahasia', 'The host evil.example.com is not allowed'],
    ['https://docs.google.com.evil.com/rahasia', 'is not allowed'],
    ['https://169.254.169.254/rahasia', 'which is the local link'],
    ['https://[::ffff:10.0.0.1]/rahasia', 'a private network'],
    ['https://localhost/rahasia', 'a name inside a network'],
  ])('is not even asked for at %s', async (address, why) => {
    expect(await refused(address)).toContain(why);
  });
});

describe('a download', () => {
  const rules = { refusal: () => undefined, resolvedRefusal: () => undefined, timeoutMs: 5_000, mostBytes: 1_000, way: DIRECT };

  it('connects to nothing where its name leads inside', async () => {
    let asked = 0;
    const { address } = await host((_, response) => {
      asked += 1;
      response.end();
    });
    const named = address('/').replace('127.0.0.1', 'localhost');
    const resolvedRefusal = (addresses: readonly string[]) => (addresses.includes('127.0.0.1') || addresses.includes('::1') ? 'inside' : undefined);
    expect(await downloadGuarded(named, { ...rules, resolvedRefusal })).toEqual({ kind: 'refused', detail: 'inside' });
    expect(asked).toBe(0);
    expect((await downloadGuarded(named, rules)).kind).toBe('downloaded');
    expect(asked).toBe(1);
  });

  it('ends at the bound of its size and of its time', async () => {
    const { address } = await host((request, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' });
      if (request.url === '/large') response.end('x'.repeat(2_000));
      else response.write('drop');
    });
    expect((await downloadGuarded(address('/large'), rules)).kind).toBe('too-large');
    expect(await downloadGuarded(address('/slow'), { ...rules, timeoutMs: 100 })).toEqual({ kind: 'timeout', detail: '0.1 s' });
  });
});

it('an address is told from a file, and is shown without what opens it', () => {
  expect(isAddress('https://docs.google.com/spreadsheets/d/e/rahasia/pub')).toBe(true);
  expect(isAddress('data/https.csv')).toBe(false);
  expect(shownAddress('https://docs.google.com/spreadsheets/d/e/rahasia/pub?output=csv')).toBe('https://docs.google.com/…');
});
