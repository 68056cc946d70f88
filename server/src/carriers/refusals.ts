import { refusal } from '../shared/refusal.ts';

export const CarrierInactive = refusal('CARRIER_INACTIVE', { carrierName: 'text' });
/** A parcel is weighed before a carrier is asked. */
export const ParcelNotWeighed = refusal('PARCEL_NOT_WEIGHED', { number: 'text', parcelNo: 'int' });
/** Labels are for what is packed and has not come to its customer yet. */
export const NotPackedForLabels = refusal('NOT_PACKED_FOR_LABELS', { number: 'text', status: 'text' });
export const RateExpired = refusal('RATE_EXPIRED', { serviceName: 'text' });
/** Prices in another currency than the firm's can be compared, and not bought. */
export const RateCurrency = refusal('RATE_CURRENCY', { currencyCode: 'text' });
export const ParcelHasLabel = refusal('PARCEL_HAS_LABEL', { parcelNo: 'int' });
export const LabelState = refusal('LABEL_STATE', { status: 'text' });
/** The carrier has it. */
export const LabelMoves = refusal('LABEL_MOVES', { trackingNumber: 'text', state: 'text' });
/** The carrier is being asked for it: whether it has sold one is not known yet. */
export const LabelUnderway = refusal('LABEL_UNDERWAY', {});
export const NoCarriers = refusal('NO_CARRIERS', {});
export const CarrierBillKnown = refusal('CARRIER_BILL_KNOWN', { reference: 'text' });
export const ChargeState = refusal('CHARGE_STATE', { trackingNumber: 'text', verdict: 'text' });
