// The layout report: how far pickers walk, and what should change places; deterministic, and carried out with one click.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { globalId } from '../../server/src/shared/input.ts';
import { units, type Quantity } from '../../server/src/shared/quantity.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { verify } from '../../server/src/verify.ts';
import { applyLayout } from '../../server/src/warehousing/applyLayout.ts';
import { laidItems, metresOf, proposeMoves, type LaidBin, type Lying } from '../../server/src/warehousing/layout.ts';
import { layoutReport } from '../../server/src/warehousing/layoutReport.ts';
import { moveBinContents } from '../../server/src/warehousing/moveBinContents.ts';
import { createBins } from '../../server/src/warehousing/saveBin.ts';
import { setDefaultBin } from '../../server/src/warehousing/setDefaultBin.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

const bin = (id: string, distance: number, capacity: number | null = null, zone: string | null = null): LaidBin =>
  ({ id, code: id, zone, sequence: distance, distance: units(distance), capacity: capacity === null ? null : units(capacity) });
const lies = (productId: string, binId: string, picks: number, quantity = 10): Lying => ({ productId, sku: productId, binId, picks, quantity: units(quantity) });
const whole = (quantity: Quantity) => Number(quantity / 1_000_000n);
const said = (bins: LaidBin[], lying: Lying[]) => proposeMoves(bins, lying).map(({ productId, fromBin, toBin, other, saving }) =>
  `${productId} ${fromBin.code}→${toBin.code}${other ? ` for ${other.productId}` : ''} saves ${whole(saving)}`);

describe('proposals', () => {
  test.each([
    ['what is fetched most goes to the nearest bin for what is fetched less', [bin('N', 5), bin('F', 50)], [lies('slow', 'N', 2), lies('fast', 'F', 100)], ['fast F→N for slow saves 4410']],
    ['an empty bin that is nearer is taken', [bin('N', 5), bin('F', 50)], [lies('fast', 'F', 10)], ['fast F→N saves 450']],
    ['goods stay in their zone', [bin('N', 5, null, 'Cold'), bin('M', 10, null, 'Dry'), bin('F', 50, null, 'Dry')], [lies('fast', 'F', 10)], ['fast F→M saves 400']],
    ['nothing moves where all is well', [bin('N', 5), bin('F', 50)], [lies('slow', 'F', 2), lies('fast', 'N', 100)], []],
    ['goods stay out of bins that are too small for them, or for what comes back', [bin('N', 5, 9), bin('M', 10, 20), bin('F', 50, 5)], [lies('fast', 'F', 10), lies('mid', 'M', 0, 6)], []],
    ['a bin with several products is left alone', [bin('N', 5), bin('F', 50)], [lies('a', 'N', 1), lies('b', 'N', 1), lies('fast', 'F', 100)], []],
    ['each bin has part in one move', [bin('N', 1), bin('M', 2), bin('F', 100)], [lies('a', 'F', 9), lies('b', 'M', 5), lies('c', 'N', 1)], ['a F→N for c saves 792']],
    ['nothing is proposed for what nobody fetches', [bin('N', 5), bin('F', 50)], [lies('dead', 'F', 0)], []],
  ])('%s', (_name, bins, lying, expected) => {
    expect(said(bins, lying)).toEqual(expected);
    expect(said([...bins].toReversed(), [...lying].toReversed())).toEqual(expected);
  });

  test('save exactly what they say', () => {
    const bins = [bin('A', 3), bin('B', 11), bin('C', 27), bin('D', 40)];
    const lying = [lies('w', 'A', 1), lies('x', 'B', 30), lies('y', 'C', 2), lies('z', 'D', 77)];
    const moves = proposeMoves(bins, lying);
    const after = lying.map((each) => {
      const move = moves.find(({ productId, other }) => productId === each.productId || other?.productId === each.productId);
      return move ? { ...each, binId: move.productId === each.productId ? move.toBin.id : move.fromBin.id } : each;
    });
    const saved = moves.reduce((sum, { saving }) => sum + saving, 0n);
    expect(metresOf(laidItems(bins, lying)) - metresOf(laidItems(bins, after))).toBe(saved);
    expect(saved).toBeGreaterThan(0n);
  });
});

describe('in a warehouse', () => {
  let firm: Trade;
  beforeAll(async () => { firm = await startTrade(); });
  afterAll(async () => {
    expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
    await firm.close();
  });

  test('the report counts what left, proposes, and a click makes the moves', async () => {
    const warehouseId = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
    const made = await firm.act(createBins, { warehouseId, bins: [{ code: 'NEAR', sequence: 1, distance: '2' }, { code: 'FAR', sequence: 2, distance: '30' }] }) as unknown as { bins: string[] };
    const [near = '', far = ''] = made.bins.map((id) => globalId('Bin', id));
    const [fast, slow, loose] = [await firm.product('1', '20'), await firm.product('1', '20'), await firm.product('1', '20')];
    for (const [productId, toBinId] of [[fast, far], [slow, near]] as const) {
      await firm.act(moveBinContents, { warehouseId, lines: [{ productId, quantity: '20', toBinId }] });
      await firm.act(setDefaultBin, { productId, warehouseId, binId: toBinId });
    }
    const customer = await firm.customer();
    for (const productId of [fast, fast, fast, slow, loose]) await firm.ship(await firm.order(customer, [{ productId, quantity: '1', unitPrice: '2' }]));
    const ctx = await firm.context();
    const report = () => answerReport(layoutReport, { warehouseId: uuid(warehouseId) }, ctx);
    const before = await report();
    expect([before.picks, before.unplacedPicks, whole(before.metres), whole(before.saving)]).toEqual([4, 1, 92, 56]);
    expect(before.moves.map(({ product, otherProduct, saving }) => [product === uuid(fast), otherProduct === uuid(slow), whole(saving)])).toEqual([[true, true, 56]]);
    await firm.act(applyLayout, { warehouseId, moves: [{ productId: fast, fromBinId: far, toBinId: near, otherProductId: slow }] });
    const after = await report();
    expect([whole(after.metres), after.moves.length]).toEqual([36, 0]);
    expect(await firm.db.rows(sql`SELECT count(*)::int AS n FROM "StockLevel" l JOIN "BinContent" c ON c."binId" = l."defaultBinId" AND c."productId" = l."productId"`)).toEqual([{ n: 2 }]);
    expect(await firm.refusal(applyLayout, { warehouseId, moves: [{ productId: fast, fromBinId: far, toBinId: near }] })).toBe('BIN_SHORT');
  });
});
