// Invoices in runs, as staff see them: the cycle of a customer, what is due, a run; what is held, not invoiced, and wants a look.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { workOnInvoiceRun } from '../../server/src/billing/workOnInvoiceRun.ts';
import { runConsumers } from '../../server/src/events/consumers.ts';
import { uuidOf } from '../../server/src/shared/input.ts';
import { act, settled, startConsole } from '../support/console.ts';
import { demoDay } from '../support/demoDay.ts';
import { settled as behind } from '../support/settled.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: RegExp | string) => page.getByRole('heading', { level: 1, name }).waitFor();

test('a customer is invoiced once a week: what has left is due, and a run makes one invoice of it', async () => {
  const { customers, products } = await ui.ask<{ customers: { nodes: { id: string; name: string }[] }; products: { nodes: { id: string }[] } }>(
    '{ customers(first: 1, orderBy: NAME_ASC) { nodes { id name } } products(first: 1, filter: { available: { min: "10" } }) { nodes { id } } }');
  const customer = customers.nodes[0];
  const page = await ui.open(`/customers/${encodeURIComponent(customer?.id ?? '')}/show`, { role: 'CONTROLLER' });
  await settled(page);
  await act(page, 'Cycle of invoices');
  await dialog(page).getByRole('combobox', { name: /^Cycle/ }).click();
  await page.getByRole('listbox').getByRole('option', { name: 'Once a week' }).click();
  await dialog(page).getByLabel(/^Last day/).fill(String(((new Date(demoDay()).getUTCDay() + 6) % 7) + 1));
  await dialog(page).getByLabel(/^One invoice for all/).check();
  await dialog(page).getByRole('button', { name: 'Cycle of invoices' }).click();
  await page.getByText('Once a week').first().waitFor();
  for (const quantity of ['1', '2']) {
    const { placeOrder } = await ui.ask<{ placeOrder: { order: { id: string } } }>(
      'mutation($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename ... on PlaceOrderPayload { order { id } } ... on Refusal { code message } } }',
      { input: { order: { customerId: customer?.id, lines: [{ productId: products.nodes[0]?.id, quantity }] } } });
    await ui.ask('mutation($input: ShipOrderInput!) { shipOrder(input: $input) { __typename ... on Refusal { code message } } }', { input: { orderId: placeOrder.order.id } });
  }
  await page.goto(new URL(`/invoices-due?customer=${encodeURIComponent(customer?.id ?? '')}`, page.url()).href);
  await heading(page, 'Invoice what is due');
  await page.getByText(/^1 invoice of 2 shipments/).waitFor();
  await button(page, 'Begin the run').click();
  await heading(page, /^IVR-/);
  // A server's jobs carry it out.
  const runId = decodeURIComponent(/invoiceRuns\/([^/]+)\/show/.exec(page.url())?.[1] ?? '');
  await workOnInvoiceRun(ui.server.db, uuidOf(runId)?.uuid ?? '', () => new Date());
  await page.getByText('1 of 1').waitFor();
  await page.locator('section', { has: page.locator('h1') }).getByText('Done', { exact: true }).waitFor();
  const { invoiceRuns } = await ui.ask<{ invoiceRuns: { nodes: { status: string; invoiced: number; failed: number }[] } }>('{ invoiceRuns(first: 1) { nodes { status invoiced failed } } }');
  expect(invoiceRuns.nodes[0]).toEqual({ status: 'DONE', invoiced: 1, failed: 0 });
});

test('what is held has its rule, is accepted for a reason; what is not invoiced and what wants a look have pages', async () => {
  const page = await ui.open('/invoiceHolds', { role: 'OWNER' });
  await settled(page);
  await button(page, 'Checks of invoices').click();
  await dialog(page).getByLabel(/^Price off the lists/).fill('1');
  await dialog(page).getByRole('button', { name: 'Checks of invoices' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  const { customers, products } = await ui.ask<{ customers: { nodes: { id: string }[] }; products: { nodes: { id: string }[] } }>(
    '{ customers(first: 1, orderBy: NAME_DESC) { nodes { id } } products(first: 1, filter: { available: { min: "10" } }) { nodes { id } } }');
  const { placeOrder } = await ui.ask<{ placeOrder: { order: { id: string } } }>(
    'mutation($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename ... on PlaceOrderPayload { order { id } } ... on Refusal { code message } } }',
    { input: { order: { customerId: customers.nodes[0]?.id, lines: [{ productId: products.nodes[0]?.id, quantity: '1', unitPrice: '300' }] } } });
  await ui.ask('mutation($input: ShipOrderInput!) { shipOrder(input: $input) { __typename ... on Refusal { code message } } }', { input: { orderId: placeOrder.order.id } });
  await behind(ui.server.db);
  await runConsumers(ui.server.db, () => new Date());
  const held = async () => (await ui.ask<{ invoiceHolds: { nodes: { id: string; status: string }[] } }>('{ invoiceHolds(first: 1, filter: { rule: { is: PRICE } }, orderBy: RAISED_AT_DESC) { nodes { id status } } }')).invoiceHolds.nodes;
  expect(await held()).toHaveLength(1);
  await page.goto(new URL(`/account-exceptions`, page.url()).href);
  await heading(page, 'Problem accounts');
  await page.getByText('Invoice held').first().waitFor();
  await page.goto(new URL(`/not-invoiced`, page.url()).href);
  await heading(page, 'Shipped, not invoiced');
  await page.getByText('Held', { exact: true }).first().waitFor();
  await page.goto(new URL(`/invoiceHolds/${encodeURIComponent((await held())[0]?.id ?? '')}/show`, page.url()).href);
  await act(page, 'Invoice as it is');
  await dialog(page).getByLabel(/^Reason/).fill('Agreed by phone');
  await dialog(page).getByRole('button', { name: 'Invoice as it is' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await page.getByText('Agreed by phone').first().waitFor();
  expect(await held()).toMatchObject([{ status: 'ACCEPTED' }]);
});
