import { refusal } from '../shared/refusal.ts';

/** More would leave than there is. */
export const StockNegative = refusal('STOCK_NEGATIVE',
  { product: 'id:Product', productName: 'text', warehouseName: 'text', onHand: 'quantity', wanted: 'quantity' });
/** What is on hand is promised to others. */
export const StockReserved = refusal('STOCK_RESERVED',
  { product: 'id:Product', productName: 'text', warehouseName: 'text', available: 'quantity', reserved: 'quantity', wanted: 'quantity' });
/** A pool's moves keep the order of their days. */
export const MoveBackdated = refusal('MOVE_BACKDATED', { productName: 'text', day: 'day', lastMoveOn: 'day' });
/** What any move of stock may meet. */
export const stockRefusals = [StockNegative, StockReserved, MoveBackdated];

export const MoveNotReversible = refusal('MOVE_NOT_REVERSIBLE', { reason: 'text' });
export const WarehouseInactive = refusal('WAREHOUSE_INACTIVE', { warehouseName: 'text' });
export const WarehouseInUse = refusal('WAREHOUSE_IN_USE', { warehouseName: 'text' });
export const ProductNotStocked = refusal('PRODUCT_NOT_STOCKED', { product: 'id:Product', productName: 'text' });
