import { column, extend, one } from '../shared/entity.ts';

const asTyped = {
  fields: { entered: column('entered', { describe: 'The quantity as it was typed, where that was in another unit than the product\'s.' }) },
  ones: { unit: one('Unit', 'unitId', { describe: 'The unit of `entered`.' }) },
};
extend('PurchaseOrderLine', { ...asTyped, fields: { ...asTyped.fields, enteredCost: column('enteredCost', { describe: 'The cost of one such unit: the net is made from it.' }) } });
extend('ReceiptLine', asTyped);
