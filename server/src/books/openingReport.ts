import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { OpeningPart } from '../generated/rows.ts';
import { minor, negate, plus, zero, type Minor } from '../shared/money.ts';
import { day, optional } from '../shared/input.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';

interface PartSum { part: OpeningPart; records: number; told: Minor; ledger: Minor; difference: Minor }
interface OpeningAccount { account: string; code: string; name: string; balance: Minor }
export interface OpeningReport { upTo: Day; parts: PartSum[]; accounts: OpeningAccount[]; assets: Minor; liabilities: Minor; equity: Minor; opening: Minor; firstOn: Day | null; lastOn: Day | null }

type Row = { part: OpeningPart | 'OPENING' | 'DAYS'; account: string | null; code: string | null; name: string | null; type: string | null; records: number | null; told: string | null; ledger: string | null };

/** What each kind of document took over, and what openings wrote to its account. */
const parts: [OpeningPart, string, Sql][] = [
  ['RECEIVABLES', '1100', sql`SELECT count(*)::int AS records, coalesce(sum(coalesce(i."companyTotalMinor", i."totalMinor")), 0) AS told FROM "Invoice" i JOIN "OpenItem" o ON o.id = i."openItemId" WHERE i."isOpening" AND i.kind = 'INVOICE'`],
  ['CUSTOMER_CREDITS', '2100', sql`SELECT count(*)::int AS records, -coalesce(sum(coalesce(i."companyTotalMinor", i."totalMinor")), 0) AS told FROM "Invoice" i WHERE i."isOpening" AND i.kind = 'CREDIT_NOTE' AND i."creditsInvoiceId" IS NULL`],
  ['PAYABLES', '2000', sql`SELECT count(*)::int AS records, -coalesce(sum(coalesce(b."companyTotalMinor", b."totalMinor")), 0) AS told FROM "Bill" b WHERE b.status = 'POSTED' AND EXISTS (SELECT FROM "JournalEntry" e WHERE e."sourceId" = b.id AND e.kind = 'OPENING')`],
  ['STOCK', '1300', sql`SELECT count(*)::int AS records, coalesce(sum(m."valueMinor"), 0) AS told FROM "StockMove" m WHERE m.kind = 'OPENING'`],
];

/**
 * The move of a firm into these books: what was taken over of open invoices, credits, bills, stock and the other accounts up to a
 * day, what the ledger has of it, and what is left on the opening balances. All is taken over when that is the firm's equity.
 */
export const openingReport = report({
  args: { upTo: optional(day()) },
  statement: ({ upTo }, { company, today }) => {
    const wrote = sql`"JournalLine" l JOIN "JournalEntry" e ON e.id = l."entryId" AND e."companyId" = ${company.id} AND (e.kind = 'OPENING' OR EXISTS (SELECT FROM "JournalEntry" o WHERE o.id = e."reversesEntryId" AND o.kind = 'OPENING'))
      AND e."effectiveOn" <= ${upTo ?? today}`;
    return join([
      ...parts.map(([part, code, told]) => sql`SELECT ${raw(`'${part}'`)} AS part, NULL::uuid AS account, NULL AS code, NULL AS name, NULL AS type, d.records, d.told::text AS told,
        coalesce((SELECT sum(l."companyMinor") FROM ${wrote} JOIN "Account" a ON a.id = l."accountId" WHERE a.code = ${raw(`'${code}'`)} AND e.kind = 'OPENING'), 0)::text AS ledger FROM (${told}) d`),
      sql`SELECT 'OPENING', a.id, a.code, a.name, a.type::text, count(*)::int, NULL, sum(l."companyMinor")::text FROM ${wrote} JOIN "Account" a ON a.id = l."accountId" GROUP BY a.id HAVING sum(l."companyMinor") <> 0`,
      sql`SELECT 'DAYS', NULL, min(e."effectiveOn")::text, max(e."effectiveOn")::text, NULL, NULL, NULL, NULL FROM ${wrote}`,
    ], ' UNION ALL ');
  },
  make: (rows: Row[], { upTo }, ctx): OpeningReport => {
    const accounts = rows.filter(({ part }) => part === 'OPENING').map((row) => ({ account: row.account ?? '', code: row.code ?? '', name: row.name ?? '', type: row.type ?? '', balance: minor(BigInt(row.ledger ?? '0')) }))
      .sort((a, b) => (a.code < b.code ? -1 : 1));
    const told = new Map(rows.map((row) => [row.part, row]));
    const made = parts.map(([part]): PartSum => {
      const row = told.get(part);
      const [own, ledger] = [minor(BigInt(row?.told ?? '0')), minor(BigInt(row?.ledger ?? '0'))];
      return { part, records: row?.records ?? 0, told: own, ledger, difference: plus(own, negate(ledger)) };
    });
    const others = accounts.filter(({ code }) => code !== '3000' && !parts.some(([, own]) => own === code));
    const rest = plus(zero, ...others.map(({ balance }) => balance));
    const sumOf = (...types: string[]) => plus(zero, ...accounts.filter(({ type, code }) => types.includes(type) && code !== '3000').map(({ balance }) => balance));
    const days = told.get('DAYS');
    return {
      upTo: upTo ?? ctx.today, parts: [...made, { part: 'ACCOUNTS', records: others.length, told: rest, ledger: rest, difference: zero }],
      accounts: accounts.map(({ type: _type, ...account }) => account), assets: sumOf('ASSET'), liabilities: negate(sumOf('LIABILITY')), equity: negate(sumOf('EQUITY', 'REVENUE', 'EXPENSE')),
      opening: negate(accounts.find(({ code }) => code === '3000')?.balance ?? zero), firstOn: (days?.code ?? null) as Day | null, lastOn: (days?.name ?? null) as Day | null,
    };
  },
});
