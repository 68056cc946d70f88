// Early-payment discounts that stand: taken back with the money that came with them, or in the share that a credit note takes of the invoice.
import sql from 'sql-template-tag';
import type { Accounts } from '../accounting/books.ts';
import { companyPart, entryRows, itemLine, type LineDraft } from '../accounting/post.ts';
import { moveCredit } from '../customers/credit.ts';
import type { CreditAccountRow, EarlyDiscountKind, EarlyDiscountRow, InvoiceRow, OpenItemRow } from '../generated/rows.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { minor, negate, plus, printMoney, split, take, zero, type Minor } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import { insert, type Change } from '../shared/write.ts';
import { moveItem } from './rules.ts';

/** A part of a discount: of revenue (by order), or of a tax code. */
export interface DiscountPart {
  isTax: boolean; orderId: string | null; taxCodeId: string | null; amount: Minor;
  /** In company money; left out: as the open item is worth. */
  company?: Minor;
}
/** A discount that stands, with what is left of it. */
export interface StandingDiscount { discount: EarlyDiscountRow; parts: DiscountPart[]; /** Whether freight was part of what it was taken of. */ includesFreight: boolean }

/** The discounts of invoices' items that stand, the locks of the items held. */
export async function loadEarlyDiscounts(tx: Tx, openItemIds: readonly string[]): Promise<StandingDiscount[]> {
  if (openItemIds.length === 0) return [];
  const rows = await selectRows(tx, 'EarlyDiscount', sql`t."openItemId" = ANY(${[...openItemIds]}::uuid[]) AND t.kind <> 'REFUSED'`, { orderBy: sql`t."recordedAt", t.id` });
  if (rows.length === 0) return [];
  const offers = await selectRows(tx, 'InvoiceEarlyOffer', sql`t.id = ANY(${rows.map((row) => row.earlyOfferId)}::uuid[])`);
  const parts = await tx.rows<{ discountId: string; isTax: boolean; orderId: string | null; taxCodeId: string | null; amount: string; company: string }>(sql`
    SELECT d."discountId", a.code = '2200' AS "isTax", l."orderId", l."taxCodeId", sum(l."amountMinor")::text AS amount, sum(l."companyMinor")::text AS company
    FROM "EarlyDiscount" d JOIN "JournalLine" l ON l."entryId" = d."entryId" JOIN "Account" a ON a.id = l."accountId" AND a.code IN ('4300', '2200')
    WHERE d."discountId" = ANY(${rows.map((row) => row.discountId)}::uuid[]) GROUP BY 1, 2, 3, 4 HAVING sum(l."amountMinor") <> 0 ORDER BY 1, 2, 3, 4`);
  return rows.filter((row) => row.id === row.discountId).flatMap((discount) => {
    const own = parts.filter((part) => part.discountId === discount.id).map(({ isTax, orderId, taxCodeId, amount, company }): DiscountPart => ({ isTax, orderId, taxCodeId, amount: minor(BigInt(amount)), company: minor(BigInt(company)) }));
    return own.length > 0 ? [{ discount, parts: own, includesFreight: offers.find(({ id }) => id === discount.earlyOfferId)?.includesFreight ?? true }] : [];
  });
}

interface Posting {
  kind: EarlyDiscountKind; item: OpenItemRow; account: CreditAccountRow; parts: readonly DiscountPart[]; on: Day; reason: string | null;
  discount: Pick<EarlyDiscountRow, 'creditItemId' | 'earlyOfferId' | 'paidOn'> & { id?: string; invoiceId: string };
}

