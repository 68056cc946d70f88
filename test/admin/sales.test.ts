// Selling in the console: from typing an order over credit and stock to the truck and back.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, actionsOn, settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const pick = async (page: Page, label: string, text: string) => {
  const field = page.getByRole('combobox', { name: label });
  await field.fill(text);
  await page.getByRole('option', { name: text }).first().click();
};
const status = (page: Page, text: string) => page.locator('section', { has: page.locator('h1') }).getByText(text, { exact: true }).waitFor();
const customerOf = async (code: string) => {
  const { customers } = await ui.ask<{ customers: { nodes: { id: string; creditVersion: number; isOnHold: boolean }[] } }>(
    'query($code: String!) { customers(filter: { code: { is: $code } }) { nodes { id creditVersion isOnHold } } }', { code });
  const [customer] = customers.nodes;
  if (!customer) throw new Error(`no customer ${code}`);
  return customer;
};
const go = async (page: Page, path: string) => {
  await page.goto(path);
  await settled(page);
};

test('an order is typed with live figures, placed, shipped in part, and the rest is cancelled', async () => {
  const page = await ui.open('/customers', { role: 'CONTROLLER' });
  const { id } = await customerOf('ALFKI');
  await go(page, `/customers/${encodeURIComponent(id)}/show`);
  await page.getByRole('link', { name: 'New order' }).click();
  await page.getByRole('heading', { name: 'New Order' }).waitFor();
  await pick(page, 'Product, line 1', 'Chartreuse verte');
  await page.getByLabel('Quantity, line 1').fill('4');
  await page.getByLabel('Discount, line 1').fill('10');
  await page.getByLabel(/^Freight/).fill('2.50');
  await page.getByText('$67.30').waitFor(); // 4 × 18.00 less 10 % is 64.80, with freight
  await page.getByText(/\d+ available/).waitFor();
  await button(page, 'Create').click();
  await page.getByRole('heading', { name: 'Draft' }).waitFor();

  await act(page, 'Place the order');
  await dialog(page).getByText('Everything is available and within the credit limit.').waitFor();
  await dialog(page).getByRole('button', { name: 'Place the order' }).click();
  await page.getByRole('heading', { name: /^ORD-/ }).waitFor();
  await status(page, 'Placed');
  await page.getByText('4 reserved', { exact: true }).waitFor();

  await act(page, 'Ship');
  const quantity = dialog(page).getByLabel(/^Ship now: Chartreuse verte/);
  await quantity.fill('5');
  await dialog(page).getByRole('button', { name: 'Ship', exact: true }).click();
  await dialog(page).getByText('Chartreuse verte: 5 to ship, but only 4 of the order is open.').first().waitFor();
  await quantity.fill('1');
  await dialog(page).getByRole('button', { name: 'Ship', exact: true }).click();
  await status(page, 'Partly shipped');
  await page.getByText('1 shipped').waitFor();
  await page.getByRole('tab', { name: 'Shipments (1)' }).waitFor();

  await act(page, 'Cancel the order');
  await dialog(page).getByLabel(/^Reason/).fill('Has enough');
  await dialog(page).getByRole('button', { name: 'Cancel the order' }).click();
  await page.getByText('3 cancelled').waitFor();
  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByText('Has enough').waitFor();
  expect(await actionsOn(page)).not.toContain('Ship');
});

test('what is short is said at the line and on placing; taken all the same, it waits for goods', async () => {
  const { id, creditVersion } = await customerOf('BLAUS');
  await ui.ask('mutation($input: SetCreditLimitInput!) { setCreditLimit(input: $input) { __typename } }', { input: { customerId: id, limit: null, reason: 'Test', version: creditVersion } });
  const page = await ui.open('/orders/create', { role: 'CONTROLLER' });
  await settled(page);
  await pick(page, 'Customer', 'BLAUS');
  await pick(page, 'Product, line 1', 'Chartreuse verte');
  await page.getByLabel('Quantity, line 1').fill('900');
  await page.getByRole('alert').filter({ hasText: /Chartreuse verte: 900 wanted, \d+ available, \d+ short\./ }).waitFor();
  await button(page, 'Create').click();
  await act(page, 'Place the order');
  await dialog(page).getByText(/short\./).waitFor();
  await dialog(page).getByRole('button', { name: 'Place the order' }).click();
  await dialog(page).getByRole('alert').nth(1).waitFor(); // refused, in the same words
  await dialog(page).getByLabel(/^Take the order all the same/).check();
  await dialog(page).getByRole('button', { name: 'Place the order' }).click();
  await status(page, 'Placed');
  expect(await page.getByText(/^\d+ waiting$/).count()).toBe(1);
});

