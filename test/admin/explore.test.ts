import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openWindow } from '../support/browser.ts';
import { settled } from '../support/console.ts';
import { signInAs, startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;
let cookie: string;
beforeAll(async () => {
  server = await startTestServer({ template: 'demo' });
  cookie = await signInAs(server.url, 'ANALYST');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

async function opened(path = '/explore', options: Parameters<typeof openWindow>[3] = {}): Promise<{ page: Page; context: BrowserContext; troubles: string[] }> {
  const context = await openWindow(browser, server.url, cookie, options);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') troubles.push(`${message.text()} ${message.location().url}`); });
  await page.goto(path);
  await page.getByRole('region', { name: 'Answer' }).waitFor();
  return { page, context, troubles };
}
const pick = async (page: Page, input: string, option: string) => {
  await page.getByRole('combobox', { name: input }).fill(option);
  await page.getByRole('option', { name: option, exact: true }).first().click();
};
/** Waits until the answer is that to the question as it stands. */
const answered = async (page: Page) => {
  await page.getByRole('region', { name: 'Answer' }).locator('tbody tr').first().waitFor();
  await settled(page);
};
const cells = (page: Page) => page.getByRole('region', { name: 'Answer' }).locator('tbody tr').first().locator('td').allTextContents();

test('an analyst asks for revenue by category, sorts it, saves it and takes it to GraphiQL', async () => {
  const { page, context, troubles } = await opened();
  await pick(page, 'Add a measure', 'Net');
  await page.getByRole('columnheader', { name: 'Sum: Net in USD' }).waitFor();
  await pick(page, 'Add a group', 'Name');
  await page.getByRole('region', { name: 'Answer' }).locator('tbody tr').nth(1).waitFor();
  await page.getByRole('button', { name: 'Sum: Net in USD' }).click();
  await page.locator('th[aria-sort=descending]', { hasText: 'Sum: Net in USD' }).waitFor();
  await answered(page);
  const shown = await cells(page);
  // The firm trades in other currencies too: amounts are told in its own, unless they are asked for as they are.
  await page.getByRole('combobox', { name: 'In', exact: true }).click();
  await page.getByRole('listbox').getByRole('option', { name: 'Its own currency' }).click();
  await page.getByRole('columnheader', { name: 'Sum: Net', exact: true }).waitFor();
  await page.goBack();
  await page.getByRole('columnheader', { name: 'Sum: Net in USD' }).waitFor();
  await answered(page);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/explore.png`, fullPage: true });

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  expect((await downloading).suggestedFilename()).toBe('Order lines.csv');

  await page.reload();
  await answered(page);
  expect(await cells(page)).toEqual(shown);

  await page.getByRole('link', { name: 'Open in GraphiQL' }).click();
  await page.locator('.graphiql-query-editor .view-line', { hasText: 'explore(' }).waitFor();
  await page.getByRole('button', { name: /^Execute query/ }).click();
  await page.locator('.graphiql-response .view-line', { hasText: '"columns"' }).waitFor();
  expect(troubles).toEqual([]);
  await context.close();
});

test('an example is a question to begin with', async () => {
  const { page, context, troubles } = await opened();
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name: 'Stock value by category' }).click();
  await page.getByRole('columnheader', { name: 'Sum: Value' }).waitFor();
  await page.locator('.recharts-bar').first().waitFor();
  await answered(page);
  expect((await cells(page))[0]).toMatch(/\w/);
  expect(troubles).toEqual([]);
  await context.close();
});

const asked = encodeURIComponent(JSON.stringify({
  dataset: 'ORDERS', dimensions: [{ field: 'placedOn', bucket: 'MONTH' }], measures: [{ op: 'SUM', field: 'net' }, { op: 'COUNT' }],
  conditions: [{ field: 'status', operator: 'notIn', value: ['DRAFT', 'CANCELLED'] }], order: null,
}));

test.each(['light', 'dark'] as const)('a question in the address is answered as table and chart; axe finds nothing in %s', async (colorScheme) => {
  for (const viewport of [{ width: 1280, height: 900 }, { width: 390, height: 844 }]) {
    const { page, context, troubles } = await opened(`/explore?ask=${asked}`, { colorScheme, viewport });
    await page.locator('.recharts-line').first().waitFor();
    // An address that says nothing of currencies asks for one sum of all.
    await page.getByRole('columnheader', { name: 'Sum: Net in USD' }).waitFor();
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const { axe: found } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
      return (await found.run()).violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
    });
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/explore-${colorScheme}-${viewport.width}.png`, fullPage: true });
    expect(violations).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
    expect(troubles).toEqual([]);
    await context.close();
  }
});