/** A movement of a discount: its parts (negative: taken back) against the open item, which moves with it. */
export function earlyDiscountRows(accounts: Accounts, { kind, item, account, parts, on, reason, discount }: Posting, ctx: DecideContext): { rows: Change[]; events: EventDraft[] } {
  const [id, entryId] = [ctx.newId(), ctx.newId()];
  const of = (isTax: boolean) => plus(zero, ...parts.filter((part) => part.isTax === isTax).map(({ amount }) => amount));
  const [net, tax] = [of(false), of(true)];
  const amount = plus(net, tax);
  if (amount === zero) return { rows: [], events: [] };
  const isValued = parts.every((part) => part.company !== undefined);
  const company = isValued ? negate(plus(zero, ...parts.map((part) => part.company ?? zero))) : companyPart(item, negate(amount));
  const worth = isValued ? parts.map((part) => part.company ?? zero) : split(negate(company), parts.map((part) => part.amount));
  const { currencyCode } = item;
  const against = parts.map((part, index): LineDraft => ({
    account: part.isTax ? '2200' : '4300', amount: worth[index] ?? zero, original: { amount: part.amount, currencyCode }, orderId: part.orderId, taxCodeId: part.taxCodeId, customerId: item.customerId,
  }));
  return {
    rows: [
      ...entryRows(accounts, { kind: 'ADJUSTMENT', effectiveOn: on, source: { type: 'EarlyDiscount', id }, memo: item.number, lines: [...against, itemLine(item, negate(amount), company)] }, ctx, entryId),
      insert('EarlyDiscount', {
        id, companyId: ctx.company.id, discountId: discount.id ?? id, kind, invoiceId: discount.invoiceId, openItemId: item.id, creditItemId: discount.creditItemId, customerId: item.customerId ?? account.customerId,
        earlyOfferId: discount.earlyOfferId, paidOn: discount.paidOn, effectiveOn: on, currencyCode, netMinor: net, taxMinor: tax, amountMinor: amount, refusal: null, missingMinor: null, entryId, reason,
        byName: ctx.viewer.name,
      }),
      moveItem(item, negate(amount), company), moveCredit(account, 'receivable', company),
    ],
    events: [{
      kind: { TAKEN: 'earlyDiscountTaken', GRANTED: 'earlyDiscountGranted', CREDITED: 'earlyDiscountCredited', REVERSED: 'earlyDiscountReversed', REFUSED: 'earlyDiscountRefused' }[kind],
      subjectType: 'Invoice', subjectId: discount.invoiceId, reason, data: { number: item.number, amount: printMoney(minor(amount < 0n ? -amount : amount), currencyCode) },
    }],
  };
}

/** The rows of taking back whole the discounts that came with some money; the items given are locked, and move. */
export function takeBackDiscounts(accounts: Accounts, standing: readonly StandingDiscount[], items: ReadonlyMap<string, OpenItemRow>, account: CreditAccountRow | null, reason: string, on: Day, ctx: DecideContext): { rows: Change[]; events: EventDraft[] } {
  const made = standing.flatMap(({ discount, parts }) => {
    const item = items.get(discount.openItemId);
    if (!item || !account) return [];
    return [earlyDiscountRows(accounts, { kind: 'REVERSED', item, account, parts: parts.map((part) => ({ ...part, amount: negate(part.amount), company: negate(part.company ?? part.amount) })), on: discount.effectiveOn > on ? discount.effectiveOn : on, reason, discount }, ctx)];
  });
  return { rows: made.flatMap(({ rows }) => rows), events: made.flatMap(({ events }) => events) };
}

/** What of an invoice was left before a credit note, and what that takes of it. */
export interface CreditedShare { net: { left: Minor; credited: Minor }; freight: { left: Minor; credited: Minor }; taxes: readonly { taxCodeId: string | null; left: Minor; credited: Minor }[] }

