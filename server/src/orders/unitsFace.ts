import { column, extend, one } from '../shared/entity.ts';

extend('OrderLine', {
  fields: {
    entered: column('entered', { describe: 'The quantity as it was typed, where that was in another unit than the product\'s.' }),
    enteredPrice: column('enteredPrice', { describe: 'The price of one such unit: the amounts are made from it.' }),
  },
  ones: { unit: one('Unit', 'unitId', { describe: 'The unit of `entered`.' }) },
});
