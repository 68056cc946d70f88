import type { AnyField } from './context.ts';

/** How a field may be compared, in the words of the API's filter inputs; `preset` and `between` are the console's. */
export type Operator = 'is' | 'in' | 'notIn' | 'contains' | 'startsWith' | 'between' | 'preset' | 'empty' | 'notEmpty';

const BY_KIND: Record<AnyField['kind'], readonly Operator[]> = {
  text: ['contains', 'is', 'startsWith', 'empty', 'notEmpty'],
  enum: ['in', 'notIn'],
  boolean: ['is'],
  integer: ['between', 'is'],
  quantity: ['between', 'is'],
  percent: ['between'],
  price: ['between', 'is'],
  money: ['between', 'is'],
  day: ['preset', 'between', 'is', 'empty', 'notEmpty'],
  instant: ['between'],
  reference: ['in', 'notIn', 'empty', 'notEmpty'],
};

export const operatorsOf = (field: AnyField): readonly Operator[] => BY_KIND[field.kind];

/** The operator that a filter value uses. */
export function operatorOf(field: AnyField, value: unknown): Operator {
  if (Array.isArray(value)) return 'in';
  if (typeof value !== 'object' || value === null) return 'is';
  if ('empty' in value) return value.empty === true ? 'empty' : 'notEmpty';
  const found = operatorsOf(field).find((operator) => operator in value);
  if (found) return found;
  if (field.kind === 'reference' && 'is' in value) return 'in';
  return 'between';
}

/** The ends of a range are from and to for times, min and max for numbers. */
export const endsOf = (field: AnyField): readonly [string, string] =>
  field.kind === 'day' || field.kind === 'instant' ? ['from', 'to'] : ['min', 'max'];

export const listOf = (value: unknown, key: string): string[] => {
  if (Array.isArray(value)) return value.map(String);
  const of = (value ?? {}) as Record<string, unknown>;
  const inner = of[key] ?? of['is'];
  return Array.isArray(inner) ? inner.map(String) : inner === undefined ? [] : [String(inner)];
};

export const partOf = (value: unknown, key: string): string => {
  const inner = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return inner === undefined || inner === null ? '' : String(inner);
};
