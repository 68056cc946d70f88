import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { lotsGiven, lotsOut, type LotsGiven } from '../inventory/lotsInput.ts';
import { loadPools, loadWaiting } from '../inventory/loadPools.ts';
import type { LotPart } from '../inventory/lots.ts';
import { allocate } from '../inventory/poolPromises.ts';
import { issue, type Pools } from '../inventory/pools.ts';
import { BinInactive, stockRefusals } from '../inventory/refusals.ts';
import { letGoInTransit } from '../inventory/transit.ts';
import { action, type DecideContext } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { choice, day, id, list, object, optional, quantity, text } from '../shared/input.ts';
import { negate } from '../shared/money.ts';
import { add, none, subtract } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { update, type Change } from '../shared/write.ts';
import type { TransferLineRow, TransferRow, TransferStepLineRow, TransferStepRow } from '../generated/rows.ts';
import { demandBins, loadBinsOf } from '../inventory/namedBins.ts';
import { lockTransfer } from './loadTransfer.ts';
import { firstOf, lotsOfMove } from './lotsOfMove.ts';
import { TransferExceeds, TransferState } from './refusals.ts';
import { carriedLines, carry, demandTransfer, expectAt, lossAccount, onItsWay, partsOf, lotsOnTheirWay, statusOfTransfer, stepRows, type Part } from './transferRules.ts';

async function load(tx: Tx, transferId: string, on: Day, name: 'receiveTransfer' | 'closeTransfer', ctx: Context) {
  await holdPeriod(tx, ctx, on);
  const loaded = await lockTransfer(tx, transferId);
  demandTransfer(loaded.transfer, name);
  const { toWarehouseId: to, transitWarehouseId: transit, dispatchedOn } = loaded.transfer;
  if (transit === null) throw new Error(`transfer ${transferId} has no place in transit`);
  if (dispatchedOn !== null && on < dispatchedOn) throw fieldRefused(['on'], 'day_before', { day: dispatchedOn });
  const keys = loaded.lines.map(({ productId }) => ({ productId, warehouseId: to }));
  const pools = await loadPools(tx, ctx, [...keys, ...keys.map(({ productId }) => ({ productId, warehouseId: transit }))]);
  return { ...loaded, to, transit, pools, waiting: await loadWaiting(tx, keys), accounts: await loadAccounts(tx, ctx) };
}

/** The lines as they are after parts of them came or were given up, with the status that follows. */
function after(transfer: TransferRow, lines: readonly TransferLineRow[], parts: readonly Part[], column: 'received' | 'lost', on: Day): Change[] {
  const next = lines.map((line) => ({
    ...line, [column]: parts.filter((part) => part.line.id === line.id).reduce((sum, part) => add(sum, part.quantity), line[column]),
  }));
  const status = statusOfTransfer(next);
  return [
    ...next.filter((line) => parts.some((part) => part.line.id === line.id)).map((line) => update('TransferLine', line.id, { [column]: line[column] })),
    update('Transfer', transfer.id, { status, receivedOn: status === 'RECEIVED' ? on : null, version: transfer.version + 1 }),
  ];
}

/** The lots of a part: those named, which must be on their way with this line; else those that left first. */
function lotsComing(part: Part & { asked?: LotsGiven }, steps: readonly TransferStepRow[], stepLines: readonly TransferStepLineRow[], pools: Pools): LotPart[] {
  const going = lotsOnTheirWay(part.line.id, steps, stepLines);
  const named = lotsGiven(part.asked ?? {}, part.quantity, part.path);
  if (!named) return firstOf(going, part.quantity);
  return named.map((each) => {
    const lotId = each.lotId ?? pools.lots.find(part.line.productId, each.code ?? '')?.id;
    const there = going.find((lot) => lot.lotId === lotId);
    if (!there || each.quantity > there.quantity) throw fieldRefused(each.path ?? part.path, 'lot_not_here', { lot: each.code ?? '' });
    return { lotId: there.lotId, quantity: each.quantity };
  });
}

const line = object('ReceiveTransferLineInput', {
  transferLineId: id('TransferLine'), quantity: quantity(), ...lotsOut, binId: { ...optional(id('Bin')), describe: 'Where it is put; default: the product\'s own bin.' },
});

