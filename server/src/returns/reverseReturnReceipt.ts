import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { entryRows, type LineDraft } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { releaseHold } from '../inventory/holds.ts';
import { loadNamedLots } from '../inventory/loadLots.ts';
import { loadPools, loadWaiting } from '../inventory/loadPools.ts';
import { allocate } from '../inventory/poolPromises.ts';
import { issue, receive } from '../inventory/pools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { action } from '../shared/action.ts';
import { day, id, optional, text } from '../shared/input.ts';
import { minus, negate, plus, zero, type Minor } from '../shared/money.ts';
import { none, subtract } from '../shared/quantity.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { lockReturn } from './loadReturn.ts';
import { QuarantineEnded, ReturnReceiptReversed, ReturnReceiptSettled } from './refusals.ts';
import { statusOf, unsettled } from './rules.ts';

export const reverseReturnReceipt = action({
  name: 'reverseReturnReceipt', permission: 'returns.receive',
  describe: 'Takes the receipt of a return back that is neither credited nor replaced: its goods are with the customer again.',
  input: { receiptId: id('ReturnReceipt'), reason: text({ max: 1000, lines: true }), reversedOn: { ...optional(day()), describe: 'Today when left out.' } },
  refusals: [ReturnReceiptReversed, ReturnReceiptSettled, QuarantineEnded, ...stockRefusals, ...postingRefusals], payload: { customerReturn: 'record:CustomerReturn', receipt: 'record:ReturnReceipt' },
  load: async (tx, { receiptId, reversedOn }, ctx) => {
    const on = reversedOn ?? ctx.today;
    await holdPeriod(tx, ctx, on);
    const { returnId } = await readRow(tx, 'ReturnReceipt', receiptId);
    const loaded = await lockReturn(tx, ctx, returnId);
    const receipt = await lockRow(tx, 'ReturnReceipt', receiptId);
    const receiptLines = await selectRows(tx, 'ReturnReceiptLine', sql`t."receiptId" = ${receiptId}`, { orderBy: sql`t.no` });
    const shipmentLines = await selectRows(tx, 'ShipmentLine', sql`t.id = ANY(${receiptLines.map((each) => each.shipmentLineId)}::uuid[])`);
    const shipments = await selectRows(tx, 'Shipment', sql`t.id = ANY(${shipmentLines.map((each) => each.shipmentId)}::uuid[])`, { lock: true });
    const moves = await selectRows(tx, 'StockMove', sql`t."sourceId" = ${receiptId} AND t.kind <> 'REVERSAL'`, { orderBy: sql`t.sequence` });
    const pools = await loadPools(tx, ctx, moves);
    await loadNamedLots(tx, pools, { moveIds: moves.map((move) => move.id) });
    const holds = await selectRows(tx, 'StockHold', sql`t."sourceId" = ${receiptId}`, { lock: true });
    const [entry] = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${receiptId} AND t.kind = 'CUSTOMER_RETURN'`);
    return { ...loaded, receipt, receiptLines, shipmentLines, shipments, moves, pools, holds, entry, waiting: await loadWaiting(tx, moves), accounts: await loadAccounts(tx, ctx), on };
  },
  decide: ({ order, customerReturn, lines, receipt, receiptLines, shipmentLines, shipments, moves, pools, holds, entry, waiting, accounts, on }, { reason }, ctx) => {
    if (receipt.status === 'REVERSED') throw ReturnReceiptReversed({ number: receipt.number });
    if (on < receipt.receivedOn) throw fieldRefused(['reversedOn'], 'day_before', { day: receipt.receivedOn });
    const after = new Map(lines.map((each) => [each.id, { ...each }]));
    const own = { orderId: order.id, customerId: order.customerId };
    const source = { type: 'ReturnReceipt', id: receipt.id };
    const drafts: LineDraft[] = [];
    for (const each of receiptLines) {
      const line = after.get(each.returnLineId);
      const shipped = shipmentLines.find(({ id: lineId }) => lineId === each.shipmentLineId);
      if (!line || !shipped) throw new Error(`line ${each.id} of a receipt is of nothing`);
      if (each.quantity > unsettled(line)) throw ReturnReceiptSettled({ number: receipt.number, productName: line.description });
      line.received = subtract(line.received, each.quantity);
      // Where it was invoiced since, its cost is cost of goods by now.
      const isInvoiced = shipments.find(({ id: shipmentId }) => shipmentId === shipped.shipmentId)?.invoiceId != null;
      drafts.push({ ...own, account: isInvoiced ? '5000' : '1310', amount: each.valueMinor, productId: each.productId });
    }
    const released = holds.flatMap((hold) => {
      if (hold.quantity < hold.placed) throw QuarantineEnded({ number: receipt.number, productName: pools.names(hold.productId, hold.warehouseId).productName });
      return releaseHold(pools, hold, { reason }, ctx);
    });
    // What was scrapped is there again first; then everything goes back.
    const [scrapped, came] = [moves.filter((move) => move.quantity < none), moves.filter((move) => move.quantity > none)];
    const again = scrapped.map((move) => {
      const value = negate(move.valueMinor);
      const soldAs = receiptLines.find((each) => each.fate === 'SCRAP' && each.productId === move.productId)?.productId ?? receiptLines.find((each) => each.fate === 'SCRAP')?.productId ?? move.productId;
      drafts.push({ ...own, account: '1300', amount: value, productId: move.productId, warehouseId: move.warehouseId }, { ...own, account: '5600', amount: negate(value), productId: soldAs });
      return receive(pools, {
        productId: move.productId, warehouseId: move.warehouseId, quantity: subtract(none, move.quantity), value, kind: 'REVERSAL', effectiveOn: on, source, orderId: order.id, note: reason, reversesMoveId: move.id,
      }, ctx).row;
    });
    let worth: Minor = zero;
    const gone = came.map((move) => {
      const { row, cost } = issue(pools, {
        productId: move.productId, warehouseId: move.warehouseId, quantity: move.quantity, kind: 'REVERSAL', effectiveOn: on, source, orderId: order.id, note: reason, reversesMoveId: move.id,
        ...(pools.lots.moved(move.id).length > 0 ? { lots: pools.lots.moved(move.id) } : {}),
      }, ctx);
      worth = plus(worth, cost);
      drafts.push({ ...own, account: '1300', amount: negate(cost), productId: move.productId, warehouseId: move.warehouseId });
      return row;
    });
    drafts.push({ ...own, account: '5010', amount: minus(worth, receipt.valueMinor) });
    const given = [...new Set(moves.map(({ productId }) => productId))].flatMap((productId) => allocate(pools, waiting, productId, receipt.warehouseId));
    const data = { number: receipt.number, return: customerReturn.number };
    return {
      rows: [
        update('ReturnReceipt', receipt.id, { status: 'REVERSED', reversedOn: on }), ...released, ...again, ...gone, ...given,
        ...[...after.values()].map((line) => update('CustomerReturnLine', line.id, { received: line.received })),
        ...entryRows(accounts, { kind: 'REVERSAL', effectiveOn: on, source, memo: reason.slice(0, 500), ...(entry ? { reversesEntryId: entry.id } : {}), lines: drafts }, ctx),
        update('CustomerReturn', customerReturn.id, { status: statusOf([...after.values()]), version: customerReturn.version + 1 }), ...pools.changes(),
      ],
      events: [
        { kind: 'returnReceiptReversed', subjectType: 'CustomerReturn', subjectId: customerReturn.id, reason, data },
        { kind: 'returnReceiptReversed', subjectType: 'Order', subjectId: order.id, reason, data },
      ],
      result: { customerReturn: customerReturn.id, receipt: receipt.id },
    };
  },
});
