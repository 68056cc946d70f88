// Promises in the console: kits, rules of allocation, where goods come from and why, serving from elsewhere, drop shipment.
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { act, settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const pick = async (page: Page, label: string | RegExp, text: string) => {
  await page.getByRole('combobox', { name: label }).fill(text);
  await page.getByRole('option', { name: text }).first().click();
};
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click();
interface Named { id: string; name: string; version: number; available: string }
const product = async (name: string): Promise<Named> => (await ui.ask<{ products: { nodes: Named[] } }>(
  'query($name: String!) { products(filter: { name: { is: $name } }) { nodes { id name version available } } }', { name })).products.nodes[0] as Named;
const change = (name: string, type: string, input: object) => ui.ask(`mutation($input: ${type}Input!) { ${name}(input: $input) { __typename ... on Refusal { code message } ... on InputInvalid { fields { path message } } } }`, { input });
const ids: Record<string, string> = {};

beforeAll(async () => {
  const { warehouses, units, suppliers, customers } = await ui.ask<Record<'warehouses' | 'units' | 'suppliers' | 'customers', { nodes: { id: string }[] }>>(
    '{ warehouses(filter: { code: { is: "MAIN" } }) { nodes { id } } units(filter: { code: { is: "PCS" } }) { nodes { id } } suppliers(first: 1, filter: { isActive: true }) { nodes { id } } customers(first: 1, filter: { isActive: true }) { nodes { id } } }');
  Object.assign(ids, { main: warehouses.nodes[0]?.id, unit: units.nodes[0]?.id, supplier: suppliers.nodes[0]?.id, customer: customers.nodes[0]?.id });
  await change('createWarehouse', 'CreateWarehouse', { code: 'EAST', name: 'East hall', priority: 5 });
  const east = await ui.ask<{ warehouses: { nodes: { id: string }[] } }>('{ warehouses(filter: { code: { is: "EAST" } }) { nodes { id } } }');
  ids.east = east.warehouses.nodes[0]?.id ?? '';
  await change('createProduct', 'CreateProduct', { sku: 'TEA-SET', name: 'Tea set', unitId: ids.unit, isStocked: false });
  for (const name of ['Cup of clay', 'Pot of clay']) {
    await change('createProduct', 'CreateProduct', { sku: name, name, unitId: ids.unit });
    const { id } = await product(name);
    await change('adjustStock', 'AdjustStock', { productId: id, warehouseId: ids.main, quantity: '20', unitCost: '3', reason: 'FOUND' });
    await change('adjustStock', 'AdjustStock', { productId: id, warehouseId: ids.east, quantity: '4', unitCost: '3', reason: 'FOUND' });
  }
});

/** A draft of one line, and its page. */
async function draft(productId: string, quantity: string, role = 'OWNER'): Promise<Page> {
  const { createOrder } = await ui.ask<{ createOrder: { order: { id: string } } }>('mutation($input: CreateOrderInput!) { createOrder(input: $input) { ... on CreateOrderPayload { order { id } } } }',
    { input: { customerId: ids.customer, lines: [{ productId, quantity, unitPrice: '10' }] } });
  const page = await ui.open(`/orders/${encodeURIComponent(createOrder.order.id)}/show`, { role });
  await settled(page);
  return page;
}
const place = async (page: Page) => {
  await act(page, 'Place the order');
  await dialog(page).getByRole('button', { name: 'Place the order' }).click();
  await heading(page, /^ORD-/);
};

test('a kit is given its components, and shows how many can be put together, and which component is scarcest', async () => {
  const set = await product('Tea set');
  const page = await ui.open(`/products/${encodeURIComponent(set.id)}/show`, { role: 'OWNER' });
  await settled(page);
  await tab(page, 'Components');
  await act(page, 'Set the components');
  await pick(page, 'Component, line 1', 'Cup of clay');
  await dialog(page).getByLabel('Quantity, line 1').fill('6');
  await dialog(page).getByLabel('Quantity, line 1').press('Enter');
  await pick(page, 'Component, line 2', 'Pot of clay');
  await dialog(page).getByRole('button', { name: 'Set the components' }).click();
  await page.getByText('Sold as a set').waitFor();
  const row = page.getByRole('row', { name: /Main warehouse/ });
  await row.getByText('Cup of clay').waitFor();
  expect(await row.textContent()).toContain('3');
});

test('a rule is set, an order says where its goods would come from and why, and is served from elsewhere with a reason', async () => {
  const page = await ui.open('/allocation', { role: 'CONTROLLER' });
  await settled(page);
  await button(page, 'Set a rule: All channels without a rule of their own').click();
  await dialog(page).getByRole('button', { name: 'Set the rule' }).click();
  await page.getByText('1. East hall').waitFor();

  const order = await draft((await product('Cup of clay')).id, '2');
  await act(order, 'Place the order');
  await dialog(order).getByText('2 from East hall – Asked first, by its priority of 5; it has all of the line').waitFor();
  await dialog(order).getByLabel(/^Reserve later/).waitFor();
  await dialog(order).getByLabel(/^Take the order all the same/).waitFor();
  await dialog(order).getByRole('button', { name: 'Place the order' }).click();
  await heading(order, /^ORD-/);
  await order.getByText('2 reserved in').waitFor();
  await act(order, 'Serve from elsewhere');
  await pick(order, /^To the warehouse/, 'Main warehouse');
  await dialog(order).getByLabel(/^Reason/).fill('The truck leaves from there');
  await dialog(order).getByRole('button', { name: 'Serve from elsewhere' }).click();
  const why = order.getByText('Moved here by hand: The truck leaves from there');
  await why.waitFor();
  expect(await why.textContent()).toContain('2 reserved in Main warehouse');
});

test('an order that two warehouses serve is shipped from one after the other', async () => {
  const page = await draft((await product('Pot of clay')).id, '22');
  await place(page);
  await act(page, 'Ship');
  await dialog(page).getByLabel(/^Ship from/).waitFor();
  await dialog(page).getByRole('button', { name: 'Ship' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  await act(page, 'Ship');
  expect(await dialog(page).getByLabel(/^Ship from/).count()).toBe(0);
  await dialog(page).getByRole('button', { name: 'Ship' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'Shipments (2)' }).waitFor();
});

test('promised goods are handed to another order that waits for them', async () => {
  await change('createProduct', 'CreateProduct', { sku: 'RARE', name: 'Rare tea', unitId: ids.unit });
  const { id } = await product('Rare tea');
  await change('adjustStock', 'AdjustStock', { productId: id, warehouseId: ids.main, quantity: '1', unitCost: '3', reason: 'FOUND' });
  const first = await draft(id, '1');
  await place(first);
  const second = await draft(id, '1');
  await act(second, 'Place the order');
  await dialog(second).getByLabel(/^Take the order all the same/).check();
  await dialog(second).getByRole('button', { name: 'Place the order' }).click();
  await heading(second, /^ORD-/);
  const number = (await second.getByRole('heading', { level: 1 }).textContent()) ?? '';
  await act(first, 'Hand promised goods over');
  await dialog(first).getByLabel(/^Order that waits/).click();
  await first.getByRole('option', { name: new RegExp(number.trim().slice(0, 14)) }).click();
  await dialog(first).getByLabel(/^Reason/).fill('They open tomorrow');
  await dialog(first).getByRole('button', { name: 'Hand promised goods over' }).click();
  await first.getByText('1 waiting in').waitFor();
  const { reservations } = await ui.ask<{ reservations: { nodes: { reserved: string; order: { number: string } }[] } }>('query($id: ID!) { reservations(filter: { product: { is: $id } }, orderBy: PLACED_AT_ASC) { nodes { reserved order { number } } } }', { id });
  expect(reservations.nodes.map(({ reserved }) => reserved)).toEqual(['0', '1']);
});

test('a line is ordered from the supplier for the customer, and what the supplier has sent ships the order, on a phone', async () => {
  const { id } = await product('Cup of clay');
  await change('setSupplierProduct', 'SetSupplierProduct', { supplierId: ids.supplier, productId: id, unitCost: '4' });
  const page = await draft(id, '1');
  await place(page);
  await act(page, 'Order from the supplier');
  await dialog(page).getByRole('checkbox', { name: /Cup of clay/ }).check();
  await dialog(page).getByRole('button', { name: 'Order from the supplier' }).click();
  await page.getByText('Sent by the supplier').first().waitFor();
  await tab(page, 'Purchase orders (1)');
  const link = page.getByRole('link', { name: /^PUR-/ });
  await link.waitFor();
  const path = await link.getAttribute('href') ?? '';
  const phone = await ui.open(path.replace(/^.*#/, ''), { role: 'WAREHOUSE', viewport: { width: 390, height: 844 } });
  await settled(phone);
  await phone.getByText('For a customer\'s order').waitFor();
  await act(phone, 'Sent by the supplier');
  await dialog(phone).getByRole('button', { name: 'Sent by the supplier' }).click();
  await dialog(phone).waitFor({ state: 'detached' });
  const { purchaseOrders } = await ui.ask<{ purchaseOrders: { nodes: { status: string; customerOrder: { status: string } }[] } }>('{ purchaseOrders(filter: { isDropShipped: true }) { nodes { status customerOrder { status } } } }');
  expect(purchaseOrders.nodes).toMatchObject([{ status: 'RECEIVED' }]);
  expect(['SHIPPED', 'INVOICED']).toContain(purchaseOrders.nodes[0]?.customerOrder.status);
});
