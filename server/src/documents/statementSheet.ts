import { buckets } from '../receivables/buckets.ts';
import { openByCurrency } from '../receivables/openByCurrency.ts';
import { receivablesByAge } from '../receivables/receivablesByAge.ts';
import { statement, type CurrencyStatement, type Statement } from '../receivables/statement.ts';
import { answerReport } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { companyOf, loaded, money, type Loader } from './loading.ts';
import { agesOf, openItemsSheet } from './openItemsSheet.ts';
import { code, day, end, fill, start, told, type Breakdown, type Cell, type Sheet, type Total } from './sheet.ts';
import { statementCustomer, statementParties, type StatementCustomer } from './statementCustomer.ts';

const firstOfMonth = (on: Day): Day => `${on.slice(0, 8)}01` as Day;
const blank: Cell = { form: 'text', text: null };

interface Told { opening: bigint; debit: bigint; credit: bigint; closing: bigint; lines: { on: Day; kind: string; number: string; debit: bigint; credit: bigint; balance: bigint }[] }
type Part = Pick<Sheet, 'totals' | 'rows' | 'breakdowns'>;

const signed = (closing: bigint, currencyCode: string): Total => ({ label: closing < 0n ? 'inYourFavour' : 'closing', cell: money(closing < 0n ? -closing : closing, currencyCode, true), isStrong: true });

function rowsOf(account: Told, since: Day, currencyCode: string): Cell[][] {
  const amount = (value: bigint): Cell => money(value, currencyCode);
  return [
    [day(since), { form: 'words', key: 'opening' }, blank, blank, amount(account.opening)],
    ...account.lines.map((line): Cell[] => [
      day(line.on), { form: 'words', key: `posting.${line.kind}`, values: { number: `\u2066${line.number}\u2069` } },
      line.debit === 0n ? blank : amount(line.debit), line.credit === 0n ? blank : amount(line.credit), amount(line.balance),
    ]),
  ];
}

/** All in one currency. */
const inOne = (account: Told, since: Day, currencyCode: string): Pick<Part, 'rows' | 'totals'> => ({
  rows: rowsOf(account, since, currencyCode),
  totals: [{ label: 'charges', cell: money(account.debit, currencyCode) }, { label: 'payments', cell: money(account.credit, currencyCode) }, signed(account.closing, currencyCode)],
});

const plainly = ({ opening, debit, credit, closing, lines }: CurrencyStatement): Told => ({
  opening: opening.minor, debit: debit.minor, credit: credit.minor, closing: closing.minor,
  lines: lines.map((line) => ({ ...line, debit: line.debit.minor, credit: line.credit.minor, balance: line.balance.minor })),
});

/** A section a currency with its opening and closing balance; of several, what the balances are worth in the books. */
async function byCurrency({ currencies, from, to, knownAt, customer, closing: inBooks }: Statement, { db, company }: Context): Promise<Part> {
  const open = [...Map.groupBy(await openByCurrency(db, company.id, customer, to, knownAt), ({ currencyCode }) => currencyCode)];
  const [only, ...more] = currencies.map((each) => ({ ...plainly(each), currencyCode: each.currencyCode, worth: each.worth }));
  if (only && more.length === 0) return { ...inOne(only, from, only.currencyCode), breakdowns: agesOf(open, to, false) };
  const sections = only ? [only, ...more] : [];
  return {
    rows: sections.flatMap((each): Cell[][] => [
      [code(each.currencyCode)], ...rowsOf(each, from, each.currencyCode),
      [day(to), { form: 'words', key: 'closingBalance' }, each.debit === 0n ? blank : money(each.debit, each.currencyCode), each.credit === 0n ? blank : money(each.credit, each.currencyCode), money(each.closing, each.currencyCode)],
    ]),
    totals: sections.map(({ closing, currencyCode }) => signed(closing, currencyCode)),
    breakdowns: [...agesOf(open, to, true), {
      label: 'inBooks', columns: [start('currency'), end('balance'), end('worth')],
      rows: [...sections.map(({ currencyCode, closing, worth }) => [code(currencyCode), money(closing, currencyCode), money(worth, company.currencyCode)]), [blank, blank, money(inBooks, company.currencyCode, true)]],
    }],
  };
}

async function agesInCompanyMoney({ customer, to, knownAt }: Statement, ctx: Context): Promise<Breakdown[]> {
  const { totals: ages } = await answerReport(receivablesByAge, { on: to, customerId: customer, knownAt }, ctx);
  const amount = (value: bigint): Cell => money(value, ctx.company.currencyCode);
  return ages.receivable === 0n && ages.unapplied === 0n ? [] : [{
    label: 'ages', isWide: true, columns: [...buckets.map((bucket) => end(bucket)), ...(ages.unapplied === 0n ? [] : [end('unapplied')])],
    rows: [[...buckets.map((bucket) => amount(ages[bucket])), ...(ages.unapplied === 0n ? [] : [amount(-ages.unapplied)])]],
  }];
}

/** A customer's account between two days (this month until today), in the currencies of what was charged and paid, with what is open by age on the last; or, asked for so, its open items. */
export const statementSheet: Loader = async (db, id, ctx, choices) => {
  if (choices.form === 'OPEN_ITEMS') return openItemsSheet(db, id, ctx, choices);
  const { from, to } = choices;
  const knownAt = choices.knownAt ? new Date(choices.knownAt) : null;
  const { company, today } = ctx;
  const until = to ?? today;
  const since = from ?? firstOfMonth(until);
  const it = await loaded<StatementCustomer>(db, 'Customer', id, statementCustomer(id));
  const account = await answerReport(statement, { customerId: id, from: since, to: until, knownAt }, ctx);
  const codes = account.currencies.map(({ currencyCode }) => currencyCode);
  const isOwn = codes.every((each) => each === company.currencyCode);
  const part = isOwn ? { ...inOne(account, since, company.currencyCode), breakdowns: await agesInCompanyMoney(account, ctx) } : await byCurrency(account, ctx);
  return {
    kind: 'STATEMENT', number: it.code, mark: null, fixedAt: knownAt, currencyCode: codes.length > 1 ? null : codes[0] ?? company.currencyCode, company: companyOf(company), party: { type: 'Customer', id, language: it.language },
    facts: told([{ label: 'from', cell: day(since) }, { label: 'to', cell: day(until) }, { label: 'customerNumber', cell: code(it.code) }, { label: 'currency', cell: code(codes.join(', ') || company.currencyCode) }]),
    parties: statementParties(it),
    columns: [start('date'), fill('document'), end('debit'), end('credit'), end('balance')],
    ...part,
    notes: [], signatures: [], showsPayment: account.currencies.some(({ closing }) => closing.minor > 0n),
  };
};
