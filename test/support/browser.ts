import { chromium } from 'playwright-core';
import type { Browser, BrowserContext } from 'playwright-core';
import { inject } from 'vitest';
import './browserSetup.ts';

const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
  // A page lives for seconds: with room for what it makes meanwhile little of its time goes into looking for garbage, and what
  // is spent on better machine code does not come back.
  '--js-flags=--min-semi-space-size=64 --max-semi-space-size=64 --no-maglev --no-turbofan',
];

/** Headless Chromium. */
export const launchBrowser = (): Promise<Browser> => chromium.launch({ executablePath: inject('chromium'), args: flags });

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
