// A known customer's order by what a partner knows: codes and numbers of its own, and nothing that is not needed.
import sql from 'sql-template-tag';
import { demandOwn } from '../customers/rowRights.ts';
import type { CustomerRow, OrderRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { day, id, list, object, optional, quantity, text, unitPrice, type InputOf } from '../shared/input.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused, InputRefused, type FieldIssue } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { orderHeadInput, type OrderInput } from './orderInput.ts';
import { placeOrder } from './placeOrder.ts';
import { OrderReferenceKnown } from './refusals.ts';

const line = {
  productId: optional(id('Product')), sku: optional(text({ max: 60 })), barcode: { ...optional(text({ max: 60 })), describe: 'As scanned: that of a case counts cases.' },
  quantity: quantity(), unitId: optional(id('Unit')), unitPrice: { ...optional(unitPrice()), describe: 'What the customer pays for it by customer, group, channel or list when left out.' },
};
const input = {
  customerId: optional(id('Customer')), customerCode: { ...optional(text({ max: 40 })), describe: 'Instead of the id.' },
  lines: list(object('OrderNowLineInput', line), { min: 1, max: 500 }),
  reference: { ...optional(text({ max: 100 })), describe: 'The customer\'s own number of the order: there is one order of each.' },
  requiredOn: optional(day()), note: orderHeadInput.note, warehouseId: optional(id('Warehouse')), couponCodes: orderHeadInput.couponCodes, shipTo: orderHeadInput.shipTo,
  frameworkId: orderHeadInput.frameworkId, frameworkNumber: { ...optional(text({ max: 40 })), describe: 'Instead of the id: the agreement that its lines are called off from.' },
  isOutsideFrameworks: orderHeadInput.isOutsideFrameworks, overCallReason: orderHeadInput.overCallReason, entrySeconds: orderHeadInput.entrySeconds, acceptBackorder: placeOrder.input.acceptBackorder,
};
type Given = InputOf<typeof input>;
type Line = Given['lines'][number];

async function customerOf(tx: Tx, { customerId, customerCode }: Given, ctx: Context): Promise<CustomerRow> {
  if (!customerId === !customerCode) throw fieldRefused(['customerId'], 'one_of', { fields: 'customerId, customerCode' });
  const [customer] = await selectRows(tx, 'Customer', customerId ? sql`t.id = ${customerId}`
    : sql`t.id = (SELECT coalesce(c."mergedIntoId", c.id) FROM "Customer" c WHERE c."companyId" = ${ctx.company.id} AND c.code = ${customerCode})`);
  if (!customer) throw fieldRefused([customerId ? 'customerId' : 'customerCode'], 'id_unknown', { type: 'Customer' });
  demandOwn(customer, ctx.viewer);
  return customer;
}

/** The agreement that is named: one of the customer's that is in force. */
async function frameworkOf(tx: Tx, { frameworkId, frameworkNumber }: Given, { id: customerId }: CustomerRow): Promise<string | null> {
  if (!frameworkId && !frameworkNumber) return null;
  const [found] = await tx.rows<{ id: string }>(sql`SELECT id FROM "Framework" WHERE "customerId" = ${customerId} AND status = 'ACTIVE' AND (id = ${frameworkId ?? null}::uuid OR number = ${frameworkNumber ?? null})`);
  if (!found) throw fieldRefused([frameworkId ? 'frameworkId' : 'frameworkNumber'], 'framework_not_in_force');
  return found.id;
}

interface Named { by: 'sku' | 'barcode'; name: string; productId: string; unitId: string | null }

/** Products by their numbers or barcodes; every line that names none, several or nobody's is told at once. */
async function linesOf(tx: Tx, lines: readonly Line[]): Promise<OrderInput['lines']> {
  const known = await tx.rows<Named>(sql`SELECT 'sku' AS by, p.sku AS name, p.id AS "productId", NULL::uuid AS "unitId" FROM "Product" p WHERE p.sku = ANY(${lines.flatMap(({ sku }) => sku ?? [])}::text[])
    UNION ALL SELECT 'barcode', b.code, b."productId", b."unitId" FROM "Barcode" b WHERE b.code = ANY(${lines.flatMap(({ barcode }) => barcode ?? [])}::text[])`);
  const issues: FieldIssue[] = [];
  const found = lines.map((given, index) => {
    const { sku, barcode, productId, quantity: units, unitId, unitPrice: price } = given;
    const path = (field: string) => ['lines', String(index), field];
    if ([sku, barcode, productId].filter(Boolean).length !== 1) issues.push({ path: path('productId'), code: 'one_of', facts: { fields: 'productId, sku, barcode' } });
    const named = productId ? { productId, unitId: null } : known.find(({ by, name }) => name === given[by]);
    if (!named) issues.push({ path: path(sku ? 'sku' : 'barcode'), code: 'id_unknown', facts: { type: 'Product' } });
    return { productId: named?.productId ?? '', quantity: units, unitId: unitId ?? named?.unitId, unitPrice: price };
  });
  if (issues.length > 0) throw new InputRefused(issues);
  return found;
}

export const orderNow = action({
  name: 'orderNow', permission: 'orders.write',
  describe: 'Places an order of a known customer in one step: customer by id or code, products by id, number or barcode. The same reference is never ordered twice.',
  input, refusals: [...placeOrder.refusals, OrderReferenceKnown], payload: { order: 'record:Order' },
  load: async (tx, given, ctx) => {
    const customer = await customerOf(tx, given, ctx);
    const { reference, requiredOn, note, warehouseId, couponCodes, shipTo, isOutsideFrameworks, overCallReason, entrySeconds, acceptBackorder } = given;
    const asked = {
      acceptBackorder, order: { customerId: customer.id, lines: await linesOf(tx, given.lines), customerReference: reference, requiredOn, note, warehouseId, couponCodes, shipTo, frameworkId: await frameworkOf(tx, given, customer), isOutsideFrameworks, overCallReason, entrySeconds },
    };
    const facts = await placeOrder.load(tx, asked, ctx);
    // Under the lock of the customer's credit account, which every placing takes.
    const [same]: (OrderRow | undefined)[] = reference ? await selectRows(tx, 'Order', sql`t."customerId" = ${customer.id} AND t."customerReference" = ${reference} AND t.status <> 'CANCELLED'`) : [];
    return { facts, asked, same };
  },
  decide: ({ facts, asked, same }, { reference }, ctx) => {
    if (same) throw OrderReferenceKnown({ order: same.id, orderNumber: same.number ?? '', reference: reference ?? '' });
    try {
      return placeOrder.decide(facts, asked, ctx);
    } catch (error) {
      // Told at the fields of this input, not at those of a draft.
      if (error instanceof InputRefused) throw new InputRefused(error.issues.map((issue) => ({ ...issue, path: issue.path[0] === 'order' ? issue.path.slice(1) : issue.path })));
      throw error;
    }
  },
});