export const receiveTransfer = action({
  name: 'receiveTransfer', permission: 'stock.manage',
  describe: 'Goods of a transfer come in, whole or in part (default: all that is on its way). Orders that wait for them are served, oldest first.',
  input: { transferId: id('Transfer'), on: { ...optional(day()), describe: 'Today when left out.' }, lines: optional(list(line)) },
  refusals: [...postingRefusals, ...stockRefusals, TransferState, TransferExceeds, BinInactive], payload: { transfer: 'record:Transfer' },
  load: async (tx, { transferId, on, lines }, ctx) => {
    const loaded = await load(tx, transferId, on ?? ctx.today, 'receiveTransfer', ctx);
    return { ...loaded, bins: await loadBinsOf(tx, lines?.map(({ binId }) => binId) ?? []) };
  },
  decide: ({ transfer, lines, steps, stepLines, to, transit, pools, waiting, accounts, bins }, input, ctx) => {
    const on = input.on ?? ctx.today;
    const parts = partsOf(lines, input.lines, onItsWay, (productId) => pools.names(productId, to).productName);
    const done = parts.map((part) => {
      const { productId } = part.line;
      const binId = part.asked?.binId;
      if (binId) demandBins(bins, [binId], to, [...part.path.slice(0, -1), 'binId']);
      const carried = carry(pools, {
        productId, from: transit, to, transit, quantity: part.quantity, on, transferId: transfer.id, path: part.path,
        ...(binId ? { bins: [{ binId, quantity: part.quantity }] } : {}), lots: lotsComing(part, steps, stepLines, pools),
      }, ctx);
      expectAt(pools, productId, to, subtract(none, part.quantity));
      return { ...part, ...carried };
    });
    const served = [...new Set(done.map(({ line: { productId } }) => productId))].flatMap((productId) => allocate(pools, waiting, productId, to));
    const { stepId, rows } = stepRows(accounts, transfer, { no: steps.length + 1, kind: 'RECEIPT', on }, done,
      done.flatMap(({ line: { productId }, cost }) => carriedLines(productId, transit, to, cost)), ctx);
    return {
      rows: [...done.flatMap((each) => each.rows), ...served, ...rows, ...after(transfer, lines, parts, 'received', on), ...pools.changes()],
      events: [{ kind: 'transferReceived', subjectType: 'Transfer', subjectId: transfer.id, data: { stepId, number: transfer.number } }],
      result: { transfer: transfer.id },
    };
  },
});

const lost = object('CloseTransferLineInput', { transferLineId: id('TransferLine'), quantity: quantity(), ...lotsOut });

export const closeTransfer = action({
  name: 'closeTransfer', permission: 'stock.manage',
  describe: 'Gives up what has not come (default: all of it): its cost goes to count differences or spoilage, by the reason.',
  input: {
    transferId: id('Transfer'), why: choice('MoveReason'), reason: text({ max: 1000, lines: true }), on: { ...optional(day()), describe: 'Today when left out.' },
    lines: optional(list(lost)),
  },
  refusals: [...postingRefusals, ...stockRefusals, TransferState, TransferExceeds], payload: { transfer: 'record:Transfer' },
  load: (tx, { transferId, on }, ctx) => load(tx, transferId, on ?? ctx.today, 'closeTransfer', ctx),
  decide: ({ transfer, lines, steps, stepLines, to, transit, pools, accounts }, input, ctx: DecideContext) => {
    if (input.why === 'FOUND' || input.why === 'OWN_USE') throw fieldRefused(['why'], 'choice_unknown');
    const on = input.on ?? ctx.today;
    const parts = partsOf(lines, input.lines, onItsWay, (productId) => pools.names(productId, to).productName);
    const done = parts.map((part) => {
      const { productId } = part.line;
      const lots = lotsComing(part, steps, stepLines, pools);
      letGoInTransit(pools, productId, transit, part.quantity, lots);
      const issued = issue(pools, {
        productId, warehouseId: transit, quantity: part.quantity, kind: 'ADJUSTMENT', effectiveOn: on, source: { type: 'Transfer', id: transfer.id },
        reason: input.why, note: input.reason, path: part.path, lots,
      }, ctx);
      expectAt(pools, productId, to, subtract(none, part.quantity));
      return { ...part, rows: [issued.row], moveId: issued.moveId, cost: issued.cost, lots: lotsOfMove(pools, issued.moveId) };
    });
    const { stepId, rows } = stepRows(accounts, transfer, { no: steps.length + 1, kind: 'SHORTAGE', on, reason: input.why, note: input.reason }, done,
      done.flatMap(({ line: { productId }, cost }) => [
        { account: lossAccount(input.why), amount: cost, productId, warehouseId: transit },
        { account: '1300' as const, amount: negate(cost), productId, warehouseId: transit },
      ]), ctx);
    return {
      rows: [...done.flatMap((each) => each.rows), ...rows, ...after(transfer, lines, parts, 'lost', on), ...pools.changes()],
      events: [{ kind: 'transferClosed', subjectType: 'Transfer', subjectId: transfer.id, reason: input.reason, data: { stepId, number: transfer.number } }],
      result: { transfer: transfer.id },
    };
  },
});
