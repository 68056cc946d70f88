import Add from '@mui/icons-material/Add';
import DeleteOutline from '@mui/icons-material/DeleteOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useNotify, useResourceContext } from 'ra-core';
import { useRef } from 'react';
import type { ClipboardEvent, KeyboardEvent, ReactNode } from 'react';
import { useFieldArray, useFormContext } from 'react-hook-form';
import type { Values } from '../../data/resource.ts';
import { useLabels, useT } from '../../i18n/useT.ts';
import { LineCell } from './LineCell.tsx';
import type { LineColumn } from './LineCell.tsx';
import { readPasted } from './paste.ts';

const NUMERIC: readonly LineColumn['kind'][] = ['quantity', 'price', 'money', 'percent'];

type Props = {
  source: string;
  columns: readonly LineColumn[];
  /** What a new line starts with. */
  blank?: Values;
  /** Server-computed cells at the end of each line, by index. */
  computed?: { label: string; cell: (index: number) => ReactNode };
};

/** Lines as a grid: Tab moves on, Enter moves down and adds a line, rows paste from a spreadsheet. */
export function LineGrid({ source, columns, blank = {}, computed }: Props) {
  const t = useT();
  const notify = useNotify();
  const resource = useResourceContext() ?? '';
  const { fieldLabel } = useLabels();
  const { setValue, getValues } = useFormContext<Record<string, Values[]>>();
  const { fields, append, remove } = useFieldArray<Record<string, Values[]>>({ name: source });
  const body = useRef<HTMLTableSectionElement>(null);

  const focus = (row: number, column: number) =>
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(`[data-cell="${row}:${column}"] input`)?.focus());
  const cellOf = (target: EventTarget) => {
    const [row = '0', column = '0'] = (target instanceof Element ? target.closest('[data-cell]')?.getAttribute('data-cell') : '0:0')?.split(':') ?? [];
    return { row: Number(row), column: Number(column) };
  };
  const add = (column = 0) => {
    append({ ...blank }, { shouldFocus: false });
    focus(fields.length, column);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.defaultPrevented || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const { row, column } = cellOf(event.target);
    if (row + 1 < fields.length) focus(row + 1, column);
    else add(0);
  };
  const onPaste = async (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain');
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const { row, column } = cellOf(event.target);
    const { rows, unknown } = await readPasted(text, columns.slice(column));
    const old = getValues(source) ?? [];
    const merged = rows.map((values, index) => ({ ...(old[row + index] ?? blank), ...values }));
    setValue(source, [...old.slice(0, row), ...merged, ...old.slice(row + rows.length)], { shouldDirty: true });
    if (unknown.length > 0) notify('lines.unknown', { type: 'warning', messageArgs: { values: unknown.join(', ') } });
  };

  return (
    <Box sx={{ minWidth: 0 }}>
      {/* Without lines nothing in it could take the focus, so it must not scroll. */}
      <Box sx={{ overflowX: fields.length > 0 ? 'auto' : 'hidden' }}>
        <Table size="small" sx={{ '& td': { p: 0.5, verticalAlign: 'top' }, minWidth: 560 }}>
          <TableHead>
            <TableRow>
              {columns.map((column) => (
                <TableCell key={column.source} sx={{ width: column.width, minWidth: typeof column.width === 'number' ? column.width : undefined, textAlign: NUMERIC.includes(column.kind) ? 'end' : 'start' }}>
                  {fieldLabel(resource, `${source}.${column.source}`)}
                </TableCell>
              ))}
              {computed && <TableCell sx={{ textAlign: 'end' }}>{computed.label}</TableCell>}
              <TableCell component="td" sx={{ width: 40 }} />
            </TableRow>
          </TableHead>
          <TableBody ref={body} onKeyDown={onKeyDown} onPaste={(event) => void onPaste(event)}>
            {fields.map(({ id }, row) => (
              <TableRow key={id}>
                {columns.map((column, index) => (
                  <TableCell key={column.source} data-cell={`${row}:${index}`}>
                    <LineCell column={column} path={`${source}.${row}`} line={row + 1} label={fieldLabel(resource, `${source}.${column.source}`)} />
                  </TableCell>
                ))}
                {computed && <TableCell sx={{ textAlign: 'end', pt: '14px !important' }}>{computed.cell(row)}</TableCell>}
                <TableCell>
                  <IconButton size="small" onClick={() => remove(row)} aria-label={t('lines.removeLine', { line: row + 1 })}>
                    <DeleteOutline fontSize="small" />
                  </IconButton>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Box>
      <Button startIcon={<Add />} onClick={() => add()} sx={{ mt: 1 }}>
        {t('lines.add')}
      </Button>
    </Box>
  );
}
