// Reading side of commissions: terms, what was sold, and what happened to invoices, as the rules see them.
import sql, { type Sql } from 'sql-template-tag';
import type { Channel, CommissionAccrualRow, OrderCommissionRow } from '../generated/rows.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import type { Queryable } from '../shared/db.ts';
import { minor, plus, zero, type Minor } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import type { Held, InvoiceMove, Share, SoldInvoice, SoldPart, Terms, TermsOnOffer } from './rules.ts';

/** One writer of commissions at a time. */
export const commissionLock = sql`SELECT pg_advisory_xact_lock(hashtextextended('commissions', 0))`;

/** All terms of all plans, by id. */
export async function loadTerms(db: Queryable): Promise<{ terms: Map<string, Terms>; offers: TermsOnOffer[] }> {
  const [plans, all, people, rates, tiers] = [
    await selectRows(db, 'CommissionPlan', sql`TRUE`), await selectRows(db, 'CommissionTerms', sql`TRUE`, { orderBy: sql`t."planId", t.no` }), await selectRows(db, 'CommissionTermsPerson', sql`TRUE`),
    await selectRows(db, 'CommissionRate', sql`TRUE`, { orderBy: sql`t."termsId", t.no` }), await selectRows(db, 'CommissionTier', sql`TRUE`, { orderBy: sql`t."termsId", t.no` }),
  ];
  const [ratesOf, tiersOf, peopleOf] = [Map.groupBy(rates, ({ termsId }) => termsId), Map.groupBy(tiers, ({ termsId }) => termsId), Map.groupBy(people, ({ termsId }) => termsId)];
  const offers = all.map(({ id, planId, startsOn, endsOn, base, rate, span }): TermsOnOffer => {
    const plan = plans.find((each) => each.id === planId);
    return {
      terms: { id, base, rate, span, rates: ratesOf.get(id) ?? [], tiers: tiersOf.get(id) ?? [] }, planId, planCode: plan?.code ?? '', isActive: plan?.isActive ?? false, startsOn, endsOn,
      people: (peopleOf.get(id) ?? []).map(({ salesPersonId }) => salesPersonId),
    };
  });
  return { offers, terms: new Map(offers.map(({ terms }) => [terms.id, terms])) };
}

/** A placed order as far as commissions know it. */
export interface PlacedOrder { id: string; placedOn: Day; salesPersonId: string | null; customerId: string; customerGroupId: string | null; channel: Channel }

export const loadPlaced = (db: Queryable, where: Sql): Promise<PlacedOrder[]> => db.rows<PlacedOrder>(sql`
  SELECT o.id, o."placedOn"::text AS "placedOn", coalesce(o."salesPersonId", c."salesPersonId") AS "salesPersonId", o."customerId", c."groupId" AS "customerGroupId", o.channel::text AS channel
  FROM "Order" o JOIN "Customer" c ON c.id = o."customerId" WHERE o."placedOn" IS NOT NULL AND ${where} ORDER BY o.id`);

/** Who is paid for orders, in order. */
export const loadFrozen = (db: Queryable, orderIds: readonly string[]): Promise<OrderCommissionRow[]> =>
  selectRows(db, 'OrderCommission', sql`t."orderId" = ANY(${[...orderIds]}::uuid[])`, { orderBy: sql`t."orderId", t.no` });

/** Credits that are money; notes and the like settle, and bring nothing. */
const money = sql`('PAYMENT', 'DEPOSIT')`;

interface SoldRow { invoiceId: string; orderId: string; isCredit: boolean; ofId: string; key: string; productId: string | null; categoryId: string | null; net: string; cost: string }

const sum = (texts: readonly string[]): Minor => plus(zero, ...texts.map((text) => minor(BigInt(text))));

export interface InvoiceFacts extends Omit<SoldInvoice, 'parts'> { parts: Omit<SoldPart, 'terms' | 'shares'>[] }

/**
 * Invoices of orders with all that happened to them. What they were worth is in company currency: their own amounts at the rate at
 * which they were posted. Freight is by order as the journal has it.
 */
