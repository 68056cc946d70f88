// The figures of stock reports, worked out a second time from the movements of a firm whose days passed at random.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { reverseAdjustment } from '../../server/src/inventory/reverseAdjustment.ts';
import { createWarehouse } from '../../server/src/inventory/saveWarehouse.ts';
import { stockAsOf } from '../../server/src/inventory/stockAsOf.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { reverseShipment } from '../../server/src/fulfilment/reverseShipment.ts';
import { cancelPurchaseOrder } from '../../server/src/purchasing/cancelPurchaseOrder.ts';
import { createPurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { receiveGoods } from '../../server/src/purchasing/receiveGoods.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { orderProposals, requestProposals } from '../../server/src/replenishment/orderProposals.ts';
import { overstock } from '../../server/src/replenishment/overstock.ts';
import { planReplenishment } from '../../server/src/replenishment/planReplenishment.ts';
import { projectedStock } from '../../server/src/replenishment/projectedStock.ts';
import { setReorderRules } from '../../server/src/replenishment/reorderRules.ts';
import { stockAge } from '../../server/src/replenishment/stockAge.ts';
import { stockClasses } from '../../server/src/replenishment/stockClasses.ts';
import { stockPosition } from '../../server/src/replenishment/stockPosition.ts';
import { stockTurnover } from '../../server/src/replenishment/stockTurnover.ts';
import { setSupplierProduct } from '../../server/src/purchasing/supplierProducts.ts';
import { globalId, type InputOf, type InputShape } from '../../server/src/shared/input.ts';
import { minor, plus, type Minor } from '../../server/src/shared/money.ts';
import { parseQuantity, parseRate, printQuantity, type Rate } from '../../server/src/shared/quantity.ts';
import { answerReport, type Report } from '../../server/src/shared/report.ts';
import { addDays, daysBetween, type Day } from '../../server/src/shared/time.ts';
import { verify } from '../../server/src/verify.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
const products: string[] = [];
const warehouses: string[] = [];
let state = 7;
const random = (below: number): number => { state = (state * 1_103_515_245 + 12_345) % 2_147_483_648; return Math.floor((state / 2_147_483_648) * below); };
const any = <T>(all: readonly T[]): T => all[random(all.length)] as T;
const ask = async <S extends InputShape, R, T>(report: Report<S, R, T>, args: InputOf<S>): Promise<T> => answerReport(report, args, await firm.context());
const ids = (type: string, table: string, where: string) => firm.db.rows<{ id: string }>({ text: `SELECT id FROM "${table}" WHERE ${where} ORDER BY id`, values: [] } as never)
  .then((rows) => rows.map(({ id }) => globalId(type, id)));

const DAYS = 110;
beforeAll(async () => {
  firm = await startTrade();
  await firm.act(createWarehouse, { code: 'EAST', name: 'East' });
  warehouses.push(...await ids('Warehouse', 'Warehouse', 'TRUE'));
  const supplierId = globalId('Supplier', (await firm.act(createSupplier, { code: 'S', name: 'Supplier' })).supplier ?? '');
  for (let index = 0; index < 4; index += 1) {
    const productId = await firm.product(any(['1.37', '2.999', '0.333', '12']), '40', { reorderPoint: '30' });
    products.push(productId);
    await firm.act(setSupplierProduct, { supplierId, productId, unitCost: '3.1', leadTimeDays: 4 });
  }
  const customerId = await firm.customer();
  const steps: (() => Promise<unknown>)[] = [
    async () => firm.act(placePurchaseOrder, { purchaseOrderId: globalId('PurchaseOrder', (await firm.act(createPurchaseOrder, {
      supplierId, warehouseId: any(warehouses), lines: [{ productId: any(products), quantity: String(5 + random(40)) }],
    })).purchaseOrder ?? '') }),
    async () => { for (const purchaseOrderId of (await ids('PurchaseOrder', 'PurchaseOrder', `status IN ('ORDERED', 'PART_RECEIVED')`)).slice(0, 1)) await firm.act(receiveGoods, { purchaseOrderId }); },
    async () => { for (const purchaseOrderId of (await ids('PurchaseOrder', 'PurchaseOrder', `status = 'ORDERED'`)).slice(3, 4)) await firm.act(cancelPurchaseOrder, { purchaseOrderId, reason: 'x' }); },
    async () => firm.act(placeOrder, { acceptBackorder: true, order: { customerId, warehouseId: any(warehouses), requiredOn: later(firm.day, random(20)), lines: [{ productId: any(products), quantity: String(1 + random(12)), unitPrice: '20' }] } }),
    async () => { for (const orderId of (await ids('Order', 'Order', `status = 'PLACED' AND NOT EXISTS (SELECT FROM "Reservation" r WHERE r."orderId" = "Order".id AND r.backordered > 0)`)).slice(0, 2)) await firm.act(shipOrder, { orderId }); },
    async () => { const all = await ids('Shipment', 'Shipment', `status = 'POSTED' AND "invoiceId" IS NULL`); if (all.length > 0 && random(3) === 0) await firm.act(reverseShipment, { shipmentId: any(all), reason: 'x' }); },
    async () => { const all = await ids('Order', 'Order', `status = 'PLACED'`); if (all.length > 0 && random(4) === 0) await firm.act(cancelOrder, { orderId: any(all), reason: 'x' }); },
    async () => firm.act(adjustStock, { productId: any(products), warehouseId: any(warehouses), quantity: String(1 + random(6)), reason: 'FOUND', unitCost: '2.5' }),
    async () => firm.refusal(adjustStock, { productId: any(products), warehouseId: any(warehouses), quantity: String(-1 - random(5)), reason: any(['SPOILAGE', 'OWN_USE', 'COUNT']) }),
    async () => { const all = await ids('StockMove', 'StockMove', `kind = 'ADJUSTMENT'`); if (all.length > 0) await firm.refusal(reverseAdjustment, { moveId: any(all), reason: 'x' }); },
    async () => firm.act(planReplenishment, {}),
    async () => firm.act(setSupplierProduct, { supplierId, productId: any(products), unitCost: any(['1.111', '3.3333', '7']), leadTimeDays: 2 + random(6) }),
    async () => { const [proposalId] = await ids('ReorderProposal', 'ReorderProposal', `status = 'OPEN' AND kind = 'ORDER'`); if (proposalId) await firm.act(random(2) ? orderProposals : requestProposals, { proposals: [{ proposalId }] }); },
  ];
  for (let index = 0; index < DAYS; index += 1) {
    firm.day = later(firstDay, index);
    for (let turn = 0; turn < 3; turn += 1) await any(steps)();
  }
  for (const productId of products) await firm.act(setReorderRules, { rules: [{ productId, warehouseId: warehouses[0], reorderPoint: '5', safetyStock: '3' }] });
}, 120_000);
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

interface Move { id: string; product: string; warehouse: string; quantity: string; value: string; day: Day; kind: string; order: string | null; reverses: string | null }
const movesUntil = (on: Day) => firm.db.rows<Move>(sql`SELECT id, "productId" AS product, "warehouseId" AS warehouse, quantity::text AS quantity, "valueMinor"::text AS value, "effectiveOn"::text AS day, kind::text AS kind,
  "orderId" AS order, "reversesMoveId" AS reverses FROM "StockMove" WHERE "effectiveOn" <= ${on} ORDER BY "effectiveOn", sequence`);
const days = [20, 55, 80, DAYS - 1].map((index) => later(firstDay, index));
const stockAccount = async (on: Day): Promise<bigint> => BigInt((await firm.one<{ value: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS value FROM "JournalLine" l
  JOIN "Account" a ON a.id = l."accountId" WHERE a.code = '1300' AND l."effectiveOn" <= ${on}`)).value);

/** Units by bucket of one pool: what leaves takes the oldest, what is taken back never was. */
function agedByHand(moves: Move[], on: Day): bigint[] {
  const reversed = new Map(moves.flatMap((move) => (move.reverses ? [[move.reverses, parseQuantity(move.quantity) ?? 0n] as const] : [])));
  const real = moves.filter(({ reverses }) => !reverses).map((move) => ({ day: move.day, units: (parseQuantity(move.quantity) ?? 0n) + (reversed.get(move.id) ?? 0n) }));
  const layers = real.filter(({ units }) => units > 0n).map((each) => ({ ...each }));
  let out = -real.filter(({ units }) => units < 0n).reduce((sum, { units }) => sum + units, 0n);
  for (const layer of layers) {
    const taken = out < layer.units ? out : layer.units;
    layer.units -= taken;
    out -= taken;
  }
  const buckets = [0n, 0n, 0n, 0n];
  for (const { day, units } of layers) {
    const age = daysBetween(day, on);
    const at = age <= 30 ? 0 : age <= 60 ? 1 : age <= 90 ? 2 : 3;
    buckets[at] = (buckets[at] ?? 0n) + units;
  }
  return buckets;
}

describe('stock by age', () => {
  test.each(days)('on %s is what the movements say; its sums are on hand and the stock account', async (on) => {
    const report = await ask(stockAge, { on, groupBy: 'PRODUCT_AND_WAREHOUSE' });
    const moves = await movesUntil(on);
    expect(report.rows.length).toBeGreaterThan(3);
    for (const row of report.rows) {
      const own = moves.filter(({ product, warehouse }) => product === row.product && warehouse === row.warehouse);
      expect([row.quantity0to30, row.quantity31to60, row.quantity61to90, row.quantityOver90]).toEqual(agedByHand(own, on));
      expect(row.quantity).toBe(own.reduce((sum, { quantity }) => sum + (parseQuantity(quantity) ?? 0n), 0n));
      expect(plus(row.value0to30, row.value31to60, row.value61to90, row.valueOver90)).toBe(row.value);
      expect(row.value).toBe(own.reduce((sum, { value }) => sum + BigInt(value), 0n));
    }
    expect(report.totals.value).toBe(await stockAccount(on));
    for (const groupBy of ['PRODUCT', 'CATEGORY', 'WAREHOUSE', 'SUPPLIER'] as const) {
      const grouped = await ask(stockAge, { on, groupBy });
      expect(grouped.totals).toEqual(report.totals);
      for (const figure of ['value', 'value0to30', 'valueOver90', 'quantity', 'quantity31to60', 'deadValue'] as const) {
        expect(grouped.rows.reduce((sum, row) => sum + row[figure], 0n)).toBe(report.totals[figure]);
      }
    }
  });

  test('of one warehouse is that part of it', async () => {
    const [a, b] = await Promise.all(warehouses.map((warehouseId) => ask(stockAge, { warehouseId: uuid(warehouseId) })));
    const whole = await ask(stockAge, {});
    expect(plus(a?.totals.value ?? minor(0), b?.totals.value ?? minor(0))).toBe(whole.totals.value);
  });
});

describe('turnover', () => {
  test('is the cost of what was sold over the average of the daily closing values, by whatever group', async () => {
    const [from, to] = [later(firstDay, 30), later(firstDay, 74)];
    const closing = new Map<string, Minor>();
    for (let on = from; on <= to; on = addDays(on, 1)) {
      for (const { product, value } of (await ask(stockAsOf, { on })).rows) closing.set(product, plus(closing.get(product) ?? minor(0), value));
    }
    const moves = (await movesUntil(to)).filter(({ day, order }) => day >= from && order !== null);
    const known = await firm.db.rows<{ product: string; cost: string }>(sql`SELECT m."productId" AS product, sum(CASE WHEN m.quantity < 0 THEN a."differenceMinor" ELSE -a."differenceMinor" END)::text AS cost
      FROM "CostAdjustment" a JOIN "StockMove" m ON m.id = a."moveId" WHERE m."orderId" IS NOT NULL AND a."effectiveOn" BETWEEN ${from} AND ${to} GROUP BY 1`);
    const report = await ask(stockTurnover, { from, to, groupBy: 'PRODUCT', carryingRate: parseRate('0.25') as Rate });
    expect(report.days).toBe(45);
    for (const row of report.rows) {
      const sumOfDays = closing.get(row.product ?? '') ?? minor(0);
      const cost = BigInt(known.find(({ product }) => product === row.product)?.cost ?? '0')
        - moves.filter(({ product }) => product === row.product).reduce((sum, { value }) => sum + BigInt(value), 0n);
      expect(row.costOfSales).toBe(cost);
      const average = Number(sumOfDays) / 45;
      expect(Math.abs(Number(row.averageValue) - average)).toBeLessThanOrEqual(0.5);
      expect(Number(row.turnover) / 1e6).toBeCloseTo(Number(cost) / average, 5);
      if (cost > 0n) expect(Number(row.daysOnHand) / 1e6).toBeCloseTo(45 / (Number(cost) / average), 4);
      expect(Math.abs(Number(row.carryingCost) - 0.25 * average * 45 / 365)).toBeLessThanOrEqual(0.5001);
    }
    const byWarehouse = await ask(stockTurnover, { from, to, groupBy: 'WAREHOUSE', carryingRate: parseRate('0.25') as Rate });
    expect(byWarehouse.totals).toEqual(report.totals);
    expect(report.totals.closingValue).toBe(await stockAccount(to));
    expect(plus(...byWarehouse.rows.map(({ costOfSales }) => costOfSales))).toBe(report.totals.costOfSales);
  });

  test('counts what becomes known of a cost later on the day on which it is booked; closing values and ages stay those of the stock account', async () => {
    const to = days[3] as Day;
    firm.day = to;
    for (const productId of products) {
      await firm.act(adjustStock, { productId, warehouseId: warehouses[0], quantity: '25', reason: 'FOUND', unitCost: '41.07', on: later(firstDay, 35) });
    }
    const { difference } = await firm.one<{ difference: string }>(sql`SELECT coalesce(sum(a."differenceMinor"), 0)::text AS difference FROM "CostAdjustment" a JOIN "StockMove" m ON m.id = a."moveId" WHERE m."orderId" IS NOT NULL AND m.quantity < 0`);
    const { back } = await firm.one<{ back: string }>(sql`SELECT coalesce(sum(a."differenceMinor"), 0)::text AS back FROM "CostAdjustment" a JOIN "StockMove" m ON m.id = a."moveId" WHERE m."orderId" IS NOT NULL AND m.quantity > 0`);
    expect(BigInt(difference)).toBeGreaterThan(0n);
    const moves = (await movesUntil(to)).filter(({ order }) => order !== null);
    const found = await ask(stockTurnover, { from: firstDay, to });
    expect(found.totals.costOfSales).toBe(-moves.reduce((sum, { value }) => sum + BigInt(value), 0n) + BigInt(difference) - BigInt(back));
    expect(found.totals.closingValue).toBe(await stockAccount(to));
    const aged = await ask(stockAge, { on: to });
    expect(aged.totals.value).toBe(await stockAccount(to));
    expect(plus(aged.totals.value0to30, aged.totals.value31to60, aged.totals.value61to90, aged.totals.valueOver90)).toBe(aged.totals.value);
  });

  test('refuses a period that ends before it begins', async () => {
    await expect(ask(stockTurnover, { from: days[1] as Day, to: days[0] as Day })).rejects.toMatchObject({ issues: [{ path: ['to'] }] });
  });
});

const isUse = (all: Move[]) => {
  const reversed = new Set(all.flatMap(({ reverses }) => reverses ?? []));
  return ({ id, kind, quantity }: Move) => (kind === 'SHIPMENT' || kind === 'OWN_USE') && quantity.startsWith('-') && !reversed.has(id);
};

test('classes rank products by the cost of what was used; shares sum to one', async () => {
  const [from, to] = [days[0] as Day, days[3] as Day];
  const all = await movesUntil(later(to, 60));
  const report = await ask(stockClasses, { from, to });
  const use = isUse(all);
  for (const row of report.rows) {
    const own = all.filter((move) => use(move) && move.product === row.product && move.day >= from && move.day <= to);
    expect([row.value, row.issues]).toEqual([-own.reduce((sum, { value }) => sum + BigInt(value), 0n), own.length]);
  }
  expect(report.rows.map(({ value }) => value)).toEqual(report.rows.map(({ value }) => value).toSorted((a, b) => (a > b ? -1 : 1)));
  expect(report.rows.at(-1)?.cumulativeShare).toBe(1_000_000n);
  expect(report.rows[0]?.stockClass).toBe('A');
});

test('overstock is what lasts for longer than it should, by what was used before the day', async () => {
  const on = days[3] as Day;
  const all = await movesUntil(on);
  const use = isUse(all);
  const report = await ask(overstock, { on, coverDays: 20 });
  for (const row of report.rows) {
    const own = all.filter(({ product, warehouse }) => product === row.product && warehouse === row.warehouse);
    const used = -own.filter((move) => use(move) && move.day > later(on, -90)).reduce((sum, { quantity }) => sum + Number(quantity), 0);
    const onHand = own.reduce((sum, { quantity }) => sum + Number(quantity), 0);
    expect(Number(printQuantity(row.excess))).toBe(onHand - Math.ceil((used * 20) / 90));
    if (used > 0) expect(Number(row.coverDays) / 1e6).toBeCloseTo(onHand / (used / 90), 4);
    else expect(row.coverDays).toBeNull();
  }
  expect(report.rows.length).toBeGreaterThan(0);
  expect(report.excessValue).toBe(plus(...report.rows.map(({ excessValue }) => excessValue)));
});

describe('balances of a product in a place', () => {
  test('are what the documents say, after whatever happened, in one question', async () => {
    for (const product of products) {
      for (const warehouse of [...warehouses, null]) {
        const place = warehouse ? uuid(warehouse) : null;
        const found = await ask(stockPosition, { productId: uuid(product), ...(place ? { warehouseId: place } : {}) });
        const said = await firm.one<Record<string, string>>(sql`SELECT
          (SELECT coalesce(sum(quantity), 0) FROM "StockMove" WHERE "productId" = ${uuid(product)} AND (${place}::uuid IS NULL OR "warehouseId" = ${place}::uuid))::text AS "onHand",
          (SELECT coalesce(sum(reserved), 0) FROM "Reservation" WHERE "productId" = ${uuid(product)} AND (${place}::uuid IS NULL OR "warehouseId" = ${place}::uuid))::text AS reserved,
          (SELECT coalesce(sum(backordered), 0) FROM "Reservation" WHERE "productId" = ${uuid(product)} AND (${place}::uuid IS NULL OR "warehouseId" = ${place}::uuid))::text AS backordered,
          (SELECT coalesce(sum(l.quantity - l.received), 0) FROM "PurchaseOrderLine" l JOIN "PurchaseOrder" o ON o.id = l."purchaseOrderId" WHERE l."productId" = ${uuid(product)}
            AND o.status IN ('ORDERED', 'PART_RECEIVED') AND (${place}::uuid IS NULL OR o."warehouseId" = ${place}::uuid))::text AS incoming,
          (SELECT coalesce(sum(l.quantity - l.ordered - l.closed), 0) FROM "RequisitionLine" l JOIN "Requisition" r ON r.id = l."requisitionId" WHERE l."productId" = ${uuid(product)}
            AND r.status IN ('SUBMITTED', 'APPROVED', 'ORDERED') AND (${place}::uuid IS NULL OR r."warehouseId" = ${place}::uuid))::text AS requested`);
        const of = (name: string) => parseQuantity(said[name] ?? '') ?? 0n;
        expect(found).toMatchObject(Object.fromEntries(['onHand', 'reserved', 'backordered', 'incoming', 'requested'].map((name) => [name, of(name)])));
        expect(found?.available).toBe(of('onHand') - of('reserved'));
        expect(found?.projected).toBe(of('onHand') + of('incoming') + of('requested') - of('reserved') - of('backordered'));
      }
    }
    expect(await ask(stockPosition, { productId: uuid(products[0] ?? ''), warehouseId: uuid(products[0] ?? '') })).toMatchObject({ onHand: 0n, projected: 0n });
  });

  test('are where the look ahead ends, as far as it looks', async () => {
    for (const product of products) {
      for (const warehouse of warehouses) {
        const [productId, warehouseId] = [uuid(product), uuid(warehouse)];
        const ahead = await ask(projectedStock, { productId, warehouseId, horizonDays: 365 });
        const now = await ask(stockPosition, { productId, warehouseId });
        expect(ahead?.days.at(-1)?.balance).toBe(now?.projected);
        expect(ahead?.days).toHaveLength(366);
      }
    }
  });
});
