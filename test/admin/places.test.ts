// Places in the console: goods sent to another warehouse, bins, pick lists from order list to shipment, the layout report, and counting on a phone.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, axeFindings, settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const pick = async (page: Page, label: string, text: string) => {
  await page.getByRole('combobox', { name: label }).fill(text);
  await page.getByRole('option', { name: text }).first().click();
};
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const status = (page: Page, text: string) => page.locator('section', { has: page.locator('h1') }).getByText(text, { exact: true }).waitFor();
const change = async (name: string, input: object, fields: string): Promise<Record<string, Record<string, string>>> => {
  const { done } = await ui.ask<{ done: Record<string, Record<string, string>> }>(
    `mutation($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { done: ${name}(input: $input) { __typename ... on ${name[0]?.toUpperCase()}${name.slice(1)}Payload { ${fields} } ... on Refusal { message } } }`, { input });
  if (!String(done['__typename']).endsWith('Payload')) throw new Error(JSON.stringify(done));
  return done;
};
interface Found { id: string; name: string; sku: string; available: string; onHand: string }
const product = async (name: string): Promise<Found> => {
  const { products } = await ui.ask<{ products: { nodes: Found[] } }>('query($name: String!) { products(filter: { name: { is: $name } }) { nodes { id name sku available onHand } } }', { name });
  const [found] = products.nodes;
  if (!found) throw new Error(`no product ${name}`);
  return found;
};
const mainWarehouse = async () => (await ui.ask<{ warehouses: { nodes: { id: string }[] } }>('{ warehouses(filter: { isDefault: true }) { nodes { id } } }')).warehouses.nodes[0]?.id ?? '';

test('goods are sent to a new warehouse, come in part, and what is missing is given up and found again', async () => {
  const page = await ui.open('/warehouses/create', { role: 'CONTROLLER' });
  await settled(page);
  await page.getByLabel(/^Code/).fill('HARBOUR');
  await page.getByLabel(/^Name/).fill('Harbour store');
  await page.getByLabel(/^City/).fill('Seattle');
  await button(page, 'Create').click();
  await heading(page, 'HARBOUR · Harbour store');
  await page.getByText('Seattle').first().waitFor();
  await page.goto('/transfers/create');
  await settled(page);
  await pick(page, 'From', 'Main warehouse');
  await pick(page, 'To', 'Harbour store');
  await pick(page, 'Product, line 1', 'Röd Kaviar');
  await page.getByLabel('Quantity, line 1').fill('8');
  await page.getByRole('cell', { name: (await product('Röd Kaviar')).available, exact: true }).first().waitFor();
  await button(page, 'Create').click();
  await heading(page, /^TRF-/);
  await act(page, 'Dispatch');
  await dialog(page).getByRole('button', { name: 'Dispatch' }).click();
  await status(page, 'On its way');
  await act(page, 'Receive');
  await dialog(page).getByLabel('Röd Kaviar: what came').fill('5');
  await dialog(page).getByRole('button', { name: 'Receive' }).click();
  await status(page, 'Partly received');
  await act(page, 'Give up what is missing');
  await dialog(page).getByLabel(/^What happened/).fill('Dropped at the quay');
  await dialog(page).getByRole('button', { name: 'Give up what is missing' }).click();
  await status(page, 'Received');
  await button(page, 'Take back step 3: Given up').click();
  await dialog(page).getByLabel(/^What happened/).fill('They were under the tarp');
  await dialog(page).getByRole('button', { name: 'Take back' }).click();
  await status(page, 'Partly received');
  expect(await axeFindings(page)).toEqual([]);
  const { stockLevels } = await ui.ask<{ stockLevels: { nodes: object[] } }>('{ stockLevels(filter: { product: { is: "ID" } }, orderBy: WAREHOUSE_ASC) { nodes { onHand available incoming warehouse { name } } } }'.replace('ID', (await product('Röd Kaviar')).id));
  expect(stockLevels.nodes).toMatchObject([{ onHand: '5', incoming: '3', warehouse: { name: 'Harbour store' } }, { onHand: '3', available: '0', warehouse: { name: 'In transit' } }, { incoming: '0' }]);
});

