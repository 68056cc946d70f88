// Lots as the API shows them: lists, records, trace, search, alerts, rights; the day of a firm far from Greenwich.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tokenHash } from '../../server/src/access/passwords.ts';
import { createProduct } from '../../server/src/catalogue/createProduct.ts';
import { expireAll } from '../../server/src/inventory/expireStock.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { prepareRecipe } from '../../server/src/supplies/prepareRecipe.ts';
import { createRecipe } from '../../server/src/supplies/saveRecipe.ts';
import { createWarehouse } from '../../server/src/inventory/saveWarehouse.ts';
import { dispatchTransfer } from '../../server/src/warehousing/dispatchTransfer.ts';
import { receiveTransfer } from '../../server/src/warehousing/receiveTransfer.ts';
import { createTransfer } from '../../server/src/warehousing/saveTransfer.ts';
import { createPurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { receiveGoods } from '../../server/src/purchasing/receiveGoods.ts';
import { reverseReceipt } from '../../server/src/purchasing/reverseReceipt.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { reverseShipment } from '../../server/src/fulfilment/reverseShipment.ts';
import { allowShortDated } from '../../server/src/orders/allowShortDated.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { dayIn } from '../../server/src/shared/time.ts';
import { newId } from '../../server/src/shared/perform.ts';
import { insert, write } from '../../server/src/shared/write.ts';
import { verify } from '../../server/src/verify.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

// What lists say of days left is told by the database's own clock.
const realDay = dayIn(new Date(), 'UTC');
let firm: Trade;
let server: TestServer;
let warehouseId: string;
let supplierId: string;
let unitId: string;
const keys: Record<string, string> = {};
beforeAll(async () => {
  firm = await startTrade();
  warehouseId = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
  unitId = globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'PCS'`)).id);
  supplierId = globalId('Supplier', (await firm.act(createSupplier, { code: 'DAIRY', name: 'Hill Dairy' })).supplier ?? '');
  const { id: companyId } = await firm.one<{ id: string }>(sql`SELECT id FROM "Company"`);
  for (const role of ['OWNER', 'SALES', 'WAREHOUSE'] as const) {
    keys[role] = `hsk_live_${randomBytes(24).toString('base64url')}`;
    const token = keys[role];
    await firm.db.transaction((tx) => write(tx, [insert('ApiKey', { id: newId(), companyId, name: role, prefix: token.slice(0, 14), tokenHash: tokenHash(token), role, scopes: [] })]));
  }
  server = await startTestServer({ database: firm.database });
  server.now.set(`${firstDay}T09:00:00Z`);
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await server.close();
  await firm.db.close();
});

let count = 0;
async function tracked(tracking = 'LOT', more: Record<string, unknown> = {}): Promise<string> {
  count += 1;
  return globalId('Product', (await firm.act(createProduct, { sku: `F${count}`, name: `Cheese ${count}`, unitId, tracking, ...more })).product ?? '');
}
const ask = async (query: string, variables: Record<string, unknown> = {}, role = 'OWNER') => {
  const { data, errors } = await server.graphql(query, variables, { key: keys[role] ?? '' });
  expect(errors).toEqual([]);
  return data;
};
async function bought(productId: string, lines: Record<string, unknown>): Promise<string> {
  const { purchaseOrder = '' } = await firm.act(createPurchaseOrder, { supplierId, lines: [{ productId, quantity: '10', unitCost: '3' }] });
  const purchaseOrderId = globalId('PurchaseOrder', purchaseOrder);
  await firm.act(placePurchaseOrder, { purchaseOrderId });
  const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "PurchaseOrderLine" WHERE "purchaseOrderId" = ${purchaseOrder}`);
  return globalId('Receipt', (await firm.act(receiveGoods, { purchaseOrderId, lines: [{ purchaseOrderLineId: globalId('PurchaseOrderLine', id), quantity: '10', ...lines }] })).receipt ?? '');
}
const lotId = async (productId: string, code: string) =>
  globalId('Lot', (await firm.one<{ id: string }>(sql`SELECT id FROM "Lot" WHERE "productId" = ${uuid(productId)} AND code = ${code}`)).id);

const TRACE = `query ($id: ID!) { lotTrace(lotId: $id) { received shipped used writtenOff onHand lot { code }
  steps { side kind quantity documentType documentLabel isReversed warehouse { code } customer { name } supplier { name } order { number } } } }`;

describe('a lot', () => {
  test('is traced from its supplier to its customers, through places of our own and goods that came back', async () => {
    const product = await tracked('LOT', { shelfLifeDays: 20 });
    await bought(product, { lots: [{ code: 'H1', quantity: '7', supplierLot: 'HD-77' }, { code: 'H2', quantity: '3', expiresOn: later(firstDay, 3) }] });
    const customerId = await firm.customer();
    const first = await firm.order(customerId, [{ productId: product, quantity: '5', unitPrice: '9' }]);
    await firm.ship(first);
    const second = await firm.order(await firm.customer(), [{ productId: product, quantity: '2', unitPrice: '9' }]);
    const shipment = await firm.ship(second);
    await firm.act(reverseShipment, { shipmentId: shipment, reason: 'Refused at the door' });
    const { warehouse = '' } = await firm.act(createWarehouse, { code: `W${count}`, name: 'Cold store' });
    const { transfer = '' } = await firm.act(createTransfer, { fromWarehouseId: warehouseId, toWarehouseId: globalId('Warehouse', warehouse), lines: [{ productId: product, quantity: '3' }] });
    const transferId = globalId('Transfer', transfer);
    const line = await firm.one<{ id: string }>(sql`SELECT id FROM "TransferLine" WHERE "transferId" = ${transfer}`);
    await firm.act(dispatchTransfer, { transferId, lines: [{ transferLineId: globalId('TransferLine', line.id), quantity: '3', lots: [{ code: 'H1' }] }] });
    await firm.act(receiveTransfer, { transferId });
    const { lotTrace } = await ask(TRACE, { id: await lotId(product, 'H1') });
    expect(lotTrace).toMatchObject({ received: '7', shipped: '2', used: '0', writtenOff: '0', onHand: '5', lot: { code: 'H1' } });
    expect(lotTrace.steps.map((step: Record<string, unknown>) => `${String(step.kind)} ${String(step.quantity)}${step.isReversed ? ' reversed' : ''}`))
      .toEqual(['RECEIPT 7', 'SHIPMENT -2', 'SHIPMENT -2 reversed', 'REVERSAL 2', 'TRANSFER_OUT -3', 'TRANSFER_IN 3', 'TRANSFER_OUT -3', 'TRANSFER_IN 3']);
    expect(lotTrace.steps.at(-1).warehouse.code).toMatch(/^W/);
    expect(lotTrace.steps[0]).toMatchObject({ side: 'SELF', documentType: 'Receipt', supplier: { name: 'Hill Dairy' }, customer: null });
    expect(lotTrace.steps[1]).toMatchObject({ documentType: 'Shipment', supplier: null });
    expect(lotTrace.steps[1].customer.name).toMatch(/^Customer/);
  });

  test('is traced through what was made of it, both ways', async () => {
    const milk = await tracked();
    await bought(milk, { lots: [{ code: 'MILK-1' }] });
    const dish = await tracked();
    const { recipe = '' } = await firm.act(createRecipe, { productId: dish, portions: '4', lines: [{ productId: milk, quantity: '8' }] });
    await firm.act(prepareRecipe, { recipeId: globalId('Recipe', recipe), lots: [{ code: 'DISH-1', expiresOn: later(firstDay, 8) }] });
    const customerId = await firm.customer();
    await firm.ship(await firm.order(customerId, [{ productId: dish, quantity: '3', unitPrice: '9' }]));
    const told = async (productId: string, code: string) => {
      const { lotTrace } = await ask(`query ($id: ID!) { lotTrace(lotId: $id) { received shipped used onHand steps { side depth kind quantity lot { code } customer { id } supplier { name } } } }`, { id: await lotId(productId, code) });
      return lotTrace;
    };
    const ahead = await told(milk, 'MILK-1');
    expect(ahead).toMatchObject({ received: '10', shipped: '0', used: '8', onHand: '2' });
    expect(ahead.steps.at(-1)).toMatchObject({ side: 'FORWARD', depth: 1, kind: 'SHIPMENT', quantity: '-3', lot: { code: 'DISH-1' }, customer: { id: customerId } });
    const back = await told(dish, 'DISH-1');
    expect(back).toMatchObject({ received: '4', shipped: '3', onHand: '1' });
    expect(back.steps[0]).toMatchObject({ side: 'BACK', depth: -1, kind: 'RECEIPT', lot: { code: 'MILK-1' }, supplier: { name: 'Hill Dairy' } });
  });

  test('has its days, its places, its worth and its history', async () => {
    const product = await tracked();
    await bought(product, { lots: [{ code: 'D1', expiresOn: later(realDay, 6) }] });
    const id = await lotId(product, 'D1');
    const { node } = await ask(`query ($id: ID!) { node(id: $id) { ... on Lot { code goodUntil daysLeft isExpired onHand available value { amount } supplier { name } receivedOn tracking
      levels { onHand warehouse { code } daysLeft value { amount } } moves { nodes { quantity kind effectiveOn } } product { tracking shelfLifeDays } actions { name allowed } } } }`, { id });
    expect(node).toMatchObject({
      code: 'D1', goodUntil: later(realDay, 6), daysLeft: 6, isExpired: false, onHand: '10', available: '10', value: { amount: '30.00' }, supplier: { name: 'Hill Dairy' },
      receivedOn: firstDay, tracking: 'LOT', levels: [{ onHand: '10', warehouse: { code: 'MAIN' }, daysLeft: 6, value: { amount: '30.00' } }],
      moves: { nodes: [{ quantity: '10', kind: 'RECEIPT', effectiveOn: firstDay }] }, actions: [{ name: 'updateLot', allowed: true }],
    });
  });

  test('is listed by what is left of its days, with sums, and found by its number', async () => {
    const product = await tracked();
    await bought(product, { lots: [{ code: 'NEAR', quantity: '4', expiresOn: later(realDay, 2) }, { code: 'FAR', quantity: '6', expiresOn: later(realDay, 90) }] });
    const { lotLevels } = await ask(`query ($filter: LotLevelFilter) { lotLevels(filter: $filter, orderBy: DAYS_LEFT_ASC) { nodes { lot { code } daysLeft } totals { onHand value { amount } } } }`,
      { filter: { product: { is: product }, daysLeft: { max: 30 } } });
    expect(lotLevels).toEqual({ nodes: [{ lot: { code: 'NEAR' }, daysLeft: 2 }], totals: { onHand: '4', value: { amount: '12.00' } } });
    const { lots } = await ask('query ($filter: LotFilter) { lots(filter: $filter, orderBy: CODE_ASC) { nodes { code } totals { onHand } } }', { filter: { product: { is: product }, search: 'far' } });
    expect(lots).toEqual({ nodes: [{ code: 'FAR' }], totals: { onHand: '6' } });
    const { search } = await ask('{ search(text: "NEAR") { kind label } }');
    expect(search).toContainEqual({ kind: 'Lot', label: 'NEAR' });
  });

  test('of a receipt that is taken back leaves, unless it was promised or sold', async () => {
    const product = await tracked();
    const receiptId = await bought(product, { lots: [{ code: 'R1', quantity: '4' }, { code: 'R2', quantity: '6' }] });
    await firm.order(await firm.customer(), [{ productId: product, quantity: '1', unitPrice: '9' }]);
    await bought(product, { lots: [{ code: 'R3' }] });
    expect(await firm.refusal(reverseReceipt, { receiptId, reason: 'Wrong' })).toBe('LOT_SHORT');
  });

  test('that a customer asks to last longer is passed over until somebody with the right allows it', async () => {
    const product = await tracked();
    await bought(product, { lots: [{ code: 'S1', expiresOn: later(firstDay, 5) }] });
    const customerId = await firm.customer({ minimumShelfLifeDays: 30 });
    const { order = '' } = await firm.act(placeOrder, { order: { customerId, lines: [{ productId: product, quantity: '3', unitPrice: '9' }] }, acceptBackorder: true });
    const orderId = globalId('Order', order);
    const waits = async () => (await firm.one<{ waits: number }>(sql`SELECT sum(backordered)::float AS waits FROM "Reservation" WHERE "orderId" = ${order}`)).waits;
    expect(await waits()).toBe(3);
    const MUTATION = `mutation ($input: AllowShortDatedInput!) { allowShortDated(input: $input) { __typename ... on Refusal { code } } }`;
    const sales = await server.graphql(MUTATION, { input: { orderId, reason: 'They said yes' } }, { key: keys.SALES ?? '' });
    expect(sales.errors[0]?.extensions.code).toBe('FORBIDDEN');
    await firm.act(allowShortDated, { orderId, reason: 'They said yes by phone' });
    expect(await waits()).toBe(0);
    expect(await firm.db.rows(sql`SELECT reason FROM "Event" WHERE kind = 'shortDatedAllowed' AND "subjectId" = ${order}`)).toEqual([{ reason: 'They said yes by phone' }]);
    expect(await firm.refusal(allowShortDated, { orderId, reason: 'Again' })).toBe('SHELF_LIFE_NOT_ASKED');
  });
});

describe('rights', () => {
  test('sales see what is there and until when, but neither its worth nor its moves', async () => {
    const product = await tracked();
    await bought(product, { lots: [{ code: 'X' }] });
    await ask('{ lots(first: 3) { nodes { code goodUntil available } } stockHolds(first: 1) { nodes { id } } expiryAlerts(first: 1) { nodes { id } } }', {}, 'SALES');
    for (const query of ['{ lots(first: 1) { nodes { value { amount } } } }', '{ lotMoves(first: 1) { nodes { quantity } } }']) {
      const { errors } = await server.graphql(query, {}, { key: keys.SALES ?? '' });
      expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });
});

describe('the day of the firm', () => {
  test.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kathmandu'])('ends a lot after midnight in %s, not before', async (timeZone) => {
    await firm.db.rows(sql`UPDATE "Company" SET "timeZone" = ${timeZone}`);
    const product = await tracked();
    await firm.act(recordOpeningStock, { lines: [{ productId: product, warehouseId, quantity: '2', unitCost: '1', lots: [{ code: 'Z', expiresOn: firstDay }] }] });
    const held = async () => (await firm.one<{ held: number }>(sql`SELECT held::float AS held FROM "StockLevel" WHERE "productId" = ${uuid(product)}`)).held;
    // The last minute of the first day there, and the first of the next.
    const noon = Date.parse(`${firstDay}T12:00:00Z`);
    const minutes = Array.from({ length: 60 * 48 }, (_, index) => new Date(noon - 86_400_000 + index * 60_000)).filter((at) => dayIn(at, timeZone) === firstDay);
    const last = minutes.at(-1) as Date;
    const expireAt = async (at: Date) => expireAll({ ...await firm.context(), now: at, today: dayIn(at, timeZone) });
    await expireAt(last);
    expect(await held()).toBe(0);
    await expireAt(new Date(last.getTime() + 60_000));
    expect(await held()).toBe(2);
    await firm.db.rows(sql`UPDATE "Company" SET "timeZone" = 'UTC'`);
  });
});
