import { isControl } from '../accounting/rules.ts';
import { action } from '../shared/action.ts';
import { boolean, id, integer, optional, text } from '../shared/input.ts';
import { demandVersion, lockRow, readRow } from '../shared/rows.ts';
import { insert, remove, update } from '../shared/write.ts';
import { LedgerAccountClosed } from './refusals.ts';

export const saveStatementRule = action({
  name: 'saveStatementRule', permission: 'banking.manage', describe: 'Says to which account of the ledger lines go whose text, payer or code holds some words: fees, interest, transfers. Proposed, or booked by itself.',
  input: {
    statementRuleId: optional(id('StatementRule')), version: optional(integer()), name: text({ max: 200 }), contains: text({ max: 200, min: 3 }), isIn: { ...optional(boolean()), describe: 'True: money in alone; false: money out alone; either when left out.' },
    accountId: id('Account'), collectionAccountId: optional(id('CollectionAccount')), isAutomatic: optional(boolean()), isActive: optional(boolean()),
  },
  refusals: [LedgerAccountClosed], payload: { statementRule: 'record:StatementRule' },
  load: async (tx, { statementRuleId, accountId, collectionAccountId }) => {
    if (collectionAccountId) await readRow(tx, 'CollectionAccount', collectionAccountId);
    return { known: statementRuleId ? await lockRow(tx, 'StatementRule', statementRuleId) : null, account: await readRow(tx, 'Account', accountId) };
  },
  decide: ({ known, account }, input, ctx) => {
    if (!account.isActive || isControl(account)) throw LedgerAccountClosed({ account: `${account.code} ${account.name}` });
    const columns = {
      name: input.name, contains: input.contains, isIn: input.isIn ?? null, accountId: account.id, collectionAccountId: input.collectionAccountId ?? null, isAutomatic: input.isAutomatic ?? false, isActive: input.isActive ?? true,
    };
    if (known) demandVersion('StatementRule', known, input.version, columns, ctx.company.currencyCode);
    const statementRule = known?.id ?? ctx.newId();
    return {
      rows: [known ? update('StatementRule', known.id, { ...columns, version: known.version + 1 }) : insert('StatementRule', { id: statementRule, companyId: ctx.company.id, ...columns })],
      events: [{ kind: 'statementRuleSaved', subjectType: 'Company', subjectId: ctx.company.id, data: { name: input.name } }],
      result: { statementRule },
    };
  },
});

export const removeStatementRule = action({
  name: 'removeStatementRule', permission: 'banking.manage', describe: 'Lets lines of such a text wait for somebody again.', input: { statementRuleId: id('StatementRule') }, refusals: [], payload: { name: 'text' },
  load: (tx, { statementRuleId }) => lockRow(tx, 'StatementRule', statementRuleId),
  decide: (row, _input, ctx) => ({
    rows: [remove('StatementRule', row.id)], events: [{ kind: 'statementRuleRemoved', subjectType: 'Company', subjectId: ctx.company.id, data: { name: row.name } }], result: { name: row.name },
  }),
});
