import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { fraction, id, moneyOrZero, optional } from '../shared/input.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';

export const setMatchTolerance = action({
  name: 'setMatchTolerance', permission: 'company.manage',
  describe: 'How far bills of a supplier, or (without one) of all suppliers, may be from what was ordered and received. Without any, every difference is an exception.',
  input: {
    supplierId: optional(id('Supplier')),
    priceRate: { ...optional(fraction()), describe: 'As a fraction of what was ordered for a line.' },
    price: { ...optional(moneyOrZero()), describe: 'Of a line; with a fraction, the lesser of both.' },
    quantityRate: { ...optional(fraction()), describe: 'As a fraction of what was received.' },
  },
  refusals: [], payload: { matchTolerance: 'record:MatchTolerance' },
  load: (tx, { supplierId }) => selectRows(tx, 'MatchTolerance', sql`t."supplierId" IS NOT DISTINCT FROM ${supplierId ?? null}::uuid`, { lock: true }),
  decide: ([known], { supplierId, priceRate, price, quantityRate }, ctx) => {
    const columns = { priceRate: priceRate ?? null, priceMinor: price ?? null, quantityRate: quantityRate ?? null };
    if (Object.values(columns).every((each) => each === null)) throw fieldRefused(['priceRate'], 'required');
    const { id: companyId, currencyCode } = ctx.company;
    const matchTolerance = known?.id ?? ctx.newId();
    const about = supplierId ? { type: 'Supplier', id: supplierId } : { type: 'Company', id: companyId };
    return {
      rows: [known ? update('MatchTolerance', known.id, { ...columns, version: known.version + 1 })
        : insert('MatchTolerance', { id: matchTolerance, companyId, supplierId: supplierId ?? null, currencyCode, ...columns })],
      events: [{ kind: 'matchToleranceSet', subjectType: about.type, subjectId: about.id }],
      result: { matchTolerance },
    };
  },
});

export const removeMatchTolerance = action({
  name: 'removeMatchTolerance', describe: 'Lets the wider tolerance count again.', permission: 'company.manage',
  input: { matchToleranceId: id('MatchTolerance') }, refusals: [], payload: { removed: 'text' },
  load: (tx, { matchToleranceId }) => lockRow(tx, 'MatchTolerance', matchToleranceId),
  decide: (row, _input, ctx) => ({
    rows: [remove('MatchTolerance', row.id)],
    events: [{ kind: 'matchToleranceRemoved', subjectType: row.supplierId ? 'Supplier' : 'Company', subjectId: row.supplierId ?? ctx.company.id }],
    result: { removed: row.id },
  }),
});
