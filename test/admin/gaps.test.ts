// Suppliers are paid, list prices are set and ended, and an order ships elsewhere: each from the console, to what the API says then.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const pick = async (page: Page, label: string | RegExp, text: string) => {
  await page.getByRole('combobox', { name: label }).fill(text);
  await page.getByRole('option', { name: text }).first().click();
};
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
/** Does what the open dialog is for, and waits until it is gone. */
const confirm = async (page: Page, name: string) => {
  await dialog(page).getByRole('button', { name, exact: true }).click();
  await dialog(page).waitFor({ state: 'detached' });
};
const showOf = (resource: string, id: string) => `/${resource}/${encodeURIComponent(id)}/show`;
const shownId = (page: Page) => decodeURIComponent(new URL(page.url()).pathname.split('/')[2] ?? '');

test('goods ordered, received and billed are paid, and the bill says so; what is paid ahead settles it again', async () => {
  const page = await ui.open('/purchaseOrders/create', { role: 'CONTROLLER' });
  await settled(page);
  await pick(page, 'Supplier', 'Pasta Buttini');
  await pick(page, 'Product, line 1', 'Gnocchi di nonna Alice');
  await page.getByLabel('Quantity, line 1').fill('4');
  await button(page, 'Create').click();
  await heading(page, /Pasta Buttini/);
  await act(page, 'Place the order');
  await confirm(page, 'Place the order');
  await heading(page, /^PUR-/);
  await act(page, 'Receive goods');
  await confirm(page, 'Receive goods');
  await page.getByRole('tab', { name: 'Receipts (1)' }).click();
  await page.getByRole('link', { name: /^RCT-/ }).click();
  await page.getByRole('link', { name: 'Record the bill' }).click();
  await page.getByText('Gnocchi di nonna Alice').first().waitFor(); // what came stands on the bill
  await page.getByLabel(/^Their number/).fill('G-1');
  await button(page, 'Create').click();
  await heading(page, /^BIL-/);
  const billId = shownId(page);
  const bill = async () => (await ui.ask<{ node: { open: { amount: string }; total: { amount: string }; supplier: { id: string } } }>(
    'query ($id: ID!) { node(id: $id) { ... on Bill { open { amount } total { amount } supplier { id } } } }', { id: billId })).node;
  const { total, supplier } = await bill();

  await act(page, 'Pay');
  await dialog(page).getByLabel('Amount').fill('99999');
  await dialog(page).getByRole('button', { name: 'Pay' }).click();
  await dialog(page).getByText(/is open with .* is more\.$/).first().waitFor();
  await dialog(page).getByLabel('Amount').fill(total.amount);
  await dialog(page).getByLabel('Reference').fill('Transfer 17');
  await confirm(page, 'Pay');
  await page.getByText('Paid: nothing of it is open.').waitFor();
  expect(await button(page, 'Pay').getAttribute('aria-disabled')).toBe('true');
  expect((await bill()).open.amount).toBe('0.00');
  await page.getByRole('tab', { name: 'Applied' }).click();
  await button(page, 'Take back').click();
  await dialog(page).getByLabel('Reason').fill('Another bill was meant');
  await confirm(page, 'Take back');
  await page.getByText('Another bill was meant').first().waitFor();
  expect((await bill()).open.amount).toBe(total.amount);

  await page.goto(showOf('suppliers', supplier.id));
  await settled(page);
  await page.getByRole('tab', { name: /^Payments/ }).click();
  await page.getByRole('link', { name: /^PAY-/ }).first().click();
  await heading(page, /^PAY-/);
  await page.getByText('Pasta Buttini').first().waitFor();
  await act(page, 'Apply');
  await dialog(page).getByLabel('Settle the oldest bills first').uncheck();
  await dialog(page).getByRole('textbox', { name: /^Amount for BIL-/ }).last().fill(total.amount);
  await confirm(page, 'Apply');
  await page.getByRole('link', { name: /^BIL-/ }).first().waitFor();
  await act(page, 'Reverse');
  await dialog(page).getByLabel('Reason').fill('The bank sent it back');
  await confirm(page, 'Reverse');
  await page.getByText('Reversed', { exact: true }).first().waitFor();
  expect((await bill()).open.amount).toBe(total.amount);

  await page.goto(showOf('suppliers', supplier.id));
  await settled(page);
  await act(page, 'Pay');
  await dialog(page).getByRole('group', { name: 'Open bills' }).waitFor();
  await dialog(page).getByText('Paid ahead').waitFor();
  await confirm(page, 'Pay');
  const { payablesByAge } = await ui.ask<{ payablesByAge: { rows: { supplier: { id: string }; balance: { amount: string } }[] } }>('{ payablesByAge { rows { supplier { id } balance { amount } } } }');
  expect(payablesByAge.rows.filter(({ supplier: { id }, balance }) => id === supplier.id && balance.amount !== '0.00')).toEqual([]);
  expect((await bill()).open.amount).toBe('0.00');
});