test('a half-typed line names what is needed, blank lines at the end are none', async () => {
  const page = await ui.open('/orders/create', { role: 'CONTROLLER' });
  await settled(page);
  await button(page, 'Create').click();
  await page.getByText('This is needed.').first().waitFor();
  await pick(page, 'Customer', 'BLAUS');
  await pick(page, 'Product, line 1', 'Chai');
  await button(page, 'Create').click();
  await page.getByText('This is needed.').first().waitFor();
  await page.getByLabel('Quantity, line 1').fill('1');
  await button(page, 'Add a line').click();
  await button(page, 'Create').click();
  await page.getByRole('heading', { name: 'Draft' }).waitFor();
  expect(await page.getByRole('region', { name: 'Lines' }).locator('tbody tr').count()).toBe(1);
});

test('over the credit limit a second person decides, and the order passes', async () => {
  const { id, creditVersion } = await customerOf('ANATR');
  await ui.ask('mutation($input: SetCreditLimitInput!) { setCreditLimit(input: $input) { __typename } }', { input: { customerId: id, limit: '1', reason: 'Test', version: creditVersion } });
  const { products } = await ui.ask<{ products: { nodes: { id: string }[] } }>('{ products(filter: { name: { is: "Tofu" } }) { nodes { id } } }');
  const { createOrder } = await ui.ask<{ createOrder: { order: { id: string } } }>(
    'mutation($input: CreateOrderInput!) { createOrder(input: $input) { ... on CreateOrderPayload { order { id } } } }', { input: { customerId: id, lines: [{ productId: products.nodes[0]?.id, quantity: '1' }] } });
  const page = await ui.open(`/orders/${encodeURIComponent(createOrder.order.id)}/show`, { role: 'OWNER' });
  await act(page, 'Place the order');
  await dialog(page).getByText(/would owe .* more than the limit/).waitFor();
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await act(page, 'Ask for a credit override');
  await dialog(page).getByLabel(/^Reason/).fill('Pays on the day');
  await dialog(page).getByRole('button', { name: 'Ask for a credit override' }).click();
  await page.getByRole('status').filter({ hasText: 'Pays on the day' }).waitFor();
  const { approvals } = await ui.ask<{ approvals: { nodes: { id: string }[] } }>('{ approvals(filter: { status: { is: PENDING } }) { nodes { id } } }', {}, { role: 'CONTROLLER' });
  await ui.ask('mutation($input: DecideApprovalInput!) { decideApproval(input: $input) { __typename } }', { input: { approvalId: approvals.nodes[0]?.id, approve: true, reason: 'Fine' } }, { role: 'CONTROLLER' });
  await page.reload();
  await act(page, 'Place the order');
  await dialog(page).getByRole('button', { name: 'Place the order' }).click();
  await status(page, 'Placed');
  expect(await page.getByRole('status').filter({ hasText: 'Pays on the day' }).count()).toBe(0);
});

