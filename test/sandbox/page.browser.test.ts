import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/slack/server.js';
import { openBrowser } from '../support/browser.js';
import { root } from '../support/paths.js';
import { type Fields, fields, good, type Listener, openListener, openPlaces, post, uploadFile } from './http.js';
import { ayu, bima, laporan } from './rig.js';

const plain = (text: string): Fields => ({ type: 'plain_text', text });
const words = (text: string): Fields => ({ type: 'section', text: { type: 'mrkdwn', text } });
const button = (text: string, action_id: string): Fields => ({ type: 'button', action_id, text: plain(text) });
const long = 'https://example.org/'.padEnd(400, 'x');

/** A message with everything that may be too wide for a phone. */
const wide = (picture: string): readonly Fields[] => [
  { type: 'header', text: plain('Laporan layanan informasi: Februari 2024') },
  { ...words(`*118.069* pengunjung ${long} <${long}|tautan>`), accessory: button('Sumber angka', 'source') },
  { type: 'image', slack_file: { id: picture }, alt_text: 'Pengunjung per bulan' },
  { type: 'section', fields: Array.from({ length: 4 }, () => ({ type: 'mrkdwn', text: '*Tayangan*\n1.297.905.118.069' })) },
  { type: 'actions', elements: ['Sumber angka', 'Kirim ulang', 'Lihat definisi', 'Tutup'].map((text, place) => button(text, `a${place}`)) },
  {
    type: 'actions',
    elements: [
      { type: 'datepicker', action_id: 'day' },
      { type: 'overflow', action_id: 'more', options: [{ text: plain('Unduh sebagai CSV'), value: 'csv' }] },
    ],
  },
  { type: 'table', rows: Array.from({ length: 3 }, () => Array.from({ length: 8 }, () => ({ type: 'raw_text', text: '1.297.905 tayangan' }))) },
  { type: 'markdown', text: `\`\`\`\n${'kode '.repeat(60)}\n\`\`\`\n\n| a | b |\n|---|---|\n| ${'x'.repeat(90)} | 2 |` },
];

const form: Fields = {
  type: 'modal',
  callback_id: 'activation',
  title: plain('Catat aktivasi'),
  submit: plain('Simpan'),
  blocks: [
    { type: 'input', block_id: 'name', label: plain('Nama kegiatan'), element: { type: 'plain_text_input', action_id: 'text' } },
    { type: 'input', block_id: 'count', label: plain('Peserta'), element: { type: 'number_input', action_id: 'number', is_decimal_allowed: false } },
    {
      type: 'input',
      block_id: 'where',
      label: plain('Kanal'),
      element: { type: 'checkboxes', action_id: 'ticks', options: ['Instagram', 'Facebook'].map((text) => ({ text: plain(text), value: text })) },
    },
  ],
};

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);

afterAll(() => browser.close());

/** What is wider than the place that it is in, or stands outside the window; what scrolls by itself (a table) is not. */
const tooWide = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`(() => {
    const width = document.documentElement.clientWidth;
    const found = document.documentElement.scrollWidth > width ? ['the page'] : [];
    for (const element of document.querySelectorAll('#scroll, #thread-messages, .modal-body, .sidebar, .composer'))
      if (element.scrollWidth > element.clientWidth + 1) found.push(element.id || element.className);
    for (const element of document.querySelectorAll('main *, aside *, dialog[open] *')) {
      if (element.closest('.table-scroll > *, details:not([open]) .menu') || getComputedStyle(element).visibility === 'hidden') continue;
      const { left, right, width: own } = element.getBoundingClientRect();
      if (own > 0 && (right > width + 1 || left < -1)) found.push(element.tagName + '.' + element.className + ' ' + left + ' to ' + right);
    }
    return found;
  })()`);

/** Says whether a person could press the middle of it: it is in the window and nothing lies over it. */
const reachable = (found: Locator): Promise<boolean> =>
  found.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const hit = element.ownerDocument.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return hit !== null && (element.contains(hit) || hit.contains(element));
  });

