// Promises as clients see them: kits by what can be put together, warehouses by rule and why, drop shipments.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type Asker, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => { server = await startTestServer({ template: 'northwind' }); });
afterAll(() => server.close());

const ask = async (query: string, variables: object = {}, as: Asker = { role: 'OWNER' }) => {
  const { data, errors } = await server.graphql(query, variables as Record<string, unknown>, as);
  expect(errors).toEqual([]);
  return data;
};
/** Sends a mutation; its payload, or its refusal. */
const send = async (name: string, input: object, fields: string, as: Asker = { role: 'OWNER' }) => {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  const data = await ask(`mutation($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Payload { ${fields} } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`, { input }, as);
  return data[name];
};
const product = async (name: string) => (await ask('query($name: String!) { products(filter: { name: { is: $name } }) { nodes { id version available onHand } } }', { name })).products.nodes[0];
const customer = async () => (await ask('{ customers(first: 1, filter: { isActive: true }) { nodes { id } } }')).customers.nodes[0].id;

/** More of a product in the main warehouse. */
const found = async (productId: string, quantity: string) => {
  const { warehouses } = await ask('{ warehouses(filter: { code: { is: "MAIN" } }) { nodes { id } } }');
  await send('adjustStock', { productId, warehouseId: warehouses.nodes[0].id, quantity, unitCost: '5', reason: 'FOUND' }, 'move { id }');
};

test('a kit is as available as its scarcest component, in lists, filters, by warehouse, and says which it is', async () => {
  for (const name of ['Chai', 'Chang']) await found((await product(name)).id, '400');
  const [chai, chang] = [await product('Chai'), await product('Chang')];
  const { units } = await ask('{ units(first: 1, filter: { code: { is: "PCS" } }) { nodes { id } } }');
  const made = await send('createProduct', { sku: 'BREAKFAST', name: 'Breakfast set', unitId: units.nodes[0].id, isStocked: false }, 'product { id version }');
  const parts = [{ productId: chai.id, quantity: '3' }, { productId: chang.id, quantity: '2' }];
  expect(await send('setKitComponents', { productId: made.product.id, version: made.product.version, components: parts }, 'product { isKit }')).toMatchObject({ product: { isKit: true } });
  const least = Math.min(Math.floor(chai.available / 3), Math.floor(chang.available / 2));
  const seen = await ask(`query($id: ID!) {
    products(filter: { isKit: true, kitAvailable: { min: "0" } }, orderBy: KIT_AVAILABLE_DESC) { nodes { id kitAvailable components(first: 5) { nodes { quantity makes component { name } } } } }
    kitAvailability(productId: $id) { available warehouse { code } scarcest { name } }
    others: products(first: 1, filter: { isKit: false }) { nodes { kitAvailable } }
    kitComponents(filter: { component: { is: $id } }) { totalCount }
  }`, { id: made.product.id });
  expect(seen.products.nodes).toHaveLength(1);
  expect(seen.products.nodes[0].kitAvailable).toBe(String(least));
  expect(seen.kitAvailability).toContainEqual({ available: String(least), warehouse: { code: 'MAIN' }, scarcest: { name: Math.floor(chai.available / 3) <= Math.floor(chang.available / 2) ? 'Chai' : 'Chang' } });
  expect(seen.others.nodes).toEqual([{ kitAvailable: null }]);
  const again = await product('Breakfast set');
  expect(await send('setKitComponents', { productId: chai.id, version: chai.version, components: [{ productId: made.product.id, quantity: '1' }] }, 'product { id }')).toMatchObject({ code: 'KIT_COMPONENT_UNFIT', message: 'Chai is a part of another kit, so it cannot become one.' });
  expect(await send('setKitComponents', { productId: made.product.id, version: again.version, components: [{ productId: made.product.id, quantity: '1' }] }, 'product { id }')).toMatchObject({ message: 'Breakfast set cannot be a part of itself.' });
  const sold = await send('placeOrder', { order: { customerId: await customer(), lines: [{ productId: made.product.id, quantity: '1', unitPrice: '50' }] } }, 'order { id reserved lines { reserved backordered reservations(first: 5) { nodes { reserved ready perKit why product { name } } } } }');
  expect(sold.order).toMatchObject({ reserved: '1', lines: [{ reserved: '1', backordered: '0' }] });
  expect(sold.order.lines[0].reservations.nodes.map((each: { reserved: string; ready: string }) => [each.reserved, each.ready]).sort()).toEqual([['2', '1'], ['3', '1']]);
});

