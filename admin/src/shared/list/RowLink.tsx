import Link from '@mui/material/Link';
import { useResourceContext } from 'ra-core';
import { Link as RouterLink } from 'react-router-dom';
import type { Row } from '../../data/list.ts';
import { FieldValue } from '../field.tsx';
import { hasPage, rowPath } from './useListKeys.ts';
import type { AnyField } from './context.ts';

/** The first cell leads to the record, so that a row can be reached and opened by keyboard and middle click. */
export function RowLink({ field, row }: { field: AnyField; row: Row }) {
  const resource = useResourceContext() ?? '';
  if (!hasPage(resource)) return <FieldValue field={field} record={row} />;
  return (
    <Link component={RouterLink} to={rowPath(resource, row.id)} sx={{ fontWeight: 560, display: 'inline-block', minHeight: 24, lineHeight: '24px' }}>
      <FieldValue field={field} record={row} />
    </Link>
  );
}
