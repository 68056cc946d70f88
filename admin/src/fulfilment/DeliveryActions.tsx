import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useWatch } from 'react-hook-form';
import { useNavigate } from 'react-router-dom';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, EnumInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { decimalText } from '../shared/numbers.ts';
import type { RecordAction } from '../shared/record/types.ts';
import { cancelDelivery, confirmDelivered, packDelivery, pickDelivery, revokeDelivered, shipDelivery, splitDelivery, stepBackDelivery, updateDelivery } from './mutations.ts';
import type { Delivery, DeliveryLine } from './queries.ts';

type Props = { delivery: Delivery; onClose: () => void };
const isSome = (quantity: string | undefined) => Boolean(quantity) && quantity !== '0';

function PickedLine({ line, index }: { line: DeliveryLine; index: number }) {
  const t = useT();
  const picked: unknown = useWatch({ name: `lines.${index}.picked` });
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: { sm: '1fr 150px 160px' }, gap: 1, alignItems: 'center' }}>
      <Typography><bdi>{line.description}</bdi>{line.lotsPromised && ` · ${line.lotsPromised}`}</Typography>
      <QuantityInput source={`lines.${index}.picked`} label={t('fulfilment.pickedOf', { product: line.description })} help={t('fulfilment.plannedHelp', { quantity: decimalText(line.planned) })} unit={line.unitCode} />
      {picked !== line.planned && <EnumInput source={`lines.${index}.shortReason`} enumName="PickShortReason" label={t('fulfilment.shortReason')} required />}
    </Box>
  );
}

/** What was fetched: all of it, unless less is typed. */
function PickDialog({ delivery, onClose }: Props) {
  const t = useT();
  type Told = { picked: string; shortReason: string };
  return (
    <ActionDialog
      title={t('action.pickDelivery')} document={pickDelivery} onClose={onClose}
      input={({ lines, pickListId }) => ({
        deliveryId: delivery.id, pickListId: pickListId || null,
        ...(pickListId ? {} : { lines: (lines as Told[]).map(({ picked, shortReason }, index) => ({ // as laid out below
          deliveryLineId: delivery.lines[index]?.id ?? '', picked: picked === '' ? '0' : picked, shortReason: picked === delivery.lines[index]?.planned ? null : shortReason || null,
        })) }),
      })}
      initial={{ pickListId: '', lines: delivery.lines.map(({ planned }) => ({ picked: planned, shortReason: '' })) }}
    >
      <ReferenceInput source="pickListId" reference="pickLists" filter={{ status: { is: 'PICKED' } }} label={t('fulfilment.pickList')} help={t('fulfilment.pickListHelp')} />
      {delivery.lines.map((line, index) => <PickedLine key={line.id} line={line} index={index} />)}
    </ActionDialog>
  );
}

function SplitDialog({ delivery, onClose }: Props) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <ActionDialog
      title={t('action.splitDelivery')} document={splitDelivery} onClose={onClose} initial={{ quantities: delivery.lines.map(() => ''), plannedOn: delivery.plannedOn }}
      input={({ quantities, plannedOn }) => ({
        deliveryId: delivery.id, plannedOn,
        lines: delivery.lines.map(({ id }, index) => ({ deliveryLineId: id, quantity: (quantities as string[])[index] })).filter(({ quantity }) => isSome(quantity)),
      })}
      onDone={(payload) => void navigate(`/deliveries/${encodeURIComponent((payload['second'] as { id: string }).id)}/show`)}
    >
      <p>{t('fulfilment.splitText')}</p>
      {delivery.lines.map((line, index) => (
        <QuantityInput key={line.id} source={`quantities.${index}`} label={t('fulfilment.moves', { product: line.description })} help={t('fulfilment.plannedHelp', { quantity: decimalText(line.planned) })} unit={line.unitCode} />
      ))}
      <DayInput source="plannedOn" label={t('fulfilment.plannedOn')} required />
    </ActionDialog>
  );
}

function UpdateDialog({ delivery, onClose }: Props) {
  const t = useT();
  const isDraft = delivery.status === 'DRAFT';
  return (
    <ActionDialog
      title={t('action.updateDelivery')} document={updateDelivery} onClose={onClose}
      initial={{ plannedOn: delivery.plannedOn, carrier: delivery.carrier ?? '', trackingNumber: delivery.trackingNumber ?? '', note: delivery.note ?? '', reason: '', planned: delivery.lines.map(({ planned }) => planned) }}
      input={({ plannedOn, carrier, trackingNumber, note, reason, planned }) => {
        const changed = delivery.lines.map((line, index) => ({ deliveryLineId: line.id, planned: (planned as string[])[index] || '0', was: line.planned })).filter((line) => line.planned !== line.was);
        return {
          deliveryId: delivery.id, version: delivery.version, plannedOn, carrier: carrier || null, trackingNumber: trackingNumber || null, note: note || null, reason: reason || null,
          ...(isDraft && changed.length > 0 ? { lines: changed.map(({ was: _was, ...line }) => line) } : {}),
        };
      }}
    >
      <DayInput source="plannedOn" label={t('fulfilment.plannedOn')} required />
      <TextInput source="carrier" label={t('fulfilment.carrier')} />
      <TextInput source="trackingNumber" label={t('fulfilment.trackingNumber')} />
      <TextInput source="note" label={t('fulfilment.note')} multiline />
      {isDraft && delivery.lines.map((line, index) => <QuantityInput key={line.id} source={`planned.${index}`} label={t('fulfilment.plannedOf', { product: line.description })} unit={line.unitCode} />)}
      {isDraft && <TextInput source="reason" label={t('fulfilment.reason')} help={t('fulfilment.reasonHelp')} multiline />}
    </ActionDialog>
  );
}

