import type { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/slack/server.js';
import { ayu, bima, boltApp, laporan, openSandbox, png, upload } from './rig.js';

describe('Bolt 5 over Socket Mode, two apps on one token', () => {
  let sandbox: Sandbox;
  let apps: App[];
  let heard: string[];

  const listen = (app: App, name: string): void => {
    app.command('/pantau', async ({ ack, command, client, respond }) => {
      await ack({ response_type: 'ephemeral', text: 'Sebentar…' });
      heard.push(`${name} command ${command.text}`);
      if (command.text === 'modal') {
        const input = { type: 'plain_text_input', action_id: 'note', max_length: 20 } as const;
        const block = { type: 'input', block_id: 'note', label: { type: 'plain_text', text: 'Note' }, element: input } as const;
        const submit = { type: 'plain_text', text: 'Save' } as const;
        await client.views.open({
          trigger_id: command.trigger_id,
          view: { type: 'modal', callback_id: 'note', title: { type: 'plain_text', text: 'Note' }, submit, blocks: [block] },
        });
        return;
      }
      if (command.text.startsWith('answers')) {
        for (let turn = 1; turn <= 6; turn += 1)
          await respond({ text: `answer ${turn}` }).catch((error: unknown) => heard.push(`refused ${String(error)}`));
        return;
      }
      const file = await upload(client, sandbox, png);
      await client.chat.postMessage({
        channel: command.channel_id,
        text: 'Laporan Februari 2024',
        blocks: [
          { type: 'header', text: { type: 'plain_text', text: 'Laporan' } },
          { type: 'image', slack_file: { id: file }, alt_text: '25 posts' },
          {
            type: 'actions',
            block_id: 'more',
            elements: [{ type: 'button', action_id: 'source', text: { type: 'plain_text', text: 'Sumber' }, value: 'line-1' }],
          },
        ],
        metadata: { event_type: 'digest_posted', event_payload: { key: '2024-02' } },
      });
      heard.push('posted');
    });
    app.action('source', async ({ ack, action, respond, body }) => {
      await ack();
      heard.push(`source ${'value' in action ? String(action.value) : ''} by ${body.user.id}`);
      await respond({ text: 'From row 3', replace_original: false });
    });
    app.view('note', async ({ ack, view }) => {
      const value = view.state.values.note?.note?.value ?? '';
      if (value === 'bad') return ack({ response_action: 'errors', errors: { note: 'Not this one' } });
      heard.push(`note ${value}`);
      return ack();
    });
    app.shortcut('activation.log', async ({ ack, shortcut, client }) => {
      await ack();
      heard.push(`shortcut by ${shortcut.user.id} ${'channel' in shortcut ? 'with' : 'without'} a channel`);
      const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'Apa yang dibagikan?' } }] as const;
      const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'Catat' }, blocks: [...blocks] };
      await client.views.open({ trigger_id: shortcut.trigger_id, view });
    });
    app.event('app_mention', async ({ event, say }) => {
      heard.push(`mention ${event.text}`);
      await say({ text: 'Ya?', thread_ts: event.ts });
    });
    app.message(async ({ message }) => {
      heard.push(`message in ${message.channel} (${message.channel_type})`);
    });
    app.event('app_home_opened', async ({ event, client }) => {
      const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: '*Beranda*' } }];
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
    });
  };

  beforeEach(async () => {
    sandbox = await openSandbox({ fileProcessingMs: 60 });
    heard = [];
    apps = [await boltApp(sandbox), await boltApp(sandbox)];
    for (const [index, app] of apps.entries()) {
      listen(app, `app-${index}`);
      await app.start();
    }
    await sandbox.until(() => sandbox.connections() === 2);
  });

  afterEach(async () => {
    for (const app of apps) await app.stop();
    await sandbox.close();
  });

  it('runs a digest: command, ack, upload, processing, post with a picture, look-up by metadata', async () => {
    const ack = await sandbox.as(ayu).command('/pantau laporan 2024-02', laporan);
    expect(ack).toMatchObject({ outcome: 'acked', type: 'slash_commands', payload: { text: 'Sebentar…' } });
    expect(ack?.latencyMs).toBeGreaterThan(0);
    await sandbox.until(() => heard.includes('posted'));

    expect(sandbox.ephemerals(laporan, ayu).map(({ text }) => text)).toEqual(['Sebentar…']);
    expect(sandbox.ephemerals(laporan, bima)).toEqual([]);
    const [message] = sandbox.messages(laporan);
    const [file] = sandbox.files();
    expect(message?.blocks?.[1]).toMatchObject({ type: 'image', slack_file: { id: file?.id } });
    expect(file).toMatchObject({ mimetype: 'image/png', width: 1, height: 1, channels: [] });
    expect(Buffer.from(sandbox.fileBytes(file?.id ?? '') ?? [])).toEqual(png);
    expect(sandbox.calls('files.info').length).toBeGreaterThan(1);

    const [app] = apps;
    const plain = await app?.client.conversations.history({ channel: laporan });
    expect(plain?.messages?.[0]).not.toHaveProperty('metadata');
    const found = await app?.client.conversations.history({ channel: laporan, include_all_metadata: true });
    expect(found?.messages?.[0]?.metadata).toEqual({ event_type: 'digest_posted', event_payload: { key: '2024-02' } });
  });

  it('starts a global shortcut, which has no channel and may open a modal', async () => {
    expect(await sandbox.as(ayu).shortcut('activation.log')).toEqual({ ok: true });
    await sandbox.until(() => sandbox.modal(ayu) !== undefined);
    expect(heard).toEqual([`shortcut by ${ayu} without a channel`]);
    expect(await sandbox.as(ayu).shortcut('unknown')).toEqual({ ok: false, problem: 'There is no such shortcut.' });
    for (const app of apps) await app.stop();
    await sandbox.until(() => sandbox.connections() === 0);
    expect(await sandbox.as(ayu).shortcut('activation.log')).toMatchObject({ ok: false });
  });

  it('gives payloads to any one of the connections', async () => {
    for (let turn = 0; turn < 4; turn += 1) await sandbox.as(ayu).command(`/pantau answers ${turn}`, laporan);
    await sandbox.until(() => heard.filter((line) => line.includes('command')).length === 4);
    expect(new Set(heard.filter((line) => line.includes('command')).map((line) => line.slice(0, 5)))).toEqual(new Set(['app-0', 'app-1']));
  });

  it('sends a click with what was clicked, and answers through the response_url', async () => {
    await sandbox.as(ayu).command('/pantau laporan', laporan);
    await sandbox.until(() => heard.includes('posted'));
    const [message] = sandbox.messages(laporan);
    if (!message) throw new Error('nothing was posted');
    expect(await sandbox.as(bima).click(message, 'source')).toEqual({ ok: true });
    await sandbox.until(() => sandbox.ephemerals(laporan, bima).length === 1);
    expect(heard).toContain(`source line-1 by ${bima}`);
    expect(sandbox.ephemerals(laporan, bima)[0]?.text).toBe('From row 3');
    expect(sandbox.messages(laporan)).toHaveLength(1);
  });

  it('sends what was chosen in a message or on the Home tab, with the state of its elements', async () => {
    const options = ['feb', 'mar'].map((value) => ({ text: { type: 'plain_text' as const, text: value }, value }));
    const menu = { type: 'static_select' as const, action_id: 'month', options };
    const days = { type: 'checkboxes' as const, action_id: 'days', options };
    const blocks = [{ type: 'actions' as const, block_id: 'when', elements: [menu, days] }];
    const seen: unknown[] = [];
    for (const app of apps)
      app.action({ block_id: 'when' }, async ({ ack, action, body }) => {
        await ack();
        const place = Object('view' in body && body.view ? body.view : body);
        seen.push({ action, values: place.state?.values, container: Object(body).container });
      });
    const [app] = apps;
    const { ts = '' } = (await app?.client.chat.postMessage({ channel: laporan, text: 'x', blocks })) ?? {};
    await app?.client.views.publish({ user_id: ayu, view: { type: 'home', blocks } });
    await sandbox.as(ayu).click({ channel: laporan, ts }, 'month', 'mar');
    await sandbox.as(ayu).clickInHome('days', ['feb']);
    await sandbox.until(() => seen.length === 2);
    expect(seen[0]).toMatchObject({
      action: { type: 'static_select', block_id: 'when', selected_option: { value: 'mar' } },
      values: { when: { month: { selected_option: { value: 'mar' } }, days: { selected_options: [] } } },
      container: { type: 'message', message_ts: ts, channel_id: laporan, is_ephemeral: false },
    });
    expect(seen[1]).toMatchObject({
      action: { type: 'checkboxes', selected_options: [{ value: 'feb' }] },
      values: { when: { month: { selected_option: null }, days: { selected_options: [{ value: 'feb' }] } } },
      container: { type: 'view', view_id: sandbox.home(ayu)?.id },
    });
  });

  it('replaces and deletes the message that was clicked through the response_url', async () => {
    const button = (action_id: string) => ({ type: 'button' as const, action_id, text: { type: 'plain_text' as const, text: action_id } });
    for (const app of apps) {
      app.action('replace', async ({ ack, respond }) => {
        await ack();
        await respond({ replace_original: true, text: 'diganti', blocks: [{ type: 'actions', elements: [button('delete')] }] });
      });
      app.action('delete', async ({ ack, respond }) => {
        await ack();
        await respond({ delete_original: true });
      });
    }
    const blocks = [{ type: 'actions' as const, elements: [button('replace')] }];
    await apps[0]?.client.chat.postEphemeral({ channel: laporan, user: ayu, text: 'asli', blocks });
    const [original] = sandbox.ephemerals(laporan, ayu);
    if (!original) throw new Error('nothing was posted');
    await sandbox.as(ayu).click(original, 'replace');
    await sandbox.until(() => sandbox.ephemerals(laporan, ayu)[0]?.text === 'diganti');
    expect(sandbox.ephemerals(laporan, ayu)).toMatchObject([{ ts: original.ts }]);
    await sandbox.as(ayu).click(original, 'delete');
    await sandbox.until(() => sandbox.ephemerals(laporan, ayu).length === 0);
  });

  it('refuses the sixth use of a response_url', async () => {
    await sandbox.as(ayu).command('/pantau answers', laporan);
    await sandbox.until(() => heard.some((line) => line.startsWith('refused')));
    const texts = sandbox.ephemerals(laporan, ayu).map(({ text }) => text);
    expect(texts).toEqual(['Sebentar…', 'answer 1', 'answer 2', 'answer 3', 'answer 4', 'answer 5']);
    expect(heard.find((line) => line.startsWith('refused'))).toContain('404');
  });

  it('opens a modal, refuses what Slack itself refuses, shows the errors of the app, and closes it', async () => {
    await sandbox.as(ayu).command('/pantau modal', laporan);
    await sandbox.until(() => sandbox.modal(ayu) !== undefined);
    const person = sandbox.as(ayu);
    expect(await person.submit({})).toMatchObject({ ok: false, errors: { note: 'Please complete this required field.' } });
    expect(await person.submit({ note: { note: 'x'.repeat(21) } })).toMatchObject({ ok: false, errors: { note: 'Enter at most 20 characters.' } });
    expect(await person.submit({ note: { note: 'bad' } })).toMatchObject({ ok: false, errors: { note: 'Not this one' } });
    expect(await person.submit({ note: { note: 'Selesai' } })).toEqual({ ok: true });
    expect(sandbox.modal(ayu)).toBeUndefined();
    expect(heard).toContain('note Selesai');
  });

  it('sends messages, mentions in threads, talks with the bot and the Home tab as events', async () => {
    const person = sandbox.as(ayu);
    const asked = person.say(laporan, '@Pantau berapa posting?');
    await sandbox.until(() => sandbox.messages(laporan).length === 2);
    expect(asked.text).toBe('<@U0PANTAU01> berapa posting?');
    expect(sandbox.messages(laporan)[1]).toMatchObject({ text: 'Ya?', thread: asked.ts });
    person.say('U0PANTAU01', 'halo');
    await sandbox.until(() => heard.includes('message in D0MEMBER01 (im)'));
    expect(heard).toContain(`message in ${laporan} (channel)`);
    await person.openHome();
    await sandbox.until(() => sandbox.home(ayu) !== undefined);
    expect(sandbox.home(ayu)?.blocks[0]).toMatchObject({ text: { text: '*Beranda*' } });
  });

  it('keeps answering while one connection is refreshed', async () => {
    sandbox.requestRefresh();
    expect(sandbox.connections()).toBe(1);
    for (let turn = 0; turn < 5; turn += 1) {
      const ack = await sandbox.as(ayu).command('/pantau answers', laporan);
      expect(ack?.outcome).toBe('acked');
    }
    await sandbox.until(() => sandbox.connections() === 2);
  });
});

