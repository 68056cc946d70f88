// What the matcher is told of an account: open invoices and bills, who pays and is paid, entries on no statement, rules.
import sql from 'sql-template-tag';
import type { CollectionAccountRow, PayerAliasRow, BankLineRow } from '../generated/rows.ts';
import type { Queryable } from '../shared/db.ts';
import { currencyExponent, minor } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { changingOf, loadBooks, type Books } from './changing.ts';
import { plainAccount } from '../bankFiles/parsed.ts';
import type { Debt, MatchFacts, OtherDebt, Party } from '../matching/facts.ts';
import { heldSql } from '../payments/heldMoney.ts';
import { earlyLeft, loadEarly } from '../receivables/earlyOffers.ts';

interface DebtRow extends Record<string, unknown> { itemId: string; number: string; others: (string | null)[]; partyId: string; open: string; worth: string; issuedOn: Day; dueOn: Day; kind?: string; code: string }
const debtOf = ({ itemId, number, others, partyId, open, issuedOn, dueOn, kind }: DebtRow): Debt =>
  ({ itemId, number, otherNumbers: others.filter((each): each is string => !!each), partyId, open: minor(BigInt(open)), issuedOn, dueOn, ...(kind === 'CHARGE' ? { isCharge: true } : {}) });
const otherOf = (row: DebtRow): OtherDebt => ({ ...debtOf(row), currencyCode: row.code, worth: minor(BigInt(row.worth)) });

function partyOf(row: { id: string; name: string; accounts?: (string | null)[] }, aliases: PayerAliasRow[]): Party {
  const of = (kind: PayerAliasRow['kind']) => aliases.filter((alias) => alias.kind === kind).map(({ value }) => value);
  return { id: row.id, name: row.name, names: of('NAME'), accounts: [...of('ACCOUNT'), ...(row.accounts ?? []).filter((each): each is string => !!each).map(plainAccount)] };
}

interface EntryRow extends Record<string, unknown> { entryId: string; amount: string; on: Day; numbers: (string | null)[]; partyId: string | null; side: 'MIRROR' | 'FEE'; bounceId: string | null }
/** Entries of which something is on no statement yet; a return and the bank's fee for it, noted before, also as the one amount that a bank may show. */
function entriesOf(rows: readonly EntryRow[]): EntryRow[] {
  const open = rows.filter(({ amount }) => amount !== '0');
  const both = open.flatMap((mirror) => {
    const fee = mirror.bounceId && mirror.side === 'MIRROR' ? open.find((each) => each.bounceId === mirror.bounceId && each.side === 'FEE') : undefined;
    return fee ? [{ ...mirror, amount: String(BigInt(mirror.amount) + BigInt(fee.amount)) }] : [];
  });
  return [...open, ...both];
}

