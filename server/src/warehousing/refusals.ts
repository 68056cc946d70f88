import { refusal } from '../shared/refusal.ts';

/** The action does not fit the status; `status` is the enum's value. */
export const TransferState = refusal('TRANSFER_STATE', { number: 'text', status: 'text' });
/** More is to come in, or to be given up, than is on its way. */
export const TransferExceeds = refusal('TRANSFER_EXCEEDS', { productName: 'text', open: 'quantity', wanted: 'quantity' });
export const TransferStepReversed = refusal('TRANSFER_STEP_REVERSED', { number: 'text' });
/** Goods have come since: what came is taken back first. */
export const TransferArrived = refusal('TRANSFER_ARRIVED', { number: 'text' });

export const BinInUse = refusal('BIN_IN_USE', { code: 'text' });
/** More would be taken from a place than lies there. */
export const BinShort = refusal('BIN_SHORT', { place: 'text', productName: 'text', there: 'quantity', wanted: 'quantity' });

export const NothingToPick = refusal('NOTHING_TO_PICK', {});
export const PickListState = refusal('PICK_LIST_STATE', { number: 'text', status: 'text' });
export const PickListShipped = refusal('PICK_LIST_SHIPPED', { number: 'text' });

export const CountState = refusal('COUNT_STATE', { number: 'text', status: 'text' });
/** Nothing of what was asked for is there to be counted, or all of it is being counted already. */
export const NothingToCount = refusal('NOTHING_TO_COUNT', { elsewhere: 'int' });
export const CountNotAgreed = refusal('COUNT_NOT_AGREED', { productName: 'text' });
export const CountPosted = refusal('COUNT_POSTED', { number: 'text' });
export const NotInCount = refusal('NOT_IN_COUNT', { number: 'text' });
/** Goods were found of which nothing tells the cost. */
export const CountNeedsCost = refusal('COUNT_NEEDS_COST', { product: 'id:Product', productName: 'text' });
