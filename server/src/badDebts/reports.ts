// Provisions before they are posted, small balances, and the share of what was sold that was lost.
import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import type { AgeBucket, BadDebtGrouping } from '../generated/rows.ts';
import { choice, day, id, money, optional } from '../shared/input.ts';
import { minor, minus, negate, plus, zero, type Minor } from '../shared/money.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import type { Rate } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { basesOf, baseStatement, rateIn, type BaseRow } from './loadProvision.ts';
import { matrixOn, provisionParts, type Matrix } from './provisionRules.ts';

const read = (text: string) => minor(BigInt(text));
const sum = (amounts: readonly Minor[]): Minor => plus(zero, ...amounts);

interface MatrixRow { id: string; startsOn: Day; recordedAt: string; bucket: AgeBucket; riskClass: string | null; rate: string }
/** One of them is set. */
interface PreviewRow { base: (BaseRow & object) | null; matrix: MatrixRow | null; previous: { number: string; asOf: Day; total: string } | null }
interface PreviewLine { customer: string; customerName: string; riskClass: string | null; bucket: AgeBucket; base: Minor; rate: Rate; amount: Minor }
export interface ProvisionPreview { asOf: Day; hasMatrix: boolean; matrixFrom: Day | null; base: Minor; total: Minor; before: Minor; difference: Minor; previous: string | null; lines: PreviewLine[] }

/** What a provision as of a day would be, beside the one that stands. */
export const provisionPreview = report({
  args: { asOf: { ...optional(day()), describe: 'Today when left out.' } },
  statement: ({ asOf }, { company, today }) => sql`
    SELECT row_to_json(b) AS base, NULL::json AS matrix, NULL::json AS previous, b."customerId" AS customer FROM (${baseStatement(company.id, asOf ?? today, null)}) b
    UNION ALL SELECT NULL, json_build_object('id', m.id, 'startsOn', m."startsOn", 'recordedAt', m."recordedAt", 'bucket', r.bucket, 'riskClass', r."riskClass", 'rate', r.rate::text), NULL, NULL FROM "ProvisionMatrix" m JOIN "ProvisionRate" r ON r."matrixId" = m.id WHERE m."companyId" = ${company.id}
    UNION ALL SELECT NULL, NULL, json_build_object('number', p.number, 'asOf', p."asOf", 'total', p."totalMinor"::text), NULL FROM "ProvisionRun" p WHERE p."companyId" = ${company.id} AND p.status = 'POSTED'`,
  make: (rows: PreviewRow[], { asOf }, ctx): ProvisionPreview => {
    const on = asOf ?? ctx.today;
    const matrices = [...Map.groupBy(rows.flatMap(({ matrix }) => matrix ?? []), ({ id: matrixId }) => matrixId)].flatMap(([matrixId, own]): Matrix[] => own.slice(0, 1).map((first) => ({
      id: matrixId, companyId: ctx.company.id, startsOn: first.startsOn, note: null, createdByName: '', recordedAt: new Date(first.recordedAt),
      rates: own.map(({ bucket, riskClass, rate }) => ({ id: '', matrixId, bucket, riskClass, rate: rateIn(rate) })),
    })));
    const matrix = matrixOn(matrices, on);
    const told = rows.flatMap(({ base }) => base ?? []);
    const bases = basesOf(told);
    const names = new Map(told.map(({ customerId, name }) => [customerId, name]));
    const parts = matrix ? provisionParts(bases, matrix) : [];
    const previous = rows.find((row) => row.previous !== null)?.previous;
    const [total, before] = [sum(parts.map(({ amount }) => amount)), previous ? read(previous.total) : zero];
    return {
      asOf: on, hasMatrix: matrix !== undefined, matrixFrom: matrix?.startsOn ?? null, base: sum(bases.map(({ base }) => base)), total, before, difference: minus(total, before), previous: previous?.number ?? null,
      lines: parts.map(({ customerId, ...part }) => ({ ...part, customer: customerId, customerName: names.get(customerId) ?? '' })),
    };
  },
});

interface SmallRow { openItem: string; number: string; kind: string; customer: string; customerName: string; dueOn: Day; open: string; limit: string; days: number }
export interface SmallBalances { limit: Minor; days: number; count: number; total: Minor; items: { openItem: string; number: string; kind: string; customer: string; customerName: string; dueOn: Day; open: Minor }[] }

