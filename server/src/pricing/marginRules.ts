import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { choice, id, optional, signedFraction } from '../shared/input.ts';
import { printRate } from '../shared/quantity.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';

export const setMarginRule = action({
  name: 'setMarginRule', permission: 'margins.manage',
  describe: 'Sets what must be left of the net price of a product, of the products of a category, or (neither) of all. Orders that leave less need an approval.',
  input: {
    productId: optional(id('Product')), categoryId: optional(id('Category')),
    minimum: { ...signedFraction(), describe: 'A fraction of the net price: 0 is "not below cost", 0.2 a margin of twenty per cent.' },
    basis: { ...optional(choice('MarginBasis')), describe: 'The average cost of what is on hand (default), or that of what came in last.' },
  },
  refusals: [], payload: { marginRule: 'record:MarginRule' },
  load: async (tx, { productId, categoryId }, ctx) => {
    await lockRow(tx, 'Company', ctx.company.id);
    return selectRows(tx, 'MarginRule', sql`t."companyId" = ${ctx.company.id} AND t."productId" IS NOT DISTINCT FROM ${productId ?? null}::uuid AND t."categoryId" IS NOT DISTINCT FROM ${categoryId ?? null}::uuid`);
  },
  decide: ([known], { productId = null, categoryId = null, minimum, basis }, ctx) => {
    if (productId && categoryId) throw fieldRefused(['categoryId'], 'one_of', { fields: 'productId, categoryId' });
    if (minimum >= 1_000_000n || minimum < -1_000_000n) throw fieldRefused(['minimum'], 'number_large');
    const marginRule = known?.id ?? ctx.newId();
    const about = productId ? { type: 'Product', id: productId } : categoryId ? { type: 'Category', id: categoryId } : { type: 'Company', id: ctx.company.id };
    return {
      rows: [known ? update('MarginRule', known.id, { minimum, basis: basis ?? known.basis, version: known.version + 1 })
        : insert('MarginRule', { id: marginRule, companyId: ctx.company.id, productId, categoryId, minimum, basis: basis ?? 'AVERAGE' })],
      events: [{ kind: 'marginRuleSet', subjectType: about.type, subjectId: about.id, data: { minimum: printRate(minimum), basis: basis ?? known?.basis ?? 'AVERAGE' } }],
      result: { marginRule },
    };
  },
});

export const removeMarginRule = action({
  name: 'removeMarginRule', describe: 'Lets the wider rule count again; without any, orders may leave any margin.', permission: 'margins.manage',
  input: { marginRuleId: id('MarginRule') }, refusals: [], payload: { removed: 'text' },
  load: (tx, { marginRuleId }) => lockRow(tx, 'MarginRule', marginRuleId),
  decide: (rule, _input, ctx) => {
    const about = rule.productId ? { type: 'Product', id: rule.productId } : rule.categoryId ? { type: 'Category', id: rule.categoryId } : { type: 'Company', id: ctx.company.id };
    return {
      rows: [remove('MarginRule', rule.id)],
      events: [{ kind: 'marginRuleRemoved', subjectType: about.type, subjectId: about.id, data: { minimum: printRate(rule.minimum) } }], result: { removed: rule.id },
    };
  },
});
