import { action } from '../shared/action.ts';
import { insert } from '../shared/write.ts';
import { demandReferences, demandTracking, loadReferences, productFields } from './productInput.ts';

export const createProduct = action({
  name: 'createProduct', describe: 'Adds a product.', permission: 'catalogue.manage',
  input: productFields, refusals: [], payload: { product: 'record:Product' },
  load: (tx, input) => loadReferences(tx, input),
  decide: (found, input, ctx) => {
    demandReferences(input as object, found, null);
    demandTracking({ tracking: input.tracking ?? 'NONE', isStocked: input.isStocked ?? true });
    const id = ctx.newId();
    return {
      rows: [insert('Product', {
        id, sku: input.sku, name: input.name, description: input.description ?? null, categoryId: input.categoryId ?? null,
        unitId: input.unitId, taxCodeId: input.taxCodeId ?? null, isStocked: input.isStocked ?? true,
        isDiscontinued: input.isDiscontinued ?? false, isJit: input.isJit ?? false, reorderPoint: input.reorderPoint ?? null,
        costingMethod: input.costingMethod ?? 'MOVING_AVERAGE', weight: input.weight ?? null, tracking: input.tracking ?? 'NONE', shelfLifeDays: input.shelfLifeDays ?? null,
      })],
      events: [{ kind: 'productCreated', subjectType: 'Product', subjectId: id, data: { sku: input.sku, name: input.name } }],
      result: { product: id },
    };
  },
});
