// The journal as DATEV reads it: header and columns in their published places, each account moved by what it moved here.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postEntry } from '../../server/src/accounting/postEntry.ts';
import { datevColumns, postingsOf, windows1252, yearStart } from '../../server/src/books/datev.ts';
import { setDatevSettings } from '../../server/src/books/datevSettings.ts';
import { exportPieces } from '../../server/src/books/exportFile.ts';
import { exportJournal } from '../../server/src/books/exportJournal.ts';
import type { JournalExportRow } from '../../server/src/generated/rows.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { minor } from '../../server/src/shared/money.ts';
import { readRow } from '../../server/src/shared/rows.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { firstDay, later, sql, startTrade, type Trade } from '../support/trade.ts';

let firm: Trade;
const ids = new Map<string, string>();
beforeAll(async () => {
  firm = await startTrade();
  for (const { code, id } of await firm.db.rows<{ code: string; id: string }>(sql`SELECT code, id FROM "Account"`)) ids.set(code, globalId('Account', id));
});
afterAll(() => firm.close());

const written = async (row: JournalExportRow) => {
  const pieces: Buffer[] = [];
  for await (const piece of exportPieces(firm.db, await readRow(firm.db, 'Company', row.companyId), row)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
};

test('the columns stand where the published list has them', () => {
  expect(datevColumns).toHaveLength(125);
  const places: Record<number, string> = {
    1: 'Umsatz (ohne Soll/Haben-Kz)', 2: 'Soll/Haben-Kennzeichen', 3: 'WKZ Umsatz', 7: 'Konto', 8: 'Gegenkonto (ohne BU-Schlüssel)', 9: 'BU-Schlüssel', 10: 'Belegdatum', 11: 'Belegfeld 1', 14: 'Buchungstext', 20: 'Beleglink', 21: 'Beleginfo - Art 1', 36: 'Beleginfo - Inhalt 8',
    37: 'KOST1 - Kostenstelle', 40: 'EU-Land u. UStID (Bestimmung)', 48: 'Zusatzinformation - Art 1', 87: 'Zusatzinformation- Inhalt 20', 88: 'Stück', 95: 'Auftragsnummer', 102: 'Herkunft-Kz', 114: 'Festschreibung', 115: 'Leistungsdatum', 118: 'Generalumkehr (GU)', 125: 'Abw. Skontokonto',
  };
  expect(Object.keys(places).map((place) => datevColumns[Number(place) - 1])).toEqual(Object.values(places));
  expect([...windows1252('Ä€–漢')]).toEqual([0xC4, 0x80, 0x96, 0x3F]);
  expect([yearStart('2026-03-31' as Day, 4), yearStart('2026-04-01' as Day, 4)]).toEqual(['2025-04-01', '2026-04-01']);
});

test('an entry of many lines is postings of two accounts that move each by as much', () => {
  const line = (account: string, amount: number) => ({ account, amount: minor(amount), party: null, order: null });
  const postings = postingsOf([line('1100', 11_900), line('4000', -10_000), line('2200', -1900), line('5000', 400), line('1310', -400)]);
  expect(postings.map(({ debit, credit, amount }) => [debit.account, credit.account, Number(amount)])).toEqual([['1100', '4000', 10_000], ['1100', '2200', 1900], ['5000', '1310', 400]]);
  expect(postingsOf([line('a', 5), line('b', 5), line('c', -10)]).map(({ debit, amount }) => [debit.account, Number(amount)])).toEqual([['a', 5], ['b', 5]]);
});

test('it needs the firm\'s numbers, lies within a year, sums to the ledger by account, and is the same file later, whatever is set since', async () => {
  const asked = { form: 'DATEV', startsOn: firstDay, endsOn: later(firstDay, 5) };
  const customer = await firm.customer({ code: 'K-Ä1' });
  await firm.invoice(customer, [{ productId: await firm.service(), quantity: '3', unitPrice: '40' }, { productId: await firm.product('2.5'), quantity: '2', unitPrice: '10' }]);
  await firm.act(postEntry, { memo: 'Büro; "Miete" 漢', effectiveOn: firstDay, lines: [{ accountId: ids.get('6100'), debit: '8' }, { accountId: ids.get('6100'), debit: '2.05' }, { accountId: ids.get('1000'), credit: '10.05' }] });
  expect(await firm.refusal(exportJournal, asked)).toBe('DATEV_UNSET');
  const settings = { consultantNo: 29098, clientNo: 55003, accountLength: 4, chart: '03', isFixed: true };
  await firm.act(setDatevSettings, { ...settings, accounts: [{ accountId: ids.get('1000'), number: '1200' }, { accountId: ids.get('6100'), number: '4210' }] });
  expect(await firm.refusal(exportJournal, { ...asked, startsOn: '2025-12-31' })).toBe('INPUT_INVALID');
  const row = await readRow(firm.db, 'JournalExport', (await firm.act(exportJournal, asked)).journalExport ?? '');
  const bytes = await written(row);
  await firm.act(setDatevSettings, { ...settings, consultantNo: 30000, accounts: [{ accountId: ids.get('1000'), number: '1800' }] });
  expect(await written(row)).toEqual(bytes);
  expect([createHash('sha256').update(bytes).digest('hex'), bytes.length]).toEqual([row.hash, Number(row.bytes)]);
  const [header = '', heads = '', ...lines] = new TextDecoder('windows-1252').decode(bytes).trimEnd().split('\r\n');
  const fields = header.split(';');
  expect(fields).toHaveLength(31);
  expect([fields.slice(0, 5), fields.slice(10, 17), fields[18], fields.slice(20, 22), fields[26]]).toEqual([['"EXTF"', '700', '21', '"Buchungsstapel"', '13'], ['29098', '55003', '20260101', '4', '20260105', '20260110', '"Journal"'], '1', ['1', '"USD"'], '"03"']);
  expect(fields[5]).toMatch(/^\d{17}$/);
  expect(heads.split(';')).toEqual(datevColumns);
  const cells = lines.map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^;]*)(?:;|$)/g)].map(([, cell = '']) => cell).slice(0, 125));
  expect(cells.every((own) => own.length === 125 && /^\d+,\d\d$/.test(own[0] ?? '') && own[1] === '"S"' && /^\d+$/.test(own[6] ?? '') && /^\d+$/.test(own[7] ?? '') && own[9] === '0501' && own[113] === '1')).toBe(true);
  const moved = new Map<string, bigint>();
  for (const own of cells) {
    const amount = BigInt((own[0] ?? '').replace(',', ''));
    moved.set(own[6] ?? '', (moved.get(own[6] ?? '') ?? 0n) + amount);
    moved.set(own[7] ?? '', (moved.get(own[7] ?? '') ?? 0n) - amount);
  }
  const ledger = await firm.db.rows<{ code: string; sum: string }>(sql`SELECT a.code, sum(l."companyMinor")::text AS sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" GROUP BY 1`);
  const there: Record<string, string> = { 1000: '1200', 6100: '4210' };
  expect(Object.fromEntries(moved)).toEqual(Object.fromEntries(ledger.map(({ code, sum }) => [there[code] ?? code, BigInt(sum)])));
  expect(lines.some((line) => line.includes('"Büro; ""Miete"" ?"'))).toBe(true);
  expect(lines.some((line) => line.includes('"Partner";"K-Ä1"'))).toBe(true);
});
