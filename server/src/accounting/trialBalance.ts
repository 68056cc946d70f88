import sql from 'sql-template-tag';
import type { AccountType } from '../generated/rows.ts';
import { day, instant, optional } from '../shared/input.ts';
import { minor, negate, plus, zero, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { journalUpTo } from './journalUpTo.ts';

export interface AccountBalance { account: string; code: string; name: string; type: AccountType; debit: Minor; credit: Minor; balance: Minor }
export interface TrialBalance { on: Day; knownAt: Date | null; rows: AccountBalance[]; debit: Minor; credit: Minor }

type Row = Pick<AccountBalance, 'account' | 'code' | 'name' | 'type'> & { balance: string };

/** Every account's balance as of a day (default today), as known at a time (default now), on its side. Debits equal credits. */
export const trialBalance = report({
  args: { on: optional(day()), knownAt: optional(instant()) },
  statement: ({ on, knownAt }, { company, today }) => sql`SELECT a.id AS account, a.code, a.name, a.type::text AS type, sum(l."companyMinor")::text AS balance
    FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
    WHERE l."companyId" = ${company.id} AND ${journalUpTo(on ?? today, knownAt ?? null)} GROUP BY a.id ORDER BY a.code`,
  make: (found: Row[], { on, knownAt }, ctx): TrialBalance => {
    const rows = found.map(({ balance: text, ...account }): AccountBalance => {
      const balance = minor(BigInt(text));
      return { ...account, balance, debit: balance > 0n ? balance : zero, credit: balance < 0n ? negate(balance) : zero };
    });
    return { on: on ?? ctx.today, knownAt: knownAt ?? null, rows, debit: plus(...rows.map((row) => row.debit)), credit: plus(...rows.map((row) => row.credit)) };
  },
});
