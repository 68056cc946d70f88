import FileDownload from '@mui/icons-material/FileDownloadOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { Section } from '../shared/record/Section.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { Counts } from './Counts.tsx';
import { FixLine } from './FixLine.tsx';
import { Mapping } from './Mapping.tsx';
import { failedLinesQuery, subjectsQuery, tiesQuery } from './queries.ts';
import type { FailedLine, Import } from './queries.ts';
import { Oddities } from './Oddities.tsx';
import { saveRows } from './transfer.ts';
import { cellsOf, issuesOf, optionsOf } from './types.ts';

/** What a check or run came to, and the rows that were refused: corrected here, left out, or taken away as a file. */
export function Outcome({ row }: { row: Import }) {
  const t = useT();
  const [remaps, setRemaps] = useState(false);
  const { data } = useAsk(subjectsQuery, {});
  const posts = data?.importSubjects.find(({ subject }) => subject === row.subject)?.posts ?? false;
  if (remaps) return <Mapping row={row} />;
  return (
    <>
      <Section title={t(row.status === 'CHECKED' ? 'imports.checked' : row.status === 'STOPPED' ? 'imports.stopped' : 'imports.done')}>
        <Counts row={row} />
        {row.status === 'CHECKED' && <Alert severity="info" sx={{ mt: 2 }}>{t('imports.nothingWritten')}</Alert>}
        {may('imports.run') && <Button sx={{ mt: 1 }} onClick={() => setRemaps(true)}>{t('imports.remap')}</Button>}
      </Section>
      <Oddities row={row} />
      {row.failed > 0 && <Failed row={row} />}
      {posts && may('journal.read') && row.status === 'DONE' && <Ties row={row} />}
    </>
  );
}

function Failed({ row }: { row: Import }) {
  const t = useT();
  const notify = useNotify();
  const { data } = useAsk(failedLinesQuery, { importId: row.id });
  const { data: told } = useAsk(subjectsQuery, {});
  const [fixing, setFixing] = useState<FailedLine>();
  const subject = told?.importSubjects.find((each) => each.subject === row.subject);
  const labelOf = (field: string | null) => subject?.fields.find(({ name }) => name === field)?.label;
  const lines = data?.importLines.nodes ?? [];
  return (
    <Section title={t('imports.failed')}>
      <Box sx={{ mb: 1 }}>
        <Button startIcon={<FileDownload />} onClick={() => saveRows(row.id, row.fileName.replace(/\.\w+$/, '')).catch((error: Error) => notify(error.message, { type: 'error' }))}>
          {t('imports.saveFailed')}
        </Button>
      </Box>
      <ReportTable
        name={t('imports.failed')} empty={t('imports.noneFailed')}
        columns={[{ label: t('imports.line'), numeric: true }, { label: t('imports.reasons') }, { label: t('imports.cells') }, { label: t('imports.correct') }]}
        rows={lines.map((line) => ({
          key: line.id,
          cells: [
            String(line.line),
            issuesOf(line.issues).map(({ field, message }) => (field ? `${labelOf(field) ?? field}: ${message}` : message)).join(' '),
            cellsOf(line.cells).slice(0, 12).join(' · '),
            may('imports.run') ? <Button key="fix" size="small" aria-label={t('imports.correctLine', { line: line.line })} onClick={() => setFixing(line)}>{t('imports.correct')}</Button> : '',
          ],
        }))}
      />
      {fixing && subject && <FixLine row={row} line={fixing} subject={subject} onClose={() => setFixing(undefined)} />}
    </Section>
  );
}

/** Ledger and documents side by side; the opening account is empty when all is told. */
function Ties({ row }: { row: Import }) {
  const t = useT();
  const { on } = optionsOf(row);
  const { data } = useAsk(tiesQuery, { on });
  return (
    <Section title={t('imports.ties')}>
      <ReportTable
        name={t('imports.ties')} empty=""
        columns={[{ label: t('imports.account') }, { label: t('imports.ledger'), numeric: true }, { label: t('imports.documents'), numeric: true }, { label: t('imports.difference'), numeric: true }]}
        rows={(data?.openingTies ?? []).map((each) => ({ key: each.account, cells: [`${each.account} ${each.name}`, each.ledger, each.documents ?? '', each.difference] }))}
      />
    </Section>
  );
}
