import TableCell from '@mui/material/TableCell';
import TableFooter from '@mui/material/TableFooter';
import TableRow from '@mui/material/TableRow';
import { useListContext, useResourceContext } from 'ra-core';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { totalsKey } from '../../data/list.ts';
import { useT } from '../../i18n/useT.ts';
import { isNumeric, Value } from '../field.tsx';
import type { AnyField } from './context.ts';

/** The sums of the whole filter, not of the page; they come with the list. */
export function useTotals(): Record<string, unknown> | null {
  const resource = useResourceContext() ?? '';
  const { filterValues } = useListContext();
  const { data } = useQuery<Record<string, unknown>>({
    queryKey: totalsKey(resource, filterValues), queryFn: skipToken, placeholderData: keepPreviousData,
  });
  return data ?? null;
}

export function TotalsRow({ fields, selectable }: { fields: readonly AnyField[]; selectable: boolean }) {
  const t = useT();
  const totals = useTotals();
  const { isPending } = useListContext();
  const shown = isPending ? null : totals;
  if (!fields.some((field) => field.total) || !(shown ?? isPending)) return null;
  return (
    // Its room is kept while the list loads, but where it will stand is not known yet.
    <TableFooter sx={{ visibility: shown ? 'visible' : 'hidden' }}>
      <TableRow>
        {selectable && <TableCell />}
        {fields.map((field, index) => (
          <TableCell
            key={field.name}
            className={index === 0 ? 'pinned' : ''}
            sx={{ textAlign: isNumeric(field.kind) ? 'end' : 'start' }}
          >
            {field.total ? shown && <Value field={field} value={shown[field.name]} /> : index === 0 ? t('list.total') : null}
          </TableCell>
        ))}
      </TableRow>
    </TableFooter>
  );
}
