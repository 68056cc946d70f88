import { action } from '../shared/action.ts';
import { boolean, choice, id, integer, moneyOrZero, optional, text } from '../shared/input.ts';
import { changesOf, demandVersion, lockRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';

export const saveHoldRule = action({
  name: 'saveHoldRule', permission: 'holdRules.manage',
  describe: 'Says what stops customers by itself: so many days or so much overdue, or over the limit. A rule that is not active any more lets those go whom it releases itself.',
  input: {
    holdRuleId: { ...optional(id('HoldRule')), describe: 'A new one when left out.' }, version: optional(integer()), name: text({ max: 100 }), cause: choice('HoldCause'),
    days: { ...optional(integer({ max: 3650 })), describe: 'Of OVERDUE_DAYS: more than so many. Of BOUNCED_PAYMENTS and WRITTEN_OFF: within so many.' }, amount: { ...optional(moneyOrZero()), describe: 'Of OVERDUE_AMOUNT: more than so much.' },
    scope: choice('HoldScope'), groupId: { ...optional(id('CustomerGroup')), describe: 'Customers of this group alone.' }, releasesItself: optional(boolean()), isActive: optional(boolean()),
  },
  refusals: [], payload: { holdRule: 'record:HoldRule' },
  load: async (tx, { holdRuleId }) => (holdRuleId ? lockRow(tx, 'HoldRule', holdRuleId) : undefined),
  decide: (known, { name, cause, days = null, amount = null, scope, groupId = null, version, ...input }, ctx) => {
    const isOfDays = cause === 'OVERDUE_DAYS' || cause === 'BOUNCED_PAYMENTS' || cause === 'WRITTEN_OFF';
    if (isOfDays && days === null) throw fieldRefused(['days'], 'required');
    if (cause === 'OVERDUE_AMOUNT' && amount === null) throw fieldRefused(['amount'], 'required');
    const after = { name, cause, days: isOfDays ? days : null, amountMinor: cause === 'OVERDUE_AMOUNT' ? amount : null, scope, groupId, releasesItself: input.releasesItself ?? true, isActive: input.isActive ?? true };
    if (known) demandVersion('HoldRule', known, version, after, ctx.company.currencyCode);
    const holdRule = known?.id ?? ctx.newId();
    return {
      rows: [known ? update('HoldRule', known.id, { ...after, version: known.version + 1 }) : insert('HoldRule', { id: holdRule, companyId: ctx.company.id, currencyCode: ctx.company.currencyCode, ...after })],
      events: [{ kind: 'holdRuleSaved', subjectType: 'Company', subjectId: ctx.company.id, data: { name, cause, scope }, ...(known ? { changes: changesOf('HoldRule', known, after, ctx.company.currencyCode) } : {}) }],
      result: { holdRule },
    };
  },
});
