import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { day, id, optional, signedMoney } from '../shared/input.ts';
import { negate, printMoney } from '../shared/money.ts';
import { readRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { holdPeriod, loadAccounts } from './books.ts';
import { entryRows } from './post.ts';
import { ControlAccount, postingRefusals } from './refusals.ts';
import { isControl } from './rules.ts';

export const recordOpeningBalance = action({
  name: 'recordOpeningBalance', permission: 'journal.post',
  describe: 'Takes over the balance of an account, once, against the opening balances. Accounts that documents keep begin with those documents. Reversed as an entry.',
  input: {
    accountId: id('Account'), balance: { ...signedMoney(), describe: 'Debit positive, credit negative.' },
    on: { ...optional(day()), describe: 'The day of the opening balances. Default: today.' },
  },
  refusals: [...postingRefusals, ControlAccount], payload: { entry: 'record:JournalEntry' },
  load: async (tx, { accountId, on }, ctx) => {
    await holdPeriod(tx, ctx, on ?? ctx.today);
    const account = await readRow(tx, 'Account', accountId);
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`opening ${accountId}`}, 0))`);
    const [known] = await tx.rows<{ id: string }>(sql`SELECT e.id FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id
      WHERE e.kind = 'OPENING' AND e."sourceType" = 'JournalEntry' AND l."accountId" = ${accountId}
        AND NOT EXISTS (SELECT FROM "JournalEntry" r WHERE r."reversesEntryId" = e.id) LIMIT 1`);
    return { account, isKnown: known !== undefined, accounts: await loadAccounts(tx, ctx) };
  },
  decide: ({ account, isKnown, accounts }, { balance, on }, ctx) => {
    if (isControl(account)) throw ControlAccount({ account: account.code, name: account.name });
    if (account.id === accounts['3000']) throw fieldRefused(['accountId'], 'opening_account', { account: account.code });
    if (isKnown) throw fieldRefused(['balance'], 'opening_known');
    if (balance === 0n) throw fieldRefused(['balance'], 'number_not_zero');
    const entryId = ctx.newId();
    return {
      rows: entryRows(accounts, {
        kind: 'OPENING', effectiveOn: on ?? ctx.today, memo: 'Opening balance', source: { type: 'JournalEntry', id: entryId },
        lines: [{ accountId: account.id, amount: balance }, { account: '3000', amount: negate(balance) }],
      }, ctx, entryId),
      events: [{ kind: 'openingBalanceRecorded', subjectType: 'JournalEntry', subjectId: entryId, data: { account: account.code, balance: printMoney(balance, ctx.company.currencyCode) } }],
      result: { entry: entryId },
    };
  },
});
