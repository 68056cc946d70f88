import sql from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { todaySql } from '../shared/today.ts';
import './actions.ts';
import { cancelPurchaseOrder } from './cancelPurchaseOrder.ts';
import { createPurchaseOrder, deletePurchaseOrder, updatePurchaseOrder } from './draftPurchaseOrder.ts';
import { placePurchaseOrder } from './placePurchaseOrder.ts';
import { receiveGoods } from './receiveGoods.ts';
import './reports.ts';
import { reverseReceipt } from './reverseReceipt.ts';
import { createSupplier, updateSupplier } from './saveSupplier.ts';
import { removeSupplierProduct, setSupplierProduct } from './supplierProducts.ts';

const permission = 'purchasing.read';

entity('Supplier', {
  permission,
  fields: {
    code: column(), name: column(), contactName: column(), contactTitle: column(), taxNumber: column(), email: column(), phone: column(),
    street: column(), city: column(), region: column(), postalCode: column(), country: column(), paymentTermDays: column(), isActive: column(),
    custom: column(), version: column(),
    openOrders: expression('int', (t) => sql`(SELECT count(*)::int FROM "PurchaseOrder" o WHERE o."supplierId" = ${col(t, 'id')} AND o.status IN ('ORDERED', 'PART_RECEIVED'))`,
      { describe: 'Purchase orders of which goods are still to come.' }),
  },
  manies: {
    products: pages('SupplierProduct', 'supplierId'), purchaseOrders: pages('PurchaseOrder', 'supplierId'), receipts: pages('Receipt', 'supplierId'),
  },
  listing: {
    field: 'suppliers', defaultOrder: 'NAME_ASC', search: ['code', 'name', 'contactName', 'city', 'country'],
    orderBy: { CODE: 'code', NAME: 'name', CITY: 'city', COUNTRY: 'country', OPEN_ORDERS: 'openOrders' },
  },
});
entity('SupplierProduct', {
  permission, fields: { unitCost: column(), currencyCode: column(), leadTimeDays: column(), isPreferred: column(), version: column() },
  ones: { supplier: one('Supplier', 'supplierId'), product: one('Product', 'productId') },
  listing: {
    field: 'supplierProducts', defaultOrder: 'PRODUCT_ASC', search: ['product.name', 'product.sku', 'supplier.name'],
    orderBy: { PRODUCT: 'product.name', SUPPLIER: 'supplier.name', UNIT_COST: 'unitCost', LEAD_TIME_DAYS: 'leadTimeDays' },
  },
});
entity('PurchaseOrder', {
  permission,
  fields: {
    number: column(), status: column(), orderedOn: column(), expectedOn: column(), cancelledOn: column(), currencyCode: column(), total: money(),
    note: column(), createdAt: column(), version: column(),
    received: expression('money', (t) => sql`(SELECT coalesce(sum(r."valueMinor"), 0) FROM "Receipt" r WHERE r."purchaseOrderId" = ${col(t, 'id')} AND r.status = 'POSTED')`,
      { currency: (t) => col(t, 'currencyCode'), describe: 'Value of what has come.' }),
    isLate: expression('boolean', (t) => sql`(${col(t, 'status')} IN ('ORDERED', 'PART_RECEIVED') AND coalesce(${col(t, 'expectedOn')} < ${todaySql}, FALSE))`,
      { describe: 'Expected before today and not all there.' }),
  },
  ones: { supplier: one('Supplier', 'supplierId'), warehouse: one('Warehouse', 'warehouseId') },
  manies: { lines: lines('PurchaseOrderLine', 'purchaseOrderId'), receipts: pages('Receipt', 'purchaseOrderId') },
  listing: {
    field: 'purchaseOrders', defaultOrder: 'CREATED_AT_DESC', search: ['number', 'supplier.name', 'note'], totals: ['total', 'received'],
    orderBy: {
      NUMBER: 'number', SUPPLIER: 'supplier.name', STATUS: 'status', ORDERED_ON: 'orderedOn', EXPECTED_ON: 'expectedOn', TOTAL: 'total', CREATED_AT: 'createdAt',
    },
  },
});
entity('PurchaseOrderLine', {
  permission,
  fields: {
    no: column(), quantity: column(), received: column(), unitCost: column(), currencyCode: column(), net: money(),
    open: expression('quantity', (t) => sql`${col(t, 'quantity')} - ${col(t, 'received')}`, { describe: 'Not received yet (or given up).' }),
    isExpected: expression('boolean', (t) => sql`(${col(t, 'quantity')} > ${col(t, 'received')} AND EXISTS (SELECT FROM "PurchaseOrder" o
      WHERE o.id = ${col(t, 'purchaseOrderId')} AND o.status IN ('ORDERED', 'PART_RECEIVED')))`, { describe: 'Goods of it are still to come.' }),
  },
  ones: { purchaseOrder: one('PurchaseOrder', 'purchaseOrderId'), product: one('Product', 'productId') },
  listing: {
    field: 'purchaseOrderLines', defaultOrder: 'EXPECTED_ON_ASC', search: ['product.name', 'purchaseOrder.number'], totals: ['quantity', 'received', 'open', 'net'],
    orderBy: { EXPECTED_ON: 'purchaseOrder.expectedOn', PRODUCT: 'product.name', NUMBER: 'purchaseOrder.number', QUANTITY: 'quantity', OPEN: 'open' },
  },
});
entity('Receipt', {
  permission,
  fields: {
    number: column(), receivedOn: column(), status: column(), reversedOn: column(), currencyCode: column(), value: money(), recordedAt: column(),
    isBilled: expression('boolean', (t) => sql`${col(t, 'billedLines')} = (SELECT count(*) FROM "ReceiptLine" l WHERE l."receiptId" = ${col(t, 'id')})`,
      { describe: 'Bills have settled all of its lines.' }),
  },
  ones: { purchaseOrder: one('PurchaseOrder', 'purchaseOrderId'), supplier: one('Supplier', 'supplierId'), warehouse: one('Warehouse', 'warehouseId') },
  manies: { lines: lines('ReceiptLine', 'receiptId') },
  listing: {
    field: 'receipts', defaultOrder: 'RECEIVED_ON_DESC', search: ['number', 'supplier.name', 'purchaseOrder.number'], totals: ['value'],
    orderBy: { NUMBER: 'number', RECEIVED_ON: 'receivedOn', SUPPLIER: 'supplier.name', VALUE: 'value' },
  },
});
entity('ReceiptLine', {
  permission, fields: { no: column(), quantity: column(), currencyCode: column(), value: money() },
  ones: { receipt: one('Receipt', 'receiptId'), product: one('Product', 'productId'), purchaseOrderLine: one('PurchaseOrderLine', 'purchaseOrderLineId') },
});
extend('Product', { manies: { suppliers: pages('SupplierProduct', 'productId'), purchaseOrderLines: pages('PurchaseOrderLine', 'productId') } });

mutations(createSupplier, updateSupplier, setSupplierProduct, removeSupplierProduct, createPurchaseOrder, updatePurchaseOrder, deletePurchaseOrder,
  placePurchaseOrder, receiveGoods, cancelPurchaseOrder, reverseReceipt);
