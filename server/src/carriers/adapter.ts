// What a carrier can be asked: four verbs. Whoever asks stands in no transaction, and may ask again under the same key.
import type { ParcelState } from '../generated/rows.ts';
import type { Minor } from '../shared/money.ts';
import type { Quantity } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';

/** Kilograms and centimetres. */
export interface Package { weight: Quantity; length: Quantity | null; width: Quantity | null; height: Quantity | null }
export interface Place { name: string; lines: string[]; country: string | null }
export interface Consignment { reference: string; from: Place; to: Place; parcels: Package[]; currencyCode: string }

/** A service at its price for all parcels. */
export interface Service { code: string; name: string; price: Minor; currencyCode: string; days: number; validUntil: Date }
export interface LabelOrder { reference: string; from: Place; to: Place; parcel: Package; parcelNo: number; parcelCount: number; serviceCode: string; currencyCode: string }
/** The price is what is really taken, whatever was quoted. */
export interface Label { trackingNumber: string; price: Minor; currencyCode: string; mediaType: LabelType; file: Buffer; promisedOn: Day | null }

export const labelTypes = ['application/pdf', 'image/png'] as const;
export type LabelType = (typeof labelTypes)[number];

/** Something that happened to a parcel, by the carrier's clock. */
export interface Told {
  /** The carrier's own id of it; none: what it says is its id. */
  id: string | null;
  trackingNumber: string;
  kind: Exclude<ParcelState, 'LABELLED'>;
  occurredAt: Date;
  place: string | null;
  description: string | null;
  signedBy: string | null;
  weight: Quantity | null;
}

export interface Call {
  /** The same at every try: the carrier does it once. */
  key: string;
  /** From 1. */
  attempt: number;
  /** Ends the waiting. */
  signal: AbortSignal;
}

export interface Adapter {
  rate(consignment: Consignment, call: Call): Promise<Service[]>;
  label(order: LabelOrder, call: Call): Promise<Label>;
  track(trackingNumber: string, call: Call): Promise<Told[]>;
  /** By its number, or, where no answer came, by the key under which it was asked for; none was made: nothing to do. */
  cancel(label: { trackingNumber: string | null; labelKey: string }, call: Call): Promise<void>;
}

/** The carrier understood and refused: asking again would not help. */
export class CarrierDeclined extends Error {}
/** Something went wrong on the way: it may pass. */
export class CarrierFault extends Error {}
