// Pure: which debts a text names, by their numbers as printed, loosely written, or with a slip.
import type { Debt } from './facts.ts';
import { plainNumber, slips, yearAndCount } from './plain.ts';

export interface ReferenceIndex {
  /** By number as printed and by other numbers, in plain form. */
  whole: Map<string, Debt[]>;
  /** By year and count, as digits with all zeros. */
  digits: Map<string, Debt[]>;
  /** By year and count without zeros: 2026/42. */
  loose: Map<string, Debt[]>;
}

const add = (map: Map<string, Debt[]>, key: string, debt: Debt): void => {
  const known = map.get(key);
  if (known) known.push(debt);
  else map.set(key, [debt]);
};
// A number shorter than this, or without a digit, would be found in any text.
// What is charged has a series of its own: its year and count are not an invoice's.
const CHARGE = /^CHG/;
const isTelling = (plain: string): boolean => plain.length >= 4 && /\d{3}/.test(plain);

export function indexReferences(debts: readonly Debt[]): ReferenceIndex {
  const index: ReferenceIndex = { whole: new Map(), digits: new Map(), loose: new Map() };
  for (const debt of debts) {
    for (const number of new Set([debt.number, ...debt.otherNumbers].map(plainNumber))) if (isTelling(number)) add(index.whole, number, debt);
    const parts = debt.isCharge ? undefined : yearAndCount(debt.number);
    if (!parts) continue;
    add(index.digits, parts.year + parts.count, debt);
    add(index.loose, `${parts.year}/${Number(parts.count)}`, debt);
  }
  return index;
}

export interface Named { debts: Debt[]; isLoose: boolean }

const unique = (debts: readonly Debt[]): Debt[] => [...new Set(debts)];

/** The debts that a text names by their whole numbers; of year and count alone, where the series is missing. */
export function named({ whole, digits, loose }: ReferenceIndex, text: string): Named {
  const tokens = text.split(/[\s,;+:()]+/).filter(Boolean);
  const exact: Debt[] = [];
  const weak: Debt[] = [];
  for (const [at, token] of tokens.entries()) {
    const plain = plainNumber(token);
    // Banks cut numbers at the end of a line: two pieces side by side may be one.
    for (const key of [plain, plain + plainNumber(tokens[at + 1] ?? '')]) {
      if (isTelling(key)) exact.push(...whole.get(key) ?? []);
      if (key.length >= 7) weak.push(...digits.get(key) ?? []);
    }
    for (const piece of token.split(/[/]/)) if (isTelling(plainNumber(piece))) exact.push(...whole.get(plainNumber(piece)) ?? []);
  }
  for (const [, year = '', count = ''] of text.matchAll(/(?<!\d)(?<!CHG[\s\-./_]{0,3})((?:19|20)\d{2})[\s\-./_]*(\d{1,8})(?!\d)/g)) {
    weak.push(...digits.get(year + count) ?? []);
  }
  for (const [, year = '', count = ''] of text.matchAll(/(?<!\d)(?<!CHG[\s\-./_]{0,3})((?:19|20)\d{2})\/(\d{1,8})(?!\d)/g)) weak.push(...loose.get(`${year}/${Number(count)}`) ?? []);
  return exact.length > 0 ? { debts: unique(exact), isLoose: false } : { debts: unique(weak), isLoose: true };
}

/** The debts of which a text has a number with one slip in it. */
export function almostNamed({ digits }: ReferenceIndex, text: string): Debt[] {
  const found: Debt[] = [];
  for (const [token] of text.toUpperCase().matchAll(/[A-Z]{0,5}[-./]?[\dO][\dO\-./]{5,13}/g)) {
    if (CHARGE.test(token)) continue;
    const number = plainNumber(token).replace(/^[A-Z]+/, '');
    if (number.length < 7 || number.length > 12) continue;
    for (const slip of slips(number)) found.push(...digits.get(slip) ?? []);
  }
  return unique(found);
}
