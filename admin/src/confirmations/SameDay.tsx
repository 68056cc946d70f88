import { addDays } from '../data/presets.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { monthText } from '../shared/days.ts';
import { decimalText, integerText, shareText } from '../shared/numbers.ts';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { recordedSameDayQuery } from './reportQueries.ts';

/** By month: how much of the money received was recorded on the day on which it came. */
export function RecordedSameDay() {
  const t = useT();
  const { day, set } = useReportParams();
  const now = today();
  const [from, to] = [day('from', addDays(now, -180)), day('to', now)];
  const { data, error, refetch } = useAsk(recordedSameDayQuery, { from, to });
  const report = data?.recordedSameDay;
  type Sums = NonNullable<typeof report>['totals'];
  const cells = ({ payments, sameDay, share, averageDays, amount, late }: Sums) =>
    [integerText(payments), integerText(sameDay), share === null ? '–' : shareText(share), averageDays === null ? '–' : decimalText(averageDays, 1), amount, late];
  return (
    <ReportPage
      title={t('confirmations.sameDayTitle')} about={t('confirmations.sameDayAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={<><ReportDay label={t('earlyPayment.from')} value={from} onChange={(next) => set({ from: next })} /><ReportDay label={t('earlyPayment.to')} value={to} onChange={(next) => set({ to: next })} /></>}
    >
      {report && (
        <ReportTable
          name={t('confirmations.sameDayTitle')} empty={t('confirmations.noPayments')}
          columns={[{ label: t('confirmations.month') }, { label: t('confirmations.payments'), numeric: true }, { label: t('confirmations.sameDay'), numeric: true }, { label: t('confirmations.share'), numeric: true }, { label: t('confirmations.averageDays'), numeric: true }, { label: t('payments.amount'), numeric: true }, { label: t('confirmations.late'), numeric: true }]}
          rows={report.rows.map((row) => ({ key: row.month, cells: [monthText(row.month), ...cells(row)] }))}
          totals={[t('list.total'), ...cells(report.totals)]}
        />
      )}
    </ReportPage>
  );
}
