// Pure: what leaves for our own use, and what comes back of it at the cost of its issue.
import type { Accounts } from '../accounting/books.ts';
import { entryRows, type LineDraft } from '../accounting/post.ts';
import { takeQuantity, type ProductUnits } from '../catalogue/units.ts';
import type { CostObjectRow, ReservationRow, SupplyIssueLineRow, SupplyIssueRow } from '../generated/rows.ts';
import { lotsGiven, type LotsGiven } from '../inventory/lotsInput.ts';
import { allocate } from '../inventory/poolPromises.ts';
import { issue, receive, type Pools } from '../inventory/pools.ts';
import type { DecideContext } from '../shared/action.ts';
import { minus, negate, plus, take, zero, type Minor } from '../shared/money.ts';
import { add, none, subtract, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { insert, type Change } from '../shared/write.ts';
import { CostObjectClosed, SupplyNotReturnable, SupplyReturnTooMuch } from './refusals.ts';

export function demandOpen(costObject: CostObjectRow): void {
  if (!costObject.isActive) throw CostObjectClosed({ costObject: costObject.id, name: costObject.name });
}

export interface WantedLine extends LotsGiven { productId: string; quantity: Quantity; unitId?: string | null; note?: string | null }
export interface IssueFacts { pools: Pools; accounts: Accounts; units: ReadonlyMap<string, ProductUnits>; costObject: CostObjectRow; number: string }
export interface IssueHead { warehouseId: string; issuedOn: Day; person?: string | null; note?: string | null }

/** The rows of an issue: its lines, a move each that bears the line's id, and 5220 against stock. */
export function issueRows({ pools, accounts, units, costObject, number }: IssueFacts, head: IssueHead, wanted: readonly WantedLine[], ctx: DecideContext): { id: string; rows: Change[]; value: Minor } {
  demandOpen(costObject);
  const id = ctx.newId();
  const source = { type: 'SupplyIssue', id };
  const { currencyCode } = ctx.company;
  const { warehouseId, issuedOn } = head;
  const made = wanted.map(({ productId, note, ...asked }, index) => {
    const path = ['lines', String(index)];
    const product = units.get(productId);
    if (!product) throw fieldRefused([...path, 'productId'], 'id_unknown', { type: 'Product' });
    const { quantity, columns } = takeQuantity(product, asked, path);
    const lineId = ctx.newId();
    const { row, cost } = issue(pools, {
      id: lineId, productId, warehouseId, quantity, kind: 'OWN_USE', effectiveOn: issuedOn, source, reason: 'OWN_USE', note: note ?? null, path: [...path, 'quantity'],
      lots: lotsGiven(asked, quantity, path),
    }, ctx);
    const line = insert('SupplyIssueLine', { id: lineId, issueId: id, no: index + 1, productId, quantity, ...columns, currencyCode, valueMinor: cost, note: note ?? null });
    return { productId, cost, rows: [line, row] };
  });
  const value = plus(zero, ...made.map(({ cost }) => cost));
  return {
    id, value,
    rows: [
      insert('SupplyIssue', {
        id, companyId: ctx.company.id, number, kind: 'ISSUE', costObjectId: costObject.id, warehouseId, issuedOn, person: head.person ?? null,
        note: head.note ?? null, currencyCode, valueMinor: value,
      }),
      ...made.flatMap(({ rows }) => rows),
      ...entryRows(accounts, {
        kind: 'OWN_USE', effectiveOn: issuedOn, source, memo: `${number} · ${costObject.name}`.slice(0, 500),
        lines: made.flatMap(({ productId, cost }) => usedLines(productId, warehouseId, cost)),
      }, ctx),
      ...pools.changes(),
    ],
  };
}

/** Own use against stock; below zero: stock against own use. */
export const usedLines = (productId: string, warehouseId: string, cost: Minor): LineDraft[] => [
  { account: '5220', amount: cost, productId, warehouseId }, { account: '1300', amount: negate(cost), productId, warehouseId },
];

/** What came back of lines so far, by line. */
export type Returned = ReadonlyMap<string, { quantity: Quantity; value: Minor }>;

/** By what returns bring back; their values are below zero. */
export function returnedOf(returns: readonly SupplyIssueLineRow[]): Returned {
  const sums = new Map<string, { quantity: Quantity; value: Minor }>();
  for (const { returnsLineId, quantity, valueMinor } of returns) {
    if (returnsLineId === null) continue;
    const before = sums.get(returnsLineId) ?? { quantity: none, value: zero };
    sums.set(returnsLineId, { quantity: add(before.quantity, quantity), value: minus(before.value, valueMinor) });
  }
  return sums;
}

const leftOf = (line: SupplyIssueLineRow, returned: Returned): Quantity => subtract(line.quantity, returned.get(line.id)?.quantity ?? none);

/** Refuses what cannot come back: a return, and an issue of which everything did. */
export function demandReturnable(issued: Pick<SupplyIssueRow, 'kind' | 'number'>, isAllBack: boolean): void {
  if (issued.kind === 'RETURN') throw SupplyNotReturnable({ number: issued.number, reason: 'return' });
  if (isAllBack) throw SupplyNotReturnable({ number: issued.number, reason: 'returned' });
}

export interface ReturnFacts {
  pools: Pools; accounts: Accounts; units: ReadonlyMap<string, ProductUnits>; waiting: ReservationRow[]; number: string;
  issued: SupplyIssueRow; lines: SupplyIssueLineRow[]; returned: Returned;
}
export interface ReturnLine extends LotsGiven { lineId: string; quantity: Quantity; unitId?: string | null }

/** Brings goods of an issue back, whole or in part: parts that come one after another sum to the issue's cost. */
export function returnRows(facts: ReturnFacts, { on, reason, lines: asked }: { on: Day; reason: string; lines?: ReturnLine[] | null }, ctx: DecideContext): { id: string; rows: Change[]; value: Minor } {
  const { pools, accounts, issued, lines, units, number } = facts;
  const returned = new Map(facts.returned);
  demandReturnable(issued, lines.every((line) => leftOf(line, returned) <= none));
  if (on < issued.issuedOn) throw fieldRefused(['on'], 'day_before', { day: issued.issuedOn });
  const wanted: ReturnLine[] = asked ?? lines.map((line) => ({ lineId: line.id, quantity: leftOf(line, returned) })).filter(({ quantity }) => quantity > none);
  const id = ctx.newId();
  const source = { type: 'SupplyIssue', id };
  const { warehouseId } = issued;
  const made = wanted.map(({ lineId, ...given }, index) => {
    const path = ['lines', String(index)];
    const line = lines.find((each) => each.id === lineId);
    const product = line && units.get(line.productId);
    if (!line || !product) throw fieldRefused([...path, 'lineId'], 'id_unknown', { type: 'SupplyIssueLine' });
    const { productId } = line;
    const { quantity, columns } = takeQuantity(product, given, path);
    const before = returned.get(line.id) ?? { quantity: none, value: zero };
    const back = add(before.quantity, quantity);
    if (back > line.quantity) throw SupplyReturnTooMuch({ productName: pools.names(productId, warehouseId).productName, left: subtract(line.quantity, before.quantity), wanted: quantity });
    const value = minus(take({ units: line.quantity, value: line.valueMinor }, back), before.value);
    returned.set(line.id, { quantity: back, value: plus(before.value, value) });
    const moveId = ctx.newId();
    const { row } = receive(pools, { id: moveId, productId, warehouseId, quantity, value, kind: 'RETURN', effectiveOn: on, source, reason: 'OWN_USE', valuedByMoveId: line.id, path: [...path, 'quantity'],
      lots: lotsGiven(given, quantity, path) }, ctx);
    const rows = [insert('SupplyIssueLine', {
      id: moveId, issueId: id, no: index + 1, productId, quantity, ...columns, currencyCode: line.currencyCode, valueMinor: negate(value), returnsLineId: line.id,
    }), row];
    return { productId, value, rows };
  });
  const value = plus(zero, ...made.map((each) => each.value));
  return {
    id, value,
    rows: [
      insert('SupplyIssue', {
        id, companyId: issued.companyId, number, kind: 'RETURN', returnsIssueId: issued.id, costObjectId: issued.costObjectId, warehouseId, issuedOn: on,
        note: reason, currencyCode: issued.currencyCode, valueMinor: negate(value),
      }),
      ...made.flatMap(({ rows }) => rows),
      ...[...new Set(made.map(({ productId }) => productId))].flatMap((productId) => allocate(pools, facts.waiting, productId, warehouseId)),
      ...entryRows(accounts, {
        kind: 'OWN_USE', effectiveOn: on, source, memo: `${number} · ${reason}`.slice(0, 500),
        lines: made.flatMap((each) => usedLines(each.productId, warehouseId, negate(each.value))),
      }, ctx),
      ...pools.changes(),
    ],
  };
}
