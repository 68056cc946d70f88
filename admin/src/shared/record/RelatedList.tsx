import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { ResourceContextProvider } from 'ra-core';
import { Link } from 'react-router-dom';
import { pageQuestion } from '../../data/list.ts';
import type { Page } from '../../data/list.ts';
import { ask } from '../../data/questions.ts';
import { may } from '../../data/session.ts';
import { useLabels, useT } from '../../i18n/useT.ts';
import { FieldValue, isNumeric } from '../field.tsx';
import type { AnyField } from '../list/context.ts';
import { RowLink } from '../list/RowLink.tsx';
import { listPath } from './SmartButtons.tsx';

type Props = { resource: string; filter: Record<string, unknown>; fields: readonly AnyField[]; sort: string };

/** `sort` is "field DESC". */
export function relatedParams(filter: Record<string, unknown>, sort: string) {
  const [field = 'id', order] = sort.split(' ');
  return { filter, sort: { field, order: order === 'ASC' ? 'ASC' : 'DESC' } as const, perPage: 10 };
}

/** The newest related records, and the way to all of them. `sort` is "field DESC". */
export function RelatedList({ resource, filter, fields: declared, sort }: Props) {
  const fields = declared.filter(({ permission }) => may(permission));
  const t = useT();
  const { fieldLabel, nameWithin, resourceName } = useLabels();
  const question = pageQuestion(resource, relatedParams(filter, sort));
  const { data, error } = useQuery<Page>({ queryKey: question.key, queryFn: async ({ signal }) => (await ask(question, signal)) as Page });
  if (error) return <Typography role="alert">{error.message}</Typography>;
  if (!data) return <Skeleton variant="rounded" height={160} />;
  if (data.rows.length === 0)
    return <Typography color="textSecondary">{t('list.none', { name: nameWithin(resource) })}</Typography>;
  return (
    <ResourceContextProvider value={resource}>
      <Paper variant="outlined" sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={resourceName(resource)}>
        <Table size="small">
          <TableHead>
            <TableRow>
              {fields.map(({ name, kind }) => (
                <TableCell key={name} sx={{ textAlign: isNumeric(kind) ? 'end' : 'start' }}>
                  {fieldLabel(resource, name)}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {data.rows.map((row) => (
              <TableRow key={row.id} hover>
                {fields.map((column, index) => (
                  <TableCell key={column.name} sx={{ textAlign: isNumeric(column.kind) ? 'end' : 'start', whiteSpace: 'nowrap' }}>
                    {index === 0 ? <RowLink field={column} row={row} /> : <FieldValue field={column} record={row} />}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Paper>
      <Box sx={{ mt: 1 }}>
        <Button component={Link} to={listPath(resource, filter)}>
          {t('record.seeAll', { name: nameWithin(resource) })}
        </Button>
      </Box>
    </ResourceContextProvider>
  );
}
