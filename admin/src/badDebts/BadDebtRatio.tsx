import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { percentText } from '../shared/numbers.ts';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { badDebtRatioQuery } from './reportQueries.ts';

const GROUPINGS = ['MONTH', 'CUSTOMER', 'SALES_PERSON'] as const;

/** What was lost of what was sold. */
export function BadDebtRatio() {
  const t = useT();
  const { enumLabel } = useLabels();
  const { text, set } = useReportParams();
  const [from, to] = [text('from') || `${today().slice(0, 4)}-01-01`, text('to') || today()];
  const by = GROUPINGS.find((each) => each === text('by')) ?? 'MONTH';
  const { data, error, refetch } = useAsk(badDebtRatioQuery, { from, to, by });
  const report = data?.badDebtRatio;
  const ratio = (value: string | null) => (value === null ? '–' : percentText(value));
  return (
    <ReportPage
      title={t('badDebts.ratio')} about={t('badDebts.ratioAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={(
        <>
          <ReportDay label={t('badDebts.from')} value={from} onChange={(day) => set({ from: day })} /><ReportDay label={t('badDebts.to')} value={to} onChange={(day) => set({ to: day })} />
          <TextField select size="small" label={t('badDebts.by')} value={by} onChange={({ target }) => set({ by: target.value })}>{GROUPINGS.map((each) => <MenuItem key={each} value={each}>{enumLabel('BadDebtGrouping', each)}</MenuItem>)}</TextField>
        </>
      )}
    >
      {report && (
        <ReportTable
          name={t('badDebts.ratio')}
          columns={[{ label: enumLabel('BadDebtGrouping', by) }, { label: t('badDebts.revenue'), numeric: true }, { label: t('badDebts.writtenOff'), numeric: true }, { label: t('badDebts.recovered'), numeric: true }, { label: t('badDebts.net'), numeric: true }, { label: t('badDebts.share'), numeric: true }]}
          rows={report.groups.map((row, at) => ({ key: `${at}`, cells: [row.customer ? <ReferenceLink key="customer" value={row.customer} /> : row.name || t('badDebts.nobody'), row.revenue, row.writtenOff, row.recovered, row.net, ratio(row.ratio)] }))}
          totals={[t('list.total'), report.revenue, report.writtenOff, report.recovered, report.net, ratio(report.ratio)]} empty={t('badDebts.nothingSold')}
        />
      )}
    </ReportPage>
  );
}
