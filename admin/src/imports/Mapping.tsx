import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Link from '@mui/material/Link';
import MenuItem from '@mui/material/MenuItem';
import Checkbox from '@mui/material/Checkbox';
import TextField from '@mui/material/TextField';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { isApiError } from '../data/apiError.ts';
import { may, today } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { instantText } from '../shared/days.ts';
import { DayField } from '../shared/input/DayField.tsx';
import { PageSkeleton } from '../shared/layout/PageSkeleton.tsx';
import { Section } from '../shared/record/Section.tsx';
import { ColumnTable } from './ColumnTable.tsx';
import { Further } from './Further.tsx';
import { checkMutation, configureMutation, mappingsQuery, sameFileQuery, subjectsQuery } from './queries.ts';
import type { Import, SavedMapping, Subject } from './queries.ts';
import { bareHeading, mappingOf, optionsOf, sheetsOf } from './types.ts';
import type { Options } from './types.ts';

export function Mapping({ row }: { row: Import }) {
  const { data } = useAsk(subjectsQuery, {});
  const subject = data?.importSubjects.find((each) => each.subject === row.subject);
  return subject ? <Telling row={row} subject={subject} /> : <PageSkeleton />;
}

/** Headings told by the fields whose names they bear, each field once. */
function guessed(columns: readonly string[], { fields }: Subject): (string | null)[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    const field = fields.find(({ name, headings }) => !taken.has(name) && headings.includes(bareHeading(column)));
    if (field) taken.add(field.name);
    return field?.name ?? null;
  });
}

function fromSaved(columns: readonly string[], saved: SavedMapping): (string | null)[] {
  const fields = saved.fields as Record<string, string>;
  return columns.map((column) => fields[bareHeading(column)] ?? null);
}

/** Which column fills which field, and how cells are read. */
function Telling({ row, subject }: { row: Import; subject: Subject }) {
  const t = useT();
  const notify = useNotify();
  const sheets = sheetsOf(row);
  const [sheet, setSheet] = useState(row.sheet);
  const [mapping, setMapping] = useState(mappingOf(row));
  const [options, setOptions] = useState<Options>(optionsOf(row));
  const [saveAs, setSaveAs] = useState('');
  const { data: kept } = useAsk(mappingsQuery, { subject: row.subject });
  const { data: same } = useAsk(sameFileQuery, { hash: row.hash });
  const [configure, { pending }] = useAction(configureMutation);
  const [check, { pending: beginning }] = useAction(checkMutation);
  const here = sheets[sheet] ?? { name: '', columns: [], sample: [] };
  const change = (part: Partial<Options>) => setOptions({ ...options, ...part });
  const go = async () => {
    const columns = mapping.map((field, column) => ({ column, field }));
    const { decimal, days, blanks, createMissing, on, merge, cancelled, adjusted, notGoods, place, fixed, costShare } = options;
    const said = Object.entries(fixed).filter(([field, text]) => text.trim() !== '' && !mapping.includes(field)).map(([field, text]) => ({ field, text }));
    const told = await configure(
      { input: { importId: row.id, sheet, columns, decimal, days, blanks, createMissing, on: on || null, merge, cancelled, adjusted, notGoods, place, fixed: said, costShare: costShare || null, ...(saveAs.trim() ? { saveAs } : {}) } },
      (error) => { if (isApiError(error)) notify(error.facts.faults?.map(({ message }) => message).join(' ') || error.message, { type: 'error', autoHideDuration: 8000 }); },
    );
    if (told) await check({ input: { importId: row.id } });
  };
  const twin = same?.imports.nodes.find((each) => each.id !== row.id && each.created + each.changed > 0);
  const missing = subject.fields.filter(({ name, needed }) => needed === 'ALWAYS' && !mapping.includes(name) && !options.fixed[name]?.trim());
  const untold = subject.fields.filter(({ name, needed }) => needed !== 'NO' && !mapping.includes(name));
  const select = (label: string, value: string, values: readonly (readonly [string, string])[], onChange: (value: string) => void) => (
    <TextField select size="small" label={label} value={value} onChange={(event) => onChange(event.target.value)} sx={{ minWidth: 190 }}>
      {values.map(([key, text]) => <MenuItem key={key} value={key}>{text}</MenuItem>)}
    </TextField>
  );
  return (
    <Section title={t('imports.mapping')}>
      {twin && (
        <Alert severity="info" sx={{ mb: 2 }}>
          {t('imports.sameFile', { day: instantText(twin.createdAt) })}{' '}
          <Link component={RouterLink} to={`/imports/${encodeURIComponent(twin.id)}/show`}>{twin.fileName}</Link>
        </Alert>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, mb: 2 }}>
        {sheets.length > 1 && select(t('imports.sheet'), String(sheet), sheets.map(({ name }, index) => [String(index), name] as const), (value) => {
          setSheet(Number(value));
          setMapping(guessed(sheets[Number(value)]?.columns ?? [], subject));
        })}
        {(kept?.importMappings.length ?? 0) > 0 && select(t('imports.savedMapping'), '', kept?.importMappings.map(({ id, name }) => [id, name] as const) ?? [], (id) => {
          const saved = kept?.importMappings.find((each) => each.id === id);
          if (!saved) return;
          setMapping(fromSaved(here.columns, saved));
          setOptions({ ...optionsOf({ options: saved.options }), on: options.on });
        })}
        {select(t('imports.decimal'), options.decimal, [['.', '1,234.50'], [',', '1.234,50']], (decimal) => change({ decimal }))}
        {select(t('imports.days'), options.days, [['YMD', '2026-03-31'], ['DMY', '31.03.2026'], ['MDY', '03/31/2026']], (days) => change({ days }))}
        {select(t('imports.blanks'), options.blanks, [['KEEP', t('imports.blanksKeep')], ['EMPTY', t('imports.blanksEmpty')]], (blanks) => change({ blanks }))}
        {subject.posts && <DayField label={t('imports.on')} value={options.on ?? today()} onChange={(on) => change({ on })} />}
        {subject.makesMissing && (
          <FormControlLabel control={<Checkbox checked={options.createMissing} onChange={(_, createMissing) => change({ createMissing })} />} label={t('imports.createMissing')} />
        )}
      </Box>
      <Further subject={subject} options={options} onChange={change} />
      <ColumnTable sheet={here} subject={subject} mapping={mapping} onChange={setMapping} />
      {untold.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, mt: 2 }}>
          {untold.map(({ name, label, example }) => (
            <TextField
              key={name} size="small" label={t('imports.fixed', { field: label })} value={options.fixed[name] ?? ''} placeholder={example}
              onChange={(event) => change({ fixed: { ...options.fixed, [name]: event.target.value } })}
            />
          ))}
        </Box>
      )}
      {missing.length > 0 && <Alert severity="warning" sx={{ mt: 2 }}>{t('imports.missing', { fields: missing.map(({ label }) => label).join(', ') })}</Alert>}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, mt: 2, alignItems: 'center' }}>
        <TextField size="small" label={t('imports.saveAs')} value={saveAs} onChange={(event) => setSaveAs(event.target.value)} />
        <Button variant="contained" disabled={pending || beginning || missing.length > 0 || !may('imports.run')} onClick={() => void go()}>{t('imports.check')}</Button>
      </Box>
    </Section>
  );
}
