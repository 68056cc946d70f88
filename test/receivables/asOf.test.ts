import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { trialBalance } from '../../server/src/accounting/trialBalance.ts';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { receivablesByAge } from '../../server/src/receivables/receivablesByAge.ts';
import { statement } from '../../server/src/receivables/statement.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { firstDay, later, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let customer: string;
beforeAll(async () => {
  firm = await startTrade();
  const service = await firm.service();
  const sell = (unitPrice: string) => firm.invoice(customer, [{ productId: service, quantity: '1', unitPrice }]);
  customer = await firm.customer({ paymentTermDays: 10 });
  const first = await sell('100'); // day 0, due day 10
  firm.day = later(firstDay, 20);
  await sell('40'); // due day 30
  await firm.act(recordPayment, { customerId: customer, amount: '60', method: 'BANK', oldestFirst: true });
  firm.day = later(firstDay, 50);
  const { payment = '' } = await firm.act(recordPayment, { customerId: customer, amount: '500', paidOn: later(firstDay, 25), method: 'BANK', oldestFirst: true });
  firm.day = later(firstDay, 80);
  await firm.act(reversePayment, { paymentId: globalId('Payment', payment), reason: 'bounced' });
  await firm.act(creditInvoice, { invoiceId: first, reason: 'late' });
  firm.day = later(firstDay, 100);
});
afterAll(() => firm.close());

const on = (days: number) => later(firstDay, days);
const ages = async (days: number, knownAt: Date | null = null) => (await answerReport(receivablesByAge, { on: on(days), knownAt: knownAt ?? undefined }, await firm.context())).totals;

describe('receivables by age', () => {
  test('of any past day show what was open then', async () => {
    expect(await ages(0)).toMatchObject({ notDue: 10000n, receivable: 10000n, unapplied: 0n });
    expect(await ages(15)).toMatchObject({ days1to30: 10000n, overdue: 10000n });
    expect(await ages(20)).toMatchObject({ days1to30: 4000n, notDue: 4000n, receivable: 8000n });
    expect(await ages(25)).toMatchObject({ receivable: 0n, unapplied: 42000n, balance: -42000n });
    expect(await ages(80)).toMatchObject({ receivable: 4000n, days31to60: 4000n, unapplied: 6000n });
  });

  test('as known before a back-dated payment was recorded, do not know it', async () => {
    expect(await ages(25, new Date(`${on(30)}T00:00:00Z`))).toMatchObject({ receivable: 8000n, unapplied: 0n });
  });

  test('tie to the receivable and customer credit accounts on every day', async () => {
    const ctx = await firm.context();
    for (let days = 0; days <= 100; days += 5) {
      const balance = new Map((await answerReport(trialBalance, { on: on(days) }, ctx)).rows.map((row) => [row.code, row.balance]));
      const sums = await ages(days);
      expect([sums.receivable, -sums.unapplied]).toEqual([balance.get('1100') ?? 0n, balance.get('2100') ?? 0n]);
    }
  });
});

describe('a statement', () => {
  test('runs from the opening to the closing balance, without what moves nothing', async () => {
    const made = await answerReport(statement, { customerId: uuid(customer), from: on(1), to: on(100) }, await firm.context());
    expect(made.lines.map(({ on: day, kind, debit, credit, balance }) => [day, kind, debit, credit, balance])).toEqual([
      [on(20), 'INVOICE', 4000n, 0n, 14000n], [on(20), 'PAYMENT', 0n, 6000n, 8000n], [on(25), 'PAYMENT', 0n, 50000n, -42000n],
      [on(80), 'REVERSAL', 50000n, 0n, 8000n], [on(80), 'CREDIT_NOTE', 0n, 10000n, -2000n],
    ]);
    expect([made.opening, made.closing]).toEqual([10000n, -2000n]);
    expect((await ages(100)).balance).toBe(made.closing);
  });
});
