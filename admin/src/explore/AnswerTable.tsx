import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import TableSortLabel from '@mui/material/TableSortLabel';
import { Link as RouterLink } from 'react-router-dom';
import { pathOfId } from '../data/resource.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { cellText, isFigure } from './cell.ts';
import type { Answer } from './queries.ts';
import type { Order } from './question.ts';

type Props = { answer: Answer; order: Order | null; onOrder: (order: Order) => void };

/** The rows of an answer, exact; a heading sorts the whole answer, not only what is shown. */
export function AnswerTable({ answer: { columns, rows }, order, onOrder }: Props) {
  const t = useT();
  const { enumLabel } = useLabels();
  const words = { enumLabel, yes: t('app.yes'), no: t('app.no') };
  return (
    <Box sx={{ overflow: 'auto', maxHeight: '70vh', border: 1, borderColor: 'divider', borderRadius: 1, bgcolor: 'background.paper' }} tabIndex={0} role="region" aria-label={t('explore.answer')}>
      <Table size="small" stickyHeader>
        <TableHead>
          <TableRow>
            {columns.map((column) => {
              const isSorted = order?.key === column.key;
              const next = isSorted ? (order.direction === 'ASC' ? 'DESC' : 'ASC') : column.isMeasure ? 'DESC' : 'ASC';
              return (
                <TableCell key={column.key} align={isFigure(column) ? 'right' : 'left'} sx={{ textAlign: isFigure(column) ? 'end' : 'start' }} sortDirection={isSorted ? (order.direction === 'ASC' ? 'asc' : 'desc') : false}>
                  <TableSortLabel active={isSorted} direction={isSorted && order.direction === 'DESC' ? 'desc' : 'asc'} onClick={() => onOrder({ key: column.key, direction: next })}>
                    {column.label}
                  </TableSortLabel>
                </TableCell>
              );
            })}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row, index) => (
            // Rows of an answer have no identity but their place.
            <TableRow key={index} hover>
              {columns.map((column, at) => {
                const value = row[at];
                const to = column.kind === 'ID' && value ? pathOfId(value) : undefined;
                const text = cellText(value, column, words);
                return (
                  <TableCell key={column.key} sx={{ textAlign: isFigure(column) ? 'end' : 'start' }}>
                    {to ? (
                      <Link component={RouterLink} to={to}>
                        {t('explore.open')}
                      </Link>
                    ) : (
                      <bdi className={isFigure(column) ? 'figure' : undefined}>{text}</bdi>
                    )}
                  </TableCell>
                );
              })}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
