// What a variant has from its template, and what of its own.
import type { ProductRow } from '../generated/rows.ts';

/** Columns that follow the template until they are set for the variant itself. */
export const inheritedFields = [
  'name', 'description', 'categoryId', 'unitId', 'taxCodeId', 'isStocked', 'isJit', 'costingMethod', 'tracking', 'shelfLifeDays', 'weight',
] as const satisfies readonly (keyof ProductRow)[];
export type InheritedField = (typeof inheritedFields)[number];

/** The column that remembers what of a variant was set for itself, after these columns were; nothing for products that stand alone. */
export function nowOwn({ templateId, ownFields }: Pick<ProductRow, 'templateId' | 'ownFields'>, changed: readonly string[]): Partial<ProductRow> {
  const own = inheritedFields.filter((field) => ownFields.includes(field) || changed.includes(field));
  return templateId !== null && own.length > ownFields.length ? { ownFields: own } : {};
}
