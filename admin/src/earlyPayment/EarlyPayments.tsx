import { addDays } from '../data/presets.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { integerText, shareText } from '../shared/numbers.ts';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { earlyPaymentsQuery } from './queries.ts';

/** What early payment was offered, what it cost as revenue and tax, and how many days earlier the money came. */
export function EarlyPayments() {
  const t = useT();
  const { day, set } = useReportParams();
  const now = today();
  const [from, to] = [day('from', addDays(now, -90)), day('to', now)];
  const { data, error, refetch } = useAsk(earlyPaymentsQuery, { from, to });
  const report = data?.earlyPayments;
  type Sums = NonNullable<typeof report>['totals'];
  const cells = ({ offered, offeredAmount, taken, granted, refused, missing, revenue, tax, loss, daysPulled, annualCost }: Sums) => [
    integerText(offered), offeredAmount, integerText(taken), integerText(granted), integerText(refused), missing, revenue, tax, loss, daysPulled === null ? '–' : integerText(daysPulled), annualCost === null ? '–' : shareText(annualCost),
  ];
  return (
    <ReportPage
      title={t('earlyPayment.report')} about={t('earlyPayment.reportAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={<><ReportDay label={t('earlyPayment.from')} value={from} onChange={(next) => set({ from: next })} /><ReportDay label={t('earlyPayment.to')} value={to} onChange={(next) => set({ to: next })} /></>}
    >
      {report && (
        <ReportTable
          name={t('earlyPayment.report')} empty={t('earlyPayment.none')}
          columns={[
            { label: t('earlyPayment.offer') }, { label: t('earlyPayment.offered'), numeric: true }, { label: t('earlyPayment.offeredAmount'), numeric: true }, { label: t('earlyPayment.taken'), numeric: true }, { label: t('earlyPayment.granted'), numeric: true },
            { label: t('earlyPayment.refused'), numeric: true }, { label: t('earlyPayment.missing'), numeric: true }, { label: t('earlyPayment.revenue'), numeric: true }, { label: t('earlyPayment.tax'), numeric: true }, { label: t('earlyPayment.loss'), numeric: true },
            { label: t('earlyPayment.daysPulled'), numeric: true }, { label: t('earlyPayment.annualCost'), numeric: true },
          ]}
          rows={report.rows.map((row) => ({ key: row.offer?.id ?? 'none', cells: [row.offer ? <ReferenceLink key="offer" value={row.offer} /> : t('earlyPayment.withoutOffer'), ...cells(row)] }))}
          totals={[t('list.total'), ...cells(report.totals)]}
        />
      )}
    </ReportPage>
  );
}
