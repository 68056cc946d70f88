// Paying early, proof of invoices, receipts and scheduled statements, as staff see them; the page behind a link, as customers do.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { runConsumers } from '../../server/src/events/consumers.ts';
import { act, settled, startConsole } from '../support/console.ts';
import { settled as behind } from '../support/settled.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: RegExp | string) => page.getByRole('heading', { level: 1, name }).waitFor();
const follow = async () => {
  await behind(ui.server.db);
  await runConsumers(ui.server.db, () => new Date());
};
const go = async (page: Page, path: string) => { await page.goto(new URL(path, page.url()).href); await settled(page); };

interface Sold { id: string; customerId: string }
async function sold(): Promise<Sold> {
  const { customers, products } = await ui.ask<{ customers: { nodes: { id: string }[] }; products: { nodes: { id: string }[] } }>(
    '{ customers(first: 1, orderBy: NAME_ASC) { nodes { id } } products(first: 1, filter: { available: { min: "10" } }) { nodes { id } } }');
  const customerId = customers.nodes[0]?.id ?? '';
  const { placeOrder } = await ui.ask<{ placeOrder: { order: { id: string } } }>(
    'mutation($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename ... on PlaceOrderPayload { order { id } } ... on Refusal { code message } } }',
    { input: { order: { customerId, lines: [{ productId: products.nodes[0]?.id, quantity: '1', unitPrice: '100' }] } } });
  const { shipOrder } = await ui.ask<{ shipOrder: { shipment: { id: string } } }>('mutation($input: ShipOrderInput!) { shipOrder(input: $input) { __typename ... on ShipOrderPayload { shipment { id } } ... on Refusal { code message } } }', { input: { orderId: placeOrder.order.id } });
  const { invoiceShipments } = await ui.ask<{ invoiceShipments: { invoice: { id: string } } }>('mutation($input: InvoiceShipmentsInput!) { invoiceShipments(input: $input) { __typename ... on InvoiceShipmentsPayload { invoice { id } } ... on Refusal { code message } } }', { input: { shipmentIds: [shipOrder.shipment.id] } });
  return { id: invoiceShipments.invoice.id, customerId };
}

test('an offer is published, stands on the invoice, is taken by money in time, and is in the report', async () => {
  const page = await ui.open('/earlyPaymentOffers', { role: 'CONTROLLER' });
  await settled(page);
  await act(page, 'Publish an offer');
  await dialog(page).getByLabel(/^Name/).fill('2 % in 10 days');
  await dialog(page).getByLabel(/^Discount/).fill('2');
  await dialog(page).getByRole('button', { name: 'Publish an offer' }).click();
  await page.getByText('2 % in 10 days').first().waitFor();
  const { id, customerId } = await sold();
  await go(page, `/invoices/${encodeURIComponent(id)}/show`);
  await page.getByRole('heading', { name: 'Pay early' }).waitFor();
  const { node } = await ui.ask<{ node: { earlyOffers: { payable: { amount: string } }[] } }>('query($id: ID!) { node(id: $id) { ... on Invoice { earlyOffers { payable { amount } } } } }', { id });
  const amount = node.earlyOffers[0]?.payable.amount ?? '';
  await page.getByText(amount).first().waitFor();
  await ui.ask('mutation($input: RecordPaymentInput!) { recordPayment(input: $input) { __typename ... on Refusal { code message } } }', { input: { customerId, amount, method: 'BANK', allocations: [{ invoiceId: id, amount }] } });
  await follow();
  await go(page, '/earlyDiscounts');
  await page.getByText('Taken', { exact: true }).first().waitFor();
  await go(page, '/early-payments');
  await heading(page, 'Early payment');
  await page.getByRole('table').getByText('2 % in 10 days').first().waitFor();
  await go(page, `/invoices/${encodeURIComponent(id)}/show`);
  await act(page, 'Take the discount back');
  await dialog(page).getByLabel(/^Reason/).fill('Agreed otherwise');
  await dialog(page).getByRole('button', { name: 'Take the discount back' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  const after = await ui.ask<{ node: { paymentState: string } }>('query($id: ID!) { node(id: $id) { ... on Invoice { paymentState } } }', { id });
  expect(after.node.paymentState).toBe('PART_PAID');
});

test('a link opens an invoice without a sign-in and without scripts, on a phone; what is disputed there is settled in the console', async () => {
  const { id } = await sold();
  const page = await ui.open(`/invoices/${encodeURIComponent(id)}/show`, { role: 'COLLECTOR' });
  await settled(page);
  await page.getByRole('tab', { name: 'Proof' }).click();
  await act(page, 'Make a link');
  await dialog(page).getByRole('button', { name: 'Make a link' }).click();
  const url = await page.getByTestId('invoice-link').textContent() ?? '';
  await act(page, 'Close');
  const guest = await ui.browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 }, locale: 'en-GB' });
  const letter = await guest.newPage();
  await letter.goto(url);
  await letter.getByRole('heading', { level: 1, name: /^Invoice/ }).waitFor();
  expect(await letter.evaluate(() => document.documentElement.scrollWidth).catch(() => 0)).toBeLessThanOrEqual(360);
  const wrong = letter.locator('form').nth(1);
  await wrong.getByLabel('Your name').fill('Chen');
  await wrong.getByLabel('Reason').selectOption({ label: 'Price' });
  await wrong.getByRole('checkbox').first().check();
  await wrong.getByLabel('What is wrong').fill('We agreed on 90');
  await wrong.getByRole('button', { name: 'Send' }).click();
  await letter.getByText(/^What you told us on .* has reached us/).waitFor();
  await guest.close();
  await go(page, '/disputes');
  await page.getByText('Price', { exact: true }).first().waitFor();
  const { disputes } = await ui.ask<{ disputes: { nodes: { id: string }[] } }>('{ disputes(first: 1, orderBy: RAISED_ON_DESC) { nodes { id } } }');
  await go(page, `/disputes/${encodeURIComponent(disputes.nodes[0]?.id ?? '')}/show`);
  await page.getByText('We agreed on 90').first().waitFor();
  await act(page, 'Settle');
  await dialog(page).getByLabel(/^What was agreed/).fill('The contract says 100');
  await dialog(page).getByRole('button', { name: 'Settle' }).click();
  await page.getByText('The invoice stands').first().waitFor();
  await go(page, `/invoices/${encodeURIComponent(id)}/show`);
  await page.getByRole('tab', { name: 'Proof' }).click();
  await act(page, 'Confirmed by the customer');
  await dialog(page).getByLabel(/^Who of the customer/).fill('Chen');
  await dialog(page).getByRole('button', { name: 'Confirmed by the customer' }).click();
  await page.getByText('It is: Confirmed').waitFor();
  await go(page, '/confirmations');
  await heading(page, 'Confirmed invoices');
  expect(await page.getByRole('table').count()).toBe(1);
});

