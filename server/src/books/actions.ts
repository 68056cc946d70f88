// Which next actions are legal on what the books keep: the rules' own demands.
import sql from 'sql-template-tag';
import { PeriodAlready } from '../accounting/refusals.ts';
import { col } from '../shared/entity.ts';
import { bigintFact, isFact, itself, rowFact, rowsFact } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { demandReopening, demandReopeningOpen } from './closePeriod.ts';
import { YearClosed, YearOpen } from './refusals.ts';
import { demandApprovalOpen, demandApproved, demandLegal, legal, type JournalAction } from './rules.ts';
import { demandWithdrawable } from './taxReturns.ts';

recordActions('ManualJournal', {
  journal: itself('ManualJournal'), approvals: rowsFact('Approval', (t) => sql`f."subjectId" = ${col(t, 'id')} AND f.kind = 'JOURNAL'`), limits: rowsFact('ApprovalLimit', () => sql`f.kind = 'JOURNAL'`),
}, ({ journal, approvals, limits }, { viewer }) => [
  ...(Object.keys(legal) as JournalAction[]).map((name) => recordAction(name, 'journal.post', () => {
    demandLegal(journal, name);
    if (name === 'postManualJournal') demandApproved(journal, limits, approvals, viewer);
    if (name === 'submitManualJournal') demandApprovalOpen(journal, limits, approvals, viewer);
  })),
  recordAction('copyManualJournal', 'journal.post', () => undefined),
]);
recordActions('JournalTemplate', {}, () => [recordAction('draftFromTemplate', 'journal.post', () => undefined)]);
recordActions('Period', {
  period: itself('Period'), approvals: rowsFact('Approval', (t) => sql`f."subjectId" = ${col(t, 'id')} AND f.kind = 'PERIOD_REOPENING'`),
  owners: bigintFact(() => sql`SELECT count(*) FROM "User" u WHERE u."isActive" AND u.role IN ('OWNER', 'CONTROLLER')`),
  year: rowFact('YearClose', (t) => sql`f."companyId" = ${col(t, 'companyId')} AND ${col(t, 'startsOn')} <= f."endsOn" AND ${col(t, 'endsOn')} >= f."startsOn"
    AND NOT EXISTS (SELECT FROM "YearClose" n WHERE n."companyId" = f."companyId" AND n.year = f.year AND (n."recordedAt", n.id) > (f."recordedAt", f.id))`),
}, ({ period, approvals, owners, year }, { viewer }) => {
  // Whoever looks is one of those who keep the books, or could not open it anyway.
  const others = Math.max(0, Number(owners) - 1);
  const { name } = period;
  const demandOpen = () => { if (period.lockedAt) throw PeriodAlready({ name, state: 'locked' }); };
  return [
    recordAction('beginPeriodClose', 'periods.manage', () => { demandOpen(); if (period.closingAt) throw PeriodAlready({ name, state: 'closing' }); }),
    recordAction('endPeriodClose', 'periods.manage', () => { demandOpen(); if (!period.closingAt) throw PeriodAlready({ name, state: 'open' }); }),
    recordAction('markPeriodCheck', 'periods.manage', demandOpen),
    recordAction('lockPeriod', 'periods.manage', demandOpen),
    recordAction('requestPeriodReopening', 'periods.manage', () => demandReopeningOpen(period, approvals, others)),
    recordAction('unlockPeriod', 'periods.manage', () => {
      if (!period.lockedAt) throw PeriodAlready({ name, state: 'open' });
      if (year && !year.isReopening) throw YearClosed({ year: year.year });
      demandReopening(period, approvals, viewer.kind === 'SYSTEM' ? 0 : others);
    }),
  ];
});
recordActions('YearClose', {
  close: itself('YearClose'),
  isLast: isFact((t) => sql`NOT EXISTS (SELECT FROM "YearClose" n WHERE n."companyId" = ${col(t, 'companyId')} AND n.year >= ${col(t, 'year')} AND (n."recordedAt", n.id) > (${col(t, 'recordedAt')}, ${col(t, 'id')}))`),
}, ({ close, isLast }) => [recordAction('reopenYear', 'periods.manage', () => { if (close.isReopening || !isLast) throw YearOpen({ year: close.year }); })]);
recordActions('TaxReturn', {
  taxReturn: itself('TaxReturn'),
  later: rowFact('TaxReturn', (t) => sql`f."companyId" = ${col(t, 'companyId')} AND f.status = 'FILED' AND f."startsOn" > ${col(t, 'endsOn')}`),
}, ({ taxReturn, later }) => [recordAction('withdrawTaxReturn', 'tax.file', () => demandWithdrawable(taxReturn, later?.number))]);
