// The queue of a bank account in euros in the console: an invoice in dollars paid by one key press with what is gained, another by
// hand in its currency, and a payment that comes back together with the bank's fee in one dialog.
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { matchAccount } from '../../server/src/banking/matchWaiting.ts';
import { systemContext } from '../../server/src/context.ts';
import { uuidOf } from '../../server/src/shared/input.ts';
import { axeFindings, settled, startConsole } from '../support/console.ts';
import { demoDay } from '../support/demoDay.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const option = (page: Page, name: string | RegExp) => page.getByRole('listbox').getByRole('option', { name }).first();
const day = demoDay();
let account = '';
let payment = { id: '', number: '' };
let customer = { id: '', name: '' };
const change = (name: string, input: object, fields: string) => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return ui.ask<Record<string, Record<string, { id: string }>>>(`mutation($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Payload { ${fields} } ... on Refusal { message } ... on InputInvalid { fields { path code } } } }`, { input });
};
const openOf = async (number: string) => {
  const { invoices } = await ui.ask<{ invoices: { nodes: { open: object }[] } }>('query($number: String!) { invoices(filter: { number: { is: $number } }) { nodes { open { amount currencyCode } } } }', { number });
  return invoices.nodes[0]?.open;
};

beforeAll(async () => {
  const { accounts, customers } = await ui.ask<{ accounts: { nodes: { id: string }[] }; customers: { nodes: (typeof customer)[] } }>('{ accounts(filter: { code: { is: "1050" } }) { nodes { id } } customers(first: 2, orderBy: NAME_ASC) { nodes { id name } } }');
  customer = customers.nodes[1] ?? customer;
  const accountId = accounts.nodes[0]?.id;
  await change('setTradingCurrency', { code: 'EUR' }, 'tradingCurrency { id }');
  await change('enterRate', { currencyCode: 'EUR', ratedOn: day, rate: '1.2' }, 'exchangeRate { id }');
  for (const number of ['OLD-USD-2001', 'OLD-USD-2002']) await change('recordOpeningInvoice', { customerId: customer.id, number, issuedOn: demoDay(-20), on: demoDay(-3), amount: '120' }, 'invoice { id }');
  const mapping = { delimiter: ',', decimal: '.', dayForm: 'YMD', skip: 0, bookedOn: 'Date', amount: 'Amount', balance: 'Balance', text: ['Details'], payerName: 'Name' };
  const made = await change('saveCollectionAccount', { name: 'Euro queue', kind: 'BANK', currencyCode: 'EUR', accountId, csvMapping: mapping }, 'collectionAccount { id }');
  account = made['saveCollectionAccount']?.['collectionAccount']?.id ?? '';
  const paid = await change('recordPayment', { customerId: customer.id, amount: '70', currencyCode: 'EUR', method: 'BANK', accountId, paidOn: day }, 'payment { id number }');
  payment = (paid['recordPayment']?.['payment'] ?? payment) as typeof payment;
});

test('an invoice in dollars that a line in euros names is proposed with what it comes to, and booked by one key press', async () => {
  const page = await ui.open(`/collectionAccounts/${encodeURIComponent(account)}/show`, { role: 'CONTROLLER' });
  await page.getByRole('heading', { level: 1, name: 'Euro queue' }).waitFor();
  const rows = [`${day},,Invoice OLD-USD-2001,101.00,101.00`, `${day},Nobody at all,by hand,99.00,200.00`, `${day},,what is this,-73.50,126.50`];
  await page.getByTestId('statement-input').setInputFiles({ name: 'queue.csv', mimeType: 'text/csv', buffer: Buffer.from(`Date,Name,Details,Amount,Balance\n${rows.join('\n')}\n`) });
  await page.getByRole('button', { name: 'Take in', exact: true }).click();
  await page.getByText('3 lines taken in, 0 known before').waitFor();
  await matchAccount(await systemContext(ui.server.db, new Date(), 'JOB'), uuidOf(account)?.uuid ?? '');
  await page.goto(new URL(`/match?account=${encodeURIComponent(account)}`, ui.server.url).href);
  const line = page.getByRole('heading', { level: 2, name: /€101\.00/ });
  await page.getByRole('list', { name: /lines wait/ }).getByRole('button', { name: /OLD-USD-2001/ }).click();
  await line.waitFor();
  const first = page.getByRole('radio').first();
  await first.getByText(/\$120\.00 of \$120\.00/).waitFor();
  await first.getByText('Worth $121.20 at the rate of its day; gained or lost by exchange: $1.20.').waitFor();
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByText('Booked', { exact: true }).waitFor();
  expect(await openOf('OLD-USD-2001')).toEqual({ amount: '0.00', currencyCode: 'USD' });
});

