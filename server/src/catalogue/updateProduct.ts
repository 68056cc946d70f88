import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { id, integer, optional } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, lockRow } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { demandReferences, loadReferences, productFields } from './productInput.ts';
import { ProductInUse } from './refusals.ts';

const { sku, name, unitId, ...others } = productFields;
const fields = { sku: optional(sku), name: optional(name), unitId: optional(unitId), ...others };

export const updateProduct = action({
  name: 'updateProduct', describe: 'Changes a product. Fields left out stay; its unit stays once goods have moved.', permission: 'catalogue.manage',
  input: { productId: id('Product'), version: integer(), ...fields },
  refusals: [ProductInUse], payload: { product: 'record:Product' },
  load: async (tx, input) => {
    const product = await lockRow(tx, 'Product', input.productId);
    const [use] = await tx.rows<{ used: boolean }>(sql`SELECT EXISTS (SELECT FROM "StockMove" WHERE "productId" = ${product.id})
      OR EXISTS (SELECT FROM "Reservation" WHERE "productId" = ${product.id}) OR EXISTS (SELECT FROM "PurchaseOrderLine" WHERE "productId" = ${product.id})
      OR EXISTS (SELECT FROM "OrderLine" WHERE "productId" = ${product.id}) AS used`);
    const found = await loadReferences(tx, { ...input, unitId: input.unitId ?? product.unitId });
    return { product, found, isUsed: !!use?.used };
  },
  decide: ({ product, found, isUsed }, { version, ...sent }, ctx) => {
    const after = patchOf('Product', sent, ['sku', 'name', 'description', 'categoryId', 'unitId', 'taxCodeId', 'isStocked', 'isDiscontinued', 'reorderPoint']);
    demandVersion('Product', product, version, after, ctx.company.currencyCode);
    demandReferences({ ...after, reorderPoint: after.reorderPoint ?? (after.unitId ? product.reorderPoint : null) }, found, product.id);
    const changes = changesOf('Product', product, after, ctx.company.currencyCode);
    for (const field of ['unitId', 'isStocked']) {
      if (isUsed && field in changes) throw ProductInUse({ productName: product.name, field });
    }
    return {
      rows: [update('Product', product.id, { ...after, version: product.version + 1 })],
      events: [{ kind: 'productUpdated', subjectType: 'Product', subjectId: product.id, changes }],
      result: { product: product.id },
    };
  },
});
