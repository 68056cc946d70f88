import sql from 'sql-template-tag';
import type { EntryKind } from '../generated/rows.ts';
import { day } from '../shared/input.ts';
import { minor, negate, plus, zero, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';

interface CashFlows { opening: Minor; received: Minor; spent: Minor; closing: Minor }
interface CashKind { kind: EntryKind; received: Minor; spent: Minor }
interface CashAccount extends CashFlows { account: string; code: string; name: string; kinds: CashKind[] }
export interface CashSummary extends CashFlows { from: Day; to: Day; accounts: CashAccount[] }

/** A kind of posting within the days; without one: what the account held before. */
interface Row { account: string; code: string; name: string; kind: EntryKind | null; received: string; spent: string; before: string }

/** Money accounts between two days: what was there, what came and went by kind of posting (both positive), what is there. */
export const cashSummary = report({
  args: { from: day(), to: day() },
  statement: ({ from, to }, { company }) => sql`
    SELECT a.id AS account, a.code, a.name, e.kind::text AS kind,
      coalesce(sum(l."companyMinor") FILTER (WHERE l."effectiveOn" >= ${from} AND l."companyMinor" > 0), 0)::text AS received,
      coalesce(-sum(l."companyMinor") FILTER (WHERE l."effectiveOn" >= ${from} AND l."companyMinor" < 0), 0)::text AS spent,
      coalesce(sum(l."companyMinor") FILTER (WHERE l."effectiveOn" < ${from}), 0)::text AS before
    FROM "Account" a LEFT JOIN "JournalLine" l ON l."accountId" = a.id AND l."effectiveOn" <= ${to} LEFT JOIN "JournalEntry" e ON e.id = l."entryId"
    WHERE a."companyId" = ${company.id} AND a."isCash" GROUP BY a.id, e.kind ORDER BY a.code, e.kind`,
  make: (found: Row[], { from, to }): CashSummary => {
    const accounts = [...Map.groupBy(found, ({ account }) => account).values()].flatMap((own): CashAccount[] => {
      const [first] = own;
      if (!first) return [];
      const kinds = own.flatMap(({ kind, received, spent }): CashKind[] => (kind && (received !== '0' || spent !== '0') ? [{ kind, received: minor(BigInt(received)), spent: minor(BigInt(spent)) }] : []));
      const opening = plus(zero, ...own.map(({ before }) => minor(BigInt(before))));
      const [received, spent] = [plus(zero, ...kinds.map((each) => each.received)), plus(zero, ...kinds.map((each) => each.spent))];
      const { account, code, name } = first;
      return [{ account, code, name, kinds, opening, received, spent, closing: plus(opening, received, negate(spent)) }];
    });
    const total = (name: keyof CashFlows) => plus(zero, ...accounts.map((account) => account[name]));
    return { from, to, accounts, opening: total('opening'), received: total('received'), spent: total('spent'), closing: total('closing') };
  },
});