test('by hand in the currency of the debts', async () => {
  const page = await ui.open(`/match?account=${encodeURIComponent(account)}`, { role: 'CONTROLLER' });
  await page.getByRole('list', { name: /lines wait/ }).getByRole('button', { name: /Nobody at all/ }).click();
  await page.getByRole('heading', { level: 2, name: /Nobody at all.*€99\.00/ }).waitFor();
  await page.keyboard.press('s');
  await dialog(page).getByRole('combobox', { name: /^Customer/ }).fill(customer.name);
  await option(page, customer.name).click();
  await dialog(page).getByRole('combobox', { name: /^Pays debts in/ }).click();
  await option(page, 'USD').click();
  await dialog(page).getByLabel(/^What it comes to there/).fill('118');
  await dialog(page).getByLabel(/OLD-USD-2002/).fill('118');
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  await dialog(page).getByRole('button', { name: 'Book by hand' }).click();
  await expect.poll(() => openOf('OLD-USD-2002')).toEqual({ amount: '2.00', currencyCode: 'USD' });
});

test('a drafted refund is what a line pays, by hand', async () => {
  const { customers } = await ui.ask<{ customers: { nodes: { unapplied?: unknown; id: string }[] } }>('{ customers(first: 1, orderBy: NAME_DESC) { nodes { id } } }');
  const customerId = customers.nodes[0]?.id;
  const paid = await change('recordPayment', { customerId, amount: '40', currencyCode: 'EUR', method: 'BANK', paidOn: day }, 'payment { openItem { id } }') as unknown as { recordPayment: { payment: { openItem: { id: string } } } };
  const { accounts } = await ui.ask<{ accounts: { nodes: { id: string }[] } }>('{ accounts(filter: { code: { is: "1050" } }) { nodes { id } } }');
  const made = await change('createRefund', { customerId, currencyCode: 'EUR', reason: 'OVERPAYMENT', accountId: accounts.nodes[0]?.id, parts: [{ creditItemId: paid.recordPayment.payment.openItem.id, amount: '13.40' }] }, 'refund { id number }') as unknown as { createRefund: { refund: { id: string; number: string } } };
  const page = await ui.open(`/collectionAccounts/${encodeURIComponent(account)}/show`, { role: 'CONTROLLER' });
  await page.getByTestId('statement-input').setInputFiles({ name: 'refund.csv', mimeType: 'text/csv', buffer: Buffer.from(`Date,Name,Details,Amount,Balance\n${day},,sent,-13.40,113.10\n`) });
  await page.getByRole('button', { name: 'Take in', exact: true }).click();
  await page.getByText('1 line taken in, 0 known before').waitFor();
  await page.goto(new URL(`/match?account=${encodeURIComponent(account)}`, ui.server.url).href);
  await page.getByRole('list', { name: /lines wait/ }).getByRole('button', { name: /sent/ }).click();
  await page.getByRole('heading', { level: 2, name: /€13\.40/ }).waitFor();
  await page.keyboard.press('s');
  await dialog(page).getByRole('combobox', { name: /^Booked as/ }).click();
  await option(page, 'Refund').click();
  await dialog(page).getByRole('combobox', { name: /^Refund/ }).fill(made.createRefund.refund.number);
  await option(page, made.createRefund.refund.number).click();
  expect(await dialog(page).getByLabel(/^What the bank gave/).count()).toBe(0); // it costs its share of what stands there
  await dialog(page).getByRole('button', { name: 'Book by hand' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  const { refunds } = await ui.ask<{ refunds: { nodes: object[] } }>('query($number: String!) { refunds(filter: { number: { is: $number } }) { nodes { status amount { amount currencyCode } paidFrom } } }', { number: made.createRefund.refund.number });
  expect(refunds.nodes).toMatchObject([{ status: 'PAID', amount: { amount: '13.40', currencyCode: 'EUR' }, paidFrom: expect.stringMatching(/^1050 /) }]);
});

test('a payment comes back together with the bank\'s fee, in one dialog', async () => {
  const page = await ui.open(`/match?account=${encodeURIComponent(account)}`, { role: 'CONTROLLER' });
  await page.getByRole('heading', { level: 2, name: /€73\.50/ }).waitFor();
  await page.keyboard.press('s');
  await dialog(page).getByRole('combobox', { name: /^Booked as/ }).click();
  await option(page, 'Customer\'s payment returned').click();
  await dialog(page).getByRole('combobox', { name: /^Payment that comes back/ }).fill(payment.number);
  await option(page, payment.number).click();
  await expect.poll(() => dialog(page).getByLabel(/^Fee of the bank/).inputValue()).toBe('3.50');
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  await dialog(page).getByRole('button', { name: 'Book by hand' }).click();
  await page.getByText('No line waits.').waitFor();
  const { bounces } = await ui.ask<{ bounces: { nodes: object[] } }>('{ bounces(first: 1, orderBy: BOUNCED_ON_DESC) { nodes { reason amount { amount currencyCode } bankFee { amount currencyCode } payment { number } } } }');
  expect(bounces.nodes).toEqual([{ reason: 'INSUFFICIENT_FUNDS', amount: { amount: '70.00', currencyCode: 'EUR' }, bankFee: { amount: '4.20', currencyCode: 'USD' }, payment: { number: payment.number } }]);
});
