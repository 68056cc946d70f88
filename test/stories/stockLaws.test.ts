// Whatever a firm does with its goods, in whatever order it tells it: verify finds nothing, which holds every law of docs/ledger.md
// (quantity and value are F, costs with their adjustments are F, layers, daily totals, the stock account on every day).
// Forty seeds are fixed, and those that ever failed; `pnpm test:long` tries fresh ones.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { createProduct } from '../../server/src/catalogue/createProduct.ts';
import { reverseShipment } from '../../server/src/fulfilment/reverseShipment.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { attributeCosts } from '../../server/src/inventory/attributeCosts.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { reverseAdjustment } from '../../server/src/inventory/reverseAdjustment.ts';
import { createWarehouse } from '../../server/src/inventory/saveWarehouse.ts';
import { postLandedCost } from '../../server/src/landedCosts/postLandedCost.ts';
import { reverseLandedCost } from '../../server/src/landedCosts/reverseLandedCost.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { recordBill } from '../../server/src/payables/recordBill.ts';
import { reverseBill } from '../../server/src/payables/reverseBill.ts';
import { createPurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { receiveGoods } from '../../server/src/purchasing/receiveGoods.ts';
import { reverseReceipt } from '../../server/src/purchasing/reverseReceipt.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import type { AnyAction } from '../../server/src/shared/action.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import { workspaceFolder } from '../../server/src/settings.ts';
import { verify } from '../../server/src/verify.ts';
import { dispatchTransfer } from '../../server/src/warehousing/dispatchTransfer.ts';
import { receiveTransfer } from '../../server/src/warehousing/receiveTransfer.ts';
import { reverseTransferStep } from '../../server/src/warehousing/reverseTransferStep.ts';
import { createTransfer } from '../../server/src/warehousing/saveTransfer.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

const DAYS = 25;
const kinds = ['found', 'lost', 'open', 'takeBack', 'receive', 'receive', 'unreceive', 'bill', 'unbill', 'freight', 'unfreight', 'ship', 'ship', 'unship', 'send', 'arrive', 'unsend'] as const;
const step = fc.record({
  kind: fc.constantFrom(...kinds), size: fc.integer({ min: 1, max: 9 }), cost: fc.integer({ min: 0, max: 999 }).map((cents) => (cents / 100).toFixed(2)),
  day: fc.integer({ min: 0, max: DAYS }), which: fc.nat({ max: 50 }), isEast: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let firm: Trade;
let main: string;
let east: string;
let supplierId: string;
let customerId: string;
let papers = 0;
async function found(): Promise<void> {
  firm = await startTrade();
  main = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
  east = globalId('Warehouse', (await firm.act(createWarehouse, { code: 'EAST', name: 'East' })).warehouse ?? '');
  supplierId = globalId('Supplier', (await firm.act(createSupplier, { code: 'TEA', name: 'Tea Traders' })).supplier ?? '');
  customerId = await firm.customer();
}
afterAll(() => firm.close());

const ids = async (type: string, statement: Parameters<Trade['db']['rows']>[0]) => (await firm.db.rows<{ id: string }>(statement)).map(({ id }) => globalId(type, id));
const pick = <T>(all: T[], which: number): T | undefined => all[which % Math.max(1, all.length)];

/** A product with goods on order and sold before anything has come, so that receipts and shipments may be told late. */
async function begin(seed: number) {
  firm.day = firstDay;
  const unitId = globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'PCS'`)).id);
  const productId = globalId('Product', (await firm.act(createProduct, { sku: `S${seed}`, name: `Tea ${seed}`, unitId, costingMethod: seed % 2 ? 'FIFO' : 'MOVING_AVERAGE', weight: '0.25' })).product ?? '');
  const { purchaseOrder = '' } = await firm.act(createPurchaseOrder, { supplierId, warehouseId: main, lines: [{ productId, quantity: '500', unitCost: `${(seed % 7) + 1}.37` }] });
  const purchaseOrderId = globalId('PurchaseOrder', purchaseOrder);
  await firm.act(placePurchaseOrder, { purchaseOrderId });
  const [lineId = ''] = await ids('PurchaseOrderLine', sql`SELECT id FROM "PurchaseOrderLine" WHERE "purchaseOrderId" = ${purchaseOrder}`);
  const orders: string[] = [];
  for (let n = 0; n < 8; n += 1) orders.push(globalId('Order', (await firm.act(placeOrder, { acceptBackorder: true, order: { customerId, lines: [{ productId, quantity: '9', unitPrice: '20' }] } })).order ?? ''));
  firm.day = later(firstDay, DAYS);
  return { productId, purchaseOrderId, lineId, orders };
}
type Begun = Awaited<ReturnType<typeof begin>>;

/** What a step asks for; undefined where there is nothing to do it with. */
async function asked({ productId, purchaseOrderId, lineId, orders }: Begun, { kind, size, cost, day, which, isEast }: Step): Promise<[AnyAction, Record<string, unknown>] | undefined> {
  const [on, warehouseId, quantity, reason] = [later(firstDay, day), isEast ? east : main, String(size), 'As it was'];
  const product = uuid(productId);
  const of = async (type: string, statement: Parameters<Trade['db']['rows']>[0]) => pick(await ids(type, statement), which);
  const received = sql`SELECT l.id FROM "ReceiptLine" l JOIN "Receipt" r ON r.id = l."receiptId" WHERE l."productId" = ${product} AND r.status = 'POSTED' ORDER BY l.id`;
  switch (kind) {
    case 'found': return [adjustStock, { productId, warehouseId, quantity, reason: 'COUNT', unitCost: cost, on }];
    case 'lost': return [adjustStock, { productId, warehouseId, quantity: `-${quantity}`, reason: 'SPOILAGE', on, freesReservations: true }];
    case 'open': return [recordOpeningStock, { on, lines: [{ productId, warehouseId, quantity, unitCost: cost }] }];
    case 'takeBack': {
      const moveId = await of('StockMove', sql`SELECT id FROM "StockMove" WHERE "productId" = ${product} AND kind IN ('ADJUSTMENT', 'OPENING') ORDER BY id`);
      return moveId ? [reverseAdjustment, { moveId, reason, on: later(firstDay, DAYS) }] : undefined;
    }
    case 'receive': return [receiveGoods, { purchaseOrderId, receivedOn: on, lines: [{ purchaseOrderLineId: lineId, quantity }] }];
    case 'unreceive': {
      const receiptId = await of('Receipt', sql`SELECT r.id FROM "Receipt" r JOIN "ReceiptLine" l ON l."receiptId" = r.id WHERE l."productId" = ${product} ORDER BY r.id`);
      return receiptId ? [reverseReceipt, { receiptId, reason, on: later(firstDay, DAYS) }] : undefined;
    }
    case 'bill': {
      const receiptLineId = await of('ReceiptLine', received);
      papers += 1;
      return receiptLineId ? [recordBill, { supplierId, supplierReference: `P-${papers}`, receiptLines: [{ receiptLineId, unitCost: cost }] }] : undefined;
    }
    case 'unbill': {
      const billId = await of('Bill', sql`SELECT b.id FROM "Bill" b JOIN "BillLine" l ON l."billId" = b.id WHERE l."productId" = ${product} ORDER BY b.id`);
      return billId ? [reverseBill, { billId, reason }] : undefined;
    }
    case 'freight': {
      const receiptLineId = await of('ReceiptLine', received);
      return receiptLineId && cost !== '0.00' ? [postLandedCost, { basis: 'WEIGHT', charges: [{ kind: 'FREIGHT', amount: cost }], lines: [{ receiptLineId }] }] : undefined;
    }
    case 'unfreight': {
      const landedCostId = await of('LandedCost', sql`SELECT c.id FROM "LandedCost" c JOIN "LandedCostLine" l ON l."landedCostId" = c.id WHERE l."productId" = ${product} ORDER BY c.id`);
      return landedCostId ? [reverseLandedCost, { landedCostId, reason }] : undefined;
    }
    case 'ship': {
      const orderId = pick(orders, which) ?? '';
      const [orderLineId] = await ids('OrderLine', sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)}`);
      return [shipOrder, { orderId, shippedOn: on, lines: [{ orderLineId, quantity }] }];
    }
    case 'unship': {
      const shipmentId = await of('Shipment', sql`SELECT s.id FROM "Shipment" s JOIN "ShipmentLine" l ON l."shipmentId" = s.id WHERE l."productId" = ${product} ORDER BY s.id`);
      return shipmentId ? [reverseShipment, { shipmentId, reason, reversedOn: later(firstDay, DAYS) }] : undefined;
    }
    case 'send': {
      const { transfer = '' } = await firm.act(createTransfer, { fromWarehouseId: warehouseId, toWarehouseId: isEast ? main : east, lines: [{ productId, quantity }] });
      return [dispatchTransfer, { transferId: globalId('Transfer', transfer), on }];
    }
    case 'arrive': {
      const transferId = await of('Transfer', sql`SELECT t.id FROM "Transfer" t JOIN "TransferLine" l ON l."transferId" = t.id WHERE l."productId" = ${product} ORDER BY t.id`);
      return transferId ? [receiveTransfer, { transferId, on }] : undefined;
    }
    case 'unsend': {
      const stepId = await of('TransferStep', sql`SELECT s.id FROM "TransferStep" s JOIN "TransferLine" l ON l."transferId" = s."transferId" WHERE l."productId" = ${product} ORDER BY s.id`);
      return stepId ? [reverseTransferStep, { stepId, reason }] : undefined;
    }
  }
}