function ShipDialog({ delivery, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.shipDelivery')} document={shipDelivery} onClose={onClose} initial={{ shippedOn: today(), carrier: delivery.carrier ?? '', trackingNumber: delivery.trackingNumber ?? '' }}
      input={({ shippedOn, carrier, trackingNumber }) => ({ deliveryId: delivery.id, shippedOn, carrier: carrier || null, trackingNumber: trackingNumber || null })}
    >
      <p>{t('fulfilment.shipText')}</p>
      <DayInput source="shippedOn" label={t('fulfilment.shippedOn')} required />
      <TextInput source="carrier" label={t('fulfilment.carrier')} />
      <TextInput source="trackingNumber" label={t('fulfilment.trackingNumber')} />
    </ActionDialog>
  );
}

function DeliveredDialog({ delivery, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.confirmDelivered')} document={confirmDelivered} onClose={onClose} initial={{ deliveredOn: today(), receivedBy: '' }}
      input={({ deliveredOn, receivedBy }) => ({ deliveryId: delivery.id, deliveredOn, receivedBy: receivedBy || null })}
    >
      <DayInput source="deliveredOn" label={t('fulfilment.deliveredOn')} required />
      <TextInput source="receivedBy" label={t('fulfilment.receivedBy')} />
    </ActionDialog>
  );
}

const reasoned = { stepBackDelivery, cancelDelivery, revokeDelivered };
function ReasonDialog({ delivery, onClose, name }: Props & { name: keyof typeof reasoned }) {
  const t = useT();
  return (
    <ActionDialog title={t(`action.${name}`)} document={reasoned[name]} danger onClose={onClose} initial={{ reason: '' }} input={({ reason }) => ({ deliveryId: delivery.id, reason })}>
      <TextInput source="reason" label={t('fulfilment.reason')} required multiline />
    </ActionDialog>
  );
}

const permission = 'shipments.post';
const input = ({ id }: Delivery) => ({ deliveryId: id });
const isIn = (...statuses: readonly string[]) => ({ status }: Delivery) => statuses.includes(status);
/** The next steps of a delivery. */
export const deliveryActions: readonly RecordAction<Delivery>[] = [
  { name: 'pickDelivery', document: pickDelivery, input, permission, primary: true, when: isIn('DRAFT'), dialog: (delivery, close) => <PickDialog delivery={delivery} onClose={close} /> },
  { name: 'packDelivery', document: packDelivery, input, permission, when: isIn('PICKED'), confirm: { kind: 'plain' } },
  { name: 'shipDelivery', document: shipDelivery, input, permission, primary: true, when: isIn('PACKED'), dialog: (delivery, close) => <ShipDialog delivery={delivery} onClose={close} /> },
  { name: 'confirmDelivered', document: confirmDelivered, input, permission, primary: true, when: isIn('SHIPPED'), dialog: (delivery, close) => <DeliveredDialog delivery={delivery} onClose={close} /> },
  { name: 'updateDelivery', document: updateDelivery, input, permission, when: isIn('DRAFT', 'PICKED', 'PACKED'), dialog: (delivery, close) => <UpdateDialog delivery={delivery} onClose={close} /> },
  { name: 'splitDelivery', document: splitDelivery, input, permission, when: isIn('DRAFT'), dialog: (delivery, close) => <SplitDialog delivery={delivery} onClose={close} /> },
  { name: 'stepBackDelivery', document: stepBackDelivery, input, permission, when: isIn('PICKED', 'PACKED'), dialog: (delivery, close) => <ReasonDialog delivery={delivery} onClose={close} name="stepBackDelivery" /> },
  { name: 'cancelDelivery', document: cancelDelivery, input, permission, danger: true, when: isIn('DRAFT', 'PICKED', 'PACKED'), dialog: (delivery, close) => <ReasonDialog delivery={delivery} onClose={close} name="cancelDelivery" /> },
  { name: 'revokeDelivered', document: revokeDelivered, input, permission, when: isIn('DELIVERED'), dialog: (delivery, close) => <ReasonDialog delivery={delivery} onClose={close} name="revokeDelivered" /> },
];
