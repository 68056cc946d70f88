// What is packed so far, in exact decimals: quantities are counted in millionths.
import type { Packing } from './queries.ts';

export interface PackedLine { deliveryLineId: string; quantity: string; lotId: string | null; lotCode: string | null }
export interface PackedParcel { packaging: string; weight: string; length: string; width: string; height: string; trackingNumber: string; lines: readonly PackedLine[] }
export type ToPack = Packing['lines'][number];

const MILLION = 1_000_000n;
const read = (text: string): bigint => {
  const [whole = '0', part = ''] = text.split('.');
  return BigInt(whole || '0') * MILLION + BigInt(part.padEnd(6, '0').slice(0, 6));
};
const print = (units: bigint): string => {
  const part = (units % MILLION).toString().padStart(6, '0').replace(/0+$/, '');
  return part ? `${units / MILLION}.${part}` : String(units / MILLION);
};
export const isSome = (text: string): boolean => read(text) > 0n;
export const plus = (a: string, b: string): string => print(read(a) + read(b));
export const fewer = (a: string, b: string): string => (read(a) < read(b) ? a : b);

export const emptyParcel: PackedParcel = { packaging: '', weight: '', length: '', width: '', height: '', trackingNumber: '', lines: [] };

/** What was kept of a delivery. */
export const parcelsOf = ({ parcels }: Packing): PackedParcel[] => parcels.map((parcel) => ({
  packaging: parcel.packaging ?? '', weight: parcel.weight ?? '', length: parcel.length ?? '', width: parcel.width ?? '', height: parcel.height ?? '', trackingNumber: parcel.trackingNumber ?? '',
  lines: parcel.lines.map(({ quantity, deliveryLine, lot }) => ({ deliveryLineId: deliveryLine.id, quantity, lotId: lot?.id ?? null, lotCode: lot?.code ?? null })),
}));

export const packedOf = (parcels: readonly PackedParcel[], lineId: string): string =>
  parcels.flatMap(({ lines }) => lines).reduce((sum, line) => (line.deliveryLineId === lineId ? plus(sum, line.quantity) : sum), '0');

/** Units of a line that were picked and are in no parcel. */
export function missingOf(parcels: readonly PackedParcel[], line: ToPack): string {
  const left = read(line.picked ?? '0') - read(packedOf(parcels, line.id));
  return left > 0n ? print(left) : '0';
}

/** So many units more of a line in a parcel; the same lot is one line. */
export function putInto(parcels: readonly PackedParcel[], at: number, added: PackedLine): PackedParcel[] {
  return parcels.map((parcel, index) => {
    if (index !== at) return parcel;
    const same = parcel.lines.some((line) => line.deliveryLineId === added.deliveryLineId && line.lotId === added.lotId);
    return { ...parcel, lines: same
      ? parcel.lines.map((line) => (line.deliveryLineId === added.deliveryLineId && line.lotId === added.lotId ? { ...line, quantity: plus(line.quantity, added.quantity) } : line))
      : [...parcel.lines, added] };
  });
}

export const takeOut = (parcels: readonly PackedParcel[], at: number, line: PackedLine): PackedParcel[] =>
  parcels.map((parcel, index) => (index === at ? { ...parcel, lines: parcel.lines.filter((each) => each !== line) } : parcel));

/** Parcels as the API takes them; empty ones are left out, and lines of a product's lots are one line that names them. */
export const asInput = (parcels: readonly PackedParcel[]) => parcels.filter(({ lines }) => lines.length > 0).map(({ lines, ...parcel }) => ({
  ...Object.fromEntries(Object.entries(parcel).map(([name, value]) => [name, value || null])),
  lines: lines.map(({ deliveryLineId, quantity, lotId }) => ({ deliveryLineId, quantity, ...(lotId ? { lots: [{ lotId, quantity }] } : {}) })),
}));
