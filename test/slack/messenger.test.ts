import { describe, expect, it } from 'vitest';
import { civilDate, type Instant } from '../../connectors/contract/period.js';
import type { WallClock } from '../../src/clock.js';
import type { Destination, Outgoing } from '../../src/domain/delivery.js';
import type { Logger } from '../../src/log.js';
import { createMessenger } from '../../src/slack/messenger.js';

type Call = { readonly method: string; readonly form: URLSearchParams };
type Answer = (call: Call, earlier: number) => Response | Promise<Response>;

const json = (body: object, init: ResponseInit = {}): Response => Response.json(body, init);
const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const channel: Destination = { channel: 'C1', class: 'internal' };
const basis = { formula: '', values: [] };

/** A messenger over the real client, whose calls are answered by a table. */
function given(answers: Readonly<Record<string, Answer>>) {
  const calls: Call[] = [];
  const uploads: { readonly url: string; readonly size: number }[] = [];
  const slept: number[] = [];
  const wall: WallClock = { now: () => 0, sleep: async (milliseconds) => void slept.push(milliseconds) };
  const messenger = createMessenger({
    token: 'xoxb-test',
    slackApiUrl: 'http://slack.invalid/api/',
    wall,
    log: silent,
    uploadBytes: async (url, bytes) => void uploads.push({ url, size: bytes.byteLength }),
    fetch: async (url, init) => {
      const call = { method: String(url).split('/api/')[1] ?? '', form: new URLSearchParams(String(init?.body ?? '')) };
      const earlier = calls.filter(({ method }) => method === call.method).length;
      calls.push(call);
      const answer = answers[call.method];
      if (!answer) throw new Error(`no answer for ${call.method}`);
      return answer(call, earlier);
    },
  });
  return { messenger, calls, uploads, slept, posts: () => calls.filter(({ method }) => method === 'chat.postMessage') };
}

const withPicture: Outgoing = {
  type: 'digest',
  language: 'id',
  status: undefined,
  pictures: new Map([['a.png', new Uint8Array([1, 2, 3])]]),
  digest: {
    version: 1,
    digest: 'bulanan',
    title: { id: 'Laporan', en: 'Report' },
    organisation: { id: 'DJPK', en: 'DJPK' },
    period: { grain: 'month', start: civilDate('2024-02-01'), end: civilDate('2024-03-01') },
    asOf: '2024-03-01T02:00:00.000Z' as Instant,
    zone: 'Asia/Jakarta',
    sections: [
      {
        id: 'ig',
        title: { id: 'Instagram', en: 'Instagram' },
        lines: [{ id: 'l', role: 'headline', text: { id: 'Pengikut 118.069', en: '118,069 followers' }, basis, badges: [] }],
        checks: [],
        charts: [
          {
            id: 'a',
            language: 'id',
            spec: { kind: 'bar', title: '', subtitle: '', labels: [], series: [], marks: [], language: 'id', footnote: '', alt: '' },
            file: 'a.png',
            alt: { id: 'Grafik pengikut 118.069', en: '' },
            basis,
            points: basis,
          },
        ],
      },
    ],
  },
};

const upload: Readonly<Record<string, Answer>> = {
  'files.getUploadURLExternal': () => json({ ok: true, upload_url: 'http://slack.invalid/upload/1', file_id: 'F00000001' }),
  'files.completeUploadExternal': () => json({ ok: true, files: [] }),
  'files.info': (_, earlier) => json({ ok: true, file: { id: 'F00000001', mimetype: earlier < 2 ? '' : 'image/png' } }),
};
const posted: Answer = () => json({ ok: true, channel: 'C1', ts: '1709258400.000100' });

async function outcomeOf(answer: Answer) {
  const { messenger, posts } = given({ 'chat.postMessage': answer });
  const prepared = await messenger.prepare({ type: 'notice', text: 'Halo' }, channel);
  return { outcome: await prepared.post('k'), calls: posts().length };
}