test('orders without a warehouse follow the rule of their channel, and each reservation says why it lies there', async () => {
  const chai = await product('Chai');
  const { createWarehouse } = await ask('mutation { createWarehouse(input: { code: "EAST", name: "East", priority: 5 }) { ... on CreateWarehousePayload { warehouse { id } } } }');
  const east = createWarehouse.warehouse.id;
  await send('adjustStock', { productId: chai.id, warehouseId: east, quantity: '2', unitCost: '5', reason: 'FOUND' }, 'move { id }');
  const { rule } = await send('setAllocationRule', { strategy: 'PRIORITY' }, 'rule { id name strategy splitsLines }');
  expect(rule).toMatchObject({ name: 'All other channels: By priority', strategy: 'PRIORITY', splitsLines: true });
  const rules = await ask('{ allocationRules { nodes { channel strategy isActive } } allocationWarehouses { rule { id } warehouse { code } } }');
  expect(rules.allocationRules.nodes).toEqual([{ channel: null, strategy: 'PRIORITY', isActive: true }]);
  expect(rules.allocationWarehouses[0]).toEqual({ rule: { id: rule.id }, warehouse: { code: 'EAST' } });
  const lines = [{ productId: chai.id, quantity: '3', unitPrice: '18' }];
  const { previewOrder } = await ask('query($input: PreviewOrderInput!) { previewOrder(input: $input) { lines { short sources { quantity why warehouse { code } } } } }', { input: { lines } });
  expect(previewOrder.lines[0]).toMatchObject({ short: '0', sources: [{ quantity: '3', warehouse: { code: 'MAIN' } }] }); // the first that has all of it
  const placed = await send('placeOrder', { order: { customerId: await customer(), lines: [{ ...lines[0], quantity: '2' }] } }, 'order { id channel choosesWarehouse warehouse { code } lines { id reservations(first: 5) { nodes { reserved why warehouse { code } } } } }');
  expect(placed.order).toMatchObject({ channel: 'CONSOLE', choosesWarehouse: true, warehouse: { code: 'EAST' } });
  expect(placed.order.lines[0].reservations.nodes).toEqual([{ reserved: '2', why: expect.stringContaining('Asked first, by its priority of 5; it has all of the line'), warehouse: { code: 'EAST' } }]);
  const { warehouses } = await ask('{ warehouses(filter: { code: { is: "MAIN" } }) { nodes { id } } }');
  const moved = await send('reallocateOrder', { orderId: placed.order.id, warehouseId: warehouses.nodes[0].id, reason: 'East is closed today' }, 'order { warehouse { code } warehouseCount lines { reservations(first: 5) { nodes { reserved why } } } }');
  expect(moved.order).toMatchObject({ warehouse: { code: 'MAIN' }, warehouseCount: 1 });
  const { events } = await ask('query($id: ID!) { events(filter: { subject: { is: $id }, kind: { in: ["orderReallocated", "orderAllocated"] } }) { nodes { kindLabel reason } } }', { id: placed.order.id });
  expect(events.nodes.map(({ kindLabel, reason }: { kindLabel: string; reason: string | null }) => [kindLabel, reason])).toEqual([['Served from elsewhere', 'East is closed today'], ['Warehouses chosen', null]]);
  const { errors } = await server.graphql('mutation { setAllocationRule(input: { strategy: NEAREST }) { __typename } }', {}, { role: 'SALES' });
  expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
});

test('what a supplier sends is seen from the order, the purchase order and the shipment', async () => {
  const { supplierProducts } = await ask('{ supplierProducts(first: 1, filter: { isPreferred: true }) { nodes { product { id } supplier { id name } } } }');
  const [{ product: goods, supplier }] = supplierProducts.nodes;
  expect(await send('setDropShipping', { productId: goods.id, supplierId: supplier.id }, 'product { dropSupplier { name } }')).toMatchObject({ product: { dropSupplier: { name: supplier.name } } });
  const { order } = await send('placeOrder', { order: { customerId: await customer(), lines: [{ productId: goods.id, quantity: '2', unitPrice: '90' }] } }, 'order { id lines { isDropShipped reserved } actions { name allowed } }');
  expect(order.lines).toEqual([{ isDropShipped: true, reserved: '0' }]);
  expect(order.actions).toContainEqual({ name: 'dropShipOrder', allowed: true });
  const { purchaseOrders } = await send('dropShipOrder', { orderId: order.id }, 'purchaseOrders { id isDropShipped shipToCity customerOrder { id } supplier { name } lines { orderLine { no } } }');
  expect(purchaseOrders).toMatchObject([{ isDropShipped: true, customerOrder: { id: order.id }, supplier: { name: supplier.name }, lines: [{ orderLine: { no: 1 } }] }]);
  await send('placePurchaseOrder', { purchaseOrderId: purchaseOrders[0].id }, 'purchaseOrder { id }');
  expect(await send('receiveGoods', { purchaseOrderId: purchaseOrders[0].id }, 'receipt { id }')).toMatchObject({ code: 'DROP_SHIPPED' });
  const sent = await send('confirmDispatch', { purchaseOrderId: purchaseOrders[0].id }, 'order { status } shipment { isDropShipped receipt { isDropShipped customerOrder { id } } lines { cost { amount } } } purchaseOrder { status actions { name allowed } }');
  expect(sent).toMatchObject({ order: { status: 'SHIPPED' }, shipment: { isDropShipped: true, receipt: { isDropShipped: true, customerOrder: { id: order.id } } }, purchaseOrder: { status: 'RECEIVED' } });
  const { node } = await ask('query($id: ID!) { node(id: $id) { ... on Order { purchaseOrders { nodes { isDropShipped } } shipments { nodes { isDropShipped } } } } }', { id: order.id });
  expect(node).toEqual({ purchaseOrders: { nodes: [{ isDropShipped: true }] }, shipments: { nodes: [{ isDropShipped: true }] } });
});
