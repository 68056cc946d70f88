// Pure: what may happen to a transfer when, and how goods go from one place to the other at the cost at which they left.
import { entryRows, type LineDraft } from '../accounting/post.ts';
import type { Accounts } from '../accounting/books.ts';
import type { AccountCode } from '../accounting/chart.ts';
import type { MoveKind, MoveReason, TransferLineRow, TransferRow, TransferStatus, TransferStepKind, TransferStepLineRow, TransferStepRow } from '../generated/rows.ts';
import type { BinPart } from '../inventory/bins.ts';
import { expect, issue, receive, type Pools } from '../inventory/pools.ts';
import type { LotPart } from '../inventory/lots.ts';
import type { LotGiven } from '../inventory/lotsInput.ts';
import { holdInTransit, letGoInTransit } from '../inventory/transit.ts';
import type { DecideContext } from '../shared/action.ts';
import { negate, plus, zero, type Minor } from '../shared/money.ts';
import { add, none, subtract, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { insert, type Change } from '../shared/write.ts';
import { lotsOfMove } from './lotsOfMove.ts';
import { TransferArrived, TransferExceeds, TransferState, TransferStepReversed } from './refusals.ts';

/** In which status each action on a transfer is legal. */
export const legal = {
  updateTransfer: ['DRAFT'],
  dispatchTransfer: ['DRAFT'],
  cancelTransfer: ['DRAFT'],
  receiveTransfer: ['DISPATCHED', 'PART_RECEIVED'],
  closeTransfer: ['DISPATCHED', 'PART_RECEIVED'],
} as const satisfies Record<string, readonly TransferStatus[]>;
export type TransferAction = keyof typeof legal;

export function demandTransfer({ number, status }: Pick<TransferRow, 'number' | 'status'>, name: TransferAction): void {
  const allowed: readonly TransferStatus[] = legal[name];
  if (!allowed.includes(status)) throw TransferState({ number, status });
}

type Figures = Pick<TransferLineRow, 'dispatched' | 'received' | 'lost'>;
/** On its way: left, neither come nor given up. */
export const onItsWay = ({ dispatched, received, lost }: Figures): Quantity => subtract(dispatched, add(received, lost));

/** Status that follows from what left and what came. */
export function statusOfTransfer(lines: readonly Figures[]): TransferStatus {
  if (lines.every(({ dispatched }) => dispatched === none)) return 'DRAFT';
  if (lines.every((line) => onItsWay(line) === none)) return 'RECEIVED';
  return lines.some(({ received, lost }) => received > none || lost > none) ? 'PART_RECEIVED' : 'DISPATCHED';
}

/** A step may be taken back once; a dispatch only while nothing of it has come. */
export function demandStepReversible(step: Pick<TransferStepRow, 'id' | 'kind' | 'status'>, number: string, steps: readonly Pick<TransferStepRow, 'id' | 'kind' | 'status'>[]): void {
  if (step.status === 'REVERSED') throw TransferStepReversed({ number });
  if (step.kind === 'DISPATCH' && steps.some((each) => each.id !== step.id && each.status === 'POSTED')) throw TransferArrived({ number });
}

interface Asked { transferLineId: string; quantity: Quantity }
export interface Part { line: TransferLineRow; quantity: Quantity; path: string[] }

/** The parts of lines that are asked for, or all that is open. Refuses more than is open of a line; `openOf` says how much that is. */
export function partsOf<A extends Asked>(lines: readonly TransferLineRow[], asked: readonly A[] | null | undefined, openOf: (line: TransferLineRow) => Quantity,
  nameOf: (productId: string) => string): (Part & { asked?: A })[] {
  if (!asked || asked.length === 0) {
    return lines.filter((line) => openOf(line) > none).map((line, index) => ({ line, quantity: openOf(line), path: ['lines', String(index), 'quantity'] }));
  }
  const before = new Map<string, Quantity>();
  return asked.map((each, index) => {
    const path = ['lines', String(index)];
    const line = lines.find(({ id }) => id === each.transferLineId);
    if (!line) throw fieldRefused([...path, 'transferLineId'], 'id_unknown', { type: 'TransferLine' });
    const open = subtract(openOf(line), before.get(line.id) ?? none);
    if (each.quantity > open) throw TransferExceeds({ productName: nameOf(line.productId), open, wanted: each.quantity });
    before.set(line.id, add(before.get(line.id) ?? none, each.quantity));
    return { line, quantity: each.quantity, path: [...path, 'quantity'], asked: each };
  });
}

export interface Carried { moveId: string; cost: Minor; rows: Change[]; lots: LotPart[] }
interface Carry {
  productId: string; from: string; to: string; quantity: Quantity; on: Day; transferId: string; transit: string;
  kinds?: [out: MoveKind, in_: MoveKind]; note?: string | null; path?: string[]; bins?: BinPart[] | undefined;
  /** Of products with lots: those that leave; where goods set out and none are named, the first to expire. */
  lots?: readonly LotGiven[] | undefined;
}

/** Takes goods out of one place and into the other at their cost. Refuses what stock refuses: goods that are promised do not leave. */
export function carry(pools: Pools, { productId, from, to, quantity, on, transferId, transit, kinds = ['TRANSFER_OUT', 'TRANSFER_IN'], note, path, bins, lots }: Carry,
  ctx: DecideContext): Carried {
  const common = { productId, quantity, effectiveOn: on, source: { type: 'Transfer', id: transferId }, note: note ?? null, ...(path ? { path } : {}) };
  const named = (lots ?? []).flatMap(({ lotId, quantity: part }) => (lotId ? [{ lotId, quantity: part }] : []));
  if (from === transit) letGoInTransit(pools, productId, transit, quantity, named);
  const out = issue(pools, { ...common, warehouseId: from, kind: kinds[0], ...(lots?.length ? { lots } : {}) }, ctx);
  const come = receive(pools, { ...common, warehouseId: to, kind: kinds[1], value: out.cost, valuedByMoveId: out.moveId, ...(bins ? { bins } : {}) }, ctx);
  const left = lotsOfMove(pools, out.moveId);
  if (to === transit) holdInTransit(pools, productId, transit, quantity, left);
  return { moveId: out.moveId, cost: out.cost, rows: [out.row, come.row], lots: left };
}

/** Both sides of what was carried. */
export const carriedLines = (productId: string, from: string, to: string, cost: Minor): LineDraft[] => [
  { account: '1300', amount: cost, productId, warehouseId: to }, { account: '1300', amount: negate(cost), productId, warehouseId: from },
];

/** The account that bears what was lost on the way. */
export const lossAccount = (reason: MoveReason): AccountCode => (reason === 'COUNT' || reason === 'FOUND' ? '5200' : '5210');

export interface StepPart { line: TransferLineRow; quantity: Quantity; moveId: string; cost: Minor; lots: readonly { lotId: string; quantity: Quantity }[] }

/** The rows of a step: the posting itself, its lines (by lot where there are lots) and its entry. */
export function stepRows(accounts: Accounts, transfer: TransferRow, step: { no: number; kind: TransferStepKind; on: Day; reason?: MoveReason | null; note?: string | null },
  parts: readonly StepPart[], entryLines: LineDraft[], ctx: DecideContext): { stepId: string; rows: Change[] } {
  const stepId = ctx.newId();
  const lines = parts.flatMap(({ line, quantity, moveId, cost, lots }) => (lots.length === 0 ? [{ lotId: null, quantity }] : lots)
    .map((lot, index) => ({ line, lotId: lot.lotId, quantity: lot.quantity, moveId, cost: index === 0 ? cost : zero })));
  return {
    stepId,
    rows: [
      insert('TransferStep', {
        id: stepId, companyId: transfer.companyId, transferId: transfer.id, no: step.no, kind: step.kind, happenedOn: step.on,
        reason: step.reason ?? null, note: step.note ?? null, valueMinor: plus(zero, ...parts.map(({ cost }) => cost)),
      }),
      ...lines.map(({ line, lotId, quantity, moveId, cost }, index) => insert('TransferStepLine', {
        id: ctx.newId(), stepId, no: index + 1, transferLineId: line.id, productId: line.productId, lotId, quantity, moveId, valueMinor: cost,
      })),
      ...entryRows(accounts, {
        kind: 'TRANSFER', effectiveOn: step.on, source: { type: 'Transfer', id: transfer.id, revision: step.no }, memo: step.note?.slice(0, 500) ?? transfer.number,
        lines: entryLines,
      }, ctx),
    ],
  };
}

/** More or less of a product is expected at the target. */
export const expectAt = (pools: Pools, productId: string, warehouseId: string, difference: Quantity): void => expect(pools, productId, warehouseId, difference);

/** What is still on its way of a line, by lot: what left less what came or was given up, in the order in which it left. */
export function lotsOnTheirWay(transferLineId: string, steps: readonly TransferStepRow[], stepLines: readonly TransferStepLineRow[]): { lotId: string; quantity: Quantity }[] {
  const left = new Map<string, Quantity>();
  for (const { stepId, lotId, quantity } of stepLines.filter((each) => each.transferLineId === transferLineId)) {
    const step = steps.find(({ id }) => id === stepId);
    if (!step || step.status !== 'POSTED' || lotId === null) continue;
    left.set(lotId, add(left.get(lotId) ?? none, step.kind === 'DISPATCH' ? quantity : subtract(none, quantity)));
  }
  return [...left].map(([lotId, quantity]) => ({ lotId, quantity })).filter(({ quantity }) => quantity > none);
}
