// Random days of a firm with two warehouses and bins: whatever happens in whatever order, the books hold and come out as a plain model says.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { createWarehouse } from '../../server/src/inventory/saveWarehouse.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import { verify } from '../../server/src/verify.ts';
import { dispatchTransfer } from '../../server/src/warehousing/dispatchTransfer.ts';
import { enterCounts, openCountSheet } from '../../server/src/warehousing/enterCounts.ts';
import { moveBinContents } from '../../server/src/warehousing/moveBinContents.ts';
import { postCount } from '../../server/src/warehousing/postCount.ts';
import { closeTransfer, receiveTransfer } from '../../server/src/warehousing/receiveTransfer.ts';
import { reverseCount } from '../../server/src/warehousing/reverseCount.ts';
import { reverseTransferStep } from '../../server/src/warehousing/reverseTransferStep.ts';
import { cancelCount, closeCount, finishCounting } from '../../server/src/warehousing/reviewCount.ts';
import { createBins } from '../../server/src/warehousing/saveBin.ts';
import { createTransfer } from '../../server/src/warehousing/saveTransfer.ts';
import { startCount } from '../../server/src/warehousing/startCount.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let [main, shop] = ['', ''];
let bins: string[] = [];
beforeAll(async () => {
  firm = await startTrade();
  main = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
  shop = globalId('Warehouse', (await firm.act(createWarehouse, { code: 'SHOP', name: 'Shop' })).warehouse ?? '');
  const made = await firm.act(createBins, { warehouseId: main, bins: [{ code: 'A', sequence: 1 }, { code: 'B', sequence: 2 }] }) as unknown as { bins: string[] };
  bins = made.bins.map((id) => globalId('Bin', id));
});
afterAll(() => firm.close());

type Step = { kind: 'send' | 'come' | 'lose' | 'back' | 'bin' | 'unbin' | 'sell' | 'adjust' | 'count' | 'uncount'; units: number; bin: 0 | 1 };
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('send', 'come', 'lose', 'back', 'bin', 'bin', 'unbin', 'unbin', 'sell', 'adjust', 'count', 'uncount'), units: fc.integer({ min: 1, max: 6 }), bin: fc.constantFrom(0, 1),
});

