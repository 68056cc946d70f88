// Whatever arrives at once gets the same answers and leaves the same firm as if it had come one after another.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { setKitComponents } from '../../server/src/catalogue/kits.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { createWarehouse } from '../../server/src/inventory/saveWarehouse.ts';
import { setAllocationRule } from '../../server/src/orders/allocationRules.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { reserveStock } from '../../server/src/orders/reserveStock.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { createProduct } from '../../server/src/catalogue/createProduct.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { burst, oneByOne, type Reply, type Request } from '../support/burst.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

type Send = (firm: Trade, requests: readonly Request[]) => Promise<Reply[]>;
let together: Trade;
let apart: Trade;
const warehouses = new Map<Trade, string[]>();
/** Two warehouses more, and a rule that splits orders over all three. */
async function furnish(firm: Trade): Promise<Trade> {
  const main = await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE code = ${'MAIN'}`);
  const ids = [globalId('Warehouse', main.id)];
  for (const code of ['EAST', 'WEST']) ids.push(globalId('Warehouse', (await firm.act(createWarehouse, { code, name: code, priority: ids.length })).warehouse ?? ''));
  await firm.act(setAllocationRule, { strategy: 'PRIORITY' });
  warehouses.set(firm, ids);
  return firm;
}
beforeAll(async () => { [together, apart] = await Promise.all([startTrade().then(furnish), startTrade().then(furnish)]); });
afterAll(async () => {
  for (const firm of [together, apart]) {
    expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
    await firm.close();
  }
});

const few = fc.integer({ min: 1, max: 4 });
const line = fc.record({ product: fc.nat(3), quantity: few, price: fc.integer({ min: 1, max: 999 }) });
/** Requests of one action that arrive at once. `which` names an order or customer of the firm by its place. */
const wave = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.record({ do: fc.constant('place' as const), which: fc.nat(2), lines: fc.array(line, { minLength: 1, maxLength: 3 }),
    patience: fc.constantFrom('none', 'acceptBackorder', 'reserveLater'), place: fc.option(fc.nat(2)), key: fc.option(fc.nat(3), { freq: 4 }) }), { minLength: 1, maxLength: 7 }) },
  fc.array(fc.record({ do: fc.constant('reserve' as const), which: fc.nat(12) }), { minLength: 1, maxLength: 6 }),
  fc.array(fc.record({ do: fc.constant('ship' as const), which: fc.nat(12), part: fc.boolean() }), { minLength: 1, maxLength: 6 }),
  fc.array(fc.record({ do: fc.constant('pay' as const), which: fc.nat(2), cents: fc.integer({ min: 1, max: 3000 }), fills: fc.boolean(),
    named: fc.option(fc.record({ invoice: fc.nat(3), cents: fc.integer({ min: 1, max: 900 }) })) }), { minLength: 1, maxLength: 6 }),
);
type Wave = typeof wave extends fc.Arbitrary<infer T> ? T : never;

interface Scene { customers: string[]; products: string[]; invoices: string[]; orders: string[] }

/** Goods in two lots of which the first expires first. */
async function inLots(firm: Trade): Promise<string> {
  const [unit, warehouse] = [await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'PCS'`), await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)];
  const made = await firm.one<{ n: number }>(sql`SELECT count(*)::int AS n FROM "Product"`);
  const { product = '' } = await firm.act(createProduct, { sku: `L${made.n}`, name: 'In lots', unitId: globalId('Unit', unit.id), tracking: 'LOT' });
  const productId = globalId('Product', product);
  const lots = [{ code: 'LATE', quantity: '4', expiresOn: later(firstDay, 90) }, { code: 'SOON', quantity: '3', expiresOn: later(firstDay, 9) }];
  await firm.act(recordOpeningStock, { lines: [{ productId, warehouseId: globalId('Warehouse', warehouse.id), quantity: '7', unitCost: '3.33', lots }] });
  return productId;
}

