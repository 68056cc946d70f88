// Loading side of late payment: debts with what moved them, policies and base rates, as one statement of rows.
import sql, { type Sql } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import type { Tx } from '../shared/db.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import { minor, plus, zero, type Minor } from '../shared/money.ts';
import { parseRate, type Rate } from '../shared/quantity.ts';
import type { ReportAsker } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { claimOf, type Base, type Claim, type Debt, type Policy } from './lateRules.ts';

/** What the statement tells of a debt beside its facts. */
export interface DebtTold { name: string; orderId: string | null; sourceType: string; sourceId: string; open: string; charged: string; waived: string }
type Amount = [Day, string];
interface DebtData extends DebtTold {
  amount: string; worth: string;
  id: string; number: string; kind: string; customer: string; group: string | null; effectiveOn: Day; dues: Amount[]; moves: Amount[];
  disputes: [Day, Day | null, string][]; covered: [Day, Day][]; lumpSum: boolean;
}
interface PolicyData { customer: string | null; group: string | null; startsOn: Day; mode: Policy['mode']; rate: string; dayCount: Policy['dayCount']; grace: number; minimum: string; lumpSum: string; onCharges: boolean; at: string }
/** One of them is set. */
export interface LateRow { debt: DebtData | null; policy: PolicyData | null; base: { startsOn: Day; rate: string; at: string } | null }

/** Debts that were ever late up to a day, with the policies; `which` narrows open items (alias i). */
export const lateStatement = (until: Day, which: Sql, { viewer, company }: ReportAsker): Sql => sql`
  WITH i AS (SELECT i.* FROM "OpenItem" i JOIN "Account" a ON a.id = i."accountId" AND a.code = '1100'
    WHERE i."companyId" = ${company.id} AND i.kind IN ('INVOICE', 'CHARGE') AND i."dueOn" IS NOT NULL AND i."amountMinor" > 0 AND (${which}) AND ${ownCustomers('customerId')('i', viewer) ?? sql`TRUE`}
      AND coalesce((SELECT min(p."dueOn") FROM "InvoiceInstalment" p WHERE p."invoiceId" = i."sourceId"), i."dueOn") < ${until}::date
      AND (i."openMinor" > 0 OR EXISTS (SELECT FROM "JournalLine" l WHERE l."openItemId" = i.id AND l."effectiveOn" > coalesce((SELECT min(p."dueOn") FROM "InvoiceInstalment" p WHERE p."invoiceId" = i."sourceId"), i."dueOn"))))
  SELECT json_build_object('id', i.id, 'number', i.number, 'kind', i.kind, 'customer', i."customerId", 'group', c."groupId", 'name', c.name, 'effectiveOn', i."effectiveOn",
      'open', i."companyOpenMinor"::text, 'amount', i."amountMinor"::text, 'worth', (SELECT l."companyMinor"::text FROM "JournalLine" l WHERE l."openItemId" = i.id ORDER BY l."recordedAt", l.id LIMIT 1), 'sourceType', i."sourceType", 'sourceId', i."sourceId", 'orderId', (SELECT v."orderId" FROM "Invoice" v WHERE v.id = i."sourceId"),
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
      'charged', (SELECT coalesce(sum(l."amountMinor"), 0)::text FROM "ChargeLine" l JOIN "Charge" g ON g.id = l."chargeId" AND g.status = 'POSTED' WHERE l."debtItemId" = i.id),
      'waived', (SELECT coalesce(sum(w."amountMinor"), 0)::text FROM "LateWaiver" w WHERE w."debtItemId" = i.id AND w."undoneAt" IS NULL)) AS debt, NULL::json AS policy, NULL::json AS base, i.id AS "openItem", CASE WHEN i."sourceType" = 'Invoice' THEN i."sourceId" END AS invoice, i."customerId" AS customer
    FROM i JOIN "Customer" c ON c.id = i."customerId"
  UNION ALL SELECT NULL, json_build_object('customer', p."customerId", 'group', p."groupId", 'startsOn', p."startsOn", 'mode', p.mode, 'rate', p.rate::text, 'dayCount', p."dayCount", 'grace', p."graceDays",
      'minimum', p."minimumMinor"::text, 'lumpSum', p."lumpSumMinor"::text, 'onCharges', p."onCharges", 'at', p."recordedAt"), NULL, NULL, NULL, NULL FROM "LatePolicy" p WHERE p."companyId" = ${company.id}
  UNION ALL SELECT NULL, NULL, json_build_object('startsOn', b."startsOn", 'rate', b.rate::text, 'at', b."recordedAt"), NULL, NULL, NULL FROM "BaseRate" b WHERE b."companyId" = ${company.id}`;

const money = (text: string) => minor(BigInt(text));
const rate = (text: string): Rate => parseRate(text) ?? (0n as Rate);

/** A debt in another currency is reckoned in that, and claimed in company money at the rate at which it was booked. */
function inCompanyMoney(claim: Claim, { amount, worth }: Pick<DebtData, 'amount' | 'worth'>): Claim {
  if (amount === worth) return claim;
  const worthOf = (value: Minor) => minor(roundedQuotient(value * BigInt(worth), BigInt(amount)));
  const stretches = claim.stretches.map((stretch) => ({ ...stretch, interest: worthOf(stretch.interest) })).filter(({ interest }) => interest > 0n);
  return { ...claim, late: worthOf(claim.late), interest: plus(zero, ...stretches.map(({ interest }) => interest)), stretches };
}

export interface Late { claims: Claim[]; told: Map<string, DebtTold>; policies: Policy[]; bases: Base[] }

/** The claims of all debts of the statement's rows. */
export function readLate(rows: readonly LateRow[], until: Day): Late {
  const policies = rows.flatMap(({ policy: p }): Policy[] => (p ? [{
    customerId: p.customer, groupId: p.group, startsOn: p.startsOn, mode: p.mode, rate: rate(p.rate), dayCount: p.dayCount, graceDays: p.grace, minimumMinor: money(p.minimum), lumpSumMinor: money(p.lumpSum),
    onCharges: p.onCharges, recordedAt: new Date(p.at),
  }] : []));
  const bases = rows.flatMap(({ base }): Base[] => (base ? [{ startsOn: base.startsOn, rate: rate(base.rate), recordedAt: new Date(base.at) }] : []));
  const amounts = (of: Amount[]) => of.map(([on, amount]) => ({ on, amount: money(amount) }));
  const debts = rows.flatMap(({ debt: d }) => (d ? [{ told: d, debt: {
    id: d.id, number: d.number, kind: d.kind, customerId: d.customer, groupId: d.group, effectiveOn: d.effectiveOn, dues: amounts(d.dues), moves: amounts(d.moves),
    disputes: d.disputes.map(([from, to, amount]) => ({ from, to, amount: money(amount) })), covered: d.covered.map(([from, to]) => ({ from, to })), hasLumpSum: d.lumpSum,
  } satisfies Debt }] : []));
  return { policies, bases, told: new Map(debts.map(({ told, debt }) => [debt.id, told])), claims: debts.map(({ told, debt }) => inCompanyMoney(claimOf(debt, policies, bases, until), told)) };
}

/** The same within an action's transaction. */
export async function loadLate(tx: Tx, until: Day, which: Sql, asker: ReportAsker): Promise<Late> {
  return readLate(await tx.rows<LateRow>(lateStatement(until, which, asker)), until);
}
