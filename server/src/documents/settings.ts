// The head and the words of a firm's papers. They are never changed: what is set counts from now on.
import sql from 'sql-template-tag';
import type { LetterheadRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { boolean, choice, optional, text } from '../shared/input.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert } from '../shared/write.ts';

/** About 300 kB of picture. */
const LOGO_CHARACTERS_MAX = 400_000;

const signatures: readonly (readonly [type: string, begins: (bytes: Buffer) => boolean])[] = [
  ['image/png', (bytes) => bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))],
  ['image/jpeg', (bytes) => bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))],
  ['image/svg+xml', (bytes) => /^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<svg[\s>]/.test(bytes.subarray(0, 2000).toString('utf8'))],
];

/** What a picture is by its first bytes; refuses what is none. */
export function logoType(logo: string): string {
  const bytes = Buffer.from(logo, 'base64');
  const [type] = signatures.find(([, begins]) => begins(bytes)) ?? [];
  if (!type) throw fieldRefused(['logo'], 'picture_unknown');
  return type;
}

const several = (max: number) => optional(text({ max, lines: true }));

export const letterheadInput = {
  language: choice('Language'), paper: choice('PaperSize'),
  address: { ...several(1000), describe: 'Lines under the name; null: the company\'s address.' }, contact: several(500),
  bankDetails: { ...several(1000), describe: 'Where to pay; printed on invoices and statements.' },
  colour: text({ max: 7, pattern: /^#[0-9a-f]{6}$/i }), showsBarcode: boolean(),
  logo: { ...optional(text({ max: LOGO_CHARACTERS_MAX, pattern: /^[A-Za-z0-9+/]+={0,2}$/ })), describe: 'PNG, JPEG or SVG as base64, at most 300 kB; left out: as before; null: none.' },
};

export const setLetterhead = action({
  name: 'setLetterhead', permission: 'documents.manage',
  describe: 'How the firm\'s papers look from now on: language, paper, address, bank, colour and logo. What was posted before keeps the head of its day.',
  input: letterheadInput, refusals: [], payload: { letterhead: 'record:Letterhead' },
  load: (tx, _input, { company }) => selectRows(tx, 'Letterhead', sql`t."companyId" = ${company.id}`, { orderBy: sql`t."recordedAt" DESC, t.id DESC LIMIT 1` }),
  decide: ([before]: LetterheadRow[], { logo, address, contact, bankDetails, ...said }, ctx) => {
    const letterhead = ctx.newId();
    const picture = logo === undefined ? { logo: before?.logo ?? null, logoType: before?.logoType ?? null } : { logo, logoType: logo === null ? null : logoType(logo) };
    return {
      rows: [insert('Letterhead', {
        id: letterhead, companyId: ctx.company.id, ...said, colour: said.colour.toLowerCase(), address: address ?? null, contact: contact ?? null, bankDetails: bankDetails ?? null, ...picture,
        recordedByName: ctx.viewer.name,
      })],
      events: [{ kind: 'letterheadSet', subjectType: 'Company', subjectId: ctx.company.id, data: { language: said.language, paper: said.paper, hasLogo: picture.logo !== null } }],
      result: { letterhead },
    };
  },
});

export const textInput = {
  intro: { ...several(2000), describe: 'Above the lines.' }, closing: { ...several(4000), describe: 'Below the sums: terms, thanks.' },
  payment: { ...several(2000), describe: 'How to pay; on invoices and statements.' }, footer: { ...optional(text({ max: 300 })), describe: 'At the foot of every page.' },
};

export const setDocumentText = action({
  name: 'setDocumentText', permission: 'documents.manage',
  describe: 'The firm\'s own words on its papers in a language, for one kind or for all; empty ones take those for all. What was posted before keeps the words of its day.',
  input: { kind: optional(choice('DocumentKind')), language: choice('Language'), ...textInput },
  refusals: [], payload: { documentText: 'record:DocumentText' },
  load: async () => undefined,
  decide: (_facts, { kind, language, intro, closing, payment, footer }, ctx) => {
    const documentText = ctx.newId();
    return {
      rows: [insert('DocumentText', {
        id: documentText, companyId: ctx.company.id, kind: kind ?? null, language, intro: intro ?? null, closing: closing ?? null, payment: payment ?? null, footer: footer ?? null,
        recordedByName: ctx.viewer.name,
      })],
      events: [{ kind: 'documentTextSet', subjectType: 'Company', subjectId: ctx.company.id, data: { document: kind ?? null, language } }],
      result: { documentText },
    };
  },
});
