import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows, type LineDraft } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import type { CustomerReturnLineRow, StockMoveRow } from '../generated/rows.ts';
import { hold } from '../inventory/holds.ts';
import { partOf } from '../inventory/kitUnits.ts';
import { loadNamedLots } from '../inventory/loadLots.ts';
import { loadPools, loadWaiting } from '../inventory/loadPools.ts';
import type { LotPart } from '../inventory/lots.ts';
import { lotsGiven, lotsOut, type LotGiven } from '../inventory/lotsInput.ts';
import { lotsByProduct } from '../inventory/lotsPromised.ts';
import { allocate } from '../inventory/poolPromises.ts';
import { issue, receive } from '../inventory/pools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { action, type DecideContext } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, choice, day, id, list, object, optional, quantity, text, type InputOf } from '../shared/input.ts';
import { negate, plus, printMoney, zero, type Minor } from '../shared/money.ts';
import { add, none, printQuantity, subtract, type Quantity } from '../shared/quantity.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { lockReturn, shipmentsOf } from './loadReturn.ts';
import { goodsOfLine, loadShipped } from './loadShipped.ts';
import { CustomerReturnExceeds, CustomerReturnExpired, CustomerReturnState, LotNotShipped } from './refusals.ts';
import { demandReturn, statusOf, worthBack } from './rules.ts';

const line = object('ReceiveReturnLineInput', {
  returnLineId: id('CustomerReturnLine'), quantity: quantity(), fate: choice('ReturnFate'), reason: text({ max: 1000, lines: true }), ...lotsOut,
});
const input = {
  returnId: id('CustomerReturn'), receivedOn: { ...optional(day()), describe: 'Today when left out.' }, warehouseId: { ...optional(id('Warehouse')), describe: 'Where the goods are; as authorised when left out.' },
  note: optional(text({ max: 1000 })), lines: list(line, { min: 1, max: 200 }),
  acceptsLate: { ...optional(boolean()), describe: 'They are taken although the last day has passed.' },
};

async function load(tx: Tx, given: InputOf<typeof input>, ctx: Context) {
  const on = given.receivedOn ?? ctx.today;
  await holdPeriod(tx, ctx, on);
  const loaded = await lockReturn(tx, ctx, given.returnId);
  const shipped = await loadShipped(tx, await shipmentsOf(tx, loaded.lines));
  const warehouseId = given.warehouseId ?? loaded.customerReturn.warehouseId;
  const warehouse = await readRow(tx, 'Warehouse', warehouseId);
  const products = loaded.lines.flatMap((each) => {
    const known = shipped.shipmentLines.find(({ id: lineId }) => lineId === each.shipmentLineId);
    const goods = known ? goodsOfLine(shipped, known) : [];
    return goods.length > 0 ? goods.map(({ productId }) => productId) : [each.productId];
  });
  const keys = [...new Set(products)].map((productId) => ({ productId, warehouseId }));
  const pools = await loadPools(tx, ctx, keys);
  await loadNamedLots(tx, pools, {
    moveIds: shipped.moves.map((move) => move.id),
    named: given.lines.flatMap((each) => keys.map(({ productId }) => ({ productId, lots: each.lots, serials: each.serials }))),
  });
  // What came back before of the same issues, and stands.
  const before = await selectRows(tx, 'StockMove', sql`t."valuedByMoveId" = ANY(${shipped.moves.map((move) => move.id)}::uuid[]) AND NOT EXISTS (SELECT FROM "StockMove" r WHERE r."reversesMoveId" = t.id)`);
  const receipts = await selectRows(tx, 'ReturnReceipt', sql`t."returnId" = ${given.returnId}`);
  return {
    ...loaded, shipped, warehouse, pools, before, on, count: receipts.length, waiting: await loadWaiting(tx, keys), accounts: await loadAccounts(tx, ctx), number: await takeNumber(tx, ctx, 'RGR', on),
  };
}
type Facts = Awaited<ReturnType<typeof load>>;

/** One product of a line comes in at the cost at which it went out. */
interface Came { productId: string; units: Quantity; value: Minor; moveId: string; rows: Change[] }

