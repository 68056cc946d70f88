// Whatever a firm does with its orders, in whatever order, and several at once: no step leads where the tables of moves do not
// (orders/moves.ts, fulfilment/deliveryRules.ts, returns/rules.ts), and verify finds nothing after. Forty seeds are fixed;
// `HESABU_SEQUENCES` and `HESABU_SEED` try others.
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { cancelDelivery, splitDelivery, updateDelivery } from '../../server/src/fulfilment/changeDelivery.ts';
import { closeOrderLine } from '../../server/src/fulfilment/closeOrderLine.ts';
import { confirmDelivered, revokeDelivered } from '../../server/src/fulfilment/confirmDelivered.ts';
import { packDelivery } from '../../server/src/fulfilment/packDelivery.ts';
import { pickDelivery } from '../../server/src/fulfilment/pickDelivery.ts';
import { planDeliveries } from '../../server/src/fulfilment/planDeliveries.ts';
import { prioritiseOrder, redistributeStock } from '../../server/src/fulfilment/prioritiseOrder.ts';
import { reverseShipment } from '../../server/src/fulfilment/reverseShipment.ts';
import { shipDelivery } from '../../server/src/fulfilment/shipDelivery.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { stepBackDelivery } from '../../server/src/fulfilment/stepBackDelivery.ts';
import { answerSubstitution, proposeSubstitution } from '../../server/src/fulfilment/substitutions.ts';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { moves } from '../../server/src/orders/moves.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { reserveStock } from '../../server/src/orders/reserveStock.ts';
import { authoriseReturn } from '../../server/src/returns/authoriseReturn.ts';
import { cancelReturn, endReturn } from '../../server/src/returns/endReturn.ts';
import { receiveReturn } from '../../server/src/returns/receiveReturn.ts';
import { reverseReturnReceipt } from '../../server/src/returns/reverseReturnReceipt.ts';
import { creditReturn, replaceReturn } from '../../server/src/returns/settleReturn.ts';
import type { AnyAction } from '../../server/src/shared/action.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import { verify } from '../../server/src/verify.ts';
import { groupOf, seedGroups } from '../support/seeds.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

const STEPS = 40;
const kinds = ['place', 'place', 'come', 'come', 'lose', 'allocate', 'allocate', 'plan', 'plan', 'change', 'split', 'pick', 'pick', 'pack', 'pack', 'sendOff', 'sendOff', 'deliver', 'deliver', 'deliver', 'undeliver', 'undeliver', 'back', 'drop', 'ship', 'unship',
  'invoice', 'invoice', 'authorise', 'authorise', 'receive', 'receive', 'unreceive', 'credit', 'credit', 'replace', 'end', 'revoke', 'cancel', 'close', 'prefer', 'redistribute', 'offer', 'answer'] as const;
const step = fc.record({ kind: fc.constantFrom(...kinds), which: fc.nat(99), size: fc.integer({ min: 1, max: 6 }), flag: fc.boolean(), together: fc.integer({ min: 0, max: 4 }) });
type Step = { kind: (typeof kinds)[number]; which: number; size: number; flag: boolean; together: number };

/** The table of an order's moves, turned round: from which status to which anything may lead. */
const reachable = new Set(Object.values(moves).flatMap((table) => Object.entries(table).flatMap(([from, to]) => (to as readonly string[]).map((each) => `${from} ${each}`))));
const fates = ['RESTOCK', 'QUARANTINE', 'SCRAP'] as const;
const shorts = ['NOT_FOUND', 'DAMAGED', 'OTHER'] as const;

interface World { trade: Trade; products: string[]; customers: string[]; warehouseId: string }
const some = <T>(items: readonly T[], which: number): T | undefined => items[which % Math.max(items.length, 1)];
const ids = async (trade: Trade, type: string, statement: Parameters<Trade['db']['rows']>[0]) => (await trade.db.rows<{ id: string }>(statement)).map(({ id }) => globalId(type, id));

