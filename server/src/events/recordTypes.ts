/** The types of records that events speak of, and that the live feed can be asked for. */
export const recordTypes = [
  'ApiKey', 'Approval', 'Bill', 'Category', 'Company', 'Customer', 'Invoice', 'JournalEntry', 'Order', 'Payment', 'Period', 'Product',
  'PurchaseOrder', 'Receipt', 'SalesPerson', 'Shipment', 'Supplier', 'TaxCode', 'Unit', 'User', 'Warehouse',
] as const;

export type RecordType = (typeof recordTypes)[number];
