import { buckets, bucketOf } from '../receivables/buckets.ts';
import { openByCurrency, type OpenPart } from '../receivables/openByCurrency.ts';
import { minor, plus, zero } from '../shared/money.ts';
import { daysBetween, type Day } from '../shared/time.ts';
import { companyOf, loaded, money, type Loader } from './loading.ts';
import { code, day, end, fill, start, told, type Breakdown, type Cell, type Sheet } from './sheet.ts';
import { statementCustomer, statementParties, type StatementCustomer } from './statementCustomer.ts';

const sumOf = (of: readonly OpenPart[]) => plus(zero, ...of.map(({ open }) => open));

/** What is open by age on a day, a row a currency (named where there are several), credits apart. */
export function agesOf(sections: readonly (readonly [string, readonly OpenPart[]])[], on: Day, isNamed: boolean): Breakdown[] {
  const creditsOf = (of: readonly OpenPart[]) => sumOf(of.filter(({ open }) => open < 0n));
  const hasCredits = sections.some(([, of]) => creditsOf(of) !== zero);
  return sections.length === 0 ? [] : [{
    label: 'ages', isWide: true, columns: [...(isNamed ? [start('currency')] : []), ...buckets.map((bucket) => end(bucket)), ...(hasCredits ? [end('unapplied')] : [])],
    rows: sections.map(([currencyCode, of]) => [
      ...(isNamed ? [code(currencyCode)] : []), ...buckets.map((bucket) => money(sumOf(of.filter((part) => part.open > 0n && bucketOf(part.dueOn ?? part.effectiveOn, on) === bucket)), currencyCode)),
      ...(hasCredits ? [money(creditsOf(of), currencyCode)] : []),
    ]),
  }];
}

/** What a customer owes on a day, item by item: a section a currency, each with its sum and its ages. */
export const openItemsSheet: Loader = async (db, id, ctx, { to, knownAt }) => {
  const { company, today } = ctx;
  const on = to ?? today;
  const known = knownAt ? new Date(knownAt) : null;
  const it = await loaded<StatementCustomer>(db, 'Customer', id, statementCustomer(id));
  const parts = await openByCurrency(db, company.id, id, on, known);
  const sections = [...Map.groupBy(parts, ({ currencyCode }) => currencyCode)];
  const isMany = sections.length > 1;
  const blank: Cell = { form: 'text', text: null };
  const sheet: Sheet = {
    kind: 'STATEMENT', title: 'STATEMENT_OPEN', number: it.code, mark: null, fixedAt: known, currencyCode: isMany ? null : sections[0]?.[0] ?? company.currencyCode, company: companyOf(company),
    party: { type: 'Customer', id, language: it.language },
    facts: told([{ label: 'to', cell: day(on) }, { label: 'customerNumber', cell: code(it.code) }, { label: 'currency', cell: code(sections.map(([currency]) => currency).join(', ') || company.currencyCode) }]),
    parties: statementParties(it),
    columns: [start('date'), fill('document'), start('dueOn'), end('daysOverdue'), end('amount'), end('open')],
    rows: sections.flatMap(([currencyCode, of]) => [
      ...(isMany ? [[code(currencyCode)]] : []),
      ...of.map((part): Cell[] => [
        day(part.effectiveOn), { form: 'words', key: `posting.${part.kind}`, values: { number: `\u2066${part.number}${part.instalment ? ` / ${part.instalment}` : ''}\u2069` } }, part.open > 0n ? day(part.dueOn) : blank,
        part.open > 0n && part.dueOn && part.dueOn < on ? { form: 'count', count: daysBetween(part.dueOn, on) } : blank, money(part.total, currencyCode), money(part.open, currencyCode),
      ]),
    ]),
    totals: sections.map(([currencyCode, of]) => {
      const sum = sumOf(of);
      return { label: sum < 0n ? 'inYourFavour' : 'closing', cell: money(sum < 0n ? minor(-sum) : sum, currencyCode, true), isStrong: true };
    }),
    breakdowns: agesOf(sections, on, isMany),
    notes: [], signatures: [], showsPayment: sections.some(([, of]) => sumOf(of) > 0n),
  };
  return sheet;
};