/** The rows of what a credit note takes back of discounts: each part in its own proportion, so that of an invoice wholly credited none is left. */
export function creditDiscounts(accounts: Accounts, standing: readonly StandingDiscount[], share: CreditedShare, item: OpenItemRow, account: CreditAccountRow, on: Day, reason: string, ctx: DecideContext): { rows: Change[]; events: EventDraft[] } {
  const made = standing.map(({ discount, parts, includesFreight }) => earlyDiscountRows(accounts, {
    kind: 'CREDITED', item, account, on: discount.effectiveOn > on ? discount.effectiveOn : on, reason, discount,
    parts: parts.flatMap((part): DiscountPart[] => {
      const pool = part.isTax ? share.taxes.find(({ taxCodeId }) => taxCodeId === part.taxCodeId) : undefined;
      const revenue = (of: 'left' | 'credited') => (includesFreight ? plus(share.net[of], share.freight[of]) : share.net[of]);
      const [units, taken] = part.isTax ? [pool?.left ?? zero, pool?.credited ?? zero] : [revenue('left'), revenue('credited')];
      const of = (value: Minor): Minor => (units === zero ? zero : take({ units, value }, taken));
      const amount = of(part.amount);
      return amount === zero ? [] : [{ ...part, amount: negate(amount), company: negate(of(part.company ?? part.amount)) }];
    }),
  }, ctx));
  return { rows: made.flatMap(({ rows }) => rows), events: made.flatMap(({ events }) => events) };
}

/** A movement by which a credit note took part of a discount back, with what it took by order and by tax code. */
export interface CreditedDiscount { discount: EarlyDiscountRow; parts: DiscountPart[] }

/** What a credit note took back of its invoice's discounts, as far as the money that came with them stands; it was recorded with the note. The invoice's item is locked. */
export async function loadCreditedDiscounts(tx: Tx, note: Pick<InvoiceRow, 'creditsInvoiceId' | 'recordedAt'>): Promise<CreditedDiscount[]> {
  const rows = await selectRows(tx, 'EarlyDiscount', sql`t."invoiceId" = ${note.creditsInvoiceId} AND t.kind = 'CREDITED' AND t."amountMinor" < 0 AND t."recordedAt" = ${note.recordedAt}
    AND NOT EXISTS (SELECT FROM "EarlyDiscount" r WHERE r."discountId" = t."discountId" AND r.kind = 'REVERSED')
    AND (t."creditItemId" IS NULL OR (SELECT sum(a."amountMinor") FROM "Allocation" a WHERE a."creditItemId" = t."creditItemId" AND a."debitItemId" = t."openItemId") > 0)`, { orderBy: sql`t.id` });
  const lines = await tx.rows<{ entryId: string; isTax: boolean; orderId: string | null; taxCodeId: string | null; amount: string; company: string }>(sql`
    SELECT l."entryId", a.code = '2200' AS "isTax", l."orderId", l."taxCodeId", l."amountMinor"::text AS amount, l."companyMinor"::text AS company
    FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code IN ('4300', '2200') WHERE l."entryId" = ANY(${rows.map((row) => row.entryId)}::uuid[]) ORDER BY l."entryId", l.no`);
  return rows.map((discount) => ({
    discount, parts: lines.filter(({ entryId }) => entryId === discount.entryId).map(({ isTax, orderId, taxCodeId, amount, company }): DiscountPart => ({ isTax, orderId, taxCodeId, amount: minor(BigInt(amount)), company: minor(BigInt(company)) })),
  }));
}

/** The rows of granting discounts again whose credit note is taken back, as far as the invoice is open for them: what was paid since stays paid. */
export function restoreDiscounts(accounts: Accounts, credited: readonly CreditedDiscount[], item: OpenItemRow, account: CreditAccountRow, on: Day, reason: string, ctx: DecideContext): { rows: Change[]; events: EventDraft[] } {
  const made = credited.flatMap(({ discount, parts }) => (negate(discount.amountMinor) > item.openMinor ? [] : [earlyDiscountRows(accounts, {
    kind: 'GRANTED', item, account, on, reason, discount: { creditItemId: discount.creditItemId, earlyOfferId: discount.earlyOfferId, paidOn: discount.paidOn, invoiceId: discount.invoiceId }, parts: parts.map((part) => ({ ...part, amount: negate(part.amount), company: negate(part.company ?? part.amount) })),
  }, ctx)]));
  return { rows: made.flatMap(({ rows }) => rows), events: made.flatMap(({ events }) => events) };
}
