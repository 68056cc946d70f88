import { SaveReport } from '../books/SaveReport.tsx';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import type { ReportRow } from '../shared/report/ReportTable.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { profitAndLossQuery } from './reportQueries.ts';

/** Revenue, expense and profit between two days; each account leads to its lines. */
export function ProfitAndLoss() {
  const t = useT();
  const { day, set } = useReportParams();
  const to = day('to', today());
  const from = day('from', `${to.slice(0, 4)}-01-01`);
  const { data, error, refetch } = useAsk(profitAndLossQuery, { from, to });
  const report = data?.profitAndLoss;
  const rowsOf = (type: 'REVENUE' | 'EXPENSE'): ReportRow[] => (report?.rows ?? []).filter((row) => row.type === type).map((row) => ({
    key: row.code, cells: [`${row.code} ${row.name}`, { money: row.amount, to: listPath('journalLines', { account: { is: row.account.id }, effectiveOn: { from, to } }) }],
  }));
  return (
    <ReportPage
      title={t('accounting.profitAndLoss')} about={t('accounting.profitAndLossAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <ReportDay label={t('list.from')} value={from} onChange={(next) => set({ from: next })} />
          <ReportDay label={t('list.to')} value={to} onChange={(next) => set({ to: next })} />
          <SaveReport kind="PROFIT_AND_LOSS" startsOn={from} endsOn={to} />
        </>
      }
    >
      {report && (
        <ReportTable
          name={t('accounting.profitAndLoss')}
          columns={[{ label: t('ledger.account') }, { label: t('accounting.amount'), numeric: true }]}
          rows={[
            ...rowsOf('REVENUE'), { key: 'revenue', strong: true, cells: [t('accounting.revenueInAll'), report.revenue] },
            ...rowsOf('EXPENSE'), { key: 'expense', strong: true, cells: [t('accounting.expense'), report.expense] },
          ]}
          totals={[t('accounting.profit'), report.profit]}
          empty={t('accounting.nothing')}
        />
      )}
    </ReportPage>
  );
}