function bringBack({ pools, shipped, before, order, on, warehouse }: Facts, back: Map<string, Quantity>, { returnLine, quantity: units, receiptId, lots, path }: {
  returnLine: CustomerReturnLineRow; quantity: Quantity; receiptId: string; lots: LotGiven[] | undefined; path: string[];
}, ctx: DecideContext): Came[] {
  const known = shipped.shipmentLines.find((each) => each.id === returnLine.shipmentLineId);
  if (!known) throw new Error(`shipment line ${returnLine.shipmentLineId} is gone`);
  const goods = goodsOfLine(shipped, known);
  const byProduct = lots && lotsByProduct(pools.lots, goods.map(({ productId }) => productId), lots);
  const came = (productId: string, part: Quantity, value: Minor, move: StockMoveRow | undefined): Came => {
    const made = receive(pools, {
      productId, warehouseId: warehouse.id, quantity: part, value, kind: 'RETURN', effectiveOn: on, source: { type: 'ReturnReceipt', id: receiptId }, orderId: order.id,
      ...(move ? { valuedByMoveId: move.id } : {}), lots: byProduct?.get(productId), path: [...path, 'quantity'],
    }, ctx);
    return { productId, units: part, value, moveId: made.moveId, rows: [made.row] };
  };
  if (goods.length === 0) { // sent by a supplier: it comes into our stock for the first time
    const earlier = back.get(known.id) ?? shipped.returned.filter((each) => each.shipmentLineId === known.id).reduce((sum, each) => add(sum, each.quantity), none);
    back.set(known.id, add(earlier, units));
    return [came(known.productId, units, worthBack({ units: known.quantity, cost: known.costMinor }, earlier, units), undefined)];
  }
  return goods.map(({ productId, perKit, move }) => {
    const part = partOf(units, perKit);
    if (!move) throw new Error(`goods of shipment line ${known.id} have no move`);
    const earlier = back.get(move.id) ?? before.filter((each) => each.valuedByMoveId === move.id).reduce((sum, each) => add(sum, each.quantity), none);
    back.set(move.id, add(earlier, part));
    return came(productId, part, worthBack({ units: subtract(none, move.quantity), cost: negate(move.valueMinor) }, earlier, part), move);
  });
}

/** The lots of a line: those authorised where it names a lot; no others, and none that did not leave with its shipment. */
function lotsFor({ shipped, pools }: Facts, returnLine: CustomerReturnLineRow, given: LotGiven[] | undefined, units: Quantity): LotGiven[] | undefined {
  const codeOf = (lotId: string) => shipped.lots.find((lot) => lot.id === lotId)?.code ?? '';
  if (returnLine.lotId !== null) {
    const other = given?.find((lot) => (lot.lotId ? lot.lotId !== returnLine.lotId : lot.code !== codeOf(returnLine.lotId ?? '')));
    if (other) throw LotNotShipped({ productName: returnLine.description, lotCode: other.code ?? codeOf(other.lotId ?? ''), left: none });
    return [{ lotId: returnLine.lotId, quantity: units }];
  }
  for (const lot of given ?? []) {
    const found = shipped.lots.find((each) => (lot.lotId ? each.id === lot.lotId : each.code === lot.code));
    const issues = shipped.moves.filter((move) => shipped.shipmentLines.some((each) => each.id === returnLine.shipmentLineId && each.shipmentId === move.sourceId)).map((move) => move.id);
    const left = found ? shipped.lotMoves.filter((each) => each.lotId === found.id && issues.includes(each.moveId)).reduce((sum, each) => subtract(sum, each.quantity), none) : none;
    // A piece that is here already cannot come again.
    const isHere = !!found && pools.lots.product(found.productId)?.tracking === 'SERIAL' && pools.lots.isAnywhere(found.id);
    if (lot.quantity > left || isHere) throw LotNotShipped({ productName: returnLine.description, lotCode: lot.code ?? found?.code ?? '', left: isHere ? none : left });
  }
  return given;
}

