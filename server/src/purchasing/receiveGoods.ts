import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { takeQuantity } from '../catalogue/units.ts';
import { loadProductUnits } from '../catalogue/unitsLoad.ts';
import type { PurchaseOrderLineRow } from '../generated/rows.ts';
import { loadNamedLots } from '../inventory/loadLots.ts';
import { loadPools, loadWaiting } from '../inventory/loadPools.ts';
import { lotsGiven, lotsIn } from '../inventory/lotsInput.ts';
import { allocate } from '../inventory/poolPromises.ts';
import { expect, receive } from '../inventory/pools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { action, type Decision } from '../shared/action.ts';
import { day, id, list, object, optional, quantity } from '../shared/input.ts';
import { negate, plus } from '../shared/money.ts';
import { add, fewest, subtract, none } from '../shared/quantity.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { receivedColumns } from './lineUnits.ts';
import { inspectionRows } from './inspectionRules.ts';
import { moneyOf } from './orderMoney.ts';
import { isInspected, mostToCome, toleratedOver } from './receivingRules.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { demandBins, loadBinsOf, loadFilled, putInto } from '../inventory/namedBins.ts';
import { BinFull, BinInactive } from '../inventory/refusals.ts';
import { DropShipped, NothingToReceive, PurchaseOrderState, ReceivedTooMuch } from './refusals.ts';
import { comingLines, demandLegal, demandNotBefore, openOf, receivedValue, statusOf } from './rules.ts';

const line = object('ReceiveGoodsLineInput', { purchaseOrderLineId: id('PurchaseOrderLine'), quantity: quantity(), unitId: { ...optional(id('Unit')), describe: 'The product\'s own when left out.' }, ...lotsIn,
  binId: { ...optional(id('Bin')), describe: 'Where it is put; the product\'s usual bin when left out.' },
});

