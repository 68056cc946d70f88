import sql from 'sql-template-tag';
import { currencyFor, documentMoney } from '../currencies/documentMoney.ts';
import { ratesSql, readRates } from '../currencies/rates.ts';
import { ownedCustomers } from '../customers/rowRights.ts';
import type { Channel, CustomerRow, Json, PriceOrigin } from '../generated/rows.ts';
import { choice, currency, day, globalId, id, optional, quantity } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { plus, zero, type Minor } from '../shared/money.ts';
import type { FxRate, Quantity, Rate, UnitPrice } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import { decode, decodeValue, type Table } from '../shared/tables.ts';
import type { Day } from '../shared/time.ts';
import { frameworkCandidates } from './frameworks.ts';
import { lineAmounts } from './lineAmounts.ts';
import { assignedTo, ofProducts, withBases } from './priceParts.ts';
import { resolvePrice, type Candidate } from './resolvePrice.ts';
import { taxOf, withoutTax } from './taxes.ts';
import { becauseOf, whyCandidate, whyPrice } from './whyPrice.ts';

interface Row { kind: string; row: Record<string, unknown> }
interface Explained {
  origin: PriceOrigin; listId: string | null; listName: string | null; unitPrice: UnitPrice | null; currencyCode: string; taxIncluded: boolean; fromQuantity: Quantity; validFrom: Day | null; validTo: Day | null; isTaken: boolean; says: string; why: string;
}
interface Said { minor: Minor; currencyCode: string }
export interface PriceExplanation {
  currencyCode: string; exchangeRate: FxRate | null; unitPrice: UnitPrice | null; origin: PriceOrigin | null; taxIncluded: boolean; taxRate: Rate; net: Said; tax: Said; total: Said; why: string; candidates: Explained[];
}

const channelOf = (channel: Channel | null | undefined, kind: string): Channel => channel ?? (kind === 'PARTNER' ? 'API' : 'CONSOLE');

const explained = (candidate: Candidate, taken: Candidate | null, currencyCode: string, locale: string): Explained => {
  const { origin, listId, listName, unitPrice, taxIncluded, fromQuantity, validFrom, validTo } = candidate;
  return {
    origin, listId: listId && origin !== 'FRAMEWORK' ? globalId('PriceList', listId) : null, listName, unitPrice, currencyCode: candidate.otherCurrency ?? currencyCode, taxIncluded, fromQuantity, validFrom, validTo, isTaken: candidate === taken,
    says: whyPrice(becauseOf(candidate), locale), why: whyCandidate(candidate, taken, currencyCode, locale),
  };
};

