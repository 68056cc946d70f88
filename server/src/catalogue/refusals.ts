import { refusal } from '../shared/refusal.ts';

export const ProductAlready = refusal('PRODUCT_ALREADY', { productName: 'text', state: 'text' });
/** Goods of it were moved already, so its unit (or that it is kept in stock) stays as it is. */
export const ProductInUse = refusal('PRODUCT_IN_USE', { productName: 'text', field: 'text' });
export const BarcodeTaken = refusal('BARCODE_TAKEN', { code: 'text', product: 'id:Product', productName: 'text' });
