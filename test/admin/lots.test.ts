// Lots in the console: a perishable product is tracked, bought by lot, found by its number, traced, held back, released and written off.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, settled, startConsole } from '../support/console.ts';
import { demoDay } from '../support/demoDay.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const pick = async (page: Page, label: string, text: string) => {
  await page.getByRole('combobox', { name: label }).fill(text);
  await page.getByRole('option', { name: text }).first().click();
};
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

interface Made { productId: string; warehouseId: string }
/** A product tracked by lot, made through the API. */
async function cheese(sku: string, tracking = 'LOT'): Promise<Made> {
  const { units, warehouses } = await ui.ask<{ units: { nodes: { id: string }[] }; warehouses: { nodes: { id: string }[] } }>(
    '{ units(filter: { code: { is: "PCS" } }) { nodes { id } } warehouses(filter: { isDefault: true }) { nodes { id } } }');
  const { createProduct } = await ui.ask<{ createProduct: { product: { id: string } } }>(
    'mutation ($input: CreateProductInput!) { createProduct(input: $input) { ... on CreateProductPayload { product { id } } } }',
    { input: { sku, name: `Cheese ${sku}`, unitId: units.nodes[0]?.id, tracking, ...(tracking === 'LOT' ? { shelfLifeDays: 20 } : {}) } });
  return { productId: createProduct.product.id, warehouseId: warehouses.nodes[0]?.id ?? '' };
}
const stock = async ({ productId, warehouseId }: Made, quantity: string, named: Record<string, unknown>) => {
  const { recordOpeningStock } = await ui.ask<{ recordOpeningStock: { __typename: string } }>(
    'mutation ($input: RecordOpeningStockInput!) { recordOpeningStock(input: $input) { __typename ... on InputInvalid { fields { path message } } } }',
    { input: { lines: [{ productId, warehouseId, quantity, unitCost: '4', ...named }] } });
  expect(recordOpeningStock).toMatchObject({ __typename: 'RecordOpeningStockPayload' });
};

test('a product becomes tracked in its form, and lots come in by an adjustment that names them', async () => {
  const page = await ui.open('/products/create', { role: 'CONTROLLER' });
  await settled(page);
  await page.getByLabel(/^SKU/).fill('LOT-1');
  await page.getByLabel(/^Name/).fill('Goat cheese');
  await pick(page, 'Unit', 'Piece');
  await page.getByRole('combobox', { name: /^Tracked/ }).click();
  await page.getByRole('option', { name: 'By lot' }).click();
  await page.getByLabel(/^Shelf life/).fill('20');
  await button(page, 'Create').click();
  await heading(page, /Goat cheese/);
  await act(page, 'Adjust stock');
  await pick(page, 'Warehouse', 'Main warehouse');
  await dialog(page).getByLabel(/^Difference/).fill('6');
  await dialog(page).getByLabel(/^Cost of a unit/).fill('3');
  await dialog(page).getByRole('button', { name: 'Adjust stock' }).click();
  await dialog(page).getByText('Name the lots: this product is tracked by lot.').first().waitFor();
  await dialog(page).getByLabel('Lot 1 of Goat cheese', { exact: true }).fill('G-7');
  await dialog(page).getByRole('button', { name: 'Adjust stock' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: /^Lots and serials/ }).click();
  await page.getByRole('link', { name: 'G-7' }).click();
  await heading(page, 'G-7');
  await page.getByText('Came from').waitFor();
  await page.getByText('Nothing has left yet.').waitFor();
  expect(page.url()).toContain('/lots/');
});

