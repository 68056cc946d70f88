// Orders from files, a row for each line: rows that agree in customer and reference are one order, which comes whole or not at all.
import sql from 'sql-template-tag';
import { createOrder } from '../orders/createOrder.ts';
import { orderHeadInput, orderLineInput } from '../orders/orderInput.ts';
import { placeOrder } from '../orders/placeOrder.ts';
import { day, optional, text } from '../shared/input.ts';
import { parseQuantity, parseUnitPrice } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { fieldsOf, type Env, type Found, type Importable, type Step, type Values } from './importables.ts';
import { references } from './references.ts';

const { productId, quantity, unitId, unitPrice, discountRate } = orderLineInput;
const { requiredOn, warehouseId, note, carrier, frameworkId } = orderHeadInput;
const columns = {
  reference: { ...text({ max: 100 }), describe: 'The customer\'s number of the order: by it and the customer an order is known again.' }, customerId: createOrder.input.customerId,
  productId, quantity, unitPrice, unitId, discountRate,
  placedOn: { ...optional(day()), describe: 'The day on which it was placed. Drafts have none.' }, requiredOn, warehouseId, carrier, note, frameworkId,
};
const head = ['placedOn', 'requiredOn', 'warehouseId', 'carrier', 'note', 'frameworkId'] as const;

interface Line { productId: string; quantity: string; unitPrice: string }
interface Known { id: string; customerId: string; reference: string; lines: Line[] }

/** Refuses rows of one order that tell its head differently; a blank says nothing. */
function headOf(rows: readonly Values[]): Values {
  return Object.fromEntries(head.flatMap((field) => {
    const told = [...new Set(rows.map((row) => row[field]).filter((value) => value != null))];
    if (told.length > 1) throw fieldRefused([field], 'import_heads');
    return told.length === 1 ? [[field, told[0]]] : [];
  }));
}

const said = (product: unknown, units: unknown, price: unknown) => `${String(product)} ${String(units)} ${price == null ? '' : String(price)}`;

/** Whether an order has just the lines that a file tells; prices that it does not tell are not compared. */
function isSame({ lines }: Known, rows: readonly Values[]): boolean {
  if (lines.length !== rows.length || rows.some((row) => row.unitId)) return false;
  const isPriced = rows.every((row) => row.unitPrice != null);
  const theirs = lines.map((line) => said(line.productId, parseQuantity(line.quantity), isPriced ? parseUnitPrice(line.unitPrice) : null)).sort();
  return rows.map((row) => said(row.productId, row.quantity, isPriced ? row.unitPrice : null)).sort().every((each, at) => each === theirs[at]);
}

function groupSteps(rows: readonly Values[], found: Found | undefined, { options }: Env): Step[] {
  if (found) {
    if (isSame(found.row as Known, rows)) return [];
    throw fieldRefused(['reference'], 'order_known');
  }
  const [first] = rows;
  const { placedOn, ...own } = headOf(rows);
  const order = {
    customerId: first?.customerId, customerReference: first?.reference, ...own,
    lines: rows.map((row) => ({ productId: row.productId, quantity: row.quantity, unitPrice: row.unitPrice, unitId: row.unitId, discountRate: row.discountRate })),
  };
  return options.place ? [{ action: placeOrder, input: { order, acceptBackorder: true, placedOn } }] : [{ action: createOrder, input: order }];
}

export const orders: Importable = {
  subject: 'ORDERS', type: 'Order', madeBy: ['order'], permissions: ['orders.write'], key: [], group: ['reference', 'customerId'], groupSteps,
  fields: fieldsOf('import', columns, {
    reference: { needed: 'ALWAYS', example: 'PO-4711', also: ['customerReference', 'order', 'orderNumber', 'orderNo', 'purchaseOrder', 'number', 'invoiceNo'] },
    customerId: { reference: references.customer, needed: 'ALWAYS', example: 'C-1001', also: ['customer', 'customerCode', 'customerNumber'] },
    productId: { reference: references.product, needed: 'ALWAYS', example: 'TEA-100', also: ['sku', 'product', 'article', 'stockCode'] },
    quantity: { needed: 'ALWAYS', example: '12', also: ['qty', 'units'] }, unitPrice: { example: '4.50', also: ['price'] },
    unitId: { reference: references.unit, also: ['unit', 'uom'] }, discountRate: { also: ['discount'] }, placedOn: { example: '2026-01-31', also: ['date', 'orderDate', 'orderedOn'] },
    requiredOn: { also: ['required', 'requiredDate', 'deliveryDate'] }, warehouseId: { reference: references.warehouse, also: ['warehouse', 'site', 'store', 'storeId'] }, note: { also: ['comment', 'remark'] },
    frameworkId: { reference: references.framework, example: 'AGR-2026-00001', also: ['framework', 'agreement', 'contract', 'blanketOrder'] },
  }),
  find: async (tx, rows, { ctx }) => {
    const known = await tx.rows<Known>(sql`SELECT o.id, o."customerId", o."customerReference" AS reference,
        (SELECT coalesce(json_agg(json_build_object('productId', l."productId", 'quantity', l.quantity::text, 'unitPrice', l."unitPrice"::text)), '[]') FROM "OrderLine" l WHERE l."orderId" = o.id) AS lines
      FROM "Order" o WHERE o."companyId" = ${ctx.company.id} AND o.status <> 'CANCELLED' AND o."customerId" = ANY(${rows.map((row) => row.customerId)}::uuid[])
        AND o."customerReference" = ANY(${rows.map((row) => row.reference)}::text[])`);
    return rows.map((row): Found | undefined => {
      const own = known.find((each) => each.customerId === row.customerId && each.reference === row.reference);
      return own && { id: own.id, values: {}, row: own };
    });
  },
  steps: () => [],
};
