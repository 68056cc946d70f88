// Questions to each report of one statement.
import { globalId } from '../../server/src/shared/input.ts';
import type { Values } from './randomDocument.ts';

export interface Question {
  field: string;
  /** Arguments by name: their GraphQL type and value. */
  args: Record<string, [type: string, value: unknown]>;
  asks: string;
  roles: string[];
}

const money = '{ amount currencyCode }';
const books = ['OWNER', 'ANALYST'];
const sold = ['OWNER', 'SALES'];
const account = `account { id code name isActive } code name type`;
const balances = `{ ${account} debit ${money} credit ${money} balance ${money} }`;
const sums = `revenue ${money} cost ${money} otherCost ${money} margin ${money}`;
const owed = ['notDue', 'days1to30', 'days31to60', 'days61to90', 'over90', 'paidAhead', 'balance'].map((name) => `${name} ${money}`).join(' ');
const day = (value: unknown): [string, unknown] => ['Day', value];
const between = (from: string, to: string): Question['args'] => ({ from: ['Day!', from], to: ['Day!', to] });
const none = '00000000-0000-7000-8000-000000000000';

/** Of the demo company: of its years and of days before and after them, of some of its customers, orders and products, and of none. */
export function questions(values: Values): Question[] {
  const ids = (type: string) => [...(values.get(`id:${type}`) ?? []).slice(0, 4), globalId(type, none)];
  const days = ['1990-01-01', '1997-06-30', '2026-03-31', '2030-01-01'];
  const spans = [between('1996-01-01', '2030-12-31'), between('2025-01-15', '2026-02-10'), between('1990-01-01', '1990-02-01'), between('2026-02-01', '2026-01-01')];
  const asOf: Question['args'][] = [{}, { on: day(null) }, ...days.map((on) => ({ on: day(on) }))];
  const each = (field: string, all: Question['args'][], asks: string, roles: string[]): Question[] => all.map((args) => ({ field, args, asks, roles }));
  const [whole] = spans;
  return [
    ...each('trialBalance', asOf, `on knownAt rows ${balances} debit ${money} credit ${money}`, books),
    ...each('balanceSheet', asOf, `on assets ${balances} liabilities ${balances} equity ${balances} totalAssets ${money} totalLiabilities ${money} totalEquity ${money} result ${money}`, books),
    ...each('profitAndLoss', spans, `from to knownAt rows { ${account} amount ${money} } revenue ${money} expense ${money} profit ${money}`, books),
    ...each('payablesByAge', asOf, `on knownAt rows { supplier { id name } ${owed} } total { ${owed} }`, books),
    ...each('stockAsOf', asOf, `on knownAt rows { product { id sku } warehouse { code } quantity value ${money} } value ${money}`, books),
    ...each('revenueByMonth', spans, `from to rows { month to net ${money} invoices } net ${money}`, sold),
    ...each('statement', ids('Customer').map((customerId) => ({ customerId: ['ID!', customerId], ...whole })),
      `customer { id name } from to knownAt opening ${money} lines { on kind number openItem { id number } debit ${money} credit ${money} balance ${money} } debit ${money} credit ${money} closing ${money}`, sold),
    ...each('orderProfit', ids('Order').map((orderId) => ({ orderId: ['ID!', orderId] })),
      `order { id number } netRevenue ${money} discount ${money} credited ${money} freight ${money} ${sums} rows { ${account} amount ${money} lines }`, books),
    ...each('profitByOrder', [...spans, ...[[3, 0, false], [3, 0, true], [100, 700, false], [2, 100_000, true]].map(([first, skip, worstFirst]): Question['args'] =>
      ({ ...whole, first: ['Int', first], skip: ['Int', skip], worstFirst: ['Boolean', worstFirst] }))],
    `from to count rows { order { id number } number customerName ${sums} } orders { ${sums} } unattributed { ${sums} } ledger { ${sums} }`, books),
    ...each('similarCustomers', [
      {}, { name: ['String', 'alfreds FUTTERKISTE GmbH'] }, { name: ['String', ' '], phone: ['String', null] }, { phone: ['String', '+49 (030) 007-4321'] },
      { taxNumber: ['String', 'DE 1'], email: ['String', 'a@b.c'], phone: ['String', '12'] },
    ], 'customer { id name } matches', sold),
    ...each('search', [['a'], ['CH a'], ['  '], ['%', 3], ['a e', 100], ['10', 0], ['zz']].map(([text, first]): Question['args'] =>
      ({ text: ['String!', text], ...(first === undefined ? {} : { first: ['Int', first] }) })), '__typename kind id label detail', ['OWNER', 'SALES', 'WAREHOUSE', 'COLLECTOR']),
    ...each('viewer', [{}], 'id kind name email role roleLabel permissions locale timeZone salesPerson { __typename id name } company { id name currencyCode timeZone locale isDemo } setupRequired',
      ['OWNER', 'SALES', 'ANALYST']),
    ...each('setup', [{}], 'required demoSignIns { email password role roleLabel name } version', ['OWNER', 'WAREHOUSE']),
    ...each('roles', [{}], '__typename role label permissions { name label }', ['OWNER']),
    ...each('datasets', [{}], 'name label fields { path name label kind relation recordType operations buckets operators values { value label } }', books),
    ...each('priceOf', ids('Product').flatMap((productId) => [undefined, null, ...days].map((on): Question['args'] =>
      ({ productId: ['ID!', productId], ...(on === undefined ? {} : { on: day(on) }) }))), 'unitPrice source validFrom validTo', sold),
  ];
}

const call = (field: string, args: string[], asks: string) => `${field}${args.length > 0 ? `(${args.join(', ')})` : ''} { ${asks} }`;

/** A question with its arguments in it. */
export const written = ({ field, args, asks }: Question) =>
  ({ query: `{ ${call(field, Object.entries(args).map(([name, [, value]]) => `${name}: ${JSON.stringify(value)}`), asks)} }`, variables: {} });

/** A question with its arguments as variables. */
export function asVariables({ field, args, asks }: Question) {
  const declared = Object.entries(args).map(([name, [type]]) => `$${name}: ${type}`);
  return {
    query: `query Asked${declared.length > 0 ? `(${declared.join(', ')})` : ''} { ${call(field, Object.keys(args).map((name) => `${name}: $${name}`), asks)} }`,
    variables: Object.fromEntries(Object.entries(args).map(([name, [, value]]) => [name, value])),
  };
}
