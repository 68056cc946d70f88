// The books: entries by hand, what comes back each month, and reports that were kept.
import { createManualJournal } from '../../../server/src/books/draftJournal.ts';
import { postManualJournal } from '../../../server/src/books/postJournal.ts';
import { saveReport } from '../../../server/src/books/savedReports.ts';
import { fileTaxReturn } from '../../../server/src/books/taxReturns.ts';
import { createJournalTemplate } from '../../../server/src/books/templates.ts';
import { releaseDueDeferrals } from '../../../server/src/recurring/deferrals.ts';
import { addDays, type Day } from '../../../server/src/shared/time.ts';
import { step, type Firm, type Step } from './firm.ts';

/** The first and last day of the month before that of a day. */
const monthBefore = (day: Day): { first: Day; last: Day } => {
  const last = addDays(`${day.slice(0, 7)}-01` as Day, -1);
  return { first: `${last.slice(0, 7)}-01` as Day, last };
};

const journal = async (firm: Firm, key: string, ago: number, memo: string, debit: string, credit: string, amount: string): Promise<string> => {
  const { manualJournal = '' } = await firm.act(createManualJournal, `journal ${key}`, ago, {
    effectiveOn: firm.day(ago), memo, lines: [{ accountId: await firm.of('Account', debit), debit: amount }, { accountId: await firm.of('Account', credit), credit: amount }],
  }, 'CONTROLLER');
  return manualJournal;
};

export const closing: Step[] = [
  step(20, async (firm) => firm.act(postManualJournal, 'wages posted', 20, { manualJournalId: await journal(firm, 'wages', 20, 'Wages of the depot', '6200', '1000', '4860.00') }, 'CONTROLLER')),
  step(6, (firm) => journal(firm, 'stationery', 6, 'Stationery of the tasting kitchen, paid in cash', '6300', '1010', '64.20')),
  step(15, async (firm) => firm.act(createJournalTemplate, 'template', 15, {
    name: 'Rent of the depot', memo: 'Rent of the depot and of its cold room', amount: '2400.00', everyMonths: 1, nextOn: firm.day(-12),
    lines: [
      { accountId: await firm.of('Account', '6100'), description: 'Depot', isDebit: true, part: '3' }, { accountId: await firm.of('Account', '6000'), description: 'Cold room', isDebit: true, part: '1' },
      { accountId: await firm.of('Account', '1000'), isDebit: false, part: '1' },
    ],
  }, 'CONTROLLER')),
  step(0, async (firm) => {
    await releaseDueDeferrals(firm.demo.ctx.db, firm.demo.ctx.now);
    const { first, last } = monthBefore(firm.lastDay);
    for (const [kind, name] of [['TRIAL_BALANCE', 'Trial balance for the auditor'], ['PROFIT_AND_LOSS', 'Result of the month'], ['RECEIVABLES_BY_AGE', 'Receivables for the bank']] as const) {
      await firm.act(saveReport, `report ${kind}`, 0, { kind, name, endsOn: last, ...(kind === 'PROFIT_AND_LOSS' ? { startsOn: first } : {}) }, 'CONTROLLER');
    }
    await firm.act(fileTaxReturn, 'tax return', 0, { startsOn: first, endsOn: last }, 'CONTROLLER');
  }),
];