export const receiveReturn = action({
  name: 'receiveReturn', permission: 'returns.receive',
  describe: 'Takes goods of a return in, whole or in parts, at the cost at which they went out: back into stock, into quarantine, or scrapped, each with its reason. Scrap is a cost of returns of the order.',
  input, payload: { customerReturn: 'record:CustomerReturn', receipt: 'record:ReturnReceipt' },
  refusals: [CustomerReturnState, CustomerReturnExceeds, CustomerReturnExpired, LotNotShipped, ...stockRefusals, ...postingRefusals],
  load,
  decide: (facts, { lines: asked, note, acceptsLate }, ctx) => {
    const { order, customerReturn, lines, shipped, pools, warehouse, waiting, accounts, number, on, count } = facts;
    demandReturn(customerReturn, 'receiveReturn');
    if (warehouse.kind !== 'SITE') throw fieldRefused(['warehouseId'], 'id_unknown', { type: 'Warehouse' });
    if (on < customerReturn.authorisedOn) throw fieldRefused(['receivedOn'], 'day_before', { day: customerReturn.authorisedOn });
    if (on > customerReturn.validUntil && !acceptsLate) throw CustomerReturnExpired({ number: customerReturn.number, validUntil: customerReturn.validUntil });
    const receiptId = ctx.newId();
    const after = new Map(lines.map((each) => [each.id, { ...each }]));
    const back = new Map<string, Quantity>();
    const made = asked.map(({ returnLineId, quantity: units, fate, reason, ...named }, index) => {
      const path = ['lines', String(index)];
      const returnLine = after.get(returnLineId);
      if (!returnLine) throw fieldRefused([...path, 'returnLineId'], 'id_unknown', { type: 'CustomerReturnLine' });
      const left = subtract(returnLine.quantity, returnLine.received);
      if (units > left) throw CustomerReturnExceeds({ productName: returnLine.description, wanted: units, left });
      returnLine.received = add(returnLine.received, units);
      const shipmentLine = shipped.shipmentLines.find((each) => each.id === returnLine.shipmentLineId);
      const shipment = shipped.shipments.find((each) => each.id === shipmentLine?.shipmentId);
      if (!shipmentLine || !shipment) throw new Error(`shipment line ${returnLine.shipmentLineId} is gone`);
      const lots = lotsFor(facts, returnLine, lotsGiven(named, units, [...path, 'quantity']), units);
      const came = bringBack(facts, back, { returnLine, quantity: units, receiptId, lots, path }, ctx);
      const value = plus(zero, ...came.map((each) => each.value));
      const isInvoiced = shipment.invoiceId !== null;
      const own = { orderId: order.id, customerId: order.customerId };
      const entry: LineDraft[] = [
        ...came.map((each): LineDraft => ({ ...own, account: '1300', amount: each.value, productId: each.productId, warehouseId: warehouse.id })),
        { ...own, account: isInvoiced ? '5000' : '1310', amount: negate(value), productId: returnLine.productId },
      ];
      const further = came.flatMap((each): Change[] => {
        const lotsIn: LotPart[] = pools.lots.moved(each.moveId);
        if (fate === 'QUARANTINE') {
          return hold(pools, { productId: each.productId, warehouseId: warehouse.id, quantity: each.units, kind: 'MANUAL', reason, moveId: each.moveId, source: { type: 'ReturnReceipt', id: receiptId } }, ctx).rows;
        }
        if (fate !== 'SCRAP') return [];
        const gone = issue(pools, {
          productId: each.productId, warehouseId: warehouse.id, quantity: each.units, kind: 'ADJUSTMENT', reason: 'DAMAGED', effectiveOn: on, source: { type: 'ReturnReceipt', id: receiptId },
          orderId: order.id, note: reason, path: [...path, 'quantity'], ...(lotsIn.length > 0 ? { lots: lotsIn } : {}),
        }, ctx);
        entry.push({ ...own, account: '5600', amount: gone.cost, productId: returnLine.productId }, { ...own, account: '1300', amount: negate(gone.cost), productId: each.productId, warehouseId: warehouse.id });
        return [gone.row];
      });
      const told = came.flatMap((each) => pools.lots.moved(each.moveId).map((lot) => ({ lotId: lot.lotId, code: pools.lots.lot(lot.lotId).code, quantity: printQuantity(lot.quantity) })));
      return {
        value, entry,
        rows: [
          insert('ReturnReceiptLine', {
            id: ctx.newId(), receiptId, no: index + 1, returnLineId, shipmentLineId: shipmentLine.id, productId: returnLine.productId, quantity: units, fate, reason,
            lots: told.length > 0 ? told : null, valueMinor: value, isInvoiced, currencyCode: ctx.company.currencyCode,
          }),
          ...came.flatMap((each) => each.rows), ...further,
          update('CustomerReturnLine', returnLineId, { received: returnLine.received }),
        ],
        told: { product: returnLine.description, quantity: printQuantity(units), fate, reason },
      };
    });
    const value = plus(zero, ...made.map((each) => each.value));
    const products = [...new Set(made.flatMap(({ entry }) => entry.flatMap((each) => (each.warehouseId && each.productId ? [each.productId] : []))))];
    const data = { number, return: customerReturn.number, amount: printMoney(value, ctx.company.currencyCode), lines: made.map(({ told }) => told) };
    return {
      rows: [
        insert('ReturnReceipt', {
          id: receiptId, companyId: ctx.company.id, returnId: customerReturn.id, no: count + 1, number, warehouseId: warehouse.id, receivedOn: on, status: 'POSTED', reversedOn: null,
          note: note ?? null, valueMinor: value, currencyCode: ctx.company.currencyCode,
        }),
        ...made.flatMap(({ rows }) => rows), ...products.flatMap((productId) => allocate(pools, waiting, productId, warehouse.id)),
        ...entryRows(accounts, { kind: 'CUSTOMER_RETURN', effectiveOn: on, source: { type: 'ReturnReceipt', id: receiptId }, memo: `${number} · ${customerReturn.number}`, lines: made.flatMap(({ entry }) => entry) }, ctx),
        update('CustomerReturn', customerReturn.id, { status: statusOf([...after.values()]), version: customerReturn.version + 1 }), ...pools.changes(),
      ],
      events: [
        { kind: 'returnReceived', subjectType: 'CustomerReturn', subjectId: customerReturn.id, data },
        { kind: 'returnReceived', subjectType: 'Order', subjectId: order.id, data },
      ],
      result: { customerReturn: customerReturn.id, receipt: receiptId },
    };
  },
});
