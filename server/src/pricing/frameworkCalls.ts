// Pure: what was called off from agreements, kept with them. The given agreements are locked.
import type { FrameworkLineRow, FrameworkRow, OrderLineRow, OrderRow } from '../generated/rows.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import { minus, plus, printMoney, zero, type Minor } from '../shared/money.ts';
import { add, none, printQuantity, subtract, type Quantity } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import { update, type Change } from '../shared/write.ts';
import { calledNet, type FrameworkFacts } from './frameworks.ts';
import { FrameworkAmountExceeded, FrameworkCurrency, FrameworkExceeded, FrameworkNotInForce } from './refusals.ts';

type Line = Pick<OrderLineRow, 'frameworkId' | 'frameworkLineId' | 'quantity' | 'cancelled' | 'netMinor'>;

interface Called { units: Map<string, Quantity>; net: Map<string, Minor> }

/** Units by line of an agreement and net value by agreement that lines of orders have. */
function calledBy(lines: readonly Line[]): Called {
  const called: Called = { units: new Map(), net: new Map() };
  for (const line of lines) {
    const { frameworkId, frameworkLineId } = line;
    if (frameworkId === null || frameworkLineId === null) continue;
    called.units.set(frameworkLineId, add(called.units.get(frameworkLineId) ?? none, subtract(line.quantity, line.cancelled)));
    called.net.set(frameworkId, plus(called.net.get(frameworkId) ?? zero, calledNet(line)));
  }
  return called;
}

/** Agreements after lines of an order have changed from `before` to `after`. */
export function movedCalls({ frameworks, lines }: FrameworkFacts, before: readonly Line[], after: readonly Line[]): { frameworks: FrameworkRow[]; lines: FrameworkLineRow[]; rows: Change[] } {
  const [was, is] = [calledBy(before), calledBy(after)];
  const movedLines = lines.map((line) => ({ ...line, called: subtract(add(line.called, is.units.get(line.id) ?? none), was.units.get(line.id) ?? none) }));
  const moved = frameworks.map((framework) => ({ ...framework, calledMinor: minus(plus(framework.calledMinor, is.net.get(framework.id) ?? zero), was.net.get(framework.id) ?? zero) }));
  return {
    frameworks: moved, lines: movedLines,
    rows: [
      ...moved.filter(({ id, calledMinor }) => frameworks.some((each) => each.id === id && each.calledMinor !== calledMinor)).map(({ id, calledMinor }) => update('Framework', id, { calledMinor })),
      ...movedLines.filter(({ id, called }) => lines.some((each) => each.id === id && each.called !== called)).map(({ id, called }) => update('FrameworkLine', id, { called })),
    ],
  };
}

const WHOLE = 1_000_000n;
/** With what a tolerance allows on top. */
const widened = <T extends bigint>(maximum: T, rate: bigint): T => roundedQuotient(maximum * (WHOLE + rate), WHOLE) as T;

/**
 * An order that is placed takes its part of the agreements that its lines name. Refuses agreements that are not in force on
 * the day, and more than is left; within the tolerance somebody who may can go beyond for a reason.
 */
export function callOff(order: Pick<OrderRow, 'id' | 'customerId' | 'currencyCode'>, lines: readonly OrderLineRow[], facts: FrameworkFacts, { on, number, reason }: { on: Day; number: string; reason?: string | null }, ctx: DecideContext): { rows: Change[]; events: EventDraft[] } {
  const calls = lines.filter(({ frameworkId }) => frameworkId !== null);
  if (calls.length === 0) return { rows: [], events: [] };
  const moved = movedCalls(facts, [], calls);
  const isExcused = !!reason && ctx.viewer.permissions.has('frameworks.exceed');
  const events = [...new Set(calls.map(({ frameworkId }) => String(frameworkId)))].flatMap((id): EventDraft[] => {
    const before = facts.frameworks.find((each) => each.id === id);
    const framework = moved.frameworks.find((each) => each.id === id);
    if (!before || !framework || framework.status !== 'ACTIVE' || framework.customerId !== order.customerId || on < framework.validFrom || framework.validTo < on) {
      throw FrameworkNotInForce({ framework: id, frameworkNumber: framework?.number ?? '', validTo: framework?.validTo ?? on, status: framework?.status ?? 'CANCELLED' });
    }
    const { toleranceRate: rate, maximumMinor, currencyCode } = framework;
    if (order.currencyCode !== currencyCode) throw FrameworkCurrency({ framework: id, frameworkNumber: framework.number ?? '', currency: currencyCode });
    let isOver = false;
    for (const line of moved.lines.filter((each) => each.frameworkId === id && each.maximum !== null)) {
      const was = facts.lines.find((each) => each.id === line.id);
      const maximum = line.maximum as Quantity;
      if (!was || line.called <= was.called || line.called <= maximum) continue;
      isOver = true;
      if (isExcused && line.called <= widened(maximum, rate)) continue;
      const allowed = subtract(widened(maximum, rate), was.called);
      throw FrameworkExceeded({
        framework: id, frameworkNumber: framework.number ?? '', productName: calls.find(({ frameworkLineId }) => frameworkLineId === line.id)?.description ?? '', wanted: subtract(line.called, was.called),
        left: maximum > was.called ? subtract(maximum, was.called) : none, allowed: allowed > none ? allowed : none,
      });
    }
    if (maximumMinor !== null && framework.calledMinor > maximumMinor) {
      isOver = true;
      if (!isExcused || framework.calledMinor > widened(maximumMinor, rate)) {
        const spoken = (amount: Minor) => ({ minor: amount < zero ? zero : amount, currencyCode });
        throw FrameworkAmountExceeded({
          framework: id, frameworkNumber: framework.number ?? '', wanted: spoken(minus(framework.calledMinor, before.calledMinor)), left: spoken(minus(maximumMinor, before.calledMinor)),
          allowed: spoken(minus(widened(maximumMinor, rate), before.calledMinor)),
        });
      }
    }
    const own = calls.filter(({ frameworkId }) => frameworkId === id);
    return [{
      kind: isOver ? 'frameworkExceeded' : 'frameworkCalled', subjectType: 'Framework', subjectId: id, reason: isOver ? reason ?? null : null,
      data: { order: number, net: printMoney(plus(zero, ...own.map(calledNet)), currencyCode), lines: own.map(({ description, quantity }) => ({ product: description, quantity: printQuantity(quantity) })) },
    }];
  });
  return { rows: moved.rows, events };
}
