// Loads and locks what booking lines decides on, in the order of locks: lines, periods, open items, credit accounts, numbers.
import sql from 'sql-template-tag';
import { holdPeriods, loadAccounts, type Accounts } from '../accounting/books.ts';
import type { AccountRow, CollectionAccountRow, CreditAccountRow, NumberSeriesRow, OpenItemRow, PayerAliasRow, BankLineRow, SupplierRow } from '../generated/rows.ts';
import { loadRates, usualRule } from '../currencies/rates.ts';
import { loadBlocked } from '../payables/loadBlocked.ts';
import { lockItems } from '../payments/loadItems.ts';
import type { TaxedInvoice } from '../payments/shortPayment.ts';
import type { Tx } from '../shared/db.ts';
import type { Minor } from '../shared/money.ts';
import type { Refusal } from '../shared/refusal.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import { yearOf, type Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { plainText } from '../matching/plain.ts';
import { heldSql, loadHeld } from '../payments/heldMoney.ts';
import type { MoneyFacts } from './lineMoney.ts';
import { isMoneyBack, loadMoneyBack, returnEntries, type MoneyBack } from './moneyBack.ts';
import type { Split } from './splits.ts';

export interface Wanted { line: BankLineRow; splits: Split[] }
export interface EntryLeft { entryId: string; accountId: string; left: Minor; paymentId: string | null; /** Of a payment that came back: where the bank's fee for it stands. */ feeEntryId: string | null }
export interface BookingFacts extends MoneyFacts {
  accounts: Accounts; suppliers: ReadonlyMap<string, SupplierRow>; collections: Map<string, CollectionAccountRow>; refusedDays: ReadonlyMap<Day, Refusal>; items: OpenItemRow[]; blocked: ReadonlySet<string>; credits: Map<string, CreditAccountRow>;
  invoices: Map<string, TaxedInvoice>; ledger: Map<string, AccountRow>; entries: Map<string, EntryLeft>; series: Map<number, NumberSeriesRow>; revisions: Map<string, number>; aliases: PayerAliasRow[];
  /** Other open lines whose proposals use what these lines use: they are looked at again. */
  touched: { id: string; itemId: string | null; entryId: string | null }[];
  /** Of the one line that pays a refund or takes a payment back. */
  moneyBack: MoneyBack | null;
}

/** Lines by id, locked. */
export const lockLines = (tx: Tx, ids: readonly string[]): Promise<BankLineRow[]> => selectRows(tx, 'BankLine', sql`t.id = ANY(${[...new Set(ids)]}::uuid[])`, { lock: true });

/** The credit accounts of customers, locked in one order and made where they are missing. */
async function loadCredits(tx: Tx, customerIds: readonly string[]): Promise<Map<string, CreditAccountRow>> {
  if (customerIds.length === 0) return new Map();
  await tx.rows(sql`INSERT INTO "CreditAccount" (id, "companyId", "customerId", "currencyCode") SELECT gen_random_uuid(), c."companyId", c.id, o."currencyCode" FROM "Customer" c JOIN "Company" o ON o.id = c."companyId"
    WHERE c.id = ANY(${customerIds}::uuid[]) AND NOT EXISTS (SELECT FROM "CreditAccount" a WHERE a."customerId" = c.id) ON CONFLICT ("customerId") DO NOTHING`);
  const rows = await selectRows(tx, 'CreditAccount', sql`t."customerId" = ANY(${customerIds}::uuid[])`, { lock: true });
  return new Map(rows.map((row) => [row.customerId, row]));
}

async function itemIds(tx: Tx, splits: readonly Split[]): Promise<{ id: string; effectiveOn: Day; sourceId: string }[]> {
  const parts = splits.flatMap((split) => split.parts);
  const found = await tx.rows<{ id: string; effectiveOn: Day; sourceId: string }>(sql`SELECT i.id, i."effectiveOn"::text AS "effectiveOn", i."sourceId" FROM "OpenItem" i
    WHERE i.id = ANY(${parts.map((part) => part.openItemId)}::uuid[]) OR (i."sourceId" = ANY(${parts.map((part) => part.documentId)}::uuid[]) AND i."sourceType" IN ('Invoice', 'Bill'))`);
  for (const { documentId, openItemId } of parts) {
    const known = found.find((item) => item.id === openItemId || item.sourceId === documentId);
    if (!known) throw NotFound({ type: 'OpenItem', id: documentId ?? openItemId ?? '' });
  }
  return found;
}

