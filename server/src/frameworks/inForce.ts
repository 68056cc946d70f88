// Pure: an agreement comes into force, and is extended; by somebody's own word, or by that of a second person.
import type { FrameworkLineRow, FrameworkRow } from '../generated/rows.ts';
import type { DecideContext, Decision } from '../shared/action.ts';
import { printMoney, type Minor } from '../shared/money.ts';
import { none, printQuantity, type Quantity } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import { update } from '../shared/write.ts';
import type { Inception, LoadedFramework } from './loadFramework.ts';
import { FrameworkEmpty, FrameworkMaximumLow, FrameworkOver } from './refusals.ts';
import { demandFramework } from './rules.ts';

/** An event of an agreement. */
export const told = (kind: string, { id: subjectId }: Pick<FrameworkRow, 'id'>, more: object = {}) => ({ kind, subjectType: 'Framework', subjectId, ...more });

/** Refuses what cannot come into force on the day. */
export function demandComplete({ framework, lines }: Pick<LoadedFramework, 'framework' | 'lines'>, today: Day): void {
  demandFramework(framework, 'activateFramework');
  if (lines.length === 0) throw FrameworkEmpty({ framework: framework.id });
  if (framework.validTo < today) throw FrameworkOver({ framework: framework.id, validTo: framework.validTo });
}

/** Refuses what demandComplete does. */
export function activated({ framework, lines, customer }: LoadedFramework, { number, exchangeRate }: Inception, ctx: DecideContext): Decision {
  demandComplete({ framework, lines }, ctx.today);
  return {
    rows: [update('Framework', framework.id, { status: 'ACTIVE', number, exchangeRate, activatedOn: ctx.today, version: framework.version + 1 })],
    events: [told('frameworkActivated', framework, { data: { number, customer: customer.name, validFrom: framework.validFrom, validTo: framework.validTo } })],
    result: { framework: framework.id },
  };
}

export interface Extension { validTo: Day; maximumMinor: Minor | null; limits: { line: FrameworkLineRow; maximum: Quantity | null }[] }
type Names = ReadonlyMap<string, { name: string }>;

/** Whether an extension gives anything beyond what is agreed: a later day, more, or again what has ended. */
export const isFurther = ({ status, validTo, maximumMinor }: FrameworkRow, after: Extension): boolean =>
  status !== 'ACTIVE' || after.validTo > validTo || (maximumMinor !== null && (after.maximumMinor === null || after.maximumMinor > maximumMinor))
  || after.limits.some(({ line, maximum }) => line.maximum !== null && (maximum === null || maximum > line.maximum));

/** Refuses a maximum below what was called off or committed to, and a last day that has passed. */
export function extended({ framework }: LoadedFramework, { validTo, maximumMinor, limits }: Extension, names: Names, reason: string, ctx: DecideContext): Decision {
  demandFramework(framework, 'extendFramework');
  if (validTo < ctx.today) throw FrameworkOver({ framework: framework.id, validTo });
  const nameOf = ({ productId }: FrameworkLineRow) => names.get(productId)?.name ?? '';
  for (const { line, maximum } of limits) {
    const least = line.called > (line.minimum ?? none) ? line.called : line.minimum ?? none;
    if (maximum !== null && maximum < least) throw FrameworkMaximumLow({ productName: nameOf(line), maximum: printQuantity(maximum), called: printQuantity(least) });
  }
  const spoken = (amount: Minor) => printMoney(amount, framework.currencyCode);
  if (maximumMinor !== null && maximumMinor !== framework.maximumMinor && (maximumMinor < framework.calledMinor || maximumMinor < (framework.minimumMinor ?? 0n))) {
    throw FrameworkMaximumLow({ productName: '', maximum: spoken(maximumMinor), called: spoken(framework.calledMinor > (framework.minimumMinor ?? 0n) ? framework.calledMinor : framework.minimumMinor ?? framework.calledMinor) });
  }
  const said = (value: Quantity | null) => (value === null ? null : printQuantity(value));
  return {
    rows: [
      update('Framework', framework.id, { status: 'ACTIVE', validTo, maximumMinor, endedOn: null, endReason: null, version: framework.version + 1 }),
      ...limits.map(({ line, maximum }) => update('FrameworkLine', line.id, { maximum })),
    ],
    events: [told('frameworkExtended', framework, {
      reason, data: { lines: limits.map(({ line, maximum }) => ({ product: nameOf(line), before: said(line.maximum), after: said(maximum) })) },
      changes: {
        ...(validTo === framework.validTo ? {} : { validTo: [framework.validTo, validTo] }),
        ...(maximumMinor === framework.maximumMinor ? {} : { maximum: [framework.maximumMinor, maximumMinor].map((each) => (each === null ? null : spoken(each))) }),
      },
    })],
    result: { framework: framework.id },
  };
}
