import sql from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, extend, lines, one } from '../shared/entity.ts';
import { updateUnit } from './createUnit.ts';
import { removeProductUnit, setProductUnit } from './unitsSave.ts';

entity('ProductUnit', {
  permission: 'catalogue.read',
  fields: {
    numerator: column(), denominator: column(), isPurchaseUnit: column(), isSaleUnit: column(), version: column(),
    factor: expression('text', (t) => sql`(${col(t, 'numerator')}::text || CASE WHEN ${col(t, 'denominator')} = 1 THEN '' ELSE '/' || ${col(t, 'denominator')}::text END)`,
      { describe: 'How many of perUnit one of it is: exact, as a whole number or a fraction.' }),
  },
  ones: { product: one('Product', 'productId'), unit: one('Unit', 'unitId'), perUnit: one('Unit', 'perUnitId') },
});
extend('Product', { manies: { units: lines('ProductUnit', 'productId', 'numerator', { describe: 'Units of its own, beside its unit and those that measure the same.' }) } });

mutations(updateUnit, setProductUnit, removeProductUnit);
