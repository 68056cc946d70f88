// What the makers of GraphQL types share: values, enums, and each type made once.
import { builder } from './builder.ts';
import { enums } from './generated/rows.ts';
import type { Kind } from './shared/entity.ts';
import type { MoneyValue } from './shared/textForms.ts';

// Types made in a loop over declarations cannot be inferred one by one: the loop speaks to an untyped builder,
// and schema.graphql, which is reviewed, is the check on what it makes.
// oxlint-disable-next-line no-explicit-any
export type Loose = any;
export const loose = builder as Loose;

export const moneyRef = builder.objectRef<MoneyValue>('Money').implement({
  description: 'An amount with its currency; all places of the currency are given.',
  fields: (t) => ({
    amount: t.expose('amount', { type: 'Decimal', extensions: { permission: 'inherit' } }),
    currencyCode: t.expose('currencyCode', { type: 'CurrencyCode', extensions: { permission: 'inherit' } }),
  }),
});

const enumRefs = new Map<string, Loose>();
/** The GraphQL enum of a Prisma enum. */
export function enumRef(name: string): Loose {
  let made = enumRefs.get(name);
  if (!made) {
    made = builder.enumType(name, { values: [...enums[name as keyof typeof enums]] });
    enumRefs.set(name, made);
  }
  return made;
}

/** The GraphQL type of a kind of value. */
export function scalarOf(kind: Kind): Loose {
  if (kind.startsWith('enum:')) return enumRef(kind.slice(5));
  const scalars: Record<string, Loose> = {
    text: 'String', int: 'Int', boolean: 'Boolean', quantity: 'Decimal', price: 'Decimal', rate: 'Decimal', fx: 'Decimal', money: moneyRef,
    day: 'Day', instant: 'DateTime', json: 'JSON', uuid: 'ID', bigint: 'Decimal', texts: ['String'],
  };
  return scalars[kind];
}

/** Types made so far, by what they are made for. */
export const made = new Map<string, Loose>();
export const once = <T>(key: string, make: () => T): T => {
  if (!made.has(key)) made.set(key, make());
  return made.get(key) as T;
};
