import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import Button from '@mui/material/Button';
import PlayArrow from '@mui/icons-material/PlayArrow';
import { useShowContext } from 'ra-core';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { may, today } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import type { Field } from '../shared/field.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { integerText } from '../shared/numbers.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { invoiceRunEntryFields, invoiceRunFields } from './fields.ts';
import { cancelInvoiceRun, previewInvoiceRun, startInvoiceRun } from './runQueries.ts';
import type { InvoiceRun } from './runQueries.ts';

const views: readonly View[] = [
  { key: 'underWay', label: 'billing.view.underWay', filter: { status: ['RUNNING', 'HELD'] } },
  { key: 'failed', label: 'billing.view.failed', filter: { failed: { min: 1 } } },
];
export const InvoiceRunList = () => <RecordList fields={invoiceRunFields} views={views} sort={{ field: 'createdAt', order: 'DESC' }} />;
export const InvoiceRunEntryList = () => <RecordList fields={invoiceRunEntryFields} sort={{ field: 'no', order: 'ASC' }} />;

const facts: readonly Field<InvoiceRun>[] = [
  { name: 'due', kind: 'money' }, { name: 'invoicedTotal', kind: 'money' }, { name: 'issuedOn', kind: 'day' }, { name: 'upTo', kind: 'day' }, { name: 'customer', kind: 'reference' },
  { name: 'invoiced', kind: 'integer' }, { name: 'held', kind: 'integer' }, { name: 'failed', kind: 'integer' }, { name: 'skipped', kind: 'integer' }, { name: 'askedByName', kind: 'text' }, { name: 'createdAt', kind: 'instant' },
  { name: 'finishedAt', kind: 'instant' },
];
const actions: readonly RecordAction<InvoiceRun>[] = [
  { name: 'cancelInvoiceRun', document: cancelInvoiceRun, permission: 'invoices.post', input: ({ id }) => ({ invoiceRunId: id }), danger: true, confirm: { kind: 'plain' }, when: ({ status }) => status === 'RUNNING' || status === 'HELD' },
];

export function InvoiceRunShow() {
  const t = useT();
  const tabs: readonly RelatedTab<InvoiceRun>[] = [
    { key: 'entries', label: t('billing.entries'), related: { resource: 'invoiceRunEntries', filter: ({ id }) => ({ run: { is: id } }), fields: invoiceRunEntryFields.filter(({ name }) => name !== 'run'), sort: 'no ASC' } },
  ];
  return (
    <RecordPage<InvoiceRun> facts={facts} status={{ field: 'status', enumName: 'InvoiceRunStatus' }} actions={actions} tabs={tabs}>
      {(run) => <Progress run={run} />}
    </RecordPage>
  );
}

const POLL_MS = 1000;

function Progress({ run }: { run: InvoiceRun }) {
  const t = useT();
  const { refetch } = useShowContext();
  const isRunning = run.status === 'RUNNING';
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => void refetch(), POLL_MS);
    return () => clearInterval(timer);
  }, [isRunning, refetch]);
  const done = run.entries - run.waiting;
  return (
    <Section title={t('billing.progress')}>
      <Typography role="status" sx={{ mb: 1 }}>{t('billing.done', { done, total: run.entries })}</Typography>
      {isRunning && <LinearProgress aria-label={t('billing.progress')} variant="determinate" value={run.entries === 0 ? 0 : (done / run.entries) * 100} />}
    </Section>
  );
}

/** What a run would invoice now, and its beginning. */
export function InvoiceDue() {
  const t = useT();
  const { enumLabel } = useLabels();
  const navigate = useNavigate();
  const { text, day, set } = useReportParams();
  const now = today();
  const upTo = day('upTo', now);
  const customerId = text('customer');
  const [issuedOn, setIssuedOn] = useState(now);
  const [run, { pending }] = useAction(startInvoiceRun);
  const given = { upTo, ...(customerId ? { customerId } : {}) };
  const { data, error, refetch } = useAsk(previewInvoiceRun, given);
  const preview = data?.previewInvoiceRun;
  const begin = async () => {
    const made = await run({ input: { ...given, issuedOn } });
    if (made?.invoiceRun) void navigate(`/invoiceRuns/${encodeURIComponent(made.invoiceRun.id)}/show`);
  };
  return (
    <ReportPage
      title={t('billing.runTitle')} about={t('billing.runAbout')} error={error} onRetry={() => void refetch()} loading={!preview}
      controls={
        <>
          <ReportDay label={t('billing.upTo')} value={upTo} onChange={(next) => set({ upTo: next === now ? '' : next })} />
          <ReferencePicker resource="customers" label={t('billing.customer')} value={customerId} onChange={(id) => set({ customer: id })} />
          {may('invoices.post') && <ReportDay label={t('billing.issuedOn')} value={issuedOn} onChange={setIssuedOn} />}
          {may('invoices.post') && <Button variant="contained" startIcon={<PlayArrow />} disabled={pending || !preview?.invoices} onClick={() => void begin()}>{t('billing.start')}</Button>}
        </>
      }
    >
      {preview && (
        <>
          <Typography role="status">{t('billing.invoices', { n: preview.invoices, shipments: preview.shipments })}{preview.later > 0 && ` · ${t('billing.later', { n: preview.later })}`}</Typography>
          <ReportTable
            name={t('billing.due')}
            columns={[
              { label: t('billing.customer') }, { label: t('billing.cycle') }, { label: t('billing.shipments'), numeric: true }, { label: t('billing.from') }, { label: t('billing.to') }, { label: t('billing.total'), numeric: true },
            ]}
            rows={preview.rows.map((row, index) => ({
              key: String(index),
              cells: [<ReferenceLink key="customer" value={{ id: row.customer.id, name: row.name }} />, enumLabel('InvoiceCycle', row.cycle), integerText(row.shipments), dayText(row.from), dayText(row.to), row.total],
            }))}
            totals={[t('list.total'), '', '', '', '', preview.total]}
            empty={t('billing.nothingDue')}
          />
        </>
      )}
    </ReportPage>
  );
}
