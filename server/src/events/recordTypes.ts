/** The types of records that events speak of, and that the live feed can be asked for. */
export const recordTypes = [
  'Account', 'ApiKey', 'Approval', 'Bill', 'BankLine', 'BankStatement', 'Bin', 'Carrier', 'CarrierBill', 'Category', 'CollectionAccount', 'CommissionPayout', 'CommissionPlan', 'CommissionStatement', 'Company', 'Contract', 'CostAllocation', 'CostCategory', 'CostObject', 'CreditConversion', 'CreditApplication', 'Customer', 'DocumentRun', 'CustomerGroup', 'CustomerMerge', 'Framework', 'CustomerReturn', 'Delivery', 'DeviationRun', 'DeferralRelease', 'DepositRequest', 'EarlyPaymentOffer', 'Import', 'Inspection', 'Invoice', 'InvoiceDispute', 'InvoiceRun', 'JournalEntry', 'JournalExport', 'JournalTemplate', 'LandedCost',
  'Charge', 'Chargeback', 'ChargeRun', 'ProvisionRun', 'Refund', 'WriteOff', 'Lot', 'Mail', 'ManualJournal', 'MenuPlan', 'Order', 'OrderCost', 'ParcelLabel', 'Payment', 'PaymentReceipt', 'PaymentRun', 'Period', 'PickList', 'Preparation', 'PriceList', 'Product', 'ProductTemplate', 'Promotion', 'PurchaseOrder', 'Quotation', 'QuoteRequest',
  'Receipt', 'Recipe', 'Recovery', 'Revaluation', 'ReorderProposal', 'RecurringBill', 'ReorderRule', 'Requisition', 'SalesPerson', 'SavedReport', 'Shipment', 'StatementRun', 'StatementSchedule', 'StockCount', 'StockWarning',
  'Supplier', 'SupplierCredit', 'SupplierReturn', 'SupplyIssue', 'Task', 'TaxCode', 'TaxReturn', 'TradingCurrency', 'CurrencyRule', 'Transfer', 'Unit', 'User', 'Warehouse', 'YearClose',
] as const;

export type RecordType = (typeof recordTypes)[number];
