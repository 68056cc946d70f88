import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { lockRow, readRow } from '../shared/rows.ts';
import { insert, remove } from '../shared/write.ts';
import { BarcodeTaken } from './refusals.ts';

export const addBarcode = action({
  name: 'addBarcode', describe: 'Gives a product a barcode by which it is found.', permission: 'catalogue.manage',
  input: { productId: id('Product'), code: text({ max: 60, pattern: /^[\x21-\x7E]+$/ }) },
  refusals: [BarcodeTaken], payload: { product: 'record:Product' },
  load: async (tx, { productId, code }) => {
    const product = await lockRow(tx, 'Product', productId);
    const holders = await tx.rows<{ id: string; name: string }>(
      sql`SELECT p.id, p.name FROM "Barcode" b JOIN "Product" p ON p.id = b."productId" WHERE b.code = ${code}`);
    return { product, holder: holders[0] };
  },
  decide: ({ product, holder }, { code }, ctx) => {
    if (holder) throw BarcodeTaken({ code, product: holder.id, productName: holder.name });
    return {
      rows: [insert('Barcode', { id: ctx.newId(), productId: product.id, code })],
      events: [{ kind: 'barcodeAdded', subjectType: 'Product', subjectId: product.id, data: { code } }],
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