/** A firm has so many sequences behind it at most: what is looked at after each grows with it. */
const OF_A_FIRM = 40;
const first = Number(process.env.HESABU_SEED ?? 1);
const drawn = Array.from({ length: Number(process.env.HESABU_SEQUENCES ?? 40) }, (_, index) => first + index);
// A list of numbers, kept by whoever found one.
const failed = JSON.parse(readFileSync(join(workspaceFolder, 'test/stories/failedSeeds.json'), 'utf8')) as number[];
const seeds = [...new Set([...failed, ...drawn])];
/** Sequences have goods of their own, so that what one has broken no other mends: in every run it is looked for after each fifth. */
const LOOKED_AFTER = seeds.length > OF_A_FIRM * 1.5 ? 1 : 5;

// Those that failed have a firm of their own: what is first in a firm may be why.
const isNewFirm = (index: number): boolean => index % OF_A_FIRM === 0 || index <= failed.length;

async function trySeed(seed: number): Promise<number> {
  let done = 0;
  const steps = fc.sample(fc.array(step, { minLength: 60, maxLength: 60 }), { seed, numRuns: 1 })[0] ?? [];
  const begun = await begin(seed);
  for (const each of steps) {
    try {
      const asks = await asked(begun, each);
      if (!asks) continue;
      await firm.act(...asks);
      done += 1;
    } catch (error) {
      if (!(error instanceof Refusal)) throw new Error(`seed ${seed}, ${JSON.stringify(each)}`, { cause: error });
    }
  }
  await attributeCosts(firm.db, firm.context);
  return done;
}

