import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { exposureQuery } from './closingQueries.ts';
import { SaveReport } from './SaveReport.tsx';

/** What customers owed or would owe as of a day. */
export function Exposure() {
  const t = useT();
  const { day, set } = useReportParams();
  const on = day('on', today());
  const { data, error, refetch } = useAsk(exposureQuery, { on });
  const report = data?.exposureAsOf;
  const cells = (row: NonNullable<typeof report>['totals']) => [row.receivable, row.shippedNotInvoiced, row.openOrders, row.unapplied, row.exposure];
  return (
    <ReportPage
      title={t('books.exposure')} about={t('books.exposureAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <ReportDay label={t('receivables.on')} value={on} onChange={(next) => set({ on: next })} />
          <SaveReport kind="EXPOSURE" endsOn={on} />
        </>
      }
    >
      {report && (
        <ReportTable
          name={t('books.exposure')}
          columns={[{ label: t('books.customer') }, ...(['receivable', 'shippedNotInvoiced', 'openOrders', 'unapplied', 'exposure'] as const).map((name) => ({ label: t(`books.column.${name}`), numeric: true }))]}
          rows={report.rows.map((row) => ({ key: row.customer.id, cells: [<ReferenceLink key="customer" value={{ id: row.customer.id, name: row.name }} />, ...cells(row)] }))}
          totals={[t('list.total'), ...cells(report.totals)]}
          empty={t('books.noExposure')}
        />
      )}
    </ReportPage>
  );
}
