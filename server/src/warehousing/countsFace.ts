import sql from 'sql-template-tag';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { recordsQuery } from '../reports.ts';
import { col, column, entity, expression, extend, lines, one, pages } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { id, text } from '../shared/input.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { demandCount, legal, type CountAction } from './countRules.ts';
import { enterCounts, openCountSheet } from './enterCounts.ts';
import { postCount } from './postCount.ts';
import { reverseCount } from './reverseCount.ts';
import { acceptCount, cancelCount, closeCount, finishCounting, recountLines, resumeCounting } from './reviewCount.ts';
import { startCount } from './startCount.ts';

const permission = 'counts.enter';
const review = { permission: 'counts.review' };
const companyCurrency = () => sql`(SELECT "currencyCode" FROM "Company" ORDER BY "createdAt", id LIMIT 1)`;
const ofLines = (what: ReturnType<typeof sql>) => (t: string) => sql`(SELECT ${what} FROM "CountLine" l WHERE l."stockCountId" = ${col(t, 'id')})`;
const within = (t: string, l: string) => sql`abs(${col(l, 'difference')}) <= greatest(${col(t, 'toleranceQuantity')}, abs(${col(l, 'expected')}) * ${col(t, 'toleranceRate')})`;

entity('StockCount', {
  permission, describe: 'A session in which goods are counted; what was expected is frozen at its start.',
  fields: {
    number: column(), kind: column(), status: column(), scope: column(undefined, { describe: 'What was chosen, as it was asked for.' }),
    isBlind: column(undefined, { describe: 'Counters do not see what is expected.' }), toleranceQuantity: column(), toleranceRate: column(), note: column(),
    startedOn: column(), startedAt: column(), endedOn: column(), postings: column(), version: column(),
    lineCount: expression('int', ofLines(sql`count(*)::int`), { describe: 'Places to count.' }),
    countedCount: expression('int', ofLines(sql`(count(*) FILTER (WHERE l.counted IS NOT NULL))::int`), { describe: 'Places that were counted.' }),
    disagreedCount: expression('int', ofLines(sql`(count(*) FILTER (WHERE l.state = 'DISAGREED'))::int`), { describe: 'Places about which counters disagree.' }),
    differentCount: expression('int', ofLines(sql`(count(*) FILTER (WHERE l.difference <> 0))::int`), { ...review, describe: 'Places that differ from the books.' }),
    accuracy: expression('rate', (t) => sql`(SELECT round((count(*) FILTER (WHERE ${within(t, 'l')}))::numeric / nullif(count(*), 0), 6) FROM "CountLine" l
      WHERE l."stockCountId" = ${col(t, 'id')} AND l.difference IS NOT NULL)`, { ...review, nullable: true, describe: 'Part of the counted lines that were right within tolerance.' }),
    differenceValue: expression('money', ofLines(sql`coalesce(sum(l."differenceMinor"), 0)`), { permission: 'costs.read', currency: companyCurrency, describe: 'Found less missing, at cost.' }),
    grossDifferenceValue: expression('money', ofLines(sql`coalesce(sum(abs(l."differenceMinor")), 0)`), { permission: 'costs.read', currency: companyCurrency, describe: 'Found and missing, at cost.' }),
  },
  ones: { warehouse: one('Warehouse', 'warehouseId') },
  manies: { lines: pages('CountLine', 'stockCountId'), sheets: lines('CountSheet', 'stockCountId', 'openedAt'), timeline: timelineOf() },
  listing: {
    field: 'stockCounts', defaultOrder: 'STARTED_AT_DESC', search: ['number', 'warehouse.name', 'note'], totals: ['differenceValue', 'grossDifferenceValue'],
    orderBy: { NUMBER: 'number', STATUS: 'status', STARTED_AT: 'startedAt', STARTED_ON: 'startedOn', ENDED_ON: 'endedOn', ACCURACY: 'accuracy', WAREHOUSE: 'warehouse.name' },
  },
});
entity('CountLine', {
  permission,
  fields: {
    no: column(), state: column(), round: column(), countedAt: column(),
    expected: column(undefined, { ...review, describe: 'At the start of the session.' }),
    hint: expression('quantity', (t) => sql`(SELECT CASE WHEN s."isBlind" THEN NULL ELSE ${col(t, 'expected')} END FROM "StockCount" s WHERE s.id = ${col(t, 'stockCountId')})`,
      { nullable: true, describe: 'What is expected, where counters may see it.' }),
    counted: column(undefined, { ...review, describe: 'As of the start: what was counted less what moved since.' }), difference: column(undefined, review),
    differenceValue: expression('money', (t) => col(t, 'differenceMinor'), { permission: 'costs.read', currency: companyCurrency, nullable: true, describe: 'At cost; once posted, as booked.' }),
    unitCost: column(undefined, { permission: 'costs.read' }),
    held: expression('quantity', (t) => sql`(SELECT coalesce(sum(h.quantity), 0) FROM "StockHold" h JOIN "StockCount" s ON s.id = ${col(t, 'stockCountId')}
      WHERE h."productId" = ${col(t, 'productId')} AND h."warehouseId" = s."warehouseId" AND (h."lotId" IS NULL OR ${col(t, 'lotId')} IS NULL OR h."lotId" = ${col(t, 'lotId')}))`,
    { ...review, describe: 'What of the product, or of the lot, is held back in this warehouse now: it counts, too.' }),
    isDifferent: expression('boolean', (t) => sql`coalesce(${col(t, 'difference')} <> 0, FALSE)`, review),
    isAccurate: expression('boolean', (t) => sql`(SELECT ${within('s', t)} FROM "StockCount" s WHERE s.id = ${col(t, 'stockCountId')})`,
      { ...review, nullable: true, describe: 'Right within tolerance; null while it was not counted.' }),
  },
  ones: {
    stockCount: one('StockCount', 'stockCountId'), product: one('Product', 'productId'), bin: one('Bin', 'binId', { describe: 'Null: not in a bin.' }), lot: one('Lot', 'lotId'),
  },
  manies: { entries: lines('CountEntry', 'countLineId', 'recordedAt') },
  listing: {
    field: 'countLines', defaultOrder: 'NO_ASC', search: ['product.name', 'product.sku', 'bin.code'], totals: ['differenceValue'],
    orderBy: { NO: 'no', PRODUCT: 'product.name', BIN: 'bin.code', DIFFERENCE: 'difference', DIFFERENCE_VALUE: 'differenceValue', STATE: 'state', COUNTED_AT: 'countedAt' },
  },
});
entity('CountSheet', {
  permission, describe: 'What one person counts in a session.',
  fields: {
    counterName: column(), openedAt: column(),
    entryCount: expression('int', (t) => sql`(SELECT count(DISTINCT e."countLineId")::int FROM "CountEntry" e WHERE e."sheetId" = ${col(t, 'id')})`, { describe: 'Places that were counted on it.' }),
  },
  ones: { stockCount: one('StockCount', 'stockCountId') },
  manies: { entries: pages('CountEntry', 'sheetId') },
});
entity('CountEntry', {
  permission,
  fields: {
    quantity: column(undefined, { describe: 'As it was counted.' }), round: column(), recordedAt: column(), book: column(undefined, { ...review, describe: 'What the books had at that moment.' }),
    isCurrent: expression('boolean', (t) => sql`(NOT EXISTS (SELECT FROM "CountEntry" n WHERE n."countLineId" = ${col(t, 'countLineId')} AND n."sheetId" = ${col(t, 'sheetId')}
      AND (n."recordedAt", n.id) > (${col(t, 'recordedAt')}, ${col(t, 'id')})) AND ${col(t, 'round')} = (SELECT c.round FROM "CountLine" c WHERE c.id = ${col(t, 'countLineId')}))`,
    { describe: 'It stands: the newest of its sheet, in the round that counts.' }),
  },
  ones: { sheet: one('CountSheet', 'sheetId'), line: one('CountLine', 'countLineId') },
  listing: { field: 'countEntries', defaultOrder: 'RECORDED_AT_DESC', orderBy: { RECORDED_AT: 'recordedAt', QUANTITY: 'quantity' }, search: ['line.product.name', 'line.product.sku'] },
});
extend('Warehouse', { manies: { counts: pages('StockCount', 'warehouseId') } });

