import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { lotsGiven, lotsOut } from '../inventory/lotsInput.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { loadTransit } from '../inventory/transit.ts';
import { action } from '../shared/action.ts';
import { day, id, list, object, optional, quantity } from '../shared/input.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { lockTransfer } from './loadTransfer.ts';
import { TransferExceeds, TransferState } from './refusals.ts';
import { carriedLines, carry, demandTransfer, expectAt, partsOf, stepRows } from './transferRules.ts';

const line = object('DispatchTransferLineInput', { transferLineId: id('TransferLine'), quantity: quantity(), ...lotsOut });

export const dispatchTransfer = action({
  name: 'dispatchTransfer', permission: 'stock.manage',
  describe: 'Goods leave their warehouse and are on their way (default: all that was planned); they are expected at the other from now on. Promised goods stay.',
  input: { transferId: id('Transfer'), on: { ...optional(day()), describe: 'Today when left out.' }, expectedOn: optional(day()), lines: optional(list(line)) },
  refusals: [...postingRefusals, ...stockRefusals, TransferState, TransferExceeds], payload: { transfer: 'record:Transfer' },
  load: async (tx, { transferId, on }, ctx) => {
    await holdPeriod(tx, ctx, on ?? ctx.today);
    const loaded = await lockTransfer(tx, transferId);
    demandTransfer(loaded.transfer, 'dispatchTransfer');
    const transit = await loadTransit(tx, ctx);
    const { fromWarehouseId, toWarehouseId } = loaded.transfer;
    const pools = await loadPools(tx, ctx, loaded.lines.flatMap(({ productId }) => [fromWarehouseId, transit.id, toWarehouseId].map((warehouseId) => ({ productId, warehouseId }))));
    return { ...loaded, transit: transit.id, pools, accounts: await loadAccounts(tx, ctx) };
  },
  decide: ({ transfer, lines, steps, transit, pools, accounts }, input, ctx) => {
    const { id: transferId, fromWarehouseId: from, toWarehouseId: to } = transfer;
    const on = input.on ?? ctx.today;
    const expectedOn = input.expectedOn ?? transfer.expectedOn;
    if (expectedOn !== null && expectedOn < on) throw fieldRefused(['expectedOn'], 'day_before', { day: on });
    const parts = partsOf(lines, input.lines, (each) => each.quantity, (productId) => pools.names(productId, from).productName);
    const done = parts.map((part) => {
      const { productId } = part.line;
      const carried = carry(pools, { productId, from, to: transit, transit, quantity: part.quantity, on, transferId, path: part.path, lots: lotsGiven(part.asked ?? {}, part.quantity, part.path) }, ctx);
      expectAt(pools, productId, to, part.quantity);
      return { ...part, ...carried };
    });
    const { stepId, rows } = stepRows(accounts, transfer, { no: steps.length + 1, kind: 'DISPATCH', on }, done,
      done.flatMap(({ line: { productId }, cost }) => carriedLines(productId, from, transit, cost)), ctx);
    const left = new Map<string, typeof parts[number]['quantity']>();
    for (const { line: { id: lineId }, quantity: units } of parts) left.set(lineId, ((left.get(lineId) ?? 0n) + units) as typeof units);
    return {
      rows: [
        ...done.flatMap((each) => each.rows), ...rows,
        ...[...left].map(([lineId, dispatched]) => update('TransferLine', lineId, { dispatched })),
        update('Transfer', transferId, { status: 'DISPATCHED', transitWarehouseId: transit, dispatchedOn: on, expectedOn, version: transfer.version + 1 }),
        ...pools.changes(),
      ],
      events: [{ kind: 'transferDispatched', subjectType: 'Transfer', subjectId: transferId, data: { stepId, number: transfer.number } }],
      result: { transfer: transferId },
    };
  },
});