test('bins are added by the aisle, filled, picked from for an order, and what was fetched is shipped', async () => {
  const [caviar, warehouseId] = [await product('Gustaf\'s Knäckebröd'), await mainWarehouse()];
  const page = await ui.open('/bins', { role: 'WAREHOUSE' });
  await settled(page);
  await act(page, 'Add bins');
  await pick(page, 'Warehouse', 'Main warehouse');
  await dialog(page).getByLabel(/^Code/).fill('K-');
  await dialog(page).getByLabel(/^How many/).fill('3');
  await dialog(page).getByLabel(/^Distance/).fill('4');
  await dialog(page).getByLabel(/^Metres from bin to bin/).fill('2.5');
  await dialog(page).getByText('3 bins, K-01 to K-03').waitFor();
  await dialog(page).getByRole('button', { name: 'Add bins' }).click();
  await page.getByRole('link', { name: 'K-03' }).waitFor();

  const { stockLevels } = await ui.ask<{ stockLevels: { nodes: { id: string }[] } }>('query($p: ID!, $w: ID!) { stockLevels(filter: { product: { is: $p }, warehouse: { is: $w } }) { nodes { id } } }', { p: caviar.id, w: warehouseId });
  await page.goto(`/stockLevels/${encodeURIComponent(stockLevels.nodes[0]?.id ?? '')}/show?tab=places`);
  await settled(page);
  await button(page, 'Put away').click();
  await pick(page, 'To bin', 'K-02');
  await dialog(page).getByLabel(/quantity/).fill('10');
  await dialog(page).getByRole('button', { name: 'Move' }).click();
  await page.getByRole('link', { name: 'K-02' }).waitFor();

  const { customers } = await ui.ask<{ customers: { nodes: { id: string }[] } }>('{ customers(first: 1, filter: { search: "Ernst" }) { nodes { id } } }');
  const { order = {} } = await change('placeOrder', { order: { customerId: customers.nodes[0]?.id, lines: [{ productId: caviar.id, quantity: '4' }] } }, 'order { id number }');
  await page.goto(`/orders?filter=${encodeURIComponent(JSON.stringify({ search: order['number'] }))}`);
  await settled(page);
  await page.getByRole('checkbox').nth(1).check();
  await act(page, 'Make a pick list');
  await dialog(page).getByRole('button', { name: 'Make a pick list' }).click();
  await heading(page, /^PCK-/);
  await page.getByRole('row', { name: /K-02/ }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await act(page, 'Enter what was picked');
  await dialog(page).getByLabel('K-02, Gustaf\'s Knäckebröd: picked').fill('3');
  await dialog(page).getByLabel(/^Why less/).click();
  await page.getByRole('option', { name: 'Not found' }).click();
  await dialog(page).getByRole('button', { name: 'Enter what was picked' }).click();
  await status(page, 'Picked');
  await button(page, `Ship ${order['number']}`).click();
  await page.getByText(/^Left with SHP-/).waitFor();
  const { node } = await ui.ask<{ node: object }>('query($id: ID!) { node(id: $id) { ... on Order { status lines { shipped } } } }', { id: order['id'] });
  expect(node).toEqual({ status: 'PART_SHIPPED', lines: [{ shipped: '3' }] });
});

test('the layout report says who walks how far, and a click makes the move', async () => {
  const warehouseId = await mainWarehouse();
  const crispbread = await product('Gustaf\'s Knäckebröd');
  const { bins } = await change('createBins', { warehouseId, bins: [{ code: 'FAR-1', sequence: 90, distance: '80' }] }, 'bins { id }') as unknown as { bins: { id: string }[] };
  await change('moveBinContents', { warehouseId, lines: [{ productId: crispbread.id, quantity: '7', fromBinId: (await ui.ask<{ bins: { nodes: { id: string }[] } }>('{ bins(filter: { code: { is: "K-02" } }) { nodes { id } } }')).bins.nodes[0]?.id, toBinId: bins[0]?.id }] }, 'warehouse { id }');
  const page = await ui.open('/warehouse-layout?from=1990-01-01', { role: 'WAREHOUSE' });
  await settled(page);
  await page.getByText(/picks?, [\d,.]+ m from the packing place/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: /^Move Gustaf's Knäckebröd to K-01/ }).click();
  await page.getByText('Nothing would save steps.').first().waitFor();
});

test('goods are counted on a phone by code, reviewed with their value, and posted', async () => {
  const warehouseId = await mainWarehouse();
  const [tofu, chai] = [await product('Tofu'), await product('Konbu')];
  const { stockCount = {} } = await change('startCount', { warehouseId, kind: 'CYCLE', productIds: [tofu.id, chai.id] }, 'stockCount { id number } lineCount');
  const phone = await ui.open(`/stockCounts/${encodeURIComponent(stockCount['id'] ?? '')}/show`, { role: 'WAREHOUSE', viewport: { width: 390, height: 844 }, hasTouch: true });
  await settled(phone);
  expect(await phone.getByRole('columnheader', { name: 'Expected' }).count()).toBe(0);
  await button(phone, 'Count now').click();
  await heading(phone, new RegExp(`^${stockCount['number']} ·`));
  await phone.getByLabel(/^Barcode, SKU/).fill(tofu.sku);
  await phone.keyboard.press('Enter');
  await phone.getByRole('heading', { level: 2, name: 'Tofu' }).waitFor();
  expect(await phone.getByText(/^Expected:/).count()).toBe(0);
  await phone.getByLabel('Counted').fill(String(Number(tofu.onHand) - 2));
  await phone.keyboard.press('Enter');
  await phone.getByText(/^Tofu: .* entered\.$/).waitFor();
  await phone.getByText('1 of 2 places counted').waitFor();
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await axeFindings(phone)).toEqual([]);
  await phone.getByRole('button', { name: /^Konbu/ }).click();
  await phone.getByLabel('Counted').fill(chai.onHand);
  await phone.keyboard.press('Enter');
  await phone.getByText('Everything has been counted.').waitFor();

  const page = await ui.open(`/stockCounts/${encodeURIComponent(stockCount['id'] ?? '')}/show`, { role: 'CONTROLLER' });
  await settled(page);
  await act(page, 'Counting is done');
  await dialog(page).getByRole('button', { name: 'Counting is done' }).click();
  await status(page, 'Under review');
  await page.getByRole('tab', { name: 'Differences (1)' }).click();
  await page.getByRole('cell', { name: 'Tofu' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await act(page, 'Post differences');
  await dialog(page).getByLabel(/^Why/).fill('Cycle count');
  await dialog(page).getByText('5200').waitFor();
  await dialog(page).getByRole('button', { name: 'Post differences' }).click();
  await status(page, 'Posted');
  expect((await product('Tofu')).onHand).toBe(String(Number(tofu.onHand) - 2));
  await page.goto('/count-accuracy');
  await settled(page);
  await page.getByRole('link', { name: stockCount['number'] ?? '' }).first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
});
