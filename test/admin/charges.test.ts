// Late payment, money that goes back and bad debts, as staff see them.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const heading = (page: Page, name: RegExp | string) => page.getByRole('heading', { level: 1, name }).waitFor();
const at = (page: Page, path: string) => page.goto(new URL(path, page.url()).href);
const anInvoice = async () => (await ui.ask<{ invoices: { nodes: { id: string; customer: { id: string } }[] } }>('{ invoices(first: 1, filter: { kind: { is: INVOICE }, open: { min: "50" } }, orderBy: ISSUED_ON_ASC) { nodes { id customer { id } } } }')).invoices.nodes[0];

test('terms of late payment are set, what is claimable is seen and charged, and the charge is let go in part', async () => {
  const page = await ui.open('/late-terms', { role: 'OWNER' });
  await settled(page);
  await act(page, 'Set terms');
  await dialog(page).getByLabel(/^From/).first().fill('1990-01-01');
  await dialog(page).getByLabel(/^Rate a year/).fill('0.05');
  await dialog(page).getByLabel(/^Lump sum once an invoice/).fill('40');
  await dialog(page).getByRole('button', { name: 'Set terms' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await page.getByText('Everybody').first().waitFor();
  const invoice = await anInvoice();
  await at(page, `/late-payment?customer=${encodeURIComponent(invoice?.customer.id ?? '')}`);
  await heading(page, 'Late payment');
  await act(page, 'Charge late payment');
  await dialog(page).getByRole('button', { name: 'Charge late payment' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await page.getByText('Nothing may be claimed.').first().waitFor();
  const { charges } = await ui.ask<{ charges: { nodes: { id: string; total: { amount: string } }[] } }>('{ charges(first: 1) { nodes { id total { amount } } } }');
  await at(page, `/charges/${encodeURIComponent(charges.nodes[0]?.id ?? '')}/show`);
  await heading(page, /CHG-/);
  await act(page, 'Let go');
  await dialog(page).getByLabel(/^Amount/).fill('1');
  await dialog(page).getByLabel(/^Reason/).fill('A good customer');
  await dialog(page).getByRole('button', { name: 'Let go' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await page.getByText('A good customer').first().waitFor();
  const after = await ui.ask<{ charges: { nodes: { credited: { amount: string } }[] } }>('{ charges(first: 1) { nodes { credited { amount } } } }');
  expect(after.charges.nodes[0]?.credited.amount).toBe('1.00');
});

test('a debt is written off from its invoice and stands in the register; what comes after all is recorded at the customer', async () => {
  const invoice = await anInvoice();
  const page = await ui.open(`/invoices/${encodeURIComponent(invoice?.id ?? '')}/show`, { role: 'OWNER' });
  await settled(page);
  await act(page, 'Write off');
  await dialog(page).getByLabel(/^Amount/).fill('20');
  await dialog(page).getByLabel(/^Note/).fill('Settled for less');
  await dialog(page).getByRole('button', { name: 'Write off' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await at(page, '/writeOffs');
  await page.getByText(/WOF-/).first().waitFor();
  await at(page, `/customers/${encodeURIComponent(invoice?.customer.id ?? '')}/show`);
  await settled(page);
  await act(page, 'Record a recovery');
  await dialog(page).getByLabel(/^Amount/).fill('5');
  await dialog(page).getByRole('button', { name: 'Record a recovery' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await at(page, '/bad-debt-ratio');
  await heading(page, 'Bad-debt ratio');
  const { writeOffs } = await ui.ask<{ writeOffs: { nodes: { lost: { amount: string } }[] } }>('{ writeOffs(first: 1) { nodes { lost { amount } } } }');
  expect(writeOffs.nodes[0]?.lost.amount).toBe('15.00');
});

test('a payment comes back, and money on account is given back', async () => {
  const invoice = await anInvoice();
  const pay = async (amount: string) => (await ui.ask<{ recordPayment: { payment: { id: string } } }>(
    'mutation($input: RecordPaymentInput!) { recordPayment(input: $input) { __typename ... on RecordPaymentPayload { payment { id } } ... on Refusal { code message } } }', { input: { customerId: invoice?.customer.id, amount, method: 'CHEQUE' } })).recordPayment.payment.id;
  const page = await ui.open(`/payments/${encodeURIComponent(await pay('12'))}/show`, { role: 'OWNER' });
  await settled(page);
  await act(page, 'Came back');
  await dialog(page).getByRole('button', { name: 'Came back' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await page.locator('section', { has: page.locator('h1') }).getByText('Reversed', { exact: true }).waitFor();
  await pay('30');
  await at(page, `/customers/${encodeURIComponent(invoice?.customer.id ?? '')}/show`);
  await settled(page);
  await act(page, 'Give money back');
  await dialog(page).getByLabel(/^Of PAY/).first().waitFor();
  await dialog(page).getByRole('button', { name: 'Give money back' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  const { refunds } = await ui.ask<{ refunds: { nodes: { id: string; status: string }[] } }>('{ refunds(first: 1) { nodes { id status } } }');
  await at(page, `/refunds/${encodeURIComponent(refunds.nodes[0]?.id ?? '')}/show`);
  await act(page, 'Pay');
  await dialog(page).getByRole('button', { name: 'Pay' }).click();
  await page.locator('section', { has: page.locator('h1') }).getByText('Paid', { exact: true }).waitFor();
  expect(refunds.nodes[0]?.status).toBe('DRAFT');
});

test('money on account in another currency is given back in it, at what the bank took', async () => {
  const invoice = await anInvoice();
  const customerId = invoice?.customer.id ?? '';
  const pay = (amount: string, currencyCode: string) => ui.ask('mutation($input: RecordPaymentInput!) { recordPayment(input: $input) { __typename ... on RecordPaymentPayload { payment { id } } ... on Refusal { code message } } }', { input: { customerId, amount, currencyCode, companyAmount: currencyCode === 'EUR' ? '60' : null, method: 'BANK' } });
  await ui.ask('mutation { setTradingCurrency(input: { code: "EUR" }) { __typename } }');
  await pay('7', 'USD');
  await pay('50', 'EUR');
  const page = await ui.open(`/customers/${encodeURIComponent(customerId)}/show`, { role: 'OWNER' });
  await settled(page);
  await act(page, 'Give money back');
  const open = dialog(page);
  await open.getByLabel('Currency').click();
  await page.getByRole('option', { name: 'EUR' }).click();
  const credit = open.getByLabel(/^Of PAY/);
  await credit.first().waitFor();
  expect([await credit.count(), await credit.first().inputValue()]).toEqual([1, '50.00']);
  await credit.first().fill('60');
  await open.getByRole('button', { name: 'Give money back' }).click();
  await open.getByText('50.00', { exact: false }).first().waitFor(); // more than is open is refused, with what is
  await credit.first().fill('20');
  await open.getByRole('button', { name: 'Give money back' }).click();
  await open.waitFor({ state: 'hidden' });
  const { refunds } = await ui.ask<{ refunds: { nodes: { id: string; amount: { amount: string; currencyCode: string }; worth: { amount: string } }[] } }>('{ refunds(first: 1) { nodes { id amount { amount currencyCode } worth { amount } } } }');
  expect(refunds.nodes[0]).toMatchObject({ amount: { amount: '20.00', currencyCode: 'EUR' }, worth: { amount: '24.00' } });
  await at(page, `/refunds/${encodeURIComponent(refunds.nodes[0]?.id ?? '')}/show`);
  await act(page, 'Pay');
  await dialog(page).getByLabel(/^What the bank took/).fill('25.50');
  await dialog(page).getByRole('button', { name: 'Pay' }).click();
  await page.locator('section', { has: page.locator('h1') }).getByText('Paid', { exact: true }).waitFor();
  await page.getByRole('definition').filter({ hasText: '$25.50' }).waitFor();
  // Whoever drafts refunds and has no books sees it, too, and does not choose an account.
  const collector = await ui.open(`/refunds/${encodeURIComponent(refunds.nodes[0]?.id ?? '')}/show`, { role: 'COLLECTOR' });
  await collector.getByRole('definition').filter({ hasText: '1000 Bank' }).waitFor();
  await at(collector, `/customers/${encodeURIComponent(customerId)}/show`);
  await settled(collector);
  await act(collector, 'Give money back');
  await dialog(collector).getByLabel(/^Of PAY/).first().waitFor();
  expect(await dialog(collector).getByLabel(/^From the account/).count()).toBe(0);
});

test('a provision is previewed, posted and taken back; a disputed payment and small balances have their pages', async () => {
  const page = await ui.open('/provision', { role: 'OWNER' });
  await settled(page);
  await act(page, 'Set the matrix');
  await dialog(page).getByLabel(/^From/).first().fill('1990-01-01');
  await dialog(page).getByLabel(/^Rate, over 90 days/).fill('0.5');
  await dialog(page).getByLabel(/^Rate, not due/).fill('0.01');
  await dialog(page).getByRole('button', { name: 'Set the matrix' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await act(page, 'Post');
  await dialog(page).getByRole('button', { name: 'Post' }).click();
  await heading(page, /PRV-/);
  await act(page, 'Take back');
  await dialog(page).getByLabel(/^Reason/).fill('Too early');
  await dialog(page).getByRole('button', { name: 'Take back' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await page.getByText('Too early').first().waitFor();
  for (const [path, title] of [['/chargebacks', /Chargebacks/], ['/bounces', /Returned payments/], ['/small-balances', /Small balances/], ['/charge-figures', /Interest and fees/]] as const) {
    await at(page, path);
    await heading(page, title);
  }
  const { provisionRuns } = await ui.ask<{ provisionRuns: { nodes: { status: string }[] } }>('{ provisionRuns(first: 1) { nodes { status } } }');
  expect(provisionRuns.nodes[0]?.status).toBe('REVERSED');
});
