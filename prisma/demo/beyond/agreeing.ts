// Paying early, what customers say of their invoices, receipts for their money, and statements by themselves.
import sql from 'sql-template-tag';
import { disputeInvoice } from '../../../server/src/confirmations/disputes.ts';
import { issueReceipt } from '../../../server/src/confirmations/issueReceipt.ts';
import { confirmInvoice } from '../../../server/src/confirmations/proofs.ts';
import { runStatementSchedule, saveStatementSchedule } from '../../../server/src/confirmations/statementSchedules.ts';
import { sendDocument } from '../../../server/src/documents/sendDocuments.ts';
import { settleEarly } from '../../../server/src/earlyPayment/discounts.ts';
import { publishEarlyPaymentOffer } from '../../../server/src/earlyPayment/offers.ts';
import { recordPayment } from '../../../server/src/payments/recordPayment.ts';
import { globalId } from '../../../server/src/shared/input.ts';
import { minor, printMoney } from '../../../server/src/shared/money.ts';
import { step, type Firm, type Step } from './firm.ts';

/** Open invoices of the last weeks that nobody has paid anything on, the newest first. */
const open = (firm: Firm, ago: number) => firm.rows<{ id: string; customer: string; open: string; discount: string | null }>(sql`SELECT i.id, o."customerId" AS customer, o."openMinor"::text AS open,
    (SELECT min(e."discountMinor")::text FROM "InvoiceEarlyOffer" e WHERE e."openItemId" = o.id AND e."lastOn" >= ${firm.day(ago)}) AS discount
  FROM "Invoice" i JOIN "OpenItem" o ON o.id = i."openItemId" WHERE i.kind = 'INVOICE' AND o."openMinor" = o."amountMinor" AND o."openMinor" > 5000 AND o."currencyCode" = ${firm.demo.ctx.company.currencyCode} AND i."issuedOn" <= ${firm.day(ago)} ORDER BY i."issuedOn" DESC, i.number DESC LIMIT 12`);

export const agreeing: Step[] = [
  step(60, (firm) => firm.act(publishEarlyPaymentOffer, 'early offer', 60, { name: '2 % in 10 days', discountRate: '0.02', days: 10, tolerance: '0.05' }, 'CONTROLLER')),
  step(40, (firm) => firm.act(saveStatementSchedule, 'statement schedule', 40, { name: 'Open items each month', rhythm: 'MONTH', day: 1, condition: 'BALANCE', form: 'OPEN_ITEMS' }, 'CONTROLLER')),
  step(2, async (firm) => {
    const invoices = await open(firm, 2);
    const early = invoices.find(({ discount }) => discount !== null);
    if (early) {
      const invoiceId = globalId('Invoice', early.id);
      const amount = printMoney(minor(BigInt(early.open) - BigInt(early.discount ?? '0')), firm.demo.ctx.company.currencyCode);
      await firm.act(recordPayment, 'paid early', 2, { customerId: globalId('Customer', early.customer), amount, method: 'BANK', reference: 'Less 2 %', allocations: [{ invoiceId, amount }] }, 'CONTROLLER');
      await firm.act(settleEarly, 'early discount', 2, { invoiceId });
    }
    const [confirmed, disputed] = invoices.filter((each) => each !== early);
    if (confirmed) {
      await firm.act(sendDocument, 'mailed invoice', 2, { kind: 'INVOICE', recordId: globalId('Invoice', confirmed.id), toAddress: 'accounts@customer.example' });
      await firm.act(confirmInvoice, 'confirmed invoice', 2, { invoiceId: globalId('Invoice', confirmed.id), personName: 'Accounts payable' }, 'COLLECTOR');
    }
    if (disputed) await firm.act(disputeInvoice, 'disputed invoice', 2, { invoiceId: globalId('Invoice', disputed.id), reason: 'QUANTITY', text: 'One case fewer arrived than is billed.', amount: '18.00', personName: 'Goods in' }, 'COLLECTOR');
  }),
  step(1, async (firm) => {
    const payments = await firm.rows<{ id: string }>(sql`SELECT id FROM "Payment" WHERE direction = 'IN' AND "customerId" IS NOT NULL AND "reversedOn" IS NULL ORDER BY "paidOn" DESC, number DESC LIMIT 3`);
    for (const [index, { id }] of payments.entries()) await firm.act(issueReceipt, `receipt ${index}`, 1, { paymentId: globalId('Payment', id) }, 'CONTROLLER');
    const [schedule] = await firm.rows<{ id: string }>(sql`SELECT id FROM "StatementSchedule" ORDER BY "createdAt" LIMIT 1`);
    if (schedule) await firm.act(runStatementSchedule, 'statements', 1, { scheduleId: globalId('StatementSchedule', schedule.id) }, 'CONTROLLER');
  }),
];
