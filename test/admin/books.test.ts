// The books in the console: an entry by hand from draft to reversal, templates, the close of a period and a year, tax, saved reports, export.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const pick = async (page: Page, label: string | RegExp, text: string) => {
  await page.getByRole('combobox', { name: label }).fill(text);
  await page.getByRole('listbox').getByRole('option', { name: new RegExp(text) }).first().click();
};

test('an entry is written by hand, seen as it will stand in the ledger, posted, copied and dropped again', async () => {
  const page = await ui.open('/manualJournals/create', { role: 'CONTROLLER' });
  await settled(page);
  await page.getByLabel(/^Memo/).fill('Rent of the hall');
  await pick(page, 'Account, line 1', '6100');
  await page.getByLabel('Debit, line 1').fill('90');
  await pick(page, 'Account, line 2', '1000');
  await page.getByLabel('Credit, line 2').fill('80');
  await page.getByText('Debits and credits differ by').first().waitFor();
  await page.getByLabel('Credit, line 2').fill('90');
  await page.getByText('6100 Rent · Debit').waitFor();
  await button(page, 'Create').click();
  await page.getByRole('heading', { name: /Rent of the hall/ }).waitFor();
  await button(page, 'Post').click();
  await dialog(page).getByText('6100').first().waitFor();
  await dialog(page).getByRole('button', { name: /^Post/ }).click();
  await page.getByRole('heading', { name: /^JRN-/ }).waitFor();
  await button(page, 'Copy').click();
  await page.getByRole('heading', { name: 'Rent of the hall', exact: true }).waitFor();
  expect(await page.getByText('Draft', { exact: true }).count()).toBeGreaterThan(0);
});

test('a template makes an entry of an amount, split by its parts', async () => {
  const { accounts } = await ui.ask<{ accounts: { nodes: { id: string; code: string }[] } }>('{ accounts(filter: { code: { in: ["6100", "6200", "1000"] } }) { nodes { id code } } }');
  const id = (code: string) => accounts.nodes.find((each) => each.code === code)?.id;
  const { createJournalTemplate: made } = await ui.ask<{ createJournalTemplate: { journalTemplate: { id: string } } }>(
    'mutation($input: CreateJournalTemplateInput!) { createJournalTemplate(input: $input) { __typename ... on CreateJournalTemplatePayload { journalTemplate { id } } ... on Refusal { code message } } }',
    { input: { name: 'Rent by floor', memo: 'Rent by floor', lines: [{ accountId: id('6100'), isDebit: true, part: '60' }, { accountId: id('6200'), isDebit: true, part: '40' }, { accountId: id('1000'), isDebit: false, part: '1' }] } });
  const page = await ui.open(`/journalTemplates/${encodeURIComponent(made.journalTemplate.id)}/show`, { role: 'CONTROLLER' });
  await button(page, 'Draft an entry').click();
  await dialog(page).getByLabel(/^Amount/).fill('100.01');
  await dialog(page).getByRole('button', { name: 'Draft an entry' }).click();
  await page.getByRole('heading', { name: 'Rent by floor' }).waitFor();
  await page.getByRole('row', { name: /6100.*60\.01/ }).waitFor();
  expect(await page.getByRole('row', { name: /6200.*40\.00/ }).count()).toBe(1);
});

test('a period is looked through, locked for a reason, and its trial balance is kept as it was', async () => {
  const { periods } = await ui.ask<{ periods: { nodes: { id: string; name: string }[] } }>('{ periods(first: 1, orderBy: STARTS_ON_ASC, filter: { entries: { min: 1 } }) { nodes { id name } } }');
  const [period] = periods.nodes;
  if (!period) throw new Error('no period');
  const page = await ui.open(`/periods/${encodeURIComponent(period.id)}/show?tab=checklist`, { role: 'CONTROLLER' });
  await page.getByRole('row', { name: /Stock below zero/ }).waitFor();
  await button(page, 'Mark Costs not allocated to orders').click();
  await dialog(page).getByLabel(/^Reason/).fill('Looked at');
  await dialog(page).getByRole('button', { name: /Costs not allocated/ }).click();
  await page.getByRole('row', { name: /Costs not allocated.*Looked at/ }).waitFor();
  await button(page, 'Lock').click();
  await dialog(page).getByLabel(/^Reason/).fill('Closed');
  await dialog(page).getByRole('button', { name: 'Lock' }).click();
  await page.getByText('Nothing more is posted into this period.').waitFor();
  await page.goto('/savedReports');
  await page.getByRole('link', { name: period.name }).first().click();
  await page.getByRole('heading', { name: 'As saved' }).waitFor();
  await page.getByText('the same to the byte').waitFor();
  expect(await page.getByText('Nothing has changed since.').count()).toBe(1);
});

test('statements stand beside earlier ones, exposure and opening balances as of a day, fiscal years with their close', async () => {
  const page = await ui.open('/statements?kind=BALANCE_SHEET&with=PREVIOUS_PERIODS&count=2', { role: 'CONTROLLER' });
  await page.getByRole('row', { name: /Assets/ }).waitFor();
  expect(await page.getByRole('columnheader').count()).toBe(5);
  await page.goto('/exposure');
  await page.getByRole('columnheader', { name: 'Open orders' }).waitFor();
  await button(page, 'Save as it is').click();
  await dialog(page).getByLabel(/^Name/).fill('Exposure of today');
  await dialog(page).getByRole('button', { name: 'Save as it is' }).click();
  await page.getByRole('heading', { name: 'Exposure of today' }).waitFor();
  await page.goto('/opening');
  await page.getByText('All that was taken over is in the ledger.').waitFor();
  await page.goto('/close-year');
  await page.getByRole('columnheader', { name: 'Open periods' }).waitFor();
  await page.getByText('Not closed').first().waitFor();
});

test('a tax return is filed and kept, and the journal is fetched as a file', async () => {
  const page = await ui.open('/tax-report', { role: 'CONTROLLER' });
  await page.getByRole('row', { name: /2200/ }).waitFor();
  await button(page, 'File this return').click();
  await page.getByRole('heading', { name: /^TAX-/ }).waitFor();
  const { journalEntries } = await ui.ask<{ journalEntries: { nodes: { effectiveOn: string }[] } }>('{ journalEntries(first: 1, orderBy: EFFECTIVE_ON_DESC) { nodes { effectiveOn } } }');
  const on = journalEntries.nodes[0]?.effectiveOn ?? '';
  const { exportJournal } = await ui.ask<{ exportJournal: { journalExport: { id: string; number: string } } }>(
    'mutation($input: ExportJournalInput!) { exportJournal(input: $input) { ... on ExportJournalPayload { journalExport { id number } } } }', { input: { form: 'SAFT', startsOn: on, endsOn: on } });
  await page.goto(`/journalExports/${encodeURIComponent(exportJournal.journalExport.id)}/show`);
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Fetch the file' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe(`${exportJournal.journalExport.number}-${on}-${on}.xml`);
});
