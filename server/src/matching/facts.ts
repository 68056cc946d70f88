// What the matcher is told, and what it says. Plain values: nothing here knows the database.
import type { MatchKind, ShortReason } from '../generated/rows.ts';
import type { Minor } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';
import type { Changing } from './elsewhere.ts';
import type { FeeRule, Received, RefundDue } from './moneyBack.ts';

export interface Line { id: string; bookedOn: Day; amount: Minor; payerName: string | null; payerAccount: string | null; text: string; endToEndId: string | null; code: string | null; /** The bank undoes something by it. */ isReversal?: boolean }
/** An open invoice or bill: what is open is positive. `otherNumbers`: those of the order, of the customer, of the supplier's paper. */
export interface Debt { itemId: string; number: string; otherNumbers: readonly string[]; partyId: string; open: Minor; issuedOn: Day; dueOn: Day; early?: readonly Early[]; /** Its number counts only as printed: year and count alone are an invoice's. */ isCharge?: boolean }
/** A debt in another currency than the account's. */
export interface OtherDebt extends Debt { currencyCode: string; /** What is open of it in the books, company money. */ worth?: Minor }
/** What a debt may be paid less, up to a day, and how far that may be off. */
export interface Early { until: Day; discount: Minor; tolerance: Minor }
/** A customer or supplier: names and accounts by which it pays. */
export interface Party { id: string; name: string; names: readonly string[]; accounts: readonly string[] }
/** What stands in the account's ledger and on no statement yet; signed as a line is. */
export interface LedgerEntry { entryId: string; amount: Minor; on: Day; numbers: readonly string[]; partyId: string | null }
export interface TextRule { id: string; name: string; contains: string; isIn: boolean | null; accountId: string; isAutomatic: boolean }
export interface MatchFacts {
  invoices: readonly Debt[]; /** What customers owe in other currencies. */ elsewhere?: readonly OtherDebt[]; /** What suppliers are owed in other currencies. */ billsElsewhere?: readonly OtherDebt[]; customers: readonly Party[]; bills: readonly Debt[]; suppliers: readonly Party[]; entries: readonly LedgerEntry[]; rules: readonly TextRule[];
  /** What may be taken back, and what waits to be given back. */ received?: readonly Received[]; refunds?: readonly RefundDue[];
  /** What a bank may take for a return in the same amount; nothing where it is left out. */ fees?: FeeRule;
  /** How amounts are told in other currencies. */ changing?: Changing;
  /** From this confidence on a proposal is carried out by itself, and what it takes is gone for the lines after it. */
  threshold: number;
  tolerance: Minor;
}

export type ReasonCode = 'EARLY' | 'REFERENCE' | 'TYPO' | 'AMOUNT' | 'PAYER_ACCOUNT' | 'PAYER_NAME' | 'PAYER_OTHER' | 'COMBINATION' | 'DATE_NEAR' | 'PART' | 'SHORT' | 'OVER' | 'PAID_ALREADY' | 'AMBIGUOUS' | 'ALONE' | 'RULE' | 'ENTRY' | 'OTHER_CURRENCY' | 'RETURNED' | 'REFUND_DUE' | 'SECOND_PERSON' | 'BANK_FEE' | 'CHANGED';
export interface Reason { code: ReasonCode; facts?: Record<string, string | number> }
export interface Part { itemId: string; amount: Minor; short: Minor; shortReason: ShortReason | null; /** Of a debt in another currency than the account's: the amount is in that. */ currencyCode?: string }
export interface Proposal {
  kind: MatchKind; customerId: string | null; supplierId: string | null; accountId: string | null; entryId: string | null;
  /** From 0 to 1, at three places: the greater, the surer. */
  confidence: number;
  reasons: Reason[]; parts: Part[];
  /** What no part takes. */
  rest: Minor;
  /** Of RETURN and REFUND. */ paymentId?: string; refundId?: string;
  /** Of RETURN: what the bank took for it in the same amount. */ fee?: Minor;
}
