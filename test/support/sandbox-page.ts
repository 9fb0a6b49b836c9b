import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { AdvocacyBot } from './advocacy-bot.js';
import { openBrowser } from './browser.js';

/** The page of the local Slack in a real browser, with a bot behind it. */
export interface SandboxPage {
  readonly bot: () => AdvocacyBot;
  readonly page: () => Page;
  readonly modal: () => Locator;
  /** looks through the eyes of a person, by name */
  readonly become: (name: string) => Promise<void>;
  /** writes a line into the channel that is open */
  readonly write: (line: string) => Promise<void>;
  /** the last message that holds the words */
  readonly last: (words: string) => Locator;
  /** closes the modal */
  readonly close: () => Promise<void>;
}

/** Opens the page before the tests of a file and closes it after them. */
export function sandboxPage(start: () => Promise<AdvocacyBot>): SandboxPage {
  let opened: { readonly bot: AdvocacyBot; readonly browser: Browser; readonly page: Page } | undefined;
  const now = () => {
    if (opened === undefined) throw new Error('The page is open while tests run.');
    return opened;
  };
  beforeAll(async () => {
    const bot = await start();
    const browser = await openBrowser();
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    opened = { bot, browser, page };
    await page.goto(bot.sandbox.url);
  }, 60_000);
  afterAll(async () => {
    await opened?.browser.close();
    await opened?.bot.stop();
  });
  const page = (): Page => now().page;
  const modal = (): Locator => page().getByTestId('modal');
  return {
    bot: () => now().bot,
    page,
    modal,
    become: async (name) => {
      const people = page().getByTestId('user-switch');
      const option = people.locator('option', { hasText: name });
      await people.selectOption(await option.evaluate((node) => ('value' in node ? String(node.value) : '')));
    },
    write: async (line) => {
      await page().getByTestId('composer').fill(line);
      await page().getByTestId('composer').press('Enter');
    },
    last: (words) => page().getByTestId('message').filter({ hasText: words }).last(),
    close: async () => {
      await page().getByTestId('modal-close').click();
      await modal().waitFor({ state: 'hidden' });
    },
  };
}
