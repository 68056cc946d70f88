import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useListContext, useResourceContext } from 'ra-core';
import { Link } from 'react-router-dom';
import type { Row } from '../../data/list.ts';
import { resourceSpec } from '../../data/resource.ts';
import { useLabels, useT } from '../../i18n/useT.ts';
import { FieldValue, Value } from '../field.tsx';
import { useTotals } from './TotalsRow.tsx';
import { hasPage, rowPath } from './useListKeys.ts';
import type { AnyField } from './context.ts';

/** The list on a phone: title, details and one figure per record. */
export function Cards({ fields, selectable }: { fields: readonly AnyField[]; selectable: boolean }) {
  const t = useT();
  const resource = useResourceContext() ?? '';
  const { fieldLabel } = useLabels();
  const { data, isPending, selectedIds, onToggleItem } = useListContext<Row>();
  const totals = useTotals();
  const of = (place: AnyField['card']) => fields.filter((field) => field.card === place);
  const figure = of('figure')[0];
  if (isPending && !data) return <Skeleton variant="rectangular" height={480} />;
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {data?.map((row) => (
        <Box component="li" key={row.id} sx={item}>
          {selectable && (
            <Checkbox
              checked={selectedIds.includes(row.id)}
              onChange={() => onToggleItem(row.id)}
              slotProps={{ input: { 'aria-label': t('list.selectRow', { name: resourceSpec(resource).label(row) }) } }}
            />
          )}
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <Typography {...(hasPage(resource) ? { component: Link, to: rowPath(resource, row.id) } : {})} noWrap sx={title}>
              {of('title').map((field) => (
                <FieldValue key={field.name} field={field} record={row} />
              ))}
            </Typography>
            <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, color: 'text.secondary', fontSize: '0.75rem' }}>
              {of('detail').map((field) => (
                <FieldValue key={field.name} field={field} record={row} />
              ))}
            </Box>
          </Box>
          {figure && (
            <Box sx={{ fontWeight: 600, textAlign: 'end', fontSize: '0.875rem' }}>
              <FieldValue field={figure} record={row} />
            </Box>
          )}
        </Box>
      ))}
      {figure?.total && totals && (
        <Box component="li" sx={{ ...item, bgcolor: 'quiet.wash', fontWeight: 600, justifyContent: 'space-between' }}>
          <span>{t('list.totalOf', { name: fieldLabel(resource, figure.name) })}</span>
          <Value field={figure} value={totals[figure.name]} />
        </Box>
      )}
    </Box>
  );
}

const item = { display: 'flex', gap: 1, alignItems: 'center', px: 1.5, py: 1, minHeight: 56, borderBlockEnd: '1px solid', borderColor: 'divider' };
const title = { color: 'text.primary', fontWeight: 600, textDecoration: 'none', display: 'block', fontSize: '0.875rem', lineHeight: '26px' };
