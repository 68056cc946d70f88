import type { Minor } from './money.ts';
import type { Quantity } from './quantity.ts';
import type { Day } from './time.ts';

/** What a fact of a refusal is: decides its GraphQL type. An id fact names its record type: 'id:Order'. */
export type FactKind = 'text' | 'int' | 'quantity' | 'money' | 'day' | `id:${string}`;
interface FactShapes { text: string; int: number; quantity: Quantity; money: { minor: Minor; currencyCode: string }; day: Day }
type FactValue<K extends FactKind> = K extends keyof FactShapes ? FactShapes[K] : string;
export type Facts<F extends Record<string, FactKind>> = { [K in keyof F]: FactValue<F[K]> };

/** Understood and declined: thrown by a rule before anything is written, answered as a member of the result union. */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly facts: Record<string, unknown>;
  constructor(kind: RefusalKind, facts: Record<string, unknown>) {
    super(kind.code);
    this.kind = kind;
    this.facts = facts;
  }
}

export interface RefusalKind { code: string; typeName: string; facts: Record<string, FactKind> }
export interface RefusalDeclaration<F extends Record<string, FactKind>> extends RefusalKind {
  (facts: Facts<F>): Refusal;
}

const pascal = (code: string) =>
  code.toLowerCase().split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');

export const declaredRefusals = new Map<string, RefusalKind>();

/** Declares an expected refusal. Its sentence is `refusal.CODE` in the message catalogue; its GraphQL type is the code in Pascal case. A code is declared once. */
export function refusal<const F extends Record<string, FactKind>>(code: string, facts: F): RefusalDeclaration<F> {
  const declared: RefusalKind = { code, typeName: pascal(code), facts };
  if (declaredRefusals.has(code)) throw new Error(`two refusals have the code ${code}`);
  declaredRefusals.set(code, declared);
  return Object.assign((given: Facts<F>) => new Refusal(declared, given), declared);
}
