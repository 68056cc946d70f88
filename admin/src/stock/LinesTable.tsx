import Paper from '@mui/material/Paper';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useLabels, useT } from '../i18n/useT.ts';
import { FieldValue, isNumeric } from '../shared/field.tsx';
import type { AnyField } from '../shared/list/context.ts';

type Props<Row> = {
  /** Whose field labels they bear. */
  resource: string;
  /** What the table is called for screen readers. */
  label: string;
  fields: readonly AnyField[];
  rows: readonly Row[];
  empty?: string;
  /** Buttons at a row's end. */
  buttons?: (row: Row) => ReactNode;
};

/** Rows of a record that have no page of their own. */
export function LinesTable<Row extends { id: string }>({ resource, label, fields, rows, empty, buttons }: Props<Row>) {
  const t = useT();
  const { fieldLabel } = useLabels();
  if (rows.length === 0) return <Typography color="textSecondary">{empty ?? t('app.none')}</Typography>;
  return (
    <Paper variant="outlined" sx={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={label}>
      <Table size="small">
        <TableHead>
          <TableRow>
            {fields.map(({ name, kind }) => (
              <TableCell key={name} sx={{ textAlign: isNumeric(kind) ? 'end' : 'start' }}>
                {fieldLabel(resource, name)}
              </TableCell>
            ))}
            {buttons && <TableCell component="td" />}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.id} hover>
              {fields.map((field) => (
                <TableCell key={field.name} sx={{ textAlign: isNumeric(field.kind) ? 'end' : 'start' }}>
                  <FieldValue field={field} record={row} />
                </TableCell>
              ))}
              {buttons && <TableCell sx={{ textAlign: 'end', whiteSpace: 'nowrap' }}>{buttons(row)}</TableCell>}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Paper>
  );
}
