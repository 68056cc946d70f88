import FileDownload from '@mui/icons-material/FileDownloadOutlined';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useShowContext } from 'ra-core';
import { useEffect } from 'react';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { RecordList } from '../shared/list/RecordList.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { stopDocumentRunMutation } from './mutations.ts';
import type { DocumentRun, DocumentRunRow } from './queries.ts';

const fields: readonly Field<DocumentRunRow>[] = [
  { name: 'kind', kind: 'enum', enumName: 'DocumentKind', sort: true, filter: true, card: 'title' },
  { name: 'status', kind: 'enum', enumName: 'DocumentRunStatus', sort: true, filter: true, card: 'figure' },
  { name: 'form', kind: 'enum', enumName: 'DocumentRunForm', filter: true },
  { name: 'total', kind: 'integer', card: 'detail' },
  { name: 'done', kind: 'integer' },
  { name: 'failed', kind: 'integer' },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true },
  { name: 'finishedAt', kind: 'instant', filter: true, hidden: true },
];

/** What was printed for many records at once, by oneself. */
export const DocumentRunList = () => <RecordList fields={fields} sort={{ field: 'createdAt', order: 'DESC' }} searchable={false} />;

const facts: readonly Field<DocumentRun>[] = [
  { name: 'form', kind: 'enum', enumName: 'DocumentRunForm' }, { name: 'language', kind: 'enum', enumName: 'Language' }, { name: 'total', kind: 'integer' }, { name: 'createdAt', kind: 'instant' },
];
const actions: readonly RecordAction<DocumentRun>[] = [
  { name: 'stopDocumentRun', document: stopDocumentRunMutation, permission: 'documents.print', input: ({ id }) => ({ documentRunId: id }), when: ({ status }) => status === 'RUNNING' },
];

export const DocumentRunShow = () => (
  <RecordPage<DocumentRun> facts={facts} status={{ field: 'status', enumName: 'DocumentRunStatus' }} actions={actions}>{(run) => <Progress run={run} />}</RecordPage>
);

const POLL_MS = 1000;

function Progress({ run }: { run: DocumentRun }) {
  const t = useT();
  const { refetch } = useShowContext();
  const isRunning = run.status === 'RUNNING';
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => void refetch(), POLL_MS);
    return () => clearInterval(timer);
  }, [isRunning, refetch]);
  return (
    <>
      <Section title={t('documents.progress')}>
        <Typography role="status" sx={{ mb: 1 }}>{t('documents.done', { done: run.done, total: run.total })}</Typography>
        {isRunning && <LinearProgress aria-label={t('documents.progress')} variant="determinate" value={run.total === 0 ? 0 : (run.done / run.total) * 100} />}
        {run.hasFile && <Button variant="contained" startIcon={<FileDownload />} href={run.path} target="_blank" rel="noopener">{t('documents.fetch')}</Button>}
        {!isRunning && !run.hasFile && <Typography color="textSecondary">{t('documents.noFile')}</Typography>}
      </Section>
      {run.problems.length > 0 && (
        <Section title={t('documents.problems')}>
          <ReportTable name={t('documents.problems')} columns={[{ label: t('documents.record') }, { label: t('documents.problem') }]}
            rows={run.problems.map(({ id, label, problem }) => ({ key: id, cells: [label, problem ?? ''] }))} empty={t('app.none')} />
        </Section>
      )}
    </>
  );
}
