// Money in the console: from the overview's figures to the lists behind them, and from an invoice to its payment and back.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openWindow } from '../support/browser.ts';
import { act } from '../support/console.ts';
import { demoDay } from '../support/demoDay.ts';
import { signInAs, startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  server = await startTestServer({ template: 'demo' });
  browser = await launchBrowser();
  context = await openWindow(browser, server.url, await signInAs(server.url, 'CONTROLLER'));
  page = await context.newPage();
  page.on('pageerror', (error) => troubles.push(String(error)));
}, 300_000);
afterAll(async () => {
  await browser.close();
  await server.close();
  expect(troubles).toEqual([]);
});

const as = { role: 'CONTROLLER' };
const ask = async (query: string, variables: Record<string, unknown> = {}) => {
  const { data, errors } = await server.graphql(query, variables, as);
  expect(errors).toEqual([]);
  return data;
};
const go = async (path: string) => {
  await page.goto(path);
  await page.locator('h1').first().waitFor();
};
const dialog = () => page.getByRole('dialog');
const totalRow = () => page.locator('tfoot tr');
const text = ({ amount, currencyCode }: { amount: string; currencyCode: string }) =>
  new Intl.NumberFormat('en', { style: 'currency', currency: currencyCode, currencyDisplay: 'narrowSymbol' }).format(amount as `${number}`);
/** The sum at the foot of the list, once it is there. */
const footSays = async (sum: { amount: string; currencyCode: string }) => {
  await totalRow().getByText(text(sum)).first().waitFor();
  return totalRow().textContent();
};
const openInvoice = async () => (await ask('{ invoices(first: 1, orderBy: ISSUED_ON_DESC, filter: { kind: { is: INVOICE }, paymentState: { is: OPEN } }) { nodes { id number open { amount currencyCode } total { amount currencyCode } customer { id code name } } } }')).invoices.nodes[0];
const showOf = (resource: string, id: string) => `/${resource}/${encodeURIComponent(id)}/show`;

