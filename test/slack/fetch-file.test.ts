import { createServer, type RequestListener, type Server } from 'node:http';
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FetchParts, fetchFile, isSlacks } from '../../src/slack/listeners/files/fetch-file.js';
import { close, listen } from '../support/listening.js';

const csv = 'Date,Primary\n';
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, setLevel: () => {}, getLevel: () => 'error', setName: () => {} };

let slack: Server;
let other: Server;
let base: string;
let elsewhere: string;
/** What files.info says of the file, and how the download is answered. */
let info: Record<string, unknown>;
let answer: RequestListener;
/** Every request for bytes: where it came and with which token. */
let asked: { readonly at: 'slack' | 'other'; readonly path: string | undefined; readonly token: string | undefined }[];

beforeEach(async () => {
  asked = [];
  other = createServer((request, response) => {
    asked.push({ at: 'other', path: request.url, token: request.headers.authorization });
    response.end('stolen');
  });
  slack = createServer((request, response) => {
    if (request.url?.startsWith('/api/')) return response.setHeader('content-type', 'application/json').end(JSON.stringify(info));
    asked.push({ at: 'slack', path: request.url, token: request.headers.authorization });
    answer(request, response);
  });
  base = `http://127.0.0.1:${await listen(slack)}`;
  elsewhere = `http://127.0.0.1:${await listen(other)}`;
  info = {
    ok: true,
    file: { name: 'a.csv', mimetype: 'text/csv', size: csv.length, url_private_download: `${base}/files-pri/T1-F1/download/a.csv` },
  };
  answer = (_, response) => void response.setHeader('content-type', 'text/csv').end(csv);
});
afterEach(() => Promise.all([close(slack), close(other)]));

const file = (more: Record<string, unknown>): void => {
  info = { ok: true, file: { ...Object(info.file), ...more } };
};
const fetched = (change: Partial<FetchParts> = {}) => {
  const slackApiUrl = `${base}/api/`;
  const client = new WebClient('xoxb-secret', { slackApiUrl, retryConfig: { retries: 0 }, logger: silent as never });
  return fetchFile('F1', client, {
    token: 'xoxb-secret',
    slackApiUrl,
    fetch: (url, request) => fetch(url, request),
    timeoutMs: 5_000,
    mostBytes: 1_000,
    ...change,
  });
};

describe('a file is fetched from Slack', () => {
  it('by its id, with the token as a header and nowhere else', async () => {
    const got = await fetched();
    expect(got).toMatchObject({ name: 'a.csv', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect('bytes' in got && Buffer.from(got.bytes).toString()).toBe(csv);
    expect(asked).toEqual([{ at: 'slack', path: '/files-pri/T1-F1/download/a.csv', token: 'Bearer xoxb-secret' }]);
  });

  it.each([302, 307])('and no redirect (%i) is followed: the token goes to nobody else', async (status) => {
    answer = (_, response) => void response.writeHead(status, { location: `${elsewhere}/login` }).end();
    expect(await fetched()).toMatchObject({ why: 'not-allowed', cause: `the download was answered with ${status}` });
    expect(asked.map(({ at }) => at)).toEqual(['slack']);
  });

  it('and not from another address that the answer names', async () => {
    file({ url_private_download: `${elsewhere}/files-pri/T1-F1/a.csv` });
    expect(await fetched()).toMatchObject({ why: 'elsewhere' });
    file({ url_private_download: 'file:///etc/passwd' });
    expect(await fetched()).toMatchObject({ why: 'elsewhere' });
    file({ url_private_download: `${base}/files-pri/T1-F1/a.csv`, is_external: true });
    expect(await fetched()).toMatchObject({ why: 'elsewhere' });
    expect(asked).toEqual([]);
  });

  it("and Slack's sign-in page is taken for no file", async () => {
    answer = (_, response) => void response.setHeader('content-type', 'text/html; charset=utf-8').end('<html>Sign in</html>');
    expect(await fetched()).toMatchObject({ why: 'not-allowed' });
    file({ mimetype: 'text/html' });
    expect(await fetched()).toMatchObject({ name: 'a.csv' });
  });

  it('up to a size: what is said to be larger is not asked for, and what turns out larger is cut off', async () => {
    file({ size: 1_001 });
    expect(await fetched()).toEqual({ why: 'too-large', name: 'a.csv' });
    expect(asked).toEqual([]);
    file({ size: 10 });
    let sent = 0;
    answer = (_, response) => {
      const more = (): void => {
        sent += 1;
        if (!response.destroyed && sent < 10_000 && response.write(Buffer.alloc(65_536))) setImmediate(more);
        else response.once('drain', more);
      };
      more();
    };
    expect(await fetched()).toEqual({ why: 'too-large', name: 'a.csv' });
    expect(sent).toBeLessThan(10_000);
  });

  it('within a time', async () => {
    answer = (_, response) => void response.write('Date');
    expect(await fetched({ timeoutMs: 100 })).toMatchObject({ why: 'failed' });
  });

  it('unless it is gone, hidden, or the app may not', async () => {
    for (const [error, why] of [
      ['file_deleted', 'gone'],
      ['file_not_found', 'gone'],
      ['missing_scope', 'not-allowed'],
      ['internal_error', 'failed'],
    ]) {
      info = { ok: false, error };
      expect(await fetched()).toMatchObject({ why });
    }
    info = { ok: true, file: { name: 'a.csv', mode: 'hidden_by_limit', url_private: `${base}/x` } };
    expect(await fetched()).toMatchObject({ why: 'gone', name: 'a.csv' });
    info = { ok: true, file: { name: 'a.csv', url_private: `${base}/x` } };
    for (const [status, why] of [
      [403, 'not-allowed'],
      [404, 'gone'],
      [500, 'failed'],
    ] as const) {
      answer = (_, response) => void response.writeHead(status).end();
      expect(await fetched()).toMatchObject({ why, cause: expect.not.stringContaining('xoxb') });
    }
  });
});

it("an address is Slack's where it is the API's own or of slack.com by https", () => {
  for (const address of ['https://files.slack.com/files-pri/T1-F1/a.csv', 'https://slack.com/a', 'https://djpk.slack.com/a'])
    expect(isSlacks(address, undefined)).toBe(true);
  for (const address of [
    'http://files.slack.com/a',
    'https://files.slack.com.evil.org/a',
    'https://evilslack.com/a',
    'https://slack.com@evil.org/',
    'data:text/plain,a',
    '',
  ])
    expect(isSlacks(address, undefined)).toBe(false);
  expect(isSlacks('http://127.0.0.1:4000/files-pri/a', 'http://127.0.0.1:4000/api/')).toBe(true);
  expect(isSlacks('http://127.0.0.1:4001/files-pri/a', 'http://127.0.0.1:4000/api/')).toBe(false);
  expect(isSlacks('https://files.slack-gov.com/a', 'https://slack-gov.com/api/')).toBe(true);
  expect(isSlacks('https://a.0.0.1/a', 'http://0.0.1/api/')).toBe(false);
});
