import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, print, type DocumentNode, type FieldNode, type OperationDefinitionNode } from 'graphql';
import { workspaceFolder } from '../../../server/src/settings.ts';
import { minorOf, plainDecimal, uuidOf, type Data, type ReadQuery } from './types.ts';

const read = (file: string): string => readFileSync(join(workspaceFolder, file), 'utf8');

const ages = ['notDue', 'days1to30', 'days31to60', 'days61to90', 'daysOver90', 'receivable'] as const;
const top = (rows: [customer: string, name: string, ...sums: string[]][]) =>
  rows.filter((row) => row.at(-1) !== '0').toSorted((a, b) => Number(BigInt(b.at(-1) ?? 0) - BigInt(a.at(-1) ?? 0)) || (a[0] < b[0] ? -1 : 1)).slice(0, 20);

/** Q4. The report `receivablesByAge`, of the twenty who owe most. */
const receivables: ReadQuery = {
  name: 'Q4', title: 'Receivables by age, top 20 customers', variants: 1, isHeavy: true,
  ours: () => ({
    query: `query Ages { receivablesByAge(first: 20) { rows { customer { id } name ${ages.map((age) => `${age} { amount }`).join(' ')} } } }`, variables: {},
  }),
  postgraphile: ({ today }) => ({
    query: 'query Ages($on: Date!) { benchReceivablesByAge(onDay: $on, howMany: 20) { nodes { customer name notDue days1To30 days31To60 days61To90 daysOver90 receivable } } }',
    variables: { on: today },
  }),
  floor: { text: 'SELECT json_agg(row_to_json(r))::text AS answer FROM bench_receivables_by_age($1, 20) r', values: ({ today }) => [today] },
  rival: { name: 'live', text: 'SELECT json_agg(row_to_json(r))::text AS answer FROM bench_receivables_live($1, 20) r', values: ({ today }) => [today] },
  plain: {
    ours: ({ receivablesByAge }: Data) => top(receivablesByAge.rows.map((row: Data) => [uuidOf(row.customer.id), row.name, ...ages.map((age) => minorOf(row[age]))])),
    postgraphile: ({ benchReceivablesByAge }: Data) => top(benchReceivablesByAge.nodes.map((r: Data) =>
      [r.customer, r.name, r.notDue, r.days1To30, r.days31To60, r.days61To90, r.daysOver90, r.receivable].map((value) => String(value ?? '0')))),
    floor: (rows: Data) => top(rows.map((r: Data) =>
      [r.customer, r.name, r.not_due, r.days1to30, r.days31to60, r.days61to90, r.days_over90, r.receivable].map((value) => String(value ?? '0')))),
  },
};

const documentOf = (source: string, name: string): DocumentNode => {
  const text = new RegExp(`graphql\\(\`(\\s*query ${name}\\b[^\`]*)\`\\)`).exec(source)?.[1];
  if (!text) throw new Error(`the order list's query ${name} is not where it was`);
  return parse(text);
};
const operationOf = ({ definitions }: DocumentNode): OperationDefinitionNode => {
  const [operation] = definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  return operation;
};
const ordersOf = (operation: OperationDefinitionNode): FieldNode => {
  const [field] = operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD) throw new Error('no field');
  return field;
};

/** The query of the console's list of orders as it stands, with its totals in the same operation. */
function listDocument(): string {
  const source = read('admin/src/orders/queries.ts');
  const list = operationOf(documentOf(source, 'OrderList'));
  const orders = ordersOf(list);
  const has = orders.selectionSet?.selections.some((each) => each.kind === Kind.FIELD && each.name.value === 'totals');
  const sums = has ? [] : ordersOf(operationOf(documentOf(source, 'OrderTotals'))).selectionSet?.selections ?? [];
  const whole: FieldNode = { ...orders, selectionSet: { kind: Kind.SELECTION_SET, selections: [...(orders.selectionSet?.selections ?? []), ...sums] } };
  return print({ ...list, selectionSet: { kind: Kind.SELECTION_SET, selections: [whole] } });
}

const sumNames = ['net', 'freight', 'tax', 'discount', 'total', 'open'] as const;
const instant = (text: string | null): number | null => (text === null ? null : Math.round(Date.parse(text)));
const ofCount = (count: number | null): string => (count === null || count > 10_000 ? '10000+' : String(count));

