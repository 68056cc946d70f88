// One search over all that has a number or a name, as far as the viewer may see it.
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { builder } from '../builder.ts';
import { reportQuery } from '../reports.ts';
import { col, entities, type Entity } from '../shared/entity.ts';
import { folded } from '../shared/filter.ts';
import { globalId, type InputKind } from '../shared/input.ts';
import { report } from '../shared/report.ts';
import { Scope } from '../shared/scope.ts';
import { Slot, slotted } from '../shared/slot.ts';
import type { Context, Viewer } from '../shared/viewer.ts';

/** Where is looked: the first place is the label. `detail` tells hits apart. */
const targets: readonly { kind: string; places: string[]; detail: string[] }[] = [
  { kind: 'Customer', places: ['name', 'code'], detail: ['code', 'contactName'] },
  { kind: 'Product', places: ['name', 'sku'], detail: ['sku'] },
  { kind: 'ProductTemplate', places: ['name', 'code'], detail: ['code'] },
  { kind: 'Lot', places: ['code', 'supplierLot'], detail: ['product.name', 'goodUntil'] },
  { kind: 'Quotation', places: ['number', 'customerReference'], detail: ['whom', 'validTo'] },
  { kind: 'Framework', places: ['number', 'name', 'reference'], detail: ['customer.name', 'validTo'] },
  { kind: 'Order', places: ['number', 'customerReference'], detail: ['customer.name', 'placedOn'] },
  { kind: 'Invoice', places: ['number', 'customerReference'], detail: ['customerName', 'issuedOn'] },
  { kind: 'Payment', places: ['number', 'reference'], detail: ['customer.name', 'supplier.name', 'paidOn'] },
  { kind: 'DepositRequest', places: ['number'], detail: ['customer.name', 'order.number'] },
  { kind: 'PaymentReceipt', places: ['number'], detail: ['customer.name', 'issuedOn'] },
  { kind: 'InvoiceDispute', places: ['number'], detail: ['invoice.number', 'customer.name'] },
  { kind: 'StatementRun', places: ['number'], detail: ['schedule.name', 'dueOn'] },
  { kind: 'Contract', places: ['number', 'name'], detail: ['customer.name', 'name'] },
  { kind: 'BankStatement', places: ['reference'], detail: ['collectionAccount.name', 'toOn'] },
  { kind: 'CollectionAccount', places: ['name', 'bankAccountNo'], detail: ['bankAccountNo'] },
  { kind: 'Shipment', places: ['number', 'trackingNumber'], detail: ['order.number', 'shippedOn'] },
  { kind: 'Delivery', places: ['number', 'trackingNumber'], detail: ['customerName', 'plannedOn'] },
  { kind: 'ParcelLabel', places: ['trackingNumber'], detail: ['carrierName', 'customerName'] },
  { kind: 'Carrier', places: ['name', 'code'], detail: ['code'] },
  { kind: 'CarrierBill', places: ['reference'], detail: ['carrier.name', 'billedOn'] },
  { kind: 'CustomerReturn', places: ['number'], detail: ['customer.name', 'authorisedOn'] },
  { kind: 'CreditApplication', places: ['number'], detail: ['customer.name', 'submittedOn'] },
  { kind: 'DeviationRun', places: ['number'], detail: ['asOf'] },
  { kind: 'PurchaseOrder', places: ['number'], detail: ['supplier.name', 'orderedOn'] },
  { kind: 'Requisition', places: ['number', 'reason'], detail: ['requestedByName', 'neededOn'] },
  { kind: 'QuoteRequest', places: ['number', 'title'], detail: ['title', 'answerBy'] },
  { kind: 'Inspection', places: ['number'], detail: ['product.name', 'openedOn'] },
  { kind: 'SupplierReturn', places: ['number'], detail: ['supplier.name', 'returnedOn'] },
  { kind: 'LandedCost', places: ['number'], detail: ['supplier.name', 'chargedOn'] },
  { kind: 'OrderCost', places: ['number', 'memo'], detail: ['supplier.name', 'incurredOn'] },
  { kind: 'CostAllocation', places: ['number'], detail: ['startsOn', 'endsOn'] },
  { kind: 'Bill', places: ['number', 'supplierReference'], detail: ['supplier.name', 'billedOn'] },
  { kind: 'SupplierCredit', places: ['number', 'supplierReference'], detail: ['supplier.name', 'creditedOn'] },
  { kind: 'ManualJournal', places: ['number', 'memo'], detail: ['createdByName', 'effectiveOn'] },
  { kind: 'TaxReturn', places: ['number'], detail: ['startsOn', 'endsOn'] },
  { kind: 'InvoiceRun', places: ['number'], detail: ['issuedOn'] },
  { kind: 'Charge', places: ['number'], detail: ['customerName', 'issuedOn'] },
  { kind: 'Refund', places: ['number'], detail: ['customer.name', 'paidOn'] },
  { kind: 'Chargeback', places: ['number', 'reference'], detail: ['customer.name', 'replyBy'] },
  { kind: 'WriteOff', places: ['number', 'document'], detail: ['customer.name', 'writtenOffOn'] },
  { kind: 'ProvisionRun', places: ['number'], detail: ['asOf'] },
  { kind: 'PaymentRun', places: ['number'], detail: ['payOn'] },
  { kind: 'Supplier', places: ['name', 'code'], detail: ['code', 'contactName'] },
  { kind: 'CostObject', places: ['name', 'code'], detail: ['code', 'customer.name'] },
  { kind: 'SupplyIssue', places: ['number'], detail: ['costObject.name', 'issuedOn'] },
  { kind: 'MenuPlan', places: ['name'], detail: ['servedOn', 'costObject.name'] },
  { kind: 'Preparation', places: ['number'], detail: ['product.name', 'preparedOn'] },
  { kind: 'Transfer', places: ['number'], detail: ['fromWarehouse.name', 'toWarehouse.name'] },
  { kind: 'PickList', places: ['number'], detail: ['warehouse.name'] },
  { kind: 'StockCount', places: ['number'], detail: ['warehouse.name', 'startedOn'] },
  { kind: 'Bin', places: ['code'], detail: ['warehouse.name', 'zone'] },
  { kind: 'Warehouse', places: ['name', 'code'], detail: ['code', 'city'] },
  { kind: 'User', places: ['name', 'email'], detail: ['email'] },
];

