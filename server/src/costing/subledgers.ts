import sql from 'sql-template-tag';
import { day, optional } from '../shared/input.ts';
import { minor, minus, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';

interface Subledger { account: string; code: string; name: string; kept: Minor; ledger: Minor; /** Zero. */ difference: Minor }
export interface Subledgers { on: Day; rows: Subledger[] }
interface Row { account: string; code: string; name: string; kept: string; ledger: string }

/**
 * What the sub-ledgers keep as of a day beside the accounts that they explain: open items (kept, less what was booked on them later)
 * and stock (its daily totals). Debit positive; ledger.md, "As of day D".
 */
export const subledgers = report({
  args: { on: optional(day()) },
  statement: ({ on: asked }, { company, today }) => {
    const on = asked ?? today;
    return sql`
      WITH later AS (SELECT l."openItemId" AS id, sum(l."companyMinor") AS company FROM "JournalLine" l WHERE l."companyId" = ${company.id} AND l."effectiveOn" > ${on} AND l."openItemId" IS NOT NULL GROUP BY 1),
        kept AS (SELECT i."accountId", sum(i."companyOpenMinor" - coalesce(x.company, 0)) AS value FROM "OpenItem" i LEFT JOIN later x ON x.id = i.id WHERE i."companyId" = ${company.id} GROUP BY 1
          UNION ALL SELECT a.id, coalesce((SELECT sum("valueMinor") FROM "StockDay" WHERE day <= ${on}), 0) FROM "Account" a WHERE a."companyId" = ${company.id} AND a.code = '1300')
      SELECT a.id AS account, a.code, a.name, coalesce(k.value, 0)::text AS kept,
        coalesce((SELECT sum(l."companyMinor") FROM "JournalLine" l WHERE l."accountId" = a.id AND l."effectiveOn" <= ${on}), 0)::text AS ledger
      FROM "Account" a LEFT JOIN kept k ON k."accountId" = a.id WHERE a."companyId" = ${company.id} AND (a."isOpenItem" OR a.code = '1300') ORDER BY a.code`;
  },
  make: (found: Row[], { on }, ctx): Subledgers => ({
    on: on ?? ctx.today,
    rows: found.map(({ kept: held, ledger: booked, ...row }) => {
      const [kept, ledger] = [minor(BigInt(held)), minor(BigInt(booked))];
      return { ...row, kept, ledger, difference: minus(ledger, kept) };
    }),
  }),
});
