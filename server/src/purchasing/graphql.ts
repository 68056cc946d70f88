import sql from 'sql-template-tag';
import { lotsOfMove } from '../inventory/lotsText.ts';
import { mutations } from '../mutations.ts';
import { col, column, companyBy, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { todaySql } from '../shared/today.ts';
import './actions.ts';
import './inspectionsFace.ts';
import './requisitionsFace.ts';
import { cancelPurchaseOrder } from './cancelPurchaseOrder.ts';
import { createPurchaseOrder, deletePurchaseOrder, updatePurchaseOrder } from './draftPurchaseOrder.ts';
import { placePurchaseOrder } from './placePurchaseOrder.ts';
import { requestPurchaseApproval } from './purchaseApproval.ts';
import { receiveGoods } from './receiveGoods.ts';
import { confirmPurchaseOrder, postponePurchaseOrder } from './redatePurchaseOrder.ts';
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
    currencyCode: column('currencyCode', { describe: 'In which they quote; null: the company\'s.' }), custom: column(), version: column(),
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
  permission,
  fields: {
    unitCost: column(), currencyCode: column(), leadTimeDays: column(), isPreferred: column(), supplierSku: column(), minimumQuantity: column(),
    orderMultiple: column(), validFrom: column(), validTo: column(), version: column(),
    isExpired: expression('boolean', (t) => sql`(NOT (coalesce(${col(t, 'validFrom')} <= ${todaySql}, TRUE) AND coalesce(${col(t, 'validTo')} >= ${todaySql}, TRUE))
      AND NOT EXISTS (SELECT FROM "SupplierPrice" p WHERE p."supplierProductId" = ${col(t, 'id')} AND coalesce(p."validFrom" <= ${todaySql}, TRUE) AND coalesce(p."validTo" >= ${todaySql}, TRUE)))`,
      { describe: 'None of its prices holds today.' }),
  },
  ones: { supplier: one('Supplier', 'supplierId'), product: one('Product', 'productId') },
  manies: { prices: lines('SupplierPrice', 'supplierProductId', 'minimumQuantity') },
  listing: {
    field: 'supplierProducts', defaultOrder: 'PRODUCT_ASC', search: ['product.name', 'product.sku', 'supplier.name'],
    orderBy: { PRODUCT: 'product.name', SUPPLIER: 'supplier.name', UNIT_COST: 'unitCost', LEAD_TIME_DAYS: 'leadTimeDays' },
  },
});
entity('SupplierPrice', {
  permission, describe: 'A price that holds from a quantity on, or for some days only.',
  fields: { minimumQuantity: column(), unitCost: column(), validFrom: column(), validTo: column() }, ones: { supplierProduct: one('SupplierProduct', 'supplierProductId') },
});
entity('PurchaseOrder', {
  permission,
  fields: {
    number: column(), status: column(), orderedOn: column(), expectedOn: column(), cancelledOn: column(), currencyCode: column(), total: money(),
    note: column(), createdAt: column(), version: column(), supplierReference: column(), confirmedOn: column(),
    exchangeRate: column(undefined, { describe: 'Company money per unit of its currency, frozen when it is placed; null: it is in company money.' }),
    rateSource: column(undefined, { describe: 'Where its rate comes from, if that is not the one of the day.' }),
    companyTotal: expression('money', (t) => sql`hesabu_in_company(${col(t, 'totalMinor')}, ${col(t, 'exchangeRate')}, ${col(t, 'currencyCode')})`, { describe: 'Total in company money, by its rate.' }),
    received: expression('money', (t) => sql`(SELECT coalesce(sum(r."valueMinor"), 0) FROM "Receipt" r WHERE r."purchaseOrderId" = ${col(t, 'id')} AND r.status = 'POSTED')`,
      { describe: 'Value of what has come, in company money.' }),
    isLate: expression('boolean', (t) => sql`(${col(t, 'status')} IN ('ORDERED', 'PART_RECEIVED') AND EXISTS (SELECT FROM "PurchaseOrderLine" l
      WHERE l."purchaseOrderId" = ${col(t, 'id')} AND l.received < l.quantity AND l."expectedOn" < ${todaySql}))`,
      { describe: 'Something of it was expected before today and is not there.' }),
    isUnconfirmed: expression('boolean', (t) => sql`(${col(t, 'status')} IN ('ORDERED', 'PART_RECEIVED') AND ${col(t, 'confirmedOn')} IS NULL)`,
      { describe: 'Ordered, and the supplier has not said yet when it comes.' }),
    approval: expression('enum:ApprovalStatus', (t) => sql`(SELECT a.status FROM "Approval" a WHERE a."subjectId" = ${col(t, 'id')} AND a.kind = 'PURCHASE_ORDER'
      ORDER BY a."requestedAt" DESC, a.id DESC LIMIT 1)`, { nullable: true, describe: 'What became of the last request to approve it.' }),
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
    no: column(), quantity: column(), received: column(), unitCost: column(), currencyCode: column(), net: money(undefined, { inCompany: companyBy('PurchaseOrder', 'purchaseOrderId', (t) => col(t, 'netMinor')) }),
    companyUnitCost: expression('price', (t) => sql`(SELECT round(${col(t, 'unitCost')} * coalesce(o."exchangeRate", 1), 8) FROM "PurchaseOrder" o WHERE o.id = ${col(t, 'purchaseOrderId')})`, { describe: 'Its cost in company money, by the order\'s rate.' }),
    priceSource: column('priceSource', { describe: 'Why it costs what it costs.' }), priceFrom: column(), quotedCost: column(undefined, { describe: 'The supplier\'s price, where they quote in another currency than the order\'s.' }), quotedCurrencyCode: column(),
    priceValidTo: column(), overrideReason: column(), choiceReason: column(), expectedOn: column(),
    promisedOn: column('promisedOn', { describe: 'The day by which the supplier\'s punctuality is judged.' }),
    isLate: expression('boolean', (t) => sql`(${col(t, 'received')} < ${col(t, 'quantity')} AND coalesce(${col(t, 'expectedOn')} < ${todaySql}, FALSE) AND EXISTS (SELECT FROM "PurchaseOrder" o
      WHERE o.id = ${col(t, 'purchaseOrderId')} AND o.status IN ('ORDERED', 'PART_RECEIVED')))`, { describe: 'Expected before today and not there.' }),
    requested: expression('quantity', (t) => sql`(SELECT coalesce(sum(s.quantity), 0) FROM "RequisitionSupply" s WHERE s."purchaseOrderLineId" = ${col(t, 'id')})`,
      { describe: 'How much of it requisitions asked for.' }),
    open: expression('quantity', (t) => sql`greatest(${col(t, 'quantity')} - ${col(t, 'received')}, 0)`, { describe: 'Not received yet (or given up).' }),
    isExpected: expression('boolean', (t) => sql`(${col(t, 'quantity')} > ${col(t, 'received')} AND EXISTS (SELECT FROM "PurchaseOrder" o
      WHERE o.id = ${col(t, 'purchaseOrderId')} AND o.status IN ('ORDERED', 'PART_RECEIVED')))`, { describe: 'Goods of it are still to come.' }),
  },
  ones: { purchaseOrder: one('PurchaseOrder', 'purchaseOrderId'), product: one('Product', 'productId') },
  manies: { supplies: pages('RequisitionSupply', 'purchaseOrderLineId') },
  listing: {
    field: 'purchaseOrderLines', defaultOrder: 'EXPECTED_ON_ASC', search: ['product.name', 'purchaseOrder.number'], totals: ['quantity', 'received', 'open', 'net'],
    orderBy: { EXPECTED_ON: 'expectedOn', PRODUCT: 'product.name', NUMBER: 'purchaseOrder.number', QUANTITY: 'quantity', OPEN: 'open' },
  },
});
entity('Receipt', {
  permission,
  fields: {
    number: column(), receivedOn: column(), status: column(), reversedOn: column(), currencyCode: column(), value: money(), recordedAt: column(),
  },
  ones: { purchaseOrder: one('PurchaseOrder', 'purchaseOrderId'), supplier: one('Supplier', 'supplierId'), warehouse: one('Warehouse', 'warehouseId') },
  manies: {
    lines: lines('ReceiptLine', 'receiptId'), inspections: pages('Inspection', 'receiptId', { permission: 'inspections.read' }), supplierReturns: pages('SupplierReturn', 'receiptId'),
  },
  listing: {
    field: 'receipts', defaultOrder: 'RECEIVED_ON_DESC', search: ['number', 'supplier.name', 'purchaseOrder.number'], totals: ['value'],
    orderBy: { NUMBER: 'number', RECEIVED_ON: 'receivedOn', SUPPLIER: 'supplier.name', VALUE: 'value' },
  },
});
entity('ReceiptLine', {
  permission, fields: { no: column(), quantity: column(), currencyCode: column(), value: money(), lots: lotsOfMove,
    returned: expression('quantity', (t) => sql`(SELECT coalesce(sum(l.quantity), 0) FROM "SupplierReturnLine" l JOIN "SupplierReturn" r ON r.id = l."supplierReturnId"
      WHERE l."receiptLineId" = ${col(t, 'id')} AND r.status = 'POSTED')`, { describe: 'Went back to the supplier.' }),
  },
  ones: { receipt: one('Receipt', 'receiptId'), product: one('Product', 'productId'), purchaseOrderLine: one('PurchaseOrderLine', 'purchaseOrderLineId') },
});
extend('Product', { manies: { suppliers: pages('SupplierProduct', 'productId'), purchaseOrderLines: pages('PurchaseOrderLine', 'productId') } });

mutations(createSupplier, updateSupplier, setSupplierProduct, removeSupplierProduct, createPurchaseOrder, updatePurchaseOrder, deletePurchaseOrder,
  placePurchaseOrder, requestPurchaseApproval, confirmPurchaseOrder, postponePurchaseOrder, receiveGoods, cancelPurchaseOrder, reverseReceipt);