/** What a customer pays for a quantity of a product on a day over a channel, and why. */
export const priceExplanation = report({
  args: {
    productId: id('Product'), customerId: { ...optional(id('Customer')), describe: 'Nobody in particular when left out.' }, quantity: { ...optional(quantity()), describe: 'One when left out.' },
    on: { ...optional(day()), describe: 'Today when left out.' }, channel: { ...optional(choice('Channel')), describe: 'The console, for keys the API, when left out.' },
    currencyCode: { ...optional(currency()), describe: 'The customer\'s, else the company\'s, when left out: prices in company money are converted by the day\'s rate where the firm does so, others do not count.' },
  },
  statement: ({ productId, customerId, on, channel }, { company, today, viewer }) => {
    const products = sql`ARRAY(SELECT i.id FROM item i)`;
    const customers = sql`ARRAY(SELECT w.id FROM who w)`;
    const channels = sql`ARRAY[${channel ?? channelOf(null, viewer.kind)}]::"Channel"[]`;
    return sql`WITH item AS (SELECT p.id, p."categoryId", p."templateId", x.id AS "taxCodeId", coalesce(x.rate, 0) AS "taxRate", l."unitPrice" AS "listPrice"
        FROM "Product" p LEFT JOIN "TaxCode" x ON x.id = p."taxCodeId" LEFT JOIN "ListPrice" l ON l."productId" = p.id AND l."currencyCode" = ${company.currencyCode}
          AND l."validFrom" <= ${on ?? today} AND (l."validTo" IS NULL OR l."validTo" >= ${on ?? today}) WHERE p.id = ${productId}),
      who AS (SELECT c.* FROM "Customer" c WHERE c.id = ${customerId ?? null}::uuid AND ${ownedCustomers('c', viewer) ?? sql`TRUE`}),
      assigned AS (SELECT t.* FROM "PriceListAssignment" t WHERE ${assignedTo(customers, channels)}),
      lists AS (SELECT t.* FROM "PriceList" t WHERE ${withBases(sql`SELECT "priceListId" FROM assigned`)})
      SELECT 'item' AS kind, row_to_json(i) AS row FROM item i UNION ALL SELECT 'who', row_to_json(w) FROM who w
      UNION ALL SELECT 'assignment', row_to_json(a) FROM assigned a UNION ALL SELECT 'list', row_to_json(l) FROM lists l
      UNION ALL SELECT 'rate', row_to_json(t) FROM (${ratesSql({ company }, sql`(SELECT ${on ?? today}::date AS d)`)}) t
      UNION ALL SELECT 'own', row_to_json(t) FROM "CustomerPrice" t WHERE t."customerId" = ANY(${customers}) AND t."productId" = ANY(${products})
      UNION ALL SELECT 'framework', row_to_json(t) FROM "Framework" t WHERE t."customerId" = ANY(${customers}) AND t.status = 'ACTIVE'
      UNION ALL SELECT 'frameworkLine', row_to_json(t) FROM "FrameworkLine" t JOIN "Framework" f ON f.id = t."frameworkId" WHERE f."customerId" = ANY(${customers}) AND f.status = 'ACTIVE' AND t."productId" = ANY(${products})
      UNION ALL SELECT 'frameworkPrice', row_to_json(t) FROM "FrameworkPrice" t JOIN "FrameworkLine" l ON l.id = t."frameworkLineId" JOIN "Framework" f ON f.id = l."frameworkId" WHERE f."customerId" = ANY(${customers}) AND f.status = 'ACTIVE' AND l."productId" = ANY(${products})
      UNION ALL SELECT 'price', row_to_json(t) FROM "PriceListPrice" t WHERE t."priceListId" IN (SELECT id FROM lists) AND ${ofProducts(products)}`;
  },
  make: (rows: Row[], { productId, customerId, quantity: asked, on, channel, currencyCode: named }, ctx): PriceExplanation => {
    const of = <T extends Table>(kind: string, table: T) => rows.filter((each) => each.kind === kind).map(({ row }) => decode(table, row));
    const item = rows.find(({ kind }) => kind === 'item')?.row;
    if (!item) throw NotFound({ type: 'Product', id: productId });
    const [customer] = of('who', 'Customer') as (CustomerRow | undefined)[];
    if (customerId && !customer) throw NotFound({ type: 'Customer', id: customerId });
    const product = {
      id: String(item.id), categoryId: item.categoryId as string | null, templateId: item.templateId as string | null, taxCodeId: item.taxCodeId as string | null,
      taxRate: decodeValue('rate', item.taxRate) as Rate, listPrice: decodeValue('price', item.listPrice) as UnitPrice | null,
    };
    const pricedOn = on ?? ctx.today;
    const money = documentMoney(currencyFor(named, customer ?? null, ctx), pricedOn, readRates(rows.filter(({ kind }) => kind === 'rate').map(({ row }) => row)), ctx);
    const { currencyCode } = money;
    const units = asked ?? (1_000_000n as Quantity);
    const agreed = frameworkCandidates({ productId: product.id, quantity: units }, { customerId: customer?.id ?? null, on: pricedOn, currencyCode }, {
      frameworks: of('framework', 'Framework'), lines: of('frameworkLine', 'FrameworkLine'), prices: of('frameworkPrice', 'FrameworkPrice'),
    });
    const { taken, candidates } = resolvePrice({ product, quantity: units, on: pricedOn, customer: customer ?? null, channel: channelOf(channel, ctx.viewer.kind), money }, {
      agreed, customerPrices: of('own', 'CustomerPrice'), assignments: of('assignment', 'PriceListAssignment'), lists: of('list', 'PriceList'), prices: of('price', 'PriceListPrice'),
    });
    const { locale } = ctx.viewer;
    const { taxRate } = taxOf(product, customer?.taxTreatment ?? 'STANDARD');
    const isTaken = !!taken?.taxIncluded && (customer?.taxTreatment ?? 'STANDARD') !== 'STANDARD';
    const unitPrice = taken?.unitPrice == null ? null : isTaken ? withoutTax(taken.unitPrice, product.taxRate) : taken.unitPrice;
    const taxIncluded = !!taken?.taxIncluded && !isTaken;
    const { net, tax } = unitPrice === null ? { net: zero, tax: zero }
      : lineAmounts({ unitPrice, quantity: units, discountRate: 0n as Rate, taxRate, taxIncluded, currencyCode });
    const said = (amount: Minor): Said => ({ minor: amount, currencyCode });
    const told: Record<string, Json> = isTaken ? { taxTaken: true } : {};
    return {
      currencyCode, exchangeRate: money.rate, unitPrice, origin: taken?.origin ?? null, taxIncluded, taxRate, net: said(net), tax: said(tax), total: said(plus(net, tax)),
      why: taken ? whyPrice(becauseOf(taken, told), locale) : message(locale, 'price.none'), candidates: candidates.map((each) => explained(each, taken, currencyCode, locale)),
    };
  },
});
