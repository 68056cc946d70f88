// The journal as a batch of postings that DATEV reads: EXTF 700, category 21, version 13. See docs/books.md.
import type { Json } from '../generated/rows.ts';
import { minor, printMoney, type Minor } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';

export interface DatevOptions { consultantNo: number; clientNo: number; accountLength: number; chart: string; isFixed: boolean; yearStartsOn: Day; numbers: Record<string, string> }
export const datevOptions = (options: Json | null): DatevOptions => options as unknown as DatevOptions; // written by exportJournal alone

const pairs = (count: number, art: string, content: string) => Array.from({ length: count }, (_, at) => [`${art} ${at + 1}`, `${content} ${at + 1}`]).flat();

/** The columns of a posting, in their order. */
export const datevColumns: readonly string[] = [
  'Umsatz (ohne Soll/Haben-Kz)', 'Soll/Haben-Kennzeichen', 'WKZ Umsatz', 'Kurs', 'Basis-Umsatz', 'WKZ Basis-Umsatz', 'Konto', 'Gegenkonto (ohne BU-Schlüssel)', 'BU-Schlüssel', 'Belegdatum', 'Belegfeld 1', 'Belegfeld 2', 'Skonto', 'Buchungstext',
  'Postensperre', 'Diverse Adressnummer', 'Geschäftspartnerbank', 'Sachverhalt', 'Zinssperre', 'Beleglink', ...pairs(8, 'Beleginfo - Art', 'Beleginfo - Inhalt'), 'KOST1 - Kostenstelle', 'KOST2 - Kostenstelle', 'Kost-Menge', 'EU-Land u. UStID (Bestimmung)',
  'EU-Steuersatz (Bestimmung)', 'Abw. Versteuerungsart', 'Sachverhalt L+L', 'Funktionsergänzung L+L', 'BU 49 Hauptfunktionstyp', 'BU 49 Hauptfunktionsnummer', 'BU 49 Funktionsergänzung', ...pairs(20, 'Zusatzinformation - Art', 'Zusatzinformation- Inhalt'),
  'Stück', 'Gewicht', 'Zahlweise', 'Forderungsart', 'Veranlagungsjahr', 'Zugeordnete Fälligkeit', 'Skontotyp', 'Auftragsnummer', 'Buchungstyp', 'USt-Schlüssel (Anzahlungen)', 'EU-Land (Anzahlungen)', 'Sachverhalt L+L (Anzahlungen)', 'EU-Steuersatz (Anzahlungen)',
  'Erlöskonto (Anzahlungen)', 'Herkunft-Kz', 'Buchungs GUID', 'KOST-Datum', 'SEPA-Mandatsreferenz', 'Skontosperre', 'Gesellschaftername', 'Beteiligtennummer', 'Identifikationsnummer', 'Zeichnernummer', 'Postensperre bis', 'Bezeichnung SoBil-Sachverhalt',
  'Kennzeichen SoBil-Buchung', 'Festschreibung', 'Leistungsdatum', 'Datum Zuord. Steuerperiode', 'Fälligkeit', 'Generalumkehr (GU)', 'Steuersatz', 'Land', 'Abrechnungsreferenz', 'BVV-Position', 'EU-Land u. UStID (Ursprung)', 'EU-Steuersatz (Ursprung)', 'Abw. Skontokonto',
];
const at = new Map(datevColumns.map((name, index) => [name, index]));
/** Of these the format wants text, which stands in quotation marks even when it is empty. */
const quoted = new Set(['Soll/Haben-Kennzeichen', 'WKZ Umsatz', 'WKZ Basis-Umsatz', 'BU-Schlüssel', 'Belegfeld 1', 'Belegfeld 2', 'Buchungstext', 'Diverse Adressnummer', 'Beleglink', 'KOST1 - Kostenstelle', 'KOST2 - Kostenstelle', 'EU-Land u. UStID (Bestimmung)', 'Abw. Versteuerungsart',
  'Auftragsnummer', 'Buchungstyp', 'EU-Land (Anzahlungen)', 'Herkunft-Kz', 'Buchungs GUID', 'SEPA-Mandatsreferenz', 'Gesellschaftername', 'Identifikationsnummer', 'Zeichnernummer', 'Bezeichnung SoBil-Sachverhalt', 'Generalumkehr (GU)', 'Land', 'Abrechnungsreferenz',
  'EU-Land u. UStID (Ursprung)', ...datevColumns.filter((name) => /^(Beleginfo|Zusatzinformation)/.test(name))]);

