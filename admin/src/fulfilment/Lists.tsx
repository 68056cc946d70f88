import Button from '@mui/material/Button';
import { useNavigate } from 'react-router-dom';
import { PrintLabels } from '../carriers/PrintLabels.tsx';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useT } from '../i18n/useT.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import type { View } from '../shared/list/context.ts';
import { deliveryFields, returnFields } from './fields.tsx';
import { mergeDeliveries } from './mutations.ts';

const deliveryViews: readonly View[] = [
  { key: 'toPick', label: 'fulfilment.view.toPick', filter: { status: ['DRAFT'] }, sort: { field: 'plannedOn', order: 'ASC' } },
  { key: 'toPack', label: 'fulfilment.view.toPack', filter: { status: ['PICKED'] }, sort: { field: 'plannedOn', order: 'ASC' } },
  { key: 'toShip', label: 'fulfilment.view.toShip', filter: { status: ['PACKED'] }, sort: { field: 'plannedOn', order: 'ASC' } },
  { key: 'onItsWay', label: 'fulfilment.view.onItsWay', filter: { status: ['SHIPPED'] }, sort: { field: 'shippedOn', order: 'ASC' } },
  { key: 'late', label: 'fulfilment.view.late', filter: { isLate: true }, sort: { field: 'plannedOn', order: 'ASC' } },
];

/** Deliveries chosen in the list become one. */
function Merge({ ids, unselect }: { ids: readonly string[]; unselect: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const [run, { pending }] = useAction(mergeDeliveries);
  if (!may('shipments.post') || ids.length < 2) return null;
  const merge = async () => {
    const payload = await run({ input: { deliveryIds: [...ids] } });
    const id = payload?.delivery?.id;
    if (!id) return;
    unselect();
    void navigate(`/deliveries/${encodeURIComponent(id)}/show`);
  };
  return <Button disabled={pending} onClick={() => void merge()}>{t('action.mergeDeliveries')}</Button>;
}

export const DeliveryList = () => (
  <RecordList fields={deliveryFields} views={deliveryViews} sort={{ field: 'plannedOn', order: 'DESC' }} bulkActions={(chosen) => <><PrintLabels ids={chosen.ids} /><Merge {...chosen} /></>} selectable />
);

const returnViews: readonly View[] = [
  { key: 'expected', label: 'fulfilment.view.expected', filter: { status: ['AUTHORISED', 'PART_RECEIVED'] }, sort: { field: 'validUntil', order: 'ASC' } },
  { key: 'toSettle', label: 'fulfilment.view.toSettle', filter: { unsettled: { min: '0.000001' } } },
  { key: 'expired', label: 'fulfilment.view.expired', filter: { isExpired: true } },
];
export const ReturnList = () => <RecordList fields={returnFields} views={returnViews} sort={{ field: 'authorisedOn', order: 'DESC' }} selectable />;
