// A bank account in euros in the console of a firm that keeps its books in dollars: a statement taken in, the queue by hand with
// what the bank gave, undone, and the standing in euros.
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { matchAccount } from '../../server/src/banking/matchWaiting.ts';
import { systemContext } from '../../server/src/context.ts';
import { uuidOf } from '../../server/src/shared/input.ts';
import { axeFindings, settled, startConsole } from '../support/console.ts';
import { demoDay } from '../support/demoDay.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const option = (page: Page, name: string | RegExp) => page.getByRole('listbox').getByRole('option', { name }).first();
const day = demoDay();
let account = '';
let customer = { id: '', name: '' };
const change = (name: string, input: object, fields: string) => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return ui.ask<Record<string, Record<string, { id: string }>>>(`mutation($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Payload { ${fields} } ... on Refusal { message } } }`, { input });
};

beforeAll(async () => {
  const { accounts, customers } = await ui.ask<{ accounts: { nodes: { id: string }[] }; customers: { nodes: (typeof customer)[] } }>('{ accounts(filter: { code: { is: "1050" } }) { nodes { id } } customers(first: 1, orderBy: NAME_ASC) { nodes { id name } } }');
  customer = customers.nodes[0] ?? customer;
  await change('setTradingCurrency', { code: 'EUR' }, 'tradingCurrency { id }');
  await change('enterRate', { currencyCode: 'EUR', ratedOn: demoDay(-1), rate: '1.2' }, 'exchangeRate { id }');
  for (const number of ['OLD-EUR-1001', 'OLD-EUR-1002']) await change('recordOpeningInvoice', { customerId: customer.id, number, issuedOn: demoDay(-20), on: demoDay(-3), amount: '100', currencyCode: 'EUR', companyAmount: '110' }, 'invoice { id }');
  const made = await change('saveCollectionAccount', {
    name: 'Euro bank', kind: 'BANK', currencyCode: 'EUR', accountId: accounts.nodes[0]?.id,
    csvMapping: { delimiter: ',', decimal: '.', dayForm: 'YMD', skip: 0, bookedOn: 'Date', amount: 'Amount', balance: 'Balance', text: ['Details'], payerName: 'Name' },
  }, 'collectionAccount { id }');
  account = made['saveCollectionAccount']?.['collectionAccount']?.id ?? '';
});

test('a statement in euros is taken in, and what is sure is booked at the rate of its day', async () => {
  const page = await ui.open(`/collectionAccounts/${encodeURIComponent(account)}/show`, { role: 'CONTROLLER' });
  await page.getByRole('heading', { level: 1, name: 'Euro bank' }).waitFor();
  await page.getByTestId('statement-input').setInputFiles({ name: 'euros.csv', mimeType: 'text/csv', buffer: Buffer.from(`Date,Name,Details,Amount,Balance\n${day},,Invoice OLD-EUR-1001,100.00,100.00\n${day},Nobody known,thanks,60.00,160.00\n`) });
  await button(page, 'Take in').click();
  await page.getByText('2 lines taken in, 0 known before').waitFor();
  await matchAccount(await systemContext(ui.server.db, new Date(), 'JOB'), uuidOf(account)?.uuid ?? '');
  await page.reload();
  await page.getByText('€100.00').first().waitFor();
  await page.getByText('$120.00').first().waitFor();
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
});

test('what waits is booked by hand in euros, with what the bank gave, and taken back', async () => {
  const page = await ui.open(`/match?account=${encodeURIComponent(account)}`, { role: 'CONTROLLER' });
  await page.getByRole('heading', { level: 2, name: /Nobody known.*€60\.00/ }).waitFor();
  await page.keyboard.press('s');
  await dialog(page).getByRole('combobox', { name: /^Customer/ }).fill(customer.name);
  await option(page, customer.name).click();
  await dialog(page).getByLabel(/OLD-EUR-1002/).fill('60');
  await dialog(page).getByLabel(/^What the bank gave/).fill('69');
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  await dialog(page).getByRole('button', { name: 'Book by hand' }).click();
  await page.getByText('No line waits.').waitFor();
  const { payments } = await ui.ask<{ payments: { nodes: { exchangeRate: string; amount: object }[] } }>('{ payments(first: 1, orderBy: NUMBER_DESC) { nodes { exchangeRate amount { amount currencyCode } } } }');
  expect(payments.nodes).toEqual([{ exchangeRate: '1.15', amount: { amount: '60.00', currencyCode: 'EUR' } }]);
  await page.goto(new URL(`/reconcile?account=${encodeURIComponent(account)}`, ui.server.url).href);
  await page.getByText('All is explained.').waitFor();
  await page.getByRole('row', { name: /Ledger, in the books.*\$189\.00/ }).waitFor();
  await page.getByRole('row', { name: /By the ledger.*€160\.00/ }).waitFor();
  await page.goto(new URL('/bankLines', ui.server.url).href);
  await page.getByText('Nobody known').first().click();
  await button(page, 'Undo booking').click();
  await dialog(page).getByLabel('Reason').fill('Another customer');
  await dialog(page).getByRole('button', { name: 'Undo booking' }).click();
  await page.getByText('Waits', { exact: true }).first().waitFor();
  await page.getByText('€60.00').first().waitFor();
});
