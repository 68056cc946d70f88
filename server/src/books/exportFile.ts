// The journal of some days as a file, piece by piece and always the same: nothing of the day on which it is asked for is in it.
import sql, { type Sql } from 'sql-template-tag';
import type { EntryKind, JournalExportForm, Json } from '../generated/rows.ts';
import type { Queryable } from '../shared/db.ts';
import { readExact } from '../shared/facts.ts';
import { minor, printMoney, type Minor } from '../shared/money.ts';
import { rowsText } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { datevColumns, datevHeader, datevLines, datevOptions, windows1252 } from './datev.ts';

export interface ExportOf { form: JournalExportForm; startsOn: Day; endsOn: Day; knownAt: Date; options?: Json | null }
interface Firm { id: string; name: string; currencyCode: string; taxNumber: string | null }
interface Line { no: number; account: string; amount: string; customer: string | null; supplier: string | null; order: string | null; product: string | null; taxCode: string | null }
interface Entry { sequence: string; kind: EntryKind; on: Day; at: string; memo: string | null; source: string; lines: Line[] }
interface Balance { code: string; name: string; type: string; opening: string; closing: string }
export interface ExportSums { entries: number; lines: number; total: Minor }

const AT_ONCE = 2000;

const within = (companyId: string, { startsOn, endsOn, knownAt }: ExportOf): Sql => sql`e."companyId" = ${companyId} AND e."effectiveOn" BETWEEN ${startsOn} AND ${endsOn} AND e."recordedAt" < ${knownAt}`;

/** Entries, lines and the sum of the debits, which are the credits. */
export async function exportSums(db: Queryable, companyId: string, of: ExportOf): Promise<ExportSums> {
  const [row] = await db.rows<{ entries: number; lines: number; total: string }>(sql`SELECT count(DISTINCT e.id)::int AS entries, count(*)::int AS lines,
    coalesce(sum(l."companyMinor") FILTER (WHERE l."companyMinor" > 0), 0)::text AS total FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id WHERE ${within(companyId, of)}`);
  return { entries: row?.entries ?? 0, lines: row?.lines ?? 0, total: minor(BigInt(row?.total ?? '0')) };
}