async function demandOrder(tried: readonly number[]): Promise<void> {
  const wrong = (await verify(firm.db)).filter(({ rows }) => rows.length > 0);
  expect({ tried, wrong }).toEqual({ tried, wrong: [] });
}

test('sixty steps with the goods of a firm, told in any order, forty times', async () => {
  let done = 0;
  const began = performance.now();
  for (const [index, seed] of seeds.entries()) {
    if (isNewFirm(index)) {
      if (index > 0) await firm.close();
      await found();
    }
    try {
      done += await trySeed(seed);
      if ((index + 1) % LOOKED_AFTER === 0 || index + 1 === seeds.length || isNewFirm(index + 1)) await demandOrder(seeds.slice(Math.max(0, index + 1 - LOOKED_AFTER), index + 1));
    } catch (error) {
      process.stderr.write(`seed ${seed}${LOOKED_AFTER > 1 ? ', or one of the four before it,' : ''} failed: keep it in test/stories/failedSeeds.json\n`);
      throw error;
    }
    const tried = index + 1;
    const left = ((performance.now() - began) / tried / 60_000) * (seeds.length - tried);
    if (seeds.length > OF_A_FIRM * 1.5 && tried % 10 === 0) process.stderr.write(`${tried} of ${seeds.length} sequences, seed ${seed}; about ${Math.ceil(left)} min to go\n`);
  }
  process.stderr.write(seeds.length > OF_A_FIRM * 1.5 ? `${done} steps were taken\n` : '');
  expect(done).toBeGreaterThan(seeds.length * 20);
}, 36_000_000);
