import sql from 'sql-template-tag';
import type { ProductRow, UnitRow } from '../generated/rows.ts';
import { action, type Decision } from '../shared/action.ts';
import { boolean, optional, text } from '../shared/input.ts';
import { fitsPlaces } from '../shared/quantity.ts';
import { changesOf, selectRows } from '../shared/rows.ts';
import { InputRefused, type FieldIssue } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';
import { nowOwn } from './inheriting.ts';
import { readProductsCsv, type ProductLine } from './readProductsCsv.ts';

interface Known { units: UnitRow[]; categories: Map<string, string>; products: Map<string, ProductRow> }

/** What stands in a line that the catalogue does not allow. */
function issuesOf(line: ProductLine, { units, products }: Known): FieldIssue[] {
  const known = products.get(line.sku);
  const at = (column: string, code: string, facts?: FieldIssue['facts']): FieldIssue => ({ path: ['csv', String(line.line), column], code, facts });
  const unit = line.unit ? units.find(({ code }) => code === line.unit) : units.find(({ id }) => id === known?.unitId);
  if (line.unit && !unit) return [at('unit', 'csv_unit_unknown', { codes: units.map(({ code }) => code).join(', ') })];
  if (!unit) return [at('unit', 'required')];
  if (known && unit.id !== known.unitId) return [at('unit', 'csv_unit_fixed')];
  if (line.reorderPoint && !fitsPlaces(line.reorderPoint, unit.decimals)) return [at('reorderPoint', 'decimal_places', { places: unit.decimals })];
  return [];
}

export const importProducts = action({
  name: 'importProducts', permission: 'catalogue.manage',
  describe: 'Adds and changes products from CSV with the columns sku, name, description, category, unit, reorderPoint and isDiscontinued: '
    + 'by SKU, all lines or none. Missing categories are made. Bad lines are named by line, column and reason. dryRun only checks.',
  input: { csv: text({ max: 900_000, lines: true }), dryRun: optional(boolean()) },
  refusals: [], payload: { created: 'int', updated: 'int', unchanged: 'int', categoriesCreated: 'int' },
  load: async (tx, { csv }, ctx) => {
    const read = readProductsCsv(csv, ctx.company.currencyCode);
    if (read.issues.length > 0) throw new InputRefused(read.issues.slice(0, 100));
    // One import at a time: two of the same file would both add its categories.
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended('importProducts', 0))`);
    const products = await selectRows(tx, 'Product', sql`t.sku = ANY(${read.lines.map(({ sku }) => sku)}::text[])`, { lock: true });
    const categories = await selectRows(tx, 'Category', sql`TRUE`);
    return {
      lines: read.lines, units: await selectRows(tx, 'Unit', sql`TRUE`), categories: new Map(categories.map(({ id, name }) => [name, id])),
      products: new Map(products.map((product) => [product.sku, product])),
    };
  },
  decide: ({ lines, ...known }, { dryRun }, ctx) => {
    const issues = lines.flatMap((line) => issuesOf(line, known));
    if (issues.length > 0) throw new InputRefused(issues.slice(0, 100));
    const decision: Decision & { result: Record<string, number> } = { rows: [], events: [], result: { created: 0, updated: 0, unchanged: 0, categoriesCreated: 0 } };
    const count = (name: string) => { decision.result[name] = (decision.result[name] ?? 0) + 1; };
    const categoryOf = (name: string): string => {
      const found = known.categories.get(name);
      if (found) return found;
      const id = ctx.newId();
      known.categories.set(name, id);
      decision.rows.push(insert('Category', { id, name, description: null }));
      decision.events.push({ kind: 'categoryCreated', subjectType: 'Category', subjectId: id, data: { name } });
      count('categoriesCreated');
      return id;
    };
    for (const { line: _line, sku, category, unit, ...columns } of lines) {
      const product = known.products.get(sku);
      const after = { ...columns, ...(category === undefined ? {} : { categoryId: category && categoryOf(category) }) };
      if (!product) {
        const id = ctx.newId();
        const unitId = known.units.find(({ code }) => code === unit)?.id ?? '';
        decision.rows.push(insert('Product', { id, sku, description: null, categoryId: null, reorderPoint: null, taxCodeId: null, unitId, ...after }));
        decision.events.push({ kind: 'productCreated', subjectType: 'Product', subjectId: id, data: { sku, name: columns.name } });
        count('created');
        continue;
      }
      const changes = changesOf('Product', product, after, ctx.company.currencyCode);
      count(Object.keys(changes).length > 0 ? 'updated' : 'unchanged');
      if (Object.keys(changes).length === 0) continue;
      decision.rows.push(update('Product', product.id, { ...after, ...nowOwn(product, Object.keys(changes)), version: product.version + 1 }));
      decision.events.push({ kind: 'productUpdated', subjectType: 'Product', subjectId: product.id, changes });
    }
    return dryRun ? { ...decision, rows: [], events: [] } : decision;
  },
});
