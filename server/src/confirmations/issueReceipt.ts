import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import { demandOwn } from '../customers/rowRights.ts';
import { consume, task } from '../events/consumers.ts';
import type { PaymentReceiptRow, PaymentRow } from '../generated/rows.ts';
import { PaymentReversed } from '../payments/refusals.ts';
import { demandPosted } from '../payments/rules.ts';
import { action, type EventDraft } from '../shared/action.ts';
import { id } from '../shared/input.ts';
import { minor, minus, plus, printMoney, zero } from '../shared/money.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { insert } from '../shared/write.ts';
import { NotReceived, ReceiptIssued } from './refusals.ts';

/** Refuses what is no money received from a customer, was taken back, or has its receipt. */
export function demandReceiptable(payment: Pick<PaymentRow, 'number' | 'direction' | 'customerId' | 'reversedOn' | 'status'>, receipt: Pick<PaymentReceiptRow, 'number'> | undefined): void {
  if (payment.direction !== 'IN' || payment.customerId === null) throw NotReceived({ number: payment.number });
  demandPosted(payment);
  if (receipt) throw ReceiptIssued({ number: payment.number, receipt: receipt.number });
}

export const issueReceipt = action({
  name: 'issueReceipt', permission: 'payments.post',
  describe: 'Issues the receipt of money received, with a number of its own: once for each payment. It tells what the money is applied to by now, and is mailed where receipts are sent by themselves.',
  input: { paymentId: id('Payment') }, refusals: [NotReceived, ReceiptIssued, PaymentReversed], payload: { paymentReceipt: 'record:PaymentReceipt' },
  load: async (tx, { paymentId }, ctx) => {
    const payment = await lockRow(tx, 'Payment', paymentId);
    if (payment.customerId) demandOwn(await readRow(tx, 'Customer', payment.customerId), ctx.viewer);
    const [receipt] = await selectRows(tx, 'PaymentReceipt', sql`t."paymentId" = ${paymentId}`);
    const applied = await tx.rows<{ number: string; invoiceId: string | null; amount: string }>(sql`SELECT i.number, CASE WHEN i."sourceType" = 'Invoice' THEN i."sourceId" END AS "invoiceId", sum(a."amountMinor")::text AS amount
      FROM "Allocation" a JOIN "OpenItem" i ON i.id = a."debitItemId" WHERE a."creditItemId" = ${payment.openItemId} GROUP BY i.id HAVING sum(a."amountMinor") > 0 ORDER BY i.number`);
    demandReceiptable(payment, receipt); // before a number is taken
    return { payment, applied, number: await takeNumber(tx, ctx, 'RCP', ctx.today) };
  },
  decide: ({ payment, applied, number }, _input, ctx) => {
    const paymentReceipt = ctx.newId();
    const { currencyCode } = payment;
    const lines = applied.map(({ amount, ...each }) => ({ ...each, amountMinor: minor(BigInt(amount)) }));
    const events: EventDraft[] = [
      { kind: 'receiptIssued', subjectType: 'PaymentReceipt', subjectId: paymentReceipt, data: { number, payment: payment.number } },
      { kind: 'receiptGiven', subjectType: 'Payment', subjectId: payment.id, data: { number, amount: printMoney(payment.amountMinor, currencyCode) } },
    ];
    return {
      rows: [
        insert('PaymentReceipt', {
          id: paymentReceipt, companyId: ctx.company.id, number, paymentId: payment.id, customerId: payment.customerId ?? '', issuedOn: ctx.today, currencyCode, amountMinor: payment.amountMinor,
          onAccountMinor: minus(payment.amountMinor, plus(zero, ...lines.map(({ amountMinor }) => amountMinor))), issuedByName: ctx.viewer.name,
        }),
        ...lines.map((line, index) => insert('PaymentReceiptLine', { id: ctx.newId(), receiptId: paymentReceipt, no: index + 1, currencyCode, ...line })),
      ],
      events,
      result: { paymentReceipt },
    };
  },
});

const NEWS_MS = 3 * 86_400_000;

/** Where receipts are sent by themselves, each payment gets one, as it is recorded; what is old is no news any more. */
consume('paymentRecorded', 'issueReceipts', async ({ subjectId, recordedAt }, { company, now }, tx) => {
  if (now.getTime() - recordedAt.getTime() > NEWS_MS) return [];
  const wanted = await tx.rows(sql`SELECT FROM "MailRule" m JOIN "Payment" p ON p.id = ${subjectId}::uuid WHERE m."companyId" = ${company.id} AND m.kind = 'RECEIPT' AND m."isOn" AND p.direction = 'IN'
    AND p."customerId" IS NOT NULL AND p."reversedOn" IS NULL AND NOT EXISTS (SELECT FROM "PaymentReceipt" r WHERE r."paymentId" = p.id) LIMIT 1`);
  return wanted.length > 0 ? [task(issueReceipt, { paymentId: subjectId })] : [];
});
