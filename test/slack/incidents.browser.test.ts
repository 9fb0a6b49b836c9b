import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { laporan } from '../sandbox/rig.js';
import { at, configWith, FALL } from '../support/alert-config.js';
import { openBrowser } from '../support/browser.js';
import { incidentRig } from '../support/incident-rig.js';

const rig = incidentRig();
const config = configWith([FALL]);

let browser: Browser;
const pages: Page[] = [];
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  for (const page of pages.splice(0)) await page.close();
});

beforeEach(async () => {
  const { pull } = rig();
  await pull('2024-01-01', '2024-02-09', () => 1000);
  await pull('2024-02-10', '2024-02-10', () => 700);
});

/** The page of one person, who looks at the channel `laporan`. */
async function pageOf(name: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  pages.push(page);
  await page.goto(`${rig().sandbox.url}#${laporan}`);
  const option = page.getByTestId('user-switch').locator('option', { hasText: name });
  await option.waitFor({ state: 'attached' });
  await page.getByTestId('user-switch').selectOption({ label: (await option.textContent()) ?? '' });
  return page;
}

const cardOn = (page: Page): Locator => page.getByTestId('message').filter({ hasText: 'Impresi @DitjenPK 10 Februari 2024' });
const acknowledge = (page: Page): Locator => cardOn(page).getByRole('button', { name: 'Tangani' });
const privateOn = (page: Page): Locator => page.locator('[data-ephemeral]');

describe('a decline, in the page', () => {
  it('appears as one card, is acknowledged, resolves, and the channel holds one message', async () => {
    const { sandbox, startAt, pull } = rig();
    const page = await pageOf('Pak Bima');
    await startAt(at('2024-02-11'), config);
    await cardOn(page).waitFor();
    expect(await cardOn(page).textContent()).toContain('Perlu perhatian');
    const picture = cardOn(page).getByTestId('block-image');
    await expect.poll(() => picture.evaluate((image) => ('naturalWidth' in image ? image.naturalWidth : 0))).toBeGreaterThan(900);

    await acknowledge(page).click();
    await cardOn(page).filter({ hasText: 'Ditangani @Pak Bima' }).waitFor();
    await expect.poll(() => acknowledge(page).count()).toBe(0);

    await pull('2024-02-11', '2024-02-11', () => 990);
    await startAt(at('2024-02-12'), config);
    await cardOn(page).filter({ hasText: 'Pulih' }).waitFor();
    await cardOn(page).getByTestId('replies').filter({ hasText: '2 replies' }).click();
    const thread = page.getByTestId('thread');
    await thread.getByText('menangani').waitFor();
    await thread.getByText('turun 1,0% dari 1.000 (median 4 hari Minggu sebelumnya)').first().waitFor();

    const top = page.locator('#messages').getByTestId('message');
    expect(await top.count()).toBe(1);
    expect(sandbox.messages(laporan).filter(({ thread: of }) => of === undefined)).toHaveLength(1);
  });

  it('names one of two managers who press at once, to both', async () => {
    const { startAt, place, sandbox } = rig();
    const people = [await pageOf('Pak Bima'), await pageOf('Ms Clara')] as const;
    await startAt(at('2024-02-11'), config);
    await Promise.all(people.map((page) => acknowledge(page).waitFor()));
    // The card is held as it is until both have pressed: else the faster press may take the button away from the other.
    sandbox.fault('chat.update', { kind: 'hold', effect: 'before' });
    await Promise.all(people.map((page) => acknowledge(page).click()));
    await sandbox.until(() => sandbox.held() > 0);
    sandbox.release();
    const [incident] = await expect
      .poll(() => place.store.listIncidents({ open: true }))
      .toMatchObject([{ acknowledged: { by: expect.stringMatching(/^U0MANAGER[12]$/) } }])
      .then(() => place.store.listIncidents({ open: true }));
    const first = incident?.acknowledged?.by === 'U0MANAGER1' ? 0 : 1;
    const name = ['Pak Bima', 'Ms Clara'][first] ?? '';
    for (const page of people)
      await cardOn(page)
        .filter({ hasText: `Ditangani @${name}` })
        .waitFor();
    const late = people[1 - first];
    if (late === undefined) throw new Error('There are two of them.');
    await privateOn(late).filter({ hasText: name }).waitFor();
    expect(await privateOn(people[first] ?? late).count()).toBe(0);
    expect(incident?.log.filter(({ what }) => what === 'acknowledged')).toHaveLength(1);
  });
});
