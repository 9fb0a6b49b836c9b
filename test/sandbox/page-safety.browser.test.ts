import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/slack/server.js';
import { openBrowser } from '../support/browser.js';
import { everyPlace, type Fields, good, type Listener, modal, openListener, post, uploadFile } from './http.js';
import { ayu, laporan } from './rig.js';

const markup = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>"><svg onload=window.ran=1>';
const script = 'javascript:window.ran=1';
const plain = (text: string): Fields => ({ type: 'plain_text', text });
const raw = (text: string): Fields => ({ type: 'raw_text', text });

/** Every kind of text that an app may give, as markup; every kind of address, as a script. */
const blocks: readonly Fields[] = [
  { type: 'header', text: plain(markup.slice(0, 150)) },
  {
    type: 'section',
    text: { type: 'mrkdwn', text: `${markup} *${markup}* \`${markup}\` <${script}|tekan> <https://example.org|${markup.replaceAll(/[<>]/g, '')}>` },
  },
  { type: 'section', text: plain(markup), accessory: { type: 'button', action_id: 'go', text: plain('buka'), url: script } },
  { type: 'context', elements: [{ type: 'mrkdwn', text: markup }] },
  { type: 'table', rows: [[raw(markup)], [raw(markup)]] },
  {
    type: 'data_visualization',
    title: '<img src=x onerror=window.ran=1>',
    chart: { type: 'pie', segments: [{ label: '<svg onload=ran=1>', value: 1 }] },
  },
  { type: 'markdown', text: `${markup}\n\n[tekan](${script})\n\n\`\`\`\n${markup}\n\`\`\`` },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: markup },
          { type: 'link', url: script, text: 'tekan' },
        ],
      },
    ],
  },
  { type: 'image', image_url: 'https://example.org/"onerror="window.ran=1.png', alt_text: markup, title: plain(markup) },
  {
    type: 'actions',
    elements: [
      {
        type: 'static_select',
        action_id: 's',
        placeholder: plain(markup.slice(0, 150)),
        options: [{ text: plain('<b onclick=ran=1>x'), value: markup }],
      },
    ],
  },
];

describe('the page runs nothing that a message says', () => {
  const ran: string[] = [];
  let sandbox: Sandbox;
  let listener: Listener;
  let browser: Browser;
  let page: Page;

  const nothingRan = async (): Promise<void> => {
    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(await page.locator('main img[src="x"], main script, aside script, dialog script, [onerror], [onload], [onclick]').count()).toBe(0);
    expect(await page.locator('a[href^="javascript:"]').count()).toBe(0);
    expect(ran).toEqual([]);
  };

  beforeAll(async () => {
    const channels = everyPlace.channels.map((channel) => (channel.id === laporan ? { ...channel, topic: markup } : channel));
    const users = everyPlace.users.map((user) => (user.id === ayu ? { ...user, realName: `Ayu ${markup}` } : user));
    sandbox = await startSandbox({ workspace: { ...everyPlace, name: markup, channels, users }, fileProcessingMs: 0 });
    listener = await openListener(sandbox);
    await post(sandbox, laporan, { text: markup });
    await post(sandbox, laporan, { text: 'x', blocks });
    await post(sandbox, laporan, { text: `<!date^9999999999999^{date}|${markup}> <!date^x^{date}|kapan> :constructor: :__proto__: <@${markup}>` });
    await post(sandbox, laporan, { text: 'nama', username: markup });
    const parent = sandbox.as(ayu).say(laporan, markup).ts;
    await post(sandbox, laporan, { text: markup, thread_ts: parent });
    await uploadFile(sandbox, Buffer.from(markup), { channel_id: laporan, initial_comment: markup }, `${markup.replaceAll('/', '')}.html`);
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('dialog', (dialog) => void dialog.dismiss().then(() => ran.push(`dialog ${dialog.message()}`)));
    page.on('pageerror', ({ message }) => ran.push(message));
    // The browser's own refusals are faults too: nothing should even try.
    page.on('console', (line) => line.type() === 'error' && ran.push(line.text()));
    page.on('request', (request) => !request.url().startsWith(sandbox.url) && !request.url().startsWith('data:') && ran.push(request.url()));
    await page.goto(sandbox.url);
    await page.getByTestId('file').waitFor();
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    listener.close();
    await sandbox.close();
  });

  it('in a channel: its words, blocks, names, topic and files are text', async () => {
    await nothingRan();
    expect(await page.getByTestId('message').count()).toBe(6);
    expect(await page.getByTestId('message').nth(4).textContent()).toContain(markup);
    expect(await page.locator('#place-topic').textContent()).toBe(markup);
    expect(await page.getByTestId('file').getAttribute('download')).toBe(`${markup.replaceAll('/', '')}.html`);
    expect(await page.getByTestId('message').filter({ hasText: 'kapan' }).textContent()).toContain(':constructor: :__proto__:');
  });

  it('in a thread, an ephemeral message, a modal and a Home tab', async () => {
    await good(sandbox, 'chat.postEphemeral', { channel: laporan, user: ayu, text: markup, blocks });
    await page.locator('[data-ephemeral]').waitFor();
    await page.getByTestId('replies').click();
    await page.getByTestId('thread').getByTestId('message').nth(1).waitFor();
    await nothingRan();
    const shown = blocks.filter(({ type }) => !['table', 'data_visualization', 'markdown'].includes(String(type)));
    await good(sandbox, 'views.publish', { user_id: ayu, view: { type: 'home', blocks: shown } });
    await page.getByTestId('channel-link').last().click();
    await page.getByTestId('tab-home').click();
    await page.getByTestId('home').getByText('buka').waitFor();
    await nothingRan();
    const input = {
      type: 'input',
      block_id: '"><b>',
      label: plain(markup),
      hint: plain(markup),
      element: { type: 'plain_text_input', initial_value: markup },
    };
    const view = modal({ title: plain('<svg onload=ran=1>'), submit: plain('<b onclick=1>'), blocks: [...shown, input] });
    await good(sandbox, 'views.open', { trigger_id: await listener.trigger(ayu), view });
    await page.getByTestId('modal').waitFor();
    expect(await page.locator('#modal-title').textContent()).toBe('<svg onload=ran=1>');
    await nothingRan();
  });

  it('when its buttons and links are pressed', async () => {
    const before = page.context().pages().length;
    await page.getByTestId('modal').getByText('buka').click();
    await page.getByTestId('modal').getByText('tekan').first().click();
    await sandbox.until(() => listener.payloads.some(({ type }) => type === 'block_actions'));
    expect(page.context().pages()).toHaveLength(before);
    await nothingRan();
  });

  it('shows a message that is written as code, with what it stands for', async () => {
    await page.getByTestId('modal-close').click();
    await page.getByTestId('channel-link').first().click();
    expect(await page.getByTestId('message').nth(1).locator('code').first().textContent()).toBe(markup);
  });
});