test('each figure of the overview leads to the list behind it, with the same sum', async () => {
  await go('/');
  const { receivablesByAge: { totals } } = await ask('{ receivablesByAge { totals { receivable { amount currencyCode } overdue { amount currencyCode } notDue { amount currencyCode } } } }');
  for (const figure of [totals.receivable, totals.overdue]) {
    await go('/');
    await page.getByRole('link', { name: text(figure), exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Receivables by age' }).waitFor();
    expect(await footSays(figure)).toContain(text(figure));
  }
  await go('/');
  await page.getByRole('button', { name: 'Show as table' }).first().click();
  await page.getByRole('link', { name: 'Not due' }).click();
  expect(await footSays(totals.notDue)).toContain(text(totals.notDue));
});

test('a bar of revenue leads to the invoices of its month, with the same net', async () => {
  const to = demoDay();
  const { revenueByMonth: { rows } } = await ask('query ($from: Day!, $to: Day!) { revenueByMonth(from: $from, to: $to) { rows { month net { amount currencyCode } } } }',
    { from: `${to.slice(0, 8)}01`, to });
  await go('/');
  await page.getByRole('button', { name: 'Show as table' }).nth(1).click();
  await page.getByRole('region', { name: 'Revenue by month, as a table' }).getByRole('link').last().click();
  expect(await footSays(rows[0].net)).toContain(text(rows[0].net));
});

test('an invoice is paid, the money is taken back, and it is open again', async () => {
  const invoice = await openInvoice();
  await go(showOf('invoices', invoice.id));
  await act(page, 'Record payment');
  await dialog().getByLabel('Amount').fill('9999999');
  await dialog().getByRole('button', { name: 'Record payment' }).click();
  await dialog().getByText(`${invoice.number} is open with`).waitFor();
  await dialog().getByLabel('Amount').fill(invoice.open.amount);
  await dialog().getByRole('button', { name: 'Record payment' }).click();
  await dialog().waitFor({ state: 'detached' });
  await page.getByText('Paid', { exact: true }).first().waitFor();
  expect(await page.getByRole('button', { name: 'Record payment' }).getAttribute('aria-disabled')).toBe('true');
  await page.getByRole('button', { name: 'Take back' }).click();
  await dialog().getByLabel('Reason').fill('wrong customer');
  await dialog().getByRole('button', { name: 'Take back' }).click();
  await page.getByText('wrong customer').first().waitFor();
  await page.getByText('Open', { exact: true }).first().waitFor();
});

test('money received settles the oldest invoices, as shown before it is recorded', async () => {
  const { customer } = await openInvoice();
  const { previewPayment: { receivable } } = await ask('query ($id: ID!) { previewPayment(customerId: $id, amount: "0") { receivable { amount currencyCode } } }', { id: customer.id });
  await go(`/payments/create?${new URLSearchParams({ customerId: customer.id, amount: receivable.amount }).toString()}`);
  await page.getByText('Stays on account').waitFor();
  await page.getByText('$0.00', { exact: true }).first().waitFor();
  await page.getByLabel('Reference').fill('Test transfer');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { name: /^PAY-/ }).waitFor();
  const after = await ask('query ($id: ID!) { node(id: $id) { ... on Customer { receivable { amount } } } }', { id: customer.id });
  expect(after.node.receivable.amount).toBe('0.00');
  await act(page, 'Reverse');
  await dialog().getByLabel('Reason').fill('bounced');
  await dialog().getByRole('button', { name: 'Reverse' }).click();
  await page.getByText('bounced').first().waitFor();
  await page.getByText('Reversed', { exact: true }).first().waitFor();
});

test('part of an invoice is credited, and no more than it holds', async () => {
  const invoice = await openInvoice();
  await go(showOf('invoices', invoice.id));
  await act(page, 'Credit');
  await dialog().getByLabel('Reason').fill('one was broken');
  await dialog().getByLabel('Credit all that is left').uncheck();
  await dialog().getByLabel('Quantity to credit').first().fill('100000');
  await dialog().getByRole('button', { name: 'Credit', exact: true }).click();
  await dialog().getByText('can still be credited').waitFor();
  await dialog().getByLabel('Quantity to credit').first().fill('1');
  await dialog().getByRole('button', { name: 'Credit', exact: true }).click();
  await dialog().waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'Credit notes (1)' }).click();
  await page.getByRole('link', { name: /^CRN-/ }).click();
  await page.getByText('one was broken').first().waitFor();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^CRN-/);
  // It is taken back by a counter-document that names it.
  await act(page, 'Take credit note back');
  await dialog().getByLabel('Reason').fill('none was broken');
  await dialog().getByRole('button', { name: 'Take credit note back' }).click();
  await dialog().waitFor({ state: 'detached' });
  const [number] = /CRN-[\d-]+/.exec(await page.getByRole('heading', { level: 1 }).textContent() ?? '') ?? [];
  const { invoices } = await ask('query ($number: String!) { invoices(filter: { number: { is: $number } }) { nodes { reversedByNumber } } }', { number });
  expect(invoices.nodes[0].reversedByNumber).toMatch(/^CRN-/);
  await page.getByText(invoices.nodes[0].reversedByNumber, { exact: true }).first().waitFor();
});

test('an entry by hand must balance, and is undone by its mirror', async () => {
  await go('/journalEntries/create');
  const pick = async (line: number, account: string) => {
    await page.getByRole('combobox', { name: `Account, line ${line}` }).fill(account);
    await page.getByRole('option', { name: new RegExp(account) }).first().click();
  };
  await page.getByLabel('Memo').fill('Rent of the month');
  await pick(1, '6100');
  await page.getByLabel('Debit, line 1').fill('800');
  await pick(2, '1000');
  await page.getByLabel('Credit, line 2').fill('700');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByText('Debits and credits differ by').first().waitFor();
  await page.getByLabel('Credit, line 2').fill('800');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByText('6100 Rent').waitFor();
  await act(page, 'Reverse');
  await dialog().getByLabel('Reason').fill('typed by mistake');
  await dialog().getByRole('button', { name: 'Reverse' }).click();
  await dialog().waitFor({ state: 'detached' });
  const { journalEntries } = await ask('{ journalEntries(first: 1, filter: { kind: { is: REVERSAL } }) { nodes { memo } } }');
  expect(journalEntries.nodes[0].memo).toBe('typed by mistake');
});

test('receivables of a past day show what was open then, down to the items of a customer', async () => {
  const on = demoDay(-90);
  const { receivablesByAge: { totals, rows } } = await ask('query ($on: Day!) { receivablesByAge(on: $on) { totals { receivable { amount currencyCode } } rows { name receivable { amount currencyCode } } } }', { on });
  await go(`/receivables?on=${on}`);
  expect(await footSays(totals.receivable)).toContain(text(totals.receivable));
  await page.getByRole('row', { name: new RegExp(rows[0].name) }).getByRole('link', { name: text(rows[0].receivable) }).last().click();
  await page.getByRole('heading', { name: 'Items behind it' }).waitFor();
});
