import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { id, optional, text } from '../shared/input.ts';
import type { Quantity } from '../shared/quantity.ts';
import { lockRow, readRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove } from '../shared/write.ts';
import { BarcodeTaken } from './refusals.ts';
import { convert, type ProductUnits } from './units.ts';
import { loadProductUnits } from './unitsLoad.ts';

/** Refuses a unit that is none of the product's, and one that is no exact number of its own. */
function demandOwnPieces(units: ProductUnits | undefined, unitId: string): void {
  const factor = units?.factors.get(unitId);
  const into = units?.stockUnit.code ?? '';
  const unit = units?.units.get(unitId);
  if (!units || !unit) throw fieldRefused(['unitId'], 'id_unknown', { type: 'Unit' });
  if (!factor) throw fieldRefused(['unitId'], 'unit_foreign', { unit: unit.code, into });
  if (!('exact' in convert(1_000_000n as Quantity, factor, units.stockUnit.decimals))) throw fieldRefused(['unitId'], 'unit_part', { unit: unit.code, into });
}

export const addBarcode = action({
  name: 'addBarcode', describe: 'Gives a product a barcode by which it is found: of one piece, or of a case, whose pieces a scan then counts.', permission: 'catalogue.manage',
  input: { productId: id('Product'), code: text({ max: 60, pattern: /^[\x21-\x7E]+$/ }), unitId: { ...optional(id('Unit')), describe: 'What the code stands on: one of the units of the product; its own when left out.' } },
  refusals: [BarcodeTaken], payload: { product: 'record:Product' },
  load: async (tx, { productId, code, unitId }) => {
    const product = await lockRow(tx, 'Product', productId);
    const holders = await tx.rows<{ id: string; name: string }>(
      sql`SELECT p.id, p.name FROM "Barcode" b JOIN "Product" p ON p.id = b."productId" WHERE b.code = ${code}`);
    const units = unitId ? await loadProductUnits(tx, [productId]) : undefined;
    return { product, holder: holders[0], units: units?.get(productId) };
  },
  decide: ({ product, holder, units }, { code, unitId }, ctx) => {
    if (holder) throw BarcodeTaken({ code, product: holder.id, productName: holder.name });
    const unit = unitId && unitId !== product.unitId ? units?.units.get(unitId) : undefined;
    if (unitId && unitId !== product.unitId) demandOwnPieces(units, unitId);
    return {
      rows: [insert('Barcode', { id: ctx.newId(), productId: product.id, code, unitId: unit?.id ?? null })],
      events: [{ kind: 'barcodeAdded', subjectType: 'Product', subjectId: product.id, data: { code, ...(unit ? { unit: unit.code } : {}) } }],
      result: { product: product.id },
    };
  },
});

export const removeBarcode = action({
  name: 'removeBarcode', describe: 'Takes a barcode off its product.', permission: 'catalogue.manage',
  input: { barcodeId: id('Barcode') }, refusals: [], payload: { product: 'record:Product' },
  load: async (tx, { barcodeId }) => {
    const { productId } = await readRow(tx, 'Barcode', barcodeId);
    await lockRow(tx, 'Product', productId);
    return lockRow(tx, 'Barcode', barcodeId);
  },
  decide: (barcode) => ({
    rows: [remove('Barcode', barcode.id)],
    events: [{ kind: 'barcodeRemoved', subjectType: 'Product', subjectId: barcode.productId, data: { code: barcode.code } }],
    result: { product: barcode.productId },
  }),
});
