import { reportQuery, reportType } from '../reports.ts';
import { id, object } from '../shared/input.ts';
import { previewPurchaseOrder } from './previewPurchaseOrder.ts';
import { headFields, lineFields } from './purchaseOrderInput.ts';

reportType('PurchaseOrderPreviewLine', 'A line as it would be drafted.', {
  product: 'record:Product', quantity: 'quantity', unitCost: 'price', net: 'money', isDiscontinued: 'boolean',
});
reportType('PurchaseOrderPreview', 'What a purchase order would come to.', {
  lines: 'reports:PurchaseOrderPreviewLine', quantity: 'quantity', total: 'money',
});
reportQuery('previewPurchaseOrder', {
  describe: 'What a draft would come to, line by line, without writing anything.', permission: 'purchasing.manage', type: 'PurchaseOrderPreview',
  args: { input: object('PreviewPurchaseOrderInput', { supplierId: id('Supplier'), warehouseId: headFields.warehouseId, ...lineFields }) },
  resolve: ({ input }, ctx) => previewPurchaseOrder(input, ctx),
});
