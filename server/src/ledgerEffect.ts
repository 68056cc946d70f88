// What an action would write to the ledger: asked before it is carried out, by whoever may read the journal.
import { GraphQLError } from 'graphql';
import sql from 'sql-template-tag';
import type { JournalEntryRow, JournalLineRow } from './generated/rows.ts';
import { offeredAction } from './mutations.ts';
import { reportQuery, reportType } from './reports.ts';
import { json, text } from './shared/input.ts';
import { negate, plus, type Minor } from './shared/money.ts';
import { readInput, rehearse } from './shared/perform.ts';
import type { Day } from './shared/time.ts';
import type { Change } from './shared/write.ts';

reportType('LedgerEffectLine', 'What would be written to one account on a day; one of debit and credit is set. Costs that change because something becomes known late are told by order.', {
  on: 'day', code: 'text', name: 'text', order: 'record:Order?', debit: 'money?', credit: 'money?',
});

interface Side { accountId: string; on: Day; order: string | null; amount: Minor }

/** The sums of the lines that would be written, by day, account and side; of late costs by order, too. */
function sidesOf(rows: readonly Change[]): Side[] {
  // Rows are whole where they are inserted.
  const inserted = <T>(wanted: Change['table']) => rows.flatMap(({ op, table, row }) => (op === 'insert' && table === wanted ? [row as unknown as T] : []));
  const late = new Set(inserted<JournalEntryRow>('JournalEntry').filter(({ kind }) => kind === 'COST').map(({ id }) => id));
  const sides = new Map<string, Side>();
  for (const { accountId, companyMinor, effectiveOn, entryId, orderId } of inserted<JournalLineRow>('JournalLine')) {
    const order = late.has(entryId) ? orderId : null;
    const key = `${effectiveOn} ${accountId} ${order} ${companyMinor > 0n ? 'debit' : 'credit'}`;
    const known = sides.get(key);
    if (known) known.amount = plus(known.amount, companyMinor);
    else sides.set(key, { accountId, on: effectiveOn, order, amount: companyMinor });
  }
  return [...sides.values()];
}

reportQuery('ledgerEffect', {
  describe: 'What a mutation would write to the ledger if it were sent now, by day, account and side; nothing is written. A refusal is BAD_REQUEST with its sentence.',
  permission: 'journal.read', type: 'LedgerEffectLine', list: true,
  args: { mutation: text({ max: 60 }), input: json() },
  resolve: async ({ mutation, input }, ctx) => {
    const declared = offeredAction(mutation);
    // Only what is decided without slow or secret preparation can be rehearsed.
    if (!declared || declared.prepare || declared.permission === 'public') {
      throw new GraphQLError(`There is no mutation ${mutation} to preview.`, { extensions: { code: 'BAD_REQUEST' } });
    }
    const sides = sidesOf(await rehearse(declared, readInput(declared, input, ctx), ctx));
    const ids = sides.map(({ accountId }) => accountId);
    const accounts = await ctx.db.rows<{ id: string; code: string; name: string }>(sql`SELECT id, code, name FROM "Account" WHERE id = ANY(${ids}::uuid[])`);
    const byId = new Map(accounts.map((account) => [account.id, account]));
    return sides.map(({ accountId, on, order, amount }) => ({
      on, order, code: byId.get(accountId)?.code ?? '', name: byId.get(accountId)?.name ?? '',
      debit: amount > 0n ? amount : null, credit: amount < 0n ? negate(amount) : null,
    })).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0) || Number(a.debit === null) - Number(b.debit === null) || (a.code < b.code ? -1 : 1));
  },
});