/** What writeOffSmall would write off. */
export const smallBalances = report({
  args: { limit: { ...optional(money()), describe: 'At most as set; that when left out.' }, customerId: optional(id('Customer')) },
  statement: ({ limit, customerId }, { company, today, viewer }) => sql`
    SELECT i.id AS "openItem", i.number, i.kind::text AS kind, c.id AS customer, c.name AS "customerName", coalesce(i."dueOn", i."effectiveOn") AS "dueOn", i."openMinor"::text AS open, least(coalesce(${limit ?? null}::bigint, s.most), s.most)::text AS limit, s.days
    FROM (SELECT coalesce(max("smallMinor"), 0) AS most, coalesce(max("smallAfterDays"), 30) AS days FROM "BadDebtSettings") s
      LEFT JOIN "OpenItem" i ON i."companyId" = ${company.id} AND i."customerId" IS NOT NULL AND i.kind IN ('INVOICE', 'CHARGE', 'REFUND', 'CHARGEBACK', 'RECOVERY') AND i."openMinor" > 0 AND i."openMinor" <= least(coalesce(${limit ?? null}::bigint, s.most), s.most)
        AND i."currencyCode" = ${company.currencyCode} AND coalesce(i."dueOn", i."effectiveOn") < ${today}::date - s.days AND NOT EXISTS (SELECT FROM "WriteOff" w WHERE w."openItemId" = i.id AND w.status = 'WAITING')
        AND (${customerId ?? null}::uuid IS NULL OR i."customerId" = ${customerId ?? null}::uuid) AND ${ownCustomers('customerId')('i', viewer) ?? sql`TRUE`}
      LEFT JOIN "Customer" c ON c.id = i."customerId" ORDER BY "dueOn", i.id LIMIT 500`,
  make: (rows: SmallRow[]): SmallBalances => {
    const items = rows.filter((row) => row.openItem !== null).map(({ limit: _limit, days: _days, open, ...row }) => ({ ...row, open: read(open) }));
    return { limit: read(rows[0]?.limit ?? '0'), days: rows[0]?.days ?? 30, count: items.length, total: sum(items.map(({ open }) => open)), items };
  },
});

interface RatioRow { key: string | null; name: string | null; customer: string | null; salesPerson: string | null; revenue: string; writtenOff: string; recovered: string }
interface RatioGroup { name: string; month: string | null; customer: string | null; salesPerson: string | null; revenue: Minor; writtenOff: Minor; recovered: Minor; net: Minor; ratio: Rate | null }
export interface BadDebtRatio { from: Day; to: Day; groups: RatioGroup[]; revenue: Minor; writtenOff: Minor; recovered: Minor; net: Minor; ratio: Rate | null }

const ratioOf = (net: Minor, revenue: Minor): Rate | null => (revenue > 0n ? roundedQuotient(net * 1_000_000n, revenue) as Rate : null);

/** The ledger's accounts of a firm between two days, by month, customer or sales person. */
export const badDebtRatio = report({
  args: { from: day(), to: day(), by: choice('BadDebtGrouping') },
  statement: ({ from, to, by }, { company }) => sql`
    WITH l AS (SELECT CASE ${by}::text WHEN 'MONTH' THEN to_char(l."effectiveOn", 'YYYY-MM') WHEN 'CUSTOMER' THEN coalesce(o."customerId", l."customerId")::text ELSE coalesce(o."salesPersonId", c."salesPersonId")::text END AS key, a.code, e."sourceType" AS source, l."companyMinor" AS amount
      FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code IN ('4000', '4010', '4100', '4200', '4300', '5700', '5710') JOIN "JournalEntry" e ON e.id = l."entryId" AND e.kind <> 'YEAR_END'
        LEFT JOIN "Order" o ON o.id = l."orderId" LEFT JOIN "Customer" c ON c.id = l."customerId" WHERE l."companyId" = ${company.id} AND l."effectiveOn" BETWEEN ${from}::date AND ${to}::date)
    SELECT g.key, CASE ${by}::text WHEN 'CUSTOMER' THEN (SELECT name FROM "Customer" WHERE id = CASE WHEN length(g.key) = 36 THEN g.key::uuid END) WHEN 'SALES_PERSON' THEN (SELECT name FROM "SalesPerson" WHERE id = CASE WHEN length(g.key) = 36 THEN g.key::uuid END) ELSE g.key END AS name,
      CASE WHEN ${by}::text = 'CUSTOMER' THEN g.key::uuid END AS customer, CASE WHEN ${by}::text = 'SALES_PERSON' THEN g.key::uuid END AS "salesPerson", g.revenue::text, g."writtenOff"::text, g.recovered::text
    FROM (SELECT l.key, coalesce(-sum(l.amount) FILTER (WHERE l.code LIKE '4%'), 0) AS revenue, coalesce(sum(l.amount) FILTER (WHERE l.code = '5700' AND l.source NOT IN ('ProvisionRun', 'SpecificProvision')), 0) AS "writtenOff",
      coalesce(-sum(l.amount) FILTER (WHERE l.code = '5710'), 0) AS recovered FROM l GROUP BY 1) g WHERE g.revenue <> 0 OR g."writtenOff" <> 0 OR g.recovered <> 0 ORDER BY name NULLS LAST, g.key`,
  make: (rows: RatioRow[], { from, to, by }): BadDebtRatio => {
    const groups = rows.map(({ key, name, customer, salesPerson, ...figures }): RatioGroup => {
      const [revenue, writtenOff, recovered] = [read(figures.revenue), read(figures.writtenOff), read(figures.recovered)];
      const net = minus(writtenOff, recovered);
      return { name: name ?? '', month: (by as BadDebtGrouping) === 'MONTH' ? key : null, customer, salesPerson, revenue, writtenOff, recovered, net, ratio: ratioOf(net, revenue) };
    });
    const [revenue, writtenOff, recovered] = [sum(groups.map((each) => each.revenue)), sum(groups.map((each) => each.writtenOff)), sum(groups.map((each) => each.recovered))];
    const net = plus(writtenOff, negate(recovered));
    return { from, to, groups, revenue, writtenOff, recovered, net, ratio: ratioOf(net, revenue) };
  },
});
