import type { UnitDimension, UnitRounding } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import { insert, type Change } from '../shared/write.ts';

interface Standard { code: string; name: string; decimals: number; rounding?: UnitRounding; measures?: [UnitDimension, bigint, bigint?] }

/** Sizes in pieces, grams, millilitres, millimetres and seconds; what has none is told by each product. */
const standard: readonly Standard[] = [
  { code: 'PCS', name: 'Piece', decimals: 0, measures: ['COUNT', 1n] },
  { code: 'DOZ', name: 'Dozen', decimals: 0, rounding: 'UP', measures: ['COUNT', 12n] },
  { code: 'BOX', name: 'Box', decimals: 0 },
  { code: 'CASE', name: 'Case', decimals: 0, rounding: 'UP' },
  { code: 'BAG', name: 'Bag', decimals: 0, rounding: 'UP' },
  { code: 'G', name: 'Gram', decimals: 0, measures: ['MASS', 1n] },
  { code: 'KG', name: 'Kilogram', decimals: 3, measures: ['MASS', 1000n] },
  { code: 'LB', name: 'Pound', decimals: 3, measures: ['MASS', 45_359_237n, 100_000n] },
  { code: 'OZ', name: 'Ounce', decimals: 2, measures: ['MASS', 45_359_237n, 1_600_000n] },
  { code: 'ML', name: 'Millilitre', decimals: 0, measures: ['VOLUME', 1n] },
  { code: 'L', name: 'Litre', decimals: 3, measures: ['VOLUME', 1000n] },
  { code: 'TSP', name: 'Teaspoon', decimals: 2, measures: ['VOLUME', 5n] },
  { code: 'TBSP', name: 'Tablespoon', decimals: 2, measures: ['VOLUME', 15n] },
  { code: 'CM', name: 'Centimetre', decimals: 1, measures: ['LENGTH', 10n] },
  { code: 'M', name: 'Metre', decimals: 3, measures: ['LENGTH', 1000n] },
  { code: 'MIN', name: 'Minute', decimals: 0, rounding: 'UP', measures: ['TIME', 60n] },
  { code: 'H', name: 'Hour', decimals: 2, measures: ['TIME', 3600n] },
];

/** Pure: the units that a new company begins with. */
export const standardUnitRows = (newId: DecideContext['newId']): Change[] => standard.map(({ measures, rounding = 'HALF_AWAY', ...unit }) => {
  const [dimension = null, numerator = null, denominator = null] = measures ?? [];
  return insert('Unit', { id: newId(), ...unit, rounding, dimension, numerator, denominator: denominator ?? (numerator === null ? null : 1n) });
});
