import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { entryRows, type LineDraft } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadNamedLots } from '../inventory/loadLots.ts';
import { loadPools, loadWaiting } from '../inventory/loadPools.ts';
import { allocate } from '../inventory/poolPromises.ts';
import { receive } from '../inventory/pools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { holdInTransit } from '../inventory/transit.ts';
import { action } from '../shared/action.ts';
import { day, id, optional, text } from '../shared/input.ts';
import { negate, plus, zero } from '../shared/money.ts';
import { add, none, subtract, type Quantity } from '../shared/quantity.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update, type Change } from '../shared/write.ts';
import { lockTransfer } from './loadTransfer.ts';
import { TransferArrived, TransferStepReversed } from './refusals.ts';
import { carriedLines, carry, demandStepReversible, expectAt, lossAccount, statusOfTransfer } from './transferRules.ts';

export const reverseTransferStep = action({
  name: 'reverseTransferStep', permission: 'stock.manage',
  describe: 'Takes one step of a transfer back: what left returns, what came goes back on its way, what was given up is on its way again.',
  input: { stepId: id('TransferStep'), reason: text({ max: 1000, lines: true }), on: { ...optional(day()), describe: 'Today when left out.' } },
  refusals: [...postingRefusals, ...stockRefusals, TransferStepReversed, TransferArrived], payload: { transfer: 'record:Transfer' },
  load: async (tx, { stepId, on }, ctx) => {
    await holdPeriod(tx, ctx, on ?? ctx.today);
    const loaded = await lockTransfer(tx, (await readRow(tx, 'TransferStep', stepId)).transferId);
    const step = await lockRow(tx, 'TransferStep', stepId);
    demandStepReversible(step, loaded.transfer.number, loaded.steps);
    const { fromWarehouseId: from, toWarehouseId: to, transitWarehouseId: transit } = loaded.transfer;
    if (transit === null) throw new Error(`transfer ${loaded.transfer.id} has no place in transit`);
    const own = loaded.stepLines.filter((each) => each.stepId === stepId);
    const keys = own.flatMap(({ productId }) => [from, to, transit].map((warehouseId) => ({ productId, warehouseId })));
    const pools = await loadPools(tx, ctx, keys);
    await loadNamedLots(tx, pools, { moveIds: own.map(({ moveId }) => moveId) });
    const [entry] = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${loaded.transfer.id} AND t.kind = 'TRANSFER' AND t."sourceRevision" = ${step.no}`);
    return { ...loaded, step, own, from, to, transit, pools, entry, waiting: await loadWaiting(tx, keys), accounts: await loadAccounts(tx, ctx) };
  },
  decide: ({ transfer, lines, step, own, from, to, transit, pools, entry, waiting, accounts }, { reason, on: asked }, ctx) => {
    const on = asked ?? ctx.today;
    if (on < step.happenedOn) throw fieldRefused(['on'], 'day_before', { day: step.happenedOn });
    const rows: Change[] = [];
    const posted: LineDraft[] = [];
    // By the moves with which it went: those of products with lots have several lines.
    for (const parts of Map.groupBy(own, ({ moveId }) => moveId).values()) {
      const [{ productId, moveId }] = parts as [typeof own[number]];
      const quantity = parts.reduce((sum, part) => add(sum, part.quantity), none);
      const cost = plus(zero, ...parts.map(({ valueMinor }) => valueMinor));
      const lots = parts.flatMap(({ lotId, quantity: units }) => (lotId ? [{ lotId, quantity: units }] : []));
      const kinds: ['REVERSAL', 'REVERSAL'] = ['REVERSAL', 'REVERSAL'];
      if (step.kind === 'SHORTAGE') {
        rows.push(receive(pools, {
          productId, warehouseId: transit, quantity, value: cost, kind: 'REVERSAL', effectiveOn: on, source: { type: 'Transfer', id: transfer.id },
          note: reason, reversesMoveId: moveId, reason: step.reason, lots,
        }, ctx).row);
        holdInTransit(pools, productId, transit, quantity, lots);
        expectAt(pools, productId, to, quantity);
        posted.push({ account: '1300', amount: cost, productId, warehouseId: transit },
          { account: lossAccount(step.reason ?? 'COUNT'), amount: negate(cost), productId, warehouseId: transit });
        continue;
      }
      const [start, end] = step.kind === 'DISPATCH' ? [transit, from] : [to, transit];
      const carried = carry(pools, { productId, from: start, to: end, transit, quantity, on, transferId: transfer.id, kinds, note: reason, lots }, ctx);
      rows.push(...carried.rows);
      expectAt(pools, productId, to, step.kind === 'DISPATCH' ? subtract(none, quantity) : quantity);
      posted.push(...carriedLines(productId, start, end, carried.cost));
      if (step.kind === 'DISPATCH') rows.push(...allocate(pools, waiting, productId, from));
    }
    const column = ({ DISPATCH: 'dispatched', RECEIPT: 'received', SHORTAGE: 'lost' } as const)[step.kind];
    const undone = (lineId: string): Quantity => own.filter((each) => each.transferLineId === lineId).reduce((sum, each) => add(sum, each.quantity), none);
    const next = lines.map((line) => ({ ...line, [column]: subtract(line[column], undone(line.id)) }));
    const status = statusOfTransfer(next);
    return {
      rows: [
        ...rows,
        ...next.filter((line) => undone(line.id) > none).map((line) => update('TransferLine', line.id, { [column]: line[column] })),
        update('TransferStep', step.id, { status: 'REVERSED', reversedOn: on }),
        update('Transfer', transfer.id, {
          status, receivedOn: null, dispatchedOn: status === 'DRAFT' ? null : transfer.dispatchedOn, version: transfer.version + 1,
        }),
        ...entryRows(accounts, {
          kind: 'REVERSAL', effectiveOn: on, source: { type: 'Transfer', id: transfer.id, revision: step.no }, memo: reason.slice(0, 500),
          ...(entry ? { reversesEntryId: entry.id } : {}), lines: posted,
        }, ctx),
        ...pools.changes(),
      ],
      events: [{ kind: 'transferStepReversed', subjectType: 'Transfer', subjectId: transfer.id, reason, data: { stepId: step.id, step: step.kind } }],
      result: { transfer: transfer.id },
    };
  },
});
