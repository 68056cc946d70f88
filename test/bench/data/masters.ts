import { type Plan, type Step, shippedShare, spanDays } from './sizes.ts';

const words = {
  first: ['Amber', 'Baltic', 'Cedar', 'Delta', 'Ember', 'Fjord', 'Granite', 'Harbour', 'Indigo', 'Juniper', 'Karoo', 'Linden', 'Meridian', 'Nordic', 'Orchid', 'Prairie'],
  second: ['Foods', 'Markets', 'Trading', 'Stores', 'Supply', 'Wholesale', 'Kitchens', 'Provisions', 'Partners', 'Goods', 'Hotels', 'Catering'],
  product: ['Chai', 'Olive oil', 'Basmati rice', 'Dark chocolate', 'Sea salt', 'Rye crackers', 'Smoked trout', 'Apricot jam', 'Green tea', 'Black pepper', 'Pine honey'],
  country: ['Germany', 'France', 'Kenya', 'Spain', 'Brazil', 'Japan', 'Canada', 'Italy', 'Mexico', 'Sweden'],
};
const array = (values: readonly string[]): string => `ARRAY[${values.map((value) => `'${value}'`).join(', ')}]`;
const pick = (values: readonly string[], n: string): string => `(${array(values)})[1 + (${n}) % ${values.length}]`;

/** A number that n alone decides, as if drawn; `salt` tells draws of the same n apart. Not negative. */
export const drawn = (n: string, salt: number): string => `(hashint8extended((${n})::bigint, ${salt}) & 9223372036854775807)`;
export const account = (code: string): string => `(SELECT id FROM "Account" WHERE code = '${code}')`;
export const company = '(SELECT id FROM "Company")';
export const warehouse = '(SELECT id FROM "Warehouse" WHERE "isDefault")';

/** Helpers, and what the firm knows before it trades: products with prices, customers with addresses, a key. */
export function masterSteps({ customers, products, endsOn }: Plan, keyHash: string): Step[] {
  const began = `(extract(epoch FROM date '${endsOn}' - ${spanDays})::bigint * 1000)`;
  return [
    {
      what: 'helpers',
      sql: `CREATE SCHEMA stage;
        -- An id of the form of version 7: the time in front, so that rows lie as they would have been written.
        CREATE FUNCTION stage.id(ms bigint, kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
        $$ SELECT encode(set_byte(set_byte(substr(int8send(ms << 16) || int8send(hashint8extended(n, hashtext(kind))), 1, 16), 6, 112), 8, 128), 'hex')::uuid $$;
        CREATE FUNCTION stage.number(series text, on_day date, n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
        $$ SELECT series || '-' || extract(year FROM on_day)::int || '-' || lpad(n::text, greatest(5, length(n::text)), '0') $$`,
    },
    {
      what: 'products',
      sql: `CREATE UNLOGGED TABLE stage.product AS SELECT n, stage.id(${began} + n, 'product', n) AS id, n <= ${products / 2} AS stocked,
          500 + (n * 3701) % 9500 AS price, ((500 + (n * 3701) % 9500) * 6) / 10 AS cost, n % 10 = 0 AS taxed,
          ${pick(words.product, 'n')} || ' ' || n AS name FROM generate_series(1, ${products}) n;
        INSERT INTO "TaxCode" (id, "companyId", code, name, rate) VALUES (stage.id(${began}, 'tax', 1), ${company}, 'BENCH10', 'Ten per cent', 0.1);
        INSERT INTO "Category" (id, name) SELECT stage.id(${began}, 'category', n), 'Category ' || n FROM generate_series(1, 8) n;
        INSERT INTO "Product" (id, sku, name, "categoryId", "unitId", "taxCodeId", "isStocked")
          SELECT id, 'SKU-' || lpad(n::text, 5, '0'), name, stage.id(${began}, 'category', 1 + n % 8), (SELECT id FROM "Unit" WHERE code = 'PCS'),
            CASE WHEN taxed THEN stage.id(${began}, 'tax', 1) END, stocked FROM stage.product;
        INSERT INTO "ListPrice" (id, "productId", "currencyCode", "unitPrice", "validFrom")
          SELECT stage.id(${began} + n, 'price', n), id, 'USD', price / 100.0, date '${endsOn}' - ${spanDays} FROM stage.product`,
    },
    {
      what: 'customers',
      sql: `INSERT INTO "SalesPerson" (id, "companyId", name) SELECT stage.id(${began}, 'sales', n), ${company}, 'Sales person ' || n FROM generate_series(1, 10) n;
        CREATE UNLOGGED TABLE stage.customer AS SELECT n, stage.id(${began} + n, 'customer', n) AS id, stage.id(${began}, 'sales', 1 + n % 10) AS sales,
          ${pick(words.first, 'n')} || ' ' || ${pick(words.second, 'n / 16')} || ' ' || n AS name, ${pick(words.country, drawn('n', 1))} AS country,
          'Town ' || ${drawn('n', 2)} % 500 AS city, CASE n % 3 WHEN 0 THEN 14 WHEN 1 THEN 30 ELSE 45 END AS term FROM generate_series(1, ${customers}) n;
        INSERT INTO "Customer" (id, "companyId", code, name, email, "paymentTermDays", "salesPersonId")
          SELECT id, ${company}, 'C' || lpad(n::text, 6, '0'), name, 'buyer' || n || '@example.com', term, sales FROM stage.customer;
        INSERT INTO "Address" (id, "customerId", kind, street, city, "postalCode", country)
          SELECT stage.id(${began} + n, kind, n), id, kind::"AddressKind", n || ' Market Street', city, lpad((n % 100000)::text, 5, '0'), country
          FROM stage.customer, unnest(ARRAY['BILLING', 'SHIPPING']) kind;
        INSERT INTO "ApiKey" (id, "companyId", name, prefix, "tokenHash", role, scopes) VALUES (stage.id(${began}, 'key', 1), ${company}, 'Benchmark', 'hsk_live_bench', '${keyHash}', 'OWNER', '{}')`,
    },
  ];
}