/** Carries a step out; what is refused changes nothing. Says by how much the firm's units change. */
async function carryOut(productId: string, { kind, units, bin }: Step): Promise<number> {
  const quantity = String(units);
  const newest = async (table: string, condition: string) => {
    const statement = { text: `SELECT id FROM "${table}" WHERE ${condition} ORDER BY id DESC LIMIT 1`, values: [uuid(productId)] } as unknown as Parameters<Trade['one']>[0];
    return (await firm.db.rows<{ id: string }>(statement))[0]?.id;
  };
  const moving = async () => {
    const id = await newest('Transfer', `status IN ('DISPATCHED', 'PART_RECEIVED') AND id IN (SELECT "transferId" FROM "TransferLine" WHERE "productId" = $1)`);
    const line = id && await firm.one<{ id: string; open: string }>(sql`SELECT id, trim_scale(dispatched - received - lost)::text AS open FROM "TransferLine" WHERE "transferId" = ${id}`);
    return id && line ? { transferId: globalId('Transfer', id), lines: [{ transferLineId: globalId('TransferLine', line.id), quantity: String(Math.min(units, Number(line.open))) }], part: Math.min(units, Number(line.open)) } : undefined;
  };
  switch (kind) {
    case 'send': {
      const { transfer = '' } = await firm.act(createTransfer, { fromWarehouseId: main, toWarehouseId: shop, lines: [{ productId, quantity }] });
      await firm.act(dispatchTransfer, { transferId: globalId('Transfer', transfer) });
      return 0;
    }
    case 'come': case 'lose': {
      const found = await moving();
      if (!found) return 0;
      const { part, ...asked } = found;
      if (kind === 'come') await firm.act(receiveTransfer, asked);
      else await firm.act(closeTransfer, { ...asked, why: 'DAMAGED', reason: 'Lost' });
      return kind === 'come' ? 0 : -part;
    }
    case 'back': {
      const id = await newest('TransferStep', `status = 'POSTED' AND id IN (SELECT "stepId" FROM "TransferStepLine" WHERE "productId" = $1)`);
      if (!id) return 0;
      const { lost } = await firm.one<{ lost: string }>(sql`SELECT CASE WHEN s.kind = 'SHORTAGE' THEN sum(l.quantity) ELSE 0 END::text AS lost FROM "TransferStep" s JOIN "TransferStepLine" l ON l."stepId" = s.id WHERE s.id = ${id} GROUP BY s.kind`);
      await firm.act(reverseTransferStep, { stepId: globalId('TransferStep', id), reason: 'Back' });
      return Number(lost);
    }
    case 'bin': await firm.act(moveBinContents, { warehouseId: main, lines: [{ productId, quantity, toBinId: bins[bin] }] }); return 0;
    case 'unbin': await firm.act(moveBinContents, { warehouseId: main, lines: [{ productId, quantity: '1', fromBinId: bins[bin], toBinId: bin ? bins[0] : null }] }); return 0;
    case 'sell': {
      const order = await firm.order(await firm.customer(), [{ productId, quantity, unitPrice: '3' }]);
      if (bin === 0) await firm.ship(order);
      return bin === 0 ? -units : 0;
    }
    case 'adjust': await firm.act(adjustStock, { productId, warehouseId: main, quantity: bin ? quantity : `-${quantity}`, unitCost: bin ? '2' : null, reason: 'COUNT' }); return bin ? units : -units;
    case 'count': {
      const stockCountId = globalId('StockCount', (await firm.act(startCount, { warehouseId: main, kind: 'CYCLE', productIds: [productId] })).stockCount ?? '');
      const sheetId = globalId('CountSheet', (await firm.act(openCountSheet, { stockCountId })).sheet ?? '');
      const [line] = await firm.db.rows<{ id: string; expected: string }>(sql`SELECT id, trim_scale(expected)::text AS expected FROM "CountLine" WHERE "stockCountId" = ${uuid(stockCountId)} ORDER BY no LIMIT 1`);
      if (!line) return 0;
      await firm.act(enterCounts, { sheetId, entries: [{ countLineId: globalId('CountLine', line.id), quantity }] });
      await firm.act(finishCounting, { stockCountId });
      await firm.act(postCount, { stockCountId, countLineIds: [globalId('CountLine', line.id)], reason: 'Counted' }).catch(async (error: unknown) => {
        await firm.act(cancelCount, { stockCountId, reason: 'Refused' });
        throw error;
      });
      if (await firm.refusal(closeCount, { stockCountId, reason: 'Enough' }) === 'INPUT_INVALID') throw new Error('it could not be closed');
      return units - Number(line.expected);
    }
    case 'uncount': {
      const id = await newest('StockCount', `status IN ('REVIEW', 'POSTED') AND postings > 0 AND id IN (SELECT "stockCountId" FROM "CountLine" WHERE "productId" = $1)`);
      if (!id) return 0;
      const { posted } = await firm.one<{ posted: string }>(sql`SELECT coalesce(sum(difference), 0)::text AS posted FROM "CountLine" WHERE "stockCountId" = ${id} AND state = 'POSTED'`);
      await firm.act(reverseCount, { stockCountId: globalId('StockCount', id), reason: 'Back' });
      return -Number(posted);
    }
  }
}

const done = new Map<string, number>();

describe('whatever happens between warehouses, bins and counts', () => {
  test.each([11, 23, 42, 77, 101, 137])('the books hold: seed %i', { timeout: 120_000 }, async (seed) => {
    for (const steps of fc.sample(fc.array(step, { minLength: 20, maxLength: 30 }), { seed, numRuns: 2 })) {
      const productId = await firm.product('1.37', '12');
      let owned = 12;
      for (const each of steps) {
        try {
          owned += await carryOut(productId, each);
          done.set(each.kind, (done.get(each.kind) ?? 0) + 1);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          expect(['NOT_FOUND', 'IDEMPOTENCY_MISMATCH']).not.toContain(error.kind.code);
        }
      }
      const { units } = await firm.one<{ units: string }>(sql`SELECT trim_scale(sum("onHand"))::text AS units FROM "StockLevel" WHERE "productId" = ${uuid(productId)}`);
      expect(Number(units)).toBe(owned);
    }
    expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  });

  test('each kind of step was carried out many times', () => {
    expect(Object.fromEntries(['send', 'come', 'lose', 'back', 'bin', 'unbin', 'sell', 'adjust', 'count', 'uncount'].map((kind) => [kind, (done.get(kind) ?? 0) > 5]))).toEqual(
      Object.fromEntries(['send', 'come', 'lose', 'back', 'bin', 'unbin', 'sell', 'adjust', 'count', 'uncount'].map((kind) => [kind, true])));
  });
});
