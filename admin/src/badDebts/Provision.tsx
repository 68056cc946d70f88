import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { AskDialog, type Asked } from '../charges/AskDialog.tsx';
import { may, today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { percentText } from '../shared/numbers.ts';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { postProvision, saveProvisionMatrix } from './mutations.ts';
import { provisionPreviewQuery } from './reportQueries.ts';

const BUCKETS = ['NOT_DUE', 'DAYS_1_30', 'DAYS_31_60', 'DAYS_61_90', 'DAYS_OVER_90'] as const;

/** A rate for each age; a class is asked once for all of them. */
function MatrixDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const inputs: readonly Asked[] = [
    { source: 'startsOn', kind: 'day', label: 'badDebts.startsOn', required: true, initial: today() },
    ...BUCKETS.map((bucket): Asked => ({ source: bucket, kind: 'decimal', label: `badDebts.rate.${bucket}`, help: 'badDebts.rateHelp' })), { source: 'note', kind: 'lines', label: 'badDebts.note' },
  ];
  return (
    <AskDialog
      document={saveProvisionMatrix} inputs={inputs} onClose={onClose} onDone={onDone}
      input={({ startsOn, note, ...rates }) => ({ startsOn, note, rates: BUCKETS.flatMap((bucket) => (rates[bucket] === null ? [] : [{ bucket, rate: rates[bucket] }])) })}
    />
  );
}

/** What a provision would be, line by line, beside what stands; posting it. */
export function Provision() {
  const t = useT();
  const { enumLabel } = useLabels();
  const navigate = useNavigate();
  const { text, set } = useReportParams();
  const [open, setOpen] = useState<'post' | 'matrix' | null>(null);
  const asOf = text('on') || today();
  const { data, error, refetch } = useAsk(provisionPreviewQuery, { asOf });
  const report = data?.provisionPreview;
  const close = () => setOpen(null);
  return (
    <ReportPage
      title={t('badDebts.provision')} about={t('badDebts.provisionAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={(
        <>
          <ReportDay label={t('badDebts.asOf')} value={asOf} onChange={(day) => set({ on: day })} />
          {may('badDebts.provide') && <Button variant="contained" disabled={!report?.hasMatrix} onClick={() => setOpen('post')}>{t('action.postProvision')}</Button>}
          {may('badDebts.manage') && <Button variant="outlined" onClick={() => setOpen('matrix')}>{t('action.saveProvisionMatrix')}</Button>}
        </>
      )}
    >
      {report && (
        <>
          {report.hasMatrix ? <Typography>{t('badDebts.matrixFrom', { day: report.matrixFrom ? dayText(report.matrixFrom) : '' })}</Typography> : <Alert severity="info">{t('badDebts.noMatrix')}</Alert>}
          <ReportTable
            name={t('badDebts.change')} columns={[{ label: t('badDebts.figure') }, { label: t('badDebts.amount'), numeric: true }]}
            rows={[
              { key: 'base', cells: [t('badDebts.base'), report.base] }, { key: 'total', cells: [t('badDebts.total'), report.total] }, { key: 'before', cells: [t('badDebts.before', { number: report.previous ?? '–' }), report.before] },
              { key: 'difference', cells: [t('badDebts.difference'), report.difference] },
            ]}
            empty=""
          />
          <ReportTable
            name={t('badDebts.lines')}
            columns={[{ label: t('badDebts.customer') }, { label: t('badDebts.age') }, { label: t('badDebts.class') }, { label: t('badDebts.rate'), numeric: true }, { label: t('badDebts.base'), numeric: true }, { label: t('badDebts.amount'), numeric: true }]}
            rows={report.lines.map((row) => ({ key: `${row.customer.id} ${row.bucket}`, cells: [<ReferenceLink key="customer" value={{ id: row.customer.id, name: row.customerName }} />, enumLabel('AgeBucket', row.bucket), row.riskClass ?? '', percentText(row.rate), row.base, row.amount] }))}
            empty={t('badDebts.nothingProvided')}
          />
        </>
      )}
      {open === 'post' && <AskDialog document={postProvision} inputs={[]} input={() => ({ asOf })} onClose={close} onDone={({ provisionRun }) => void navigate(`/provisionRuns/${encodeURIComponent((provisionRun as { id: string }).id)}/show`)} />}
      {open === 'matrix' && <MatrixDialog onClose={close} onDone={() => void refetch()} />}
    </ReportPage>
  );
}