/** Currencies of own accounts, rates of the days, and what stands on those in other currencies: held, as each booking takes its share of that. */
async function loadMoney(tx: Tx, ctx: Context, wanted: readonly Wanted[], targets: readonly (string | null)[]): Promise<MoneyFacts> {
  const { currencyCode } = ctx.company;
  const accounts = await tx.rows<{ accountId: string; currencyCode: string }>(sql`SELECT "accountId", "currencyCode" FROM "CollectionAccount"`);
  const currencies = new Map(accounts.map((each) => [each.accountId, each.currencyCode]));
  const foreign = wanted.filter(({ line, splits }) => line.currencyCode !== currencyCode || splits.some(({ paid }) => paid)).map(({ line }) => line);
  if (foreign.length === 0) return { currencies, rates: { found: [], traded: [], rule: usualRule }, held: new Map() };
  const locked = await selectRows(tx, 'CollectionAccount', sql`t."currencyCode" <> ${currencyCode} AND (t.id = ANY(${foreign.map((line) => line.collectionAccountId)}::uuid[]) OR t."accountId" = ANY(${[...targets]}::uuid[]))`, { lock: true });
  return { currencies, rates: await loadRates(tx, ctx, foreign.map((line) => line.bookedOn)), held: await loadHeld(tx, locked) };
}

export async function loadBooking(tx: Tx, ctx: Context, wanted: readonly Wanted[]): Promise<BookingFacts> {
  const back = wanted.flatMap(({ line, splits: own }) => own.filter(isMoneyBack).map((split) => ({ line, split })))[0];
  const moneyBack = back ? await loadMoneyBack(tx, back.line, back.split, ctx) : null;
  const lines = wanted.map(({ line }) => line);
  const splits = wanted.flatMap((each) => each.splits);
  const accounts = await loadAccounts(tx, ctx);
  const collections = await selectRows(tx, 'CollectionAccount', sql`t.id = ANY(${lines.map((line) => line.collectionAccountId)}::uuid[])`);
  const byKind = (kind: Split['kind']) => splits.filter((split) => split.kind === kind).map((split) => split.partyId);
  const money = await loadMoney(tx, ctx, wanted, byKind('ACCOUNT'));
  const named = await itemIds(tx, splits);
  const days = [...new Set([...lines.map((line) => line.bookedOn), ...named.map((item) => item.effectiveOn), ctx.today])].sort();
  const refusedDays = await holdPeriods(tx, ctx, days);
  const items = await lockItems(tx, named.map((item) => item.id));
  const blocked = await loadBlocked(tx, items.filter((item) => item.kind === 'BILL').map((item) => item.sourceId));
  const credits = await loadCredits(tx, [...new Set(byKind('CUSTOMER').filter((each) => each !== null))]);
  const suppliers = new Map<string, SupplierRow>();
  for (const supplierId of new Set(byKind('SUPPLIER'))) if (supplierId) suppliers.set(supplierId, await readRow(tx, 'Supplier', supplierId));
  const invoiceIds = items.filter((item) => item.kind === 'INVOICE').map((item) => item.sourceId);
  const hasShort = splits.some((split) => split.parts.some((part) => part.short > 0n || part.isWhole));
  const invoices = hasShort ? await selectRows(tx, 'Invoice', sql`t.id = ANY(${invoiceIds}::uuid[])`) : [];
  const invoiceLines = hasShort ? await selectRows(tx, 'InvoiceLine', sql`t."invoiceId" = ANY(${invoiceIds}::uuid[])`) : [];
  const taxed = new Map<string, TaxedInvoice>(invoices.map((invoice) => [invoice.id, { ...invoice, lines: invoiceLines.filter((line) => line.invoiceId === invoice.id) }]));
  // A charge has its tax under one code, and may be of several orders.
  const charges = hasShort ? await selectRows(tx, 'Charge', sql`t.id = ANY(${items.filter((item) => item.kind === 'CHARGE').map((item) => item.sourceId)}::uuid[])`) : [];
  for (const { id, taxMinor, totalMinor, taxCodeId } of charges) taxed.set(id, { id, orderId: null, taxMinor, totalMinor, lines: [{ taxCodeId, taxMinor }] });
  const ledger = await selectRows(tx, 'Account', sql`t.id = ANY(${byKind('ACCOUNT')}::uuid[])`);
  const entries = await loadEntries(tx, byKind('ENTRY'));
  const revisions = await tx.rows<{ lineId: string; count: number }>(sql`SELECT "lineId", count(*)::int AS count FROM "LineBooking" WHERE "lineId" = ANY(${lines.map((line) => line.id)}::uuid[]) GROUP BY "lineId"`);
  const aliases = await selectRows(tx, 'PayerAlias', sql`(t.kind = 'ACCOUNT' AND t.value = ANY(${lines.map((line) => line.payerAccount)}::text[]))
    OR (t.kind = 'NAME' AND t.value = ANY(${lines.map((line) => plainText(line.payerName ?? ''))}::text[]))`, { lock: true });
  const touched = await tx.rows<{ id: string; itemId: string | null; entryId: string | null }>(sql`SELECT DISTINCT l.id, p."openItemId" AS "itemId", m."entryId" FROM "BankLine" l JOIN "MatchProposal" m ON m."lineId" = l.id
    LEFT JOIN "MatchProposalPart" p ON p."proposalId" = m.id WHERE l.status = 'OPEN' AND l."matchedAt" IS NOT NULL AND l.id <> ALL(${lines.map((line) => line.id)}::uuid[])
      AND (p."openItemId" = ANY(${items.map((item) => item.id)}::uuid[]) OR m."entryId" = ANY(${byKind('ENTRY')}::uuid[]))`);
  const years = [...new Set(lines.map((line) => yearOf(line.bookedOn)))].sort();
  await tx.rows(sql`INSERT INTO "NumberSeries" (id, "companyId", series, year, next) SELECT gen_random_uuid(), ${ctx.company.id}, 'PAY', y, 1 FROM unnest(${years}::int[]) AS y ON CONFLICT ("companyId", series, year) DO NOTHING`);
  const series = await selectRows(tx, 'NumberSeries', sql`t."companyId" = ${ctx.company.id} AND t.series = 'PAY' AND t.year = ANY(${years}::int[])`, { lock: true });
  return {
    ...money, moneyBack, accounts, suppliers, collections: new Map(collections.map((each) => [each.id, each])), refusedDays, items, blocked: new Set(blocked.map(({ id }) => id)), credits,
    invoices: taxed,
    ledger: new Map(ledger.map((account) => [account.id, account])), entries, series: new Map(series.map((row) => [row.year, row])),
    revisions: new Map(revisions.map(({ lineId, count }) => [lineId, count])), aliases, touched,
  };
}