/** Q6 */
const list: ReadQuery = {
  name: 'Q6', title: 'The order list screen, filtered, with totals', variants: 1, isHeavy: true,
  ours: () => ({ query: listDocument(), variables: { first: 25, filter: { status: { is: 'PLACED' } }, orderBy: 'PLACED_AT_DESC', withTotals: true } }),
  postgraphile: () => ({
    query: `query OrderList($first: Int, $status: OrderStatus!) {
      allOrders(first: $first, condition: { status: $status }, orderBy: [PLACED_ON_DESC, PRIMARY_KEY_DESC]) {
        nodes { rowId number status placedOn placedAt requiredOn shippedOn createdAt customerReference carrier shipToCity shipToCountry fulfilment isLate isShippedLate backordered
          customerByCustomerId { rowId name } salesPersonBySalesPersonId { rowId name } netMinor freightMinor taxMinor discountMinor totalMinor openMinor currencyCode }
        pageInfo { hasNextPage endCursor } totalCount }
      benchOrderTotals(wanted: $status) { net freight tax discount total open } }`,
    variables: { first: 25, status: 'PLACED' },
  }),
  floor: {
    text: `SELECT json_build_object('nodes', (SELECT json_agg(row_to_json(r)) FROM (
        SELECT o.id, o.number, o.status, o."placedOn", o."placedAt", o."requiredOn", o."shippedOn", o."createdAt", o."customerReference", o.carrier, o."shipToCity", o."shipToCountry",
          (SELECT coalesce(round(sum(l.shipped) / nullif(sum(l.quantity - l.cancelled), 0), 6), 0) FROM "OrderLine" l WHERE l."orderId" = o.id) AS fulfilment,
          coalesce(o."shippedOn" > o."requiredOn", false) OR coalesce(o.status IN ('PLACED', 'PART_SHIPPED') AND o."requiredOn" < $3::date, false) AS "isLate",
          coalesce(o."shippedOn" > o."requiredOn", false) AS "isShippedLate", (SELECT coalesce(sum(v.backordered), 0) FROM "Reservation" v WHERE v."orderId" = o.id) AS backordered,
          row_to_json(c) AS customer, row_to_json(s) AS "salesPerson", o."netMinor", o."freightMinor", o."taxMinor", o."discountMinor", o."totalMinor", o."openMinor", o."currencyCode"
        FROM (SELECT * FROM "Order" WHERE status = $1::"OrderStatus" ORDER BY "placedOn" DESC, id DESC LIMIT $2) o
          CROSS JOIN LATERAL (SELECT id, name FROM "Customer" WHERE id = o."customerId") c LEFT JOIN LATERAL (SELECT id, name FROM "SalesPerson" WHERE id = o."salesPersonId") s ON true
        ORDER BY o."placedOn" DESC, o.id DESC) r),
      'count', (SELECT count(*) FROM (SELECT FROM "Order" WHERE status = $1::"OrderStatus" LIMIT 10001) n), 'totals', (SELECT row_to_json(t) FROM bench_order_totals($1::"OrderStatus") t))::text AS answer`,
    values: ({ today }) => ['PLACED', 25, today],
  },
  plain: {
    ours: ({ orders }: Data) => [ofCount(orders.totalCount), sumNames.map((name) => minorOf(orders.totals[name])), orders.nodes.map((o: Data) => [
      uuidOf(o.id), o.number, o.status, o.placedOn, instant(o.placedAt), o.requiredOn, o.shippedOn, instant(o.createdAt), o.customerReference, o.carrier, o.shipToCity, o.shipToCountry,
      plainDecimal(o.fulfilment), o.isLate, o.isShippedLate, plainDecimal(o.backordered), uuidOf(o.customer.id), o.customer.name, uuidOf(o.salesPerson.id), o.salesPerson.name,
      ...sumNames.map((name) => minorOf(o[name])), o.total.currencyCode])],
    postgraphile: ({ allOrders, benchOrderTotals }: Data) => [ofCount(Number(allOrders.totalCount)), sumNames.map((name) => benchOrderTotals[name]), allOrders.nodes.map((o: Data) => [
      o.rowId, o.number, o.status, o.placedOn, instant(o.placedAt), o.requiredOn, o.shippedOn, instant(o.createdAt), o.customerReference, o.carrier, o.shipToCity, o.shipToCountry,
      plainDecimal(o.fulfilment), o.isLate, o.isShippedLate, plainDecimal(o.backordered), o.customerByCustomerId.rowId, o.customerByCustomerId.name, o.salesPersonBySalesPersonId.rowId,
      o.salesPersonBySalesPersonId.name, ...sumNames.map((name) => o[`${name}Minor`]), o.currencyCode])],
    floor: ({ count, totals, nodes }: Data) => [ofCount(count), sumNames.map((name) => String(totals[name])), nodes.map((o: Data) => [
      o.id, o.number, o.status, o.placedOn, instant(o.placedAt), o.requiredOn, o.shippedOn, instant(o.createdAt), o.customerReference, o.carrier, o.shipToCity, o.shipToCountry,
      o.fulfilment, o.isLate, o.isShippedLate, o.backordered, o.customer.id, o.customer.name, o.salesPerson.id, o.salesPerson.name,
      ...sumNames.map((name) => String(o[`${name}Minor`])), o.currencyCode])],
  },
};

const sorted = (rows: [string, string, string, number][]) => rows.toSorted((a, b) => (`${a[0]} ${a[1]}` < `${b[0]} ${b[1]}` ? -1 : 1));

/** Q7 */
const explore: ReadQuery = {
  name: 'Q7', title: 'explore: a quarter\'s revenue by month and category', variants: 1, isHeavy: true,
  ours: ({ quarter }) => ({
    query: `query Revenue($since: String!) { explore(dataset: ORDER_LINES, dimensions: [{ field: "order.placedOn", bucket: MONTH }, { field: "product.category.name" }],
      measures: [{ op: SUM, field: "net" }, { op: SUM, field: "quantity" }],
      filters: [{ field: "order.status", notIn: ["DRAFT", "CANCELLED"] }, { field: "order.placedOn", from: $since }], limit: 500) { rows } }`,
    variables: { since: quarter },
  }),
  postgraphile: ({ quarter }) => ({ query: 'query Revenue($since: Date!) { benchRevenue(since: $since) { nodes { month category net quantity } } }', variables: { since: quarter } }),
  floor: { text: 'SELECT json_agg(row_to_json(r))::text AS answer FROM bench_revenue($1) r', values: ({ quarter }) => [quarter] },
  plain: {
    ours: (data: Data) => sorted(data.explore.rows.map(([month, category, net, quantity]: string[]) => [month, category, minorOf({ amount: net ?? '' }), plainDecimal(quantity ?? null)])),
    postgraphile: ({ benchRevenue }: Data) => sorted(benchRevenue.nodes.map((r: Data) => [r.month, r.category, r.net, plainDecimal(r.quantity)])),
    floor: (rows: Data) => sorted(rows.map((r: Data) => [r.month, r.category, String(r.net), r.quantity])),
  },
};

export const reportQueries: readonly ReadQuery[] = [receivables, list, explore];
