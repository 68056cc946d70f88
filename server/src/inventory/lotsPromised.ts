// Pure: which lots leave for a promise.
import type { ReservationRow, StockLevelRow } from '../generated/rows.ts';
import { add, none, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { addDays } from '../shared/time.ts';
import { freeOfLot, isGood, lotsToShip, sumOf, type LotBook, type LotPart } from './lots.ts';
import type { LotGiven } from './lotsInput.ts';
import { namedLots } from './lotsMoved.ts';
import type { Leaving } from './poolPromises.ts';
import type { PoolNames } from './pools.ts';
import { GoodLotsShort, LotNotGood, LotShort } from './refusals.ts';

type Level = Pick<StockLevelRow, 'productId' | 'warehouseId' | 'tracking'>;

/**
 * Chooses the lots that `issue` takes next for a reservation: those named, which must be promised to it or free and good on the
 * day for its customer; else those promised, and others where these are not good enough any more. Refuses LOT_NOT_GOOD,
 * LOT_SHORT, GOOD_LOTS_SHORT.
 */
export function chooseLots(book: LotBook, level: Level, reservation: ReservationRow, quantity: Quantity, { on = book.today, lots, path }: Leaving,
  { productName, warehouseName }: PoolNames): LotPart[] {
  const minimumDays = reservation.minimumShelfLifeDays;
  const neededUntil = addDays(on, minimumDays ?? 0);
  const promised = book.promised(reservation.id);
  let parts: LotPart[];
  if (lots?.length) {
    parts = namedLots(book, level, { quantity, effectiveOn: on, kind: 'SHIPMENT', lots, path });
    for (const { lotId, quantity: wanted } of parts) {
      const lot = book.lot(lotId);
      const own = promised.find((each) => each.lotId === lotId)?.quantity ?? none;
      const available = add(own, freeOfLot(book.level(lotId, level.warehouseId)));
      if (wanted > available) throw LotShort({ productName, warehouseName, lotCode: lot.code, available, wanted });
      if (lot.goodUntil !== null && !isGood(lot, on, minimumDays)) throw LotNotGood({ productName, lotCode: lot.code, goodUntil: lot.goodUntil, neededUntil });
    }
  } else {
    parts = lotsToShip(book, reservation, quantity, on);
    if (sumOf(parts) < quantity) throw GoodLotsShort({ productName, warehouseName, neededUntil, available: sumOf(parts), wanted: quantity });
  }
  book.choose(`${level.productId} ${level.warehouseId}`, parts);
  return parts;
}

/** Lots named for an order line, by what of it they are: a kit's go with its components. Refuses a lot of nothing in the line that is here. */
export function lotsByProduct(book: LotBook, productIds: readonly string[], given: readonly LotGiven[]): Map<string, LotGiven[]> {
  const productOf = ({ lotId, code, path }: LotGiven): string => {
    const found = productIds.find((productId) => (lotId ? book.has(lotId) && book.lot(lotId).productId === productId : !!book.find(productId, code ?? '')));
    if (!found) throw fieldRefused(path ?? ['lots'], 'lot_not_here', { lot: code ?? '' });
    return found;
  };
  return Map.groupBy(given, productOf);
}
