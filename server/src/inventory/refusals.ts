import { refusal } from '../shared/refusal.ts';

/** More would leave than there is. */
export const StockNegative = refusal('STOCK_NEGATIVE',
  { product: 'id:Product', productName: 'text', warehouseName: 'text', onHand: 'quantity', wanted: 'quantity' });
/** What is on hand is promised to others. */
export const StockReserved = refusal('STOCK_RESERVED',
  { product: 'id:Product', productName: 'text', warehouseName: 'text', available: 'quantity', reserved: 'quantity', wanted: 'quantity' });
/** On a day since then less would have been there than has left. */
export const StockNegativeLater = refusal('STOCK_NEGATIVE_LATER',
  { productName: 'text', warehouseName: 'text', day: 'day', onHand: 'quantity', wanted: 'quantity' });
/** Of a lot (or of all lots, when it names none) less is free than would leave: the rest is promised or held back. */
export const LotShort = refusal('LOT_SHORT',
  { productName: 'text', warehouseName: 'text', lotCode: 'text', available: 'quantity', wanted: 'quantity' });
/** A lot has expired, or will not last as long as the customer asks. */
export const LotNotGood = refusal('LOT_NOT_GOOD', { productName: 'text', lotCode: 'text', goodUntil: 'day', neededUntil: 'day' });
/** Of the lots that are good enough there are fewer than would leave. */
export const GoodLotsShort = refusal('GOOD_LOTS_SHORT',
  { productName: 'text', warehouseName: 'text', neededUntil: 'day', available: 'quantity', wanted: 'quantity' });
/** What any move of stock may meet. */
export const stockRefusals = [StockNegative, StockReserved, StockNegativeLater, LotShort, LotNotGood, GoodLotsShort];

/** The goods were let go, or written off, before. */
export const HoldReleased = refusal('HOLD_RELEASED', {});
export const MoveNotReversible = refusal('MOVE_NOT_REVERSIBLE', { reason: 'text' });
export const WarehouseInactive = refusal('WAREHOUSE_INACTIVE', { warehouseName: 'text' });
/** Goods left that were not there: it must allow that until they have come. */
export const WarehouseBelowZero = refusal('WAREHOUSE_BELOW_ZERO', { warehouseName: 'text' });
export const WarehouseInUse = refusal('WAREHOUSE_IN_USE', { warehouseName: 'text' });
export const ProductNotStocked = refusal('PRODUCT_NOT_STOCKED', { product: 'id:Product', productName: 'text' });
export const BinInactive = refusal('BIN_INACTIVE', { code: 'text' });
/** A bin holds fewer units than would be in it. */
export const BinFull = refusal('BIN_FULL', { code: 'text', capacity: 'quantity', would: 'quantity' });
