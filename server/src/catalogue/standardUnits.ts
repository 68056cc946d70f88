import type { DecideContext } from '../shared/action.ts';
import { insert, type Change } from '../shared/write.ts';

const standard = [
  { code: 'PCS', name: 'Piece', decimals: 0 },
  { code: 'BOX', name: 'Box', decimals: 0 },
  { code: 'KG', name: 'Kilogram', decimals: 3 },
  { code: 'L', name: 'Litre', decimals: 3 },
  { code: 'M', name: 'Metre', decimals: 3 },
  { code: 'H', name: 'Hour', decimals: 2 },
];

/** Pure: the units that a new company begins with. */
export const standardUnitRows = (newId: DecideContext['newId']): Change[] =>
  standard.map((unit) => insert('Unit', { id: newId(), ...unit }));