export const receiveGoods = action({
  name: 'receiveGoods', permission: 'purchasing.manage',
  describe: 'Takes goods of a purchase order in, whole or in part (default: all that is open), and more than ordered as far as receiving rules tolerate it. '
    + 'What has to be inspected is held back; orders that wait for the rest are served, oldest first.',
  input: { purchaseOrderId: id('PurchaseOrder'), receivedOn: optional(day()), lines: optional(list(line)) },
  refusals: [...postingRefusals, DropShipped, ...stockRefusals, PurchaseOrderState, ReceivedTooMuch, NothingToReceive, BinInactive, BinFull],
  payload: { receipt: 'record:Receipt', purchaseOrder: 'record:PurchaseOrder' },
  load: async (tx, { purchaseOrderId, receivedOn, lines: asked }, ctx) => {
    await holdPeriod(tx, ctx, receivedOn ?? ctx.today);
    const order = await lockRow(tx, 'PurchaseOrder', purchaseOrderId);
    demandLegal(order, 'receiveGoods');
    const lines = await selectRows(tx, 'PurchaseOrderLine', sql`t."purchaseOrderId" = ${order.id}`, { orderBy: sql`t.no` });
    const keys = lines.map(({ productId }) => ({ productId, warehouseId: order.warehouseId }));
    const rules = await selectRows(tx, 'ReceivingRule', sql`t."supplierId" IS NULL OR t."supplierId" = ${order.supplierId}`);
    const pools = await loadPools(tx, ctx, keys);
    const productOf = new Map(lines.map(({ id: lineId, productId }) => [lineId, productId]));
    await loadNamedLots(tx, pools, { named: (asked ?? []).map((each) => ({ ...each, productId: productOf.get(each.purchaseOrderLineId) ?? '' })) });
    const others = (asked ?? []).filter(({ unitId }) => unitId).map((each) => productOf.get(each.purchaseOrderLineId) ?? '');
    const units = await loadProductUnits(tx, others);
    const bins = await loadBinsOf(tx, (asked ?? []).map(({ binId }) => binId));
    const facts = { order, lines, pools, bins, filled: await loadFilled(tx, bins), rules, units, waiting: await loadWaiting(tx, keys), accounts: await loadAccounts(tx, ctx) };
    // A number for each line that will be inspected, in the order in which they come.
    const comes = asked?.length ? asked.map((each) => productOf.get(each.purchaseOrderLineId) ?? '') : lines.filter((each) => openOf(each) > none).map(({ productId }) => productId);
    const inspections: string[] = [];
    for (const productId of comes) if (isInspected(rules, order.supplierId, productId)) inspections.push(await takeNumber(tx, ctx, 'INS', receivedOn ?? ctx.today));
    return { ...facts, inspections, number: await takeNumber(tx, ctx, 'RCT', receivedOn ?? ctx.today) };
  },
  decide: ({ order, lines, pools, bins, filled: there, rules, units: unitsOf, waiting, accounts, inspections, number }, input, ctx): Decision => {
    const receivedOn = input.receivedOn ?? ctx.today;
    demandNotBefore(receivedOn, order.orderedOn, ['receivedOn']);
    const { warehouseId, supplierId, id: purchaseOrderId } = order;
    const money = moneyOf(order, ctx);
    const namesOf = (productId: string) => pools.names(productId, warehouseId);
    const typed = input.lines?.map((each, index) => {
      const product = unitsOf.get(lines.find((other) => other.id === each.purchaseOrderLineId)?.productId ?? '');
      return { ...each, ...(product && each.unitId ? takeQuantity(product, each, ['lines', String(index)]) : { columns: undefined }) };
    });
    const coming = comingLines(order, lines, typed, (productId) => namesOf(productId).productName,
      (each) => mostToCome(each, toleratedOver(rules, supplierId, each.productId, each.quantity, namesOf(each.productId).decimals)));
    const receipt = ctx.newId();
    const numbers = [...inspections];
    const filled = new Map(there);
    const source = { type: 'Receipt', id: receipt };
    const after = new Map<string, PurchaseOrderLineRow>(lines.map((each) => [each.id, each]));
    const taken = coming.map(({ line: each, quantity: units, path }, index) => {
      const { productId } = each;
      const id = ctx.newId();
      const value = receivedValue(each, units, money);
      const asked = input.lines?.[Number(path[1])];
      const lots = lotsGiven(asked ?? {}, units, path);
      if (asked?.binId) {
        demandBins(bins, [asked.binId], warehouseId, [...path.slice(0, -1), 'binId']);
        putInto(bins, filled, asked.binId, units);
      }
      const into = asked?.binId ? { bins: [{ binId: asked.binId, quantity: units }] } : {};
      // A receipt line's move bears the line's id.
      const { row } = receive(pools, { id, productId, warehouseId, quantity: units, value, kind: 'RECEIPT', effectiveOn: receivedOn, source, path, lots, supplierId, ...into }, ctx);
      expect(pools, productId, warehouseId, subtract(none, fewest(units, openOf(each))));
      const inspected = isInspected(rules, supplierId, productId)
        ? inspectionRows(pools, { number: numbers.shift() ?? '', receipt: { id: receipt, purchaseOrderId, supplierId, warehouseId, receivedOn }, line: { id, productId, quantity: units } }, ctx)
        : { rows: [], events: [] };
      after.set(each.id, { ...each, received: add(each.received, units) });
      const receiptLine = insert('ReceiptLine', {
        id, receiptId: receipt, no: index + 1, purchaseOrderLineId: each.id, productId, quantity: units, valueMinor: value, currencyCode: money.companyCode,
        ...receivedColumns(each, units, typed?.length ? typed[Number(path[1])]?.columns : undefined),
      });
      return { productId, value, rows: [receiptLine, row, ...inspected.rows], events: inspected.events };
    });
    const rows: Change[] = taken.flatMap((each) => each.rows);
    rows.push(...[...new Set(taken.map(({ productId }) => productId))].flatMap((productId) => allocate(pools, waiting, productId, warehouseId)));
    rows.push(...coming.map(({ line: each }) => update('PurchaseOrderLine', each.id, { received: after.get(each.id)?.received ?? each.received })));
    const status = statusOf(order, [...after.values()]);
    return {
      rows: [
        insert('Receipt', {
          id: receipt, companyId: ctx.company.id, number, purchaseOrderId, supplierId, warehouseId, receivedOn, currencyCode: money.companyCode,
          valueMinor: plus(...taken.map(({ value }) => value)),
        }),
        ...rows,
        update('PurchaseOrder', purchaseOrderId, { status, version: order.version + 1 }),
        ...entryRows(accounts, {
          kind: 'RECEIPT', effectiveOn: receivedOn, source, memo: number,
          lines: taken.flatMap(({ productId, value }) => [
            { account: '1300' as const, amount: value, productId, warehouseId, purchaseOrderId, supplierId },
            { account: '2300' as const, amount: negate(value), productId, purchaseOrderId, supplierId },
          ]),
        }, ctx),
        ...pools.changes(),
      ],
      events: [
        { kind: 'goodsReceived', subjectType: 'PurchaseOrder', subjectId: purchaseOrderId, data: { receiptId: receipt, number } },
        { kind: 'receiptPosted', subjectType: 'Receipt', subjectId: receipt, data: { number } },
        ...taken.flatMap((each) => each.events),
      ],
      result: { receipt, purchaseOrder: purchaseOrderId },
    };
  },
});
