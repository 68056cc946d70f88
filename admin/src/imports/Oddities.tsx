import FileDownload from '@mui/icons-material/FileDownloadOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { integerText } from '../shared/numbers.ts';
import { Section } from '../shared/record/Section.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { odditiesQuery, treatMutation } from './queries.ts';
import type { Import, Oddity } from './queries.ts';
import { saveRows } from './transfer.ts';

const figure = (value: number) => <bdi className="figure">{integerText(value)}</bdi>;

/** What was odd about the rows of a file and what was done with them; each row counts once, so that the sum is the file's. */
export function Oddities({ row }: { row: Import }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const { data } = useAsk(odditiesQuery, { importId: row.id });
  const found = data?.importOddities ?? [];
  if (!found.some(({ oddity, code }) => oddity ?? code)) return null;
  return (
    <Section title={t('imports.oddities')}>
      <Typography color="textSecondary" sx={{ mb: 1 }}>{t('imports.odditiesAbout')}</Typography>
      <ReportTable
        name={t('imports.oddities')} empty=""
        columns={[{ label: t('imports.odd') }, { label: t('imports.outcome') }, { label: t('imports.rows'), numeric: true }, { label: t('imports.allRows'), numeric: true }, { label: t('imports.examples') }, { label: t('imports.treatment') }]}
        rows={found.map((each) => ({
          key: [each.outcome, each.oddity, each.field, each.code].join(' '), strong: each.outcome === 'REFUSED' || each.outcome === 'SET_ASIDE',
          cells: [each.label, enumLabel('OddityOutcome', each.outcome), figure(each.rows), each.allRows === null ? '' : figure(each.allRows), <Examples key="examples" of={each} />, <Ways key="ways" row={row} of={each} />],
        }))}
        totals={[t('imports.sum'), '', figure(found.reduce((sum, { rows }) => sum + rows, 0)), '', '', '']}
      />
    </Section>
  );
}

const Examples = ({ of }: { of: Oddity }) => (
  <>
    {of.examples.slice(0, 2).map(({ line, text }) => (
      <Box key={line} sx={{ maxInlineSize: 420, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }} title={text}>
        <bdi className="figure">{line}</bdi>: {text}
      </Box>
    ))}
  </>
);

/** What can be done otherwise with such rows, and the rows as a file. */
function Ways({ row, of }: { row: Import; of: Oddity }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const notify = useNotify();
  const client = useQueryClient();
  const [treat, { pending }] = useAction(treatMutation);
  const { oddity, outcome, label } = of;
  const isOpen = outcome === 'SET_ASIDE' || outcome === 'REFUSED' || row.status === 'CHECKED';
  const others = isOpen && oddity && may('imports.run') ? of.choices.filter((each) => each !== of.treatment) : [];
  const change = async (treatment: string) => {
    // The choices are names of the enum.
    if (!oddity || !await treat({ input: { importId: row.id, oddity, treatment: treatment as 'TAKE' } })) return;
    await client.invalidateQueries();
    notify(t('imports.treated'), { type: 'info' });
  };
  return (
    <Box sx={{ display: 'flex', gap: 1 }}>
      {others.map((each) => {
        const name = enumLabel('OddityTreatment', each);
        return <Button key={each} size="small" disabled={pending} aria-label={`${name}: ${label}`} onClick={() => void change(each)}>{name}</Button>;
      })}
      {outcome !== 'TAKEN' && (
        <Button
          size="small" startIcon={<FileDownload />} aria-label={`${t('imports.saveRows')}: ${label}`}
          onClick={() => saveRows(row.id, row.fileName.replace(/\.\w+$/, ''), { outcome, ...(oddity ? { oddity } : {}) }).catch((error: Error) => notify(error.message, { type: 'error' }))}
        >
          {t('imports.saveRows')}
        </Button>
      )}
    </Box>
  );
}
