import { ResourceContextProvider } from 'ra-core';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { setCustomerCommission, setOrderCommission } from './sharesMutations.ts';

const columns: readonly LineColumn[] = [{ source: 'salesPersonId', kind: 'reference', reference: 'salesPeople', width: '65%', required: true }, { source: 'share', kind: 'percent', required: true }];
const filled = (shares: unknown) => (shares as { salesPersonId: string; share: string }[]).filter(({ salesPersonId, share }) => salesPersonId || share); // the grid's own lines

/** Who is paid for one order, and in which parts. */
export function OrderSharesDialog({ orderId, onClose }: { orderId: string; onClose: () => void }) {
  const t = useT();
  return (
    <ResourceContextProvider value="commissionShares">
      <ActionDialog title={t('action.setOrderCommission')} document={setOrderCommission} onClose={onClose} initial={{ shares: [{ salesPersonId: '', share: '1' }], reason: '' }} input={({ shares, reason }) => ({ orderId, reason, shares: filled(shares) })}>
        <LineGrid source="shares" columns={columns} blank={{ salesPersonId: '', share: '' }} />
        <TextInput source="reason" label={t('stock.why')} required multiline />
      </ActionDialog>
    </ResourceContextProvider>
  );
}

/** Who shares in what a customer's next orders bring. */
export function CustomerSharesDialog({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const t = useT();
  return (
    <ResourceContextProvider value="commissionShares">
      <ActionDialog title={t('action.setCustomerCommission')} document={setCustomerCommission} onClose={onClose} initial={{ shares: [{ salesPersonId: '', share: '1' }] }} input={({ shares }) => ({ customerId, shares: filled(shares) })}>
        <LineGrid source="shares" columns={columns} blank={{ salesPersonId: '', share: '' }} />
      </ActionDialog>
    </ResourceContextProvider>
  );
}
