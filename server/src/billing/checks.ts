// Pure: what of a line is not as it should be before it is invoiced, and the rows that hold it.
import type { InvoiceCheckRow, InvoiceHoldRow, InvoiceRule, OrderLineRow, ShipmentLineRow } from '../generated/rows.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import { printQuantity, printRate, printUnitPrice, type Quantity, type UnitPrice } from '../shared/quantity.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { InvoiceCheckFailed } from './refusals.ts';
import type { InvoiceRun, Uninvoiced } from './loadUninvoiced.ts';

type Tolerances = Pick<InvoiceCheckRow, 'priceRate' | 'discountRate' | 'quantityRate' | 'checksUnits'>;
/** What a line should be: `listPrice` null where no list has one; `perUnit` of the typed unit now, null where it is told in none. */
export interface Should { listPrice: UnitPrice | null; perUnit: { numerator: bigint; denominator: bigint } | null; isUnitKnown: boolean; quantity: Quantity }
type Ordered = Pick<OrderLineRow, 'unitPrice' | 'priceOrigin' | 'discountRate' | 'quantity' | 'unitId' | 'entered' | 'perNumerator' | 'perDenominator' | 'taxIncluded'>;
export interface Finding { rule: InvoiceRule; expected: string; actual: string }

const WHOLE = 1_000_000n;
const isBeyond = (actual: bigint, expected: bigint, rate: bigint): boolean => {
  const off = actual > expected ? actual - expected : expected - actual;
  return off * WHOLE > (expected < 0n ? -expected : expected) * rate;
};
/** Prices that somebody agreed to are not judged by lists. */
const agreed = ['QUOTATION', 'FRAMEWORK'];

/** The rules that a line fails: its price off the lists', more typed off than may be, another conversion than now, more shipped than ordered. */
export function findingsOf(line: Ordered, should: Should, { priceRate, discountRate, quantityRate, checksUnits }: Tolerances): Finding[] {
  const found: Finding[] = [];
  if (priceRate !== null && should.listPrice !== null && !agreed.includes(line.priceOrigin ?? '') && isBeyond(line.unitPrice, should.listPrice, priceRate)) {
    found.push({ rule: 'PRICE', expected: printUnitPrice(should.listPrice), actual: printUnitPrice(line.unitPrice) });
  }
  if (discountRate !== null && line.discountRate > discountRate) found.push({ rule: 'DISCOUNT', expected: printRate(discountRate), actual: printRate(line.discountRate) });
  if (checksUnits && line.unitId !== null && line.perNumerator !== null && line.perDenominator !== null) {
    const now = should.perUnit;
    if (!should.isUnitKnown || !now || now.numerator * line.perDenominator !== line.perNumerator * now.denominator) {
      found.push({ rule: 'UNIT', expected: now ? `${now.numerator}/${now.denominator}` : '–', actual: `${line.perNumerator}/${line.perDenominator}` });
    }
  }
  if (quantityRate !== null && should.quantity > line.quantity && isBeyond(should.quantity, line.quantity, quantityRate)) {
    found.push({ rule: 'QUANTITY', expected: printQuantity(line.quantity), actual: printQuantity(should.quantity) });
  }
  return found;
}

export interface Judged extends Finding { line: ShipmentLineRow; due: Uninvoiced }
const isSame = (hold: InvoiceHoldRow, { rule, expected, actual, line }: Judged) =>
  hold.shipmentLineId === line.id && hold.rule === rule && hold.expected === expected && hold.actual === actual;

/** What keeps a run's shipments from being invoiced: what was found and not accepted as it is. */
export function judged(run: InvoiceRun): Judged[] {
  const all = run.groups.flatMap(({ orders }) => orders.flatMap((due) => due.lines.flatMap((line) => (due.findings.get(line.id) ?? []).map((finding) => ({ ...finding, line, due })))));
  return all.filter((each) => !run.holds.some((hold) => hold.status === 'ACCEPTED' && isSame(hold, each)));
}

/** Refuses an invoice by hand of what a rule holds. */
export function demandChecked(run: InvoiceRun): void {
  const [first] = judged(run);
  if (first) {
    const shipment = first.due.shipments.find(({ id }) => id === first.line.shipmentId);
    const description = first.due.orderLines.find(({ id }) => id === first.line.orderLineId)?.description ?? '';
    throw InvoiceCheckFailed({ shipmentNumber: shipment?.number ?? '', description, rule: first.rule, expected: first.expected, actual: first.actual });
  }
}

/** Holds that do not hold any more, as their cause is gone. */
export const goneRows = (run: InvoiceRun, ctx: DecideContext): Change[] => run.holds.filter((hold) => hold.status === 'OPEN' && !judged(run).some((each) => isSame(hold, each)))
  .map((hold) => update('InvoiceHold', hold.id, { status: 'GONE', decidedAt: ctx.now, decidedByName: ctx.viewer.name, version: hold.version + 1 }));

/** Holds what is found: once for each line and rule; what differs otherwise than before is held anew. */
export function holdRows(run: InvoiceRun, found: readonly Judged[], ctx: DecideContext): { rows: Change[]; events: EventDraft[] } {
  const fresh = found.filter((each) => !run.holds.some((hold) => hold.status === 'OPEN' && isSame(hold, each)));
  return {
    rows: [
      ...goneRows(run, ctx),
      ...fresh.map(({ rule, expected, actual, line, due }) => insert('InvoiceHold', {
        id: ctx.newId(), companyId: ctx.company.id, customerId: due.order.customerId, orderId: due.order.id, orderLineId: line.orderLineId, shipmentId: line.shipmentId, shipmentLineId: line.id,
        rule, expected, actual, ownerRole: run.checks?.ownerRole ?? 'CONTROLLER', ownerId: null, decidedAt: null, decidedByName: null, reason: null,
      })),
    ],
    events: [...new Set(fresh.map(({ line }) => line.shipmentId))].map((shipmentId) => ({ kind: 'invoiceHeld', subjectType: 'Shipment', subjectId: shipmentId, data: { rules: [...new Set(fresh.filter(({ line }) => line.shipmentId === shipmentId).map(({ rule }) => rule))] } })),
  };
}
