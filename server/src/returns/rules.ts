// Pure: what may happen to a customer's return when, and how far it is.
import type { CustomerReturnLineRow, CustomerReturnRow, InvoiceRow, ReturnStatus } from '../generated/rows.ts';
import { minus, take, type Minor } from '../shared/money.ts';
import { add, none, subtract, type Quantity } from '../shared/quantity.ts';
import { CreditNoteOfContract, CreditNoteReversed, CustomerReturnState, NotACreditNote } from './refusals.ts';

/** The one table of a return's legal moves: rules, the field `actions` and tests read it. */
export const returnMoves = {
  receiveReturn: ['AUTHORISED', 'PART_RECEIVED'],
  creditReturn: ['PART_RECEIVED', 'RECEIVED'],
  replaceReturn: ['PART_RECEIVED', 'RECEIVED'],
  reverseReturnReceipt: ['PART_RECEIVED', 'RECEIVED'],
  endReturn: ['PART_RECEIVED'],
  cancelReturn: ['AUTHORISED'],
} as const satisfies Record<string, readonly ReturnStatus[]>;
export type ReturnMove = keyof typeof returnMoves;

/** Refuses CUSTOMER_RETURN_STATE. */
export function demandReturn({ number, status }: Pick<CustomerReturnRow, 'number' | 'status'>, move: ReturnMove): void {
  if (!(returnMoves[move] as readonly ReturnStatus[]).includes(status)) throw CustomerReturnState({ number, status });
}

type Line = Pick<CustomerReturnLineRow, 'quantity' | 'received' | 'credited' | 'replaced'>;

/** What came back and is neither credited nor replaced. */
export const unsettled = ({ received, credited, replaced }: Line): Quantity => subtract(received, add(credited, replaced));

/** The status that a return's lines say: closed once all came and all of it is settled. */
export function statusOf(lines: readonly Line[]): ReturnStatus {
  if (lines.every(({ received }) => received === none)) return 'AUTHORISED';
  if (lines.some(({ received, quantity }) => received < quantity)) return 'PART_RECEIVED';
  return lines.every((line) => unsettled(line) === none) ? 'CLOSED' : 'RECEIVED';
}

/** What so many units of an issue are worth, after those that came back before: parts in their order sum to the whole. */
export function worthBack(issue: { units: Quantity; cost: Minor }, before: Quantity, quantity: Quantity): Minor {
  const upTo = (units: Quantity) => take({ units: issue.units, value: issue.cost }, units);
  return minus(upTo(add(before, quantity)), before === none ? (0n as Minor) : upTo(before));
}

/** Refuses to take back what is no credit note of an invoice, what was taken back already, and what follows from a contract. */
export function demandCreditNote({ note, isReversed, contract }: { note: Pick<InvoiceRow, 'number' | 'kind' | 'totalMinor' | 'creditsInvoiceId'>; isReversed: boolean; contract: string | null }): void {
  if (note.kind !== 'CREDIT_NOTE' || note.creditsInvoiceId === null || note.totalMinor <= 0n) throw NotACreditNote({ number: note.number });
  if (isReversed) throw CreditNoteReversed({ number: note.number });
  if (contract !== null) throw CreditNoteOfContract({ number: note.number, contract });
}
