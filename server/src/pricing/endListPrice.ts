import { action } from '../shared/action.ts';
import { day, id, integer } from '../shared/input.ts';
import { demandVersion, lockRow, readRow } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { PriceEnded } from './refusals.ts';
import { demandEnd } from './rules.ts';

export const endListPrice = action({
  name: 'endListPrice', describe: 'Sets the last day of a list price.', permission: 'prices.manage',
  input: { listPriceId: id('ListPrice'), validTo: day(), version: integer() },
  refusals: [PriceEnded], payload: { product: 'record:Product', listPrice: 'record:ListPrice' },
  load: async (tx, input) => {
    const { productId } = await readRow(tx, 'ListPrice', input.listPriceId);
    await lockRow(tx, 'Product', productId);
    return lockRow(tx, 'ListPrice', input.listPriceId);
  },
  decide: (price, { validTo, version }, ctx) => {
    demandVersion('ListPrice', price, version, { validTo }, ctx.company.currencyCode);
    demandEnd(price, validTo);
    return {
      rows: [update('ListPrice', price.id, { validTo, version: price.version + 1 })],
      events: [{ kind: 'listPriceEnded', subjectType: 'Product', subjectId: price.productId, changes: { validTo: [price.validTo, validTo] } }],
      result: { product: price.productId, listPrice: price.id },
    };
  },
});
