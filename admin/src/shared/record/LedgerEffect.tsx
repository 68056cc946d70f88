import Skeleton from '@mui/material/Skeleton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { EffectLine } from '../../data/ledgerEffect.ts';
import { useT } from '../../i18n/useT.ts';
import { dayText } from '../days.ts';
import { moneyText } from '../numbers.ts';

/** So many orders are told one by one; of more, how many there are. */
const ORDERS_SHOWN = 8;

/** What a posting would write, as debit and credit, day by day; `undefined` while it loads. */
export function LedgerEffect({ lines }: { lines: readonly EffectLine[] | undefined }) {
  const t = useT();
  if (!lines) return <Skeleton variant="rounded" height={120} />;
  if (lines.length === 0) return <Typography color="textSecondary">{t('ledger.nothing')}</Typography>;
  const days = [...Map.groupBy(lines, ({ on }) => on)];
  return (
    <Table size="small">
      <caption style={{ captionSide: 'top', paddingInline: 0 }}>{t('ledger.effect')}</caption>
      <TableHead>
        <TableRow>
          <TableCell>{t('ledger.account')}</TableCell>
          <TableCell sx={{ textAlign: 'end' }}>{t('ledger.debit')}</TableCell>
          <TableCell sx={{ textAlign: 'end' }}>{t('ledger.credit')}</TableCell>
        </TableRow>
      </TableHead>
      {days.map(([day, ofDay]) => (
        <Day key={day} title={days.length > 1 || ofDay.some(({ order }) => order) ? t('ledger.onDay', { day: dayText(day) }) : undefined} lines={ofDay} />
      ))}
    </Table>
  );
}

/** The lines of a day: its accounts, and the orders whose cost changes. */
function Day({ title, lines }: { title: string | undefined; lines: readonly EffectLine[] }) {
  const t = useT();
  const orders = lines.filter(({ order }) => order);
  const shown = [...lines.filter(({ order }) => !order), ...orders.slice(0, ORDERS_SHOWN)];
  return (
    <TableBody>
      {title && (
        <TableRow>
          <TableCell component="th" scope="colgroup" colSpan={3} sx={{ fontWeight: 600, bgcolor: 'quiet.wash' }}>
            {title}
          </TableCell>
        </TableRow>
      )}
      {shown.map(({ code, name, order, debit, credit }) => (
        <TableRow key={`${code} ${order?.id ?? ''} ${debit ? 'debit' : 'credit'}`}>
          <TableCell component="th" scope="row" sx={order ? { paddingInlineStart: 4 } : undefined}>
            {order ? t('ledger.costOfOrder', { number: order.number ?? '' }) : `${code} ${name}`}
          </TableCell>
          <TableCell sx={{ textAlign: 'end' }}>
            <span className="figure">{debit ? moneyText(debit) : ''}</span>
          </TableCell>
          <TableCell sx={{ textAlign: 'end' }}>
            <span className="figure">{credit ? moneyText(credit) : ''}</span>
          </TableCell>
        </TableRow>
      ))}
      {orders.length > ORDERS_SHOWN && (
        <TableRow>
          <TableCell colSpan={3}>{t('ledger.moreOrders', { count: orders.length - ORDERS_SHOWN })}</TableCell>
        </TableRow>
      )}
    </TableBody>
  );
}
