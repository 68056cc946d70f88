// Pure: what entries written by hand are, and what templates make of an amount.
import { JournalApprovalNeeded } from '../accounting/refusals.ts';
import { amountOf, type ManualLine } from '../accounting/rules.ts';
import type { ApprovalLimitRow, ApprovalRow, JournalTemplateLineRow, ManualJournalRow, ManualJournalStatus } from '../generated/rows.ts';
import { minus, negate, plus, split, zero, type Minor } from '../shared/money.ts';
import { addDays, parseDay, type Day } from '../shared/time.ts';
import type { Viewer } from '../shared/viewer.ts';
import { ApprovalPending } from '../work/refusals.ts';
import { coveringApproval, limitOf } from '../work/rules.ts';
import { JournalApprovalSuffices, ManualJournalState, TemplateNeedsAmount, TemplateUneven } from './refusals.ts';

/** Which actions a status allows. */
export const legal = {
  updateManualJournal: ['DRAFT'], deleteManualJournal: ['DRAFT'], submitManualJournal: ['DRAFT'], withdrawManualJournal: ['SUBMITTED'], postManualJournal: ['DRAFT', 'SUBMITTED'],
} satisfies Record<string, ManualJournalStatus[]>;
export type JournalAction = keyof typeof legal;

export function demandLegal(journal: Pick<ManualJournalRow, 'status'>, name: JournalAction): void {
  if (!(legal[name] as ManualJournalStatus[]).includes(journal.status)) throw ManualJournalState({ status: journal.status });
}

/** Sum of the debits: the size of an entry. */
export const sizeOf = (lines: readonly ManualLine[]): Minor => plus(zero, ...lines.map(amountOf).filter((amount) => amount > 0n));

type Judged = Pick<ManualJournalRow, 'totalMinor' | 'currencyCode'>;

/** The approval by which an entry is posted; undefined where the viewer needs none. Refuses JOURNAL_APPROVAL_NEEDED. */
export function demandApproved({ totalMinor, currencyCode }: Judged, limits: readonly ApprovalLimitRow[], approvals: ApprovalRow[], viewer: Viewer): ApprovalRow | undefined {
  const limit = limitOf(limits, 'JOURNAL', viewer);
  if (limit === undefined || totalMinor <= limit) return undefined;
  const approval = coveringApproval(approvals, 'JOURNAL', totalMinor);
  if (!approval) throw JournalApprovalNeeded({ amount: { minor: totalMinor, currencyCode }, limit: { minor: limit, currencyCode } });
  return approval;
}

/** Refuses where nobody need be asked: the viewer may post the entry alone, or it is approved or asked already. */
export function demandApprovalOpen(journal: Judged, limits: readonly ApprovalLimitRow[], approvals: ApprovalRow[], viewer: Viewer): void {
  const waiting = approvals.find(({ status }) => status === 'PENDING');
  if (waiting) throw ApprovalPending({ approval: waiting.id });
  const limit = limitOf(limits, 'JOURNAL', viewer);
  if (limit === undefined || journal.totalMinor <= limit || coveringApproval(approvals, 'JOURNAL', journal.totalMinor)) throw JournalApprovalSuffices({});
}

type TemplateLine = Pick<JournalTemplateLineRow, 'isDebit' | 'fixedMinor' | 'part'>;

/**
 * What the lines of a template come to, debit positive: the fixed amounts as they are; what they leave of the amount, on each
 * side, by the parts, to the cent. Without parts the amount does not count. Refuses TEMPLATE_NEEDS_AMOUNT and TEMPLATE_UNEVEN.
 */
export function templateAmounts(template: { name: string; amountMinor: Minor | null; currencyCode: string }, lines: readonly TemplateLine[], asked?: Minor | null): Minor[] {
  const amount = asked ?? template.amountMinor;
  if (amount === null && lines.some(({ part }) => part !== null)) throw TemplateNeedsAmount({ name: template.name });
  const signed = lines.map(() => zero);
  for (const side of [true, false]) {
    const own = lines.map((line, index) => ({ line, index })).filter(({ line }) => line.isDebit === side);
    const fixed = plus(zero, ...own.map(({ line }) => line.fixedMinor ?? zero));
    const parted = own.filter(({ line }) => line.part !== null);
    const shares = split(minus(amount ?? zero, fixed), parted.map(({ line }) => line.part ?? 0n));
    for (const { line, index } of own) {
      const of = line.fixedMinor ?? shares[parted.findIndex((each) => each.index === index)] ?? zero;
      signed[index] = side ? of : negate(of);
    }
  }
  const difference = plus(zero, ...signed);
  if (difference !== 0n) throw TemplateUneven({ name: template.name, difference: { minor: difference, currencyCode: template.currencyCode } });
  return signed;
}

/** The same day so many months later, or the last day of that month. */
export function monthsLater(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return parseDay(`${first.toISOString().slice(0, 8)}${String(Math.min(date, last)).padStart(2, '0')}`) ?? day;
}

/** So many months later; the last day of a month stays the last. */
export const turnAfter = (day: Day, months: number): Day =>
  (addDays(day, 1).endsWith('-01') ? addDays(monthsLater(addDays(day, 1), months), -1) : monthsLater(day, months));

/** The first day of the month after a day: when an accrual is reversed. */
export const nextMonth = (day: Day): Day => monthsLater(parseDay(`${day.slice(0, 8)}01`) ?? day, 1);

/** The fiscal year in which a day lies, named by the year in which it ends. */
export function fiscalYearOf(day: Day, firstMonth: number): { year: number; startsOn: Day; endsOn: Day } {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const begins = month >= firstMonth ? year : year - 1;
  const startsOn = parseDay(`${String(begins).padStart(4, '0')}-${String(firstMonth).padStart(2, '0')}-01`) ?? day;
  const endsOn = addDays(monthsLater(startsOn, 12), -1);
  return { year: Number(endsOn.slice(0, 4)), startsOn, endsOn };
}