describe('when the app does not answer', () => {
  it('tells the person that nobody is connected, and keeps their message for later', async () => {
    const sandbox = await openSandbox();
    const ack = await sandbox.as(ayu).command('/pantau help', laporan);
    expect(ack?.outcome).toBe('dispatch_failed');
    expect(sandbox.ephemerals(laporan, ayu)[0]?.text).toContain('dispatch_failed');
    sandbox.as(ayu).say('U0PANTAU01', 'masih di sana?');

    const app = await boltApp(sandbox);
    const heard: string[] = [];
    app.message(async ({ message }) => void heard.push('text' in message ? (message.text ?? '') : ''));
    await app.start();
    await sandbox.until(() => heard.length === 1);
    expect(heard).toEqual(['masih di sana?']);
    await app.stop();
    await sandbox.close();
  });

  it('gives up after three seconds', async () => {
    const sandbox = await openSandbox();
    const app = await boltApp(sandbox);
    await app.start();
    const ack = await sandbox.as(ayu).command('/pantau help', laporan);
    expect(ack?.outcome).toBe('operation_timeout');
    expect(sandbox.ephemerals(laporan, ayu)[0]?.text).toContain('operation_timeout');
    expect(sandbox.acknowledgements()).toHaveLength(1);
    await app.stop();
    await sandbox.close();
  });

  it('says that an unknown command is none', async () => {
    const sandbox = await openSandbox();
    expect(await sandbox.as(ayu).command('/lapor', laporan)).toBeUndefined();
    expect(sandbox.ephemerals(laporan, ayu)[0]?.text).toContain('not a valid command');
    await sandbox.close();
  });
});
