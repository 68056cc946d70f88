// Pure: giving a debt up, wholly or in part, and what of it comes back later.
import type { Accounts } from '../accounting/books.ts';
import { companyPart, entryRows, mirrored, openAmount, type LineDraft } from '../accounting/post.ts';
import { itemEntryRows } from '../charges/itemEntry.ts';
import type { ApprovalLimitRow, CreditAccountRow, InvoiceLineRow, JournalEntryRow, JournalLineRow, OpenItemRow, SpecificProvisionRow, WriteOffRow } from '../generated/rows.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import { minus, negate, plus, printMoney, split, zero, type Minor } from '../shared/money.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import type { Viewer } from '../shared/viewer.ts';
import { update, type Change } from '../shared/write.ts';
import { limitOf } from '../work/rules.ts';
import { NotADebt, WriteOffExceeds, WriteOffState } from './refusals.ts';

/** What a debt's document says of orders and taxes; of a charge or the like there are no lines. */
export interface Behind { orderId: string | null; taxMinor: Minor; totalMinor: Minor; lines: Pick<InvoiceLineRow, 'orderId' | 'netMinor' | 'taxMinor' | 'taxCodeId'>[] }

/** Refuses what no customer owes, and more than is open. */
export function demandOwed(item: OpenItemRow, amount: Minor): void {
  if (item.customerId === null || item.amountMinor <= 0n || item.claimMinor !== null) throw NotADebt({ number: item.number });
  const said = (minor: Minor) => ({ minor, currencyCode: item.currencyCode });
  if (amount > openAmount(item) || item.openMinor === 0n) throw WriteOffExceeds({ number: item.number, wanted: said(amount), open: said(openAmount(item)) });
}

export const demandStatus = ({ number, status }: Pick<WriteOffRow, 'number' | 'status'>, ...allowed: WriteOffRow['status'][]): void => {
  if (!allowed.includes(status)) throw WriteOffState({ number, status: status.toLowerCase() });
};

/** Up to how much somebody may write off alone; undefined: without limit. */
export const authorityOf = (limits: readonly ApprovalLimitRow[], viewer: Viewer): Minor | undefined => limitOf(limits, 'WRITE_OFF', viewer);

/** The tax in a part of a debt: in proportion, as its document has it. */
export const taxIn = ({ taxMinor, totalMinor }: Pick<Behind, 'taxMinor' | 'totalMinor'>, amount: Minor): Minor =>
  (totalMinor > 0n ? roundedQuotient(amount * taxMinor, totalMinor) as Minor : zero);

/** What a loss is charged to: 5700 by order, and, where it is asked back, tax by code. `company`: the loss in company money, of which `tax` is tax. */
export function lossLines({ orderId, lines }: Behind, customerId: string | null, company: Minor, tax: Minor): LineDraft[] {
  const byOrder = [...Map.groupBy(lines, (line) => line.orderId)];
  const weights = byOrder.map(([, own]) => plus(zero, ...own.map((line) => plus(line.netMinor, line.taxMinor))));
  const shares = split(minus(company, tax), weights);
  const loss: LineDraft[] = byOrder.length === 0 ? [{ account: '5700', amount: minus(company, tax), customerId, orderId }]
    : byOrder.map(([id], index) => ({ account: '5700', amount: shares[index] ?? zero, customerId, orderId: id }));
  const taxed = [...Map.groupBy(lines.filter((line) => line.taxMinor > 0n), ({ taxCodeId }) => taxCodeId)];
  const taxShares = split(tax, taxed.map(([, own]) => plus(zero, ...own.map(({ taxMinor }) => taxMinor))));
  return [...loss, ...(tax === 0n ? [] : taxed.length === 0 ? [{ account: '2200' as const, amount: tax, customerId }]
    : taxed.map(([taxCodeId], index): LineDraft => ({ account: '2200', amount: taxShares[index] ?? zero, customerId, taxCodeId })))];
}

const said = (row: Pick<WriteOffRow, 'number' | 'amountMinor' | 'currencyCode'>) => ({ number: row.number, amount: printMoney(row.amountMinor, row.currencyCode) });
export const writeOffEvents = (kind: string, row: Pick<WriteOffRow, 'id' | 'number' | 'amountMinor' | 'currencyCode' | 'customerId'>, item: Pick<OpenItemRow, 'sourceType' | 'sourceId'>, reason: string | null): EventDraft[] => [
  { kind, subjectType: 'WriteOff', subjectId: row.id, reason, data: said(row) }, { kind, subjectType: item.sourceType, subjectId: item.sourceId, reason, data: { ...said(row), writeOffId: row.id } },
  { kind, subjectType: 'Customer', subjectId: row.customerId, reason, data: { ...said(row), writeOffId: row.id } },
];

