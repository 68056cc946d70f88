// What can be printed: of which record, and by whom it may be seen.
import type { DocumentKind } from '../generated/rows.ts';
import { chargeSheet } from './chargeSheet.ts';
import type { Loader } from './loading.ts';
import { depositInvoiceSheet, depositRequestSheet } from './depositSheet.ts';
import { invoiceSheet } from './invoiceSheet.ts';
import { orderSheet } from './orderSheet.ts';
import { pickListSheet } from './pickListSheet.ts';
import { purchaseOrderSheet } from './purchaseOrderSheet.ts';
import { quotationSheet } from './quotationSheet.ts';
import { quoteRequestSheet } from './quoteRequestSheet.ts';
import { receiptSheet } from './receiptSheet.ts';
import { remittanceSheet } from './remittanceSheet.ts';
import { deliveryNoteSheet } from './deliveryNoteSheet.ts';
import { statementSheet } from './statementSheet.ts';

interface Kind {
  /** The record that it prints; who may see it may print it. */
  entity: string;
  load: Loader;
  /** What further permission its figures need. */
  permission?: string;
  /** The column that must say the kind, where a record is one of several. */
  is?: { column: string; values: readonly string[]; /** What it prints besides, each as what it is. */ besides?: readonly string[] };
  /** The record's label in lists of runs. */
  label: string;
}

export const documentKinds: Record<DocumentKind, Kind> = {
  QUOTATION: { entity: 'Quotation', load: quotationSheet, label: 'number' },
  // A draft is printed, marked as one, and mailed to nobody: it confirms nothing.
  ORDER_CONFIRMATION: { entity: 'Order', load: orderSheet, is: { column: 'status', values: ['PLACED', 'PART_SHIPPED', 'SHIPPED', 'INVOICED', 'CLOSED', 'CANCELLED'], besides: ['DRAFT'] }, label: 'number' },
  PICK_LIST: { entity: 'PickList', load: pickListSheet, label: 'number' },
  DELIVERY_NOTE: { entity: 'Shipment', load: deliveryNoteSheet, label: 'number' },
  INVOICE: { entity: 'Invoice', load: invoiceSheet, is: { column: 'kind', values: ['INVOICE'], besides: ['CREDIT_NOTE'] }, label: 'number' },
  CREDIT_NOTE: { entity: 'Invoice', load: invoiceSheet, is: { column: 'kind', values: ['CREDIT_NOTE'] }, label: 'number' },
  CHARGE: { entity: 'Charge', load: chargeSheet, label: 'number' },
  STATEMENT: { entity: 'Customer', load: statementSheet, permission: 'openItems.read', label: 'code' },
  PURCHASE_ORDER: { entity: 'PurchaseOrder', load: purchaseOrderSheet, label: 'number' },
  QUOTE_REQUEST: { entity: 'QuoteRequest', load: quoteRequestSheet, label: 'number' },
  RECEIPT: { entity: 'PaymentReceipt', load: receiptSheet, label: 'number' },
  DEPOSIT_REQUEST: { entity: 'DepositRequest', load: depositRequestSheet, label: 'number' },
  DEPOSIT_INVOICE: { entity: 'DepositInvoice', load: depositInvoiceSheet, label: 'number' },
  REMITTANCE_ADVICE: { entity: 'Payment', load: remittanceSheet, is: { column: 'direction', values: ['OUT'] }, label: 'number' },
};

/** ORDER_CONFIRMATION ↔ order-confirmation: as it stands in addresses. */
export const pathOf = (kind: DocumentKind): string => kind.toLowerCase().replaceAll('_', '-');
export function kindOf(path: string): DocumentKind | undefined {
  const kind = path.toUpperCase().replaceAll('-', '_');
  return path === path.toLowerCase() && kind in documentKinds ? kind as DocumentKind : undefined;
}
