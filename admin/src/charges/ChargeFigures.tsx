import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { chargeFiguresQuery } from './reportQueries.ts';

/** What became of interest and fees. */
export function ChargeFigures() {
  const t = useT();
  const { text, set } = useReportParams();
  const [from, to] = [text('from') || `${today().slice(0, 4)}-01-01`, text('to') || today()];
  const { data, error, refetch } = useAsk(chargeFiguresQuery, { from, to });
  const report = data?.chargeFigures;
  const figures = (['charged', 'credited', 'waived', 'paid', 'openNow'] as const).map((key) => ({ label: t(`charges.${key}`), numeric: true }));
  return (
    <ReportPage
      title={t('charges.figures')} about={t('charges.figuresAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={<><ReportDay label={t('charges.from')} value={from} onChange={(day) => set({ from: day })} /><ReportDay label={t('charges.to')} value={to} onChange={(day) => set({ to: day })} /></>}
    >
      {report && report.currencies.length > 1 && (
        <ReportTable
          name={t('charges.byCurrency')} columns={[{ label: t('charges.currency') }, ...figures]} empty={t('charges.noneCharged')}
          rows={report.currencies.map((row) => ({ key: row.currencyCode, cells: [row.currencyCode, row.charged, row.credited, row.waived, row.paid, row.open] }))}
        />
      )}
      {report && (
        <ReportTable
          name={t('charges.figures')}
          columns={[{ label: t('charges.customer') }, ...figures]}
          rows={report.rows.map((row) => ({ key: row.customer.id + row.currencyCode, cells: [<ReferenceLink key="customer" value={{ id: row.customer.id, name: row.customerName }} />, row.charged, row.credited, row.waived, row.paid, row.open] }))}
          totals={[report.currencies.length > 1 ? t('charges.booksTotal') : t('list.total'), report.charged, report.credited, report.waived, report.paid, report.open]} empty={t('charges.noneCharged')}
        />
      )}
    </ReportPage>
  );
}
