import type { ProductRow } from '../generated/rows.ts';
import { action, type Action } from '../shared/action.ts';
import { id, optional, text } from '../shared/input.ts';
import { lockRow } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { ProductAlready } from './refusals.ts';

const input = { productId: id('Product'), reason: optional(text({ max: 1000, lines: true })) };

/** Refuses where the product is in that state already. */
export const demandTurn = (product: ProductRow, ends: boolean): void => {
  if (product.isDiscontinued === ends) throw ProductAlready({ productName: product.name, state: ends ? 'discontinued' : 'sold' });
};

const turn = (ends: boolean): Action<typeof input, ProductRow> => action({
  name: ends ? 'discontinueProduct' : 'resumeProduct',
  describe: ends ? 'Sells a product off: it is not bought again.' : 'Takes a discontinued product back into the range.',
  permission: 'catalogue.manage', input, refusals: [ProductAlready], payload: { product: 'record:Product' },
  load: (tx, { productId }) => lockRow(tx, 'Product', productId),
  decide: (product, { reason }) => {
    demandTurn(product, ends);
    return {
      rows: [update('Product', product.id, { isDiscontinued: ends, version: product.version + 1 })],
      events: [{ kind: ends ? 'productDiscontinued' : 'productResumed', subjectType: 'Product', subjectId: product.id, reason }],
      result: { product: product.id },
    };
  },
});

export const discontinueProduct = turn(true);
export const resumeProduct = turn(false);
