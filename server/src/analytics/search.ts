// One search over all that has a number or a name, as far as the viewer may see it.
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { builder } from '../builder.ts';
import { col, entities, type Entity } from '../shared/entity.ts';
import { folded } from '../shared/filter.ts';
import { globalId } from '../shared/input.ts';
import { Scope } from '../shared/scope.ts';
import type { Context, Viewer } from '../shared/viewer.ts';

/** Where is looked: the first place is the label. `detail` tells hits apart. */
const targets: readonly { kind: string; places: string[]; detail: string[] }[] = [
  { kind: 'Customer', places: ['name', 'code'], detail: ['code', 'contactName'] },
  { kind: 'Product', places: ['name', 'sku'], detail: ['sku'] },
  { kind: 'Order', places: ['number', 'customerReference'], detail: ['customer.name', 'placedOn'] },
  { kind: 'Invoice', places: ['number', 'customerReference'], detail: ['customerName', 'issuedOn'] },
  { kind: 'Payment', places: ['number', 'reference'], detail: ['customer.name', 'supplier.name', 'paidOn'] },
  { kind: 'Shipment', places: ['number', 'trackingNumber'], detail: ['order.number', 'shippedOn'] },
  { kind: 'PurchaseOrder', places: ['number'], detail: ['supplier.name', 'orderedOn'] },
  { kind: 'Bill', places: ['number', 'supplierReference'], detail: ['supplier.name', 'billedOn'] },
  { kind: 'Supplier', places: ['name', 'code'], detail: ['code', 'contactName'] },
  { kind: 'User', places: ['name', 'email'], detail: ['email'] },
];

export interface Hit { kind: string; id: string; label: string; detail: string }
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

async function run(ctx: Context, statements: Sql[], size: number): Promise<Hit[]> {
  if (statements.length === 0) return [];
  const rows = await ctx.db.rows<Hit>(sql`SELECT kind, id, label, detail FROM (${join(statements, ' UNION ALL ')}) hits ORDER BY rank, place, label, id LIMIT ${size}`);
  return rows.map(({ kind, id, label, detail }) => ({ kind, id: globalId(kind, id), label, detail }));
}

/** Hits by fragments of numbers, codes and names, without regard to case or accents; where nothing meets, what is spelled alike. */
export async function search(text: string, first: number, ctx: Context): Promise<Hit[]> {
  const given = text.replaceAll('\u0000', '').trim().slice(0, 100);
  const words = given.split(/\s+/).filter(Boolean).slice(0, WORDS_MAX);
  if (words.length === 0) return [];
  const places = placesOf(ctx.viewer);
  const whole = folded(sql`${given}`);
  const exact = places.map((place, index) => {
    const met = words.map((word) => {
      const pattern = folded(sql`${`%${escaped(word)}%`}`);
      return sql`(${join(place.places.map((each) => sql`${folded(each)} LIKE ${pattern}`), ' OR ')})`;
    });
    const begins = folded(sql`${`${escaped(given)}%`}`);
    const ranks = place.places.map((each) => sql`CASE WHEN ${folded(each)} = ${whole} THEN 0 WHEN ${folded(each)} LIKE ${begins} THEN 1 ELSE 2 END`);
    return statementOf(place, index, join(met, ' AND '), sql`least(${join(ranks)})::float8`, first);
  });
  const hits = await run(ctx, exact, first);
  if (hits.length > 0 || given.length < 3) return hits;
  const [known] = await ctx.db.rows<{ is: boolean }>(sql`SELECT to_regproc('word_similarity') IS NOT NULL AS is`);
  if (!known?.is) return [];
  return run(ctx, places.map((place, index) => {
    const likeness = sql`word_similarity(${whole}, ${folded(place.label)})`;
    return statementOf(place, index, sql`${likeness} > ${raw(String(SIMILAR_ENOUGH))}`, sql`(1 - ${likeness})::float8`, first);
  }), first);
}

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

const HITS_MAX = 50;
builder.queryField('search', (t) => t.field({
  type: [HitRef], extensions: { permission: 'known' },
  description: 'Records by fragments of numbers, codes and names; where nothing meets, what is spelled alike. At most 50.',
  args: { text: t.arg.string({ required: true }), first: t.arg.int() },
  resolve: (_root, { text, first }, ctx) => search(text, Math.min(Math.max(first ?? 12, 1), HITS_MAX), ctx),
}));
