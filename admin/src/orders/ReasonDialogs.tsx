import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { allowShortDated, cancelOrder, requestCreditOverride, requestMarginOverride, takeUpOrder } from './mutations.ts';
import type { Order } from './queries.ts';

type DialogProps = { order: Order; onClose: () => void };

/** What is done to an order for a reason. */
export function ReasonDialog({ order, onClose, name }: DialogProps & { name: 'cancelOrder' | 'requestCreditOverride' | 'requestMarginOverride' | 'takeUpOrder' }) {
  const t = useT();
  return (
    <ActionDialog
      title={t(`action.${name}`)}
      document={name === 'cancelOrder' ? cancelOrder : name === 'takeUpOrder' ? takeUpOrder : name === 'requestCreditOverride' ? requestCreditOverride : requestMarginOverride}
      input={({ reason }) => ({ orderId: order.id, reason })}
      initial={{ reason: '' }}
      danger={name === 'cancelOrder'}
      onClose={onClose}
    >
      <p>{t(name === 'cancelOrder' ? 'orders.cancelText' : name === 'takeUpOrder' ? 'orders.takeUpText' : name === 'requestCreditOverride' ? 'orders.overrideText' : 'pricing.marginText2')}</p>
      <TextInput source="reason" label={t('orders.reason')} required multiline />
    </ActionDialog>
  );
}

/** Lets an order be promised goods that last less long than its customer asks. */
export function AllowDialog({ order, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog title={t('action.allowShortDated')} document={allowShortDated} input={({ reason }) => ({ orderId: order.id, reason })} initial={{ reason: '' }} onClose={onClose}>
      <p>{t('lots.allowText')}</p>
      <TextInput source="reason" label={t('orders.reason')} required multiline />
    </ActionDialog>
  );
}