describe.each([
  ['a phone', { width: 390, height: 844 }],
  ['a desk', { width: 1280, height: 900 }],
] as const)('the page on %s', (_, viewport) => {
  const narrow = viewport.width < 720;
  const faults: string[] = [];
  let sandbox: Sandbox;
  let listener: Listener;
  let page: Page;

  const message = (text: string): Locator => page.locator('#messages').getByTestId('message').filter({ hasText: text });
  const heard = async (wanted: (payload: Fields) => boolean): Promise<Fields> => {
    await sandbox.until(() => listener.payloads.some(wanted));
    return listener.payloads.find(wanted) ?? {};
  };
  const event = (type: string, text: string) => async () =>
    fields((await heard(({ event: said }) => said !== undefined && fields(said).type === type && String(fields(said).text).includes(text))).event);
  const goTo = async (channel: string): Promise<void> => {
    if (narrow) await page.locator('#open-menu').click();
    await page.locator(`[data-testid=channel-link][data-channel=${channel}]`).click();
    await page.getByTestId('composer').waitFor();
    // The page asks the server first: what is typed before belongs to the place that was left.
    const place = channel === laporan ? /^#laporan$/ : channel === 'C0UMUM0001' ? /^#umum$/ : /^[^#…]/;
    await expect.poll(() => page.getByTestId('place-name').textContent()).toMatch(place);
  };
  const write = async (text: string, testId = 'composer'): Promise<void> => {
    await page.getByTestId(testId).fill(text);
    await page.getByTestId(testId).press('Enter');
  };

  beforeAll(async () => {
    sandbox = await openPlaces({ fileProcessingMs: 0 });
    listener = await openListener(sandbox);
    const picture = await uploadFile(sandbox, readFileSync(join(root, 'docs/page.png')));
    await post(sandbox, laporan, { blocks: wide(picture) });
    page = await browser.newPage({ viewport });
    page.on('pageerror', ({ message: words_ }) => faults.push(words_));
    page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
    await page.goto(sandbox.url);
    await page.getByTestId('message').first().waitFor();
  });

  afterAll(async () => {
    await page.close();
    listener.close();
    await sandbox.close();
  });

  it('shows a message with much in it, and nothing is too wide', async () => {
    await expect
      .poll(() => page.getByTestId('block-image').evaluate((image) => ('naturalWidth' in image ? Number(image.naturalWidth) : 0)))
      .toBeGreaterThan(900);
    expect(await tooWide(page)).toEqual([]);
    const beside = await page
      .locator('.section')
      .first()
      .evaluate(({ clientWidth, firstElementChild }) => (firstElementChild?.clientWidth ?? 0) / clientWidth);
    // On a phone the words have the whole width, and the button stands below them.
    expect(beside === 1).toBe(narrow);
    const table = page.locator('.table-scroll').first();
    expect(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)).toBe(true);
    expect(
      await page
        .locator('.table-scroll tbody tr')
        .first()
        .evaluate(({ clientHeight }) => clientHeight),
    ).toBeLessThan(50);
  });

  it('shows a picture whole, and large when it is pressed', async () => {
    const sizes = (found: Locator) =>
      found.evaluate((image) => [
        image.clientWidth / image.clientHeight,
        Number(Reflect.get(image, 'naturalWidth')) / Number(Reflect.get(image, 'naturalHeight')),
      ]);
    const [shown = 0, own = 1] = await sizes(page.getByTestId('block-image'));
    expect(shown).toBeCloseTo(own, 1);
    await page.getByTestId('block-image').click();
    const box = await page.locator('#picture img').boundingBox();
    expect(box).not.toBeNull();
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= viewport.width).toBe(true);
    await page.keyboard.press('Escape');
    await page.locator('#picture').waitFor({ state: 'hidden' });
  });

  it('keeps an open menu inside the window', async () => {
    const menu = page.locator('.overflow');
    await menu.locator('summary').click();
    await menu.getByText('Unduh sebagai CSV').waitFor();
    await expect.poll(() => tooWide(page)).toEqual([]);
    expect(await reachable(menu.getByText('Unduh sebagai CSV'))).toBe(true);
    await menu.getByText('Unduh sebagai CSV').click();
    const { actions } = await heard((payload) => JSON.stringify(payload).includes('"selected_option"'));
    expect(JSON.stringify(actions)).toContain('"value":"csv"');
  });

  it('has the box for writing and the list of channels at hand', async () => {
    expect(await reachable(page.getByTestId('composer'))).toBe(true);
    expect(await page.getByTestId('channel-link').first().isVisible()).toBe(!narrow);
    await goTo('C0UMUM0001');
    expect(await page.getByTestId('place-name').textContent()).toBe('#umum');
    expect(await page.getByTestId('channel-link').first().isVisible()).toBe(!narrow);
    expect(await reachable(page.getByTestId('composer'))).toBe(true);
    await goTo(laporan);
    expect(await page.getByTestId('place-name').textContent()).toBe('#laporan');
  });

  it('sends a mention, and shows the answer in its thread', async () => {
    await page.evaluate("document.getElementById('scroll').scrollTop = 0");
    await write('@Pantau berapa *posting* Februari?');
    await expect.poll(() => message('Februari?').count()).toBe(1);
    await expect.poll(() => reachable(message('Februari?'))).toBe(true);
    const asked = await event('app_mention', 'Februari')();
    expect(asked).toMatchObject({ type: 'app_mention', text: '<@U0PANTAU01> berapa *posting* Februari?', user: ayu, channel: laporan });
    await post(sandbox, laporan, { text: 'Ada *25* posting.', thread_ts: asked.ts });
    await message('Februari?').getByTestId('replies').click();
    const thread = page.getByTestId('thread');
    await thread.getByTestId('message').filter({ hasText: 'Ada 25 posting.' }).waitFor();
    expect(await thread.locator('strong').getByText('25', { exact: true }).count()).toBe(1);
    expect(await tooWide(page)).toEqual([]);
    expect(await reachable(page.getByTestId('thread-composer'))).toBe(true);
    await write('Terima kasih', 'thread-composer');
    await thread.getByText('Terima kasih').waitFor();
    expect(sandbox.messages(laporan).at(-1)).toMatchObject({ text: 'Terima kasih', thread: asked.ts });
    await page.locator('#close-thread').click();
    expect(await message('Terima kasih').count()).toBe(0);
  });

  it('shows what one person alone may see to that person only', async () => {
    await good(sandbox, 'chat.postEphemeral', { channel: laporan, user: ayu, text: 'Hanya untuk Ayu' });
    await message('Hanya untuk Ayu').waitFor();
    expect(await message('Hanya untuk Ayu').textContent()).toContain('Only visible to you');
    const become = async (user: string): Promise<void> => {
      if (narrow) await page.locator('#open-menu').click();
      await page.getByTestId('user-switch').selectOption(user);
      if (narrow) await page.locator('#sidebar').waitFor({ state: 'hidden' });
      await message('Februari?').waitFor();
    };
    await become(bima);
    expect(await message('Hanya untuk Ayu').count()).toBe(0);
    await become(ayu);
    await message('Hanya untuk Ayu').waitFor();
  });

  it('opens a form, says what is missing, and sends what was entered', async () => {
    await page.getByTestId('composer').fill('/');
    await page.locator('.commands button').first().click();
    expect(await page.getByTestId('composer').inputValue()).toBe('/pantau ');
    await write('/pantau log');
    const { trigger_id } = await heard(({ command, text }) => command === '/pantau' && text === 'log');
    await good(sandbox, 'views.open', { trigger_id, view: form });
    const modal = page.getByTestId('modal');
    await modal.waitFor();
    expect(
      await modal
        .locator('input')
        .first()
        .evaluate((input) => input === input.ownerDocument.activeElement),
    ).toBe(true);
    expect(await tooWide(page)).toEqual([]);
    await page.getByTestId('modal-submit').click();
    await expect.poll(() => page.getByTestId('input-error').count()).toBe(3);
    await modal.getByLabel('Nama kegiatan').fill('Pameran');
    await modal.getByLabel('Peserta').fill('120');
    await modal.getByLabel('Instagram').check();
    expect(await reachable(page.getByTestId('modal-submit'))).toBe(true);
    await page.getByTestId('modal-submit').click();
    await modal.waitFor({ state: 'hidden' });
    const { view } = await heard(({ type }) => type === 'view_submission');
    expect(fields(fields(view).state).values).toMatchObject({
      name: { text: { value: 'Pameran' } },
      count: { number: { value: '120' } },
      where: { ticks: { selected_options: [{ value: 'Instagram' }] } },
    });
  });

  it('offers the global shortcuts of the app in the message box', async () => {
    await page.getByTestId('shortcuts').first().click();
    const shortcut = page.getByTestId('shortcut').first();
    expect(await shortcut.textContent()).toContain('Log an activation');
    expect(await tooWide(page)).toEqual([]);
    expect(await reachable(shortcut)).toBe(true);
    await shortcut.click();
    const payload = await heard(({ type }) => type === 'shortcut');
    expect(payload).toMatchObject({ callback_id: 'activation.log', user: { id: ayu } });
    expect(Object.keys(payload)).not.toContain('response_url');
    await shortcut.waitFor({ state: 'hidden' });
  });

  it("talks with the bot, and shows the person's own Home tab", async () => {
    await goTo('D0MEMBER01');
    await write('Halo, Pantau');
    expect(await event('message', 'Halo, Pantau')()).toMatchObject({ channel: 'D0MEMBER01', channel_type: 'im' });
    await post(sandbox, ayu, { text: 'Halo, Mbak Ayu' });
    await message('Halo, Mbak Ayu').waitFor();
    expect(await tooWide(page)).toEqual([]);
    await good(sandbox, 'views.publish', {
      user_id: ayu,
      view: { type: 'home', blocks: [words(`Laporan berikutnya ${long}`), { type: 'actions', elements: [button('Laporan sekarang', 'now')] }] },
    });
    await page.getByTestId('tab-home').click();
    await heard(({ event: said }) => said !== undefined && fields(said).type === 'app_home_opened' && fields(said).tab === 'home');
    const press = page.getByTestId('home').getByText('Laporan sekarang');
    await press.click();
    expect(await heard(({ container }) => container !== undefined && fields(container).type === 'view')).toMatchObject({ type: 'block_actions' });
    expect(await tooWide(page)).toEqual([]);
    const overlaps = await page.evaluate(`(() => {
      const boxes = ['#place-name', '#place-topic', '.place .badge', '#tabs'].map((name) => document.querySelector(name).getBoundingClientRect()).filter(({ width }) => width > 0);
      return boxes.some((one, place) => boxes.some((other, at) => at > place && one.left < other.right && other.left < one.right && one.top < other.bottom - 1 && other.top < one.bottom - 1));
    })()`);
    expect(overlaps).toBe(false);
  });

  it('had no fault of its own', () => {
    expect(faults).toEqual([]);
  });
});
