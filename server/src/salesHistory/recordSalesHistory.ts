import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { choice, day, id, integer, list, object, optional, signedQuantity, text, unitPrice } from '../shared/input.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { insert } from '../shared/write.ts';
import { historyRow, type HistoryLine } from './rules.ts';

export const historyLineInput = {
  reference: { ...text({ max: 100 }), describe: 'Number of the invoice or order of then.' }, soldOn: day(),
  productId: { ...optional(id('Product')), describe: 'Left out for what is no goods: postage, fees, discounts.' },
  code: { ...optional(text({ max: 100 })), describe: 'What it was called then; the product\'s SKU when left out.' }, description: optional(text({ max: 200 })),
  customerId: optional(id('Customer')), warehouseId: optional(id('Warehouse')),
  quantity: { ...signedQuantity(), describe: 'In the product\'s own unit; negative for what was taken back.' }, unitPrice: unitPrice(),
  kind: { ...optional(choice('SalesHistoryKind')), describe: 'Follows from the rest; told, it is checked.' },
  copy: { ...optional(integer({ min: 1 })), describe: 'Which of several equal lines it is: a line that says all the same as one before is known already.' },
};

interface Facts { known: ReadonlySet<string>; skus: ReadonlyMap<string, string>; customers: ReadonlySet<string>; warehouses: ReadonlySet<string> }

async function factsOf(tx: Tx, lines: readonly HistoryLine[], ctx: Context): Promise<Facts> {
  const idsOf = (name: 'productId' | 'customerId' | 'warehouseId') => [...new Set(lines.map((line) => line[name]).filter((each) => each != null))];
  const products = await tx.rows<{ id: string; sku: string }>(sql`SELECT id, sku FROM "Product" WHERE id = ANY(${idsOf('productId')}::uuid[])`);
  const customers = await tx.rows<{ id: string }>(sql`SELECT id FROM "Customer" WHERE "companyId" = ${ctx.company.id} AND id = ANY(${idsOf('customerId')}::uuid[])`);
  const warehouses = await tx.rows<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "companyId" = ${ctx.company.id} AND id = ANY(${idsOf('warehouseId')}::uuid[])`);
  return { known: new Set(), skus: new Map(products.map(({ id: found, sku }) => [found, sku])), customers: new Set(customers.map(({ id: found }) => found)), warehouses: new Set(warehouses.map(({ id: found }) => found)) };
}

/** Keys of lines that stand in the history already. */
export async function knownKeys(tx: Tx, keys: readonly string[], companyId: string): Promise<Map<string, string>> {
  const rows = await tx.rows<{ id: string; key: string }>(sql`SELECT id, key FROM "SalesHistory" WHERE "companyId" = ${companyId} AND key = ANY(${keys}::uuid[])`);
  return new Map(rows.map(({ id: found, key }) => [key, found]));
}

export const recordSalesHistory = action({
  name: 'recordSalesHistory', permission: 'salesHistory.manage',
  describe: 'Adds what was sold before the firm began here: past demand, without any effect on stock or ledger. Lines that stand there already are passed over.',
  input: { lines: list(object('SalesHistoryLineInput', historyLineInput), { min: 1, max: 500 }) },
  refusals: [], payload: { recorded: 'int' },
  load: (tx, { lines }, ctx) => factsOf(tx, lines, ctx).then(async (facts) => {
    // A code is the SKU where none is told: the keys are of whole lines.
    const rows = lines.map((line, at) => historyRow(line, ['lines', String(at)], { sku: facts.skus.get(line.productId ?? ''), today: ctx.today, currencyCode: ctx.company.currencyCode }));
    return { ...facts, known: new Set((await knownKeys(tx, rows.map(({ key }) => key), ctx.company.id)).keys()) };
  }),
  decide: ({ known, skus, customers, warehouses }: Facts, { lines }, ctx) => {
    const taken = new Set(known);
    const rows = lines.flatMap((line, at) => {
      const path = ['lines', String(at)];
      if (line.productId && !skus.has(line.productId)) throw fieldRefused([...path, 'productId'], 'id_unknown', { type: 'Product' });
      if (line.customerId && !customers.has(line.customerId)) throw fieldRefused([...path, 'customerId'], 'id_unknown', { type: 'Customer' });
      if (line.warehouseId && !warehouses.has(line.warehouseId)) throw fieldRefused([...path, 'warehouseId'], 'id_unknown', { type: 'Warehouse' });
      const row = historyRow(line, path, { sku: skus.get(line.productId ?? ''), today: ctx.today, currencyCode: ctx.company.currencyCode });
      if (taken.has(row.key)) return [];
      taken.add(row.key);
      return [insert('SalesHistory', { id: ctx.newId(), companyId: ctx.company.id, ...row })];
    });
    return {
      rows, events: rows.length > 0 ? [{ kind: 'salesHistoryRecorded', subjectType: 'Company', subjectId: ctx.company.id, data: { lines: rows.length } }] : [],
      result: { recorded: rows.length },
    };
  },
});