test('a cheque is recorded with what it says, its receipt is issued, and the day it was recorded counts', async () => {
  const page = await ui.open('/payments/create', { role: 'CONTROLLER' });
  await settled(page);
  await page.getByRole('combobox', { name: /^Customer/ }).click();
  await page.getByRole('listbox').getByRole('option').first().click();
  await page.getByLabel(/^Amount/).first().fill('12');
  await page.getByRole('combobox', { name: /^Method/ }).click();
  await page.getByRole('listbox').getByRole('option', { name: 'Cheque' }).click();
  await page.getByLabel(/^Cheque number/).fill('000777');
  await page.getByLabel(/^Paid by/).fill('Aunt');
  await page.getByRole('button', { name: /^(Create|Save)/ }).click();
  await heading(page, /^PAY-/);
  await page.getByText('000777').waitFor();
  await act(page, 'Issue the receipt');
  await page.getByText(/^RCP-/).first().waitFor();
  await go(page, '/paymentReceipts');
  await page.getByText(/^RCP-/).first().waitFor();
  await go(page, '/recorded-same-day');
  await heading(page, 'Recorded on the day');
  expect(await page.getByRole('table').count()).toBe(1);
});

test('a schedule shows who gets a statement, is sent once, and keeps its register', async () => {
  const page = await ui.open('/statementSchedules', { role: 'CONTROLLER' });
  await settled(page);
  await button(page, 'New schedule').click();
  await dialog(page).getByLabel(/^Name/).fill('All, monthly');
  await dialog(page).getByRole('button', { name: 'New schedule' }).click();
  await page.getByText('All, monthly').first().click();
  await heading(page, 'All, monthly');
  await page.getByText(/^Today .* would get one/).waitFor();
  await act(page, 'Send what is due');
  await dialog(page).getByRole('button').last().click();
  await page.getByRole('tab', { name: /^Sent/ }).click();
  await page.getByText(/^STM-/).first().click();
  await heading(page, /^STM-/);
  const { statementRuns } = await ui.ask<{ statementRuns: { totalCount: number } }>('{ statementRuns(first: 1) { totalCount } }');
  expect(statementRuns.totalCount).toBe(1);
});
