// Pure: how what is promised to orders is fetched, bin by bin, and what of it can be shipped once it was.
import type { BinContentRow, BinRow, PickLineRow, ReservationRow } from '../generated/rows.ts';
import { inPickOrder } from '../inventory/bins.ts';
import type { LotPart } from '../inventory/lots.ts';
import { kitsIn } from '../inventory/kitUnits.ts';
import { add, fewest, most, none, subtract, type Quantity } from '../shared/quantity.ts';

export interface ToPick { reservation: ReservationRow; /** Reserved, and on no other list. */ quantity: Quantity; /** Which lots, for products that have lots. */ lots: readonly LotPart[] }
export interface Pick { reservation: ReservationRow; lotId: string | null; binId: string | null; quantity: Quantity }
interface Facts {
  bins: readonly BinRow[]; contents: readonly BinContentRow[];
  /** What other open lists will take: it lies there, and is not there for this one. */
  taken: readonly { binId: string | null; productId: string; lotId: string | null; quantity: Quantity }[];
  nameOf(productId: string): string;
}

/** The picks in the order in which a picker passes the bins; what lies in no bin comes last. */
export function planPicks(wanted: readonly ToPick[], { bins, contents, taken, nameOf }: Facts): Pick[] {
  const byId = new Map(bins.map((bin) => [bin.id, bin]));
  const left = contents.map((row) => ({ ...row, quantity: subtract(row.quantity, taken
    .filter((each) => each.binId === row.binId && each.productId === row.productId && each.lotId === row.lotId).reduce((sum, each) => add(sum, each.quantity), none)) }));
  const order = (a: { binId: string | null }, b: { binId: string | null }): number => {
    const [x, y] = [byId.get(a.binId ?? ''), byId.get(b.binId ?? '')];
    return x && y ? inPickOrder(x, y) : Number(!x) - Number(!y);
  };
  const picks = wanted.flatMap(({ reservation, quantity, lots }): Pick[] => {
    const parts = lots.length > 0 ? lots : [{ lotId: null, quantity }];
    let open = quantity;
    return parts.flatMap((part): Pick[] => {
      let wants = fewest(open, part.quantity);
      open = subtract(open, wants);
      const found = left.filter((row) => row.productId === reservation.productId && row.lotId === part.lotId && row.quantity > none).sort(order).flatMap((row): Pick[] => {
        const units = fewest(wants, row.quantity);
        if (units <= none) return [];
        row.quantity = subtract(row.quantity, units);
        wants = subtract(wants, units);
        return [{ reservation, lotId: part.lotId, binId: row.binId, quantity: units }];
      });
      return wants > none ? [...found, { reservation, lotId: part.lotId, binId: null, quantity: wants }] : found;
    });
  });
  return picks.sort((a, b) => order(a, b) || nameOf(a.reservation.productId).localeCompare(nameOf(b.reservation.productId), 'en')
    || (a.reservation.orderLineId < b.reservation.orderLineId ? -1 : 1));
}

type Picked = PickLineRow;

/** What a list has fetched of a reservation. */
export const pickedOf = (lines: readonly Picked[], reservationId: string): Quantity =>
  lines.filter((line) => line.reservationId === reservationId).reduce((sum, line) => add(sum, line.picked ?? none), none);

/** The lots of what a list has fetched of a reservation. */
export const pickedLots = (lines: readonly Picked[], reservationId: string): LotPart[] =>
  [...Map.groupBy(lines.filter((line) => line.reservationId === reservationId && line.lotId !== null && (line.picked ?? none) > none), (line) => line.lotId as string)]
    .map(([lotId, parts]) => ({ lotId, quantity: parts.reduce((sum, part) => add(sum, part.picked ?? none), none) }));

/** What can be shipped of order lines out of what was fetched for them: of a kit as many as all its parts make. Lines of which nothing was fetched are left out. */
export function shippable(lines: readonly Picked[], reservations: readonly ReservationRow[]): { orderLineId: string; quantity: Quantity }[] {
  return [...Map.groupBy(reservations.filter((row) => lines.some((line) => line.reservationId === row.id)), ({ orderLineId }) => orderLineId)].flatMap(([orderLineId, here]) => {
    const reach = here.map((row) => kitsIn(pickedOf(lines, row.id), row.perKit));
    const [first = none, ...rest] = reach;
    const quantity = most(none, rest.reduce(fewest, first));
    return quantity > none ? [{ orderLineId, quantity }] : [];
  });
}
