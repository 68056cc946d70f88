// Records that cells name: by code, number or name. Found many at once.
import sql, { raw, type Sql } from 'sql-template-tag';
import { createCategory } from '../catalogue/saveCategory.ts';
import type { ImportOddity } from '../generated/rows.ts';
import type { AnyAction } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import type { Table } from '../shared/tables.ts';
import type { Context } from '../shared/viewer.ts';
import { withoutFraction } from './oddities.ts';

export interface Reference {
  type: Table;
  /** By what it is called in a cell. */
  by: 'code' | 'sku' | 'name' | 'number';
  /** An action that makes one of a name, where the options say so. */
  make?: AnyAction;
}

export const references = {
  product: { type: 'Product', by: 'sku' }, category: { type: 'Category', by: 'name', make: createCategory }, unit: { type: 'Unit', by: 'code' },
  taxCode: { type: 'TaxCode', by: 'code' }, customer: { type: 'Customer', by: 'code' }, supplier: { type: 'Supplier', by: 'code' },
  warehouse: { type: 'Warehouse', by: 'code' }, priceList: { type: 'PriceList', by: 'name' }, salesPerson: { type: 'SalesPerson', by: 'name' }, account: { type: 'Account', by: 'code' },
  framework: { type: 'Framework', by: 'number' },
} as const satisfies Record<string, Reference>;

/** A record that a cell names; `oddity` where it is called a little otherwise. */
export interface Named { id: string; oddity?: ImportOddity }

/** The records that cells name: as they are called, or without the fraction that a spreadsheet gave a code, or in other capitals where only one is so called. */
export async function namedOf(tx: Tx, reference: Reference, names: readonly string[], ctx: Context): Promise<Map<string, Named>> {
  const found = new Map<string, Named>([...await idsOf(tx, reference, names, ctx)].map(([name, id]) => [name, { id }]));
  const missing = [...new Set(names)].filter((name) => !found.has(name));
  if (missing.length === 0 || reference.by === 'name') return found;
  const bare = new Map(missing.flatMap((name): [string, string][] => { const text = withoutFraction(name); return text ? [[name, text]] : []; }));
  const whole = await idsOf(tx, reference, [...bare.values()], ctx);
  const others = await inOtherCase(tx, reference, missing.filter((name) => !bare.has(name)), ctx);
  for (const name of missing) {
    const id = whole.get(bare.get(name) ?? '');
    const other = others.get(name.toLowerCase());
    if (id) found.set(name, { id, oddity: 'FLOAT_CODE' });
    else if (other) found.set(name, { id: other, oddity: 'OTHER_CASE' });
  }
  return found;
}

const ofCompany = (type: Table, ctx: Context): Sql =>
  (['Customer', 'Supplier', 'Warehouse', 'Account', 'SalesPerson', 'TaxCode', 'PriceList', 'Framework'].includes(type) ? sql`AND "companyId" = ${ctx.company.id}` : sql``);

/** Ids by names in small letters, of which only one is so called. */
async function inOtherCase(tx: Tx, { type, by }: Reference, names: readonly string[], ctx: Context): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await tx.rows<{ id: string; name: string }>(sql`SELECT min(id::text) AS id, lower(${raw(`"${by}"`)}) AS name FROM ${raw(`"${type}"`)}
    WHERE lower(${raw(`"${by}"`)}) = ANY(${names.map((name) => name.toLowerCase())}::text[]) ${ofCompany(type, ctx)} GROUP BY 2 HAVING count(*) = 1`);
  return new Map(rows.map(({ id, name }) => [name, id]));
}

/** The ids of records by what they are called. */
async function idsOf(tx: Tx, { type, by }: Reference, names: readonly string[], ctx: Context): Promise<Map<string, string>> {
  const wanted = [...new Set(names)];
  if (wanted.length === 0) return new Map();
  const rows = await tx.rows<{ id: string; name: string }>(
    sql`SELECT id, ${raw(`"${by}"`)} AS name FROM ${raw(`"${type}"`)} WHERE ${raw(`"${by}"`)} = ANY(${wanted}::text[]) ${ofCompany(type, ctx)}`);
  return new Map(rows.map(({ id, name }) => [name, id]));
}
