import { at, globalId, minorOf, plainDecimal, uuidOf, type Data, type ReadQuery } from './types.ts';

const newestFirst = 'orderBy: [PLACED_ON_DESC, PRIMARY_KEY_DESC]';

/** Q1 */
const newest: ReadQuery = {
  name: 'Q1', title: 'The 50 newest orders with customer, lines and products', variants: 1,
  ours: () => ({
    query: `query Newest($first: Int!) { orders(first: $first) { nodes { id number status placedOn customer { id name } total { amount currencyCode }
      lines { no quantity unitPrice net { amount } product { id sku name } } } } }`,
    variables: { first: 50 },
  }),
  postgraphile: () => ({
    query: `query Newest($first: Int!) { allOrders(first: $first, ${newestFirst}) { nodes { rowId number status placedOn totalMinor currencyCode customerByCustomerId { rowId name }
      orderLinesByOrderId(orderBy: NO_ASC) { nodes { no quantity unitPrice netMinor productByProductId { rowId sku name } } } } } }`,
    variables: { first: 50 },
  }),
  floor: {
    text: `SELECT json_agg(row_to_json(r))::text AS answer FROM (
      SELECT o.id, o.number, o.status, o."placedOn", o."totalMinor", o."currencyCode", row_to_json(c) AS customer, l.lines
      FROM (SELECT * FROM "Order" ORDER BY "placedOn" DESC, id DESC LIMIT $1) o
        CROSS JOIN LATERAL (SELECT id, name FROM "Customer" WHERE id = o."customerId") c
        CROSS JOIN LATERAL (SELECT json_agg(row_to_json(x) ORDER BY x.no) AS lines FROM (
          SELECT l.no, l.quantity, l."unitPrice", l."netMinor", row_to_json(p) AS product FROM "OrderLine" l
            CROSS JOIN LATERAL (SELECT id, sku, name FROM "Product" WHERE id = l."productId") p WHERE l."orderId" = o.id) x) l
      ORDER BY o."placedOn" DESC, o.id DESC) r`,
    values: () => [50],
  },
  plain: {
    ours: ({ orders }: Data) => orders.nodes.map((o: Data) => [uuidOf(o.id), o.number, o.status, o.placedOn, minorOf(o.total), o.total.currencyCode, uuidOf(o.customer.id), o.customer.name,
      o.lines.map((l: Data) => [l.no, plainDecimal(l.quantity), plainDecimal(l.unitPrice), minorOf(l.net), uuidOf(l.product.id), l.product.sku, l.product.name])]),
    postgraphile: ({ allOrders }: Data) => allOrders.nodes.map((o: Data) => [o.rowId, o.number, o.status, o.placedOn, o.totalMinor, o.currencyCode, o.customerByCustomerId.rowId, o.customerByCustomerId.name,
      o.orderLinesByOrderId.nodes.map((l: Data) => [l.no, plainDecimal(l.quantity), plainDecimal(l.unitPrice), l.netMinor, l.productByProductId.rowId, l.productByProductId.sku, l.productByProductId.name])]),
    floor: (rows: Data) => rows.map((o: Data) => [o.id, o.number, o.status, o.placedOn, String(o.totalMinor), o.currencyCode, o.customer.id, o.customer.name,
      o.lines.map((l: Data) => [l.no, l.quantity, l.unitPrice, String(l.netMinor), l.product.id, l.product.sku, l.product.name])]),
  },
};

