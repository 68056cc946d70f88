// The page behind a link, as HTML alone: no script, nothing from elsewhere, in the customer's language and direction.
import { createHash } from 'node:crypto';
import { enums, type DisputeReason, type Language } from '../generated/rows.ts';
import type { Laid } from '../documents/layOut.ts';
import { writings } from '../documents/languages.ts';
import { words } from '../documents/written.ts';

type LaidSheet = Laid['sheets'][number];

const style = `:root{color-scheme:light dark;--line:#8886;--accent:#1f5fa8}*{box-sizing:border-box}body{font:16px/1.5 system-ui,sans-serif;margin:0;padding:1rem;display:flex;justify-content:center}
main{inline-size:100%;max-inline-size:52rem;min-inline-size:0}h1{font-size:1.5rem;margin-block:.5rem}h2{font-size:1.15rem;margin-block:1.5rem .5rem}.scroll{overflow-x:auto}table{border-collapse:collapse;inline-size:100%}
th,td{text-align:start;padding:.35rem .5rem;border-block-end:1px solid var(--line);vertical-align:top}.end{text-align:end}dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:0}dt{opacity:.8}dd{margin:0;overflow-wrap:anywhere}
form{border:1px solid var(--line);border-radius:.5rem;padding:1rem;margin-block:1rem}label,legend{display:block;font-weight:600;margin-block:.75rem .25rem}fieldset{border:0;padding:0;margin:0}fieldset label{font-weight:400;display:flex;gap:.5rem;min-block-size:2rem;align-items:center;margin:0}
input:not([type=checkbox]),select,textarea{font:inherit;inline-size:100%;padding:.5rem;border:1px solid #777;border-radius:.25rem;background:Canvas;color:CanvasText}button{font:inherit;font-weight:600;margin-block-start:1rem;padding:.6rem 1.2rem;border:0;border-radius:.25rem;background:var(--accent);color:#fff;min-block-size:2.75rem}
a{color:inherit}.strong td{font-weight:700}.said{border-inline-start:.3rem solid var(--accent);padding:.5rem 1rem;background:#8881}.wrong{border-inline-start:.3rem solid #b3261e;padding:.5rem 1rem;background:#b3261e1a}:focus-visible{outline:3px solid #f5a623;outline-offset:2px}`;
const styleHash = createHash('sha256').update(style).digest('base64');

/** What a browser may do with the page: show it, and send its forms back. */
export const pageHeaders: Record<string, string> = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const cell = (lines: readonly string[]): string => lines.map(escaped).join('<br>');

interface Columned { columns: LaidSheet['columns']; rows: LaidSheet['rows'] }
const table = ({ columns, rows }: Columned): string => `<div class="scroll" tabindex="0"><table><thead><tr>${columns.map(({ label, align }) => `<th scope="col" class="${align}">${escaped(label)}</th>`).join('')}</tr></thead>
<tbody>${rows.map((row) => `<tr>${row.length === 1 && columns.length > 1 ? `<th scope="colgroup" colspan="${columns.length}">${cell(row[0] ?? [])}</th>` : row.map((lines, at) => `<td class="${columns[at]?.align ?? 'start'}">${cell(lines)}</td>`).join('')}</tr>`).join('')}</tbody></table></div>`;

function page(language: Language, title: string, body: string): string {
  const { lang, dir } = writings[language];
  return `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${escaped(title)}</title><style>${style}</style></head><body><main>${body}</main></body></html>`;
}

export interface Answer { kind: 'CONFIRMED' | 'DISPUTED'; personName: string; on: string }
export interface PageFacts {
  language: Language; laid: Laid; path: string; formToken: string; isInvoice: boolean;
  /** What is still to be paid, written; null: nothing. */
  open: string | null;
  lines: readonly { id: string; no: number; description: string }[];
  answers: readonly Answer[];
  /** What was sent and could not be taken, with what was wrong. */
  problem?: { text: string; field: string } | undefined;
  given?: Record<string, string> | undefined;
}

const hidden = (name: string, value: string): string => `<input type="hidden" name="${name}" value="${escaped(value)}">`;

