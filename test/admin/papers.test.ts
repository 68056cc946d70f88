// Papers and mails in the console: printed, sent, looked at before they are, found again.
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { followRuns } from '../../server/src/documents/followRuns.ts';
import { sendMails } from '../../server/src/messaging/sendMails.ts';
import { localTransport } from '../../server/src/messaging/transport.ts';
import { axeFindings, settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
let stop: (() => Promise<void>) | undefined;
afterAll(() => stop?.());
const firstOf = async (list: string, filter = '') => {
  const data = await ui.ask<Record<string, { nodes: { id: string; number: string }[] }>>(`{ ${list}(first: 1 ${filter}) { nodes { id number } } }`);
  const [found] = data[list]?.nodes ?? [];
  if (!found) throw new Error(`no ${list}`);
  return found;
};
const deliver = () => sendMails({ db: ui.server.db, now: () => new Date(Date.now() + 1000), transport: localTransport, from: undefined });

test('an invoice is printed in a chosen language and sent with words that were read first; the mailbox shows it', async () => {
  const invoice = await firstOf('invoices', ', filter: { kind: { is: INVOICE } }');
  const page = await ui.open(`/invoices/${encodeURIComponent(invoice.id)}/show`);
  await settled(page);
  await button(page, 'Print').click();
  // Headless Chromium shows no PDF: what its new window asks for is asked here.
  const printed = new Promise<(string | number | undefined)[]>((resolve) => {
    void page.context().route(/\/documents\/invoice\/.+\.pdf/, async (route) => {
      const answer = await route.fetch();
      resolve([answer.status(), answer.headers()['content-type'], answer.headers()['content-language']]);
      await route.fulfill({ status: 204 });
    });
  });
  await page.getByRole('menuitem', { name: 'فارسی' }).click();
  expect(await printed).toEqual([200, 'application/pdf', 'fa']);

  await button(page, 'Send by mail').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Mail address').fill('ann@customer.example');
  await dialog.getByLabel('Language').click();
  await page.getByRole('option', { name: 'Swahili' }).click();
  await expect.poll(() => dialog.getByLabel('Subject').inputValue()).toMatch(/^Ankara /);
  await dialog.getByRole('img', { name: /^Picture of invoice-/ }).waitFor();
  await dialog.getByRole('button', { name: 'Send by mail' }).click();
  await dialog.waitFor({ state: 'detached' });
  await deliver();

  await page.goto('/mailbox');
  await settled(page);
  await page.getByText(`Ankara ${invoice.number}`).first().waitFor();
  await page.frameLocator('iframe').getByText(/Tafadhali pokea ankara/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('link', { name: 'Open in the log' }).click();
  await page.getByText('Kept in the local mailbox.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

test('selected orders are printed as one file, with progress', async () => {
  stop = await followRuns({ db: ui.server.db, url: ui.server.database.url, now: () => new Date() });
  const page = await ui.open('/orders', { role: 'CONTROLLER' });
  await settled(page);
  for (const row of [1, 2, 3]) await page.getByRole('row').nth(row).getByRole('checkbox').check();
  await button(page, 'Print papers').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Print papers' }).click();
  await page.getByText('3 of 3 printed').waitFor();
  const link = page.getByRole('link', { name: 'Open the file' });
  const answer = await page.request.get(await link.getAttribute('href') ?? '', { headers: { 'sec-fetch-site': 'same-origin' } });
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/zip']);
});

test('the letterhead is looked at while it is typed, and counts when it is saved', async () => {
  const page = await ui.open('/paper-settings');
  await settled(page);
  const [preview] = await Promise.all([page.waitForResponse((response) => response.url().endsWith('/documents/preview')), page.getByLabel('Address under the name').fill('New Street 7')]);
  expect([preview.status(), preview.headers()['content-type']]).toEqual([200, 'image/svg+xml']);
  await page.getByRole('img', { name: 'Invoice with these settings' }).waitFor();
  await button(page, 'Save the letterhead').click();
  await page.getByText('Saved; it counts from now on').waitFor();
  const { letterheads } = await ui.ask<{ letterheads: { address: string }[] }>('{ letterheads { address } }');
  expect(letterheads).toEqual([{ address: 'New Street 7' }]);
  expect(await axeFindings(page)).toEqual([]);
});

test('mails are worded, switched on and signed in the settings, on a phone, too', async () => {
  const page = await ui.open('/mail-settings', { viewport: { width: 390, height: 800 } });
  await settled(page);
  await page.getByLabel('Invoice, when it is posted').click();
  await expect.poll(async () => (await ui.ask<{ mailRules: object[] }>('{ mailRules { kind isOn } }')).mailRules).toEqual([{ kind: 'INVOICE', isOn: true }]);
  await button(page, 'Change the words').click();
  await page.getByRole('dialog').getByLabel('Text').fill('Dear {costumer}');
  await page.getByRole('dialog').getByRole('button', { name: 'Change the words' }).click();
  await page.getByText(/There is no name costumer here/).first().waitFor();
  await page.getByRole('dialog').getByLabel('Text').fill('Dear {partyName}');
  await page.getByRole('dialog').getByRole('button', { name: 'Change the words' }).click();
  await page.getByText('The firm\'s own words').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await axeFindings(page)).toEqual([]);
});

test('a customer is written to as it wishes', async () => {
  const { customers } = await ui.ask<{ customers: { nodes: { id: string }[] } }>('{ customers(first: 1) { nodes { id } } }');
  const page = await ui.open(`/customers/${encodeURIComponent(customers.nodes[0]?.id ?? '')}/show?tab=correspondence`);
  await settled(page);
  await button(page, 'Change').last().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Language').click();
  await page.getByRole('option', { name: 'Arabic' }).click();
  await dialog.getByLabel('Wants: Shipment note').uncheck();
  await dialog.getByRole('button', { name: 'Papers and mail' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Arabic').first().waitFor();
  await button(page, 'Statement').click();
  await page.getByRole('dialog').getByLabel('From').waitFor();
  expect(await axeFindings(page)).toEqual([]);
});