describe('posting', () => {
  it('uploads a picture, waits until it is processed, and posts once with the key', async () => {
    const { messenger, posts, uploads, slept } = given({ ...upload, 'chat.postMessage': posted });
    const prepared = await messenger.prepare(withPicture, channel);
    expect(posts()).toHaveLength(0);
    expect(uploads).toEqual([{ url: 'http://slack.invalid/upload/1', size: 3 }]);
    expect(slept).toEqual([300, 450]);
    expect(await prepared.post('slot>C1')).toEqual({ outcome: 'sent', message: '1709258400.000100' });
    const form = posts()[0]?.form;
    expect(posts()).toHaveLength(1);
    expect(JSON.parse(form?.get('metadata') ?? '')).toEqual({ event_type: 'pantau_delivery', event_payload: { key: 'slot>C1' } });
    expect(form?.get('blocks')).toContain('"slack_file":{"id":"F00000001"}');
    expect(form?.get('unfurl_links')).toBe('false');
    expect(form?.get('text')).toContain('Pengikut 118.069');
  });

  it('sends the words of a picture that could not be uploaded', async () => {
    const { messenger, posts } = given({ ...upload, 'files.info': () => json({ ok: true, file: { mimetype: '' } }), 'chat.postMessage': posted });
    await (await messenger.prepare(withPicture, channel)).post('k');
    expect(posts()[0]?.form.get('blocks')).toContain('Grafik tidak dapat dikirim; isinya: Grafik pengikut 118.069');
  });

  it('posts without pictures where Slack refuses one', async () => {
    const refusal = {
      ok: false,
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] invalid slack file [json-pointer:/blocks/4/slack_file]'] },
    };
    const { messenger, posts } = given({ ...upload, 'chat.postMessage': (call, earlier) => (earlier === 0 ? json(refusal) : posted(call, earlier)) });
    expect((await (await messenger.prepare(withPicture, channel)).post('k')).outcome).toBe('sent');
    expect(posts().map(({ form }) => form.get('blocks')?.includes('slack_file'))).toEqual([true, false]);
  });

  it('knows a refusal from an answer that leaves it open, and never repeats the call', async () => {
    const open = (reason: unknown) => ({ outcome: { outcome: 'ambiguous', reason }, calls: 1 });
    const refused = (reason: string, retryAfterMs: number | undefined) => ({ outcome: { outcome: 'refused', reason, retryAfterMs }, calls: 1 });
    expect(await outcomeOf(() => json({ ok: false, error: 'no_text' }))).toEqual(refused('no_text', undefined));
    expect(await outcomeOf(() => json({ ok: false, error: 'not_in_channel' }))).toMatchObject({
      outcome: { outcome: 'refused', advice: { en: 'Invite Pantau to the channel: `/invite @Pantau`.' } },
    });
    expect(await outcomeOf(() => json({ ok: false }, { status: 429, headers: { 'retry-after': '7' } }))).toEqual(refused('ratelimited', 7000));
    expect(await outcomeOf(() => json({ ok: false }, { status: 429 }))).toEqual(refused('ratelimited', 30_000));
    expect(await outcomeOf(() => json({ ok: false, error: 'internal_error' }))).toEqual(open('internal_error'));
    expect(await outcomeOf(() => json({}, { status: 503 }))).toEqual(open('HTTP 503'));
    expect(await outcomeOf(() => new Response('<html>maintenance</html>'))).toEqual(open('an answer that is not from Slack'));
    expect(await outcomeOf(() => Promise.reject(new TypeError('fetch failed')))).toEqual(open(expect.stringContaining('fetch failed')));
  });
});

describe('finding a message by its key', () => {
  it('reads every page from two minutes before, and takes only its own', async () => {
    const message = (ts: string, bot: string, key: string) => ({
      ts,
      bot_id: bot,
      metadata: { event_type: 'pantau_delivery', event_payload: { key } },
    });
    const { messenger, calls } = given({
      'auth.test': () => json({ ok: true, bot_id: 'B1' }),
      'conversations.history': ({ form }) =>
        form.get('cursor')
          ? json({ ok: true, messages: [message('3.3', 'B1', 'k')] })
          : json({ ok: true, messages: [message('1.1', 'B2', 'k'), message('2.2', 'B1', 'other')], response_metadata: { next_cursor: 'next' } }),
    });
    expect(await messenger.find('C1', 'k', 1_000_000)).toBe('3.3');
    const pages = calls.filter(({ method }) => method === 'conversations.history');
    expect(pages.map(({ form }) => [form.get('oldest'), form.get('include_all_metadata'), form.get('cursor')])).toEqual([
      ['880', 'true', null],
      ['880', 'true', 'next'],
    ]);
    expect(await messenger.find('C1', 'never', 1_000_000)).toBeUndefined();
  });
});
