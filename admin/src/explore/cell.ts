import { dayText, instantText } from '../shared/days.ts';
import { decimalText, moneyText } from '../shared/numbers.ts';
import type { Column } from './queries.ts';

type Words = { enumLabel: (name: string, value: string) => string; yes: string; no: string };

/** A value of an answer as people read it. */
export function cellText(value: string | null | undefined, { kind, currencyCode, enumName }: Column, { enumLabel, yes, no }: Words): string {
  if (value === null || value === undefined) return '–';
  switch (kind) {
    case 'MONEY':
      return currencyCode ? moneyText({ amount: value, currencyCode }) : decimalText(value, 4, 2);
    case 'INT':
    case 'DECIMAL':
      return decimalText(value, 6);
    case 'DAY':
      return dayText(value);
    case 'INSTANT':
      return instantText(value);
    case 'BOOLEAN':
      return value === 'true' ? yes : no;
    case 'ENUM':
      return enumLabel(enumName ?? '', value);
    default:
      return value;
  }
}

export const isFigure = ({ kind }: Column): boolean => kind === 'MONEY' || kind === 'INT' || kind === 'DECIMAL';
