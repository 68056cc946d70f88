// What was sold before the firm's own orders counts as demand: once, on its days, and where it says something.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProduct } from '../../server/src/catalogue/createProduct.ts';
import { overstock } from '../../server/src/replenishment/overstock.ts';
import { planReplenishment } from '../../server/src/replenishment/planReplenishment.ts';
import { setReorderRules } from '../../server/src/replenishment/reorderRules.ts';
import { stockClasses } from '../../server/src/replenishment/stockClasses.ts';
import { stockTurnover } from '../../server/src/replenishment/stockTurnover.ts';
import { recordSalesHistory } from '../../server/src/salesHistory/recordSalesHistory.ts';
import { globalId, type InputOf, type InputShape } from '../../server/src/shared/input.ts';
import { printMoney } from '../../server/src/shared/money.ts';
import { printQuantity } from '../../server/src/shared/quantity.ts';
import { answerReport, type Report } from '../../server/src/shared/report.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let [a, b, c, main] = ['', '', '', ''];
const d = (days: number): Day => later(firstDay, days);
const ask = async <S extends InputShape, R, T>(report: Report<S, R, T>, args: InputOf<S>): Promise<T> => answerReport(report, args, await firm.context());
const sold = (productId: string, day: number, quantity: string, more: Record<string, unknown> = {}) => ({ reference: `H${day}`, soldOn: d(day), productId, quantity, unitPrice: '9', ...more });

beforeAll(async () => {
  firm = await startTrade();
  main = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE code = 'MAIN'`)).id);
  a = await firm.product('2', '10');
  b = await firm.product('5', '10');
  c = globalId('Product', (await firm.act(createProduct, { sku: 'NEVER', name: 'Never bought', unitId: globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'PCS'`)).id) })).product ?? '');
  const customerId = await firm.customer();
  firm.day = d(3);
  await firm.ship(await firm.order(customerId, [{ productId: a, quantity: '4', unitPrice: '9' }]));
  firm.day = d(5);
  await firm.act(recordSalesHistory, { lines: [
    sold(a, -20, '30'), sold(a, -19, '-5'), sold(a, 2, '1', { warehouseId: main }), sold(b, -10, '2'), sold(c, -10, '3'),
    // On the day of the first own order and later, the firm's own papers tell.
    sold(a, 3, '100'), sold(a, 4, '100'),
    { reference: 'H', soldOn: d(-20), code: 'POSTAGE', quantity: '1', unitPrice: '3' },
  ] });
}, 60_000);
afterAll(() => firm.close());

test('ABC classes count it at what the goods cost now, and say which part that is', async () => {
  const report = await ask(stockClasses, { from: d(-60), to: d(5) });
  const rows = report.rows.map((row) => [row.product, printMoney(row.value, 'USD'), printQuantity(row.units), row.issues, printMoney(row.pastValue, 'USD'), printQuantity(row.pastUnits)]);
  // a: 4 of its own and 26 before, 2.00 each; b: 2 at 5.00; what c costs is not known.
  expect(rows).toEqual([[uuid(a), '60.00', '30', 3, '52.00', '26'], [uuid(b), '10.00', '2', 1, '10.00', '2'], [uuid(c), '0.00', '3', 1, '0.00', '3']]);
  expect([report.ownFrom, printMoney(report.pastValue, 'USD'), report.pastUncosted]).toEqual([d(3), '62.00', 1]);
  const later = await ask(stockClasses, { from: d(3), to: d(5), warehouseId: uuid(main) });
  expect([printMoney(later.value, 'USD'), printMoney(later.pastValue, 'USD')]).toEqual(['8.00', '0.00']);
});

test('turnover counts the days of which stock is known, and says what was sold before', async () => {
  const report = await ask(stockTurnover, { from: d(-60), to: d(5) });
  expect([report.countedFrom, report.days, printQuantity(report.pastUnits)]).toEqual([d(0), 6, '31']);
  const own = await ask(stockTurnover, { from: d(0), to: d(5) });
  expect(report.totals).toEqual(own.totals);
});

test('stock lasts for as long as past sales say', async () => {
  const [row] = (await ask(overstock, { on: d(5), coverDays: 1 })).rows.filter(({ product }) => product === uuid(a));
  // 30 units in 90 days: a third a day, and six are left.
  expect(row && [printQuantity(row.dailyUse), printQuantity(row.quantity)]).toEqual(['0.333333', '6']);
});

test('a reorder point from history rests on it, in the warehouse and over all', async () => {
  await firm.act(setReorderRules, { rules: [{ productId: a, warehouseId: main, leadTimeDays: 30 }] });
  await firm.act(planReplenishment, {});
  const { quantity } = await firm.one<{ quantity: string }>(sql`SELECT s.quantity::text AS quantity FROM "ReorderStep" s JOIN "ReorderProposal" p ON p.id = s."proposalId" WHERE p."productId" = ${uuid(a)} AND s.kind = 'DEMAND_IN_LEAD_TIME'`);
  expect(Number(quantity)).toBe(10);
});
