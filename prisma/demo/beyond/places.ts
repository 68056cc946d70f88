// What moves within the house: bins, transfers, pick lists, counts.
import sql from 'sql-template-tag';
import { globalId } from '../../../server/src/shared/input.ts';
import { dispatchTransfer } from '../../../server/src/warehousing/dispatchTransfer.ts';
import { enterCounts, openCountSheet } from '../../../server/src/warehousing/enterCounts.ts';
import { makePickList } from '../../../server/src/warehousing/makePickList.ts';
import { moveBinContents } from '../../../server/src/warehousing/moveBinContents.ts';
import { postCount } from '../../../server/src/warehousing/postCount.ts';
import { receiveTransfer } from '../../../server/src/warehousing/receiveTransfer.ts';
import { finishCounting } from '../../../server/src/warehousing/reviewCount.ts';
import { createTransfer } from '../../../server/src/warehousing/saveTransfer.ts';
import { startCount } from '../../../server/src/warehousing/startCount.ts';
import { step, type Firm, type Step } from './firm.ts';
import { goods, usualBins } from './goods.ts';
import { uuid } from './trading.ts';

/** Puts what lies in no bin of the main warehouse into the usual ones. */
const putAway: Step = step(43, async (firm) => {
  const usual = { ...usualBins, ...Object.fromEntries(goods.flatMap(({ sku, bin }) => (bin ? [[sku, bin]] : []))) };
  const lying = await firm.rows<{ sku: string; units: string; lotId: string | null }>(sql`SELECT p.sku, trim_scale(coalesce(v."onHand", l."onHand"))::text AS units, v."lotId"
    FROM "StockLevel" l JOIN "Product" p ON p.id = l."productId" JOIN "Warehouse" w ON w.id = l."warehouseId" AND w.code = 'MAIN'
    LEFT JOIN "LotLevel" v ON v."productId" = p.id AND v."warehouseId" = w.id AND v."onHand" > 0
    WHERE p.sku = ANY(${Object.keys(usual)}::text[]) AND l."onHand" > 0
      AND NOT EXISTS (SELECT FROM "BinContent" c WHERE c."productId" = p.id AND c."warehouseId" = w.id) ORDER BY p.sku`);
  if (lying.length === 0) return;
  await firm.act(moveBinContents, 'put away', 43, {
    warehouseId: await firm.of('Warehouse', 'MAIN'), note: 'Bins were numbered.',
    lines: await Promise.all(lying.map(async ({ sku, units, lotId }) => ({
      productId: await firm.of('Product', sku), quantity: units, toBinId: await firm.of('Bin', usual[sku] ?? ''), ...(lotId ? { lotId: globalId('Lot', lotId) } : {}),
    }))),
  });
});

interface Moved { key: string; to: string; ago: number; arrives?: number; expectedIn?: number; lines: [string, string][]; note?: string }
export const transfer = ({ key, to, ago, arrives, expectedIn = 3, lines, note }: Moved): Step[] => [
  step(ago, async (firm) => {
    const { transfer: transferId = '' } = await firm.act(createTransfer, `transfer ${key}`, ago, {
      fromWarehouseId: await firm.of('Warehouse', 'MAIN'), toWarehouseId: await firm.of('Warehouse', to), expectedOn: firm.day(ago - expectedIn), ...(note ? { note } : {}),
      lines: await Promise.all(lines.map(async ([sku, quantity]) => ({ productId: await firm.of('Product', sku), quantity }))),
    });
    firm.kept.set(`transfer ${key}`, transferId);
    await firm.act(dispatchTransfer, `dispatch ${key}`, ago, { transferId, on: firm.day(ago) });
  }),
  ...(arrives === undefined ? [] : [step(arrives, (firm) => firm.act(receiveTransfer, `arrive ${key}`, arrives, { transferId: firm.kept.get(`transfer ${key}`), on: firm.day(arrives) }))]),
];

interface Counted { key: string; ago: number; site?: string; scope: (firm: Firm) => Promise<Record<string, unknown>>; off?: Record<string, number>; reason?: string; counter?: string }

/** A session whose lines are as expected but for those that are off; posted, unless it is still going on. */
const count = ({ key, ago, site = 'MAIN', scope, off = {}, reason, counter }: Counted): Step => step(ago, async (firm) => {
  const { stockCount: stockCountId = '' } = await firm.act(startCount, `count ${key}`, ago, { warehouseId: await firm.of('Warehouse', site), kind: 'CYCLE', toleranceRate: '0.01', ...await scope(firm) });
  const lines = await firm.rows<{ id: string; sku: string; expected: string }>(sql`SELECT c.id, p.sku, trim_scale(c.expected)::text AS expected
    FROM "CountLine" c JOIN "Product" p ON p.id = c."productId" WHERE c."stockCountId" = ${uuid(stockCountId)} ORDER BY c.no`);
  const { sheet = '' } = await firm.act(openCountSheet, `sheet ${key}`, ago, { stockCountId, ...(counter ? { name: counter } : {}) }, 'WAREHOUSE');
  const told = new Set<string>();
  const entries = (reason ? lines : lines.slice(0, 1)).map(({ id, sku, expected }) => {
    const by = told.has(sku) ? 0 : off[sku] ?? 0;
    told.add(sku);
    return { countLineId: globalId('CountLine', id), quantity: String(Number(expected) + by) };
  });
  await firm.act(enterCounts, `counted ${key}`, ago, { sheetId: sheet, entries }, 'WAREHOUSE');
  if (!reason) return;
  await firm.act(finishCounting, `finished ${key}`, ago, { stockCountId });
  await firm.act(postCount, `posted ${key}`, ago, { stockCountId, reason, on: firm.day(ago) });
});

const products = (...skus: string[]) => async (firm: Firm) => ({ productIds: await Promise.all(skus.map((sku) => firm.of('Product', sku))) });

export const places: Step[] = [
  putAway,
  ...transfer({ key: 'T1', to: 'EAST', ago: 34, arrives: 31, lines: [['HS-402', '12'], ['HS-403', '30']] }),
  ...transfer({ key: 'T3', to: 'EAST', ago: 2, lines: [['HS-401', '12'], ['HS-201', '1']], note: 'For the show room.' }),
  count({ key: '1', ago: 39, scope: products('HS-402', 'HS-403'), off: { 'HS-402': -1 }, reason: 'Monthly count: one tin was dented and thrown away.' }),
  count({ key: '2', ago: 27, scope: async () => ({ zone: 'Cold room' }), off: { 'HS-101': -1 }, reason: 'Weekly count of the cold room.' }),
  count({ key: '3', ago: 14, scope: products('HS-601', 'HS-401', 'HS-403'), off: { 'HS-403': 2 }, reason: 'Two bags stood in the wrong bin.' }),
  count({ key: '4', ago: 7, scope: async () => ({ zone: 'Cold room' }), reason: 'Weekly count of the cold room.' }),
  count({ key: '5', ago: 1, scope: async (firm) => ({ categoryId: await firm.of('Category', 'Beverages') }), reason: 'Count by category: all as expected.' }),
  count({ key: '6', ago: 0, site: 'EAST', scope: async () => ({ kind: 'FULL' }), counter: 'Spokane crew' }),
  step(1, async (firm) => firm.act(makePickList, 'pick list', 1, {
    warehouseId: await firm.of('Warehouse', 'MAIN'), orderIds: [firm.kept.get('order BAYVW-107'), firm.kept.get('order CEDAR-111')], note: 'First truck tomorrow.',
  })),
];
