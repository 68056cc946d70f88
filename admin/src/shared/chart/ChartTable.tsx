import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { Link as RouterLink } from 'react-router-dom';
import { useT } from '../../i18n/useT.ts';
import { decimalText, integerText, moneyText } from '../numbers.ts';
import type { Figure, Point, Series } from './types.ts';

export const figureText = (value: Figure | undefined): string =>
  value === undefined ? '–' : typeof value === 'number' ? integerText(value) : 'quantity' in value ? decimalText(value.quantity) : moneyText(value);

type Props = { caption: string; axis: string; series: readonly Series[]; points: readonly Point[] };

/** A chart's figures, exact, each row leading to its list. */
export function ChartTable({ caption, axis, series, points }: Props) {
  const t = useT();
  return (
    <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={t('chart.tableOf', { title: caption })}>
      <Table size="small">
        <caption style={{ captionSide: 'top', paddingInline: 12 }}>{caption}</caption>
        <TableHead>
          <TableRow>
            <TableCell>{axis}</TableCell>
            {series.map(({ key, label }) => (
              <TableCell key={key} sx={{ textAlign: 'end' }}>
                {label}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {points.map(({ label, values, to }) => (
            <TableRow key={label}>
              <TableCell component="th" scope="row">
                {to ? (
                  <Link component={RouterLink} to={to} sx={{ display: 'inline-block', minHeight: 24 }}>
                    {label}
                  </Link>
                ) : (
                  label
                )}
              </TableCell>
              {series.map(({ key }) => (
                <TableCell key={key} sx={{ textAlign: 'end' }}>
                  <span className="figure">{figureText(values[key])}</span>
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
