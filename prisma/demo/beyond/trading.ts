// What is bought and sold beyond the files, from the order to the payment.
import sql from 'sql-template-tag';
import { invoiceShipments } from '../../../server/src/billing/invoiceShipments.ts';
import { shipOrder } from '../../../server/src/fulfilment/shipOrder.ts';
import { placeOrder } from '../../../server/src/orders/placeOrder.ts';
import { recordBill } from '../../../server/src/payables/recordBill.ts';
import { paySupplier } from '../../../server/src/payments/paySupplier.ts';
import { createPurchaseOrder } from '../../../server/src/purchasing/draftPurchaseOrder.ts';
import { placePurchaseOrder } from '../../../server/src/purchasing/placePurchaseOrder.ts';
import { receiveGoods } from '../../../server/src/purchasing/receiveGoods.ts';
import { globalId, uuidOf } from '../../../server/src/shared/input.ts';
import { printMoney } from '../../../server/src/shared/money.ts';
import { readRow } from '../../../server/src/shared/rows.ts';
import { step, type Firm, type Step } from './firm.ts';

interface Lot { code: string; quantity?: string; madeAgo?: number; expiresAgo?: number }
interface Bought {
  key: string; supplier: string; ordered: number; expected?: number; site?: string;
  lines: { sku: string; quantity: string; unit?: string; lots?: Lot[]; serials?: string }[];
  /** Days on which goods came, with how much of each line where not all of it came. */
  received?: { ago: number; quantities?: string[]; /** When it was recorded, if later. */ told?: number }[];
  billed?: number; paid?: number;
}

export const uuid = (id: string): string => uuidOf(id)?.uuid ?? '';
export const kept = (firm: Firm, name: string): string => {
  const id = firm.kept.get(name);
  if (!id) throw new Error(`Nothing is kept as ${name}.`);
  return id;
};

