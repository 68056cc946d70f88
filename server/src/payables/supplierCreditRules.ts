// Pure: a supplier's credit note. It lowers the price of goods that were billed, takes units off a bill that were billed and did
// not come, pays for goods sent back, or lowers an expense.
import { entryRows, openItemRow, type LineDraft } from '../accounting/post.ts';
import type { Accounts } from '../accounting/books.ts';
import { CurrencyDiffers } from '../currencies/refusals.ts';
import type { AccountRow, BillLineRow, OpenItemRow, SupplierCreditRow, SupplierReturnLineRow, SupplierRow, TaxCodeRow } from '../generated/rows.ts';
import { correctCosts } from '../inventory/correctCosts.ts';
import type { Pools } from '../inventory/pools.ts';
import type { DecideContext, Decision } from '../shared/action.ts';
import { minus, negate, plus, take, zero, type Minor } from '../shared/money.ts';
import { none, printQuantity, subtract, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { insert, type Change } from '../shared/write.ts';
import { CreditExceedsLine, SupplierCreditApplied, SupplierCreditKnown, SupplierCreditReversed } from './refusals.ts';
import { originally, worthColumns, worthOf, type PaperMoney, type Worth } from '../currencies/paperMoney.ts';
import { goodsSides } from './goodsSides.ts';
import { differenceOf, expenseDrafts, taxLines, type Receivable } from './rules.ts';

/** A bill's goods line, and what credits have taken of it so far. */
export interface Billed { line: BillLineRow; received: Receivable; credited: { units: Quantity; net: Minor; cleared: Minor } }
export interface Returned { line: SupplierReturnLineRow; received: Receivable; isCredited: boolean }
export interface GivenCreditLine {
  billLineId?: string | null; supplierReturnLineId?: string | null; accountId?: string | null; description?: string | null; quantity?: Quantity | null; net: Minor; taxCodeId?: string | null;
}
export interface CreditFacts {
  supplier: SupplierRow; known: SupplierCreditRow | undefined; billed: Billed[]; returned: Returned[]; expenseAccounts: AccountRow[]; taxCodes: readonly Pick<TaxCodeRow, 'id'>[]; accounts: Accounts; pools: Pools; number: string; money: PaperMoney;
}
export interface CreditInput { supplierReference: string; billId?: string | null; creditedOn: Day; lines: GivenCreditLine[]; tax: Minor; reason: string }

interface Draft {
  given: GivenCreditLine; description: string; received: Receivable | null; accountId: string | null;
  /** What it puts back on received not invoiced, company money. */
  cleared: Minor; quantity: Quantity;
  /** As it says, else as the bill's line says. */
  taxCodeId: string | null;
}
/** The same with what it is worth, and what of that is the price alone: company money. */
interface Credited extends Draft { worth: Minor; price: Minor }

const refuse = (index: number, field: string, code: string, facts = {}) => fieldRefused(['lines', String(index), field], code, facts);

/** Units that were billed and did not come are worth what the bill asked for them; the rest of the line's net lowers the price. A bill is credited in its own currency. */
function billedDraft(given: GivenCreditLine, index: number, { line, received, credited }: Billed, currencyCode: string): Draft {
  if (line.currencyCode !== currencyCode) throw CurrencyDiffers({ told: currencyCode, currency: line.currencyCode });
  const quantity = given.quantity ?? none;
  const [unitsLeft, netLeft] = [subtract(line.quantity, credited.units), minus(line.netMinor, credited.net)];
  if (quantity > unitsLeft || given.net > netLeft) throw CreditExceedsLine({ description: line.description, left: { minor: netLeft, currencyCode } });
  const over = received.open.units < none ? subtract(none, received.open.units) : none;
  if (quantity > over) throw refuse(index, 'quantity', 'number_most', { most: printQuantity(over) });
  // What too many units took off received not invoiced comes back by its share of what is too much there.
  const cleared = quantity === none ? zero : take({ units: over, value: negate(received.open.value) }, quantity);
  return { given, description: line.description, received, accountId: null, cleared, quantity, taxCodeId: given.taxCodeId ?? line.taxCodeId };
}

function draftsOf({ billed, returned, expenseAccounts, taxCodes }: CreditFacts, { lines }: CreditInput, currencyCode: string): Draft[] {
  return lines.map((given, index) => {
    if ([given.billLineId, given.supplierReturnLineId, given.accountId].filter(Boolean).length !== 1) {
      throw refuse(index, 'billLineId', 'one_of', { fields: 'billLineId, supplierReturnLineId, accountId' });
    }
    if (given.taxCodeId && taxCodes.every(({ id }) => id !== given.taxCodeId)) throw refuse(index, 'taxCodeId', 'id_unknown', { type: 'TaxCode' });
    if (given.billLineId) {
      const found = billed.find(({ line }) => line.id === given.billLineId);
      if (!found) throw refuse(index, 'billLineId', 'id_unknown', { type: 'BillLine' });
      return billedDraft(given, index, found, currencyCode);
    }
    if (given.supplierReturnLineId) {
      const found = returned.find(({ line }) => line.id === given.supplierReturnLineId);
      if (!found || found.isCredited) throw refuse(index, 'supplierReturnLineId', found ? 'taken' : 'id_unknown', { type: 'SupplierReturnLine' });
      const { line, received } = found;
      return { given, description: received.productName, received, accountId: null, cleared: line.valueMinor, quantity: line.quantity, taxCodeId: given.taxCodeId ?? null };
    }
    const [expense] = expenseDrafts([{ accountId: given.accountId ?? '', description: given.description ?? '', net: given.net }], expenseAccounts, currencyCode);
    return { given, description: expense?.description || '–', received: null, accountId: given.accountId ?? null, cleared: zero, quantity: none, taxCodeId: given.taxCodeId ?? null };
  });
}

/** The entry: what is owed goes down; goods that were billed and are not here leave received not invoiced; expenses and tax go down. */
function entryLines(drafts: readonly Credited[], { supplierId, openItemId, tax, total }: { supplierId: string; openItemId: string; tax: Minor; total: Minor }, worth: Worth, money: PaperMoney): LineDraft[] {
  return [
    { account: '2000', amount: worth.total, ...originally(total, money), supplierId, openItemId },
    ...drafts.flatMap(({ given, received, accountId, cleared, worth: own, taxCodeId }): LineDraft[] => {
      if (!received) return [{ accountId: accountId ?? '', amount: negate(own), ...originally(negate(given.net), money), supplierId, taxCodeId }];
      const { line: { productId }, receipt: { purchaseOrderId, warehouseId, customerOrderId: orderId } } = received;
      const sides = goodsSides({ cleared: negate(cleared), net: negate(given.net), worth: negate(own) }, money);
      return [
        { account: '2300', ...sides.received, productId, purchaseOrderId, supplierId, taxCodeId },
        { account: '5010', ...sides.rest, productId, warehouseId, purchaseOrderId, supplierId, orderId, taxCodeId },
      ];
    }),
    ...taxLines(drafts.map(({ given, taxCodeId }) => ({ taxCodeId, net: given.net })), tax, worth.tax, money, supplierId, -1n),
  ];
}

/** Refuses SUPPLIER_CREDIT_KNOWN and CREDIT_EXCEEDS_LINE. A lower price travels to the goods and to what left, as a bill's difference does. */
export function decideSupplierCredit(facts: CreditFacts, input: CreditInput, ctx: DecideContext): Decision {
  const { supplier, known, accounts, pools, number, money } = facts;
  if (known) throw SupplierCreditKnown({ number: known.number, supplierReference: known.supplierReference });
  const { id: companyId } = ctx.company;
  const { currencyCode } = money;
  const made = draftsOf(facts, input, currencyCode);
  const worth = worthOf(made.map(({ given }) => given.net), input.tax, money);
  const drafts = made.map((draft, index): Credited => { const own = worth.lines[index] ?? zero; return { ...draft, worth: own, price: minus(own, draft.cleared) }; });
  const net = plus(zero, ...drafts.map(({ given }) => given.net));
  const total = plus(net, input.tax);
  const [id, openItemId] = [ctx.newId(), ctx.newId()];
  const source = { type: 'SupplierCredit', id };
  const { creditedOn, supplierReference, reason } = input;
  const priced = drafts.flatMap(({ given, received, price }) => (given.billLineId && received && price !== zero
    ? [differenceOf(received, negate(price))] : []));
  const corrected = correctCosts(pools, priced, { source, counter: { account: '5010' } }, ctx);
  const rows: Change[] = [
    openItemRow(accounts, { id: openItemId, account: '2000', kind: 'SUPPLIER_CREDIT', supplierId: supplier.id, source, number, amount: worth.total, ...originally(total, money), effectiveOn: creditedOn }, ctx),
    insert('SupplierCredit', {
      id, companyId, number, supplierId: supplier.id, supplierReference, billId: input.billId ?? null, openItemId, creditedOn, currencyCode, netMinor: net,
      taxMinor: input.tax, totalMinor: total, ...worthColumns(worth, money), reason, reversedOn: null,
    }),
    ...drafts.map(({ given, description, received, accountId, cleared, worth: own, quantity, taxCodeId }, index) => insert('SupplierCreditLine', {
      id: ctx.newId(), supplierCreditId: id, no: index + 1, billLineId: given.billLineId ?? null, supplierReturnLineId: given.supplierReturnLineId ?? null, accountId,
      productId: received?.line.productId ?? null, purchaseOrderId: received?.receipt.purchaseOrderId ?? null, description, quantity, netMinor: given.net, companyNetMinor: money.rate === null ? null : own,
      clearedMinor: received ? cleared : null, currencyCode, taxCodeId,
    })),
    ...entryRows(accounts, { kind: 'SUPPLIER_CREDIT', effectiveOn: creditedOn, source, memo: number, lines: entryLines(drafts, { supplierId: supplier.id, openItemId, tax: input.tax, total }, worth, money) }, ctx),
    ...corrected.rows,
    ...entryRows(accounts, { kind: 'SUPPLIER_CREDIT', effectiveOn: ctx.today, source: { ...source, revision: 1 }, memo: number, lines: corrected.lines }, ctx),
    ...pools.changes(),
  ];
  return {
    rows,
    events: [
      { kind: 'supplierCreditRecorded', subjectType: 'SupplierCredit', subjectId: id, reason, data: { number, supplierReference } },
      ...(input.billId ? [{ kind: 'supplierCreditRecorded', subjectType: 'Bill', subjectId: input.billId, reason, data: { supplierCreditId: id, number } }] : []),
    ],
    result: { supplierCredit: id },
  };
}

/** Refuses a credit that was taken back, or of which something is applied. */
export function demandReversibleCredit(credit: Pick<SupplierCreditRow, 'number' | 'status'>, item: Pick<OpenItemRow, 'amountMinor' | 'openMinor'>): void {
  if (credit.status === 'REVERSED') throw SupplierCreditReversed({ number: credit.number });
  if (item.openMinor !== item.amountMinor) throw SupplierCreditApplied({ number: credit.number });
}
