import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import Box from '@mui/material/Box';
import { useController } from 'react-hook-form';
import type { ResultOf } from '../data/graphql.ts';
import { graphql } from '../data/graphql.ts';
import { useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { DecimalField } from '../shared/input/DecimalField.tsx';
import { currencyDigits, moneyText } from '../shared/numbers.ts';

export const previewPaymentQuery = graphql(`
  query PreviewPayment($customerId: ID!, $amount: Decimal!) {
    previewPayment(customerId: $customerId, amount: $amount) {
      applied { amount currencyCode }
      unapplied { amount currencyCode }
      receivable { amount currencyCode }
      allocations {
        number dueOn
        invoice { id }
        open { amount currencyCode }
        amount { amount currencyCode }
      }
    }
  }
`);
export type PaymentPreview = NonNullable<ResultOf<typeof previewPaymentQuery>['previewPayment']>;
type Allocation = { invoiceId: string; amount: string };

/** A customer's open invoices with what each gets: as the server suggests, oldest first, or as typed. */
export function OpenInvoices({ preview, chooses }: { preview: PaymentPreview; chooses: boolean }) {
  const t = useT();
  const { field } = useController({ name: 'allocations' });
  const chosen = (field.value ?? []) as Allocation[]; // this table alone writes it
  const of = (invoiceId: string) => chosen.find((each) => each.invoiceId === invoiceId)?.amount ?? '';
  const set = (invoiceId: string, amount: string) => {
    const others = chosen.filter((each) => each.invoiceId !== invoiceId);
    field.onChange(amount ? [...others, { invoiceId, amount }] : others);
  };
  if (preview.allocations.length === 0) return <Typography color="textSecondary">{t('payments.noOpenInvoices')}</Typography>;
  return (
    <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={t('payments.openInvoices')}>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{t('payments.invoice')}</TableCell>
            <TableCell>{t('payments.dueOn')}</TableCell>
            <TableCell sx={{ textAlign: 'end' }}>{t('payments.open')}</TableCell>
            <TableCell sx={{ textAlign: 'end', width: 190 }}>{t('payments.gets')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {preview.allocations.map(({ invoice, number, dueOn, open, amount }) => (
            <TableRow key={invoice.id}>
              <TableCell component="th" scope="row">{number}</TableCell>
              <TableCell>{dayText(dueOn)}</TableCell>
              <TableCell sx={{ textAlign: 'end' }}><span className="figure">{moneyText(open)}</span></TableCell>
              <TableCell sx={{ textAlign: 'end' }}>
                {chooses
                  ? <DecimalField value={of(invoice.id)} onChange={(typed) => set(invoice.id, typed)} digitsMin={currencyDigits(open.currencyCode)} digitsMax={currencyDigits(open.currencyCode)} inputProps={{ 'aria-label': t('payments.getsOf', { number }) }} />
                  : <span className="figure">{moneyText(amount)}</span>}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
