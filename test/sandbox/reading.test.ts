import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/slack/server.js';
import { call, fields, good, listed, openPlaces, places, post, readingMethods } from './http.js';
import { ayu, laporan } from './rig.js';

const talk = 'D0MEMBER01';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await openPlaces();
});

afterAll(() => sandbox.close());

describe('what is read in pages', () => {
  const paged = async (method: string, args: object, name: string): Promise<readonly (readonly unknown[])[]> => {
    const pages: (readonly unknown[])[] = [];
    let cursor = '';
    do {
      const body = await good(sandbox, method, { ...args, ...(cursor === '' ? {} : { cursor }) });
      pages.push(listed(body[name]).map(({ id, ts }) => id ?? ts));
      cursor = String(fields(body.response_metadata ?? {}).next_cursor ?? '');
    } while (cursor !== '');
    return pages;
  };

  it('gives every message of a history once, newest first', async () => {
    const sent: string[] = [];
    for (let turn = 0; turn < 5; turn += 1) sent.push(await post(sandbox, 'C0ENGLISH1'));
    const pages = await paged('conversations.history', { channel: 'C0ENGLISH1', limit: 2 }, 'messages');
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(pages.flat()).toEqual(sent.reverse());
  });

  it('gives no message twice when new ones come between the pages', async () => {
    const channel = 'C0UMUM0001';
    const sent: string[] = [];
    for (let turn = 0; turn < 4; turn += 1) sent.push(await post(sandbox, channel));
    const first = await good(sandbox, 'conversations.history', { channel, limit: 2 });
    await post(sandbox, channel);
    const second = await good(sandbox, 'conversations.history', { channel, limit: 2, cursor: fields(first.response_metadata).next_cursor });
    expect([...listed(first.messages), ...listed(second.messages)].map(({ ts }) => ts)).toEqual(sent.reverse());
  });

  it('keeps a history to a range of time, its ends only when asked', async () => {
    const channel = places.closed;
    const [oldest, between, latest] = [await post(sandbox, channel), await post(sandbox, channel), await post(sandbox, channel)];
    const read = async (more: object) =>
      listed((await good(sandbox, 'conversations.history', { channel, oldest, latest, ...more })).messages).map(({ ts }) => ts);
    expect(await read({})).toEqual([between]);
    expect(await read({ inclusive: true })).toEqual([latest, between, oldest]);
  });

  it('gives every channel, person and membership once', async () => {
    const types = 'public_channel,private_channel,im';
    const channels = await paged('conversations.list', { types, limit: 4 }, 'channels');
    expect(channels.map((page) => page.length)).toEqual([4, 4, 3]);
    expect(channels.flat()).toContain(places.open);
    expect(channels.flat()).not.toContain(places.secret);
    const members = (await paged('users.list', { limit: 4 }, 'members')).flat();
    expect(members).toHaveLength(6);
    expect(new Set(members).size).toBe(6);
    const mine = (
      await paged('users.conversations', { types: 'public_channel,private_channel', limit: 2, exclude_archived: true }, 'channels')
    ).flat();
    expect(mine).toEqual([laporan, 'C0ENGLISH1', 'C0UMUM0001', places.closed]);
  });
});

describe('people and places', () => {
  it('tells a person with zone and, when asked, language', async () => {
    const { user } = await good(sandbox, 'users.info', { user: ayu, include_locale: true });
    expect(user).toMatchObject({
      id: ayu,
      name: 'ayu',
      real_name: 'Mbak Ayu',
      tz: 'Asia/Jakarta',
      tz_offset: 25_200,
      locale: 'en-US',
      is_bot: false,
    });
    expect(await good(sandbox, 'users.info', { user: 'U0PANTAU01' })).toMatchObject({ user: { is_bot: true } });
  });

  it('tells a channel, and whether the bot is in it', async () => {
    const { channel } = await good(sandbox, 'conversations.info', { channel: laporan, include_num_members: true });
    expect(channel).toMatchObject({ id: laporan, name: 'laporan', is_member: true, is_private: false, num_members: 6 });
    expect(await good(sandbox, 'conversations.info', { channel: places.open })).toMatchObject({ channel: { is_member: false } });
    expect(await good(sandbox, 'conversations.info', { channel: talk })).toMatchObject({ channel: { is_im: true, user: ayu } });
  });

  it('lists the channels of a person', async () => {
    const { channels } = await good(sandbox, 'users.conversations', { user: ayu });
    expect(listed(channels).map(({ id }) => id)).toContain(places.open);
  });

  it('opens a talk by person or by talk', async () => {
    expect(await good(sandbox, 'conversations.open', { users: ayu })).toMatchObject({ channel: { id: talk } });
    expect(await good(sandbox, 'conversations.open', { channel: talk, return_im: true })).toMatchObject({
      channel: { id: talk, user: ayu, is_im: true },
    });
  });

  it('joins a public channel, once, and may write there from then on', async () => {
    const own = await openPlaces();
    expect(await call(own, 'chat.postMessage', { channel: places.open, text: 'x' })).toMatchObject({ body: { error: 'not_in_channel' } });
    expect(await good(own, 'conversations.join', { channel: places.open })).toMatchObject({ channel: { id: places.open, is_member: true } });
    expect(await good(own, 'conversations.join', { channel: places.open })).toMatchObject({ warning: 'already_in_channel' });
    await good(own, 'chat.postMessage', { channel: places.open, text: 'x' });
    await own.close();
  });
});

it('has a good call here for every method that reads', () => {
  const tried = new Set(
    sandbox
      .calls()
      .filter(({ error }) => error === undefined)
      .map(({ method }) => method),
  );
  expect(readingMethods.filter((method) => !tried.has(method) && method !== 'conversations.join')).toEqual([]);
});
