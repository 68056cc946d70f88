// What the demo company must answer in its own years: the file's figures, to the cent, through the API.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../server/src/verify.ts';
import { loadDemo } from '../../prisma/demo/load.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const owner = { role: 'OWNER' };

describe('Northwind as it is', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ template: 'demoAsIs' });
    server.now.set('1998-05-06T20:00:00Z');
  });
  afterAll(() => server.close());

  async function ask(query: string) {
    const { data, errors } = await server.graphql(query, {}, owner);
    expect(errors).toEqual([]);
    return data;
  }

  it('earned 208,083.99, 617,085.35 and 440,623.95: in all 1,265,793.29 with 51,317 units', async () => {
    const { explore, orderLines } = await ask(`{
      explore(dataset: ORDER_LINES, dimensions: [{ field: "order.placedOn", bucket: YEAR }], measures: [{ op: SUM, field: "net" }]) { rows }
      orderLines(first: 1) { totals { net { amount currencyCode } quantity } }
    }`);
    expect(explore.rows).toEqual([['1996', '208083.99'], ['1997', '617085.35'], ['1998', '440623.95']]);
    expect(orderLines.totals).toEqual({ net: { amount: '1265793.29', currencyCode: 'USD' }, quantity: '51317' });
  });

  it('has 830 orders with 64,942.69 of freight, 21 not shipped and 37 shipped after their required day', async () => {
    const { orders, waiting, late } = await ask(`{
      orders(first: 1) { totalCount totals { freight { amount } } }
      waiting: orders(filter: { shippedOn: { empty: true } }) { totalCount }
      late: orders(filter: { isShippedLate: true }) { totalCount }
    }`);
    expect([orders.totalCount, orders.totals.freight.amount, waiting.totalCount, late.totalCount]).toEqual([830, '64942.69', 21, 37]);
  });

  it('has 3,119 units in stock, as the file says of each product; what the waiting orders lack is backordered', async () => {
    const { stockLevels, products } = await ask(`{
      stockLevels(first: 1) { totals { onHand reserved backordered incoming } }
      products(first: 100) { nodes { sku onHand } totals { onHand } }
    }`);
    expect(stockLevels.totals).toEqual({ onHand: '3119', reserved: '727', backordered: '471', incoming: '780' });
    expect(products.totals.onHand).toBe('3119');
    const { readNorthwind } = await import('../../prisma/demo/files.ts');
    const wanted = readNorthwind(0).products.map(({ ProductID = '', UnitsInStock }) => [`NW-${ProductID.padStart(3, '0')}`, UnitsInStock]);
    const given = products.nodes.map(({ sku, onHand }: { sku: string; onHand: string }) => [sku, onHand]);
    expect(given.toSorted()).toEqual(wanted.toSorted());
  });

  it('has two products at their reorder point by stock and order, sixteen by what is projected', async () => {
    const { low, short } = await ask(`{
      low: products(filter: { isLow: true }, orderBy: NAME_ASC) { nodes { name } }
      short: products(filter: { isShort: true }) { totalCount }
    }`);
    expect(low.nodes.map(({ name }: { name: string }) => name)).toEqual(['Nord-Ost Matjeshering', 'Outback Lager']);
    expect(short.totalCount).toBe(16);
  });

  it('has invoiced all that was shipped, and its books balance', async () => {
    const { trialBalance, receivablesByAge, accounts } = await ask(`{
      trialBalance(on: "1998-05-06") { debit { amount } credit { amount } rows { account { code } balance { amount } } }
      receivablesByAge(on: "1998-05-06") { totals { receivable { amount } } }
      accounts(first: 1, filter: { code: { is: "1100" } }) { nodes { name } }
    }`);
    expect(accounts.nodes).toHaveLength(1);
    expect(trialBalance.debit).toEqual(trialBalance.credit);
    const receivables = trialBalance.rows.find(({ account }: { account: { code: string } }) => account.code === '1100');
    expect(receivablesByAge.totals.receivable.amount).toBe(receivables.balance.amount);
  });

  it('is loaded once: a second time changes nothing', async () => {
    const count = async () => (await server.db.pool.query('SELECT max(sequence) AS last, count(*) AS n FROM "Event"')).rows;
    const before = await count();
    await loadDemo({ db: server.db, asIs: true, progress: () => undefined });
    expect(await count()).toEqual(before);
    expect((await verify(server.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  });
});

describe('Northwind today', () => {
  let server: TestServer;
  beforeAll(async () => { server = await startTestServer({ template: 'demo' }); });
  afterAll(() => server.close());

  it('has its last order today, in Seattle, and the 830 orders of the files among those of the firm', async () => {
    const { data } = await server.graphql(`{
      orders(first: 1, orderBy: PLACED_ON_DESC) { nodes { placedOn } }
      files: orders(filter: { customerReference: { startsWith: "Northwind " } }) { totalCount totals { freight { amount } } }
      viewer { company { timeZone } }
    }`, {}, owner);
    const [row] = (await server.db.pool.query(`SELECT ("createdAt" AT TIME ZONE 'America/Los_Angeles')::date::text AS day FROM "Company"`)).rows;
    expect(data.orders).toEqual({ nodes: [{ placedOn: row.day }] });
    expect(data.files).toEqual({ totalCount: 830, totals: { freight: { amount: '64942.69' } } });
    expect(data.viewer.company.timeZone).toBe('America/Los_Angeles');
  });

  it('adds up sales in three currencies by customer and month in company money, as the lists and the ledger have them', async () => {
    const sum = async (dataset: string, field: string, more = '', filters = '') => {
      const { data, errors } = await server.graphql(`{ explore(dataset: ${dataset}, dimensions: [{ field: "customer.name" }, { field: "${dataset === 'PAYMENTS' ? 'paidOn' : 'issuedOn'}", bucket: MONTH }],
        measures: [{ op: SUM, field: "${field}"${more} }], filters: [${filters}], limit: 10000) { rows columns { key currencyCode } } }`, {}, { role: 'ANALYST' });
      return { errors, columns: data?.explore.columns, total: (data?.explore.rows as string[][] | undefined)?.reduce((all, row) => all + BigInt((row[2] ?? '0').replace('.', '')), 0n) };
    };
    const cents = ({ amount }: { amount: string }) => BigInt(amount.replace('.', ''));
    const { data } = await server.graphql('{ invoices(first: 1) { totals { net { amount } total { amount } } } payments(first: 1) { totals { amount { amount } } } }', {}, owner);
    const inCompany = ', companyMoney: true';
    const net = await sum('INVOICES', 'net', inCompany);
    expect(net.columns.at(-1)).toEqual({ key: 'SUM.net.COMPANY', currencyCode: 'USD' });
    expect([net.total, (await sum('INVOICES', 'total', inCompany)).total, (await sum('PAYMENTS', 'amount', inCompany)).total])
      .toEqual([cents(data.invoices.totals.net), cents(data.invoices.totals.total), cents(data.payments.totals.amount)]);
    // Of who trades in euros alone, as the journal has it: what their invoices and credit notes came to on account 1100.
    const euro = '{ field: "currencyCode", is: "EUR" }, { field: "kind", is: "INVOICE" }';
    const posted = await server.graphql(`{ explore(dataset: JOURNAL_LINES, dimensions: [], measures: [{ op: SUM, field: "company" }], filters: [
      { field: "account.code", is: "1100" }, { field: "currencyCode", is: "EUR" }, { field: "entry.kind", is: "INVOICE" }]) { rows } }`, {}, { role: 'ANALYST' });
    expect(posted.errors).toEqual([]);
    expect((await sum('INVOICES', 'total', inCompany, euro)).total).toBe(BigInt(String(posted.data.explore.rows[0][0]).replace('.', '')));
    const asTheyAre = await server.graphql('{ explore(dataset: INVOICES, dimensions: [], measures: [{ op: SUM, field: "net" }]) { rows } }', {}, { role: 'ANALYST' });
    expect(asTheyAre.errors).toMatchObject([{ extensions: { code: 'BAD_REQUEST', at: 'SUM.net' } }]);
  });

  it('has something to look at in every room, and its books are right', async () => {
    const counted = {
      expired: 'lotLevels(filter: { isExpired: true, onHand: { min: "1" } })', serials: 'lots(filter: { tracking: { is: SERIAL } })', holds: 'stockHolds(filter: { isOpen: true })',
      onTheWay: 'transfers(filter: { onItsWay: { min: "1" } })', toPick: 'pickLists(filter: { status: { is: OPEN } })', posted: 'stockCounts(filter: { status: { is: POSTED } })', bins: 'bins',
      proposals: 'reorderProposals(filter: { status: { is: OPEN } })', warnings: 'stockWarnings(filter: { status: { is: OPEN } })', jit: 'jitDemands', late: 'purchaseOrders(filter: { isLate: true })',
      asked: 'requisitions(filter: { status: { is: SUBMITTED } })', quotes: 'quoteRequests(filter: { status: { is: SENT } })', inspections: 'inspections(filter: { status: { is: OPEN } })',
      returns: 'supplierReturns', freight: 'landedCosts', corrections: 'costAdjustments', layers: 'stockLayers', blocked: 'billExceptions(filter: { status: { is: OPEN } })', runs: 'paymentRuns',
      credits: 'supplierCredits', recurring: 'recurringBills', issues: 'supplyIssues', recipes: 'recipes', prepared: 'preparations', menus: 'menuPlans',
      imports: 'imports(filter: { failed: { is: 2 } })', approvals: 'approvals(filter: { status: { is: PENDING } })',
      ...Object.fromEntries(['DRAFT', 'PICKED', 'PACKED', 'SHIPPED', 'DELIVERED'].map((status) => [`delivery${status}`, `deliveries(filter: { status: { is: ${status} } })`])),
      ...Object.fromEntries(['DRAFT', 'SENT', 'ACCEPTED', 'DECLINED', 'EXPIRED'].map((status) => [`quotation${status}`, `quotations(filter: { status: { is: ${status} } })`])),
      ...Object.fromEntries(['AUTHORISED', 'PART_RECEIVED', 'CLOSED'].map((status) => [`return${status}`, `customerReturns(filter: { status: { is: ${status} } })`])),
      ...Object.fromEntries(['attachments', 'backorders', 'comments', 'costAllocations', 'coupons', 'customerGroups', 'customerPrices', 'marginRules', 'orderCosts', 'orderTimes', 'priceLists',
        'productTemplates', 'promotions', 'substitutions', 'tasks'].map((list) => [list, list])),
      mails: 'mails(filter: { status: { is: SENT } })',
      inEuros: 'invoices(filter: { currencyCode: { is: "EUR" }, kind: { is: INVOICE } })', creditedInEuros: 'invoices(filter: { currencyCode: { is: "EUR" }, kind: { is: CREDIT_NOTE } })', paidInEuros: 'payments(filter: { currencyCode: { is: "EUR" } })', inDollarsOfCanada: 'orders(filter: { currencyCode: { is: "CAD" } })', automatic: 'bankLines(filter: { status: { is: BOOKED } })', waiting: 'bankLines(filter: { status: { is: OPEN } })',
      ...Object.fromEntries(['DRAFT', 'ACTIVE'].map((status) => [`framework${status}`, `frameworks(filter: { status: { is: ${status} } })`])),
      ...Object.fromEntries(['DRAFT', 'PAID'].map((status) => [`refund${status}`, `refunds(filter: { status: { is: ${status} } })`])),
      ...Object.fromEntries(['POSTED', 'WAITING'].map((status) => [`writeOff${status}`, `writeOffs(filter: { status: { is: ${status} } })`])),
      ...Object.fromEntries(['OPEN', 'WON'].map((status) => [`chargeback${status}`, `chargebacks(filter: { status: { is: ${status} } })`])),
      ...Object.fromEntries(['DRAFT', 'POSTED'].map((status) => [`journal${status}`, `manualJournals(filter: { status: { is: ${status} } })`])),
      ...Object.fromEntries(['baseRates', 'bounces', 'charges', 'chargeRuns', 'collectionAccounts', 'collectionRules', 'contractBillings', 'contracts', 'creditApplications', 'creditConversions', 'deferrals', 'deposits',
        'exchangeRates', 'holdRules', 'journalTemplates', 'latePolicies', 'lateWaivers', 'paymentTerms', 'provisionRuns', 'reconciliations', 'recoveries', 'revaluations', 'savedReports', 'specificProvisions', 'statementRules', 'taxReturns',
        'tradingCurrencies', 'unappliedItems'].map((list) => [list, list])),
    };
    const asked = Object.entries(counted).map(([name, list]) => `${name}: ${list} { totalCount }`);
    // An operation has 60 names of its own at most.
    const answers = await Promise.all([asked.slice(0, 50), asked.slice(50)].map((part) => server.graphql(`{ ${part.join(' ')} }`, {}, owner)));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    const data = Object.assign({}, ...answers.map((answer) => answer.data)) as Record<string, { totalCount: number }>;
    expect(Object.keys(counted).filter((name) => (data[name]?.totalCount ?? 0) === 0)).toEqual([]);
    expect(data).toMatchObject({ posted: { totalCount: 5 }, recipes: { totalCount: 3 }, imports: { totalCount: 1 } });
    expect((await verify(server.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  });
});
