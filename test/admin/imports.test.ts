// Files in the console: chosen, told, checked, corrected in place, run, and gone on with after a crash.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { followImports } from '../../server/src/imports/followImports.ts';
import { workOn } from '../../server/src/imports/workOn.ts';
import { act, settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const dialog = (page: Page) => page.getByRole('dialog');
const status = (page: Page, text: string) => page.locator('section', { has: page.locator('h1') }).getByText(text, { exact: true }).waitFor();
const folder = mkdtempSync(path.join(tmpdir(), 'imports-'));
const file = (name: string, text: string) => {
  const at = path.join(folder, name);
  writeFileSync(at, text);
  return at;
};
let stop: (() => Promise<void>) | undefined;
const serve = async () => { stop = await followImports({ db: ui.server.db, url: ui.server.database.url, now: () => new Date() }); };
afterAll(() => stop?.());
const importOf = async (fileName: string) => {
  const { imports } = await ui.ask<{ imports: { nodes: { id: string; status: string; created: number; failed: number }[] } }>(
    'query ($fileName: String!) { imports(filter: { fileName: { is: $fileName } }) { nodes { id status created failed } } }', { fileName });
  const [found] = imports.nodes;
  if (!found) throw new Error(`no import of ${fileName}`);
  return found;
};

test('a file is told, checked, corrected in place and run; its rows lead to what they made', async () => {
  await serve();
  const page = await ui.open('/imports', { role: 'CONTROLLER' });
  await settled(page);
  await page.goto('/imports/create?subject=PRODUCTS');
  await settled(page);
  const [template] = await Promise.all([page.waitForEvent('download'), button(page, 'Take the template').click()]);
  expect(template.suggestedFilename()).toBe('Products.csv');
  await page.getByLabel('Choose a file').setInputFiles(file('spring.csv', 'Code;Title;Measure;Reorder point\r\nSPR-1;Spring tea;PCS;10\r\nSPR-2;Summer tea;PIECES;5\r\n'));
  await page.getByRole('heading', { level: 1, name: 'spring.csv' }).waitFor();
  await page.getByRole('combobox', { name: 'Field that Measure fills' }).click();
  await page.getByRole('option', { name: 'Unit', exact: true }).click();
  await page.getByLabel('Keep these columns as').fill('Spring list');
  await button(page, 'Check the file').click();
  await status(page, 'Checked');
  await page.getByText('Unit: There is no unit "PIECES".').first().waitFor();
  expect(await importOf('spring.csv')).toMatchObject({ status: 'CHECKED', created: 0, failed: 1 });

  await button(page, 'Correct line 3').click();
  await dialog(page).getByLabel('Unit').fill('STK');
  await button(page, 'Try the row').click();
  await dialog(page).getByText('There is no unit "STK".').waitFor();
  await dialog(page).getByLabel('Unit').fill('PCS');
  await button(page, 'Try the row').click();
  await dialog(page).waitFor({ state: 'detached' });
  await act(page, 'Run the import');
  await status(page, 'Done');
  expect(await importOf('spring.csv')).toMatchObject({ status: 'DONE', created: 2, failed: 0 });
  await page.getByRole('tab', { name: /^Rows/ }).click();
  await page.getByRole('link', { name: 'Spring tea' }).first().click();
  await page.getByRole('heading', { level: 1, name: /Spring tea/ }).waitFor();

  // The same file again: it is known, its columns are kept, and nothing changes.
  await page.goto('/imports/create?subject=PRODUCTS');
  await page.getByLabel('Choose a file').setInputFiles(file('spring again.csv', 'Code;Title;Measure;Reorder point\r\nSPR-1;Spring tea;PCS;10\r\n'));
  await page.getByRole('heading', { level: 1, name: 'spring again.csv' }).waitFor();
  await page.getByLabel('Saved columns').click();
  await page.getByRole('option', { name: 'Spring list' }).click();
  await button(page, 'Check the file').click();
  await status(page, 'Checked');
  await page.getByText('As it is', { exact: true }).first().waitFor();
}, 120_000);

test('a run that broke off goes on where it was, on a phone', async () => {
  await stop?.();
  const rows = Array.from({ length: 600 }, (_, index) => `LONG-${index},Thing ${index},PCS`).join('\n');
  const page = await ui.open('/imports/create?subject=PRODUCTS', { role: 'OWNER', viewport: { width: 390, height: 844 } });
  await settled(page);
  await page.getByLabel('Choose a file').setInputFiles(file('long.csv', `sku,name,unit\n${rows}\n`));
  await page.getByRole('heading', { level: 1, name: 'long.csv' }).waitFor();
  await button(page, 'Check the file').click();
  await status(page, 'Being checked');
  const { id } = await importOf('long.csv');
  const uuid = atob(id).split(':')[1] ?? '';
  await workOn(ui.server.db, uuid, () => new Date());
  await status(page, 'Checked');
  await act(page, 'Run the import');
  await status(page, 'Running');
  let looks = 0;
  await workOn(ui.server.db, uuid, () => new Date(), () => (looks += 1) > 2); // a server that stops after its first batch
  const { created } = await importOf('long.csv');
  expect(created).toBeGreaterThan(0);
  expect(created).toBeLessThan(600);
  await serve();
  await status(page, 'Done');
  expect(await importOf('long.csv')).toMatchObject({ created: 600, failed: 0 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
}, 120_000);

test('past sales are told of oddity by oddity; what was set aside is taken in all the same, and stands in its list', async () => {
  await serve();
  const page = await ui.open('/imports', { role: 'CONTROLLER' });
  await settled(page);
  await page.goto('/imports/create?subject=PRODUCTS');
  await settled(page);
  const lines = ['INV,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID', '9001,PST-1,6,2025-12-01 08:26:00,2.55,ALFKI', '9001,PST-1,6,2025-12-01 08:26:00,2.55,ALFKI', '9002,pst-1,2,2025-12-02 09:00:00,2.55,', 'C9003,PST-1,-1,2025-12-03 10:00:00,2.55,ALFKI', '9004,POST,1,2025-12-03 10:00:00,18,ALFKI', '9005,NONE,1,2025-12-03 10:00:00,1,ALFKI'];
  await page.getByLabel('Choose a file').setInputFiles(file('goods.csv', 'Code,Name,Unit\nPST-1,Past tea,PCS\n'));
  await button(page, 'Check the file').click();
  await status(page, 'Checked');
  await act(page, 'Run the import');
  await status(page, 'Done');

  await page.goto('/imports/create?subject=SALES_HISTORY');
  await settled(page);
  await page.getByLabel('Choose a file').setInputFiles(file('past.csv', `${lines.join('\n')}\n`));
  await page.getByRole('heading', { level: 1, name: 'past.csv' }).waitFor();
  await page.getByRole('combobox', { name: 'Field that INV fills' }).click();
  await page.getByRole('option', { name: 'Invoice or order number', exact: true }).click();
  await page.getByLabel('Codes that are no goods').fill('POST, gift_*');
  await button(page, 'Check the file').click();
  await status(page, 'Checked');
  const table = page.getByRole('group', { name: 'What was odd, and what was done' });
  const row = (name: string | RegExp) => table.getByRole('row', { name });
  await row(/The same row again Set aside 1/).waitFor();
  await row(/No customer Set aside 1/).waitFor();
  await row(/Cancellation Taken 1/).waitFor();
  await row(/No goods: postage, fees, discounts Taken 1/).waitFor();
  await row(/Product \(SKU\): There is no such record\. Refused 1/).waitFor();
  await row(/The file 6/).waitFor();
  await button(page, 'Take in: No customer').click();
  await row(/Not tried yet/).waitFor();
  await act(page, 'Run the import');
  await status(page, 'Done');
  const [saved] = await Promise.all([page.waitForEvent('download'), button(page, 'Take the rows: The same row again').click()]);
  expect(saved.suggestedFilename()).toBe('past.csv');
  expect(await importOf('past.csv')).toMatchObject({ status: 'DONE', created: 4, failed: 1 });
  const { salesHistory } = await ui.ask<{ salesHistory: { nodes: { kind: string; reference: string; cancels: string | null }[] } }>(
    '{ salesHistory(orderBy: SOLD_ON_ASC) { nodes { kind reference cancels } } }');
  expect(salesHistory.nodes.map(({ kind, reference, cancels }) => [kind, reference, cancels])).toEqual(
    expect.arrayContaining([['SALE', '9001', null], ['SALE', '9002', null], ['CANCELLATION', 'C9003', '9001'], ['CHARGE', '9004', null]]));
  await page.goto('/salesHistory');
  await page.getByText('C9003').waitFor();
  await stop?.();
});
