import sql from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, lines, money, one } from '../shared/entity.ts';
import { itself, rowsFact } from '../shared/facts.ts';
import { none } from '../shared/quantity.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { demandInspection } from './inspectionRules.ts';
import { inspectGoods, reverseInspectionResult } from './inspectGoods.ts';
import { ReceiptReversed, ReturnedTooMuch, ReturnReversed } from './refusals.ts';
import { removeReceivingRule, setReceivingRule } from './saveReceivingRule.ts';
import { returnToSupplier, reverseSupplierReturn } from './supplierReturns.ts';

const permission = 'inspections.read';

entity('Inspection', {
  permission, describe: 'Goods of a receipt that are held back until somebody has looked at them.',
  fields: {
    number: column(), status: column(), quantity: column(), accepted: column(), returned: column(), scrapped: column(), openedOn: column(), closedOn: column(), version: column(),
    open: expression('quantity', (t) => sql`(${col(t, 'quantity')} - ${col(t, 'accepted')} - ${col(t, 'returned')} - ${col(t, 'scrapped')})`, { describe: 'Still to be inspected.' }),
    rejectShare: expression('rate', (t) => sql`round((${col(t, 'returned')} + ${col(t, 'scrapped')}) / nullif(${col(t, 'accepted')} + ${col(t, 'returned')} + ${col(t, 'scrapped')}, 0), 6)`,
      { nullable: true, describe: 'Of what was inspected, the part that was returned or scrapped.' }),
  },
  ones: {
    receipt: one('Receipt', 'receiptId', { permission: 'purchasing.read' }), purchaseOrder: one('PurchaseOrder', 'purchaseOrderId', { permission: 'purchasing.read' }),
    supplier: one('Supplier', 'supplierId', { permission: 'purchasing.read' }), product: one('Product', 'productId'), warehouse: one('Warehouse', 'warehouseId'),
  },
  manies: { results: lines('InspectionResult', 'inspectionId') },
  listing: {
    field: 'inspections', defaultOrder: 'OPENED_ON_ASC', search: ['number', 'product.name', 'product.sku'], totals: ['quantity', 'open', 'accepted', 'returned', 'scrapped'],
    orderBy: { NUMBER: 'number', OPENED_ON: 'openedOn', PRODUCT: 'product.name', QUANTITY: 'quantity', STATUS: 'status' },
  },
});
entity('InspectionResult', {
  permission,
  fields: {
    no: column(), outcome: column(), quantity: column(), reason: column(), note: column(), inspectedOn: column(), actorName: column(), recordedAt: column(),
    isReversal: expression('boolean', (t) => sql`(${col(t, 'reversesResultId')} IS NOT NULL)`),
    isReversed: expression('boolean', (t) => sql`EXISTS (SELECT FROM "InspectionResult" r WHERE r."reversesResultId" = ${col(t, 'id')})`),
  },
  ones: {
    inspection: one('Inspection', 'inspectionId'), lot: one('Lot', 'lotId'), supplierReturn: one('SupplierReturn', 'supplierReturnId', { permission: 'purchasing.read' }),
  },
});
entity('SupplierReturn', {
  permission: 'purchasing.read', describe: 'Goods that went back to their supplier.',
  fields: {
    number: column(), returnedOn: column(), status: column(), reversedOn: column(), reason: column(), currencyCode: column(), value: money(), recordedAt: column(),
    isReplaced: column('isReplaced', { describe: 'The goods are expected again in their place.' }),
  },
  ones: { receipt: one('Receipt', 'receiptId'), purchaseOrder: one('PurchaseOrder', 'purchaseOrderId'), supplier: one('Supplier', 'supplierId'), warehouse: one('Warehouse', 'warehouseId') },
  manies: { lines: lines('SupplierReturnLine', 'supplierReturnId') },
  listing: {
    field: 'supplierReturns', defaultOrder: 'RETURNED_ON_DESC', search: ['number', 'supplier.name', 'reason'], totals: ['value'],
    orderBy: { NUMBER: 'number', RETURNED_ON: 'returnedOn', SUPPLIER: 'supplier.name', VALUE: 'value' },
  },
});
entity('SupplierReturnLine', {
  permission: 'purchasing.read', fields: { no: column(), quantity: column(), currencyCode: column(), value: money() },
  ones: { supplierReturn: one('SupplierReturn', 'supplierReturnId'), product: one('Product', 'productId'), receiptLine: one('ReceiptLine', 'receiptLineId') },
});
entity('ReceivingRule', {
  permission: 'purchasing.read', describe: 'How goods are taken in: of a supplier, of a product, of both, or of all. The narrowest that says something about a matter decides it.',
  fields: { inspects: column(), overRate: column(), overQuantity: column(), version: column() },
  ones: { supplier: one('Supplier', 'supplierId'), product: one('Product', 'productId') },
  listing: {
    field: 'receivingRules', defaultOrder: 'SUPPLIER_ASC', search: ['supplier.name', 'product.name', 'product.sku'], orderBy: { SUPPLIER: 'supplier.name', PRODUCT: 'product.name' },
  },
});
recordActions('Inspection', { inspection: itself('Inspection') }, ({ inspection }) =>
  [recordAction('inspectGoods', 'inspections.write', () => demandInspection(inspection, (status) => status === 'OPEN'))]);
recordActions('SupplierReturn', { returned: itself('SupplierReturn') }, ({ returned }) => [recordAction('reverseSupplierReturn', 'purchasing.manage', () => {
  if (returned.status === 'REVERSED') throw ReturnReversed({ number: returned.number });
})]);
recordActions('Receipt', {
  receipt: itself('Receipt'), lines: rowsFact('ReceiptLine', (t) => sql`f."receiptId" = ${col(t, 'id')}`),
  returned: rowsFact('SupplierReturnLine', (t) => sql`f."supplierReturnId" IN (SELECT r.id FROM "SupplierReturn" r WHERE r."receiptId" = ${col(t, 'id')} AND r.status = 'POSTED')`),
}, ({ receipt, lines: all, returned }) => [recordAction('returnToSupplier', 'purchasing.manage', () => {
  if (receipt.status === 'REVERSED') throw ReceiptReversed({ number: receipt.number });
  const left = all.map((line) => returned.filter((each) => each.receiptLineId === line.id).reduce((sum, each) => sum - each.quantity, line.quantity as bigint));
  if (left.every((each) => each <= 0n)) throw ReturnedTooMuch({ productName: receipt.number, left: none, wanted: none });
})]);

mutations(inspectGoods, reverseInspectionResult, returnToSupplier, reverseSupplierReturn, setReceivingRule, removeReceivingRule);
