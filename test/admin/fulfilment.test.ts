// Deliveries, the packing bench, what waits, and returns in the console.
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { act, axeFindings, settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click();
const change = async <T = Record<string, never>>(name: string, input: object, fields: string): Promise<T> => {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  const answer = await ui.ask<Record<string, T & { __typename: string; message?: string }>>(
    `mutation($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Payload { ${fields} } ... on Refusal { message } ... on InputInvalid { fields { path message } } } }`, { input });
  expect(answer[name]?.__typename, JSON.stringify(answer)).toBe(`${type}Payload`);
  return answer[name] as T;
};
const ids: Record<string, string> = {};
const show = (resource: string, id: string) => `/${resource}/${encodeURIComponent(id)}/show`;

beforeAll(async () => {
  const { warehouses, units, customers } = await ui.ask<Record<'warehouses' | 'units' | 'customers', { nodes: { id: string }[] }>>(
    '{ warehouses(filter: { code: { is: "MAIN" } }) { nodes { id } } units(filter: { code: { is: "PCS" } }) { nodes { id } } customers(first: 1, filter: { isActive: true }) { nodes { id } } }');
  Object.assign(ids, { main: warehouses.nodes[0]?.id, unit: units.nodes[0]?.id, customer: customers.nodes[0]?.id });
  for (const [sku, name, quantity] of [['KETTLE', 'Kettle of copper', '20'], ['SIEVE', 'Sieve of steel', '3']] as const) {
    const { product } = await change<{ product: { id: string } }>('createProduct', { sku, name, unitId: ids.unit }, 'product { id }');
    ids[sku] = product.id;
    await change('adjustStock', { productId: product.id, warehouseId: ids.main, quantity, unitCost: '3', reason: 'FOUND' }, 'move { id }');
  }
});

/** An order of both products, placed. */
const place = async (kettles: string, sieves: string): Promise<string> => (await change<{ order: { id: string } }>('placeOrder', {
  acceptBackorder: true, order: { customerId: ids.customer, lines: [{ productId: ids.KETTLE, quantity: kettles, unitPrice: '10' }, { productId: ids.SIEVE, quantity: sieves, unitPrice: '4' }] },
}, 'order { id }')).order.id;

test('an order is planned, picked, packed on a phone by scan, and leaves as packed', async () => {
  const orderId = await place('3', '2');
  const page = await ui.open(show('orders', orderId), { role: 'WAREHOUSE' });
  await settled(page);
  await page.getByText('Allocated', { exact: true }).first().waitFor();
  await act(page, 'Plan delivery');
  await dialog(page).getByRole('button', { name: 'Plan delivery' }).click();
  await heading(page, /^DLV-/);
  await act(page, 'Pick');
  await dialog(page).getByLabel('Picked of Sieve of steel').fill('1');
  await dialog(page).getByRole('combobox', { name: 'Why less' }).click();
  await page.getByRole('option', { name: 'Other' }).click();
  await dialog(page).getByRole('button', { name: 'Pick', exact: true }).click();
  const bench = await page.getByRole('link', { name: 'Pack on the bench' }).getAttribute('href') ?? '';

  const phone = await ui.open(bench, { role: 'WAREHOUSE', viewport: { width: 390, height: 780 } });
  // Its bar of progress is no sign of loading.
  await phone.getByLabel('Scan or type a code').waitFor();
  const scan = async (code: string) => { await phone.getByLabel('Scan or type a code').fill(code); await phone.keyboard.press('Enter'); };
  await scan('KETTLE');
  await phone.getByText('1 × Kettle of copper into parcel 1').waitFor();
  await scan('NO-SUCH');
  await phone.getByText('Nothing here has the code NO-SUCH.').waitFor();
  await button(phone, 'Put in the rest of Kettle of copper').click();
  await phone.getByText('2 × Kettle of copper into parcel 1').waitFor();
  await button(phone, 'New parcel').click();
  await scan('SIEVE');
  await phone.getByText('1 × Sieve of steel into parcel 2').waitFor();
  expect(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await axeFindings(phone)).toEqual([]);
  // What was put in is kept: the bench goes on where it was left.
  await phone.reload();
  await phone.getByText('2 of 2 lines packed').waitFor();
  await button(phone, 'Close and pack').click();
  await heading(phone, /^DLV-/);

  await page.reload();
  await settled(page);
  await act(page, 'Ship');
  await dialog(page).getByLabel('Carrier').fill('Northern Mail');
  await dialog(page).getByRole('button', { name: 'Ship', exact: true }).click();
  await page.getByRole('link', { name: /^SHP-/ }).waitFor();
  const { node } = await ui.ask<{ node: { status: string; stage: string; shipments: { nodes: { quantity: string; carrier: string }[] } } }>('query($id: ID!) { node(id: $id) { ... on Order { status stage shipments { nodes { quantity carrier } } } } }', { id: orderId });
  expect(node).toMatchObject({ status: 'PART_SHIPPED', shipments: { nodes: [{ quantity: '4', carrier: 'Northern Mail' }] } });
});

test('who waits stands on a board, is given priority, or is offered something else', async () => {
  const orderId = await place('1', '9');
  const page = await ui.open(`/backorders?filter=${encodeURIComponent(JSON.stringify({ product: { is: ids.SIEVE } }))}`, { role: 'OWNER' });
  await settled(page);
  const row = page.getByRole('row').filter({ hasText: 'Sieve of steel' }).first();
  await row.getByRole('button', { name: 'Priority' }).click();
  await dialog(page).getByLabel('Priority').fill('8');
  await dialog(page).getByLabel('Reason').fill('They wait the longest');
  await dialog(page).getByRole('button', { name: 'Priority and policy' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  expect((await ui.ask<{ backorders: { nodes: { priority: number }[] } }>('{ backorders(orderBy: PRIORITY_DESC, first: 1) { nodes { priority } } }')).backorders.nodes).toEqual([{ priority: 8 }]);

  const order = await ui.open(show('orders', orderId), { role: 'OWNER' });
  await settled(order);
  await tab(order, 'Substitutes');
  await button(order, 'Substitute').last().click();
  await order.getByRole('combobox', { name: 'Offered instead' }).fill('Kettle of copper');
  await order.getByRole('option', { name: 'Kettle of copper' }).first().click();
  await dialog(order).getByLabel('Quantity').fill('2');
  await dialog(order).getByLabel('Reason').fill('No steel for weeks');
  await dialog(order).getByRole('button', { name: 'Propose a substitute' }).click();
  await button(order, 'Customer says yes').click();
  await dialog(order).getByLabel('Who of the customer answered').fill('Maria Anders');
  await dialog(order).getByRole('button', { name: 'Customer says yes' }).click();
  await order.getByText('Maria Anders').first().waitFor();
  const { node } = await ui.ask<{ node: { lines: { quantity: string; cancelled: string }[] } }>('query($id: ID!) { node(id: $id) { ... on Order { lines { quantity cancelled } } } }', { id: orderId });
  expect(node.lines.map(({ quantity, cancelled }) => `${quantity} ${cancelled}`)).toEqual(['1 0', '9 2', '2 0']);
});

test('goods come back by the shipment with which they left, into stock and as scrap, and are credited', async () => {
  const orderId = await place('4', '1');
  const { shipment } = await change<{ shipment: { id: string } }>('shipOrder', { orderId, lines: [{ orderLineId: (await ui.ask<{ node: { lines: { id: string }[] } }>('query($id: ID!) { node(id: $id) { ... on Order { lines { id } } } }', { id: orderId })).node.lines[0]?.id, quantity: '4' }] }, 'shipment { id }');
  // Invoiced by itself, or now: only what is invoiced can be credited.
  await ui.ask('mutation($input: InvoiceShipmentsInput!) { invoiceShipments(input: $input) { __typename } }', { input: { shipmentIds: [shipment.id] } });
  const page = await ui.open(show('shipments', shipment.id), { role: 'OWNER' });
  await settled(page);
  await act(page, 'Authorise a return');
  await dialog(page).getByLabel('Comes back of Kettle of copper').fill('3');
  await dialog(page).getByRole('button', { name: 'Authorise a return' }).click();
  await heading(page, /^RMA-/);
  await act(page, 'Goods came');
  await dialog(page).getByLabel('Came of Kettle of copper').fill('1');
  await dialog(page).getByRole('combobox', { name: 'What becomes of it' }).press('Enter');
  await page.getByRole('option', { name: 'Scrap' }).click();
  await dialog(page).getByLabel('What it looks like').fill('Dented');
  await dialog(page).getByText('Cost of returns').waitFor(); // what it will write stands there before
  await dialog(page).getByRole('button', { name: 'Goods came' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await page.getByText('Dented').waitFor();
  await act(page, 'Credit');
  await dialog(page).getByRole('button', { name: 'Credit', exact: true }).click();
  await page.getByRole('link', { name: /^CRN-/ }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  const { node } = await ui.ask<{ node: { returnCost: { amount: string }; returns: { nodes: { status: string; unsettled: string }[] } } }>('query($id: ID!) { node(id: $id) { ... on Order { returnCost { amount } returns { nodes { status unsettled } } } } }', { id: orderId });
  expect(node).toEqual({ returnCost: { amount: '3.00' }, returns: { nodes: [{ status: 'PART_RECEIVED', unsettled: '0' }] } });
});
