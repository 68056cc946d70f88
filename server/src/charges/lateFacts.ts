// Loading side of late payment: debts with what moved them, policies and base rates, as one statement of rows.
import sql, { type Sql } from 'sql-template-tag';
import { rateOn } from '../currencies/rates.ts';
import { ownCustomers } from '../customers/rowRights.ts';
import type { Tx } from '../shared/db.ts';
import { minor, rateOf } from '../shared/money.ts';
import { parseRate, type FxRate, type Rate } from '../shared/quantity.ts';
import type { ReportAsker } from '../shared/report.ts';
import { col } from '../shared/entity.ts';
import { decodeValue } from '../shared/tables.ts';
import type { Day } from '../shared/time.ts';
import { claimOf, type Base, type Claim, type Debt, type Policy } from './lateRules.ts';

/** What the statement tells of a debt beside its facts. */
export interface DebtTold { name: string; currency: string; orderId: string | null; sourceType: string; sourceId: string; open: string; charged: string; chargedWorth: string; waived: string; waivedWorth: string }
type Amount = [Day, string];
interface DebtData extends DebtTold {
  amount: string; worth: string; rate: string | null;
  id: string; number: string; kind: string; customer: string; group: string | null; effectiveOn: Day; dues: Amount[]; moves: Amount[];
  disputes: [Day, Day | null, string][]; covered: [Day, Day][]; lumpSum: boolean;
}
interface PolicyData { customer: string | null; group: string | null; startsOn: Day; mode: Policy['mode']; rate: string; dayCount: Policy['dayCount']; grace: number; minimum: string; lumpSum: string; currency: string; fx: string | null; onCharges: boolean; at: string }
/** One of them is set. */
export interface LateRow { debt: DebtData | null; policy: PolicyData | null; base: { startsOn: Day; rate: string; at: string } | null }

/** An amount (of the alias) that was charged or let go in company money when all was, in the debt's currency. */
const ofDebt = (alias: Sql): Sql => sql`CASE WHEN ${alias}."currencyCode" = i."currencyCode" THEN ${alias}."amountMinor" ELSE round(${alias}."amountMinor"::numeric * i."amountMinor" / nullif(f.worth, 0)) END`;

/** What of a debt was let go (alias) in company money: at the rate at which the debt was booked. */
export const waivedWorth = (alias: string): Sql => sql`(CASE WHEN ${col(alias, 'currencyCode')} = (SELECT o."currencyCode" FROM "Company" o WHERE o.id = ${col(alias, 'companyId')}) THEN ${col(alias, 'amountMinor')}
  ELSE (SELECT round(${col(alias, 'amountMinor')}::numeric * (SELECT l."companyMinor" FROM "JournalLine" l WHERE l."openItemId" = d.id ORDER BY l."recordedAt", l.id LIMIT 1) / d."amountMinor")::bigint FROM "OpenItem" d WHERE d.id = ${col(alias, 'debtItemId')}) END)`;

