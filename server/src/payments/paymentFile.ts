// The files of a run for the bank: a SEPA credit transfer (ISO 20022 pain.001.001.03) or plain CSV.
import sql from 'sql-template-tag';
import { stringify } from 'csv-stringify/sync';
import { printMoney, type Minor } from '../shared/money.ts';
import { readRow } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { BankDetailsMissing } from './refusals.ts';

export interface PaymentFile { fileName: string; content: string }
interface Transfer { holder: string | null; name: string; iban: string | null; bic: string | null; amount: Minor; numbers: string[] }
interface Row extends Record<string, unknown> { name: string; holder: string | null; iban: string | null; bic: string | null; amount: string; numbers: string[] }

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const tag = (name: string, content: string, attributes = ''): string => `<${name}${attributes}>${content}</${name}>`;
const cut = (text: string, most: number): string => [...text].slice(0, most).join('');
const account = (iban: string): string => tag('Id', tag('IBAN', iban));
const agent = (bic: string | null): string => tag('FinInstnId', bic ? tag('BIC', bic) : tag('Othr', tag('Id', 'NOTPROVIDED')));

export interface Sepa { number: string; madeAt: Date; payOn: string; currencyCode: string; company: string; holder: string; iban: string; bic: string | null; transfers: Transfer[] }

/** pain.001.001.03, each amount in the currency of the run's bills; who lacks bank details is refused by name. */
export function sepaFile({ number, madeAt, payOn, currencyCode, company, holder, iban, bic, transfers }: Sepa): string {
  const sum = printMoney(transfers.reduce((total, { amount }) => total + amount, 0n) as Minor, currencyCode);
  const each = transfers.map((transfer, index) => {
    if (!transfer.iban) throw BankDetailsMissing({ holder: transfer.name });
    return tag('CdtTrfTxInf', [
      tag('PmtId', tag('EndToEndId', cut(`${number}-${index + 1}`, 35))),
      tag('Amt', tag('InstdAmt', printMoney(transfer.amount, currencyCode), ` Ccy="${currencyCode}"`)),
      tag('CdtrAgt', agent(transfer.bic)), tag('Cdtr', tag('Nm', escaped(cut(transfer.holder ?? transfer.name, 70)))), tag('CdtrAcct', account(transfer.iban)),
      tag('RmtInf', tag('Ustrd', escaped(cut(transfer.numbers.join(' '), 140)))),
    ].join(''));
  });
  // Only euros go by SEPA: banks share the charges of other transfers.
  const isSepa = currencyCode === 'EUR';
  const counts = tag('NbOfTxs', String(transfers.length)) + tag('CtrlSum', sum);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${tag('Document', tag('CstmrCdtTrfInitn', [
    tag('GrpHdr', tag('MsgId', cut(number, 35)) + tag('CreDtTm', madeAt.toISOString().slice(0, 19)) + counts + tag('InitgPty', tag('Nm', escaped(cut(company, 70))))),
    tag('PmtInf', [
      tag('PmtInfId', cut(number, 35)), tag('PmtMtd', 'TRF'), counts, ...(isSepa ? [tag('PmtTpInf', tag('SvcLvl', tag('Cd', 'SEPA')))] : []), tag('ReqdExctnDt', payOn),
      tag('Dbtr', tag('Nm', escaped(cut(holder, 70)))), tag('DbtrAcct', account(iban)), tag('DbtrAgt', agent(bic)), tag('ChrgBr', isSepa ? 'SLEV' : 'SHAR'), ...each,
    ].join('')),
  ].join('')), ' xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"')}\n`;
}

// A cell that a spreadsheet would take for a formula is kept text.
const plain = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** The file of a run in a form; refuses BANK_DETAILS_MISSING. */
export async function paymentFile({ paymentRunId, format }: { paymentRunId: string; format: 'SEPA' | 'CSV' }, ctx: Context): Promise<PaymentFile> {
  const run = await readRow(ctx.db, 'PaymentRun', paymentRunId);
  const rows = await ctx.db.rows<Row>(sql`SELECT s.name, d.holder, d.iban, d.bic, sum(l."amountMinor")::text AS amount, array_agg(b."supplierReference" ORDER BY l.no) AS numbers
    FROM "PaymentRunLine" l JOIN "Supplier" s ON s.id = l."supplierId" JOIN "Bill" b ON b.id = l."billId" LEFT JOIN "BankDetails" d ON d."supplierId" = s.id
    WHERE l."paymentRunId" = ${run.id} GROUP BY s.id, d.id ORDER BY min(l.no)`);
  const transfers = rows.map(({ amount, ...row }): Transfer => ({ ...row, amount: BigInt(amount) as Minor }));
  if (format === 'CSV') {
    const lines = transfers.map((each) => [each.holder ?? each.name, each.iban ?? '', each.bic ?? '', printMoney(each.amount, run.currencyCode), run.currencyCode, each.numbers.join(' ')].map(plain));
    return { fileName: `${run.number}.csv`, content: stringify([['name', 'iban', 'bic', 'amount', 'currency', 'reference'], ...lines]) };
  }
  const [own] = await ctx.db.rows<{ holder: string; iban: string; bic: string | null }>(sql`SELECT holder, iban, bic FROM "BankDetails" WHERE "accountId" = ${run.accountId}`);
  if (!own) throw BankDetailsMissing({ holder: ctx.company.name });
  const { number, payOn, currencyCode } = run;
  return { fileName: `${number}.xml`, content: sepaFile({ number, madeAt: ctx.now, payOn, currencyCode, company: ctx.company.name, ...own, transfers }) };
}