test('a hold is seen on the customer, stops orders, and is lifted', async () => {
  const { id } = await customerOf('CACTU');
  const page = await ui.open(`/customers/${encodeURIComponent(id)}/show`, { role: 'COLLECTOR' });
  await act(page, 'Put on hold');
  await dialog(page).getByLabel(/^Reason/).fill('Two reminders without an answer');
  await dialog(page).getByRole('button', { name: 'Put on hold' }).click();
  await page.getByRole('status').filter({ hasText: 'Two reminders without an answer' }).waitFor();
  await go(page, '/customers');
  await page.getByRole('tab', { name: /^On hold/ }).click();
  await page.getByRole('link', { name: 'CACTU' }).waitFor();
  await go(page, `/customers/${encodeURIComponent(id)}/show`);
  await act(page, 'Release the hold');
  await dialog(page).getByLabel(/^Reason/).fill('Has paid');
  await dialog(page).getByRole('button', { name: 'Release the hold' }).click();
  await page.getByRole('status').filter({ hasText: 'Two reminders' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.locator('[role=menuitem][aria-disabled=true]', { hasText: 'Release the hold' }).waitFor();
  expect((await customerOf('CACTU')).isOnHold).toBe(false);
});

test('addresses are kept, and a customer that is kept already is warned of', async () => {
  const { id } = await customerOf('AROUT');
  const page = await ui.open(`/customers/${encodeURIComponent(id)}/show`, { role: 'CONTROLLER' });
  await act(page, 'Add an address');
  await dialog(page).getByLabel(/^Street/).fill('5 Quay');
  await dialog(page).getByLabel(/^City/).fill('Cowes');
  await dialog(page).getByLabel(/^Country/).fill('UK');
  await dialog(page).getByRole('button', { name: 'Add an address' }).click();
  await page.locator('address', { hasText: '5 Quay' }).waitFor();
  await button(page, 'Remove 5 Quay').click();
  await dialog(page).getByRole('button', { name: 'Remove the address' }).click();
  await page.locator('address', { hasText: '5 Quay' }).waitFor({ state: 'detached' });
  await go(page, '/customers/create');
  await page.getByLabel(/^Name/).fill('around the horn ltd.');
  const warning = page.getByRole('alert').filter({ hasText: 'may be the same firm: same name' });
  await warning.waitFor();
  expect(await warning.getByRole('link').innerText()).toBe('Around the Horn');
});

test('a shipment that is not invoiced is taken back; an invoiced one says why not', async () => {
  const { shipments } = await ui.ask<{ shipments: { nodes: { id: string }[] } }>('{ shipments(first: 1, filter: { isInvoiced: true }) { nodes { id } } }');
  const page = await ui.open(`/shipments/${encodeURIComponent(shipments.nodes[0]?.id ?? '')}/show`, { role: 'WAREHOUSE' });
  const back = button(page, 'Take back');
  await back.waitFor();
  expect(await back.getAttribute('aria-disabled')).toBe('true');
  await back.hover();
  await page.getByRole('tooltip').filter({ hasText: /is invoiced: give a credit note instead/ }).waitFor();
});

test('everybody sees what their role may: a warehouse hand no credit, a sales person the own customers', async () => {
  const page = await ui.open('/customers', { role: 'WAREHOUSE' });
  await settled(page);
  expect(await page.getByRole('columnheader', { name: 'Receivable' }).count()).toBe(0);
  expect(await page.getByRole('tab', { name: /^Overdue/ }).count()).toBe(0);
  const { customers } = await ui.ask<{ customers: { totalCount: number } }>('{ customers { totalCount } }', {}, { role: 'SALES' });
  expect(customers.totalCount).toBeLessThan(91);
  const own = await ui.open('/customers', { role: 'SALES' });
  await own.getByText(`of ${customers.totalCount}`).waitFor();
});

test('the tabs of orders count what their filter counts, and the total is the sum of the whole filter', async () => {
  const { orders } = await ui.ask<{ orders: { totalCount: number; totals: { total: { amount: string } } } }>('{ orders(filter: { isShippedLate: true }) { totalCount totals { total { amount } } } }');
  const page = await ui.open('/orders', { role: 'OWNER' });
  await page.getByRole('tab', { name: `Sent late ${orders.totalCount}` }).click();
  const total = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' }).format(orders.totals.total.amount as `${number}`);
  await page.locator('tfoot').getByText(total).waitFor();
  expect(orders.totalCount).toBe(37);
});

test('letters in a quantity and a negative freight are named in plain words, at their fields', async () => {
  ui.expectTrouble(/400/);
  const page = await ui.open('/orders/create', { role: 'CONTROLLER' });
  await settled(page);
  await pick(page, 'Customer', 'Alfreds Futterkiste');
  await pick(page, 'Product, line 1', 'Chartreuse verte');
  await page.getByLabel(/^Freight/).fill('-5');
  await page.getByText('Freight: This must not be less than 0.').waitFor();
  await page.getByLabel('Quantity, line 1').fill('abc');
  await page.keyboard.press('Control+s');
  await page.getByRole('button', { name: 'Quantity: This is no number.' }).waitFor();
  expect(await page.getByText(/Variable|Argument|number_least/).count()).toBe(0);
});
