import { type Browser, chromium } from 'playwright-core';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Chromium without a window: the one that PANTAU_CHROMIUM names, else the one of the system. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.PANTAU_CHROMIUM ?? '/usr/bin/chromium', args: quiet });