/** Q2 */
const invoice: ReadQuery = {
  name: 'Q2', title: 'One invoice with its payments', variants: 200,
  ours: ({ invoices }, nth) => ({
    query: `query Invoice($id: ID!) { node(id: $id) { ... on Invoice { id number issuedOn dueOn customerName customer { id } total { amount currencyCode } open { amount }
      openItem { allocationsTo { id allocatedOn amount { amount } creditItem { number kind effectiveOn } } } } } }`,
    variables: { id: globalId('Invoice', at(invoices, nth)) },
  }),
  postgraphile: ({ invoices }, nth) => ({
    query: `query Invoice($id: UUID!) { invoiceByRowId(rowId: $id) { rowId number issuedOn dueOn customerName totalMinor currencyCode customerByCustomerId { rowId }
      openItemByOpenItemId { openMinor allocationsByDebitItemId { nodes { rowId allocatedOn amountMinor openItemByCreditItemId { number kind effectiveOn } } } } } }`,
    variables: { id: at(invoices, nth) },
  }),
  floor: {
    text: `SELECT row_to_json(r)::text AS answer FROM (
      SELECT n.id, n.number, n."issuedOn", n."dueOn", n."customerName", n."customerId", n."totalMinor", n."currencyCode", abs(i."openMinor") AS open, a.payments
      FROM "Invoice" n JOIN "OpenItem" i ON i.id = n."openItemId" CROSS JOIN LATERAL (SELECT coalesce(json_agg(row_to_json(x)), '[]') AS payments FROM (
        SELECT a.id, a."allocatedOn", a."amountMinor", c.number, c.kind, c."effectiveOn" FROM "Allocation" a JOIN "OpenItem" c ON c.id = a."creditItemId"
        WHERE a."debitItemId" = i.id ORDER BY a."allocatedOn", a.id) x) a WHERE n.id = $1) r`,
    values: ({ invoices }, nth) => [at(invoices, nth)],
  },
  plain: {
    ours: ({ node: n }: Data) => [uuidOf(n.id), n.number, n.issuedOn, n.dueOn, n.customerName, uuidOf(n.customer.id), minorOf(n.total), n.total.currencyCode, minorOf(n.open),
      n.openItem.allocationsTo.map((a: Data) => [uuidOf(a.id), a.allocatedOn, minorOf(a.amount), a.creditItem.number, a.creditItem.kind, a.creditItem.effectiveOn])],
    postgraphile: ({ invoiceByRowId: n }: Data) => [n.rowId, n.number, n.issuedOn, n.dueOn, n.customerName, n.customerByCustomerId.rowId, n.totalMinor, n.currencyCode, n.openItemByOpenItemId.openMinor,
      n.openItemByOpenItemId.allocationsByDebitItemId.nodes.map((a: Data) => [a.rowId, a.allocatedOn, a.amountMinor, a.openItemByCreditItemId.number, a.openItemByCreditItemId.kind, a.openItemByCreditItemId.effectiveOn])],
    floor: (n: Data) => [n.id, n.number, n.issuedOn, n.dueOn, n.customerName, n.customerId, String(n.totalMinor), n.currencyCode, String(n.open),
      n.payments.map((a: Data) => [a.id, a.allocatedOn, String(a.amountMinor), a.number, a.kind, a.effectiveOn])],
  },
};

/** Q3: the cursor is that of the first order on or before a day; the floor has its day and id from a statement of its own. */
const deep: ReadQuery = {
  name: 'Q3', title: 'A deep page of one customer\'s orders', variants: 16,
  cursor: {
    ours: ({ customer, deep: days }, nth) => ({
      query: 'query At($customer: ID!, $day: Day!) { orders(first: 1, filter: { customer: { is: $customer }, placedOn: { to: $day } }) { edges { cursor } } }',
      variables: { customer: globalId('Customer', customer), day: at(days, nth).day },
    }),
    postgraphile: ({ customer, deep: days }, nth) => ({
      query: `query At($customer: UUID!, $offset: Int!) { allOrders(first: 1, offset: $offset, condition: { customerId: $customer }, ${newestFirst}) { edges { cursor } } }`,
      variables: { customer, offset: at(days, nth).newer },
    }),
  },
  ours: ({ customer }, _nth, cursor) => ({
    query: `query Deep($customer: ID!, $after: String) { orders(first: 20, after: $after, filter: { customer: { is: $customer } }) {
      nodes { id number status placedOn total { amount currencyCode } } pageInfo { hasNextPage endCursor } } }`,
    variables: { customer: globalId('Customer', customer), after: cursor },
  }),
  postgraphile: ({ customer }, _nth, cursor) => ({
    query: `query Deep($customer: UUID!, $after: Cursor) { allOrders(first: 20, after: $after, condition: { customerId: $customer }, ${newestFirst}) {
      nodes { rowId number status placedOn totalMinor currencyCode } pageInfo { hasNextPage endCursor } } }`,
    variables: { customer, after: cursor },
  }),
  floor: {
    text: `SELECT json_build_object('nodes', (json_agg(row_to_json(r)) FILTER (WHERE r.place <= 20)), 'more', count(*) > 20)::text AS answer FROM (
      SELECT o.id, o.number, o.status, o."placedOn", o."totalMinor", o."currencyCode", row_number() OVER () AS place FROM "Order" o
      WHERE o."customerId" = $1 AND (o."placedOn", o.id) < ($2::date, (SELECT max(x.id::text)::uuid FROM "Order" x WHERE x."customerId" = $1 AND x."placedOn" = $2::date))
      ORDER BY o."placedOn" DESC, o.id DESC LIMIT 21) r`,
    values: ({ customer, deep: days }, nth) => [customer, at(days, nth).day],
  },
  plain: {
    ours: ({ orders }: Data) => [orders.pageInfo.hasNextPage, orders.nodes.map((o: Data) => [uuidOf(o.id), o.number, o.status, o.placedOn, minorOf(o.total), o.total.currencyCode])],
    postgraphile: ({ allOrders }: Data) => [allOrders.pageInfo.hasNextPage, allOrders.nodes.map((o: Data) => [o.rowId, o.number, o.status, o.placedOn, o.totalMinor, o.currencyCode])],
    floor: ({ more, nodes }: Data) => [more, nodes.map((o: Data) => [o.id, o.number, o.status, o.placedOn, String(o.totalMinor), o.currencyCode])],
  },
};

