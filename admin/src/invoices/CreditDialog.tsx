import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useWatch } from 'react-hook-form';
import { graphql } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, DayInput, MoneyInput, QuantityInput, TextInput } from '../shared/form/inputs.tsx';
import { decimalText } from '../shared/numbers.ts';
import type { Invoice } from './queries.ts';

export const creditInvoiceMutation = graphql(`
  mutation CreditInvoice($input: CreditInvoiceInput!) {
    creditInvoice(input: $input) {
      __typename
      ... on CreditInvoicePayload { creditNote { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const reverseCreditNoteMutation = graphql(`
  mutation ReverseCreditNote($input: ReverseCreditNoteInput!) {
    reverseCreditNote(input: $input) {
      __typename
      ... on ReverseCreditNotePayload { counterNote { id number } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

/** Takes a credit note back, for a reason. */
export function ReverseCreditDialog({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.reverseCreditNote')} document={reverseCreditNoteMutation} input={({ reason }) => ({ creditNoteId: invoice.id, reason })} initial={{ reason: '' }} danger onClose={onClose}>
      <TextInput source="reason" label={t('payments.reason')} help={t('invoices.reverseCreditHelp')} required multiline />
    </ActionDialog>
  );
}

type Part = { quantity?: string };

/** Credits all that is left of an invoice, or chosen quantities and freight. */
export function CreditDialog({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useT();
  const input = (values: Record<string, unknown>) => {
    const parts = (values['parts'] as Part[]) // the form's own shape, below
      .flatMap(({ quantity }, index) => (quantity ? [{ invoiceLineId: invoice.lines[index]?.id, quantity }] : []));
    const chosen = values['whole'] ? {} : { ...(parts.length > 0 || !values['freight'] ? { lines: parts } : {}), freight: values['freight'] || null };
    return { invoiceId: invoice.id, currencyCode: invoice.total.currencyCode, reason: values['reason'], issuedOn: values['issuedOn'], ...chosen };
  };
  return (
    <ActionDialog
      title={t('action.creditInvoice')}
      document={creditInvoiceMutation}
      input={input}
      initial={{ whole: true, reason: '', issuedOn: today(), parts: invoice.lines.map(() => ({ quantity: '' })), freight: '' }}
      danger
      onClose={onClose}
    >
      <TextInput source="reason" label={t('payments.reason')} required multiline />
      <DayInput source="issuedOn" label={t('invoices.creditOn')} />
      <BooleanInput source="whole" label={t('invoices.creditWhole')} />
      <Parts invoice={invoice} />
    </ActionDialog>
  );
}

function Parts({ invoice }: { invoice: Invoice }) {
  const t = useT();
  const whole = useWatch<Record<string, boolean>>({ name: 'whole' });
  if (whole) return null;
  return (
    <Box sx={{ overflowX: 'auto', display: 'grid', gap: 2 }}>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{t('invoices.line')}</TableCell>
            <TableCell sx={{ textAlign: 'end' }}>{t('invoices.invoiced')}</TableCell>
            <TableCell sx={{ width: 160 }}>{t('invoices.creditQuantity')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {invoice.lines.map((line, index) => (
            <TableRow key={line.id}>
              <TableCell component="th" scope="row">{line.description}</TableCell>
              <TableCell sx={{ textAlign: 'end' }}><span className="figure">{`${decimalText(line.quantity)} ${line.unitCode}`}</span></TableCell>
              <TableCell><QuantityInput source={`parts.${index}.quantity`} label={t('invoices.creditQuantity')} /></TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <MoneyInput source="freight" label={t('invoices.freight')} currencyCode={invoice.total.currencyCode} />
    </Box>
  );
}