export async function loadInvoices(db: Queryable, invoiceIds: readonly string[]): Promise<InvoiceFacts[]> {
  const ids = [...new Set(invoiceIds)];
  const invoices = await db.rows<{ id: string; total: string; company: string }>(sql`
    SELECT i.id, i."totalMinor"::text AS total, coalesce((SELECT sum(l."companyMinor") FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id AND l."openItemId" = i."openItemId"
      WHERE e."sourceId" = i.id AND e.kind = 'INVOICE'), i."totalMinor")::text AS company FROM "Invoice" i WHERE i.id = ANY(${ids}::uuid[]) AND i.kind = 'INVOICE' AND NOT i."isOpening" ORDER BY i.id`);
  const lines = await db.rows<SoldRow>(sql`
    SELECT coalesce(i."creditsInvoiceId", i.id) AS "invoiceId", coalesce(l."orderId", i."orderId") AS "orderId", i.kind = 'CREDIT_NOTE' AS "isCredit", i.id AS "ofId",
      coalesce(l."shipmentLineId"::text, l."orderLineId"::text, l."productId"::text || l.description, l.description) AS key, l."productId", p."categoryId", l."netMinor"::text AS net, l."costMinor"::text AS cost
    FROM "Invoice" i JOIN "InvoiceLine" l ON l."invoiceId" = i.id LEFT JOIN "Product" p ON p.id = l."productId"
    WHERE (i.id = ANY(${ids}::uuid[]) OR i."creditsInvoiceId" = ANY(${ids}::uuid[])) AND coalesce(l."orderId", i."orderId") IS NOT NULL ORDER BY i.id, l.no`);
  const freights = await db.rows<{ ofId: string; orderId: string; amount: string }>(sql`
    SELECT e."sourceId" AS "ofId", l."orderId", (sum(l."companyMinor") * CASE i.kind WHEN 'INVOICE' THEN -1 ELSE 1 END)::text AS amount FROM "Invoice" i JOIN "JournalEntry" e ON e."sourceId" = i.id AND e.kind IN ('INVOICE', 'CREDIT_NOTE')
    JOIN "JournalLine" l ON l."entryId" = e.id AND l."orderId" IS NOT NULL JOIN "Account" a ON a.id = l."accountId" AND a.code = '4010'
    WHERE i.id = ANY(${ids}::uuid[]) OR i."creditsInvoiceId" = ANY(${ids}::uuid[]) GROUP BY 1, 2, i.kind`);
  const notes = await selectRows(db, 'Invoice', sql`t."creditsInvoiceId" = ANY(${ids}::uuid[])`);
  const applied = await db.rows<{ id: string; invoiceId: string; on: Day; at: string; amount: string }>(sql`
    SELECT a.id, d."sourceId" AS "invoiceId", a."allocatedOn"::text AS "on", floor(extract(epoch FROM a."recordedAt") * 1000)::text AS at, a."amountMinor"::text AS amount
    FROM "OpenItem" d JOIN "Allocation" a ON a."debitItemId" = d.id JOIN "OpenItem" c ON c.id = a."creditItemId" AND c.kind::text IN ${money}
    WHERE d."sourceType" = 'Invoice' AND d."sourceId" = ANY(${ids}::uuid[])`);
  const orders = new Map((await loadPlaced(db, sql`o.id = ANY(${[...new Set(lines.map(({ orderId }) => orderId))]}::uuid[])`)).map((order) => [order.id, order]));
  const byInvoice = Map.groupBy(lines, ({ invoiceId }) => invoiceId);
  return invoices.map(({ id, total, company }): InvoiceFacts => {
    const own = byInvoice.get(id) ?? [];
    const inCompany = (text: string): Minor => (total === company || total === '0' ? minor(BigInt(text)) : minor(roundedQuotient(BigInt(text) * BigInt(company), BigInt(total))));
    const freightOf = (ofId: string, orderId: string) => sum(freights.filter((each) => each.ofId === ofId && each.orderId === orderId).map(({ amount }) => amount));
    const sold = Map.groupBy(own.filter(({ isCredit }) => !isCredit), ({ orderId }) => orderId);
    const parts = [...sold].flatMap(([orderId, of]) => {
      const order = orders.get(orderId);
      return order ? [{
        orderId, customerId: order.customerId, customerGroupId: order.customerGroupId, channel: order.channel, freight: freightOf(id, orderId),
        lines: of.map(({ key, productId, categoryId, net, cost }) => ({ key, productId, categoryId, net: inCompany(net), cost: minor(BigInt(cost)) })),
      }] : [];
    });
    const moves: InvoiceMove[] = [
      ...applied.filter((each) => each.invoiceId === id).map(({ id: cause, on, at, amount }): InvoiceMove => ({ cause: 'ALLOCATION', id: cause, on, at: new Date(Number(at)), amount: minor(BigInt(amount)) })),
      ...notes.filter((note) => note.creditsInvoiceId === id).map((note): InvoiceMove => ({
        cause: 'CREDIT_NOTE', id: note.id, on: note.issuedOn, at: note.recordedAt, total: note.totalMinor,
        parts: [
          ...own.filter((line) => line.isCredit && line.ofId === note.id).map(({ orderId, key, net }) => ({ orderId, key, net: inCompany(net) })),
          ...[...sold.keys()].map((orderId) => ({ orderId, key: null, net: freightOf(note.id, orderId) })),
        ],
      })),
    ];
    return { id, total: minor(BigInt(total)), parts, moves };
  });
}

/** Invoices with whom their orders' commissions are for. */
export const soldBy = (invoices: readonly InvoiceFacts[], whose: (orderId: string) => { terms: Terms | null; shares: readonly Share[] }): SoldInvoice[] =>
  invoices.map((invoice) => ({ ...invoice, parts: invoice.parts.map((part) => ({ ...part, ...whose(part.orderId) })) }));

/** Whom frozen rows are for. */
export function frozenFor(frozen: readonly Pick<OrderCommissionRow, 'orderId' | 'termsId' | 'salesPersonId' | 'share'>[], terms: ReadonlyMap<string, Terms>) {
  const byOrder = Map.groupBy(frozen, ({ orderId }) => orderId);
  return (orderId: string): { terms: Terms | null; shares: readonly Share[] } => {
    const shares = byOrder.get(orderId) ?? [];
    return { terms: terms.get(shares[0]?.termsId ?? '') ?? null, shares };
  };
}

/** What accruals make together, by cause, order and person. */
export function heldOf(accruals: readonly CommissionAccrualRow[], terms: ReadonlyMap<string, Terms>): Held[] {
  return [...Map.groupBy(accruals, ({ causeId, orderId, salesPersonId }) => [causeId, orderId, salesPersonId].join(' ')).values()].flatMap((own) => {
    const [first] = own;
    const its = first && terms.get(first.termsId);
    if (!first || !its) return [];
    const of = (column: 'baseMinor' | 'tierBaseMinor' | 'tierMinor' | 'amountMinor') => plus(zero, ...own.map((each) => each[column]));
    return [{
      invoiceId: first.invoiceId, orderId: first.orderId, salesPersonId: first.salesPersonId, terms: its, cause: first.cause, causeId: first.causeId, on: first.causeOn, at: first.causeAt,
      base: of('baseMinor'), tierBase: of('tierBaseMinor'), tier: of('tierMinor'), amount: of('amountMinor'),
    }];
  });
}
