// Pure: where a parcel is by all that was told of it, when it is late, what may be done with its label, when a carrier is asked again.
import type { CarrierRow, CarrierVerb, LabelStatus, ParcelLabelRow, ParcelState, TrackingEventRow } from '../generated/rows.ts';
import { split, type Minor } from '../shared/money.ts';
import type { Quantity } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import { CarrierInactive, LabelMoves, LabelState } from './refusals.ts';

/** Nothing more is expected of it. A lost one may be found. */
export const endStates: readonly ParcelState[] = ['DELIVERED', 'RETURNED', 'LOST'];
const finalStates: readonly ParcelState[] = ['DELIVERED', 'RETURNED'];
const rank: Record<ParcelState, number> = { LABELLED: 0, HANDED_OVER: 1, IN_TRANSIT: 2, EXCEPTION: 3, OUT_FOR_DELIVERY: 4, LOST: 5, RETURNED: 6, DELIVERED: 7 };

export type Scan = Pick<TrackingEventRow, 'kind' | 'occurredAt' | 'signedBy' | 'weight' | 'key'>;
export interface Whereabouts { state: ParcelState; stateAt: Date | null; signedBy: string | null; measuredWeight: Quantity | null }

/** By the carrier's clock, not by arrival; of one instant, what is further comes later. */
const byTheirClock = (a: Scan, b: Scan) => a.occurredAt.getTime() - b.occurredAt.getTime() || rank[a.kind] - rank[b.kind] || (a.key < b.key ? -1 : 1);

/**
 * Where a parcel is: a fold over all scans in the carrier's order, so that it does not matter in which order they came, or how
 * often. Delivered and returned are for good; lost is left by whatever is told of it later.
 */
export function whereabouts(scans: readonly Scan[]): Whereabouts {
  const start: Whereabouts = { state: 'LABELLED', stateAt: null, signedBy: null, measuredWeight: null };
  return scans.toSorted(byTheirClock).reduce((now, scan): Whereabouts => {
    const measuredWeight = scan.weight ?? now.measuredWeight;
    if (finalStates.includes(now.state)) return { ...now, measuredWeight };
    const isSame = scan.kind === now.state;
    return { state: scan.kind, stateAt: isSame ? now.stateAt : scan.occurredAt, signedBy: scan.kind === 'DELIVERED' ? scan.signedBy : null, measuredWeight };
  }, start);
}

/** Overdue by what was promised, and still awaited. */
export const isLate = ({ status, state, promisedOn }: Pick<ParcelLabelRow, 'status' | 'state' | 'promisedOn'>, today: Day): boolean =>
  status === 'BOUGHT' && !endStates.includes(state) && promisedOn < today;

/** The one table of what may be done with a label. */
const labelMoves = {
  retryLabel: ['FAILED'],
  cancelLabel: ['REQUESTED', 'BOUGHT', 'FAILED'],
  trackParcel: ['BOUGHT'],
  noteTracking: ['BOUGHT'],
} as const satisfies Record<string, readonly LabelStatus[]>;
export type LabelMove = keyof typeof labelMoves;
export const labelMoveNames = Object.keys(labelMoves) as LabelMove[];

/** Refuses LABEL_STATE, and cancelling what is on its way already. */
export function demandLabel({ status, state, trackingNumber }: Pick<ParcelLabelRow, 'status' | 'state' | 'trackingNumber'>, move: LabelMove): void {
  if (!(labelMoves[move] as readonly LabelStatus[]).includes(status)) throw LabelState({ status });
  if (move === 'cancelLabel' && state !== 'LABELLED') throw LabelMoves({ trackingNumber: trackingNumber ?? '', state });
}

export function demandActive({ name, isActive }: Pick<CarrierRow, 'name' | 'isActive'>): void {
  if (!isActive) throw CarrierInactive({ carrierName: name });
}

/** Seconds until the next try, after each that failed; then it is given up. */
const waits: Record<CarrierVerb, readonly number[]> = { RATE: [2, 5], LABEL: [5, 15, 60, 300, 900], TRACK: [30, 300], CANCEL: [5, 15, 60, 300, 900] };
export const waitOf = (verb: CarrierVerb, attempts: number): number | undefined => waits[verb][attempts - 1];

/** Faults in a row after which a carrier is left alone; then one call at a time tries whether it answers again. */
export const FAULTS_MAX = 5;
/** Seconds: twice as long each time, half an hour at most. */
export const pauseAfter = (failures: number): number | undefined => (failures < FAULTS_MAX ? undefined : Math.min(1800, 60 * 2 ** Math.min(failures - FAULTS_MAX, 10)));

/** What of a parcel's price each order bears: by the weight of its goods in it, else by their units. Sums to the price. */
export function freightShares(price: Minor, goods: readonly { orderId: string; weight: Quantity; units: Quantity }[]): { orderId: string; share: Minor }[] {
  const byWeight = goods.every(({ weight }) => weight > 0n);
  const shares = split(price, goods.map(({ weight, units }) => (byWeight ? weight : units)));
  return goods.map(({ orderId }, index) => ({ orderId, share: shares[index] ?? price }));
}
