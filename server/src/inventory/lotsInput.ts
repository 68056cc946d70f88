// How lots and serial numbers are given: quantities by lot, or numbers as a list and as ranges (A001..A100).
import { day, id, list, object, optional, quantity, text } from '../shared/input.ts';
import { units, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';

/** A lot that a move names: by id or by what is printed on it; what is told beyond is of goods that come in. */
export interface LotGiven {
  lotId?: string | null; code?: string | null; quantity: Quantity;
  producedOn?: Day | null; bestBeforeOn?: Day | null; expiresOn?: Day | null; supplierLot?: string | null;
  /** Where it stands in the input. */
  path?: string[];
}

const code = () => text({ max: 100 });
const serials = {
  ...optional(text({ max: 50_000, lines: true })),
  describe: 'Serial numbers, one a line or separated by commas; a range is written A001..A100.',
};

/** Fields of goods that come in: the lots that they are. */
export const lotsIn = {
  lots: {
    ...optional(list(object('LotInInput', {
      code: optional(code()), lotId: optional(id('Lot')), quantity: optional(quantity()), producedOn: optional(day()), bestBeforeOn: optional(day()), expiresOn: optional(day()),
      supplierLot: optional(text({ max: 100 })),
    }))),
    describe: 'The lots that they are; the quantity of an only lot may be left out. Without dates a new lot expires by the product\'s shelf life.',
  },
  serials,
};

/** Fields of goods that leave: which lots; left out, the first to expire. */
export const lotsOut = {
  lots: {
    ...optional(list(object('LotOutInput', { lotId: optional(id('Lot')), code: optional(code()), quantity: optional(quantity()) }))),
    describe: 'Which lots leave; the first to expire when left out.',
  },
  serials,
};

type Raw = Omit<LotGiven, 'quantity' | 'path'> & { quantity?: Quantity | null };
export interface LotsGiven { lots?: readonly Raw[] | null; serials?: string | null }

const SERIALS_MAX = 2_000;

/** The numbers from one to another that differ in their last digits only; undefined where they are no range. */
function range(from: string, to: string): string[] | undefined {
  const [a, b] = [/^(.*?)(\d+)$/.exec(from), /^(.*?)(\d+)$/.exec(to)];
  if (!a || !b || a[1] !== b[1] || (a[2] ?? '').length !== (b[2] ?? '').length || (a[2] ?? '').length > 15) return undefined;
  const [first, last] = [Number(a[2]), Number(b[2])];
  if (last < first || last - first >= SERIALS_MAX) return undefined;
  return Array.from({ length: last - first + 1 }, (_, index) => `${a[1]}${String(first + index).padStart((a[2] ?? '').length, '0')}`);
}

const separators = /[\n,;]+/;

/** One number, or those of a range; undefined where it is no range. */
function numbersOf(text: string): string[] | undefined {
  const [from = '', to, ...more] = text.split(/\s*(?:\.\.|…)\s*/);
  return to === undefined ? [from].filter(Boolean) : more.length === 0 ? range(from, to) : undefined;
}

/** Numbers of a text: each on its line or between commas, `A001..A100` for all between. Refuses a range that is none, at a field. */
export function readSerials(given: string, path: string[]): string[] {
  const found = given.split(separators).map((each) => each.trim()).filter(Boolean).flatMap((each) => {
    const numbers = numbersOf(each);
    if (!numbers) throw fieldRefused(path, 'serials_range', { range: each.slice(0, 100) });
    return numbers;
  });
  if (found.length > SERIALS_MAX) throw fieldRefused(path, 'list_long', { max: SERIALS_MAX });
  const long = found.find((each) => each.length > 100);
  if (long) throw fieldRefused(path, 'text_long', { max: 100 });
  return found;
}

/** The lots that an input names for a quantity of a product; undefined where it names none. `path` is where the quantity stands. */
export function lotsGiven({ lots, serials: numbers }: LotsGiven, whole: Quantity, path: string[]): LotGiven[] | undefined {
  const beside = path.slice(0, -1);
  const named = (lots ?? []).map((lot, index): LotGiven => {
    const at = [...beside, 'lots', String(index)];
    if (!lot.code && !lot.lotId) throw fieldRefused([...at, 'code'], 'required');
    return { ...lot, quantity: lot.quantity ?? (lots?.length === 1 && !numbers ? whole : units(1)), path: [...at, lot.code ? 'code' : 'lotId'] };
  });
  const pieces = numbers ? readSerials(numbers, [...beside, 'serials']).map((each): LotGiven => ({ code: each, quantity: units(1), path: [...beside, 'serials'] })) : [];
  return named.length + pieces.length > 0 ? [...named, ...pieces] : undefined;
}

/** The names that must be looked up before it is decided; what cannot be read is refused then. */
export function codesOf({ lots, serials: numbers }: LotsGiven): string[] {
  const pieces = (numbers ?? '').split(separators).flatMap((each) => numbersOf(each.trim()) ?? []);
  return [...(lots ?? []).flatMap((lot) => lot.code ?? []), ...pieces];
}
