// Refunds for the bank, as payment runs have their files.
import { stringify } from 'csv-stringify/sync';
import sql from 'sql-template-tag';
import { sepaFile, type PaymentFile } from '../payments/paymentFile.ts';
import { BankDetailsMissing } from '../payments/refusals.ts';
import { minor, printMoney } from '../shared/money.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';

interface Row extends Record<string, unknown> { number: string; name: string; holder: string | null; iban: string | null; bic: string | null; amount: string; currency: string; accountId: string; status: string }

// A cell that a spreadsheet would take for a formula is kept text.
const plain = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** The file of refunds that are drafted or paid, all of one account and currency; refuses BANK_DETAILS_MISSING by name. */
export async function refundFile(refundIds: readonly string[], format: 'SEPA' | 'CSV', ctx: Context): Promise<PaymentFile> {
  const rows = await ctx.db.rows<Row>(sql`SELECT r.number, c.name, coalesce(r."bankHolder", c."bankHolder") AS holder, coalesce(r."bankAccount", c."bankAccount") AS iban, coalesce(r."bankCode", c."bankCode") AS bic, r."amountMinor"::text AS amount,
      r."currencyCode" AS currency, r."accountId", r.status::text FROM "Refund" r JOIN "Customer" c ON c.id = r."customerId" WHERE r.id = ANY(${[...refundIds]}::uuid[]) AND r.status IN ('DRAFT', 'PAID') ORDER BY r.number`);
  const [first] = rows;
  if (!first || rows.length !== new Set(refundIds).size) throw fieldRefused(['refundIds'], 'id_unknown', { type: 'Refund' });
  if (rows.some((row) => row.accountId !== first.accountId)) throw fieldRefused(['refundIds'], 'one_account');
  if (rows.some((row) => row.currency !== first.currency)) throw fieldRefused(['refundIds'], 'one_currency');
  const transfers = rows.map(({ name, holder, iban, bic, amount, number }) => ({ name, holder, iban, bic, amount: minor(BigInt(amount)), numbers: [number] }));
  if (format === 'CSV') {
    const lines = transfers.map((each) => [each.holder ?? each.name, each.iban ?? '', each.bic ?? '', printMoney(each.amount, first.currency), first.currency, each.numbers.join(' ')].map(plain));
    return { fileName: `${first.number}.csv`, content: stringify([['name', 'iban', 'bic', 'amount', 'currency', 'reference'], ...lines]) };
  }
  const [own] = await ctx.db.rows<{ holder: string; iban: string; bic: string | null }>(sql`SELECT holder, iban, bic FROM "BankDetails" WHERE "accountId" = ${first.accountId}`);
  if (!own) throw BankDetailsMissing({ holder: ctx.company.name });
  return { fileName: `${first.number}.xml`, content: sepaFile({ number: first.number, madeAt: ctx.now, payOn: ctx.today, currencyCode: first.currency, company: ctx.company.name, ...own, transfers }) };
}