/** What of entries stands on no statement yet, by account: entries cannot be locked, so bookings of one wait for each other. */
async function loadEntries(tx: Tx, wanted: readonly (string | null)[]): Promise<Map<string, EntryLeft>> {
  const known = wanted.filter((each): each is string => each !== null);
  const returns = known.length === 0 ? [] : await returnEntries(tx, sql`${known}::uuid[]`);
  const ids = [...new Set([...known, ...returns.flatMap(({ entryId, feeEntryId }) => [entryId, feeEntryId])])].sort();
  for (const entryId of ids) await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`line ${entryId}`}, 0))`);
  const rows = await tx.rows<{ entryId: string; accountId: string; left: string; paymentId: string | null }>(sql`SELECT l."entryId", l."accountId", e.payment AS "paymentId",
      (sum(${heldSql('l', 'a')}) - coalesce((SELECT sum(b."amountMinor") FROM "LineBooking" b JOIN "BankLine" s ON s.id = b."lineId" JOIN "CollectionAccount" c ON c.id = s."collectionAccountId"
        WHERE b."entryId" = l."entryId" AND b."undoneAt" IS NULL AND c."accountId" = l."accountId"), 0))::text AS left
    FROM "JournalLine" l JOIN "CollectionAccount" a ON a."accountId" = l."accountId" JOIN (SELECT id, CASE WHEN "sourceType" = 'Payment' THEN "sourceId" END AS payment FROM "JournalEntry") e ON e.id = l."entryId"
    WHERE l."entryId" = ANY(${ids}::uuid[]) GROUP BY l."entryId", l."accountId", e.payment`);
  const feeOf = new Map(returns.map(({ entryId, feeEntryId }) => [entryId, feeEntryId]));
  return new Map(rows.map((row) => [`${row.entryId} ${row.accountId}`, { ...row, left: BigInt(row.left) as Minor, feeEntryId: feeOf.get(row.entryId) ?? null }]));
}
