import { refusal } from '../shared/refusal.ts';

export const ProductAlready = refusal('PRODUCT_ALREADY', { productName: 'text', state: 'text' });
/** Goods of it were moved already, so its unit (or that it is kept in stock) stays as it is. */
export const ProductInUse = refusal('PRODUCT_IN_USE', { productName: 'text', field: 'text' });
/** Products are counted in it, so what it measures (or its places) stays. */
export const UnitInUse = refusal('UNIT_IN_USE', { unitName: 'text', field: 'text' });
/** Two ways from one unit to another give two factors. */
export const UnitContradiction = refusal('UNIT_CONTRADICTION', { unit: 'text', into: 'text', first: 'text', second: 'text' });
/** A unit that no way leads to from the product's own: a circle, or its link was taken away. */
export const UnitUnlinked = refusal('UNIT_UNLINKED', { unit: 'text', into: 'text' });
export const BarcodeTaken = refusal('BARCODE_TAKEN', { code: 'text', product: 'id:Product', productName: 'text' });
/** `reason`: itself, kit, service, twice, inside (the product is part of another kit), or recipe (its parts follow from its recipe). */
export const KitComponentUnfit = refusal('KIT_COMPONENT_UNFIT', { product: 'id:Product', productName: 'text', reason: 'text' });