function forms({ language, path, formToken, isInvoice, lines, problem, given = {} }: PageFacts): string {
  const say = (key: string) => escaped(words(`page.${key}`, language));
  const wrong = (field: string) => (problem?.field === field ? ' aria-invalid="true" aria-describedby="problem"' : '');
  const nameInput = (id: string) => `<label for="${id}">${say('name')}</label><input id="${id}" name="name" required maxlength="200" autocomplete="name" value="${escaped(given['name'] ?? '')}"${wrong('name')}>`;
  const reasons = enums.DisputeReason.map((reason: DisputeReason) => `<option value="${reason}"${given['reason'] === reason ? ' selected' : ''}>${escaped(words(`disputeReason.${reason}`, language))}</option>`).join('');
  const chosen = lines.length > 0 ? `<fieldset><legend>${say('lines')}</legend>${lines.map(({ id, no, description }) => `<label><input type="checkbox" name="line" value="${id}"> <span>${no}. ${escaped(description)}</span></label>`).join('')}</fieldset>` : '';
  const form = (answer: string, inner: string, button: string) => `<form method="post" action="${path}">${hidden('form', formToken)}${hidden('answer', answer)}${inner}<button>${button}</button></form>`;
  return `${problem ? `<p class="wrong" role="alert" id="problem">${escaped(problem.text)}</p>` : ''}
<h2>${say('isRight')}</h2>${form('confirm', `<p>${say('isRightAbout')}</p>${nameInput('name-right')}`, say('confirm'))}
<h2>${say('isWrong')}</h2>${form('dispute', `${nameInput('name-wrong')}${isInvoice ? `<label for="reason">${say('reason')}</label><select id="reason" name="reason">${reasons}</select>${chosen}` : ''}
<label for="text">${say('text')}</label><textarea id="text" name="text" rows="4" required maxlength="2000"${wrong('text')}>${escaped(given['text'] ?? '')}</textarea>`, say('dispute'))}`;
}

/** An invoice or a statement with what was said of it, and the forms to say it. */
export function documentPage(facts: PageFacts): string {
  const { language, laid, path, open, answers, isInvoice } = facts;
  const [sheet] = laid.sheets;
  if (!sheet) throw new Error('a paper has no sheet');
  const say = (key: string, values?: Record<string, string>) => escaped(words(`page.${key}`, language, values));
  const isConfirmed = answers.some(({ kind }) => kind === 'CONFIRMED');
  const isDisputed = answers.some(({ kind }) => kind === 'DISPUTED');
  const told = answers.map(({ kind, personName, on }) => `<p class="said" role="status">${kind === 'CONFIRMED' ? say('confirmed', { name: personName, date: on }) : say('disputed', { date: on })}</p>`).join('');
  const body = `<p>${escaped(sheet.company.name)}</p><h1>${escaped(sheet.heading)}</h1>${sheet.mark ? `<p><strong>${escaped(sheet.mark)}</strong></p>` : ''}${told}
${sheet.parties.map(({ label, name, lines }) => `<p>${escaped(label)}: <strong>${escaped(name)}</strong>${lines.map((line) => `<br>${escaped(line)}`).join('')}</p>`).join('')}<dl>${sheet.facts.map(({ label, value }) => `<dt>${escaped(label)}</dt><dd>${cell(value)}</dd>`).join('')}${open === null ? '' : `<dt><strong>${say('open')}</strong></dt><dd><strong>${escaped(open)}</strong></dd>`}</dl>
${open === null && isInvoice ? `<p>${say('paid')}</p>` : ''}<p><a href="${path}/paper.pdf">${say('paper')}</a></p>
${table(sheet)}<table><tbody>${sheet.totals.map(({ label, value, strong }) => `<tr${strong ? ' class="strong"' : ''}><td>${escaped(label)}</td><td class="end">${cell(value)}</td></tr>`).join('')}</tbody></table>
${sheet.breakdowns.map((each) => `<h2>${escaped(each.label)}</h2>${table(each)}`).join('')}
${sheet.notes.map(({ label, lines }) => `${label ? `<h2>${escaped(label)}</h2>` : ''}<p>${cell(lines)}</p>`).join('')}
${isConfirmed || isDisputed ? '' : forms(facts)}`;
  return page(language, `${sheet.heading} – ${sheet.company.name}`, body);
}

/** A page of one sentence: the link is over, or too much was asked. */
export const sentencePage = (language: Language, key: 'gone' | 'busy'): string => page(language, words(`page.${key}`, language), `<p>${escaped(words(`page.${key}`, language))}</p>`);
