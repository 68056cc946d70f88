import { reportQuery, reportType } from '../reports.ts';
import { refusalMessage } from '../mutations.ts';
import { id, object, optional } from '../shared/input.ts';
import { moneyFields } from './orderMoney.ts';
import { previewPurchaseOrder } from './previewPurchaseOrder.ts';
import { headFields, lineFields } from './purchaseOrderInput.ts';

reportType('PurchaseOrderPreviewLine', 'A line as it would be drafted: why it costs what it costs, where more would cost less, and what could not be ordered so today.', {
  product: 'record:Product', quantity: 'quantity', unitCost: 'price', net: 'money', isDiscontinued: 'boolean', priceSource: 'enum:PriceSource', priceFrom: 'quantity?',
  quotedCost: 'price?', quotedCurrencyCode: 'text?', nextFrom: 'quantity?', nextCost: 'price?', deviations: 'texts',
});
reportType('PurchaseOrderPreview', 'What a purchase order would come to.', {
  lines: 'reports:PurchaseOrderPreviewLine', quantity: 'quantity', total: 'money', currencyCode: 'text', exchangeRate: 'fx?', worth: 'money',
});
reportQuery('previewPurchaseOrder', {
  describe: 'What a draft would come to, line by line, without writing anything.', permission: 'purchasing.manage', type: 'PurchaseOrderPreview',
  args: { input: object('PreviewPurchaseOrderInput', {
    supplierId: id('Supplier'), warehouseId: headFields.warehouseId, ...moneyFields, ...lineFields,
    purchaseOrderId: { ...optional(id('PurchaseOrder')), describe: 'The draft that is changed: its quoted prices stay.' },
  }) },
  resolve: async ({ input }, ctx) => {
    const preview = await previewPurchaseOrder(input, ctx);
    return { ...preview, lines: preview.lines.map((line) => ({ ...line, deviations: line.deviations.map((each) => refusalMessage(each, ctx.viewer.locale)) })) };
  },
});
