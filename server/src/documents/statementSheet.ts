import { buckets } from '../receivables/buckets.ts';
import { receivablesByAge } from '../receivables/receivablesByAge.ts';
import { statement } from '../receivables/statement.ts';
import { answerReport } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { companyOf, loaded, money, type Loader } from './loading.ts';
import { openItemsSheet } from './openItemsSheet.ts';
import { code, day, end, fill, start, told, type Cell } from './sheet.ts';
import { statementCustomer, statementParties, type StatementCustomer } from './statementCustomer.ts';

const firstOfMonth = (on: Day): Day => `${on.slice(0, 8)}01` as Day;

/** A customer's account between two days (this month until today), with what is open by age on the last; or, asked for so, its open items. */
export const statementSheet: Loader = async (db, id, ctx, choices) => {
  if (choices.form === 'OPEN_ITEMS') return openItemsSheet(db, id, ctx, choices);
  const { from, to } = choices;
  const knownAt = choices.knownAt ? new Date(choices.knownAt) : null;
  const { company, today } = ctx;
  const until = to ?? today;
  const since = from ?? firstOfMonth(until);
  const it = await loaded<StatementCustomer>(db, 'Customer', id, statementCustomer(id));
  const account = await answerReport(statement, { customerId: id, from: since, to: until, knownAt }, ctx);
  const { totals: ages } = await answerReport(receivablesByAge, { on: until, customerId: id, knownAt }, ctx);
  const { currencyCode } = company;
  const amount = (value: bigint, named = false): Cell => money(value, currencyCode, named);
  const blank: Cell = { form: 'text', text: null };
  return {
    kind: 'STATEMENT', number: it.code, mark: null, fixedAt: knownAt, currencyCode, company: companyOf(company), party: { type: 'Customer', id, language: it.language },
    facts: told([{ label: 'from', cell: day(since) }, { label: 'to', cell: day(until) }, { label: 'customerNumber', cell: code(it.code) }, { label: 'currency', cell: code(currencyCode) }]),
    parties: statementParties(it),
    columns: [start('date'), fill('document'), end('debit'), end('credit'), end('balance')],
    rows: [
      [day(since), { form: 'words', key: 'opening' }, blank, blank, amount(account.opening)],
      ...account.lines.map((line): Cell[] => [
        day(line.on), { form: 'words', key: `posting.${line.kind}`, values: { number: `\u2066${line.number}\u2069` } },
        line.debit === 0n ? blank : amount(line.debit), line.credit === 0n ? blank : amount(line.credit), amount(line.balance),
      ]),
    ],
    totals: [
      { label: 'charges', cell: amount(account.debit) }, { label: 'payments', cell: amount(account.credit) },
      { label: account.closing < 0n ? 'inYourFavour' : 'closing', cell: amount(account.closing < 0n ? -account.closing : account.closing, true), isStrong: true },
    ],
    breakdowns: ages.receivable === 0n && ages.unapplied === 0n ? [] : [{
      label: 'ages', columns: [...buckets.map((bucket) => end(bucket)), ...(ages.unapplied === 0n ? [] : [end('unapplied')])],
      rows: [[...buckets.map((bucket) => amount(ages[bucket])), ...(ages.unapplied === 0n ? [] : [amount(-ages.unapplied)])]],
    }],
    notes: [], signatures: [], showsPayment: account.closing > 0n,
  };
};
