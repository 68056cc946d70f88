// What of a line is booked as what: as people and proposals say it.
import type { BounceReason, MatchProposalPartRow, MatchProposalRow, ShortReason, BankLineRow, UnappliedReason } from '../generated/rows.ts';
import { boolean, choice, companyMoney, currency, id, list, money, moneyOrZero, object, optional, text, type InputOf } from '../shared/input.ts';
import { minus, plus, zero, type Minor } from '../shared/money.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';

const debt = {
  amount: moneyOrZero(), short: { ...optional(money()), describe: 'All that is then still open, when left out beside a reason.' }, shortReason: optional(choice('ShortReason')),
};
const invoices = optional(list(object('LineInvoiceInput', { invoiceId: id('Invoice'), ...debt }), { max: 200 }));
const debts = { ...optional(list(object('LineDebtInput', { openItemId: id('OpenItem'), ...debt }), { max: 200 })), describe: 'What the customer owes that is no invoice: interest and fees, deposits that were asked for.' };
const paid = object('LinePaidInput', {
  currencyCode: currency(), amount: { ...money(), describe: 'What it comes to in that currency.' }, invoices, debts, bills: optional(list(object('LinePaidBillInput', { billId: id('Bill'), amount: money() }), { max: 200 })),
});
const splitFields = {
  amount: money(), companyAmount: { ...optional(companyMoney()), describe: 'Of a line in another currency: what the amount was in company money, as the bank gave or took it; by the rate of the line\'s day when left out.' },
  customerId: optional(id('Customer')), supplierId: optional(id('Supplier')), accountId: optional(id('Account')), entryId: optional(id('JournalEntry')), unidentified: optional(boolean()),
  refundId: { ...optional(id('Refund')), describe: 'A drafted refund that the line pays: of its own amount, or, of another currency than an account in company money, at what the bank took.' },
  returnedPaymentId: { ...optional(id('Payment')), describe: 'A customer\'s payment that the bank takes back by the line.' }, returnReason: optional(choice('BounceReason')), bankFee: { ...optional(money()), describe: 'What of the amount the bank took for the return, beside the payment.' },
  invoices, debts, paid: { ...optional(paid), describe: 'Of debts in another currency than the line: the payment is in that, and so is what it settles.' },
  bills: optional(list(object('LineBillInput', {
    billId: id('Bill'), amount: { ...optional(companyMoney()), describe: 'Of a bill in company money, whatever the line is in.' }, ownAmount: { ...optional(money()), describe: 'Of a bill in the line\'s currency, in that.' },
  }), { max: 200 })),
  unappliedReason: optional(choice('UnappliedReason')), note: optional(text({ max: 1000, lines: true })),
};
export const splitsInput = list(object('LineSplitInput', splitFields), { min: 1, max: 50 });

export interface SplitPart { documentId: string | null; openItemId: string | null; amount: Minor; short: Minor; shortReason: ShortReason | null; /** All that is still open is short. */ isWhole: boolean; /** Whether its amount is told in company money, whatever the line is in. */ isCompany?: boolean }
export interface Split {
  /** Without a sign. */
  amount: Minor;
  /** What it was in company money, where somebody has told. */
  company: Minor | null;
  kind: 'CUSTOMER' | 'SUPPLIER' | 'ACCOUNT' | 'ENTRY' | 'UNIDENTIFIED' | 'REFUND' | 'RETURN'; partyId: string | null;
  /** Why the bank takes a payment back, and what it took for that in the same amount. */
  because?: BounceReason; fee?: Minor;
  /** What the amount pays in another currency, in which the amounts of the parts are then. */
  paid?: { currencyCode: string; amount: Minor };
  parts: SplitPart[]; unappliedReason: UnappliedReason | null; note: string | null;
}

type Given = InputOf<typeof splitFields>;
type GivenDebts = Pick<Given, 'invoices' | 'debts'>;

function owedParts(given: GivenDebts, path: string[]): SplitPart[] {
  return (['invoices', 'debts'] as const).flatMap((field) => (given[field] ?? []).map((each, at): SplitPart => {
    if (each.short && !each.shortReason) throw fieldRefused([...path, field, String(at), 'shortReason'], 'required');
    const [documentId, openItemId] = 'invoiceId' in each ? [each.invoiceId, null] : [null, each.openItemId];
    return { documentId, openItemId, amount: each.amount, short: each.short ?? zero, shortReason: each.shortReason ?? null, isWhole: !!each.shortReason && !each.short };
  }));
}
const billPart = (documentId: string, amount: Minor): SplitPart => ({ documentId, openItemId: null, amount, short: zero, shortReason: null, isWhole: false });