/** Three customers (one with little credit), three products (one scarce and in lots) over three warehouses, a kit of two of them, two invoices each to pay. */
async function setScene(firm: Trade): Promise<Scene> {
  const customers = [await firm.customer(), await firm.customer(), await firm.customer({ creditLimit: '60' })];
  const products = [await firm.product('4', '50'), await inLots(firm), await firm.product('1', '20')];
  const places = warehouses.get(firm) ?? [];
  await firm.act(recordOpeningStock, { lines: products.flatMap((productId, index) => places.slice(1).map((warehouseId, place) =>
    ({ productId, warehouseId, quantity: String(2 + 3 * index + place), unitCost: String(1 + place), ...(index === 1 ? { lots: [{ code: `P${place}`, expiresOn: later(firstDay, 20 - place) }] } : {}) }))) });
  const kit = await firm.service();
  await firm.act(setKitComponents, { productId: kit, version: 1, components: [{ productId: products[0], quantity: '2' }, { productId: products[1], quantity: '1' }] });
  products.push(kit);
  const service = await firm.service();
  const invoices: string[] = [];
  for (const amount of ['5', '7.77']) for (const customer of customers.slice(0, 2)) {
    invoices.push(await firm.invoice(customer, [{ productId: service, quantity: '1', unitPrice: amount }]));
  }
  return { customers, products, invoices, orders: [] };
}

const decimal = (cents: number) => (cents / 100).toFixed(2);
const at = (list: string[], which: number) => list[which % Math.max(list.length, 1)] ?? globalId('Order', '01890000-0000-7000-8000-000000000000');

