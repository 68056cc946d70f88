import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import { acceptCharge, removeCarrierBill, withdrawCharge } from './mutations.ts';
import type { BillLine, CarrierBill } from './queries.ts';

const facts: readonly Field<CarrierBill>[] = [{ name: 'carrier', kind: 'reference' }, { name: 'billedOn', kind: 'day' }, { name: 'total', kind: 'money' }, { name: 'lineCount', kind: 'integer' }, { name: 'differing', kind: 'integer' }];
const lineFields: readonly Field<BillLine>[] = [
  { name: 'no', kind: 'integer' }, { name: 'trackingNumber', kind: 'text' }, { name: 'verdict', kind: 'enum', enumName: 'CarrierBillVerdict' }, { name: 'charged', kind: 'money' }, { name: 'labelPrice', kind: 'money' }, { name: 'difference', kind: 'money' },
  { name: 'weight', kind: 'quantity' }, { name: 'labelWeight', kind: 'quantity' }, { name: 'acceptedByName', kind: 'text' },
];
const actions: readonly RecordAction<CarrierBill>[] = [
  { name: 'removeCarrierBill', document: removeCarrierBill, input: ({ id }) => ({ carrierBillId: id }), permission: 'carriers.manage', danger: true, confirm: { kind: 'plain' }, then: () => '/carrierBills' },
];

function WithdrawDialog({ lineId, onClose }: { lineId: string; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.withdrawCharge')} document={withdrawCharge} danger onClose={onClose} initial={{ reason: '' }} input={({ reason }) => ({ lineId, reason })}>
      <TextInput source="reason" label={t('carriers.reason')} required multiline />
    </ActionDialog>
  );
}

/** What a carrier billed beside its labels: each difference, taken over or not. */
export function BillShow() {
  const t = useT();
  const [accept, { pending }] = useAction(acceptCharge);
  const [withdrawn, setWithdrawn] = useState<string>();
  const allowed = (line: BillLine, action: string) => may('profit.post') && line.actions.some((each) => each.name === action && each.allowed);
  return (
    <RecordPage<CarrierBill> facts={facts} actions={actions}>
      {(bill) => (
        <>
          <Alert severity={bill.differing > 0 ? 'warning' : 'success'}>{t('carriers.differing', { count: bill.differing })}</Alert>
          <Section title={t('carriers.charges')}>
            <LinesTable
              resource="carrierBillLines" label={t('carriers.charges')} fields={lineFields} rows={bill.lines}
              buttons={(line) => (
                <>
                  {allowed(line, 'acceptCharge') && <Button size="small" disabled={pending} aria-label={t('carriers.acceptOf', { number: line.trackingNumber })} onClick={() => void accept({ input: { lineId: line.id } })}>{t('carriers.accept')}</Button>}
                  {allowed(line, 'withdrawCharge') && <Button size="small" aria-label={t('carriers.withdrawOf', { number: line.trackingNumber })} onClick={() => setWithdrawn(line.id)}>{t('carriers.withdraw')}</Button>}
                </>
              )}
            />
          </Section>
          {withdrawn !== undefined && <WithdrawDialog lineId={withdrawn} onClose={() => setWithdrawn(undefined)} />}
        </>
      )}
    </RecordPage>
  );
}
