// Stock and buying in the console: from what runs low over the purchase order to the supplier's bill and back.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const pick = async (page: Page, label: string, text: string) => {
  await page.getByRole('combobox', { name: label }).fill(text);
  await page.getByRole('option', { name: text }).first().click();
};
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const status = (page: Page, text: string) => page.locator('section', { has: page.locator('h1') }).getByText(text, { exact: true }).waitFor();
const productOf = async (name: string) => {
  const { products } = await ui.ask<{ products: { nodes: { id: string; onHand: string; backordered: string }[] } }>(
    'query($name: String!) { products(filter: { name: { is: $name } }) { nodes { id onHand backordered } } }', { name });
  const [product] = products.nodes;
  if (!product) throw new Error(`no product ${name}`);
  return product;
};

test('goods are ordered with live figures, received in part, billed at another price, and the bill is reversed', async () => {
  const page = await ui.open('/purchaseOrders/create', { role: 'CONTROLLER' });
  await settled(page);
  await pick(page, 'Supplier', 'Pasta Buttini');
  await pick(page, 'Product, line 1', 'Gnocchi di nonna Alice');
  await page.getByLabel('Quantity, line 1').fill('6');
  await page.getByText('$141.36').first().waitFor(); // 6 × 23.56, what the supplier asks
  await button(page, 'Create').click();
  await heading(page, /Pasta Buttini/);
  await status(page, 'Draft');
  await act(page, 'Place the order');
  await dialog(page).getByRole('button', { name: 'Place the order' }).click();
  await heading(page, /^PUR-/);

  await act(page, 'Receive goods');
  const came = dialog(page).getByLabel('Gnocchi di nonna Alice: what came');
  await came.fill('9');
  await dialog(page).getByRole('button', { name: 'Receive goods' }).click();
  await dialog(page).getByText('Of Gnocchi di nonna Alice 6 are still to come; 9 is more.').first().waitFor();
  await came.fill('4');
  await dialog(page).getByRole('button', { name: 'Receive goods' }).click();
  await status(page, 'Partly received');
  await page.getByRole('tab', { name: 'Receipts (1)' }).waitFor();
  await page.getByRole('link', { name: /^RCT-/ }).click();

  await page.getByRole('link', { name: 'Record the bill' }).click();
  await page.getByLabel(/^Their number/).fill('A-77');
  await page.getByLabel(/^Gnocchi di nonna Alice: cost of a unit/).fill('25');
  await page.getByText('$100.00').first().waitFor();
  await button(page, 'Create').click();
  await heading(page, /^BIL-/);
  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByText('Bill recorded').waitFor();
  await act(page, 'Reverse the bill');
  await dialog(page).getByLabel(/^Why/).fill('They sent another one');
  await dialog(page).getByRole('button', { name: 'Reverse the bill' }).click();
  await status(page, 'Reversed');
  const { bills } = await ui.ask('query { bills(filter: { supplierReference: { is: "A-77" } }) { nodes { total { amount } open { amount } } } }');
  expect(bills).toEqual({ nodes: [{ total: { amount: '100.00' }, open: { amount: '0.00' } }] });
});

test('promised goods leave only when told to, and who ordered last waits again', async () => {
  const chai = await productOf('Chai');
  const page = await ui.open(`/products/${encodeURIComponent(chai.id)}/show`, { role: 'WAREHOUSE' });
  await settled(page);
  await act(page, 'Adjust stock');
  await pick(page, 'Warehouse', 'Main warehouse');
  await dialog(page).getByLabel(/^Difference/).fill('-2');
  await dialog(page).getByRole('button', { name: 'Adjust stock' }).click();
  await dialog(page).getByText(/^Of Chai in Main warehouse only 0 are free/).first().waitFor();
  expect(await productOf('Chai')).toEqual(chai);
  await dialog(page).getByLabel('Take goods that are promised to orders').check();
  await dialog(page).getByRole('button', { name: 'Adjust stock' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  expect(await productOf('Chai')).toEqual({ ...chai, onHand: '37', backordered: String(Number(chai.backordered) + 2) });
  await page.getByRole('tab', { name: /^Moves/ }).click();
  await page.getByRole('cell', { name: 'Counted' }).first().waitFor();
});

test('a product is added, given a barcode and sold off; the lists say what runs low', async () => {
  const page = await ui.open('/products/create', { role: 'CONTROLLER' });
  await settled(page);
  await page.getByLabel(/^SKU/).fill('NW-001');
  await page.getByLabel(/^Name/).fill('Rooibos');
  await pick(page, 'Unit', 'Piece');
  await button(page, 'Create').click();
  await page.getByText('This is taken already.').first().waitFor();
  await page.getByLabel(/^SKU/).fill('NW-900');
  await button(page, 'Create').click();
  await heading(page, 'NW-900 · Rooibos');
  await act(page, 'Add barcode');
  await dialog(page).getByLabel(/^Barcode/).fill('4006381333931');
  await dialog(page).getByRole('button', { name: 'Add barcode' }).click();
  await page.getByText('4006381333931').waitFor();
  await act(page, 'Discontinue');
  await dialog(page).getByRole('button', { name: 'Discontinue' }).click();
  await page.getByText('Discontinued: sold off and not bought again.').waitFor();

  await page.goto('/products');
  await settled(page);
  await page.getByRole('tab', { name: /^Low/ }).click();
  await page.getByRole('cell', { name: 'Outback Lager', exact: true }).waitFor();
  await expect.poll(() => page.getByRole('row').filter({ has: page.getByRole('link') }).count()).toBe(2);
});

test('whoever may not see costs sees stock without them', async () => {
  const page = await ui.open('/stockLevels', { role: 'SALES' });
  await settled(page);
  await page.getByRole('columnheader', { name: /^On hand/ }).waitFor();
  expect(await page.getByRole('columnheader', { name: /^Value/ }).count()).toBe(0);
  expect(await page.getByRole('link', { name: 'Suppliers' }).count()).toBe(0);
});

test('stock as of a past day is what was there', async () => {
  const page = await ui.open('/stock-as-of', { role: 'ANALYST' });
  await settled(page);
  await page.getByText(/stock was booked at \$[\d,.]+\.$/).waitFor();
  await page.getByRole('textbox', { name: 'As of' }).fill('1 Jan 2020');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.getByText('Nothing was in stock.').waitFor();
  expect(new URL(page.url()).searchParams.get('on')).toBe('2020-01-01');
});
