// Lines that take payments back or pay refunds, made of the real invoices, with what each of them is; and lines that only look so.
import type { Line, MatchFacts, Party } from '../../../server/src/matching/facts.ts';
import type { Received, RefundDue } from '../../../server/src/matching/moneyBack.ts';
import { minor, negate } from '../../../server/src/shared/money.ts';
import { addDays, type Day } from '../../../server/src/shared/time.ts';
import type { northwindSet } from './invoices.ts';

/** How a line tells what it is; the shares of all lines are alike. */
export type Clue = 'END_TO_END' | 'NUMBER' | 'CHEQUE' | 'PAYER_ONLY' | 'MARK_ONLY' | 'REFUND_NUMBER' | 'REFUND_PAYER' | 'REFUND_WAITS' | 'SALARY' | 'SUPPLIER';
const clues: readonly Clue[] = ['END_TO_END', 'NUMBER', 'CHEQUE', 'PAYER_ONLY', 'MARK_ONLY', 'REFUND_NUMBER', 'REFUND_PAYER', 'REFUND_WAITS', 'SALARY', 'SUPPLIER'];
const marks = ['Rücklastschrift AC04', 'RETURN AM04 insufficient funds', 'RTRN MD06', 'Unpaid cheque', 'Retour MS03'];

export interface LabelledReturn { clue: Clue; line: Line; is: { paymentId?: string; refundId?: string } }

/** Every tenth invoice is a payment (or a refund) of its customer, each with one line, in turn of every clue. */
export function returnsOf({ invoices, customers }: ReturnType<typeof northwindSet>): { lines: LabelledReturn[]; facts: Pick<MatchFacts, 'received' | 'refunds' | 'customers'> } {
  const parties = customers.map(({ code, name }): Party => ({ id: code, name, names: [], accounts: [] }));
  const received: Received[] = [];
  const refunds: RefundDue[] = [];
  const lines = invoices.map((invoice, at): LabelledReturn => {
    const clue = clues[at % clues.length] ?? 'SALARY';
    const [count, amount, on] = [String(at + 1).padStart(5, '0'), minor(invoice.amountMinor), invoice.issuedOn as Day];
    const isRefund = clue.startsWith('REFUND');
    const own = { partyId: invoice.customer, amount };
    if (isRefund) refunds.push({ ...own, refundId: `r${at}`, number: `RFD-1997-${count}`, isAllowed: clue !== 'REFUND_WAITS' });
    else received.push({ ...own, paymentId: `p${at}`, number: `PAY-1997-${count}`, references: [`E2E${count}X${invoice.number}`, `00${count}77`], on });
    const name = parties.find(({ id }) => id === invoice.customer)?.name ?? null;
    const mark = marks[at % marks.length] ?? '';
    const text: Record<Clue, string> = {
      END_TO_END: mark, NUMBER: `${mark} PAY-1997-${count}`, CHEQUE: `Unpaid cheque 00${count}77`, PAYER_ONLY: mark, MARK_ONLY: mark, REFUND_NUMBER: `Refund RFD-1997-${count}`, REFUND_PAYER: 'Your credit', REFUND_WAITS: `Refund RFD-1997-${count}`, SALARY: 'Salary January', SUPPLIER: 'Your invoice 77123',
    };
    const isNamed = ['PAYER_ONLY', 'REFUND_PAYER', 'END_TO_END', 'REFUND_NUMBER'].includes(clue);
    return {
      clue, is: isRefund ? { refundId: `r${at}` } : ['SALARY', 'SUPPLIER'].includes(clue) ? {} : { paymentId: `p${at}` },
      line: { id: `l${at}`, bookedOn: addDays(on, 3 + (at % 20)), amount: negate(amount), payerName: isNamed ? name : clue === 'SUPPLIER' ? 'Nobody Known Ltd' : null, payerAccount: null, text: text[clue], endToEndId: clue === 'END_TO_END' ? `E2E${count}X${invoice.number}` : null, code: null },
    };
  });
  return { lines, facts: { received, refunds, customers: parties } };
}
