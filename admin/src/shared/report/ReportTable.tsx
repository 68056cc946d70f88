import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Paper from '@mui/material/Paper';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableFooter from '@mui/material/TableFooter';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { moneyText } from '../numbers.ts';
import type { Money } from '../numbers.ts';

export type Cell = ReactNode | Money | { money: Money; to: string | undefined };
export type ReportRow = { key: string; cells: readonly Cell[]; strong?: boolean };
type Column = { label: string; numeric?: boolean };
type Props = { name: string; columns: readonly Column[]; rows: readonly ReportRow[]; totals?: readonly Cell[] | undefined; empty: string };

const isMoney = (cell: Cell): cell is Money => typeof cell === 'object' && cell !== null && 'amount' in cell;
const isLinked = (cell: Cell): cell is { money: Money; to: string | undefined } => typeof cell === 'object' && cell !== null && 'money' in cell;
const isZero = (amount: string) => /^-?0*\.?0*$/.test(amount);

function Figure({ money, to }: { money: Money; to?: string | undefined }) {
  if (isZero(money.amount)) return <Box component="span" className="figure" sx={{ color: 'text.secondary' }}>–</Box>;
  const text = <bdi className="figure" style={{ whiteSpace: 'nowrap' }}>{moneyText(money)}</bdi>;
  return to ? <Link component={RouterLink} to={to} sx={{ display: 'inline-block', lineHeight: '24px' }}>{text}</Link> : text;
}

/** Days, codes and figures stay on one line; names and sentences may break. */
const isShort = (cell: Cell): boolean => typeof cell === 'string' && cell.length <= 16;

const shown = (cell: Cell): ReactNode => (isMoney(cell) ? <Figure money={cell} /> : isLinked(cell) ? <Figure money={cell.money} to={cell.to} /> : cell);

/** Beyond this many columns they stand closer, and the first stays when the others are scrolled. */
const MANY = 7;
/** What a name or sentence needs so that it does not become a column of single words. */
const WORDS_WIDTH = 120;
const manyLook = {
  '& .MuiTableCell-root': { px: 0.75 },
  '& thead th.MuiTableCell-root:first-of-type, & tbody th.MuiTableCell-root, & tfoot td.MuiTableCell-root:first-of-type': { position: 'sticky', insetInlineStart: 0, zIndex: 1, bgcolor: 'background.paper', paddingInlineStart: 1.25 },
  '& thead th.MuiTableCell-root:first-of-type': { bgcolor: 'quiet.wash' },
};

/** Exact figures in rows and columns, each leading to what is behind it; totals at the foot. */
export function ReportTable({ name, columns, rows, totals, empty }: Props) {
  if (rows.length === 0) return <Typography color="textSecondary" role="status">{empty}</Typography>;
  const align = (index: number) => (columns[index]?.numeric ? 'end' : 'start');
  return (
    <Paper variant="outlined" sx={{ overflowX: 'auto', ...(columns.length > MANY ? manyLook : {}) }} tabIndex={0} role="group" aria-label={name}>
      <Table size="small">
        <TableHead>
          <TableRow>
            {columns.map(({ label }, index) => (
              <TableCell key={label} sx={{ textAlign: align(index), whiteSpace: 'nowrap' }}>{label}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(({ key, cells, strong }) => (
            <TableRow key={key} hover>
              {cells.map((cell, index) => (
                <TableCell key={columns[index]?.label ?? index} {...(index === 0 ? { component: 'th', scope: 'row' } : {})} sx={{ textAlign: align(index), fontWeight: strong ? 650 : 400, whiteSpace: isShort(cell) ? 'nowrap' : undefined, minWidth: isShort(cell) || columns[index]?.numeric ? undefined : WORDS_WIDTH }}>
                  {shown(cell)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
        {totals && (
          <TableFooter>
            <TableRow>
              {totals.map((cell, index) => (
                <TableCell key={columns[index]?.label ?? index} sx={{ textAlign: align(index), fontWeight: 650, color: 'text.primary', fontSize: 'inherit' }}>{shown(cell)}</TableCell>
              ))}
            </TableRow>
          </TableFooter>
        )}
      </Table>
    </Paper>
  );
}
