import Button from '@mui/material/Button';
import Box from '@mui/material/Box';
import { useRefresh } from 'ra-core';
import { useState } from 'react';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { IntegerInput, TextInput } from '../shared/form/inputs.tsx';
import { RecordList } from '../shared/list/RecordList.tsx';
import type { View } from '../shared/list/context.ts';
import { backorderFields } from './fields.tsx';
import { prioritiseOrder, redistributeStock } from './mutations.ts';
import type { Backorder } from './queries.ts';
import { CloseLineDialog, ProposeDialog } from './SubstitutionDialogs.tsx';

const views: readonly View[] = [
  { key: 'oldest', label: 'fulfilment.view.oldest', filter: { waitingDays: { min: 7 } }, sort: { field: 'placedAt', order: 'ASC' } },
  { key: 'unexpected', label: 'fulfilment.view.unexpected', filter: { expectedOn: { empty: true } }, sort: { field: 'placedAt', order: 'ASC' } },
  { key: 'urgent', label: 'fulfilment.view.urgent', filter: { priority: { min: 1 } }, sort: { field: 'priority', order: 'DESC' } },
];

type Open = 'prioritise' | 'redistribute' | 'propose' | 'close';

/** What may be done about one that waits. */
function Steps({ row }: { row: Backorder }) {
  const t = useT();
  const refresh = useRefresh();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const button = (name: Open, label: string) => <Button size="small" onClick={(event) => { event.stopPropagation(); setOpen(name); }}>{label}</Button>;
  const order = row.order.number ?? '';
  return (
    <Box sx={{ display: 'flex', gap: 0.5, flexWrap: 'wrap' }} onClick={(event) => event.stopPropagation()}>
      {may('orders.allocate') && button('prioritise', t('fulfilment.priority'))}
      {may('orders.allocate') && button('redistribute', t('fulfilment.redistribute'))}
      {may('orders.write') && button('propose', t('fulfilment.substitute'))}
      {may('orders.write') && button('close', t('fulfilment.closeLine'))}
      {open === 'prioritise' && (
        <ActionDialog
          title={t('action.prioritiseOrder')} document={prioritiseOrder} onClose={close} onDone={refresh} initial={{ priority: String(row.priority), reason: '' }}
          input={({ priority, reason }) => ({ orderId: row.order.id, priority: priority === '' ? null : Number(priority), reason })}
        >
          <p>{t('fulfilment.priorityText', { order })}</p>
          <IntegerInput source="priority" label={t('fulfilment.priority')} help={t('fulfilment.priorityHelp')} />
          <TextInput source="reason" label={t('fulfilment.reason')} required multiline />
        </ActionDialog>
      )}
      {open === 'redistribute' && (
        <ActionDialog
          title={t('action.redistributeStock')} document={redistributeStock} onClose={close} onDone={refresh} initial={{ reason: '' }}
          input={({ reason }) => ({ productId: row.product.id, warehouseId: row.warehouse.id, reason })}
        >
          <p>{t('fulfilment.redistributeText', { product: row.product.name, warehouse: row.warehouse.name })}</p>
          <TextInput source="reason" label={t('fulfilment.reason')} required multiline />
        </ActionDialog>
      )}
      {open === 'propose' && <ProposeDialog line={row.orderLine} onClose={close} onDone={refresh} />}
      {open === 'close' && <CloseLineDialog line={row.orderLine} onClose={close} onDone={refresh} />}
    </Box>
  );
}

const steps: Field<Backorder> = { name: 'steps', kind: 'text', render: (row) => <Steps row={row} />, csv: () => '' };

export const BackorderList = () => <RecordList fields={[...backorderFields, steps]} views={views} sort={{ field: 'placedAt', order: 'ASC' }} />;
