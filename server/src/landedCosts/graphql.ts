import sql from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { object } from '../shared/input.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { sharedFields } from './landedCostInput.ts';
import { postLandedCost } from './postLandedCost.ts';
import { previewLandedCost } from './previewLandedCost.ts';
import { reverseLandedCost } from './reverseLandedCost.ts';
import { demandReversible } from './rules.ts';

const permission = 'landedCosts.read';

entity('LandedCost', {
  permission, describe: 'Freight, duty, insurance and other charges that belong to the cost of goods received.',
  fields: {
    number: column(), chargedOn: column(), basis: column(), status: column(), reversedOn: column(), note: column(), currencyCode: column(), total: money(), billed: money(), recordedAt: column(),
    open: expression('money', (t) => sql`(CASE ${col(t, 'status')} WHEN 'POSTED' THEN ${col(t, 'totalMinor')} - ${col(t, 'billedMinor')} ELSE 0 END)`,
      { currency: (t) => col(t, 'currencyCode'), describe: 'Accrued, and not settled by a bill yet.' }),
  },
  ones: { supplier: one('Supplier', 'supplierId') },
  manies: { charges: lines('LandedCostCharge', 'landedCostId'), lines: lines('LandedCostLine', 'landedCostId') },
  listing: {
    field: 'landedCosts', defaultOrder: 'CHARGED_ON_DESC', search: ['number', 'supplier.name', 'note'], totals: ['total', 'billed', 'open'],
    orderBy: { NUMBER: 'number', CHARGED_ON: 'chargedOn', SUPPLIER: 'supplier.name', TOTAL: 'total', OPEN: 'open' },
  },
});
entity('LandedCostCharge', {
  permission, fields: { no: column(), kind: column(), description: column(), currencyCode: column(), amount: money() }, ones: { landedCost: one('LandedCost', 'landedCostId') },
});
entity('LandedCostLine', {
  permission,
  fields: { no: column(), measure: column('measure', { describe: 'Units or kilograms by which it was divided.' }), currencyCode: column(), share: money() },
  ones: { landedCost: one('LandedCost', 'landedCostId'), receiptLine: one('ReceiptLine', 'receiptLineId'), product: one('Product', 'productId'), warehouse: one('Warehouse', 'warehouseId') },
});
extend('ReceiptLine', {
  fields: {
    landed: expression('money', (t) => sql`(SELECT coalesce(sum(s."shareMinor"), 0) FROM "LandedCostLine" s JOIN "LandedCost" c ON c.id = s."landedCostId"
      WHERE s."receiptLineId" = ${col(t, 'id')} AND c.status = 'POSTED')`, { currency: (t) => col(t, 'currencyCode'), permission, describe: 'Freight, duty and other charges that it bears.' }),
  },
  manies: { landedCosts: pages('LandedCostLine', 'receiptLineId') },
});
extend('Supplier', { manies: { landedCosts: pages('LandedCost', 'supplierId') } });

recordActions('LandedCost', { landed: itself('LandedCost') }, ({ landed }) =>
  [recordAction('reverseLandedCost', 'landedCosts.post', () => demandReversible(landed))]);

reportType('LandedCostPreviewLine', 'A line with its share, and what it and a unit of it would cost then.', {
  receiptLine: 'record:ReceiptLine', quantity: 'quantity', measure: 'quantity?', value: 'money', share: 'money', cost: 'money', unitCost: 'money',
});
reportType('LandedCostPreview', 'How charges would be divided.', { total: 'money', lines: 'reports:LandedCostPreviewLine' });
reportQuery('previewLandedCost', {
  describe: 'How charges would be divided among receipt lines, without writing anything.', permission: 'landedCosts.post', type: 'LandedCostPreview',
  args: { input: object('PreviewLandedCostInput', sharedFields) },
  resolve: ({ input }, ctx) => previewLandedCost(input, ctx),
});

mutations(postLandedCost, reverseLandedCost);