test('a serial number is found by the palette, and its trace leads to the shipment and the customer', async () => {
  const made = await cheese('SER-1', 'SERIAL');
  await stock(made, '3', { serials: 'MX-501..MX-503' });
  const { customers } = await ui.ask<{ customers: { nodes: { id: string; name: string }[] } }>('{ customers(first: 1, filter: { isOnHold: false }) { nodes { id name } } }');
  const [customer] = customers.nodes;
  const { placeOrder } = await ui.ask<{ placeOrder: { order: { id: string; lines: { id: string }[] } } }>(
    'mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { ... on PlaceOrderPayload { order { id lines { id } } } } }',
    { input: { order: { customerId: customer?.id, lines: [{ productId: made.productId, quantity: '1', unitPrice: '9' }] } } });
  const page = await ui.open(`/orders/${encodeURIComponent(placeOrder.order.id)}/show`, { role: 'OWNER' });
  await settled(page);
  await act(page, 'Ship');
  await dialog(page).getByLabel(/serial numbers/).fill('MX-502');
  await dialog(page).getByRole('button', { name: 'Ship', exact: true }).click();
  await dialog(page).waitFor({ state: 'detached' });
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('MX-502');
  await page.getByRole('option', { name: /MX-502/ }).first().click();
  await heading(page, 'MX-502');
  const flow = page.getByRole('tabpanel');
  await flow.getByRole('link', { name: customer?.name ?? '' }).first().waitFor();
  await flow.getByRole('link', { name: /^SHP-/ }).first().click();
  await heading(page, /^SHP-/);
  await page.getByText('Cheese SER-1: MX-502 × 1').waitFor();
  expect(page.url()).toContain('/shipments/');
});

test('what expires soon is listed by place, held back, released, and written off together at its cost', async () => {
  const made = await cheese('EXP-1');
  await stock(made, '9', { lots: [{ code: 'SOON', quantity: '4', expiresOn: demoDay(3) }, { code: 'LATER', quantity: '5', expiresOn: demoDay(25) }] });
  const page = await ui.open(`/lotLevels?filter=${encodeURIComponent(JSON.stringify({ product: [made.productId] }))}`, { role: 'CONTROLLER' });
  await settled(page);
  await page.getByRole('link', { name: 'SOON' }).click();
  await heading(page, /^SOON/);
  await act(page, 'Hold back');
  await dialog(page).getByLabel(/^Quantity/).fill('1');
  await dialog(page).getByLabel(/^Why/).last().fill('Broken seal');
  await dialog(page).getByRole('button', { name: 'Hold back' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  const held = async () => (await ui.ask<{ stockLevels: { nodes: { onHand: string; held: string; available: string }[] } }>(
    'query ($id: ID!) { stockLevels(filter: { product: { is: $id } }) { nodes { onHand held available } } }', { id: made.productId })).stockLevels.nodes[0];
  expect(await held()).toEqual({ onHand: '9', held: '1', available: '8' });

  await page.goto(new URL(`/stockHolds?filter=${encodeURIComponent(JSON.stringify({ product: [made.productId] }))}`, page.url()).href);
  await settled(page);
  await page.getByRole('link', { name: 'Cheese EXP-1' }).first().click();
  await act(page, 'Release');
  await dialog(page).getByLabel(/^Why/).fill('Sealed again');
  await dialog(page).getByRole('button', { name: 'Release' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  expect(await held()).toEqual({ onHand: '9', held: '0', available: '9' });

  await page.goto(new URL(`/lotLevels?filter=${encodeURIComponent(JSON.stringify({ product: [made.productId] }))}`, page.url()).href);
  await settled(page);
  await page.getByRole('checkbox', { name: /SOON/ }).check();
  await page.getByRole('checkbox', { name: /LATER/ }).check();
  await act(page, 'Write off');
  await dialog(page).getByText('$36.00').first().waitFor(); // 9 × 4, as it would be posted
  await dialog(page).getByRole('button', { name: 'Write off' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  expect(await held()).toEqual({ onHand: '0', held: '0', available: '0' });
});

test('expiry alerts say what comes near its end, on a phone and in the dark as well', async () => {
  const made = await cheese('ALE-1');
  await stock(made, '2', { lots: [{ code: 'NIGH', expiresOn: demoDay(5) }] });
  const { raiseExpiryAlerts } = await import('../../server/src/inventory/expiryAlerts.ts');
  const { systemContext } = await import('../../server/src/context.ts');
  const { perform } = await import('../../server/src/shared/perform.ts');
  await perform(raiseExpiryAlerts, {}, await systemContext(ui.server.db, new Date(), 'JOB'));
  const page = await ui.open('/expiry-alerts', { role: 'SALES', viewport: { width: 390, height: 800 }, colorScheme: 'dark' });
  await settled(page);
  await page.getByRole('cell', { name: 'Within 7 days' }).first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await page.getByRole('link', { name: 'NIGH' }).click();
  await heading(page, 'NIGH');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