/** Debts that were ever late up to a day, with the policies and what their currencies are worth on the day of claiming; `which` narrows open items (alias i). */
export const lateStatement = (until: Day, which: Sql, { viewer, company }: ReportAsker, claimedOn: Day = until): Sql => sql`
  WITH i AS (SELECT i.* FROM "OpenItem" i JOIN "Account" a ON a.id = i."accountId" AND a.code = '1100'
    WHERE i."companyId" = ${company.id} AND i.kind IN ('INVOICE', 'CHARGE') AND i."dueOn" IS NOT NULL AND i."amountMinor" > 0 AND (${which}) AND ${ownCustomers('customerId')('i', viewer) ?? sql`TRUE`}
      AND coalesce((SELECT min(p."dueOn") FROM "InvoiceInstalment" p WHERE p."invoiceId" = i."sourceId"), i."dueOn") < ${until}::date
      AND (i."openMinor" > 0 OR EXISTS (SELECT FROM "JournalLine" l WHERE l."openItemId" = i.id AND l."effectiveOn" > coalesce((SELECT min(p."dueOn") FROM "InvoiceInstalment" p WHERE p."invoiceId" = i."sourceId"), i."dueOn"))))
  SELECT json_build_object('id', i.id, 'number', i.number, 'kind', i.kind, 'customer', i."customerId", 'group', c."groupId", 'name', c.name, 'effectiveOn', i."effectiveOn", 'currency', i."currencyCode", 'rate', (SELECT q.rate::text FROM ${rateOn(sql`i."currencyCode"`, sql`${claimedOn}::date`)} q),
      'open', i."openMinor"::text, 'amount', i."amountMinor"::text, 'worth', f.worth::text, 'sourceType', i."sourceType", 'sourceId', i."sourceId", 'orderId', (SELECT v."orderId" FROM "Invoice" v WHERE v.id = i."sourceId"),
      'dues', coalesce((SELECT json_agg(json_build_array(p."dueOn", p."amountMinor"::text) ORDER BY p.no) FROM "InvoiceInstalment" p WHERE p."invoiceId" = i."sourceId"), json_build_array(json_build_array(i."dueOn", i."amountMinor"::text))),
      'moves', (SELECT json_agg(json_build_array(m."on", m.amount::text) ORDER BY m."on") FROM (
        SELECT CASE WHEN n.id IS NOT NULL THEN i."effectiveOn" ELSE l."effectiveOn" END AS "on", sum(l."amountMinor") AS amount FROM "JournalLine" l
          LEFT JOIN "Allocation" x ON x."entryId" = l."entryId" LEFT JOIN "OpenItem" n ON n.id = x."creditItemId" AND n.kind = 'CREDIT_NOTE' WHERE l."openItemId" = i.id GROUP BY 1) m),
      'disputes', coalesce((SELECT json_agg(json_build_array(s."recordedOn", s."reversedOn", s."amountMinor"::text)) FROM "ShortPayment" s WHERE s."openItemId" = i.id AND s.reason = 'DISPUTE'), '[]'),
      'covered', coalesce((SELECT json_agg(json_build_array(k."from", k."to")) FROM (
        SELECT l."fromOn" AS "from", l."toOn" AS "to" FROM "ChargeLine" l JOIN "Charge" g ON g.id = l."chargeId" AND g.status = 'POSTED' WHERE l."debtItemId" = i.id AND l.kind = 'INTEREST'
        UNION ALL SELECT w."fromOn", w."toOn" FROM "LateWaiver" w WHERE w."debtItemId" = i.id AND w.kind = 'INTEREST' AND w."undoneAt" IS NULL) k), '[]'),
      'lumpSum', EXISTS (SELECT FROM "ChargeLine" l JOIN "Charge" g ON g.id = l."chargeId" AND g.status = 'POSTED' WHERE l."debtItemId" = i.id AND l.kind = 'LUMP_SUM')
        OR EXISTS (SELECT FROM "LateWaiver" w WHERE w."debtItemId" = i.id AND w.kind = 'LUMP_SUM' AND w."undoneAt" IS NULL),
      'charged', h.charged::text, 'chargedWorth', h.worth::text,
      'waived', y.waived::text, 'waivedWorth', y.worth::text) AS debt, NULL::json AS policy, NULL::json AS base, i.id AS "openItem", CASE WHEN i."sourceType" = 'Invoice' THEN i."sourceId" END AS invoice, i."customerId" AS customer
    FROM i JOIN "Customer" c ON c.id = i."customerId"
      CROSS JOIN LATERAL (SELECT (SELECT l."companyMinor" FROM "JournalLine" l WHERE l."openItemId" = i.id ORDER BY l."recordedAt", l.id LIMIT 1) AS worth) f
      CROSS JOIN LATERAL (SELECT coalesce(sum(${ofDebt(sql`l`)}), 0) AS charged, coalesce(sum(CASE WHEN g."exchangeRate" IS NULL THEN l."amountMinor" ELSE hesabu_in_company(l."amountMinor", g."exchangeRate", l."currencyCode") END), 0) AS worth
        FROM "ChargeLine" l JOIN "Charge" g ON g.id = l."chargeId" AND g.status = 'POSTED' WHERE l."debtItemId" = i.id) h
      CROSS JOIN LATERAL (SELECT coalesce(sum(${ofDebt(sql`w`)}), 0) AS waived, coalesce(sum(${waivedWorth('w')}), 0) AS worth
        FROM "LateWaiver" w WHERE w."debtItemId" = i.id AND w."undoneAt" IS NULL) y
  UNION ALL SELECT NULL, json_build_object('customer', p."customerId", 'group', p."groupId", 'startsOn', p."startsOn", 'mode', p.mode, 'rate', p.rate::text, 'dayCount', p."dayCount", 'grace', p."graceDays",
      'minimum', p."minimumMinor"::text, 'lumpSum', p."lumpSumMinor"::text, 'currency', p."currencyCode", 'fx', (SELECT q.rate::text FROM ${rateOn(sql`p."currencyCode"`, sql`${claimedOn}::date`)} q), 'onCharges', p."onCharges", 'at', p."recordedAt"), NULL, NULL, NULL, NULL FROM "LatePolicy" p WHERE p."companyId" = ${company.id}
  UNION ALL SELECT NULL, NULL, json_build_object('startsOn', b."startsOn", 'rate', b.rate::text, 'at', b."recordedAt"), NULL, NULL, NULL FROM "BaseRate" b WHERE b."companyId" = ${company.id}`;