export async function loadFacts(db: Queryable, account: CollectionAccountRow, lines: readonly Pick<BankLineRow, 'bookedOn' | 'amountMinor'>[], ctx: Context): Promise<{ facts: MatchFacts; books: Books }> {
  const days = lines.map(({ bookedOn }) => bookedOn).sort();
  // A deposit that is asked for, interest and fees are paid as an invoice is: by number, amount, payer.
  const owed = await db.rows<DebtRow>(sql`SELECT i.id AS "itemId", i.kind::text AS kind, i."currencyCode" AS code, i.number, ARRAY[v."customerReference", o.number]::text[] AS others, i."customerId" AS "partyId", coalesce(i."claimMinor", i."openMinor")::text AS open, CASE WHEN i."claimMinor" IS NULL THEN i."companyOpenMinor" ELSE 0 END::text AS worth,
      i."effectiveOn"::text AS "issuedOn", coalesce(i."dueOn", d."dueOn", i."effectiveOn")::text AS "dueOn"
    FROM "OpenItem" i LEFT JOIN "Invoice" v ON v.id = i."sourceId" LEFT JOIN "DepositRequest" d ON d.id = i."sourceId" AND i.kind = 'DEPOSIT' LEFT JOIN "Order" o ON o.id = coalesce(v."orderId", d."orderId")
    WHERE ((i.kind IN ('INVOICE', 'CHARGE') AND i."openMinor" > 0) OR (i.kind = 'DEPOSIT' AND i."claimMinor" > 0 AND d."withdrawnOn" IS NULL)) AND i."customerId" IS NOT NULL`);
  const invoices = owed.filter(({ code }) => code === account.currencyCode);
  const early = await loadEarly(db, sql`${owed.map(({ itemId }) => itemId)}::uuid[]`, days[0] ?? ('9999-12-31' as Day));
  const [offered, judged] = [Map.groupBy(early.offers, ({ openItemId }) => openItemId), Map.groupBy(early.discounts, ({ openItemId }) => openItemId)];
  const withEarly = <T extends { itemId: string }>(debt: T) => ({
    ...debt, ...(offered.has(debt.itemId) ? { early: earlyLeft(debt.itemId, { ...early, offers: offered.get(debt.itemId) ?? [], discounts: judged.get(debt.itemId) ?? [] }) } : {}),
  });
  const payable = await db.rows<DebtRow>(sql`SELECT i.id AS "itemId", i."currencyCode" AS code, i.number, ARRAY[b."supplierReference"]::text[] AS others, i."supplierId" AS "partyId", (-i."openMinor")::text AS open, (-i."companyOpenMinor")::text AS worth,
      i."effectiveOn"::text AS "issuedOn", coalesce(i."dueOn", i."effectiveOn")::text AS "dueOn"
    FROM "OpenItem" i LEFT JOIN "Bill" b ON b.id = i."sourceId" WHERE i.kind = 'BILL' AND i."openMinor" < 0 AND i."supplierId" IS NOT NULL`);
  const bills = payable.filter(({ code }) => code === account.currencyCode);
  const customers = await db.rows<{ id: string; name: string }>(sql`SELECT id, name FROM "Customer"`);
  const suppliers = await db.rows<{ id: string; name: string; accounts: string[] }>(sql`SELECT s.id, s.name, ARRAY(SELECT d.iban FROM "BankDetails" d WHERE d."supplierId" = s.id) AS accounts FROM "Supplier" s`);
  const aliases = await selectRows(db, 'PayerAlias', sql`TRUE`);
  const byParty = Map.groupBy(aliases, ({ customerId, supplierId }) => customerId ?? supplierId);
  const rules = await selectRows(db, 'StatementRule', sql`t."isActive" AND (t."collectionAccountId" IS NULL OR t."collectionAccountId" = ${account.id})`, { orderBy: sql`length(t.contains) DESC, t.name` });
  // Entries of two months about the lines; one that was taken back with its reverse is none.
  const entries = await db.rows<EntryRow>(sql`
    SELECT j."entryId", (sum(${heldSql('j', 'a')}) - coalesce((SELECT sum(b."amountMinor") FROM "LineBooking" b JOIN "BankLine" l ON l.id = b."lineId" WHERE b."entryId" = j."entryId" AND b."undoneAt" IS NULL AND l."collectionAccountId" = ${account.id}), 0))::text AS amount,
      min(j."effectiveOn")::text AS on, ARRAY[e.memo, p.reference, p.number, p."chequeNumber"]::text[] AS numbers, coalesce(p."customerId", p."supplierId", f."customerId") AS "partyId", CASE WHEN e."reversesEntryId" IS NOT NULL THEN 'MIRROR' ELSE 'FEE' END AS side, n.id AS "bounceId"
    FROM "JournalLine" j JOIN "CollectionAccount" a ON a.id = ${account.id} JOIN "JournalEntry" e ON e.id = j."entryId" LEFT JOIN "Bounce" n ON n."withdrawnOn" IS NULL AND (n.id = e."sourceId" OR (n."paymentId" = e."sourceId" AND e."reversesEntryId" IS NOT NULL))
      LEFT JOIN "Payment" p ON p.id = coalesce(n."paymentId", e."sourceId") LEFT JOIN "Refund" f ON f.id = e."sourceId"
    WHERE j."accountId" = ${account.accountId} AND j."effectiveOn" BETWEEN ${days[0] ?? null}::date - 45 AND ${days.at(-1) ?? null}::date + 45
      -- Of a payment that came back both stand on statements.
      AND (EXISTS (SELECT FROM "Bounce" b WHERE b."paymentId" = e."sourceId" AND b."withdrawnOn" IS NULL) OR (e."reversesEntryId" IS NULL AND NOT EXISTS (SELECT FROM "JournalEntry" r WHERE r."reversesEntryId" = e.id)))
    GROUP BY j."entryId", e.memo, e."reversesEntryId", p.reference, p.number, p."chequeNumber", p."customerId", p."supplierId", f."customerId", n.id`);
  const out = lines.filter(({ amountMinor }) => amountMinor < 0n).map(({ amountMinor }) => String(-amountMinor));
  // As much as a line, or less by what a bank may take for it.
  const received = out.length === 0 ? [] : await db.rows<{ paymentId: string; number: string; references: (string | null)[]; partyId: string; amount: string; on: Day }>(sql`SELECT p.id AS "paymentId", p.number, p."customerId" AS "partyId", p."amountMinor"::text AS amount, p."paidOn"::text AS on,
      ARRAY[p.reference, p."chequeNumber"]::text[] || ARRAY(SELECT DISTINCT i.number FROM "Allocation" a JOIN "OpenItem" i ON i.id = a."debitItemId" WHERE a."creditItemId" = p."openItemId")::text[] AS "references"
    FROM "Payment" p WHERE p.direction = 'IN' AND p."reversedOn" IS NULL AND p."customerId" IS NOT NULL AND p."accountId" = ${account.accountId} AND p."currencyCode" = ${account.currencyCode} AND p."paidOn" >= ${days[0] ?? null}::date - 400
      AND EXISTS (SELECT FROM unnest(${out}::bigint[]) o WHERE p."amountMinor" BETWEEN o - ${account.returnFeeMinor} AND o)`);
  // Who pays a refund alone is told by limits of roles and people: where any would not suffice, an answer must be there, or a person books it.
  const refunds = out.length === 0 ? [] : await db.rows<{ refundId: string; number: string; partyId: string; amount: string; isAllowed: boolean }>(sql`SELECT r.id AS "refundId", r.number, r."customerId" AS "partyId", r."amountMinor"::text AS amount,
      (NOT EXISTS (SELECT FROM "ApprovalLimit" l WHERE l.kind = 'REFUND' AND l."amountMinor" < r."companyMinor") OR EXISTS (SELECT FROM "Approval" a WHERE a."subjectId" = r.id AND a.kind = 'REFUND' AND a.status = 'APPROVED' AND a."amountMinor" >= r."companyMinor")) AS "isAllowed"
    FROM "Refund" r WHERE r.status = 'DRAFT' AND r."accountId" = ${account.accountId} AND r."currencyCode" = ${account.currencyCode} AND r."amountMinor" = ANY(${out}::bigint[])`);
  const elsewhere = owed.filter(({ code }) => code !== account.currencyCode).map(otherOf).map(withEarly);
  const billsElsewhere = payable.filter(({ code }) => code !== account.currencyCode).map(otherOf);
  const books = await loadBooks(db, account, [...elsewhere, ...billsElsewhere], days, ctx);
  const told = (numbers: readonly (string | null)[]): string[] => numbers.filter((each): each is string => !!each);
  return { books, facts: {
    received: received.map(({ amount, references, ...each }) => ({ ...each, amount: minor(BigInt(amount)), references: told(references) })), refunds: refunds.map(({ amount, ...each }) => ({ ...each, amount: minor(BigInt(amount)) })),
    fees: { most: account.returnFeeMinor, places: currencyExponent(account.currencyCode) ?? 2 }, changing: changingOf(books, account, days, ctx),
    invoices: invoices.map(debtOf).map(withEarly),
    bills: bills.map(debtOf), elsewhere, billsElsewhere, customers: customers.map((row) => partyOf(row, byParty.get(row.id) ?? [])), suppliers: suppliers.map((row) => partyOf(row, byParty.get(row.id) ?? [])),
    entries: entriesOf(entries).map(({ entryId, amount, on, numbers, partyId }) => ({ entryId, amount: minor(BigInt(amount)), on, partyId, numbers: told(numbers) })),
    rules: rules.map(({ id, name, contains, isIn, accountId, isAutomatic }) => ({ id, name, contains, isIn, accountId, isAutomatic })),
    threshold: Number(account.autoThreshold) / 1_000_000, tolerance: account.toleranceMinor,
  } };
}
