import Skeleton from '@mui/material/Skeleton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { EffectLine } from '../../data/ledgerEffect.ts';
import { useT } from '../../i18n/useT.ts';
import { moneyText } from '../numbers.ts';

/** What a posting would write, as debit and credit; `undefined` while it loads. */
export function LedgerEffect({ lines }: { lines: readonly EffectLine[] | undefined }) {
  const t = useT();
  if (!lines) return <Skeleton variant="rounded" height={120} />;
  if (lines.length === 0) return <Typography color="textSecondary">{t('ledger.nothing')}</Typography>;
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
      <TableBody>
        {lines.map(({ code, name, debit, credit }) => (
          <TableRow key={`${code} ${debit ? 'debit' : 'credit'}`}>
            <TableCell component="th" scope="row">
              {code} {name}
            </TableCell>
            <TableCell sx={{ textAlign: 'end' }}>
              <span className="figure">{debit ? moneyText(debit) : ''}</span>
            </TableCell>
            <TableCell sx={{ textAlign: 'end' }}>
              <span className="figure">{credit ? moneyText(credit) : ''}</span>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