/** Orders, their lines and what became of them, as numbers: everything else is written from these tables. */
export function stageSteps({ orders, customers, products, endsOn }: Plan): Step[] {
  const stepMs = Math.floor((spanDays * 86_400_000) / orders);
  const shipped = Math.floor(orders * shippedShare);
  return [
    {
      what: 'the plan of orders',
      sql: `CREATE UNLOGGED TABLE stage.placed AS SELECT n, ms, to_timestamp(ms / 1000.0) AS at, (to_timestamp(ms / 1000.0) AT TIME ZONE 'UTC')::date AS on_day, n > ${shipped} AS open,
          CASE WHEN ${drawn('n', 3)} % 20 = 0 THEN 1 ELSE 1 + ${drawn('n', 4)} % ${customers} END AS customer, CASE WHEN n % 4 = 0 THEN 500 ELSE 0 END AS freight
        FROM (SELECT n, extract(epoch FROM date '${endsOn}' - ${spanDays})::bigint * 1000 + (n - 1)::bigint * ${stepMs} AS ms FROM generate_series(1, ${orders}) n) g;
        CREATE UNLOGGED TABLE stage.line AS SELECT l.n, l.no, l.n::bigint * 8 + l.no AS key, l.product, l.quantity, p.price, p.stocked, p.taxed, discounted,
            price * quantity AS gross, CASE WHEN discounted THEN round(price * quantity * 0.95) ELSE price * quantity END::bigint AS net,
            CASE WHEN taxed THEN round(CASE WHEN discounted THEN round(price * quantity * 0.95) ELSE price * quantity END * 0.1) ELSE 0 END::bigint AS tax,
            CASE WHEN stocked THEN p.cost * quantity ELSE 0 END AS cost
          FROM (SELECT o.n, no, 1 + ${drawn('o.n * 8 + no', 5)} % 10 AS quantity, ${drawn('o.n * 8 + no', 6)} % 10 = 0 AS discounted,
              CASE WHEN o.open OR ${drawn('o.n * 8 + no', 7)} % 10 = 0 THEN 1 + ${drawn('o.n * 8 + no', 8)} % ${products / 2}
                ELSE ${products / 2} + 1 + ${drawn('o.n * 8 + no', 8)} % ${products / 2} END AS product
            FROM stage.placed o, generate_series(1, o.n % 5 + 1) no) l JOIN stage.product p ON p.n = l.product;
        ANALYZE stage.placed, stage.line`,
    },
    {
      what: 'totals and payments',
      sql: `CREATE UNLOGGED TABLE stage.doc AS SELECT o.n, o.ms, o.at, o.on_day, o.open, o.freight, o.customer, t.gross, t.net, t.tax, t.cost, t.net + t.tax + o.freight AS total,
            o.on_day + 1 AS ship_on, o.ms + 86400000 AS ship_ms, stage.id(o.ms, 'order', o.n) AS id, stage.id(o.ms + 86400000, 'shipment', o.n) AS shipment,
            stage.id(o.ms + 86400000, 'invoice', o.n) AS invoice, stage.id(o.ms + 86400000, 'item', o.n) AS item,
            row_number() OVER (PARTITION BY extract(year FROM o.on_day) ORDER BY o.n) AS nr,
            row_number() OVER (PARTITION BY o.open, extract(year FROM o.on_day + 1) ORDER BY o.n) AS ship_nr,
            (o.customer::bigint << 8) + (date '${endsOn}' - o.on_day) / 91 AS batch
          FROM stage.placed o JOIN (SELECT n, sum(gross)::bigint gross, sum(net)::bigint net, sum(tax)::bigint tax, sum(cost)::bigint cost FROM stage.line GROUP BY 1) t USING (n);
        -- A customer pays a quarter's invoices at once, twenty days after the last; some are left open, some half paid, some money is left over.
        CREATE UNLOGGED TABLE stage.settled AS SELECT * FROM (
          SELECT n, batch, item, total, customer, max(ship_on) OVER (PARTITION BY batch) + 20 AS paid_on,
            CASE WHEN ${drawn('n', 9)} % 33 = 0 THEN 0 WHEN ${drawn('n', 10)} % 50 = 0 THEN total / 2 ELSE total END AS amount
          FROM stage.doc WHERE NOT open) s WHERE paid_on <= date '${endsOn}' AND amount > 0;
        CREATE UNLOGGED TABLE stage.payment AS SELECT *, extract(epoch FROM paid_on)::bigint * 1000 AS ms, stage.id(extract(epoch FROM paid_on)::bigint * 1000, 'payment', batch) AS id,
            stage.id(extract(epoch FROM paid_on)::bigint * 1000, 'paid', batch) AS item, row_number() OVER (PARTITION BY extract(year FROM paid_on) ORDER BY paid_on, batch) AS nr
          FROM (SELECT batch, customer, paid_on, sum(amount)::bigint AS applied, sum(amount)::bigint + CASE WHEN ${drawn('batch', 11)} % 40 = 0 THEN 10000 ELSE 0 END AS amount
            FROM stage.settled GROUP BY 1, 2, 3) b;
        ANALYZE stage.doc, stage.settled, stage.payment`,
    },
  ];
}
