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
  return (
    <ReportPage
      title={t('charges.figures')} about={t('charges.figuresAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={<><ReportDay label={t('charges.from')} value={from} onChange={(day) => set({ from: day })} /><ReportDay label={t('charges.to')} value={to} onChange={(day) => set({ to: day })} /></>}
    >
      {report && (
        <ReportTable
          name={t('charges.figures')}
          columns={[{ label: t('charges.customer') }, { label: t('charges.charged'), numeric: true }, { label: t('charges.credited'), numeric: true }, { label: t('charges.waived'), numeric: true }, { label: t('charges.paid'), numeric: true }, { label: t('charges.openNow'), numeric: true }]}
          rows={report.rows.map((row) => ({ key: row.customer.id, cells: [<ReferenceLink key="customer" value={{ id: row.customer.id, name: row.customerName }} />, row.charged, row.credited, row.waived, row.paid, row.open] }))}
          totals={[t('list.total'), report.charged, report.credited, report.waived, report.paid, report.open]} empty={t('charges.noneCharged')}
        />
      )}
    </ReportPage>
  );
}
