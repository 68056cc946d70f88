import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { boolean, day, id, optional, unitPrice } from '../shared/input.ts';
import { printUnitPrice } from '../shared/quantity.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { insert } from '../shared/write.ts';
import { PriceOverlap } from './refusals.ts';
import { demandFreeSpan } from './rules.ts';

export const setListPrice = action({
  name: 'setListPrice', describe: 'Sets what a product costs from a day on. Spans of a product never overlap.', permission: 'prices.manage',
  input: {
    productId: id('Product'), unitPrice: unitPrice(), validFrom: optional(day()), validTo: optional(day()),
    endsCurrent: { ...optional(boolean()), describe: 'Ends the price that is valid until further notice the day before.' },
  },
  refusals: [PriceOverlap], payload: { product: 'record:Product', listPrice: 'record:ListPrice' },
  // Prices of a product are written one after another, under its lock.
  load: async (tx, input, ctx) => ({
    product: await lockRow(tx, 'Product', input.productId),
    prices: await selectRows(tx, 'ListPrice', sql`t."productId" = ${input.productId} AND t."currencyCode" = ${ctx.company.currencyCode}`),
  }),
  decide: ({ product, prices }, input, ctx) => {
    const span = { validFrom: input.validFrom ?? ctx.today, validTo: input.validTo ?? null };
    const ended = demandFreeSpan(product.name, prices, span, input.endsCurrent ?? false);
    const id = ctx.newId();
    return {
      rows: [...ended, insert('ListPrice', { id, productId: product.id, currencyCode: ctx.company.currencyCode, unitPrice: input.unitPrice, ...span })],
      events: [{ kind: 'listPriceSet', subjectType: 'Product', subjectId: product.id,
        data: { unitPrice: printUnitPrice(input.unitPrice), validFrom: span.validFrom, validTo: span.validTo } }],
      result: { product: product.id, listPrice: id },
    };
  },
});
