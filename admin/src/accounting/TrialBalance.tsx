import { SaveReport } from '../books/SaveReport.tsx';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { trialBalanceQuery } from './reportQueries.ts';

/** Every account as of a day; each leads to its lines. */
export function TrialBalance() {
  const t = useT();
  const { enumLabel } = useLabels();
  const { day, set } = useReportParams();
  const on = day('on', today());
  const { data, error, refetch } = useAsk(trialBalanceQuery, { on });
  const report = data?.trialBalance;
  const lines = (accountId: string) => listPath('journalLines', { account: { is: accountId }, effectiveOn: { to: on } });
  return (
    <ReportPage
      title={t('accounting.trialBalance')} about={t('accounting.trialBalanceAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <ReportDay label={t('receivables.on')} value={on} onChange={(next) => set({ on: next })} />
          <SaveReport kind="TRIAL_BALANCE" endsOn={on} />
        </>
      }
    >
      {report && (
        <ReportTable
          name={t('accounting.trialBalance')}
          columns={[{ label: t('ledger.account') }, { label: t('accounting.type') }, { label: t('ledger.debit'), numeric: true }, { label: t('ledger.credit'), numeric: true }]}
          rows={report.rows.map((row) => ({
            key: row.code,
            cells: [`${row.code} ${row.name}`, enumLabel('AccountType', row.type), { money: row.debit, to: lines(row.account.id) }, { money: row.credit, to: lines(row.account.id) }],
          }))}
          totals={[t('list.total'), '', report.debit, report.credit]}
          empty={t('accounting.nothing')}
        />
      )}
    </ReportPage>
  );
}
