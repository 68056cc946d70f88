// What an action would write to the ledger: asked before it is carried out, by whoever may read the journal.
import { GraphQLError } from 'graphql';
import sql from 'sql-template-tag';
import type { JournalLineRow } from './generated/rows.ts';
import { offeredAction } from './mutations.ts';
import { reportQuery, reportType } from './reports.ts';
import { json, text } from './shared/input.ts';
import { negate, plus, type Minor } from './shared/money.ts';
import { readInput, rehearse } from './shared/perform.ts';

reportType('LedgerEffectLine', 'What would be written to one account; one of debit and credit is set.', {
  code: 'text', name: 'text', debit: 'money?', credit: 'money?',
});

reportQuery('ledgerEffect', {
  describe: 'What a mutation would write to the ledger if it were sent now, by account and side; nothing is written. A refusal is BAD_REQUEST with its sentence.',
  permission: 'journal.read', type: 'LedgerEffectLine', list: true,
  args: { mutation: text({ max: 60 }), input: json() },
  resolve: async ({ mutation, input }, ctx) => {
    const declared = offeredAction(mutation);
    // Only what is decided without slow or secret preparation can be rehearsed.
    if (!declared || declared.prepare || declared.permission === 'public') {
      throw new GraphQLError(`There is no mutation ${mutation} to preview.`, { extensions: { code: 'BAD_REQUEST' } });
    }
    const rows = await rehearse(declared, readInput(declared, input, ctx), ctx);
    const sides = new Map<string, { accountId: string; amount: Minor }>();
    for (const { op, table, row } of rows) {
      if (op !== 'insert' || table !== 'JournalLine') continue;
      const { accountId, companyMinor } = row as Pick<JournalLineRow, 'accountId' | 'companyMinor'>;
      const side = `${accountId} ${companyMinor > 0n ? 'debit' : 'credit'}`;
      sides.set(side, { accountId, amount: plus(sides.get(side)?.amount ?? (0n as Minor), companyMinor as Minor) });
    }
    const ids = [...sides.values()].map(({ accountId }) => accountId);
    const accounts = await ctx.db.rows<{ id: string; code: string; name: string }>(sql`SELECT id, code, name FROM "Account" WHERE id = ANY(${ids}::uuid[])`);
    const byId = new Map(accounts.map((account) => [account.id, account]));
    return [...sides.values()]
      .map(({ accountId, amount }) => ({
        code: byId.get(accountId)?.code ?? '', name: byId.get(accountId)?.name ?? '',
        debit: amount > 0n ? amount : null, credit: amount < 0n ? negate(amount) : null,
      }))
      .sort((a, b) => Number(a.debit === null) - Number(b.debit === null) || (a.code < b.code ? -1 : 1));
  },
});