/** The lines of a document as global ids, in their order. */
export async function linesOf(firm: Firm, type: 'PurchaseOrderLine' | 'ReceiptLine' | 'OrderLine', documentId: string): Promise<string[]> {
  const id = uuid(documentId);
  const statement = {
    PurchaseOrderLine: sql`SELECT id FROM "PurchaseOrderLine" WHERE "purchaseOrderId" = ${id} ORDER BY no`,
    ReceiptLine: sql`SELECT id FROM "ReceiptLine" WHERE "receiptId" = ${id} ORDER BY no`,
    OrderLine: sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${id} ORDER BY no`,
  }[type];
  return (await firm.rows<{ id: string }>(statement)).map((row) => globalId(type, row.id));
}

async function receive(firm: Firm, { key, lines, received = [] }: Bought, at: number): Promise<void> {
  const { ago = 0, quantities, told } = received[at] ?? {};
  const ids = await linesOf(firm, 'PurchaseOrderLine', kept(firm, `purchase ${key}`));
  const asked = await Promise.all(lines.map(async ({ quantity, unit, lots, serials }, index) => ({
    purchaseOrderLineId: ids[index], quantity: quantities?.[index] ?? quantity,
    ...(unit ? { unitId: await firm.of('Unit', unit) } : {}), ...(serials ? { serials } : {}),
    ...(lots ? { lots: lots.map(({ code, quantity: units, madeAgo, expiresAgo }) => ({
      code, ...(units ? { quantity: units } : {}), ...(madeAgo === undefined ? {} : { producedOn: firm.day(madeAgo) }),
      ...(expiresAgo === undefined ? {} : { expiresOn: firm.day(expiresAgo) }),
    })) } : {}),
  })));
  const { receipt = '' } = await firm.act(receiveGoods, `receive ${key} ${at}`, told ?? ago, {
    purchaseOrderId: kept(firm, `purchase ${key}`), receivedOn: firm.day(ago), lines: asked.filter(({ quantity }) => quantity !== '0'),
  });
  firm.kept.set(`receipt ${key} ${at}`, receipt);
}

/** Records the bill of goods that came; another price than ordered where costs are given. */
export async function bill(firm: Firm, key: string, ago: number, supplier: string, receipts: number[], unitCosts?: string[]): Promise<void> {
  const lines = (await Promise.all(receipts.map((at) => linesOf(firm, 'ReceiptLine', kept(firm, `receipt ${key} ${at}`))))).flat();
  const { bill: billId = '' } = await firm.act(recordBill, `bill ${key}`, ago, {
    supplierId: await firm.of('Supplier', supplier), supplierReference: `${supplier}-${key}`, billedOn: firm.day(ago),
    receiptLines: lines.map((receiptLineId, index) => ({ receiptLineId, ...(unitCosts ? { unitCost: unitCosts[index] } : {}) })),
  });
  firm.kept.set(`bill ${key}`, billId);
}

/** Pays a bill by bank, whole. */
export async function pay(firm: Firm, key: string, ago: number): Promise<void> {
  const billId = kept(firm, `bill ${key}`);
  const { supplierId, totalMinor, currencyCode } = await readRow(firm.demo.ctx.db, 'Bill', uuid(billId));
  const amount = printMoney(totalMinor, currencyCode);
  await firm.act(paySupplier, `pay ${key}`, ago, {
    supplierId: globalId('Supplier', supplierId), amount, paidOn: firm.day(ago), method: 'BANK', reference: key, allocations: [{ billId, amount }],
  });
}

/** A purchase order and what becomes of it. */
export function buy(bought: Bought): Step[] {
  const { key, supplier, ordered, expected, site = 'MAIN', lines, received = [], billed, paid } = bought;
  return [
    step(ordered, async (firm) => {
      const { purchaseOrder = '' } = await firm.act(createPurchaseOrder, `draft ${key}`, ordered, {
        supplierId: await firm.of('Supplier', supplier), warehouseId: await firm.of('Warehouse', site), ...(expected === undefined ? {} : { expectedOn: firm.day(expected) }),
        lines: await Promise.all(lines.map(async ({ sku, quantity, unit }) => ({ productId: await firm.of('Product', sku), quantity, ...(unit ? { unitId: await firm.of('Unit', unit) } : {}) }))),
      });
      firm.kept.set(`purchase ${key}`, purchaseOrder);
      await firm.act(placePurchaseOrder, `order ${key}`, ordered, { purchaseOrderId: purchaseOrder, orderedOn: firm.day(ordered) });
    }),
    ...received.map(({ ago, told }, at) => step(told ?? ago, (firm) => receive(firm, bought, at))),
    ...(billed === undefined ? [] : [step(billed, (firm) => bill(firm, key, billed, supplier, received.map((_, at) => at)))]),
    ...(paid === undefined ? [] : [step(paid, (firm) => pay(firm, key, paid))]),
  ];
}

interface Sold {
  key: string; customer: string; placed: number; requiredIn?: number; lines: { sku: string; quantity: string; unitPrice?: string }[]; shipped?: number;
  /** Serial numbers of the first line. */
  serials?: string; carrier?: string;
  /** What else `placeOrder` takes. */
  more?: Record<string, unknown>;
}

/** An order, shipped and invoiced where a day is given. */
export function sell({ key, customer, placed, requiredIn = 10, lines, shipped, serials, carrier = 'Speedy Express', more }: Sold): Step[] {
  return [
    step(placed, async (firm) => {
      const { order = '' } = await firm.act(placeOrder, `place ${key}`, placed, {
        placedOn: firm.day(placed), acceptBackorder: true,
        order: {
          customerId: await firm.of('Customer', customer), customerReference: key, requiredOn: firm.day(placed - requiredIn), carrier, ...more,
          lines: await Promise.all(lines.map(async ({ sku, ...line }) => ({ productId: await firm.of('Product', sku), ...line }))),
        },
      });
      firm.kept.set(`order ${key}`, order);
    }),
    ...(shipped === undefined ? [] : [step(shipped, async (firm) => {
      const orderId = kept(firm, `order ${key}`);
      const [first] = await linesOf(firm, 'OrderLine', orderId);
      const { shipment = '' } = await firm.act(shipOrder, `ship ${key}`, shipped, {
        orderId, shippedOn: firm.day(shipped), ...(serials ? { lines: [{ orderLineId: first, quantity: lines[0]?.quantity, serials }] } : {}),
      });
      const { invoice = '' } = await firm.act(invoiceShipments, `invoice ${key}`, shipped, { shipmentIds: [shipment], issuedOn: firm.day(shipped) });
      firm.kept.set(`invoice ${key}`, invoice);
    })]),
  ];
}