/** What a step does, on records as they stand; undefined where there is nothing to do it to. */
async function asked({ trade, products, customers, warehouseId }: World, { kind, which, size, flag }: Step): Promise<[AnyAction, Record<string, unknown>] | undefined> {
  const quantity = String(size);
  // Mostly where it may be done; now and then anywhere, to be refused.
  const isAnywhere = which % 4 === 0;
  const orders = await ids(trade, 'Order', sql`SELECT id FROM (SELECT id, "createdAt" FROM "Order" WHERE ${isAnywhere ? 1 : 0} = 1 OR (${kind === 'invoice' ? 1 : 0} = 0 AND status IN ('PLACED', 'PART_SHIPPED'))
    OR (${kind} = 'invoice' AND status IN ('PART_SHIPPED', 'SHIPPED')) ORDER BY "createdAt" DESC, id LIMIT 8) o ORDER BY "createdAt", id`);
  const orderId = some(orders, which);
  const state = ({ change: 'DRAFT', split: 'DRAFT', pick: 'DRAFT', pack: 'PICKED', sendOff: 'PACKED', deliver: 'SHIPPED', undeliver: 'DELIVERED', back: 'PICKED' } as Partial<Record<typeof kind, string>>)[kind] ?? '';
  const deliveries = await ids(trade, 'Delivery', sql`SELECT id FROM "Delivery" WHERE ${isAnywhere ? 1 : 0} = 1 OR status::text = ${state} OR ${state} = '' ORDER BY number`);
  const deliveryId = some(deliveries, which);
  const open = ({ receive: 'AUTHORISED PART_RECEIVED', credit: 'PART_RECEIVED RECEIVED', replace: 'PART_RECEIVED RECEIVED', end: 'PART_RECEIVED', revoke: 'AUTHORISED' } as Partial<Record<typeof kind, string>>)[kind] ?? '';
  const returnId = some(await ids(trade, 'CustomerReturn', sql`SELECT id FROM "CustomerReturn" WHERE ${isAnywhere ? 1 : 0} = 1 OR status::text = ANY(string_to_array(${open}, ' ')) ORDER BY number`), which);
  const lineOf = async () => {
    const [line] = deliveryId ? await trade.db.rows<{ id: string; picked: string | null }>(sql`SELECT id, picked::text FROM "DeliveryLine" WHERE "deliveryId" = ${uuid(deliveryId)}::uuid ORDER BY no LIMIT 1`) : [];
    return line && { ...line, id: globalId('DeliveryLine', line.id) };
  };
  const orderLineId = some(orderId ? await ids(trade, 'OrderLine', sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)}::uuid ORDER BY no`) : [], size);
  switch (kind) {
    case 'place': return [placeOrder, { acceptBackorder: true, reserveLater: which % 3 === 1, order: {
      customerId: some(customers, which), shipPolicy: some(['PARTIAL', 'WHOLE_LINES', 'COMPLETE', null, null], which), priority: flag ? size : null, freight: flag ? '3' : null,
      lines: products.slice(0, 1 + (which % products.length)).map((productId, at) => ({ productId, quantity: String(size + at), unitPrice: `${size}.37` })),
    } }];
    case 'come': return [recordOpeningStock, { lines: [{ productId: some(products, which), warehouseId, quantity: String(size * 4), unitCost: `${size}.13` }] }];
    case 'lose': return [adjustStock, { productId: some(products, which), warehouseId, quantity: '-1', reason: 'SPOILAGE', freesReservations: true }];
    case 'allocate': return orderId ? [reserveStock, { orderId: some(await ids(trade, 'Order', sql`SELECT DISTINCT r."orderId" AS id FROM "Reservation" r JOIN "StockLevel" l ON l."productId" = r."productId" AND l."warehouseId" = r."warehouseId" WHERE r.backordered > 0 AND l."onHand" > l.reserved`), which) ?? orderId }] : undefined;
    case 'plan': return orderId ? [planDeliveries, { orderIds: flag ? orders.slice(0, 3) : [orderId] }] : undefined;
    case 'change': { const line = await lineOf(); return line && [updateDelivery, { deliveryId, lines: [{ deliveryLineId: line.id, planned: quantity }], reason: 'Otherwise' }]; }
    case 'split': { const line = await lineOf(); return line && [splitDelivery, { deliveryId, lines: [{ deliveryLineId: line.id, quantity: '1' }] }]; }
    case 'pick': { const line = await lineOf(); return line && [pickDelivery, { deliveryId, ...(flag ? { lines: [{ deliveryLineId: line.id, picked: String(size - 1), shortReason: some(shorts, which) }] } : {}) }]; }
    case 'pack': { const line = await lineOf(); return line && [packDelivery, { deliveryId, ...(flag ? {
      parcels: [{ lines: [{ deliveryLineId: line.id, quantity: '1' }] }],
      shorts: (await ids(trade, 'DeliveryLine', sql`SELECT id FROM "DeliveryLine" WHERE "deliveryId" = ${uuid(deliveryId ?? '')}::uuid`)).map((each) => ({ deliveryLineId: each, shortReason: some(shorts, which) })),
    } : {}) }]; }
    case 'sendOff': return deliveryId ? [shipDelivery, { deliveryId }] : undefined;
    case 'deliver': return deliveryId ? [confirmDelivered, { deliveryId }] : undefined;
    case 'undeliver': return deliveryId ? [revokeDelivered, { deliveryId, reason: 'No' }] : undefined;
    case 'back': return deliveryId ? [stepBackDelivery, { deliveryId, reason: 'Again' }] : undefined;
    case 'drop': return deliveryId ? [cancelDelivery, { deliveryId, reason: 'No' }] : undefined;
    case 'ship': return orderId ? [shipOrder, { orderId }] : undefined;
    case 'unship': { const shipmentId = some(await ids(trade, 'Shipment', sql`SELECT id FROM "Shipment" WHERE ${isAnywhere ? 1 : 0} = 1 OR (status = 'POSTED' AND "invoiceId" IS NULL) ORDER BY number DESC LIMIT 8`), which); return shipmentId ? [reverseShipment, { shipmentId, reason: 'Back' }] : undefined; }
    case 'invoice': return orderId ? [invoiceShipments, { orderId }] : undefined;
    case 'authorise': {
      const shipmentLineId = some(await ids(trade, 'ShipmentLine', sql`SELECT l.id FROM "ShipmentLine" l JOIN "Shipment" s ON s.id = l."shipmentId" ORDER BY s.number DESC, l.no LIMIT 12`), which);
      return shipmentLineId ? [authoriseReturn, { reason: 'OTHER', restockingFeeRate: flag ? '0.15' : null, lines: [{ shipmentLineId, quantity: String(1 + (size % 3)) }] }] : undefined;
    }
    case 'receive': {
      const returnLineId = returnId && some(await ids(trade, 'CustomerReturnLine', sql`SELECT id FROM "CustomerReturnLine" WHERE "returnId" = ${uuid(returnId)}::uuid ORDER BY no`), size);
      return returnLineId ? [receiveReturn, { returnId, lines: [{ returnLineId, quantity: String(1 + (size % 2)), fate: some(fates, which), reason: 'As it is' }] }] : undefined;
    }
    case 'unreceive': { const receiptId = some(await ids(trade, 'ReturnReceipt', sql`SELECT id FROM "ReturnReceipt" ORDER BY number`), which); return receiptId ? [reverseReturnReceipt, { receiptId, reason: 'No' }] : undefined; }
    case 'credit': return returnId ? [creditReturn, { returnId }] : undefined;
    case 'replace': return returnId ? [replaceReturn, { returnId }] : undefined;
    case 'end': return returnId ? [endReturn, { returnId, reason: 'Enough' }] : undefined;
    case 'revoke': return returnId ? [cancelReturn, { returnId, reason: 'No' }] : undefined;
    case 'cancel': return orderId ? [cancelOrder, { orderId, reason: 'No' }] : undefined;
    case 'close': return orderLineId ? [closeOrderLine, { orderLineId, ...(flag ? { quantity: '1' } : {}), reason: 'No' }] : undefined;
    case 'prefer': return orderId ? [prioritiseOrder, { orderId, priority: size, ...(flag ? { shipPolicy: 'PARTIAL' } : {}), reason: 'First' }] : undefined;
    case 'redistribute': return [redistributeStock, { productId: some(products, which), warehouseId, reason: 'Anew' }];
    case 'offer': return orderLineId ? [proposeSubstitution, { orderLineId, productId: some(products, size), ...(flag ? { quantity: '1' } : {}), reason: 'Instead' }] : undefined;
    case 'answer': {
      const substitutionId = some(await ids(trade, 'Substitution', sql`SELECT id FROM "Substitution" ORDER BY "proposedAt", id`), which);
      return substitutionId ? [answerSubstitution, { substitutionId, accepts: flag, consentName: 'They', consentMeans: 'PHONE' }] : undefined;
    }
  }
}

const codes = new Map<string, number>();
const done = new Set<string>();
/** One step: carried out, or refused for a reason that is the product's own. */
async function take(world: World, each: Step): Promise<void> {
  const work = await asked(world, each);
  if (!work) return;
  try {
    await world.trade.act(...work);
    done.add(each.kind);
  } catch (error) {
    if (!(error instanceof Refusal)) throw Object.assign(error as Error, { step: each });
    codes.set(error.kind.code, (codes.get(error.kind.code) ?? 0) + 1);
  }
}

const statuses = async ({ trade }: World) => new Map((await trade.db.rows<{ id: string; status: string }>(sql`SELECT id, status FROM "Order"`)).map(({ id, status }) => [id, status]));
const opened: Trade[] = [];
async function world(): Promise<World> {
  const trade = await startTrade();
  opened.push(trade);
  const products = [await trade.product('2.37', '9'), await trade.product('5.11', '5', { costingMethod: 'FIFO' }), await trade.product('1.01', '3')];
  return { trade, products, customers: [await trade.customer(), await trade.customer({ priority: 2 }), await trade.customer({ shipPolicy: 'WHOLE_LINES' })], warehouseId: globalId('Warehouse', (await trade.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE code = 'MAIN'`)).id) };
}
afterAll(async () => { for (const trade of opened) await trade.close(); });

