import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useT } from '../i18n/useT.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import type { Subject } from './queries.ts';
import { letterOf } from './types.ts';
import type { Sheet } from './types.ts';

type Props = { sheet: Sheet; subject: Subject; mapping: readonly (string | null)[]; onChange: (mapping: (string | null)[]) => void };

/** The columns of a file: what they hold, and which field each fills. A field filled by another column is taken from it. */
export function ColumnTable({ sheet, subject, mapping, onChange }: Props) {
  const t = useT();
  const choose = (column: number, field: string) =>
    onChange(sheet.columns.map((_, at) => (at === column ? field || null : mapping[at] === field ? null : (mapping[at] ?? null))));
  return (
    <ReportTable
      name={t('imports.mapping')} empty={t('imports.unreadable')}
      columns={[{ label: t('imports.column') }, { label: t('imports.holds') }, { label: t('imports.fills') }]}
      rows={sheet.columns.map((heading, at) => {
        const name = heading || letterOf(at);
        return {
          key: String(at),
          cells: [
            name, sheet.sample.map((row) => row[at] ?? '').filter(Boolean).slice(0, 3).join(' · '),
            <TextField
              key="field" select size="small" value={mapping[at] ?? ''} onChange={(event) => choose(at, event.target.value)}
              slotProps={{ htmlInput: { 'aria-label': t('imports.fieldOf', { column: name }) }, select: { displayEmpty: true, SelectDisplayProps: { 'aria-label': t('imports.fieldOf', { column: name }) } } }} sx={{ minWidth: 200 }}
            >
              <MenuItem value="">{t('imports.leftOut')}</MenuItem>
              {subject.fields.map(({ name: field, label }) => <MenuItem key={field} value={field}>{label}</MenuItem>)}
            </TextField>,
          ],
        };
      })}
    />
  );
}
