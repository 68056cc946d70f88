import TableCell from '@mui/material/TableCell';
import TableFooter from '@mui/material/TableFooter';
import TableRow from '@mui/material/TableRow';
import { useListContext, useResourceContext } from 'ra-core';
import { useQuery } from '@tanstack/react-query';
import { fetchTotals } from '../../data/list.ts';
import { useT } from '../../i18n/useT.ts';
import { isNumeric, Value } from '../field.tsx';
import type { AnyField } from './context.ts';

/** The sums of the whole filter, not of the page; asked once per filter. */
export function useTotals(): Record<string, unknown> | null {
  const resource = useResourceContext() ?? '';
  const { filterValues } = useListContext();
  const { data } = useQuery({
    queryKey: [resource, 'totals', filterValues],
    queryFn: ({ signal }) => fetchTotals(resource, filterValues, signal),
  });
  return data ?? null;
}

export function TotalsRow({ fields, selectable }: { fields: readonly AnyField[]; selectable: boolean }) {
  const t = useT();
  const totals = useTotals();
  if (!totals || !fields.some((field) => field.total)) return null;
  return (
    <TableFooter>
      <TableRow>
        {selectable && <TableCell />}
        {fields.map((field, index) => (
          <TableCell
            key={field.name}
            className={index === 0 ? 'pinned' : ''}
            sx={{ textAlign: isNumeric(field.kind) ? 'end' : 'start' }}
          >
            {field.total ? <Value field={field} value={totals[field.name]} /> : index === 0 ? t('list.total') : null}
          </TableCell>
        ))}
      </TableRow>
    </TableFooter>
  );
}