/** The entries in the order in which they were posted, never more than some thousand at once. */
async function* entriesOf(db: Queryable, companyId: string, of: ExportOf): AsyncGenerator<Entry> {
  for (let after = '0'; ;) {
    const page = sql`SELECT e.* FROM "JournalEntry" e WHERE ${within(companyId, of)} AND e.sequence > ${after}::bigint ORDER BY e.sequence LIMIT ${AT_ONCE}`;
    const [row] = await db.rows<{ rows: string }>(sql`SELECT ${rowsText(sql`(SELECT e.sequence::text AS sequence, e.kind::text AS kind, e."effectiveOn" AS "on", to_char(e."recordedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at,
      e.memo, e."sourceType" AS source, l.lines FROM (${page}) e CROSS JOIN LATERAL (SELECT json_agg(json_build_object('no', l.no, 'account', a.code, 'amount', l."companyMinor"::text, 'customer', c.code, 'supplier', s.code,
        'order', o.number, 'product', p.sku, 'taxCode', t.code) ORDER BY l.no) AS lines
      FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" LEFT JOIN "Customer" c ON c.id = l."customerId" LEFT JOIN "Supplier" s ON s.id = l."supplierId" LEFT JOIN "Order" o ON o.id = l."orderId"
        LEFT JOIN "Product" p ON p.id = l."productId" LEFT JOIN "TaxCode" t ON t.id = l."taxCodeId" WHERE l."entryId" = e.id) l ORDER BY e.sequence)`)} AS rows`);
    const entries = readExact(row?.rows ?? '[]') as Entry[];
    yield* entries;
    const last = entries.at(-1);
    if (!last || entries.length < AT_ONCE) return;
    after = last.sequence;
  }
}

const cell = (text: string | null): string => {
  if (text === null) return '';
  // What a spreadsheet would take for a formula stays text.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

async function* asCsv(db: Queryable, firm: Firm, of: ExportOf): AsyncGenerator<string> {
  yield 'entry,day,recorded,kind,document,memo,line,account,debit,credit,currency,customer,supplier,order,product,taxCode\r\n';
  for await (const { sequence, on, at, kind, source, memo, lines } of entriesOf(db, firm.id, of)) {
    yield lines.map((line) => {
      const amount = minor(BigInt(line.amount));
      const [debit, credit] = amount > 0n ? [printMoney(amount, firm.currencyCode), ''] : ['', printMoney(minor(-amount), firm.currencyCode)];
      const head = [sequence, on, at, kind, source].join(',');
      return `${head},${cell(memo)},${line.no},${line.account},${debit},${credit},${firm.currencyCode},${[line.customer, line.supplier, line.order, line.product, line.taxCode].map(cell).join(',')}\r\n`;
    }).join('');
  }
}

const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const tag = (name: string, text: string | null): string => (text === null || text === '' ? '' : `<${name}>${xml(text)}</${name}>`);
const accountTypes: Record<string, string> = { ASSET: 'GL', LIABILITY: 'GL', EQUITY: 'GL', REVENUE: 'Sales', EXPENSE: 'Expense' };

async function* asSaft(db: Queryable, firm: Firm, of: ExportOf): AsyncGenerator<string> {
  const money = (amount: Minor) => printMoney(amount, firm.currencyCode);
  const side = (name: string, text: string) => {
    const amount = minor(BigInt(text));
    return amount < 0n ? tag(`${name}CreditBalance`, money(minor(-amount))) : tag(`${name}DebitBalance`, money(amount));
  };
  const { entries, total } = await exportSums(db, firm.id, of);
  const known = of.knownAt.toISOString().slice(0, 10);
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<AuditFile xmlns="urn:OECD:StandardAuditFile-Taxation/2.00">\n<Header>${tag('AuditFileVersion', '2.00')}${tag('AuditFileDateCreated', known)}${tag('SoftwareCompanyName', 'Hesabu')}${
    tag('SoftwareID', 'Hesabu')}<Company>${tag('RegistrationNumber', firm.taxNumber ?? firm.id)}${tag('Name', firm.name)}</Company>${tag('DefaultCurrencyCode', firm.currencyCode)}<SelectionCriteria>${
    tag('SelectionStartDate', of.startsOn)}${tag('SelectionEndDate', of.endsOn)}</SelectionCriteria>${tag('TaxAccountingBasis', 'Invoice')}</Header>\n<MasterFiles><GeneralLedgerAccounts>\n`;
  const balances = await db.rows<Balance>(sql`SELECT a.code, a.name, a.type::text AS type, coalesce(sum(l."companyMinor") FILTER (WHERE l."effectiveOn" < ${of.startsOn}), 0)::text AS opening, coalesce(sum(l."companyMinor"), 0)::text AS closing
    FROM "Account" a JOIN "JournalLine" l ON l."accountId" = a.id AND l."effectiveOn" <= ${of.endsOn} AND l."recordedAt" < ${of.knownAt} WHERE a."companyId" = ${firm.id} GROUP BY a.id ORDER BY a.code`);
  for (const { code, name, type, opening, closing } of balances) {
    yield `<Account>${tag('AccountID', code)}${tag('AccountDescription', name)}${tag('AccountType', accountTypes[type] ?? 'GL')}${side('Opening', opening)}${side('Closing', closing)}</Account>\n`;
  }
  yield `</GeneralLedgerAccounts></MasterFiles>\n<GeneralLedgerEntries>${tag('NumberOfEntries', String(entries))}${tag('TotalDebit', money(total))}${tag('TotalCredit', money(total))}\n<Journal>${tag('JournalID', 'GL')}${
    tag('Description', 'General ledger')}${tag('Type', 'GL')}\n`;
  for await (const { sequence, kind, on, at, memo, source, lines } of entriesOf(db, firm.id, of)) {
    yield `<Transaction>${tag('TransactionID', sequence)}${tag('Period', String(Number(on.slice(5, 7))))}${tag('PeriodYear', on.slice(0, 4))}${tag('TransactionDate', on)}${tag('SourceID', source)}${tag('TransactionType', kind)}${
      tag('Description', memo ?? kind)}${tag('SystemEntryDate', at.slice(0, 10))}${tag('GLPostingDate', on)}${lines.map((line) => {
      const amount = minor(BigInt(line.amount));
      const name = amount > 0n ? 'DebitAmount' : 'CreditAmount';
      return `<Line>${tag('RecordID', String(line.no))}${tag('AccountID', line.account)}${tag('SourceDocumentID', line.order)}${tag('CustomerID', line.customer)}${tag('SupplierID', line.supplier)}${
        tag('Description', memo ?? kind)}<${name}>${tag('Amount', money(amount > 0n ? amount : minor(-amount)))}</${name}>${line.taxCode ? `<TaxInformation>${tag('TaxCode', line.taxCode)}</TaxInformation>` : ''}</Line>`;
    }).join('')}</Transaction>\n`;
  }
  yield '</Journal></GeneralLedgerEntries>\n</AuditFile>\n';
}

async function* asDatev(db: Queryable, firm: Firm, of: ExportOf): AsyncGenerator<Buffer> {
  const options = datevOptions(of.options ?? null);
  yield windows1252(`${datevHeader(options, of, firm.currencyCode)}\r\n${datevColumns.join(';')}\r\n`);
  for await (const { sequence, on, memo, lines } of entriesOf(db, firm.id, of)) {
    const entry = { sequence, on, memo, lines: lines.map(({ account, amount, customer, supplier, order }) => ({ account, amount: minor(BigInt(amount)), party: customer ?? supplier, order })) };
    yield windows1252(datevLines(entry, options, firm.currencyCode).map((line) => `${line}\r\n`).join(''));
  }
}

/** The pieces of an export's file. */
export const exportPieces = (db: Queryable, firm: Firm, of: ExportOf): AsyncGenerator<string | Buffer> =>
  (of.form === 'CSV' ? asCsv(db, firm, of) : of.form === 'DATEV' ? asDatev(db, firm, of) : asSaft(db, firm, of));

export const exportName = ({ form, startsOn, endsOn }: Pick<ExportOf, 'form' | 'startsOn' | 'endsOn'>, number: string): string => (form === 'DATEV' ? `EXTF_${number}-${startsOn}-${endsOn}.csv` : `${number}-${startsOn}-${endsOn}.${form === 'CSV' ? 'csv' : 'xml'}`);
