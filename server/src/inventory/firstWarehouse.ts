import type { DecideContext } from '../shared/action.ts';
import { insert, type Change } from '../shared/write.ts';

/** Pure: the warehouse that a new company begins with; goods lie in it unless another is named. */
export const firstWarehouseRows = (companyId: string, newId: DecideContext['newId']): Change[] =>
  [insert('Warehouse', { id: newId(), companyId, code: 'MAIN', name: 'Main warehouse', isDefault: true })];
