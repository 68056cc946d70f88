import { action } from '../shared/action.ts';
import { id, integer, optional } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, lockRow } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { nowOwn } from './inheriting.ts';
import { demandReferences, demandTracking, loadReferences, productFields } from './productInput.ts';
import { demandChangeable, loadProductUse } from './productUse.ts';
import { ProductInUse } from './refusals.ts';

const { sku, name, unitId, ...others } = productFields;
const fields = { sku: optional(sku), name: optional(name), unitId: optional(unitId), ...others };

export const updateProduct = action({
  name: 'updateProduct', describe: 'Changes a product. Fields left out stay; its unit stays once goods have moved. What is set on a variant is its own from then on.', permission: 'catalogue.manage',
  input: { productId: id('Product'), version: integer(), ...fields },
  refusals: [ProductInUse], payload: { product: 'record:Product' },
  load: async (tx, input) => {
    const product = await lockRow(tx, 'Product', input.productId);
    const use = await loadProductUse(tx, [product.id], !!input.tracking || !!input.costingMethod);
    const found = await loadReferences(tx, { ...input, unitId: input.unitId ?? product.unitId });
    return { product, found, use: use.get(product.id) };
  },
  decide: ({ product, found, use }, { version, ...sent }, ctx) => {
    const after = patchOf('Product', sent, ['sku', 'name', 'description', 'categoryId', 'unitId', 'taxCodeId', 'isStocked', 'isDiscontinued', 'isJit', 'reorderPoint', 'costingMethod', 'weight', 'tracking', 'shelfLifeDays']);
    demandVersion('Product', product, version, after, ctx.company.currencyCode);
    demandReferences({ ...after, reorderPoint: after.reorderPoint ?? (after.unitId ? product.reorderPoint : null) }, found, product.id);
    demandTracking({ ...product, ...after });
    const changes = changesOf('Product', product, after, ctx.company.currencyCode);
    demandChangeable(product, Object.keys(changes), use);
    return {
      rows: [update('Product', product.id, { ...after, ...nowOwn(product, Object.keys(changes)), version: product.version + 1 })],
      events: [{ kind: 'productUpdated', subjectType: 'Product', subjectId: product.id, changes }],
      result: { product: product.id },
    };
  },
});
