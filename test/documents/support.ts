// A firm with papers of every kind, and a server that prints them.
import { randomBytes } from 'node:crypto';
import { tokenHash } from '../../server/src/access/passwords.ts';
import { createAddress } from '../../server/src/customers/addresses.ts';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import type { DocumentKind, Role } from '../../server/src/generated/rows.ts';
import { paySupplier } from '../../server/src/payments/paySupplier.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { createPurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { sendQuotation } from '../../server/src/quotations/answerQuotation.ts';
import { createQuotation } from '../../server/src/quotations/draftQuotation.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { newId } from '../../server/src/shared/newId.ts';
import { insert, write } from '../../server/src/shared/write.ts';
import { createQuoteRequest } from '../../server/src/sourcing/quoteRequests.ts';
import { makePickList } from '../../server/src/warehousing/makePickList.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { sql, startTrade, type Trade, uuid } from '../support/trade.ts';

/** A key of a role, as a partner's program has it. */
export async function keyOf(trade: Trade, role: Role, more: object = {}): Promise<string> {
  const token = `hsk_live_${randomBytes(24).toString('base64url')}`;
  const { id: companyId } = await trade.one<{ id: string }>(sql`SELECT id FROM "Company"`);
  await trade.db.transaction((tx) => write(tx, [insert('ApiKey', { id: newId(), companyId, name: role, prefix: token.slice(0, 14), tokenHash: tokenHash(token), role, scopes: [], ...more })]));
  return token;
}

export const address = { kind: 'BILLING', street: 'Market Street 1', city: 'Nairobi', postalCode: '00100', country: 'Kenya' };

/** A record of every kind: their global ids. */
export async function papers(firm: Trade): Promise<Partial<Record<DocumentKind, string>>> {
  const customerId = await firm.customer({ name: 'مؤسسة النور – Café Zürich 有限公司', email: 'orders@customer.example' });
  await firm.act(createAddress, { customerId, ...address });
  const tea = await firm.product('5', '5000', { name: 'چای سبز Green tea 绿茶, in a tin with a very long name that goes on in the next line' });
  const lines = [{ productId: tea, quantity: '3', unitPrice: '1234.56', discountRate: '0.05' }];
  const quoted = { ...lines[0], discountAmount: '1.50' };
  const quotationId = globalId('Quotation', (await firm.act(createQuotation, { customerId, terms: 'Free delivery.\nپرداخت در محل', lines: [
    quoted, { ...quoted, kind: 'ALTERNATIVE' }, { ...quoted, kind: 'OPTIONAL', discountRate: '0' }, { kind: 'TEXT', description: 'Delivered in tins\n有货' },
  ] })).quotation ?? '');
  await firm.act(sendQuotation, { quotationId });
  const orderId = await firm.order(customerId, lines, { customerReference: 'PO/4711', note: 'Ring twice.' });
  const shipmentId = await firm.ship(orderId);
  const invoiceId = await firm.invoice(customerId, lines);
  const { creditNote = '' } = await firm.act(creditInvoice, { invoiceId, reason: 'Two tins were dented' });
  const supplierId = globalId('Supplier', (await firm.act(createSupplier, { code: 'TEAS', name: 'Tea House', email: 'sales@tea.example', street: 'Hill 1', city: 'Kericho', country: 'Kenya' })).supplier ?? '');
  const purchaseOrderId = globalId('PurchaseOrder', (await firm.act(createPurchaseOrder, { supplierId, lines: [{ productId: tea, quantity: '20', unitCost: '4.25' }] })).purchaseOrder ?? '');
  await firm.act(placePurchaseOrder, { purchaseOrderId });
  const waiting = await firm.order(customerId, lines);
  const { pickList = '' } = await firm.act(makePickList, { orderIds: [waiting], note: 'Handle with care' });
  const { quoteRequest = '' } = await firm.act(createQuoteRequest, { supplierIds: [supplierId], lines: [{ productId: tea, quantity: '5' }] });
  const { payment = '' } = await firm.act(paySupplier, { supplierId, amount: '12.50', method: 'BANK', reference: 'REF 7' });
  await firm.act(recordPayment, { customerId, amount: '50', method: 'BANK', oldestFirst: true });
  return {
    PICK_LIST: globalId('PickList', pickList), QUOTE_REQUEST: globalId('QuoteRequest', quoteRequest), REMITTANCE_ADVICE: globalId('Payment', payment),
    QUOTATION: quotationId, ORDER_CONFIRMATION: orderId, DELIVERY_NOTE: shipmentId, INVOICE: invoiceId, CREDIT_NOTE: globalId('Invoice', creditNote), STATEMENT: customerId, PURCHASE_ORDER: purchaseOrderId,
  };
}

export interface PrintShop { firm: Trade; server: TestServer; papers: Partial<Record<DocumentKind, string>>; owner: string; get(path: string, key?: string | null, headers?: Record<string, string>): Promise<Response> }

export async function openPrintShop(): Promise<PrintShop> {
  const firm = await startTrade();
  const server = await startTestServer({ database: firm.database });
  const owner = await keyOf(firm, 'OWNER');
  server.now.set(`${firm.day}T09:00:00Z`);
  return {
    firm, server, papers: await papers(firm), owner,
    get: (path, key = owner, headers = {}) => fetch(new URL(path, server.url), { headers: { ...(key ? { authorization: `Bearer ${key}` } : {}), ...headers } }),
  };
}

export const pathOf = (kind: DocumentKind, id: string, form = 'pdf') => `/documents/${kind.toLowerCase().replaceAll('_', '-')}/${encodeURIComponent(id)}.${form}`;
export { uuid };
