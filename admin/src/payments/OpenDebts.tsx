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
  query PreviewPayment($customerId: ID!, $amount: Decimal!, $currencyCode: String, $paidOn: Day, $paymentId: ID, $creditItemId: ID) {
    previewPayment(customerId: $customerId, amount: $amount, currencyCode: $currencyCode, paidOn: $paidOn, paymentId: $paymentId, creditItemId: $creditItemId) {
      applied { amount currencyCode }
      unapplied { amount currencyCode }
      receivable { amount currencyCode }
      allocations {
        number dueOn
        openItem { id }
        open { amount currencyCode }
        amount { amount currencyCode }
        discount { amount currencyCode }
      }
    }
  }
`);
export type PaymentPreview = NonNullable<ResultOf<typeof previewPaymentQuery>['previewPayment']>;
export const previewSupplierPaymentQuery = graphql(`
  query PreviewSupplierPayment($supplierId: ID!, $amount: Decimal!, $currencyCode: String) {
    previewSupplierPayment(supplierId: $supplierId, amount: $amount, currencyCode: $currencyCode) {
      applied { amount currencyCode }
      unapplied { amount currencyCode }
      payable { amount currencyCode }
      allocations {
        number supplierReference dueOn
        bill { id }
        open { amount currencyCode }
        amount { amount currencyCode }
      }
    }
  }
`);
export type SupplierPreview = NonNullable<ResultOf<typeof previewSupplierPaymentQuery>['previewSupplierPayment']>;

/** What a customer owes, invoices and charges, with what each gets. */
export function OpenInvoices({ preview, chooses }: { preview: PaymentPreview; chooses: boolean }) {
  const t = useT();
  return (
    <OpenDebts
      debts={preview.allocations.map(({ openItem, ...debt }) => ({ ...debt, id: openItem.id }))}
      chooses={chooses} idKey="openItemId" label={t('payments.openInvoices')} document={t('payments.invoice')} empty={t('payments.noOpenInvoices')}
    />
  );
}

/** What is owed to a supplier, bill by bill, with what each gets. */
export function OpenBills({ preview, chooses }: { preview: SupplierPreview; chooses: boolean }) {
  const t = useT();
  return (
    <OpenDebts
      debts={preview.allocations.map(({ bill, supplierReference, ...debt }) => ({ ...debt, id: bill.id, reference: supplierReference }))}
      chooses={chooses} idKey="billId" label={t('payments.openBills')} document={t('payments.bill')} empty={t('payments.noOpenBills')}
    />
  );
}

type Money = PaymentPreview['receivable'];
type Debt = { id: string; number: string; reference?: string; dueOn: string; open: Money; amount: Money; discount?: Money };
type Allocation = Record<string, string>;
type DebtsProps = { debts: readonly Debt[]; chooses: boolean; idKey: 'openItemId' | 'billId'; label: string; document: string; empty: string };

/** On a phone the due day stands below the number. */
const wide = { display: { xs: 'none', sm: 'table-cell' } };
const narrow = { display: { sm: 'none' } };

/** Open documents with what each gets: as the server suggests, oldest first, or as typed. */
function OpenDebts({ debts, chooses, idKey, label, document, empty }: DebtsProps) {
  const t = useT();
  const { field } = useController({ name: idKey === 'billId' ? 'allocations' : 'debts' });
  const chosen = (field.value ?? []) as Allocation[]; // this table alone writes it
  const of = (id: string) => chosen.find((each) => each[idKey] === id)?.['amount'] ?? '';
  const set = (id: string, amount: string) => {
    const others = chosen.filter((each) => each[idKey] !== id);
    field.onChange(amount ? [...others, { [idKey]: id, amount }] : others);
  };
  if (debts.length === 0) return <Typography color="textSecondary">{empty}</Typography>;
  return (
    <Box sx={{ overflowX: 'auto', minHeight: 'min-content', '& tbody > tr > *': { whiteSpace: 'nowrap' } }} tabIndex={0} role="group" aria-label={label}>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{document}</TableCell>
            <TableCell sx={wide}>{t('payments.dueOn')}</TableCell>
            <TableCell sx={{ textAlign: 'end' }}>{t('payments.open')}</TableCell>
            <TableCell sx={{ textAlign: 'end', width: 190, minWidth: chooses ? 125 : 0 }}>{t('payments.gets')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {debts.map(({ id, number, reference, dueOn, open, amount, discount }) => (
            <TableRow key={id}>
              <TableCell component="th" scope="row">
                {number}
                <Typography variant="caption" component="p" color="textSecondary" sx={narrow}>{dayText(dueOn)}</Typography>
                {reference && <Typography variant="caption" component="p" color="textSecondary"><bdi>{reference}</bdi></Typography>}
              </TableCell>
              <TableCell sx={wide}>{dayText(dueOn)}</TableCell>
              <TableCell sx={{ textAlign: 'end' }}><span className="figure">{moneyText(open)}</span></TableCell>
              <TableCell sx={{ textAlign: 'end' }}>
                {chooses
                  ? <DecimalField value={of(id)} onChange={(typed) => set(id, typed)} digitsMin={currencyDigits(open.currencyCode)} digitsMax={currencyDigits(open.currencyCode)} inputProps={{ 'aria-label': t('payments.getsOf', { number }) }} />
                  : <span className="figure">{moneyText(amount)}</span>}
                {!chooses && discount && /[1-9]/.test(discount.amount) && <Typography variant="caption" component="p" color="textSecondary">{t('payments.lessDiscount', { discount: moneyText(discount) })}</Typography>}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