interface Hit { kind: string; id: string; label: string; detail: string }
interface Place { entity: Entity; scope: Scope; kind: string; label: Sql; places: Sql[]; detail: Sql }

const WORDS_MAX = 6;
const SIMILAR_ENOUGH = 0.3;

/** Every kind that the viewer may see, with paths over relations that the viewer may follow. */
function placesOf(viewer: Viewer): Place[] {
  return targets.flatMap(({ kind, places, detail }): Place[] => {
    const entity = entities.get(kind);
    if (!entity || !viewer.permissions.has(entity.permission)) return [];
    const scope = new Scope(entity, viewer);
    const mayFollow = (path: string) => {
      const [relation = '', field] = path.split('.');
      const target = field && entities.get(entity.ones[relation]?.target ?? '');
      return !field || (!!target && viewer.permissions.has(target.permission));
    };
    const values = places.map((path) => scope.resolve(path).value);
    const details = detail.filter(mayFollow).map((path) => sql`(${scope.resolve(path).value})::text`);
    const [label = sql`NULL`] = values;
    return [{ entity, scope, kind, label, places: values, detail: sql`concat_ws(' · ', ${join([sql`NULL`, ...details])})` }];
  });
}

const escaped = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** Hits of one kind: what is exactly so first, then what begins so, then the rest. */
function statementOf(place: Place, order: number, condition: Sql, rank: Sql, size: number): Sql {
  const { scope, kind, label, detail } = place;
  return sql`(SELECT ${kind}::text AS kind, ${order}::int AS place, ${col(scope.alias, 'id')}::text AS id, ${label} AS label, ${detail} AS detail, ${rank} AS rank
    ${scope.from()} WHERE ${scope.visible()} AND ${label} IS NOT NULL AND ${condition} ORDER BY rank, ${label} LIMIT ${size})`;
}

// Numbers and names sort each by their own rules; together, as names.
const hitsOf = (statements: Sql[], size: number): Sql =>
  sql`SELECT kind, id, label, detail FROM (${join(statements, ' UNION ALL ')}) hits ORDER BY rank, place, label COLLATE "und-x-icu", id LIMIT ${size}`;
