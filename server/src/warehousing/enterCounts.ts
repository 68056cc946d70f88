import sql from 'sql-template-tag';
import { asOwn, takeQuantity } from '../catalogue/units.ts';
import { loadProductUnits } from '../catalogue/unitsLoad.ts';
import type { CountLineRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { id, list, object, optional, quantityOrZero, text } from '../shared/input.ts';
import { fitsPlaces, none } from '../shared/quantity.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { loadPlaces, placeKey } from './countPlaces.ts';
import { demandCount, settled, unitCostOf } from './countRules.ts';
import { lockCount } from './loadCount.ts';
import { CountPosted, CountState, NotInCount } from './refusals.ts';

export const openCountSheet = action({
  name: 'openCountSheet', permission: 'counts.enter', describe: 'Gives the viewer a sheet of their own in a session, or the one that they have.',
  input: { stockCountId: id('StockCount'), name: { ...optional(text({ max: 200 })), describe: 'Who counts, where that is not the viewer: makes a further sheet.' } },
  refusals: [CountState], payload: { sheet: 'record:CountSheet' },
  load: async (tx, { stockCountId }) => {
    const count = await lockCount(tx, stockCountId);
    return { count, sheets: await selectRows(tx, 'CountSheet', sql`t."stockCountId" = ${stockCountId}`) };
  },
  decide: ({ count, sheets }, { name }, ctx) => {
    demandCount(count, 'openCountSheet');
    const counterName = name ?? ctx.viewer.name;
    const own = sheets.find((sheet) => sheet.counterId === ctx.viewer.id && sheet.counterName === counterName);
    if (own) return { rows: [], events: [], result: { sheet: own.id } };
    const sheet = ctx.newId();
    return {
      rows: [insert('CountSheet', { id: sheet, stockCountId: count.id, counterId: ctx.viewer.id, counterName })],
      events: [{ kind: 'countSheetOpened', subjectType: 'StockCount', subjectId: count.id, data: { counter: counterName } }],
      result: { sheet },
    };
  },
});

const entry = object('CountEntryInput', {
  countLineId: { ...optional(id('CountLine')), describe: 'The line; else the product, and its bin and lot.' },
  productId: optional(id('Product')), binId: optional(id('Bin')), lotId: optional(id('Lot')), quantity: quantityOrZero(),
  unitId: { ...optional(id('Unit')), describe: 'The product\'s own when left out.' },
});

export const enterCounts = action({
  name: 'enterCounts', permission: 'counts.enter',
  describe: 'Says what was counted, as of now. Entered again, the newest stands. What lies where nothing was expected gets a line of its own.',
  input: { sheetId: id('CountSheet'), entries: list(entry, { min: 1 }) }, refusals: [CountState, CountPosted, NotInCount], payload: { lines: 'records:CountLine' },
  load: async (tx, { sheetId, entries }) => {
    const { stockCountId } = await readRow(tx, 'CountSheet', sheetId);
    const count = await lockCount(tx, stockCountId);
    const sheet = await lockRow(tx, 'CountSheet', sheetId);
    const ids = entries.flatMap(({ countLineId }) => countLineId ?? []);
    const named = entries.flatMap(({ productId }) => productId ?? []);
    const lines = await selectRows(tx, 'CountLine', sql`t."stockCountId" = ${count.id} AND (t.id = ANY(${ids}::uuid[]) OR t."productId" = ANY(${named}::uuid[]))`, { lock: true });
    const productIds = [...new Set([...lines.map(({ productId }) => productId), ...named])];
    const before = await selectRows(tx, 'CountEntry', sql`t."countLineId" = ANY(${lines.map((line) => line.id)}::uuid[])`, { orderBy: sql`t."recordedAt", t.id` });
    const products = await selectRows(tx, 'Product', sql`t.id = ANY(${productIds}::uuid[])`);
    const units = await selectRows(tx, 'Unit', sql`t.id = ANY(${products.map(({ unitId }) => unitId)}::uuid[])`);
    const [{ last } = { last: 0 }] = await tx.rows<{ last: number }>(sql`SELECT coalesce(max(no), 0)::int AS last FROM "CountLine" WHERE "stockCountId" = ${count.id}`);
    const elsewhere = await tx.rows<{ number: string; productId: string }>(sql`SELECT s.number, o."productId" FROM "CountLine" o JOIN "StockCount" s ON s.id = o."stockCountId"
      WHERE o."productId" = ANY(${named}::uuid[]) AND s."warehouseId" = ${count.warehouseId} AND s.id <> ${count.id} AND s.status IN ('COUNTING', 'REVIEW')`);
    const others = entries.some(({ unitId }) => unitId) ? productIds : [];
    return {
      unitsOf: await loadProductUnits(tx, others), count, sheet, lines, before, products, last, elsewhere, decimals: new Map(products.map((product) => [product.id, units.find((unit) => unit.id === product.unitId)?.decimals ?? 0])),
      book: new Map((await loadPlaces(tx, count.warehouseId, sql`l."productId" = ANY(${productIds}::uuid[])`)).map((place) => [placeKey(place), place.quantity])),
      bins: await selectRows(tx, 'Bin', sql`t."warehouseId" = ${count.warehouseId} AND t.id = ANY(${entries.flatMap(({ binId }) => binId ?? [])}::uuid[])`),
      lots: await selectRows(tx, 'Lot', sql`t.id = ANY(${entries.flatMap(({ lotId }) => lotId ?? [])}::uuid[])`),
      levels: await selectRows(tx, 'StockLevel', sql`t."warehouseId" = ${count.warehouseId} AND t."productId" = ANY(${named}::uuid[])`),
    };
  },
  decide: ({ unitsOf, count, sheet, lines, before, products, last, elsewhere, decimals, book, bins, lots, levels }, { entries }, ctx) => {
    demandCount(count, 'enterCounts');
    const { currencyCode } = ctx.company;
    const rows: Change[] = [];
    const made: CountLineRow[] = [];
    const all = [...before];
    const touched = new Set<CountLineRow>();
    const lineOf = (index: number): CountLineRow => {
      const { countLineId, productId, binId = null, lotId = null } = entries[index] ?? {};
      const path = ['entries', String(index)];
      if (countLineId) {
        const line = lines.find((each) => each.id === countLineId);
        if (!line) throw NotInCount({ number: count.number });
        return line;
      }
      const product = products.find((each) => each.id === productId);
      if (!product) throw fieldRefused([...path, 'productId'], productId ? 'id_unknown' : 'required', { type: 'Product' });
      if (!product.isStocked) throw fieldRefused([...path, 'productId'], 'product_unstocked');
      if (binId && !bins.some((bin) => bin.id === binId)) throw fieldRefused([...path, 'binId'], 'bin_elsewhere');
      if (product.tracking !== 'NONE' && !lots.some((lot) => lot.id === lotId && lot.productId === product.id)) throw fieldRefused([...path, 'lotId'], 'product_tracked');
      const place = { productId: product.id, lotId: product.tracking === 'NONE' ? null : lotId, binId };
      const known = [...lines, ...made].find((each) => placeKey(each) === placeKey(place));
      if (known) return known;
      const other = elsewhere.find((each) => each.productId === product.id);
      if (other) throw NotInCount({ number: count.number });
      // Frozen with the others if its product was: then nothing was here. Else from now on.
      const isFrozen = lines.some((each) => each.productId === product.id);
      const level = levels.find((each) => each.productId === product.id);
      const line: CountLineRow = {
        id: ctx.newId(), stockCountId: count.id, no: last + made.length + 1, ...place, expected: isFrozen ? none : book.get(placeKey(place)) ?? none,
        unitCost: level ? unitCostOf(level, currencyCode) : null, round: 1, counted: null, difference: null, differenceMinor: null, state: 'OPEN', countedAt: null,
      };
      made.push(line);
      return line;
    };
    for (const [index, typed] of entries.entries()) {
      const line = lineOf(index);
      if (line.state === 'POSTED') throw CountPosted({ number: count.number });
      const places = decimals.get(line.productId) ?? 0;
      const of = typed.unitId ? unitsOf.get(line.productId) : undefined;
      const { quantity, columns } = of ? takeQuantity(of, typed, ['entries', String(index)]) : { quantity: typed.quantity, columns: asOwn };
      if (!fitsPlaces(quantity, places)) throw fieldRefused(['entries', String(index), 'quantity'], 'decimal_places', { places });
      const row = { id: ctx.newId(), sheetId: sheet.id, countLineId: line.id, round: line.round, quantity, ...columns, book: book.get(placeKey(line)) ?? none, actorId: ctx.viewer.id };
      rows.push(insert('CountEntry', row));
      all.push({ ...row, recordedAt: ctx.now });
      touched.add(line);
    }
    for (const line of touched) Object.assign(line, settled(line, all.filter(({ countLineId }) => countLineId === line.id), currencyCode), { countedAt: ctx.now });
    return {
      rows: [
        ...made.map((line) => insert('CountLine', line)), ...rows,
        ...lines.filter((line) => touched.has(line)).map(({ id: lineId, counted, difference, differenceMinor, state, countedAt }) =>
          update('CountLine', lineId, { counted, difference, differenceMinor, state, countedAt })),
      ],
      events: made.length === 0 ? [] : [{ kind: 'countLinesFound', subjectType: 'StockCount', subjectId: count.id, data: { lines: made.length } }],
      result: { lines: [...touched].map((line) => line.id) },
    };
  },
});