const money = (text: string) => minor(BigInt(text));
const rate = (text: string): Rate => parseRate(text) ?? (0n as Rate);

/** The currency of a debt: at the last rate known on the day of claiming, else at the one at which it was booked. */
function foreignOf({ currency, rate: known, amount, worth }: Pick<DebtData, 'currency' | 'rate' | 'amount' | 'worth'>, companyCode: string): Pick<Debt, 'foreign'> {
  if (currency === companyCode) return {};
  return { foreign: { currencyCode: currency, companyCode, rate: known === null ? rateOf(money(amount), currency, money(worth), companyCode) : decodeValue('fx', known) as FxRate } };
}

export interface Late { claims: Claim[]; told: Map<string, DebtTold>; policies: Policy[]; bases: Base[] }

/** The claims of all debts of the statement's rows. */
export function readLate(rows: readonly LateRow[], until: Day, { company }: Pick<ReportAsker, 'company'>): Late {
  const policies = rows.flatMap(({ policy: p }): Policy[] => (p ? [{
    customerId: p.customer, groupId: p.group, startsOn: p.startsOn, mode: p.mode, rate: rate(p.rate), dayCount: p.dayCount, graceDays: p.grace, minimumMinor: money(p.minimum), lumpSumMinor: money(p.lumpSum),
    onCharges: p.onCharges, recordedAt: new Date(p.at),
    // A policy takes a currency of which a rate is known; of the days before it nothing can be told.
    ...(p.currency === company.currencyCode ? {} : { foreign: { currencyCode: p.currency, companyCode: company.currencyCode, rate: decodeValue('fx', p.fx ?? '0') as FxRate } }),
  }] : []));
  const bases = rows.flatMap(({ base }): Base[] => (base ? [{ startsOn: base.startsOn, rate: rate(base.rate), recordedAt: new Date(base.at) }] : []));
  const amounts = (of: Amount[]) => of.map(([on, amount]) => ({ on, amount: money(amount) }));
  const debts = rows.flatMap(({ debt: d }) => (d ? [{ told: d, debt: {
    id: d.id, number: d.number, kind: d.kind, customerId: d.customer, groupId: d.group, effectiveOn: d.effectiveOn, dues: amounts(d.dues), moves: amounts(d.moves),
    disputes: d.disputes.map(([from, to, amount]) => ({ from, to, amount: money(amount) })), covered: d.covered.map(([from, to]) => ({ from, to })), hasLumpSum: d.lumpSum, ...foreignOf(d, company.currencyCode),
  } satisfies Debt }] : []));
  return { policies, bases, told: new Map(debts.map(({ told, debt }) => [debt.id, told])), claims: debts.map(({ debt }) => claimOf(debt, policies, bases, until)) };
}

/** The same within an action's transaction, claimed on a day. */
export async function loadLate(tx: Tx, until: Day, claimedOn: Day, which: Sql, asker: ReportAsker): Promise<Late> {
  return readLate(await tx.rows<LateRow>(lateStatement(until, which, asker, claimedOn)), until, asker);
}
