import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { boolean, fraction, id, optional, quantityOrZero } from '../shared/input.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';

export const setReceivingRule = action({
  name: 'setReceivingRule', permission: 'purchasing.override',
  describe: 'How goods of a supplier, of a product, of both, or (neither) of all are taken in: whether they are inspected, and how much more than ordered may come.',
  input: {
    supplierId: optional(id('Supplier')), productId: optional(id('Product')), inspects: optional(boolean()),
    overRate: { ...optional(fraction()), describe: 'As a fraction of what was ordered.' },
    overQuantity: { ...optional(quantityOrZero()), describe: 'In units; with a fraction, the lesser of both.' },
  },
  refusals: [], payload: { receivingRule: 'record:ReceivingRule' },
  load: (tx, { supplierId, productId }) => selectRows(tx, 'ReceivingRule',
    sql`t."supplierId" IS NOT DISTINCT FROM ${supplierId ?? null}::uuid AND t."productId" IS NOT DISTINCT FROM ${productId ?? null}::uuid`, { lock: true }),
  decide: ([known], { supplierId, productId, ...said }, ctx) => {
    const columns = { inspects: said.inspects ?? null, overRate: said.overRate ?? null, overQuantity: said.overQuantity ?? null };
    if (Object.values(columns).every((each) => each === null)) throw fieldRefused(['inspects'], 'required');
    const receivingRule = known?.id ?? ctx.newId();
    const about = supplierId ? { type: 'Supplier', id: supplierId } : productId ? { type: 'Product', id: productId } : { type: 'Company', id: ctx.company.id };
    return {
      rows: [known ? update('ReceivingRule', known.id, { ...columns, version: known.version + 1 })
        : insert('ReceivingRule', { id: receivingRule, companyId: ctx.company.id, supplierId: supplierId ?? null, productId: productId ?? null, ...columns })],
      events: [{ kind: 'receivingRuleSet', subjectType: about.type, subjectId: about.id, data: { productId: productId ?? null, inspects: columns.inspects } }],
      result: { receivingRule },
    };
  },
});

export const removeReceivingRule = action({
  name: 'removeReceivingRule', describe: 'Lets the wider rule count again.', permission: 'purchasing.override',
  input: { receivingRuleId: id('ReceivingRule') }, refusals: [], payload: { removed: 'text' },
  load: (tx, { receivingRuleId }) => lockRow(tx, 'ReceivingRule', receivingRuleId),
  decide: (row, _input, ctx) => {
    const about = row.supplierId ? { type: 'Supplier', id: row.supplierId } : row.productId ? { type: 'Product', id: row.productId } : { type: 'Company', id: ctx.company.id };
    return {
      rows: [remove('ReceivingRule', row.id)],
      events: [{ kind: 'receivingRuleRemoved', subjectType: about.type, subjectId: about.id, data: { productId: row.productId } }],
      result: { removed: row.id },
    };
  },
});
