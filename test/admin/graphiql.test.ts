import type { Browser, BrowserContext, Page } from 'playwright-core';
import axe from 'axe-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openWindow } from '../support/browser.ts';
import { foundFirm } from '../support/firm.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;
let cookie: string;
beforeAll(async () => {
  server = await startTestServer();
  cookie = await (await foundFirm(server.db)).cookie('ANALYST');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

async function opened(signedIn: boolean, options: Parameters<typeof openWindow>[3] = {}): Promise<{ page: Page; context: BrowserContext; troubles: string[] }> {
  const context = await openWindow(browser, server.url, signedIn ? cookie : undefined, options);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error' && !message.text().includes('401')) troubles.push(`${message.text()} ${message.location().url}`); });
  page.on('request', (request) => { if (!request.url().startsWith(server.url) && !/^(data|blob):/.test(request.url())) troubles.push(`asks ${request.url()}`); });
  await page.goto('/graphiql');
  return { page, context, troubles };
}

test('an analyst chooses an example and runs it, with nothing from elsewhere', async () => {
  const { page, context, troubles } = await opened(true);
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  await page.getByRole('button', { name: 'Money moved by account and quarter' }).click();
  await page.locator('.graphiql-query-editor .view-line', { hasText: 'MoneyByAccount' }).waitFor();
  await page.getByRole('button', { name: /^Execute query/ }).click();
  await page.locator('.graphiql-response .view-line', { hasText: '"rowCount"' }).waitFor();
  expect(await page.locator('#signedOut').isVisible()).toBe(false);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/graphiql.png` });
  expect(troubles).toEqual([]);
  await context.close();
});

test('one who is not signed in is told so, and led to the sign-in', async () => {
  const { page, context } = await opened(false, { colorScheme: 'dark', viewport: { width: 390, height: 844 } });
  await page.locator('#signedOut').waitFor({ state: 'visible' });
  expect(await page.locator('#signedOut a').getAttribute('href')).toBe('/login');
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/graphiql-narrow.png` });
  await context.close();
});

test('the page\'s own part has nothing that axe finds, light and dark', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, context } = await opened(true, { colorScheme });
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const { axe: run } = window as unknown as { axe: { run(context: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
      return (await run.run({ include: [['.bar'], ['#examples']] })).violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
    });
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/graphiql-${colorScheme}.png` });
    expect(violations).toEqual([]);
    await context.close();
  }
});