/** The first of ten seeds that once failed together. */
const failed = [1061, 1091, 1121, 1411];
const groups = [...seedGroups(), ...(process.env.HESABU_SEQUENCES ? [] : failed).map((start) => groupOf(start, 10))];

/** What few sequences come as far as is done once in each firm before them: kind, which record, size. */
const first: readonly (readonly [Step['kind'], number, number])[] = [
  ['come', 0, 6], ['place', 0, 6], ['ship', 0, 1], ['authorise', 0, 2], ['receive', 1, 1], ['end', 1, 1],
  ['authorise', 0, 3], ['receive', 1, 2], ['replace', 1, 1], ['authorise', 0, 3], ['revoke', 1, 1],
  ['place', 0, 1], ['ship', 1, 1], ['authorise', 0, 3], ['receive', 1, 2], ['unreceive', 2, 1], ['receive', 1, 2], ['invoice', 1, 1], ['credit', 1, 1],
  ['place', 0, 1], ['plan', 1, 1], ['pick', 1, 1], ['back', 1, 1],
];

// Ten sequences share a firm: what earlier ones left is there for later ones, as in a firm that goes on.
test.each(groups)('forty steps from seeds %i and the nine after it, one by one and several at once', async (...own) => {
  const firm = await world();
  for (const [kind, which, size] of first) {
    const work = await asked(firm, { kind, which, size, flag: false, together: 1 });
    if (!work) throw new Error(`nothing to ${kind}`);
    await firm.trade.act(...work);
    done.add(kind);
  }
  for (const seed of own) {
    const [steps = []] = fc.sample(fc.array(step, { minLength: STEPS, maxLength: STEPS }), { seed, numRuns: 1 }) as Step[][];
    let before = await statuses(firm);
    for (let at = 0; at < steps.length;) {
      const each = steps[at] as Step;
      const wave = steps.slice(at, at + (each.together === 0 ? 4 : 1));
      at += wave.length;
      await Promise.all(wave.map((one) => take(firm, one)));
      const after = await statuses(firm);
      // Of one step at a time it is known whence an order came.
      if (wave.length === 1) {
        for (const [id, status] of after) {
          const was = before.get(id);
          if (was && was !== status) expect(reachable, `seed ${seed}, ${each.kind}`).toContain(`${was} ${status}`);
        }
      }
      before = after;
    }
    expect((await verify(firm.trade.db)).filter(({ rows }) => rows.length > 0), `seed ${seed}`).toEqual([]);
  }
}, 600_000);

test('every kind of step was carried out, and none failed but by a refusal', () => {
  expect(kinds.filter((kind) => !done.has(kind))).toEqual([]);
  expect(codes.size).toBeGreaterThan(10);
});