/** Reads one split; refuses several aims at once, and a shortage without its reason. */
export function splitOf(given: Given, index: number): Split {
  const aims = ([['CUSTOMER', given.customerId], ['SUPPLIER', given.supplierId], ['ACCOUNT', given.accountId], ['ENTRY', given.entryId], ['REFUND', given.refundId], ['RETURN', given.returnedPaymentId]] as const).filter(([, value]) => value);
  const path = ['splits', String(index)];
  if (aims.length + (given.unidentified ? 1 : 0) !== 1) throw fieldRefused([...path, 'customerId'], 'one_of', { fields: 'customerId, supplierId, accountId, entryId, refundId, returnedPaymentId, unidentified' });
  const [kind, partyId] = aims[0] ?? ['UNIDENTIFIED' as const, null];
  const bills = (given.bills ?? []).map((each, at): SplitPart => {
    const [amount, ...more] = [each.amount, each.ownAmount].filter((one) => one !== null && one !== undefined);
    if (amount === undefined || more.length > 0) throw fieldRefused([...path, 'bills', String(at), 'amount'], 'one_of', { fields: 'amount, ownAmount' });
    return { ...billPart(each.billId, amount), isCompany: !each.ownAmount };
  });
  const own = kind === 'CUSTOMER' ? owedParts(given, path) : kind === 'SUPPLIER' ? bills : [];
  const { paid } = given;
  if (paid && (own.length > 0 || (kind !== 'CUSTOMER' && kind !== 'SUPPLIER'))) throw fieldRefused([...path, 'paid'], 'one_of', { fields: 'invoices, debts, bills, paid' });
  const parts = !paid ? own : kind === 'CUSTOMER' ? owedParts(paid, [...path, 'paid']) : (paid.bills ?? []).map(({ billId, amount }) => billPart(billId, amount));
  return {
    amount: given.amount, company: given.companyAmount ?? null, kind, partyId: partyId ?? null, parts, unappliedReason: given.unappliedReason ?? null, note: given.note ?? null,
    ...(given.returnReason ? { because: given.returnReason } : {}), ...(given.bankFee ? { fee: given.bankFee } : {}), ...(paid ? { paid: { currencyCode: paid.currencyCode, amount: paid.amount } } : {}),
  };
}

export const leftOf = (line: Pick<BankLineRow, 'amountMinor' | 'bookedMinor'>): Minor => {
  const left = minus(line.amountMinor, line.bookedMinor);
  return (left < 0n ? -left : left) as Minor;
};

/** Why a proposal leaves money on account: with what it names in another currency, somebody says at what it was changed. */
function leftOver({ restMinor, reasons }: MatchProposalRow, parts: readonly unknown[]): Pick<Split, 'unappliedReason' | 'note'> {
  if (restMinor <= 0n) return { unappliedReason: null, note: null };
  const named = (reasons as { code: string; numbers?: string }[]).find(({ code }) => code === 'OTHER_CURRENCY');
  return named ? { unappliedReason: 'OTHER', note: (named.numbers ?? '').slice(0, 1000) || null } : { unappliedReason: parts.length > 0 ? 'OVERPAYMENT' : 'NO_REMITTANCE', note: null };
}

const becauseOf = ({ reasons }: MatchProposalRow): Pick<Split, 'because'> => {
  const because = (reasons as { code: string; because?: BounceReason }[]).find(({ code }) => code === 'RETURNED')?.because;
  return because ? { because } : {};
};

/** What of debts in another currency a proposal settles: all that its parts come to. */
function paidOf(line: BankLineRow, parts: readonly MatchProposalPartRow[]): Pick<Split, 'paid'> {
  const other = parts.find((part) => part.currencyCode !== line.currencyCode);
  return other ? { paid: { currencyCode: other.currencyCode, amount: plus(zero, ...parts.map((part) => part.amountMinor)) } } : {};
}

/** What a proposal would book. */
export const proposedSplit = (line: BankLineRow, proposal: MatchProposalRow, parts: readonly MatchProposalPartRow[]): Split => ({
  amount: leftOf(line), company: null, kind: proposal.kind, ...becauseOf(proposal), ...(proposal.feeMinor === null ? {} : { fee: proposal.feeMinor }), ...paidOf(line, parts), partyId: proposal.paymentId ?? proposal.refundId ?? proposal.customerId ?? proposal.supplierId ?? proposal.accountId ?? proposal.entryId,
  parts: parts.map((part) => ({ documentId: null, openItemId: part.openItemId, amount: part.amountMinor, short: part.shortMinor, shortReason: part.shortReason, isWhole: false })),
  ...leftOver(proposal, parts),
});

/** What of an amount its parts leave. */
export const restOf = (amount: Minor, { parts }: Pick<Split, 'parts'>): Minor => minus(amount, plus(zero, ...parts.map((part) => part.amount)));