/** Q8 */
const fragments: ReadQuery = {
  name: 'Q8', title: 'A page of closed orders with fragments, aliases and variables', variants: 16,
  cursor: {
    ours: ({ closed }, nth) => ({
      query: 'query At($day: Day!) { orders(first: 1, filter: { status: { is: CLOSED }, placedOn: { to: $day } }) { edges { cursor } } }', variables: { day: at(closed, nth).day },
    }),
    postgraphile: ({ closed }, nth) => ({
      query: `query At($offset: Int!) { allOrders(first: 1, offset: $offset, condition: { status: CLOSED }, ${newestFirst}) { edges { cursor } } }`, variables: { offset: at(closed, nth).newer },
    }),
  },
  ours: (_subjects, _nth, cursor) => ({
    query: `query Page($first: Int!, $after: String, $status: OrderStatus!, $withLines: Boolean!) {
        page: orders(first: $first, after: $after, filter: { status: { is: $status } }) { edges { node { ...Head lines @include(if: $withLines) { ...Line } } } pageInfo { hasNextPage endCursor } } }
      fragment Head on Order { key: id number on: placedOn buyer: customer { key: id title: name } sum: total { amount currencyCode } }
      fragment Line on OrderLine { no quantity item: product { sku } worth: net { amount } }`,
    variables: { first: 20, after: cursor, status: 'CLOSED', withLines: true },
  }),
  postgraphile: (_subjects, _nth, cursor) => ({
    query: `query Page($first: Int!, $after: Cursor, $status: OrderStatus!, $withLines: Boolean!) {
        page: allOrders(first: $first, after: $after, condition: { status: $status }, ${newestFirst}) {
          edges { node { ...Head lines: orderLinesByOrderId(orderBy: NO_ASC) @include(if: $withLines) { nodes { ...Line } } } } pageInfo { hasNextPage endCursor } } }
      fragment Head on Order { key: rowId number on: placedOn buyer: customerByCustomerId { key: rowId title: name } sum: totalMinor currencyCode }
      fragment Line on OrderLine { no quantity item: productByProductId { sku } worth: netMinor }`,
    variables: { first: 20, after: cursor, status: 'CLOSED', withLines: true },
  }),
  floor: {
    text: `SELECT json_build_object('nodes', (json_agg(row_to_json(r)) FILTER (WHERE r.place <= 20)), 'more', count(*) > 20)::text AS answer FROM (
      SELECT o.id, o.number, o."placedOn", o."totalMinor", o."currencyCode", row_to_json(c) AS customer, l.lines, o.place
      FROM (SELECT *, row_number() OVER () AS place FROM (SELECT * FROM "Order" o WHERE o.status = 'CLOSED' AND (o."placedOn", o.id) < ($1::date,
          (SELECT x.id FROM "Order" x WHERE x.status = 'CLOSED' AND x."placedOn" = $1::date ORDER BY x."placedOn" DESC, x.id DESC LIMIT 1))
          ORDER BY o."placedOn" DESC, o.id DESC LIMIT 21) s) o
        CROSS JOIN LATERAL (SELECT id, name FROM "Customer" WHERE id = o."customerId") c
        CROSS JOIN LATERAL (SELECT json_agg(row_to_json(x) ORDER BY x.no) AS lines FROM (SELECT l.no, l.quantity, l."netMinor", p.sku FROM "OrderLine" l JOIN "Product" p ON p.id = l."productId"
          WHERE l."orderId" = o.id) x) l ORDER BY o.place) r`,
    values: ({ closed }, nth) => [at(closed, nth).day],
  },
  plain: {
    ours: ({ page }: Data) => [page.pageInfo.hasNextPage, page.edges.map(({ node: o }: Data) => [uuidOf(o.key), o.number, o.on, minorOf(o.sum), o.sum.currencyCode, uuidOf(o.buyer.key), o.buyer.title,
      o.lines.map((l: Data) => [l.no, plainDecimal(l.quantity), l.item.sku, minorOf(l.worth)])])],
    postgraphile: ({ page }: Data) => [page.pageInfo.hasNextPage, page.edges.map(({ node: o }: Data) => [o.key, o.number, o.on, o.sum, o.currencyCode, o.buyer.key, o.buyer.title,
      o.lines.nodes.map((l: Data) => [l.no, plainDecimal(l.quantity), l.item.sku, l.worth])])],
    floor: ({ more, nodes }: Data) => [more, nodes.map((o: Data) => [o.id, o.number, o.placedOn, String(o.totalMinor), o.currencyCode, o.customer.id, o.customer.name,
      o.lines.map((l: Data) => [l.no, l.quantity, l.sku, String(l.netMinor)])])],
  },
};

export const readQueries: readonly ReadQuery[] = [newest, invoice, deep, fragments];
