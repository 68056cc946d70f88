import sql from 'sql-template-tag';
import type { AccountType } from '../generated/rows.ts';
import { clipToHorizon } from '../shared/horizon.ts';
import { minor, negate, plus, zero, type Minor } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { journalUpTo } from './journalUpTo.ts';

export interface AccountBalance { account: string; code: string; name: string; type: AccountType; debit: Minor; credit: Minor; balance: Minor }
export interface TrialBalance { on: Day; knownAt: Date | null; rows: AccountBalance[]; debit: Minor; credit: Minor }

type Row = Pick<AccountBalance, 'account' | 'code' | 'name' | 'type'> & { balance: string };

/** Every account's balance as of a day, as known at a time (null: now), on its side. Debits equal credits. */
export async function trialBalance(on: Day, asked: Date | null, ctx: Context): Promise<TrialBalance> {
  const knownAt = await clipToHorizon(ctx.db, asked);
  const found = await ctx.db.rows<Row>(sql`SELECT a.id AS account, a.code, a.name, a.type::text AS type, sum(l."companyMinor")::text AS balance
    FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
    WHERE l."companyId" = ${ctx.company.id} AND ${journalUpTo(on, knownAt)} GROUP BY a.id ORDER BY a.code`);
  const rows = found.map(({ balance: text, ...account }): AccountBalance => {
    const balance = minor(BigInt(text));
    return { ...account, balance, debit: balance > 0n ? balance : zero, credit: balance < 0n ? negate(balance) : zero };
  });
  return { on, knownAt, rows, debit: plus(...rows.map((row) => row.debit)), credit: plus(...rows.map((row) => row.credit)) };
}
