import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { choice, fraction, id, moneyOrZero, optional } from '../shared/input.ts';
import { printMoney } from '../shared/money.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';

export const setApprovalLimit = action({
  name: 'setApprovalLimit', permission: 'company.manage',
  describe: 'Up to how much somebody of a role, or one person, needs nobody\'s approval, and may give it to others. Who has no limit needs none; a person\'s own counts before that of the role.',
  input: { kind: choice('ApprovalKind'), role: optional(choice('Role')), userId: { ...optional(id('User')), describe: 'Of one person, instead of a role.' }, amount: moneyOrZero(), rate: { ...optional(fraction()), describe: 'The same as a fraction: of a minimum margin, so many points below it. Only the amount counts when left out.' } },
  refusals: [], payload: { approvalLimit: 'record:ApprovalLimit' },
  load: async (tx, { kind, role, userId }) => ({
    user: userId ? await lockRow(tx, 'User', userId) : null,
    known: (await selectRows(tx, 'ApprovalLimit', sql`t.kind = ${kind}::"ApprovalKind" AND t.role IS NOT DISTINCT FROM ${role ?? null}::"Role" AND t."userId" IS NOT DISTINCT FROM ${userId ?? null}::uuid`, { lock: true }))[0],
  }),
  decide: ({ known, user }, { kind, role = null, userId = null, amount, rate = null }, ctx) => {
    if ((role === null) === (userId === null)) throw fieldRefused([role === null ? 'role' : 'userId'], 'one_of', { fields: 'role, userId' });
    const approvalLimit = known?.id ?? ctx.newId();
    const { id: companyId, currencyCode } = ctx.company;
    return {
      rows: [known ? update('ApprovalLimit', known.id, { amountMinor: amount, rate, version: known.version + 1 })
        : insert('ApprovalLimit', { id: approvalLimit, companyId, kind, role, userId, amountMinor: amount, rate, currencyCode })],
      events: [{ kind: 'approvalLimitSet', subjectType: 'Company', subjectId: companyId, data: { kind, role: role ?? user?.name ?? null, amount: printMoney(amount, currencyCode) } }],
      result: { approvalLimit },
    };
  },
});

export const removeApprovalLimit = action({
  name: 'removeApprovalLimit', describe: 'Lets a role go without approval, whatever the amount.', permission: 'company.manage',
  input: { approvalLimitId: id('ApprovalLimit') }, refusals: [], payload: { removed: 'text' },
  load: (tx, { approvalLimitId }) => lockRow(tx, 'ApprovalLimit', approvalLimitId),
  decide: (row, _input, ctx) => ({
    rows: [remove('ApprovalLimit', row.id)],
    events: [{ kind: 'approvalLimitRemoved', subjectType: 'Company', subjectId: ctx.company.id, data: { kind: row.kind, role: row.role } }],
    result: { removed: row.id },
  }),
});