const seen = (rows: Hit[]): Hit[] => rows.map(({ kind, id, label, detail }) => ({ kind, id: globalId(kind, id), label, detail }));

const HITS_MAX = 50;
const HITS_USUAL = 12;
const taken = (given: unknown): string => String(given).replaceAll('\u0000', '').trim().slice(0, 100);
const wordsIn = (given: unknown): string[] => taken(given).split(/\s+/).filter(Boolean).slice(0, WORDS_MAX);
/** How many words there are; when they come with a run, by the shape of the variable. */
const countOf = (text: unknown): number => Math.min(text instanceof Slot ? text.known.words ?? Number.NaN : wordsIn(text).length, WORDS_MAX);

/** Records of every word of a text. */
function meeting(text: string, size: number, viewer: Viewer): Sql | undefined {
  const count = countOf(text);
  if (Number.isNaN(count)) throw new Error('of how many words is not known');
  const places = placesOf(viewer);
  if (count === 0 || places.length === 0) return undefined;
  const whole = folded(sql`${slotted(text, taken)}::text`);
  const begins = folded(sql`${slotted(text, (given) => `${escaped(taken(given))}%`)}::text`);
  const patterns = Array.from({ length: count }, (_, index) => folded(sql`${slotted(text, (given) => `%${escaped(wordsIn(given)[index] ?? '')}%`)}::text`));
  return hitsOf(places.map((place, index) => {
    const met = patterns.map((pattern) => sql`(${join(place.places.map((each) => sql`${folded(each)} LIKE ${pattern}`), ' OR ')})`);
    const ranks = place.places.map((each) => sql`CASE WHEN ${folded(each)} = ${whole} THEN 0 WHEN ${folded(each)} LIKE ${begins} THEN 1 ELSE 2 END`);
    return statementOf(place, index, join(met, ' AND '), sql`least(${join(ranks)})::float8`, size);
  }), size);
}

/** Records whose label is spelled alike; none where the database cannot tell. */
async function alike(text: string, size: number, ctx: Context): Promise<Hit[]> {
  const places = placesOf(ctx.viewer);
  const [known] = await ctx.db.rows<{ is: boolean }>(sql`SELECT to_regproc('word_similarity') IS NOT NULL AS is`);
  if (!known?.is || places.length === 0) return [];
  return seen(await ctx.db.rows<Hit>(hitsOf(places.map((place, index) => {
    const likeness = sql`word_similarity(${folded(sql`${taken(text)}`)}, ${folded(place.label)})`;
    return statementOf(place, index, sql`${likeness} > ${raw(String(SIMILAR_ENOUGH))}`, sql`(1 - ${likeness})::float8`, size);
  }), size)));
}

// As it is typed: nothing is refused.
const words: InputKind<string> = { shape: { scalar: 'String' }, optional: false, read: (given) => String(given) };
const size: InputKind<number | undefined> = { shape: { scalar: 'Int' }, optional: true, read: (given) => Math.min(Math.max(Number(given ?? HITS_USUAL), 1), HITS_MAX) };

/** Hits by fragments of numbers, codes and names, without regard to case or accents; where nothing meets, what is spelled alike. */
const searchReport = report({
  args: { text: words, first: size },
  statement: ({ text, first }, { viewer }) => meeting(text, first ?? HITS_USUAL, viewer),
  make: (rows: Hit[]) => seen(rows),
  further: {
    isNeeded: (rows, { text }) => rows.length === 0 && taken(text).length >= 3,
    ask: ({ text, first }, ctx) => alike(text, first ?? HITS_USUAL, ctx),
  },
});

const inherit = { permission: 'inherit' };
const HitRef = builder.objectRef<Hit>('SearchHit').implement({
  description: 'A record that a search met.',
  fields: (t) => ({
    kind: t.exposeString('kind', { extensions: inherit, description: 'Its type, e.g. Order.' }),
    id: t.exposeID('id', { extensions: inherit }),
    label: t.exposeString('label', { extensions: inherit }),
    detail: t.exposeString('detail', { extensions: inherit, description: 'Tells it apart from others; may be empty.' }),
  }),
});

reportQuery('search', {
  describe: 'Records by fragments of numbers, codes and names; where nothing meets, what is spelled alike. At most 50.',
  permission: 'known', type: HitRef, list: true, report: searchReport,
});
