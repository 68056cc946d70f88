import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useRefresh } from 'ra-core';
import { useState } from 'react';
import { may } from '../data/session.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import type { Field } from '../shared/field.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import { LinesTable } from '../stock/LinesTable.tsx';
import { reverseReturnReceipt } from './mutations.ts';
import type { CustomerReturn, ReturnReceipt } from './queries.ts';
import { returnActions } from './ReturnDialogs.tsx';

const facts: readonly Field<CustomerReturn>[] = [
  { name: 'customer', kind: 'reference' }, { name: 'order', kind: 'reference' }, { name: 'reason', kind: 'enum', enumName: 'ReturnReason' }, { name: 'validUntil', kind: 'day' },
  { name: 'value', kind: 'money', permission: 'costs.read' }, { name: 'creditedAmount', kind: 'money', permission: 'invoices.read' },
];
const details: readonly Field<CustomerReturn>[] = [
  { name: 'authorisedOn', kind: 'day' }, { name: 'warehouse', kind: 'reference' }, { name: 'restockingFeeRate', kind: 'percent' }, { name: 'replacementOrder', kind: 'reference' }, { name: 'note', kind: 'text' },
];
const lineFields: readonly Field<CustomerReturn['lines'][number]>[] = [
  { name: 'product', kind: 'reference' }, { name: 'lot', kind: 'text', render: ({ lot }) => lot?.code ?? '–' }, { name: 'quantity', kind: 'quantity' }, { name: 'received', kind: 'quantity' },
  { name: 'credited', kind: 'quantity' }, { name: 'replaced', kind: 'quantity' }, { name: 'reason', kind: 'enum', enumName: 'ReturnReason' },
];
const receiptFields: readonly Field<ReturnReceipt['lines'][number]>[] = [
  { name: 'product', kind: 'reference' }, { name: 'quantity', kind: 'quantity' }, { name: 'fate', kind: 'enum', enumName: 'ReturnFate' }, { name: 'lotCodes', kind: 'text' }, { name: 'reason', kind: 'text' },
];

function Receipt({ receipt }: { receipt: ReturnReceipt }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const refresh = useRefresh();
  const [isOpen, setOpen] = useState(false);
  const isAllowed = receipt.actions.some(({ name, allowed }) => name === 'reverseReturnReceipt' && allowed);
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography sx={{ fontWeight: 600 }}><bdi>{receipt.number}</bdi></Typography>
        <Typography color="textSecondary">{dayText(receipt.receivedOn)} · <bdi>{receipt.warehouse.name}</bdi> · {enumLabel('PostingStatus', receipt.status)}</Typography>
        {isAllowed && may('returns.receive') && <Button size="small" color="error" onClick={() => setOpen(true)} aria-label={t('fulfilment.reverseOf', { number: receipt.number })}>{t('fulfilment.reverse')}</Button>}
      </Box>
      <LinesTable resource="returnReceiptLines" label={receipt.number} fields={receiptFields} rows={receipt.lines} />
      {isOpen && (
        <ActionDialog title={t('action.reverseReturnReceipt')} document={reverseReturnReceipt} danger onClose={() => setOpen(false)} onDone={refresh} initial={{ reason: '' }} input={({ reason }) => ({ receiptId: receipt.id, reason })}>
          <TextInput source="reason" label={t('fulfilment.reason')} required multiline />
        </ActionDialog>
      )}
    </Box>
  );
}

export function ReturnShow() {
  const t = useT();
  return (
    <RecordPage<CustomerReturn> facts={facts} status={{ field: 'status', enumName: 'ReturnStatus' }} actions={returnActions}>
      {(customerReturn) => {
        const notes = [...new Map((customerReturn.credits ?? []).map(({ creditNote }) => [creditNote.id, creditNote])).values()];
        return (
          <>
            <Section title={t('fulfilment.returnLines')}>
              <LinesTable resource="returnLines" label={t('fulfilment.returnLines')} fields={lineFields} rows={customerReturn.lines} />
            </Section>
            {customerReturn.receipts.length > 0 && (
              <Section title={t('fulfilment.receipts')}>
                <Box sx={{ display: 'grid', gap: 2 }}>{customerReturn.receipts.map((receipt) => <Receipt key={receipt.id} receipt={receipt} />)}</Box>
              </Section>
            )}
            <Section title={t('fulfilment.details')}>
              <FieldGrid fields={details} record={customerReturn} />
              {notes.length > 0 && <Box sx={{ mt: 1, display: 'flex', gap: 1, flexWrap: 'wrap' }}>{t('fulfilment.creditNotes')} {notes.map((note) => <ReferenceLink key={note.id} value={note} />)}</Box>}
            </Section>
          </>
        );
      }}
    </RecordPage>
  );
}
