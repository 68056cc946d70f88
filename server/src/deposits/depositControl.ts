import sql from 'sql-template-tag';
import { taxesOf } from '../payments/heldTax.ts';
import { minor, minus, plus, zero, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import { depositInCompany } from './depositInCompany.ts';

interface Row { held: string; company: string; claim: string; amount: string; taxes: unknown; account: string; taxAccount: string; holdsShipping: boolean | null; appliesItself: boolean | null; dueDays: number | null; version: number | null }

/** What is held of all deposits beside account 2110, and its tax beside 2115. */
export const depositControl = report({
  args: {},
  statement: (_args, { company }) => {
    const balance = (code: string) => sql`(SELECT coalesce(-sum(l."companyMinor"), 0)::text FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code = ${code} WHERE a."companyId" = ${company.id})`;
    return sql`SELECT coalesce(-i."openMinor", 0)::text AS held, coalesce(-i."companyOpenMinor", 0)::text AS company, coalesce(CASE WHEN d."withdrawnOn" IS NULL THEN ${depositInCompany('d', sql`i."claimMinor"`)} ELSE 0 END, 0)::text AS claim, coalesce(i."amountMinor", 0)::text AS amount, i.taxes, ${balance('2110')} AS account, ${balance('2115')} AS "taxAccount",
        s."holdsShipping", s."appliesItself", s."dueDays", s.version
      FROM (SELECT 1) one LEFT JOIN "DepositSettings" s ON s."companyId" = ${company.id} LEFT JOIN ("OpenItem" i LEFT JOIN "DepositRequest" d ON d."openItemId" = i.id) ON i.kind = 'DEPOSIT' AND (i."openMinor" <> 0 OR i."claimMinor" > 0) ORDER BY i.id`;
  },
  make: (rows: Row[]) => {
    const [first] = rows;
    const read = (value: string | undefined): Minor => minor(BigInt(value ?? '0'));
    const held = plus(zero, ...rows.map((row) => read(row.company)));
    const tax = plus(zero, ...rows.flatMap((row) => taxesOf({ taxes: (row.taxes ?? null) as never, amountMinor: read(row.amount) }, read(row.held), read(row.company)).map((each) => each.companyTax)));
    const [account, taxAccount] = [read(first?.account), minor(-read(first?.taxAccount))];
    return {
      held, account, difference: minus(account, held), tax, taxAccount, taxDifference: minus(taxAccount, tax), toCome: plus(zero, ...rows.map((row) => read(row.claim))),
      settings: { holdsShipping: first?.holdsShipping ?? true, appliesItself: first?.appliesItself ?? true, dueDays: first?.dueDays ?? 7, version: first?.version ?? 0 },
    };
  },
});
