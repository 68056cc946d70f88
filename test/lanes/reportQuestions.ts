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
const groups = 'product { id sku } warehouse { id code } category { id name } supplier { id name } label code';
const aged = `quantity value ${money} quantity0to30 quantity31to60 quantity61to90 quantityOver90 value0to30 ${money} value31to60 ${money} value61to90 ${money} valueOver90 ${money} deadQuantity deadValue ${money} oldestOn lastIssueOn`;
const turned = `costOfSales ${money} unitsSold averageValue ${money} closingValue ${money} turnover daysOnHand carryingCost ${money}`;
const served = 'orders judged onTime inFull perfect late overdue short undated pending fillLines filledLines unitsOrdered unitsFilled stockDays outDays onTimeRate unitFillRate outRate medianCycle p90Cycle';
const stepped = 'step count orders medianHours p90Hours totalHours';
const owed = ['notDue', 'days1to30', 'days31to60', 'days61to90', 'over90', 'paidAhead', 'balance'].map((name) => `${name} ${money}`).join(' ');
const exposed = ['receivable', 'unapplied', 'shippedNotInvoiced', 'openOrders', 'exposure'].map((name) => `${name} ${money}`).join(' ');
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
  const groupings = ['PRODUCT', 'CATEGORY', 'WAREHOUSE', 'SUPPLIER', 'PRODUCT_AND_WAREHOUSE'].map((by): Question['args'] => ({ groupBy: ['StockGrouping', by] }));
  return [
    ...each('trialBalance', asOf, `on knownAt rows ${balances} debit ${money} credit ${money}`, books),
    ...each('balanceSheet', asOf, `on assets ${balances} liabilities ${balances} equity ${balances} totalAssets ${money} totalLiabilities ${money} totalEquity ${money} result ${money}`, books),
    ...each('profitAndLoss', spans, `from to knownAt rows { ${account} amount ${money} } revenue ${money} expense ${money} profit ${money}`, books),
    ...each('exposureAsOf', asOf, `on knownAt rows { customer { id name } name ${exposed} } totals { ${exposed} }`, [...books, 'SALES']),
    ...each('taxReport', spans, `from to knownAt rows { side taxCode { id code } code name rate base ${money} tax ${money} correctionBase ${money} correctionTax ${money} } payable ${money} accounts { account { id code } code name movement ${money} told ${money} other ${money} }`, books),
    ...each('openingReport', [{}, ...days.map((upTo): Question['args'] => ({ upTo: day(upTo) }))],
      `upTo firstOn lastOn parts { part records told ${money} ledger ${money} difference ${money} } accounts { account { id code } code name balance ${money} } assets ${money} liabilities ${money} equity ${money} opening ${money}`, books),
    ...each('fiscalYears', [{}], `month years { year startsOn endsOn isOver openPeriods entries result ${money} close { id year } }`, books),
    ...each('compareStatements', ['TRIAL_BALANCE', 'PROFIT_AND_LOSS', 'BALANCE_SHEET'].flatMap((kind) => spans.flatMap((span) => ['PRIOR_YEARS', 'PREVIOUS_PERIODS'].map((compareWith, index): Question['args'] => (
      { kind: ['StatementKind!', kind], ...span, compareWith: ['CompareWith!', compareWith], ...(index === 0 ? {} : { count: ['Int', 3] }) })))),
    `kind columns { from to } rows { account { id code } code name type amounts { amount ${money} } change ${money} } totals { name amounts { amount ${money} } change ${money} }`, books),
    ...each('periodChecklist', ids('Period').map((periodId): Question['args'] => ({ periodId: ['ID!', periodId] })), 'kind count isOpen status counted reason byName at', ['OWNER']),
    ...each('payablesByAge', asOf, `on knownAt rows { supplier { id name } ${owed} } total { ${owed} }`, books),
    ...each('stockAsOf', asOf, `on knownAt rows { product { id sku } warehouse { code } quantity value ${money} } value ${money}`, books),
    ...each('revenueByMonth', spans, `from to rows { month to net ${money} invoices } net ${money}`, sold),
    ...each('statement', ids('Customer').map((customerId) => ({ customerId: ['ID!', customerId], ...whole })),
      `customer { id name } from to knownAt opening ${money} lines { on kind number openItem { id number } debit ${money} credit ${money} balance ${money} } debit ${money} credit ${money} closing ${money}`, sold),
    ...each('depositUse', ids('DepositRequest').map((depositId): Question['args'] => ({ depositId: ['ID!', depositId] })),
      `receipts { depositInvoice { id number } number on amount ${money} used ${money} left ${money} moved ${money} } uses { depositInvoice { number } receipt invoice { id number } number on amount ${money} net ${money} tax ${money} }`, sold),
    ...each('orderProfit', ids('Order').map((orderId) => ({ orderId: ['ID!', orderId] })),
      `order { id number } netRevenue ${money} discount ${money} credited ${money} freight ${money} ${sums} rows { ${account} amount ${money} lines }`, books),
    ...each('profitByOrder', [...spans, ...[[3, 0, false], [3, 0, true], [100, 700, false], [2, 100_000, true]].map(([first, skip, worstFirst]): Question['args'] =>
      ({ ...whole, first: ['Int', first], skip: ['Int', skip], worstFirst: ['Boolean', worstFirst] }))],
    `from to count rows { order { id number } number customerName ${sums} } orders { ${sums} } unattributed { ${sums} } ledger { ${sums} }`, books),
    ...each('similarCustomers', [
      {}, { name: ['String', 'alfreds FUTTERKISTE GmbH'] }, { name: ['String', ' '], phone: ['String', null] }, { phone: ['String', '+49 (030) 007-4321'] },
      { taxNumber: ['String', 'DE 1'], email: ['String', 'a@b.c'], phone: ['String', '12'] },
    ], 'customer { id name } matches', sold),
    ...each('supplierComparison', ids('Product').flatMap((productId): Question['args'][] => [
      { productId: ['ID!', productId] }, { productId: ['ID!', productId], quantity: ['Decimal', '12.5'], from: day('2020-01-01'), to: day('2030-12-31') },
    ]), 'rows { supplier { id name } rank isPreferred isActive unitCost quotedCost quotedCurrencyCode quantity nextFrom nextCost leadTimeDays extraCost landedCost expectedCost received receipts lastReceivedOn '
      + 'onTimeShare rejectShare leadTimeMean leadTimeVariance leadTimeDeviation }', [...books, 'WAREHOUSE']),
    ...each('supplierScorecard', ids('Supplier').flatMap((supplierId): Question['args'][] => [{ supplierId: ['ID!', supplierId] }, { supplierId: ['ID!', supplierId], from: day('2020-01-01'), to: day('2030-12-31') }]),
      `from to months { month receipts value ${money} extra ${money} rejected ${money} overdue ${money} onTimeShare rejectShare leadTimeMean leadTimeVariance leadTimeDeviation } total { receipts value ${money} overdue ${money} onTimeShare }`, books),
    ...each('search', [['a'], ['CH a'], ['  '], ['%', 3], ['a e', 100], ['10', 0], ['zz']].map(([text, first]): Question['args'] =>
      ({ text: ['String!', text], ...(first === undefined ? {} : { first: ['Int', first] }) })), '__typename kind id label detail', ['OWNER', 'SALES', 'WAREHOUSE', 'COLLECTOR']),
    ...each('viewer', [{}], 'id kind name email role roleLabel permissions locale timeZone salesPerson { __typename id name } company { id name currencyCode timeZone locale isDemo } setupRequired',
      ['OWNER', 'SALES', 'ANALYST']),
    ...each('setup', [{}], 'required demoSignIns { email password role roleLabel name } version', ['OWNER', 'WAREHOUSE']),
    ...each('roles', [{}], '__typename role label permissions { name label }', ['OWNER']),
    ...each('datasets', [{}], 'name label fields { path name label kind relation recordType operations buckets operators values { value label } }', books),
    ...each('stockPosition', ids('Product').flatMap((productId) => [undefined, ...ids('Warehouse').slice(0, 2)].map((warehouseId): Question['args'] =>
      ({ productId: ['ID!', productId], ...(warehouseId ? { warehouseId: ['ID', warehouseId] } : {}) }))),
    'product { id name } warehouse { id name } onHand reserved held available backordered incoming requested projected', sold),
    ...each('projectedStock', ids('Product').flatMap((productId) => ids('Warehouse').slice(0, 1).flatMap((warehouseId) => [undefined, 5].map((horizonDays): Question['args'] =>
      ({ productId: ['ID', productId], warehouseId: ['ID', warehouseId], ...(horizonDays ? { horizonDays: ['Int', horizonDays] } : {}) }))))
      .concat(ids('StockLevel').map((stockLevelId) => ({ stockLevelId: ['ID', stockLevelId] })), [{ productId: ['ID', ids('Product')[0]] }, { warningId: ['ID', globalId('StockWarning', none)] }]),
    'product { id sku } warehouse { id } horizonDays floor onHand held shortOn shortQuantity days { day incoming outgoing balance } orders { order { id number } neededOn missing }', books),
    ...each('stockAge', [...asOf, ...groupings, { warehouseId: ['ID', ids('Warehouse')[0]] }], `on deadDays rows { ${groups} ${aged} } totals { ${aged} }`, books),
    ...each('stockTurnover', [...spans.slice(0, 3), ...groupings.map((by) => ({ ...whole, ...by })), { ...whole, carryingRate: ['Decimal', '0.1'] }],
      `from to countedFrom days pastUnits carryingRate rows { ${groups} ${turned} } totals { ${turned} }`, books),
    ...each('stockClasses', [...spans, { ...whole, classAShare: ['Decimal', '0.5'], classBShare: ['Decimal', '0.6'] }],
      `from to classAShare classBShare value ${money} ownFrom pastValue ${money} pastUncosted rows { rank product { id sku } value ${money} units issues pastValue ${money} pastUnits share cumulativeShare stockClass }`, books),
    ...each('overstock', [...asOf, ...groupings, { coverDays: ['Int', 5] }],
      `on coverDays historyDays value ${money} excessValue ${money} rows { ${groups} quantity value ${money} dailyUse coverDays excess excessValue ${money} lastIssueOn }`, books),
    ...each('replenishmentSettings', [{}], 'horizonDays coverDays historyDays overstockDays deadDays carryingRate classAShare classBShare grouping plansDaily version', books),
    ...each('serviceLevels', ['PRODUCT', 'CUSTOMER', 'WAREHOUSE', 'MONTH', 'CHANNEL', 'SALES_PERSON'].map((by): Question['args'] => (
      { ...between('2025-12-01', '2026-12-31'), by: ['ServiceGrouping!', by], dated: ['ServicePeriod', 'PLACED'], heldTo: ['ServiceDay', 'AGREED'], first: ['Int', 5], skip: ['Int', 2] })).concat([
      { ...whole, by: ['ServiceGrouping!', 'MONTH'], productId: ['ID', ids('Product')[0]] },
      { ...whole, by: ['ServiceGrouping!', 'MONTH'], customerId: ['ID', ids('Customer')[0]], warehouseId: ['ID', ids('Warehouse')[0]], salesPersonId: ['ID', null], channel: ['Channel', 'CLI'] },
    ]), `from to dated heldTo onTimeBy toleranceDays promiseDays transitDays count rows { label product { id sku } customer { id } warehouse { code } salesPerson { name } month channel ${served} } totals { ${served} }`, ['SALES']),
    ...each('serviceOrders', [{ ...whole, outcome: ['ServiceOutcome', 'NOT_FILLED'], first: ['Int', 20] }, { ...whole, miss: ['ServiceMiss', 'LATE'], productId: ['ID', ids('Product')[0]], skip: ['Int', 1] }],
      'count rows { order { id number } dueOn completedOn cycleDays unitsOrdered unitsFilled isJudged isOnTime isInFull isPerfect isFilled misses { miss days quantity } }', ['SALES']),
    ...each('stockOuts', [{ ...whole }, { ...whole, warehouseId: ['ID', ids('Warehouse')[0]], first: ['Int', 3] }], 'from to count days rows { product { id } warehouse { id } since until days waiting }', ['SALES']),
    ...each('serviceSettings', [{}], 'heldTo onTimeBy toleranceDays promiseDays transitDays version', ['SALES']),
    ...each('bottlenecks', [{ ...whole }, ...['OWNER', 'CUSTOMER', 'MONTH'].map((by): Question['args'] => ({ ...whole, by: ['ProcessGrouping', by], causes: ['Int', 3], first: ['Int', 20], skip: ['Int', 1] }))],
      `from to steps { ${stepped} } count groups { label customer { id } warehouse { id } salesPerson { id } channel month ${stepped} } causes { cause kind count orders stillOpen hours } delayHours handOffs handOffOrders orders reworked stopped`, ['SALES']),
    ...each('bottleneckOrders', [{ ...whole, step: ['ProcessStep', 'SHIPPED'] }, { ...whole, cause: ['DelayCause', 'OVERDUE'], skip: ['Int', 2] }], 'count hours rows { order { id number } step cause since until hours who reason }', ['SALES']),
    ...each('priceOf', ids('Product').flatMap((productId) => [undefined, null, ...days].map((on): Question['args'] =>
      ({ productId: ['ID!', productId], ...(on === undefined ? {} : { on: day(on) }) }))), 'unitPrice source validFrom validTo', sold),
  ];
}

const call = (field: string, args: string[], asks: string) => `${field}${args.length > 0 ? `(${args.join(', ')})` : ''} { ${asks} }`;

const enums = ['StatementKind!', 'CompareWith!', 'StockGrouping', 'ServiceGrouping!', 'ServicePeriod', 'ServiceDay', 'ServiceOutcome', 'ServiceMiss', 'ProcessGrouping', 'ProcessStep', 'DelayCause', 'Channel'];

/** A question with its arguments in it. */
export const written = ({ field, args, asks }: Question) =>
  ({ query: `{ ${call(field, Object.entries(args).map(([name, [type, value]]) => `${name}: ${enums.includes(type) ? String(value) : JSON.stringify(value)}`), asks)} }`, variables: {} });

/** A question with its arguments as variables. */
export function asVariables({ field, args, asks }: Question) {
  const declared = Object.entries(args).map(([name, [type]]) => `$${name}: ${type}`);
  return {
    query: `query Asked${declared.length > 0 ? `(${declared.join(', ')})` : ''} { ${call(field, Object.keys(args).map((name) => `${name}: $${name}`), asks)} }`,
    variables: Object.fromEntries(Object.entries(args).map(([name, [, value]]) => [name, value])),
  };
}
