// What was shipped, as far as returns ask: lines with their moves, lots, and what of them is on returns already.
import sql from 'sql-template-tag';
import type { CustomerReturnLineRow, LotRow, ReservationRow, ReturnReceiptLineRow, ShipmentLineRow, ShipmentRow, StockMoveRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { selectRows } from '../shared/rows.ts';
import { add, none, subtract, type Quantity } from '../shared/quantity.ts';

export interface Shipped {
  shipments: ShipmentRow[]; shipmentLines: ShipmentLineRow[];
  /** Issues of the shipments, by their place. */
  moves: StockMoveRow[];
  /** What each order line takes out of stock: of a kit its components. */
  goods: Pick<ReservationRow, 'orderLineId' | 'productId' | 'warehouseId' | 'perKit'>[];
  lotMoves: { moveId: string; lotId: string; quantity: Quantity }[];
  lots: LotRow[];
  /** Lines of returns of the same goods that stand. */
  authorised: CustomerReturnLineRow[];
  /** What came back, and stands. */
  returned: ReturnReceiptLineRow[];
}

/** Locks the shipments; ask after the order's lock. */
export async function loadShipped(tx: Tx, shipmentIds: readonly string[]): Promise<Shipped> {
  const shipments = await selectRows(tx, 'Shipment', sql`t.id = ANY(${[...shipmentIds]}::uuid[])`, { lock: true });
  const shipmentLines = await selectRows(tx, 'ShipmentLine', sql`t."shipmentId" = ANY(${[...shipmentIds]}::uuid[])`, { orderBy: sql`t."shipmentId", t.no` });
  const moves = await selectRows(tx, 'StockMove', sql`t."sourceId" = ANY(${[...shipmentIds]}::uuid[]) AND t.kind = 'SHIPMENT'`, { orderBy: sql`t."productId", t."warehouseId", t.sequence` });
  const goods = await selectRows(tx, 'Reservation', sql`t."orderLineId" = ANY(${shipmentLines.map((line) => line.orderLineId)}::uuid[])`);
  const lotMoves = await selectRows(tx, 'LotMove', sql`t."moveId" = ANY(${moves.map(({ id }) => id)}::uuid[])`);
  return {
    shipments, shipmentLines, moves, goods, lotMoves,
    lots: await selectRows(tx, 'Lot', sql`t.id = ANY(${lotMoves.map(({ lotId }) => lotId)}::uuid[])`),
    authorised: await selectRows(tx, 'CustomerReturnLine', sql`t."shipmentLineId" = ANY(${shipmentLines.map(({ id }) => id)}::uuid[])
      AND EXISTS (SELECT FROM "CustomerReturn" r WHERE r.id = t."returnId" AND r.status <> 'CANCELLED')`),
    returned: await selectRows(tx, 'ReturnReceiptLine', sql`t."shipmentLineId" = ANY(${shipmentLines.map(({ id }) => id)}::uuid[])
      AND EXISTS (SELECT FROM "ReturnReceipt" r WHERE r.id = t."receiptId" AND r.status = 'POSTED')`),
  };
}

export interface Good { productId: string; perKit: Quantity | null; move: StockMoveRow | undefined }

/** The goods of a shipment line with their issues: the moves of a pool are in the order of the lines that took from it. None: dropped by a supplier, or a service. */
export function goodsOfLine({ shipments, shipmentLines, moves, goods }: Shipped, line: ShipmentLineRow): Good[] {
  const warehouseId = shipments.find(({ id }) => id === line.shipmentId)?.warehouseId;
  const ofLine = (each: ShipmentLineRow) => goods.filter((row) => row.orderLineId === each.orderLineId && row.warehouseId === warehouseId);
  const together = shipmentLines.filter((each) => each.shipmentId === line.shipmentId);
  return ofLine(line).flatMap(({ productId, perKit }) => {
    const own = moves.filter((move) => move.sourceId === line.shipmentId && move.productId === productId);
    const place = together.filter((each) => ofLine(each).some((row) => row.productId === productId)).findIndex((each) => each.id === line.id);
    const move = own[place];
    return move ? [{ productId, perKit, move }] : [];
  });
}

/** Units of a shipment line that are on no return; of a lot, where one is named. */
export function leftToReturn({ moves, lotMoves, authorised }: Shipped, line: ShipmentLineRow, lotId: string | null = null): Quantity {
  const own = authorised.filter((each) => each.shipmentLineId === line.id);
  const sum = (rows: readonly CustomerReturnLineRow[]) => rows.reduce((total, each) => add(total, each.quantity), none);
  const left = subtract(line.quantity, sum(own));
  if (lotId === null) return left;
  const issues = moves.filter((move) => move.sourceId === line.shipmentId).map(({ id }) => id);
  const shipped = lotMoves.filter((each) => each.lotId === lotId && issues.includes(each.moveId)).reduce((total, each) => subtract(total, each.quantity), none);
  const ofLot = subtract(shipped, sum(authorised.filter((each) => each.lotId === lotId && each.shipmentLineId === line.id)));
  return ofLot < left ? ofLot : left;
}
