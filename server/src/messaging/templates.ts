// The words of mails: text with names in braces. A line of which every name is empty is left out.
import sql from 'sql-template-tag';
import type { Language, MailKind, MailTemplateRow } from '../generated/rows.ts';
import type { Queryable } from '../shared/db.ts';
import { rawText } from '../shared/messages.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';

const everywhere = ['partyName', 'companyName', 'number', 'date', 'total', 'reference'] as const;
const ofParcel = ['partyName', 'companyName', 'number', 'date', 'reference', 'orderNumber', 'carrier', 'trackingNumber', 'dueOn', 'trouble'] as const;

/** Names that a kind's template may use. */
export const variablesOf: Record<MailKind, readonly string[]> = {
  ORDER_CONFIRMATION: [...everywhere, 'requiredOn'],
  SHIPMENT_NOTE: ['partyName', 'companyName', 'number', 'date', 'reference', 'orderNumber', 'carrier', 'trackingNumber'],
  INVOICE: [...everywhere, 'dueOn'],
  CREDIT_NOTE: everywhere,
  QUOTATION: [...everywhere, 'dueOn'],
  STATEMENT: ['partyName', 'companyName', 'number', 'date', 'total'],
  PURCHASE_ORDER: [...everywhere, 'requiredOn'],
  QUOTE_REQUEST: ['partyName', 'companyName', 'number', 'date', 'dueOn'],
  REMITTANCE_ADVICE: everywhere,
  RECEIPT: everywhere,
  DEPOSIT_REQUEST: [...everywhere, 'dueOn'],
  CHARGE: [...everywhere, 'dueOn'],
  PARCEL_ALERT: ofParcel,
  PARCEL_NOTICE: ofParcel,
};

export interface MailWords { subject: string; body: string }

const names = /\{([^{}]*)\}/g;

/** Refuses a name that the kind does not know, and braces that are no name. */
export function demandNames(kind: MailKind, field: 'subject' | 'body', text: string): void {
  const known = variablesOf[kind];
  for (const [, name = ''] of text.matchAll(names)) {
    if (!known.includes(name)) throw fieldRefused([field], 'template_name', { name, known: known.join(', ') });
  }
  if (/[{}]/.test(text.replace(names, ''))) throw fieldRefused([field], 'template_braces');
}

function filledLine(line: string, values: Record<string, string>): string | undefined {
  const used = [...line.matchAll(names)].map(([, name = '']) => values[name] ?? '');
  if (used.length > 0 && used.every((value) => value === '')) return undefined;
  return line.replace(names, (_, name: string) => values[name] ?? '');
}

/** A template with its values. */
export const filled = (template: string, values: Record<string, string>): string =>
  template.split('\n').map((line) => filledLine(line, values)).filter((line) => line !== undefined).join('\n').replace(/\n{3,}/g, '\n\n').trim();

/** The built-in words. */
export const ownWords = (kind: MailKind, language: Language): MailWords => ({
  subject: rawText(language.toLowerCase(), `mailText.${kind}.subject`), body: rawText(language.toLowerCase(), `mailText.${kind}.body`),
});

/** The firm's own templates of some kinds. */
export const templatesOf = (db: Queryable, companyId: string, kinds: readonly MailKind[]): Promise<MailTemplateRow[]> =>
  selectRows(db, 'MailTemplate', sql`t."companyId" = ${companyId} AND t.kind::text = ANY(${[...kinds]}::text[])`);

/** The words to take: the firm's own, else the built-in ones. */
export const wordsOf = (templates: readonly MailTemplateRow[], kind: MailKind, language: Language): MailWords =>
  templates.find((each) => each.kind === kind && each.language === language) ?? ownWords(kind, language);

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

/** A mail's text as HTML: paragraphs, in the direction of its language. Nothing of the text is read as markup. */
export function mailHtml(body: string, language: Language): string {
  const dir = language === 'AR' || language === 'FA' ? 'rtl' : 'ltr';
  const linked = (text: string) => text.replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`);
  const paragraphs = body.split(/\n{2,}/).map((each) => `<p>${linked(escaped(each)).replaceAll('\n', '<br>')}</p>`).join('');
  return `<!doctype html><html lang="${language.toLowerCase()}" dir="${dir}"><head><meta charset="utf-8"></head><body style="font-family:sans-serif;font-size:15px;line-height:1.5">${paragraphs}</body></html>`;
}