recordsQuery('countLinesOf', {
  describe: 'The lines of a session that a code means: a barcode or SKU of a product, or the code of a bin. At most 50.', entity: 'CountLine',
  args: { stockCountId: id('StockCount'), code: text({ max: 60 }) },
  where: (t, { stockCountId, code }) => sql`${col(t, 'stockCountId')} = ${stockCountId} AND (EXISTS (SELECT FROM "Product" p WHERE p.id = ${col(t, 'productId')}
    AND (lower(p.sku) = lower(${code}::text) OR EXISTS (SELECT FROM "Barcode" b WHERE b."productId" = p.id AND b.code = ${code}::text)))
    OR EXISTS (SELECT FROM "Bin" b WHERE b.id = ${col(t, 'binId')} AND lower(b.code) = lower(${code}::text))
    OR EXISTS (SELECT FROM "Lot" v WHERE v.id = ${col(t, 'lotId')} AND lower(v.code) = lower(${code}::text)))`,
  order: (t) => sql`${col(t, 'no')}`, most: 50,
});
recordsQuery('productsOfCode', {
  describe: 'The products that a code means: a barcode or SKU. At most 10.', entity: 'Product', args: { code: text({ max: 60 }) },
  where: (t, { code }) => sql`(lower(${col(t, 'sku')}) = lower(${code}::text) OR EXISTS (SELECT FROM "Barcode" b WHERE b."productId" = ${col(t, 'id')} AND b.code = ${code}::text))`,
  order: (t) => sql`${col(t, 'name')}`, most: 10,
});

const permissionOf: Record<CountAction, string> = {
  openCountSheet: permission, enterCounts: permission, finishCounting: permission, resumeCounting: 'counts.review', recountLines: 'counts.review', acceptCount: 'counts.review',
  postCount: 'counts.review', closeCount: 'counts.review', cancelCount: 'counts.review', reverseCount: 'counts.review',
};
recordActions('StockCount', { count: itself('StockCount') }, ({ count }) => (Object.keys(legal) as CountAction[])
  .map((name) => recordAction(name, permissionOf[name], () => demandCount(count, name))));

mutations(startCount, openCountSheet, enterCounts, finishCounting, resumeCounting, recountLines, acceptCount, postCount, closeCount, cancelCount, reverseCount);
