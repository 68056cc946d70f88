import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext } from 'playwright-core';

const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
];

const installed = [
  process.env.CHROMIUM_PATH ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Headless Chromium: the system's, or else the one inside an npm package. */
export async function launchBrowser(): Promise<Browser> {
  const found = installed.find((path) => path !== '' && existsSync(path));
  if (found !== undefined) return chromium.launch({ executablePath: found, args: flags });
  const { default: packaged } = await import('@sparticuz/chromium');
  // Not with the flags that come with it: in one process, a window that is closed takes the browser along.
  return chromium.launch({ executablePath: await packaged.executablePath(), args: flags });
}

/** How long a test waits for what it awaits: patience alone, for a machine that is busy. */
const PATIENCE_MS = 45_000;

/** A window of the console, signed in by a session's cookie. */
export async function openWindow(
  browser: Browser, url: string, cookie?: string, options: Parameters<Browser['newContext']>[0] = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const [name, value] = cookie?.split('=') ?? [];
  if (name !== undefined && value !== undefined) await context.addCookies([{ name, value, url }]);
  return context;
}
