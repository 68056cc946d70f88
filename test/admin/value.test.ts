// What goods cost, in the console: freight on a receipt with live shares, what a late posting would write, stock on both bases.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const status = (page: Page, text: string) => page.locator('section', { has: page.locator('h1') }).getByText(text, { exact: true }).waitFor();

/** Goods of the first supplier of a product, ordered and received. */
async function received(): Promise<{ id: string }> {
  const { supplierProducts } = await ui.ask<{ supplierProducts: { nodes: { supplier: { id: string }; product: { id: string } }[] } }>(
    '{ supplierProducts(first: 1) { nodes { supplier { id } product { id } } } }');
  const [sold] = supplierProducts.nodes;
  const { createPurchaseOrder: { purchaseOrder } } = await ui.ask<{ createPurchaseOrder: { purchaseOrder: { id: string } } }>(
    'mutation($input: CreatePurchaseOrderInput!) { createPurchaseOrder(input: $input) { __typename ... on CreatePurchaseOrderPayload { purchaseOrder { id } } ... on Refusal { code message } } }',
    { input: { supplierId: sold?.supplier.id, lines: [{ productId: sold?.product.id, quantity: '10' }] } });
  await ui.ask('mutation($input: PlacePurchaseOrderInput!) { placePurchaseOrder(input: $input) { __typename ... on Refusal { code message } } }', { input: { purchaseOrderId: purchaseOrder.id } });
  const { receiveGoods } = await ui.ask<{ receiveGoods: { receipt: { id: string } } }>(
    'mutation($input: ReceiveGoodsInput!) { receiveGoods(input: $input) { __typename ... on ReceiveGoodsPayload { receipt { id } } ... on Refusal { code message } } }', { input: { purchaseOrderId: purchaseOrder.id } });
  return receiveGoods.receipt;
}

test('freight is added to a receipt with live shares and the ledger effect, and taken back', async () => {
  const receipt = await received();
  const page = await ui.open(`/receipts/${encodeURIComponent(receipt.id)}/show`, { role: 'CONTROLLER' });
  await page.getByRole('link', { name: 'Add freight or duty' }).click();
  await page.getByLabel(/^Amount/).first().fill('10.01');
  await page.getByText('$10.01').first().waitFor();
  await page.getByText('This will be written to the ledger:').waitFor();
  await page.getByText('2310 Landed cost accrued').waitFor();
  await button(page, 'Create').click();
  await page.getByRole('heading', { level: 1, name: /^LDC-/ }).waitFor();
  await status(page, 'Posted');
  await page.getByRole('tab', { name: 'Ledger' }).click();
  await page.getByText('2310 Landed cost accrued').first().waitFor();
  await act(page, 'Take it back');
  await dialog(page).getByLabel(/^Why/).fill('The carrier has billed somebody else');
  await dialog(page).getByRole('button', { name: 'Take it back' }).click();
  await status(page, 'Reversed');
  const { landedCosts } = await ui.ask<{ landedCosts: { nodes: { status: string; total: { amount: string }; open: { amount: string } }[] } }>(
    '{ landedCosts(first: 1) { nodes { status total { amount } open { amount } } } }');
  expect(landedCosts.nodes[0]).toEqual({ status: 'REVERSED', total: { amount: '10.01' }, open: { amount: '0.00' } });
});

test('before goods are found on a past day the dialog shows what lands on which day', async () => {
  const { stockMoves } = await ui.ask<{ stockMoves: { nodes: { effectiveOn: string; product: { id: string }; warehouse: { id: string } }[] } }>(
    '{ stockMoves(first: 1, filter: { kind: { is: SHIPMENT } }, orderBy: EFFECTIVE_ON_DESC) { nodes { effectiveOn product { id } warehouse { id } } } }');
  const [sold] = stockMoves.nodes;
  if (!sold) throw new Error('the demo company has shipped nothing');
  const { stockLevels } = await ui.ask<{ stockLevels: { nodes: { id: string }[] } }>(
    'query($p: ID!, $w: ID!) { stockLevels(filter: { product: { is: $p }, warehouse: { is: $w } }) { nodes { id } } }', { p: sold.product.id, w: sold.warehouse.id });
  const page = await ui.open(`/stockLevels/${encodeURIComponent(stockLevels.nodes[0]?.id ?? '')}/show`, { role: 'CONTROLLER' });
  await settled(page);
  await page.getByText('Moving average').first().waitFor();
  await act(page, 'Adjust stock');
  await dialog(page).getByLabel(/^Difference/).fill('500');
  await dialog(page).getByLabel(/^Cost of a unit/).fill('321');
  await page.getByText('This will be written to the ledger:').waitFor();
  expect(await dialog(page).getByRole('rowheader').allTextContents()).toEqual(expect.arrayContaining([expect.stringMatching(/^1300/), expect.stringMatching(/^5200/)]));
});

test('stock of a day is shown as booked or as known now', async () => {
  const page = await ui.open('/stock-as-of', { role: 'CONTROLLER' });
  await settled(page);
  await page.getByRole('combobox', { name: 'Basis' }).click();
  await page.getByRole('option', { name: 'As known now' }).click();
  await page.waitForURL(/basis=RESTATED/);
  await page.getByText('What became known later is on the day to which it belongs.').waitFor();
  expect(await page.getByRole('status').first().textContent()).toMatch(/\$/);
});

test('layers and cost corrections have their lists', async () => {
  const page = await ui.open('/stockLayers', { role: 'CONTROLLER' });
  await page.getByRole('heading', { level: 1, name: 'Stock layers' }).waitFor();
  await page.goto(page.url().replace('stockLayers', 'costAdjustments'));
  await page.getByRole('heading', { level: 1, name: 'Cost corrections' }).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});
