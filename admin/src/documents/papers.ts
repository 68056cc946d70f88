import type { Row } from '../data/list.ts';

/** What is printed of a record: a kind of the API's `DocumentKind`. */
export function paperOf(type: string, record: Row): string | undefined {
  switch (type) {
    case 'Quotation': return 'QUOTATION';
    case 'Order': return 'ORDER_CONFIRMATION';
    case 'Shipment': return 'DELIVERY_NOTE';
    case 'Invoice': return record['kind'] === 'CREDIT_NOTE' ? 'CREDIT_NOTE' : 'INVOICE';
    case 'Customer': return 'STATEMENT';
    case 'PurchaseOrder': return 'PURCHASE_ORDER';
    case 'PickList': return 'PICK_LIST';
    case 'QuoteRequest': return 'QUOTE_REQUEST';
    case 'Payment': return record['direction'] === 'OUT' ? 'REMITTANCE_ADVICE' : undefined;
    case 'Charge': return 'CHARGE';
    case 'PaymentReceipt': return 'RECEIPT';
    case 'DepositRequest': return 'DEPOSIT_REQUEST';
    case 'DepositInvoice': return 'DEPOSIT_INVOICE';
    default: return undefined;
  }
}

export const paperTypes = ['Quotation', 'Order', 'Shipment', 'Invoice', 'Customer', 'PurchaseOrder', 'PickList', 'QuoteRequest', 'Payment', 'Charge', 'PaymentReceipt', 'DepositRequest', 'DepositInvoice'] as const;

type Choices = { lang?: string; from?: string; to?: string; download?: boolean };

/** Where a paper is read. */
export function paperPath(kind: string, id: string, { lang, from, to, download }: Choices = {}): string {
  const query = new URLSearchParams({ ...(lang ? { lang: lang.toLowerCase() } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}), ...(download ? { download: '' } : {}) }).toString();
  return `/documents/${kind.toLowerCase().replaceAll('_', '-')}/${encodeURIComponent(id)}.pdf${query ? `?${query}` : ''}`;
}
