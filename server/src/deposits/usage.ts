// Pure: which of the receipts of deposits went where. What came first goes first; what was taken keeps what it took, whatever is taken
// back later beside it.
import { least, minus, minor, plus, take, zero, type Minor } from '../shared/money.ts';

/** Money that moves to, from or between deposits, in the order in which it was posted; taken back: its reverse. */
export interface Move { id: string; from: string; to: string; /** Without a sign. */ amount: Minor; reverses: string | null }
/** A part of what came by a receipt: the allocation by which it came. */
export interface Lot { receipt: string; amount: Minor }
export interface Usage { /** What stands of what left, by its allocation. */ taken: ReadonlyMap<string, readonly Lot[]>; /** What is held, by deposit. */ held: ReadonlyMap<string, readonly Lot[]> }

const sumOf = (lots: readonly Lot[]): Minor => plus(zero, ...lots.map(({ amount }) => amount));

/** Takes an amount of lots, in their order, those that are preferred first; what is taken is gone from them. */
function pull(lots: Lot[], amount: Minor, isPreferred: (lot: Lot) => boolean = () => false): Lot[] {
  const taken: Lot[] = [];
  let left = amount;
  for (const lot of [...lots.filter(isPreferred), ...lots.filter((each) => !isPreferred(each))]) {
    const part = least(lot.amount, left);
    if (part <= 0n) continue;
    taken.push({ receipt: lot.receipt, amount: part });
    left = minus(left, part);
    lot.amount = minus(lot.amount, part);
  }
  lots.splice(0, lots.length, ...lots.filter((lot) => lot.amount > 0n));
  return taken;
}

/** The walk over all moves of deposits that are linked by moves among them; `deposits`: their items. */
export function usageOf(moves: readonly Move[], deposits: ReadonlySet<string>): Usage {
  const order = new Map(moves.map(({ id }, at) => [id, at]));
  const byId = new Map(moves.map((move) => [move.id, move]));
  const held = new Map<string, Lot[]>([...deposits].map((id) => [id, []]));
  const taken = new Map<string, Lot[]>();
  const moved = new Map<string, Lot[]>();
  const lotsOf = (deposit: string): Lot[] => held.get(deposit) ?? [];
  const put = (deposit: string, lots: readonly Lot[]): void => {
    const own = lotsOf(deposit);
    for (const lot of lots) {
      const known = own.find(({ receipt }) => receipt === lot.receipt);
      if (known) known.amount = plus(known.amount, lot.amount);
      else own.push({ ...lot });
    }
    own.sort((a, b) => (order.get(a.receipt) ?? 0) - (order.get(b.receipt) ?? 0));
  };
  /** Money that is taken back from a deposit although a part of it went elsewhere: what is there instead stands for that. */
  const exchange = (receipt: string, instead: Lot[]): void => {
    for (const lots of [...taken.values(), ...held.values()]) {
      for (const lot of lots.filter((each) => each.receipt === receipt)) {
        const others = pull(instead, lot.amount);
        lots.splice(lots.indexOf(lot), 1, ...others, ...(sumOf(others) < lot.amount ? [{ receipt, amount: minus(lot.amount, sumOf(others)) }] : []));
      }
    }
  };
  const back = ({ id, from, to, amount }: Move): void => {
    if (!deposits.has(to)) {
      put(from, taken.get(id) ?? []);
      taken.delete(id);
      return;
    }
    const brought = new Set(moved.get(id)?.map(({ receipt }) => receipt) ?? [id]);
    const gone = pull(lotsOf(to), amount, ({ receipt }) => brought.has(receipt));
    if (deposits.has(from)) put(from, gone);
    else exchange(id, gone.filter(({ receipt }) => receipt !== id));
  };
  for (const move of moves) {
    const undone = move.reverses === null ? undefined : byId.get(move.reverses);
    if (undone) back(undone);
    else if (deposits.has(move.from)) {
      const lots = pull(lotsOf(move.from), move.amount);
      // What moves on to another deposit is that one's from then on.
      (deposits.has(move.to) ? moved : taken).set(move.id, lots);
      if (deposits.has(move.to)) put(move.to, lots);
    } else put(move.to, [{ receipt: move.id, amount: move.amount }]);
  }
  return { taken, held };
}

/** Base or tax of parts, so that they sum to what was posted: each its share of its receipt's, whole for the whole; what is left by rounding is a part's that is not whole. */
export function sharesOf(posted: Minor, parts: readonly { amount: Minor; whole: Minor; of: Minor }[]): Minor[] {
  const shares = parts.map(({ amount, whole, of }) => (whole === 0n ? zero : take({ units: whole, value: of }, amount)));
  const at = parts.findLastIndex(({ amount, whole }) => amount !== whole);
  const rest = minus(posted, plus(zero, ...shares));
  return shares.map((share, index) => (index === (at < 0 ? shares.length - 1 : at) ? minor(share + rest) : share));
}