/** Text within its length, without control characters; what Windows-1252 has no sign for is a question mark. */
const plain = (text: string, most: number): string => [...text.replace(/[\u0000-\u001F\u007F]/g, ' ')].slice(0, most).join('');
const inQuotes = (text: string): string => `"${text.replaceAll('"', '""')}"`;
/** The first day of the fiscal year of a day. */
export function yearStart(day: Day, month: number): Day {
  const year = Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < month ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01` as Day;
}
const compact = (day: Day): string => day.replaceAll('-', '');

const special = new Map(Object.entries({ '€': 0x80, '‚': 0x82, 'ƒ': 0x83, '„': 0x84, '…': 0x85, '†': 0x86, '‡': 0x87, 'ˆ': 0x88, '‰': 0x89, 'Š': 0x8A, '‹': 0x8B, 'Œ': 0x8C, 'Ž': 0x8E, '‘': 0x91, '’': 0x92, '“': 0x93, '”': 0x94, '•': 0x95, '–': 0x96, '—': 0x97, '˜': 0x98, '™': 0x99, 'š': 0x9A,
  '›': 0x9B, 'œ': 0x9C, 'ž': 0x9E, 'Ÿ': 0x9F }));
/** Windows-1252, the code page in which DATEV reads. */
export const windows1252 = (text: string): Buffer => Buffer.from([...text].map((sign) => {
  const code = sign.codePointAt(0) ?? 0;
  return special.get(sign) ?? (code < 0x80 || (code >= 0xA0 && code <= 0xFF) ? code : 0x3F);
}));

/** The first line: what the file is, whose, and of which days. */
export function datevHeader(options: DatevOptions, of: { startsOn: Day; endsOn: Day; knownAt: Date }, currencyCode: string): string {
  const made = of.knownAt.toISOString().replace(/\D/g, '').slice(0, 17);
  return ['"EXTF"', 700, 21, '"Buchungsstapel"', 13, made, '', '"HS"', '""', '""', options.consultantNo, options.clientNo, compact(options.yearStartsOn), options.accountLength, compact(of.startsOn), compact(of.endsOn), '"Journal"', '""', 1, 0,
    options.isFixed ? 1 : 0, inQuotes(currencyCode), '', '""', '', '', inQuotes(options.chart), '', '', '""', '""'].join(';');
}

interface DatevLine { account: string; amount: Minor; party: string | null; order: string | null }
export interface DatevEntry { sequence: string; on: Day; memo: string | null; lines: readonly DatevLine[] }
interface Posting { debit: DatevLine; credit: DatevLine; amount: Minor }

/** An entry as postings of two accounts each: debits are filled by credits in their order, so that each account moves by what it moved. */
export function postingsOf(lines: readonly DatevLine[]): Posting[] {
  const [debits, credits] = [lines.filter(({ amount }) => amount > 0n), lines.filter(({ amount }) => amount < 0n)].map((own) => own.map((line) => ({ line, left: line.amount < 0n ? -line.amount : line.amount }))) as [Side[], Side[]];
  const found: Posting[] = [];
  let credit = credits.shift();
  for (const debit of debits) {
    while (debit.left > 0n && credit) {
      const amount = debit.left < credit.left ? debit.left : credit.left;
      found.push({ debit: debit.line, credit: credit.line, amount: minor(amount) });
      debit.left -= amount;
      credit.left -= amount;
      if (credit.left === 0n) credit = credits.shift();
    }
  }
  return found;
}
interface Side { line: DatevLine; left: bigint }

/** The lines of an entry; `number` gives an account's number there. */
export function datevLines(entry: DatevEntry, options: DatevOptions, currencyCode: string): string[] {
  const number = (code: string) => options.numbers[code] ?? code;
  return postingsOf(entry.lines).map(({ debit, credit, amount }) => {
    const cells: string[] = datevColumns.map((name) => (quoted.has(name) ? '""' : ''));
    const set = (name: string, text: string) => { cells[at.get(name) ?? 0] = quoted.has(name) ? inQuotes(text) : text; };
    set('Umsatz (ohne Soll/Haben-Kz)', printMoney(amount, currencyCode).replace('.', ','));
    set('Soll/Haben-Kennzeichen', 'S');
    set('WKZ Umsatz', currencyCode);
    set('Konto', number(debit.account));
    set('Gegenkonto (ohne BU-Schlüssel)', number(credit.account));
    set('Belegdatum', `${entry.on.slice(8, 10)}${entry.on.slice(5, 7)}`);
    set('Belegfeld 1', plain((entry.memo ?? entry.sequence).replace(/[^A-Za-z0-9$&%*+\-/]/g, ''), 36));
    set('Belegfeld 2', entry.sequence.slice(0, 12));
    set('Buchungstext', plain(entry.memo ?? '', 60));
    const party = debit.party ?? credit.party;
    const order = debit.order ?? credit.order;
    if (party) { set('Beleginfo - Art 1', 'Partner'); set('Beleginfo - Inhalt 1', plain(party, 210)); }
    if (order) set('Auftragsnummer', plain(order, 30));
    set('Festschreibung', options.isFixed ? '1' : '0');
    return cells.join(';');
  });
}
