// Banking in the console: an own account, a statement taken in after a look, the queue by keys, unapplied money, a signature.
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { matchAccount } from '../../server/src/banking/matchWaiting.ts';
import { systemContext } from '../../server/src/context.ts';
import { uuidOf } from '../../server/src/shared/input.ts';
import { axeFindings, settled, startConsole } from '../support/console.ts';
import { demoDay } from '../support/demoDay.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const option = (page: Page, name: string | RegExp) => page.getByRole('listbox').getByRole('option', { name }).first();
const day = demoDay();
let account = '';
let invoices: { id: string; number: string; open: { amount: string }; customer: { id: string; name: string } }[] = [];
const match = async () => matchAccount(await systemContext(ui.server.db, new Date(), 'JOB'), uuidOf(account)?.uuid ?? '');

beforeAll(async () => {
  const found = await ui.ask<{ invoices: { nodes: typeof invoices } }>('{ invoices(first: 3, filter: { paymentState: { is: OPEN }, kind: { is: INVOICE } }) { nodes { id number open { amount } customer { id name } } } }');
  invoices = found.invoices.nodes;
  if (invoices.length !== 3) throw new Error('The demo company has too few open invoices.');
});

test('an own account is added, and a statement in CSV is mapped, looked at and taken in once', async () => {
  const page = await ui.open('/collectionAccounts/create');
  await page.getByRole('textbox', { name: /^Name/ }).fill('House bank');
  await page.getByRole('combobox', { name: 'Ledger account' }).fill('1000');
  await option(page, /Bank/).click();
  await button(page, 'Create').click();
  await page.getByRole('heading', { level: 1, name: 'House bank' }).waitFor();
  account = decodeURIComponent(/collectionAccounts\/([^/]+)\/show/.exec(page.url())?.[1] ?? '');
  const [first, second] = invoices;
  const total = (Number(first?.open.amount) + 1).toFixed(2);
  const file = `Date,Name,Details,Amount,Balance\n${day},${first?.customer.name.replaceAll(',', ' ')},Invoice ${first?.number},${first?.open.amount},${first?.open.amount}\n${day},Nobody known,${second?.number} part,1.00,${total}\n${day},,Maintenance,-0.50,${(Number(total) - 0.5).toFixed(2)}\n`;
  await page.getByTestId('statement-input').setInputFiles({ name: 'january.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
  await dialog(page).getByRole('combobox', { name: 'Day', exact: true }).waitFor();
  await dialog(page).getByRole('button', { name: 'Columns of CSV files' }).click();
  await page.getByRole('group', { name: 'In this file' }).getByText(/House bank/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await button(page, 'Take in').click();
  await page.getByText('3 lines taken in, 0 known before').waitFor();
  await match();
  const { bankLines } = await ui.ask<{ bankLines: { nodes: { text: string; status: string }[] } }>('{ bankLines(orderBy: AMOUNT_DESC) { nodes { text status } } }');
  expect(bankLines.nodes.map(({ status }) => status)).toEqual(['BOOKED', 'OPEN', 'OPEN']);
});

test('the queue is worked off by keys: a proposal accepted, a line booked by hand, and taken back', async () => {
  const page = await ui.open('/match');
  await page.getByRole('radiogroup', { name: 'Proposals' }).or(page.getByText('Nothing fits')).first().waitFor();
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  const waiting = page.getByRole('list', { name: /lines? wait/ });
  const isPart = await page.getByRole('heading', { level: 2, name: /Nobody known/ }).count();
  if (isPart === 0) await page.keyboard.press('j');
  await page.getByRole('heading', { level: 2, name: /Nobody known/ }).waitFor();
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await page.getByText('Booked', { exact: true }).waitFor();
  await expect.poll(() => waiting.getByRole('listitem').count()).toBe(1);
  await page.keyboard.press('s');
  await dialog(page).getByRole('combobox', { name: /^Booked as/ }).click();
  await option(page, 'To an account').click();
  await dialog(page).getByRole('combobox', { name: /^(Ledger a|A)ccount/ }).fill('6000');
  await option(page, /6000/).click();
  await dialog(page).getByRole('button', { name: 'Book by hand' }).click();
  await page.getByText('No line waits.').waitFor();
  await page.goto(new URL('/bankLines', ui.server.url).href);
  await page.getByRole('link', { name: /Maintenance/ }).or(page.getByText('Maintenance')).first().click();
  await button(page, 'Undo booking').click();
  await dialog(page).getByLabel('Reason').fill('Another account');
  await dialog(page).getByRole('button', { name: 'Undo booking' }).click();
  await page.getByText('Waits', { exact: true }).first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

test('what is explained is signed, and the signature taken back; on a phone, too', async () => {
  const page = await ui.open(`/reconcile?account=${encodeURIComponent(account)}`, { viewport: { width: 390, height: 800 } });
  await page.getByText('All is explained.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await button(page, 'Sign').click();
  await dialog(page).getByLabel('Note').fill('The opening balance is taken over by hand.');
  await dialog(page).getByRole('button', { name: 'Sign' }).click();
  await button(page, 'Undo signature').click();
  await dialog(page).getByLabel('Reason').fill('More has come');
  await dialog(page).getByRole('button', { name: 'Undo signature' }).click();
  await page.getByText(/More has come/).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

test('unapplied money says since when, why, whose it is and until when', async () => {
  const answer = await ui.ask<{ recordPayment: { payment: { number: string } } }>('mutation($input: RecordPaymentInput!) { recordPayment(input: $input) { ... on RecordPaymentPayload { payment { number } } } }',
    { input: { customerId: invoices[2]?.customer.id, amount: '5', method: 'BANK' } });
  const page = await ui.open('/unappliedItems');
  await page.getByRole('link', { name: answer.recordPayment.payment.number }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('row', { name: new RegExp(answer.recordPayment.payment.number) }).getByRole('checkbox').check();
  await button(page, 'Explain').click();
  await dialog(page).getByRole('combobox', { name: 'Reason' }).click();
  await option(page, 'To be paid back').click();
  await dialog(page).getByRole('button', { name: 'Explain' }).click();
  await page.getByRole('row', { name: /To be paid back/ }).waitFor();
  for (const path of ['/bankStatements', '/statementRules', '/payerAliases', '/collectionAccounts']) {
    const other = await ui.open(path);
    await settled(other);
    expect(await axeFindings(other), path).toEqual([]);
  }
});