export interface Standing { provision: SpecificProvisionRow; lines: JournalLineRow[]; entry: JournalEntryRow; revision: number }

/** The rows that put a write-off into the books: the loss, and the provision for the debt, which it uses up. Rows given must be locked. */
export function postRows(accounts: Accounts, row: Pick<WriteOffRow, 'id' | 'number' | 'amountMinor' | 'taxMinor'>, { item, behind, account, provision }: { item: OpenItemRow; behind: Behind; account: CreditAccountRow; provision: Standing | undefined }, revision: number,
  ctx: DecideContext): Change[] {
  demandOwed(item, row.amountMinor);
  // Its tax is kept in the debt's own currency, as its amount is.
  const worth = negate(companyPart(item, negate(row.amountMinor)));
  const tax = worth === row.amountMinor ? row.taxMinor : roundedQuotient(worth * row.taxMinor, row.amountMinor) as Minor;
  return [
    ...itemEntryRows(accounts, {
      item, account, kind: 'WRITE_OFF', on: ctx.today, source: { type: 'WriteOff', id: row.id, revision }, memo: `${row.number} ${item.number}`, by: negate(row.amountMinor),
      against: (company) => lossLines(behind, item.customerId, company, tax),
    }, ctx),
    ...(provision ? [
      ...entryRows(accounts, { kind: 'REVERSAL', effectiveOn: ctx.today, source: { type: 'SpecificProvision', id: provision.provision.id, revision: provision.revision }, memo: provision.entry.memo, reversesEntryId: provision.entry.id, lines: mirrored(provision.lines) }, ctx),
      update('SpecificProvision', provision.provision.id, { status: 'USED', endedOn: ctx.today, endReason: row.number, version: provision.provision.version + 1 }),
    ] : []),
  ];
}

export interface Recoverable { writeOff: WriteOffRow; recovered: Minor; recoveredTax: Minor; lines: JournalLineRow[] }
export interface Taken { of: Recoverable; amount: Minor; tax: Minor }

/** What came back, laid on write-offs, the oldest first. */
export function spread(amount: Minor, known: readonly Recoverable[]): { of: Recoverable; amount: Minor }[] {
  let left = amount;
  return known.flatMap((of) => {
    const open = minus(of.writeOff.amountMinor, of.recovered);
    const part = left < open ? left : open;
    left = minus(left, part);
    return part > 0n ? [{ of, amount: part }] : [];
  });
}

/** The tax in a part that came back: the last part takes what is left, so that parts sum to what was asked back. */
export function taxOf({ writeOff, recovered, recoveredTax }: Recoverable, amount: Minor): Minor {
  if (plus(recovered, amount) === writeOff.amountMinor) return minus(writeOff.taxMinor, recoveredTax);
  return roundedQuotient(writeOff.taxMinor * amount, writeOff.amountMinor) as Minor;
}

/** 5710 by the orders, and 2200 by the codes, that bore the loss. */
export function gainLines({ of, amount, tax }: Taken, customerId: string, accounts: Accounts): LineDraft[] {
  const [loss, taxed] = [of.lines.filter((line) => line.accountId === accounts['5700']), of.lines.filter((line) => line.accountId === accounts['2200'])];
  const net = split(minus(amount, tax), loss.map((line) => line.companyMinor));
  const taxes = split(tax, taxed.map((line) => line.companyMinor));
  return [
    ...loss.map((line, index): LineDraft => ({ account: '5710', amount: negate(net[index] ?? zero), customerId, orderId: line.orderId })),
    ...taxed.map((line, index): LineDraft => ({ account: '2200', amount: negate(taxes[index] ?? zero), customerId, taxCodeId: line.taxCodeId })),
  ];
}

interface Draft { item: OpenItemRow; behind: Behind; amount: Minor; number: string; reason: WriteOffRow['reason']; note: string | null; relievesTax: boolean; batchId?: string }
/** A write-off as it begins. */
export function draftOf({ item, behind, amount, number, reason, note, relievesTax, batchId }: Draft, ctx: DecideContext) {
  return {
    id: ctx.newId(), companyId: ctx.company.id, number, customerId: item.customerId ?? '', openItemId: item.id, reason, note, currencyCode: item.currencyCode, amountMinor: amount, taxMinor: relievesTax ? taxIn(behind, amount) : zero,
    approvalId: null, batchId: batchId ?? null, provisionId: null, askedById: ctx.viewer.id, askedByName: ctx.viewer.name, approvedByName: null, reversedOn: null, reversalReason: null,
  };
}
