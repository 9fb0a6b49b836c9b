import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../connectors/contract/http.js';
import { fingerprintOf } from '../../src/http/address.js';
import { readJson } from '../../src/http/json.js';
import { createRedactor, stripFields } from '../../src/http/redact.js';

const SECRET = '100200300|contoh+rahasia/Äb "c"';

/** A secret in the ways in which it may stand in a text. */
const forms = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  encodeURIComponent(secret).replaceAll(/%../g, (code) => code.toLowerCase()),
  encodeURIComponent(encodeURIComponent(secret)),
  new URLSearchParams({ v: secret }).toString().slice(2),
  JSON.stringify(secret).slice(1, -1),
  JSON.stringify(JSON.stringify(secret)).slice(3, -3),
  JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
  JSON.stringify(secret)
    .slice(1, -1)
    .replaceAll(/[^\w\\"]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`),
];

describe('a redactor', () => {
  it('hides a known secret wherever it stands, in URLs and in JSON', () => {
    const redactor = createRedactor([SECRET]);
    for (const form of forms(SECRET)) expect(redactor.body(`before ${form} after`)).toBe('before [hidden] after');
  });

  it('hides any secret in any of these forms', () => {
    const secret = fc.string({ unit: 'binary-ascii', minLength: 6, maxLength: 40 }).filter((text) => !/\p{Cc}/u.test(text));
    fc.assert(
      fc.property(secret, (value) => {
        const redactor = createRedactor([value]);
        for (const form of forms(value).slice(0, 7)) expect(redactor.body(`<${form}>`)).toBe('<[hidden]>');
      }),
    );
  });

  it('learns as it goes, and hides the longer of two secrets whole', () => {
    const redactor = createRedactor(['rahasia-1']);
    redactor.learn(['rahasia-1-panjang', undefined, 'ab']);
    expect(redactor.body('x rahasia-1-panjang y rahasia-1 ab')).toBe('x [hidden] y [hidden] ab');
  });

  it('hides what carries a token by its name, in an answer to be kept', () => {
    const redactor = createRedactor();
    const cases: readonly (readonly [string, string])[] = [
      ['https://graph/v25.0/1/media?access_token=EAABabc123&limit=25', 'https://graph/v25.0/1/media?access_token=[hidden]&limit=25'],
      [
        '"next":"https:\\/\\/graph\\/me?limit=1\\u0026access_token=abc123\\u0026after=Q"',
        '"next":"https:\\/\\/graph\\/me?limit=1\\u0026access_token=[hidden]\\u0026after=Q"',
      ],
      ['redirect=https%3A%2F%2Fg%2F%3Faccess_token%3Dabc123%26x%3D1', 'redirect=https%3A%2F%2Fg%2F%3Faccess_token%3D[hidden]%26x%3D1'],
      [
        '{"access_token":"abc123","token_type":"bearer","expires_in":5183944}',
        '{"access_token":"[hidden]","token_type":"bearer","expires_in":5183944}',
      ],
      ['{"body":"{\\"refresh_token\\": \\"abc123\\",\\"n\\":1}"}', '{"body":"{\\"refresh_token\\": \\"[hidden]\\",\\"n\\":1}"}'],
      ['client_secret=abc123&grant_type=x', 'client_secret=[hidden]&grant_type=x'],
      [
        'https://www.googleapis.com/youtube/v3/videos?id=1&key=abc123&part=x',
        'https://www.googleapis.com/youtube/v3/videos?id=1&key=[hidden]&part=x',
      ],
      ['Authorization: Bearer AbCdEfGhIjKlMnOpQrStUvWx', 'Authorization: Bearer [hidden]'],
      ['token EAABwzLixnjYBO0123456789abcdef ends', 'token [hidden] ends'],
      ['ya29.a0AfH6SMBx_123456789012345', '[hidden]'],
    ];
    for (const [text, hidden] of cases) expect(redactor.body(text)).toBe(hidden);
  });

  it('leaves what a replay needs and what people wrote', () => {
    const redactor = createRedactor();
    for (const text of [
      '{"nextPageToken":"CAUQAA","meta":{"next_token":"7140dibdnow9c7btw423"}}',
      '{"paging":{"cursors":{"before":"QVFIUm","after":"QVFIUn"}}}',
      '{"caption":"Kunci sukses: key=kerja keras. Basic understanding, bearer of news; secret: none"}',
      '{"access_token":null}',
    ])
      expect(redactor.body(text)).toBe(text);
  });

  it('leaves JSON that can still be read, with the same shape', () => {
    const secret = 'abc"123\\x';
    const redactor = createRedactor([secret]);
    const value = { paging: { next: `https://g/?access_token=${secret}&after=Q` }, echo: [secret], access_token: secret, n: 1 };
    expect(readJson(redactor.body(JSON.stringify(value)))).toEqual({
      paging: { next: 'https://g/?access_token=[hidden]&after=Q' },
      echo: ['[hidden]'],
      access_token: '[hidden]',
      n: 1,
    });
  });

  it('hides more in what people read than in what is kept', () => {
    expect(createRedactor().text('password: rahasia, proxy http://ani:rahasia@proxy.example:3128')).not.toContain('rahasia');
  });
});

describe('fields of other people', () => {
  it('are emptied at any depth, in JSON within JSON too, and the rest is as it was', () => {
    const text = JSON.stringify({
      data: [{ id: '1', from: { name: 'Ani' }, username: 'ani', likes: 3 }],
      batch: [{ code: 200, body: JSON.stringify({ username: 'budi', tags: ['a'], n: 5 }) }],
      tags: ['x'],
      caption: '{ bukan JSON',
    });
    const stripped = readJson(stripFields(text, ['username', 'from', 'tags', 'n'])) as { batch: { body: string }[] };
    expect(stripped).toMatchObject({ data: [{ id: '1', from: {}, username: '', likes: 3 }], tags: [], caption: '{ bukan JSON' });
    expect(readJson(stripped.batch[0]?.body ?? '')).toEqual({ username: '', tags: [], n: null });
  });

  it('long integers stay what they are read as', () => {
    expect(stripFields('{"id":17841400000000001,"name":"Ani"}', ['name'])).toBe('{"id":"17841400000000001","name":""}');
  });

  it('a text that cannot be read is not kept at all', () => {
    expect(stripFields('<html>Ani</html>', ['name'])).toBe('');
    expect(stripFields(`${'['.repeat(200_000)}${']'.repeat(200_000)}`, ['name'])).toBe('');
    expect(stripFields('<html>', [])).toBe('<html>');
  });
});

describe('what a call is known by', () => {
  const batch = (url: string): HttpRequest => ({
    method: 'POST',
    host: 'graph',
    path: '/',
    form: { batch: JSON.stringify([{ method: 'GET', relative_url: url }]) },
    accounts: [],
  });

  it('is the same with another token in a batch, and with or without a proof of it, and tells none of them', () => {
    const first = fingerprintOf(batch('v25.0/1/insights?metric=reach&access_token=EAAPfirst&appsecret_proof=0f1e'));
    expect(fingerprintOf(batch('v25.0/1/insights?metric=reach&access_token=EAAPsecond'))).toBe(first);
    expect(first).not.toMatch(/EAAP|0f1e/);
    expect(fingerprintOf(batch('v25.0/1/insights?metric=views&access_token=EAAPfirst'))).not.toBe(first);
  });
});
