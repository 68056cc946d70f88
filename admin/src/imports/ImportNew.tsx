import FileDownload from '@mui/icons-material/FileDownloadOutlined';
import UploadFile from '@mui/icons-material/UploadFileOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { isApiError } from '../data/apiError.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { PageSkeleton } from '../shared/layout/PageSkeleton.tsx';
import { useTitle } from '../shared/layout/title.tsx';
import { saveCsv } from '../shared/list/csv.ts';
import { csvLine } from '../shared/list/csvCell.ts';
import { Section } from '../shared/record/Section.tsx';
import { subjectsQuery } from './queries.ts';
import { Columns } from './Columns.tsx';
import { sendImport } from './transfer.ts';

/** What to bring in, its template, and the file. */
export function ImportNew() {
  const t = useT();
  const translate = useTranslate();
  const { enumLabel, resourceName } = useLabels();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const { data } = useAsk(subjectsQuery, {});
  const [part, setPart] = useState<number>();
  const [problem, setProblem] = useState<string>();
  const [isOver, setOver] = useState(false);
  useTitle(t('imports.new'), resourceName('imports'));
  if (!data) return <PageSkeleton />;
  const permitted = data.importSubjects.filter(({ isPermitted }) => isPermitted);
  const chosen = permitted.find(({ subject }) => subject === search.get('subject')) ?? permitted.find(({ subject }) => subject === 'PRODUCTS') ?? permitted[0];
  if (!chosen) return <Alert severity="info">{t('imports.nothingPermitted')}</Alert>;
  const send = async (file: File | undefined) => {
    if (!file) return;
    setProblem(undefined);
    setPart(0);
    try {
      const id = await sendImport(file, chosen.subject, setPart);
      void navigate(`/imports/${encodeURIComponent(id)}/show`);
    } catch (error) {
      if (!isApiError(error)) throw error;
      setProblem(translate(error.message, { _: error.message }));
    } finally {
      setPart(undefined);
    }
  };
  const template = () => saveCsv(enumLabel('ImportSubject', chosen.subject), [csvLine(chosen.fields.map(({ label }) => label)), csvLine(chosen.fields.map(({ example }) => example))]);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, minWidth: 0 }}>
      <Typography variant="h1">{t('imports.new')}</Typography>
      <Section title={t('imports.file')}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center', mb: 2 }}>
          <TextField select size="small" label={t('imports.what')} value={chosen.subject} onChange={(event) => setSearch({ subject: event.target.value }, { replace: true })} sx={{ minWidth: 240 }}>
            {permitted.map(({ subject }) => <MenuItem key={subject} value={subject}>{enumLabel('ImportSubject', subject)}</MenuItem>)}
          </TextField>
          <Button startIcon={<FileDownload />} onClick={template}>{t('imports.template')}</Button>
        </Box>
        <Box
          onDragOver={(event) => { event.preventDefault(); setOver(true); }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => { event.preventDefault(); setOver(false); void send(event.dataTransfer.files[0]); }}
          sx={{ border: 1, borderStyle: 'dashed', borderColor: isOver ? 'primary.main' : 'divider', borderRadius: 1, p: { xs: 2, sm: 4 }, textAlign: 'center' }}
        >
          <Button component="label" variant="contained" startIcon={<UploadFile />} disabled={part !== undefined} role={undefined}>
            {t('imports.choose')}
            <Box
              component="input" type="file" accept=".csv,.txt,.tsv,.xlsx" aria-label={t('imports.choose')}
              sx={{ position: 'absolute', inlineSize: 1, blockSize: 1, overflow: 'hidden', opacity: 0 }}
              onChange={(event: React.ChangeEvent<HTMLInputElement>) => { void send(event.target.files?.[0]); event.target.value = ''; }}
            />
          </Button>
          <Typography color="textSecondary" sx={{ mt: 1 }}>{t('imports.drop')}</Typography>
          {part !== undefined && <LinearProgress aria-label={t('imports.sending')} variant={part < 1 ? 'determinate' : 'indeterminate'} value={part * 100} sx={{ mt: 2 }} />}
        </Box>
        {problem && <Alert severity="error" sx={{ mt: 2 }}>{problem}</Alert>}
      </Section>
      <Section title={t('imports.columns')}>
        <Columns subject={chosen} />
      </Section>
    </Box>
  );
}