async function requestOf(firm: Trade, scene: Scene, step: Wave[number], run: string): Promise<Request> {
  if (step.do === 'place') {
    return { action: placeOrder, key: step.key === null ? undefined : `${run}-${step.key}`, input: {
      [step.patience]: true, order: { customerId: scene.customers[step.which], ...(step.place === null ? {} : { warehouseId: warehouses.get(firm)?.[step.place] }), lines: step.lines.map(({ product, quantity, price }) =>
        ({ productId: scene.products[product], quantity: String(quantity), unitPrice: decimal(price) })) } } };
  }
  if (step.do === 'reserve') return { action: reserveStock, input: { orderId: at(scene.orders, step.which) } };
  if (step.do === 'ship') {
    const orderId = at(scene.orders, step.which);
    const [first] = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)} ORDER BY no LIMIT 1`);
    const lines = step.part && first ? [{ orderLineId: globalId('OrderLine', first.id), quantity: '1' }] : undefined;
    return { action: shipOrder, input: { orderId, ...(lines ? { lines } : {}) } };
  }
  const allocations = step.named ? [{ invoiceId: scene.invoices[step.named.invoice], amount: decimal(step.named.cents) }] : undefined;
  return { action: recordPayment, input: { customerId: scene.customers[step.which], amount: decimal(step.cents), method: 'BANK', oldestFirst: step.fills, allocations } };
}

async function walk(firm: Trade, waves: readonly Wave[], send: Send, run: string) {
  const scene = await setScene(firm);
  const answers: unknown[] = [];
  for (const each of waves) {
    const requests: Request[] = [];
    for (const step of each) requests.push(await requestOf(firm, scene, step, run));
    const replies = await send(firm, requests);
    answers.push(replies.map((reply) => ('result' in reply ? { replayed: reply.replayed } : reply)));
    for (const [index, reply] of replies.entries()) {
      if (each[index]?.do === 'place' && 'result' in reply && !reply.replayed) scene.orders.push(globalId('Order', String(reply.result.order)));
    }
  }
  return { answers, state: await stateOf(firm, scene) };
}

/** The firm as it is then, without ids and instants. */
async function stateOf(firm: Trade, { customers, products }: Scene) {
  const [ours, goods] = [customers.map(uuid), products.map(uuid)];
  const rows = (text: string, values: unknown[]) => firm.db.rows({ text, values } as unknown as Parameters<typeof firm.db.rows>[0]);
  return {
    orders: await rows(`SELECT row_number() OVER (ORDER BY o.number)::int AS n, array_position($1::uuid[], o."customerId") AS customer, o.status, o."totalMinor", o."openMinor",
      (SELECT json_agg(json_build_array(array_position($2::uuid[], l."productId"), l.quantity, l.shipped, r.held) ORDER BY l.no) FROM "OrderLine" l
        LEFT JOIN LATERAL (SELECT json_agg(json_build_array(w.code, array_position($2::uuid[], v."productId"), v.reserved, v.backordered, v.because - 'value')
          ORDER BY w.code, array_position($2::uuid[], v."productId")) AS held FROM "Reservation" v JOIN "Warehouse" w ON w.id = v."warehouseId" WHERE v."orderLineId" = l.id) r ON TRUE
        WHERE l."orderId" = o.id) AS lines, (SELECT w.code FROM "Warehouse" w WHERE w.id = o."warehouseId") AS place FROM "Order" o WHERE o."customerId" = ANY($1::uuid[]) ORDER BY o.number`, [ours, goods]),
    levels: await rows(`SELECT "onHand", reserved, backordered, "valueMinor", "lastSequence" FROM "StockLevel" s JOIN "Warehouse" w ON w.id = s."warehouseId" WHERE "productId" = ANY($1::uuid[]) ORDER BY array_position($1::uuid[], "productId"), w.code`, [goods]),
    moves: await rows(`SELECT array_position($1::uuid[], "productId") AS product, w.code, sequence, m.kind, quantity, "valueMinor" FROM "StockMove" m JOIN "Warehouse" w ON w.id = m."warehouseId" WHERE "productId" = ANY($1::uuid[]) ORDER BY 1, 2, 3`, [goods]),
    lots: await rows(`SELECT l.code, v."onHand", v.reserved, (SELECT json_agg(json_build_array(o.number, x.quantity) ORDER BY o.number, x.quantity) FROM "ReservedLot" x
      JOIN "Reservation" r ON r.id = x."reservationId" JOIN "Order" o ON o.id = r."orderId" WHERE x."lotId" = l.id) AS promised
      FROM "LotLevel" v JOIN "Lot" l ON l.id = v."lotId" WHERE l."productId" = ANY($1::uuid[]) ORDER BY l.code`, [goods]),
    credit: await rows(`SELECT "receivableMinor", "shippedNotInvoicedMinor", "openOrdersMinor", "unappliedMinor" FROM "CreditAccount" WHERE "customerId" = ANY($1::uuid[]) ORDER BY array_position($1::uuid[], "customerId")`, [ours]),
    items: await rows(`SELECT kind, "amountMinor", "openMinor", array_position($1::uuid[], "customerId") AS customer FROM "OpenItem" WHERE "customerId" = ANY($1::uuid[]) ORDER BY kind, number`, [ours]),
    books: await rows(`SELECT a.code, sum(l."companyMinor")::text AS amount, count(*)::int AS lines FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
      WHERE l."customerId" = ANY($1::uuid[]) OR l."productId" = ANY($2::uuid[]) GROUP BY 1 ORDER BY 1`, [ours, goods]),
    events: await rows(`SELECT kind, count(*)::int AS n FROM "Event" e WHERE e."subjectId" IN (SELECT id FROM "Order" WHERE "customerId" = ANY($1::uuid[])
      UNION SELECT id FROM "Shipment" WHERE "customerId" = ANY($1::uuid[]) UNION SELECT id FROM "Payment" WHERE "customerId" = ANY($1::uuid[])) GROUP BY 1 ORDER BY 1`, [ours]),
    numbers: await rows(`SELECT series, next FROM "NumberSeries" ORDER BY 1`, []),
  };
}

let run = 0;
test('any waves of placing, reserving, shipping and paying end alike, whether each wave came at once or one by one', async () => {
  await fc.assert(fc.asyncProperty(fc.array(wave, { minLength: 3, maxLength: 8 }), async (waves) => {
    run += 1;
    const [one, other] = [await walk(together, waves, burst, `k${run}`), await walk(apart, waves, oneByOne, `k${run}`)];
    expect(one.answers).toEqual(other.answers);
    expect(one.state).toEqual(other.state);
  }), { numRuns: 30, endOnFailure: true });
}, 240_000);