test('a new list price ends the one before it; one that overlaps is refused at its day; a price is ended', async () => {
  const { products } = await ui.ask<{ products: { nodes: { id: string }[] } }>('{ products(filter: { name: { is: "Chai" } }) { nodes { id } } }');
  const id = products.nodes[0]?.id ?? '';
  const pricesOf = async () => (await ui.ask<{ listPrices: { nodes: { unitPrice: string; validFrom: string; validTo: string | null }[] } }>(
    'query ($id: ID!) { listPrices(filter: { product: { is: $id } }, orderBy: VALID_FROM_DESC) { nodes { unitPrice validFrom validTo } } }', { id })).listPrices.nodes;
  const before = await pricesOf();
  const page = await ui.open(showOf('products', id), { role: 'CONTROLLER' });
  await settled(page);
  await page.getByRole('tab', { name: 'Prices' }).click();
  await act(page, 'Set price');
  const price = dialog(page).getByLabel(/^Price/);
  await price.fill('21.5');
  const day = dialog(page).getByRole('textbox', { name: /^Valid from/ });
  await day.fill('1 Mar 2031');
  await dialog(page).getByLabel(/^End/).uncheck();
  await dialog(page).getByRole('button', { name: 'Set price' }).click();
  await dialog(page).getByText(/^Chai already has a price of/).first().waitFor();
  expect(await day.getAttribute('aria-invalid')).toBe('true');
  expect(await pricesOf()).toEqual(before);
  await dialog(page).getByLabel(/^End/).check();
  await confirm(page, 'Set price');
  expect(await pricesOf()).toEqual([{ unitPrice: '21.5', validFrom: '2031-03-01', validTo: null }, { ...before[0], validTo: '2031-02-28' }, ...before.slice(1)]);
  await page.getByRole('button', { name: /^End the price from .*2031$/ }).click();
  const last = dialog(page).getByRole('textbox', { name: /^Last day/ });
  await last.fill('1 Feb 2031');
  await dialog(page).getByRole('button', { name: 'End', exact: true }).click();
  await dialog(page).locator('[aria-invalid=true]').waitFor();
  await last.fill('31 Mar 2031');
  await confirm(page, 'End');
  expect((await pricesOf())[0]).toEqual({ unitPrice: '21.5', validFrom: '2031-03-01', validTo: '2031-03-31' });
});

test('an order ships to the customer\'s address, or to one of its own', async () => {
  const { customers } = await ui.ask<{ customers: { nodes: { id: string; name: string; addresses: { street: string; city: string }[] }[] } }>(
    '{ customers(first: 1, filter: { name: { is: "Alfreds Futterkiste" } }) { nodes { id name addresses { street city } } } }');
  const customer = customers.nodes[0];
  if (!customer) throw new Error('no customer');
  const page = await ui.open('/orders/create', { role: 'CONTROLLER' });
  await settled(page);
  await page.getByText('Choose the customer first.').waitFor();
  await pick(page, /^Customer/, customer.name);
  await page.getByText(customer.addresses[0]?.street ?? '–').waitFor();
  await page.getByLabel('Another address for this order').check();
  await page.getByRole('textbox', { name: 'Street' }).fill('');
  await page.getByRole('textbox', { name: 'City' }).fill('Hamburg');
  await pick(page, 'Product, line 1', 'Chai');
  await page.getByLabel('Quantity, line 1').fill('1');
  await button(page, 'Create').click();
  await page.locator('[name="shipTo.street"][aria-invalid=true]').waitFor();
  await page.getByRole('textbox', { name: 'Street' }).fill('Speicher 4');
  await button(page, 'Create').click();
  await page.getByText('Draft', { exact: true }).first().waitFor();
  await page.getByText('Speicher 4').waitFor();
  const { node } = await ui.ask('query ($id: ID!) { node(id: $id) { ... on Order { shipToStreet shipToCity shipToCountry } } }', { id: shownId(page) });
  expect(node).toEqual({ shipToStreet: 'Speicher 4', shipToCity: 'Hamburg', shipToCountry: 'Germany' });
});
