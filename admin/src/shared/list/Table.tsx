import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import Skeleton from '@mui/material/Skeleton';
import MuiTable from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import TableSortLabel from '@mui/material/TableSortLabel';
import { useListContext, useResourceContext } from 'ra-core';
import { useNavigate } from 'react-router-dom';
import type { MouseEvent } from 'react';
import type { Row } from '../../data/list.ts';
import { resourceSpec } from '../../data/resource.ts';
import { useLabels, useT } from '../../i18n/useT.ts';
import { FieldValue, isNumeric } from '../field.tsx';
import { RowLink } from './RowLink.tsx';
import { TotalsRow } from './TotalsRow.tsx';
import { hasPage, rowPath } from './useListKeys.ts';
import type { AnyField } from './context.ts';

type Props = { fields: readonly AnyField[]; active: number; selectable: boolean };
const alignOf = (field: AnyField) => (isNumeric(field.kind) ? 'end' : 'start');

/** The list as a table: header and first column stay, only the table scrolls sideways. */
export function Table({ fields, active, selectable }: Props) {
  const t = useT();
  const { data, isPending, isFetching, selectedIds, onSelect, perPage } = useListContext<Row>();
  const resource = useResourceContext() ?? '';
  const { resourceName } = useLabels();
  const ids = data?.map(({ id }) => id) ?? [];
  const picked = ids.filter((id) => selectedIds.includes(id)).length;
  const togglePage = () =>
    onSelect(picked === ids.length ? selectedIds.filter((id) => !ids.includes(String(id))) : [...new Set([...selectedIds, ...ids])]);
  return (
    <Box role="region" aria-label={resourceName(resource)} tabIndex={0} sx={scroller} aria-busy={isFetching}>
      <MuiTable stickyHeader size="small" sx={table}>
        {/* The widths of the columns follow from what is in them, so their names appear with it and never move. */}
        <TableHead sx={isPending && !data ? { '& th > *': { visibility: 'hidden' } } : {}}>
          <TableRow>
            {selectable && (
              <TableCell padding="checkbox">
                <Checkbox
                  checked={ids.length > 0 && picked === ids.length}
                  indeterminate={picked > 0 && picked < ids.length}
                  onChange={togglePage}
                  slotProps={{ input: { 'aria-label': t('list.selectPage') } }}
                />
              </TableCell>
            )}
            {fields.map((field, index) => (
              <HeadCell key={field.name} field={field} first={index === 0} />
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {isPending && !data
            ? Array.from({ length: Math.min(perPage, 40) }, (_, row) => <SkeletonRow key={row} columns={fields.length + Number(selectable)} />)
            : data?.map((row, index) => (
                <DataRow key={row.id} {...{ row, index, fields, selectable, active: index === active }} />
              ))}
        </TableBody>
        <TotalsRow fields={fields} selectable={selectable} />
      </MuiTable>
    </Box>
  );
}

function HeadCell({ field, first }: { field: AnyField; first: boolean }) {
  const { sort, setSort, setPage } = useListContext();
  const { fieldLabel } = useLabels();
  const resource = useResourceContext() ?? '';
  const current = sort.field === field.name;
  const next = current && sort.order === 'ASC' ? 'DESC' : 'ASC';
  const label = fieldLabel(resource, field.name);
  return (
    <TableCell
      className={first ? 'pinned' : ''}
      sortDirection={current ? (sort.order === 'ASC' ? 'asc' : 'desc') : false}
      sx={{ textAlign: alignOf(field) }}
    >
      {field.sort ? (
        <TableSortLabel
          active={current}
          direction={current && sort.order === 'DESC' ? 'desc' : 'asc'}
          sx={{ flexDirection: isNumeric(field.kind) ? 'row-reverse' : 'row' }}
          onClick={() => {
            setSort({ field: field.name, order: next });
            setPage(1);
          }}
        >
          {label}
        </TableSortLabel>
      ) : (
        <span>{label}</span>
      )}
    </TableCell>
  );
}

type RowProps = { row: Row; index: number; fields: readonly AnyField[]; selectable: boolean; active: boolean };

function DataRow({ row, index, fields, selectable, active }: RowProps) {
  const t = useT();
  const navigate = useNavigate();
  const resource = useResourceContext() ?? '';
  const { selectedIds, onToggleItem } = useListContext<Row>();
  const selected = selectedIds.includes(row.id);
  const open = (event: MouseEvent) => {
    const control = event.target instanceof Element && event.target.closest('a, button, input, label');
    if (!control && hasPage(resource) && !getSelection()?.toString()) void navigate(rowPath(resource, row.id));
  };
  return (
    <TableRow hover selected={selected} data-row={index} data-active={active || undefined} onClick={open} sx={hasPage(resource) ? { cursor: 'pointer' } : {}}>
      {selectable && (
        <TableCell padding="checkbox">
          <Checkbox
            checked={selected}
            onChange={() => onToggleItem(row.id)}
            slotProps={{ input: { 'aria-label': t('list.selectRow', { name: resourceSpec(resource).label(row) }) } }}
          />
        </TableCell>
      )}
      {fields.map((field, column) => (
        <TableCell key={field.name} className={column === 0 ? 'pinned' : ''} sx={{ textAlign: alignOf(field) }}>
          {column === 0 ? <RowLink field={field} row={row} /> : <FieldValue field={field} record={row} />}
        </TableCell>
      ))}
    </TableRow>
  );
}

function SkeletonRow({ columns }: { columns: number }) {
  return (
    <TableRow>
      {Array.from({ length: columns }, (_, column) => (
        <TableCell key={column}>
          <Skeleton />
        </TableCell>
      ))}
    </TableRow>
  );
}

const scroller = { overflow: 'auto', maxHeight: 'max(320px, calc(100dvh - 290px))', position: 'relative' };

const table = {
  '[data-density=comfortable] & td': { height: 53 },
  // A checkbox or chip must not make its row higher than the rows that stand in while loading.
  '& td': { whiteSpace: 'nowrap', maxWidth: 205, overflow: 'hidden', textOverflow: 'ellipsis', height: 33, py: 0 },
  '& .MuiTableCell-paddingCheckbox': { px: 1, width: 44 },
  '& .MuiCheckbox-root': { display: 'flex', width: 28 },
  '& td.pinned': { maxWidth: 340, position: 'sticky', insetInlineStart: 0, bgcolor: 'background.paper', zIndex: 1 },
  '& th.pinned': { position: 'sticky', insetInlineStart: 0, bgcolor: 'quiet.wash', zIndex: 3 },
  '& tfoot td, & tfoot th': { position: 'sticky', insetBlockEnd: 0, bgcolor: 'quiet.wash', zIndex: 1, borderBlockEnd: 0 },
  '& tfoot td.pinned': { bgcolor: 'quiet.wash', zIndex: 2 },
  '& tr[data-active] td': { bgcolor: 'primary.light' },
  '& tr[data-active] td:first-of-type': { boxShadow: (theme: { palette: { primary: { main: string } } }) => `inset 3px 0 ${theme.palette.primary.main}` },
  '& tbody tr.Mui-selected td, & tbody tr:hover td': { bgcolor: 'quiet.wash' },
};
