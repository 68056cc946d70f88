// Gives a sheet its words: what the template sets is text alone.
import { createHash } from 'node:crypto';
import type { DocumentTextRow, Language, LetterheadRow } from '../generated/rows.ts';
import { code128 } from './code128.ts';
import { writings } from './languages.ts';
import type { Column, Sheet } from './sheet.ts';
import { isolated, words, written } from './written.ts';

export type Head = Omit<LetterheadRow, 'id' | 'companyId' | 'recordedAt' | 'recordedByName'>;
export type Texts = Pick<DocumentTextRow, 'intro' | 'closing' | 'payment' | 'footer'>;

/** How the pages of a sheet look, and what is written on all of them. */
interface Look {
  lang: string; dir: string; fonts: readonly string[]; digits: string; colour: string; paper: string;
  /** Of the page numbers, with {page} and {pages}. */
  paging: string; empty: string; logo: string | null;
}

interface LaidSheet {
  look: Look;
  company: { name: string; lines: string[] };
  heading: string; mark: string | null; running: string; footer: string;
  barcode: { widths: number[]; text: string } | null;
  parties: { label: string; name: string; lines: string[] }[];
  facts: { label: string; value: string[] }[];
  intro: string[];
  columns: Column[];
  rows: string[][][];
  totals: { label: string; value: string[]; strong: boolean }[];
  breakdowns: { label: string; wide: boolean; columns: Column[]; rows: string[][][] }[];
  notes: { label: string | null; lines: string[] }[];
  signatures: string[];
}

/** What the template sets; logos by the name of their file, as base64. */
export interface Laid { title: string; company: string; sheets: LaidSheet[]; logos: Record<string, string> }

const linesOf = (text: string | null): string[] => (text ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '');
const isolatedLines = (text: string | null): string[] => linesOf(text).map(isolated);

/** The name of a document as people say it: Invoice INV-2026-00001. */
export const headingOf = (sheet: Pick<Sheet, 'kind' | 'title' | 'number'>, language: Language): string =>
  [words(`title.${sheet.title ?? sheet.kind}`, language), ...(sheet.number ? [`\u2066${sheet.number}\u2069`] : [])].join(' ');

/** Files are named in ASCII: they go through headers, mails and ZIPs. */
export const fileNameOf = ({ kind, number }: Pick<Sheet, 'kind' | 'number'>): string =>
  `${[kind.toLowerCase().replaceAll('_', '-'), number].filter(Boolean).join('-').replace(/[^\w.-]+/g, '-')}.pdf`;

const withLabels = (columns: readonly Column[], language: Language): Column[] =>
  columns.map((column) => ({ ...column, label: column.label === '' ? '' : words(`column.${column.label}`, language) }));

function laidSheet(sheet: Sheet, language: Language, head: Head, texts: Texts): Omit<LaidSheet, 'look'> {
  const say = (key: string, values?: Record<string, string>) => words(key, language, values);
  const { company } = sheet;
  const heading = headingOf(sheet, language);
  const tax = company.taxNumber ? [`${say('taxNumber')} \u2066${company.taxNumber}\u2069`] : [];
  const bars = head.showsBarcode && ['PICK_LIST', 'DELIVERY_NOTE'].includes(sheet.kind) && sheet.number ? code128(sheet.number) : undefined;
  const howToPay = sheet.showsPayment ? [...isolatedLines(texts.payment), ...isolatedLines(head.bankDetails)] : [];
  const closing = isolatedLines(texts.closing);
  return {
    company: { name: isolated(company.name), lines: [...isolatedLines(head.address ?? company.address), ...isolatedLines(head.contact), ...tax] },
    heading, running: heading, mark: sheet.mark ? say(`mark.${sheet.mark}`) : null,
    footer: linesOf(texts.footer).map(isolated).join(' · ') || isolated(company.name),
    barcode: bars && sheet.number ? { widths: bars, text: sheet.number } : null,
    parties: sheet.parties.map(({ label, name, lines, taxNumber }) => ({
      label: say(`party.${label}`), name: isolated(name),
      lines: [...lines.map(isolated), ...(taxNumber ? [`${say('taxNumber')} \u2066${taxNumber}\u2069`] : [])],
    })),
    facts: sheet.facts.map(({ label, cell }) => ({ label: say(`fact.${label}`), value: written(cell, language) })),
    intro: isolatedLines(texts.intro),
    columns: withLabels(sheet.columns, language),
    rows: sheet.rows.map((row) => row.map((cell) => written(cell, language))),
    totals: sheet.totals.map(({ label, values, cell, isStrong }) => ({ label: say(`total.${label}`, values), value: written(cell, language), strong: isStrong ?? false })),
    breakdowns: sheet.breakdowns.map(({ label, isWide, columns, rows }) => ({
      label: say(`breakdown.${label}`), wide: isWide ?? false, columns: withLabels(columns, language), rows: rows.map((row) => row.map((cell) => written(cell, language))),
    })),
    notes: [
      ...sheet.notes.map(({ label, text, words: key }) => ({ label: say(`note.${label}`), lines: key ? [say(key)] : isolatedLines(text ?? null) })),
      ...(howToPay.length > 0 ? [{ label: say('payment'), lines: howToPay }] : []), ...(closing.length > 0 ? [{ label: null, lines: closing }] : []),
    ],
    signatures: sheet.signatures.map((label) => say(`signature.${label}`)),
  };
}

const endings: Record<string, string> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/svg+xml': 'svg' };
const logoFile = ({ logo, logoType }: Head): string | null =>
  (logo && logoType && endings[logoType] ? `logo-${createHash('sha256').update(logo).digest('hex').slice(0, 16)}.${endings[logoType]}` : null);

function lookOf(language: Language, head: Head): Look {
  const { lang, dir, fonts, digits } = writings[language];
  return {
    lang, dir, fonts, digits, colour: head.colour, paper: head.paper === 'LETTER' ? 'us-letter' : 'a4',
    paging: words('paging', language, { page: '{page}', pages: '{pages}' }), empty: words('empty', language), logo: logoFile(head),
  };
}

/** The pages of a sheet. */
export function layOut(sheet: Sheet, texts: Texts, language: Language, head: Head): Laid {
  const file = logoFile(head);
  return {
    title: `${headingOf(sheet, language)} – ${sheet.company.name}`.replace(/[\u2066-\u2069]/g, ''), company: sheet.company.name,
    sheets: [{ look: lookOf(language, head), ...laidSheet(sheet, language, head, texts) }], logos: file && head.logo ? { [file]: head.logo } : {},
  };
}

/** Several documents one after another. */
export const bound = (documents: readonly Laid[], title: string): Laid => ({
  title, company: documents[0]?.company ?? '', sheets: documents.flatMap(({ sheets }) => sheets), logos: Object.assign({}, ...documents.map(({ logos }) => logos)) as Laid['logos'],
});
