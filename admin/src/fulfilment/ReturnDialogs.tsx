import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useNavigate } from 'react-router-dom';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, DayInput, EnumInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { decimalText, shiftPoint } from '../shared/numbers.ts';
import type { RecordAction } from '../shared/record/types.ts';
import { authoriseReturn, cancelReturn, creditReturn, endReturn, receiveReturn, replaceReturn, undoReplacement } from './mutations.ts';
import { returnableQuery, type CustomerReturn } from './queries.ts';

const isSome = (quantity: string | undefined) => Boolean(quantity) && quantity !== '0';
const rows = { display: 'grid', gridTemplateColumns: { sm: '1fr 160px 1fr' }, gap: 1, alignItems: 'start' } as const;

/** What a customer may send back of a shipment. */
export function AuthoriseDialog({ shipmentId, onClose }: { shipmentId: string; onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const { data } = useAsk(returnableQuery, { id: shipmentId });
  const shipment = data?.node && 'lines' in data.node ? data.node : undefined;
  if (!shipment) return <Skeleton variant="rounded" height={80} />;
  const lines = shipment.lines.filter(({ returnable }) => isSome(returnable));
  return (
    <ActionDialog
      title={t('action.authoriseReturn')} document={authoriseReturn} onClose={onClose}
      initial={{ quantities: lines.map(() => ''), serials: lines.map(() => ''), reason: 'NOT_WANTED', note: '', validUntil: '', fee: '' }}
      input={({ quantities, serials, reason, note, validUntil, fee }) => ({
        reason, note: note || null, validUntil: validUntil || null, restockingFeeRate: fee ? shiftPoint(String(fee), -2) : null,
        lines: lines.map(({ id }, index) => ({ shipmentLineId: id, quantity: (quantities as string[])[index], serials: (serials as string[])[index] || null })).filter(({ quantity }) => isSome(quantity)),
      })}
      onDone={(payload) => void navigate(`/customerReturns/${encodeURIComponent((payload['customerReturn'] as { id: string }).id)}/show`)}
    >
      {lines.length === 0 && <Alert severity="info">{t('fulfilment.nothingReturnable')}</Alert>}
      {lines.map((line, index) => (
        <Box key={line.id} sx={rows}>
          <Typography><bdi>{line.product.name}</bdi></Typography>
          <QuantityInput source={`quantities.${index}`} label={t('fulfilment.comesBack', { product: line.product.name })} help={t('fulfilment.atMost', { quantity: decimalText(line.returnable) })} />
          <TextInput source={`serials.${index}`} label={t('fulfilment.serials')} />
        </Box>
      ))}
      <EnumInput source="reason" enumName="ReturnReason" label={t('fulfilment.why')} required />
      <TextInput source="note" label={t('fulfilment.note')} multiline />
      <DayInput source="validUntil" label={t('fulfilment.validUntil')} help={t('fulfilment.validUntilHelp')} />
      <QuantityInput source="fee" label={t('fulfilment.fee')} help={t('fulfilment.feeHelp')} unit="%" />
    </ActionDialog>
  );
}

type Props = { customerReturn: CustomerReturn; onClose: () => void };

/** What came: each line with what becomes of it and why. */
function ReceiveDialog({ customerReturn, onClose }: Props) {
  const t = useT();
  const lines = customerReturn.lines.filter(({ missing }) => isSome(missing));
  type Told = { quantity: string; fate: string; reason: string; serials: string };
  return (
    <ActionDialog
      title={t('action.receiveReturn')} document={receiveReturn} onClose={onClose}
      initial={{ lines: lines.map(({ missing }) => ({ quantity: missing, fate: 'RESTOCK', reason: '', serials: '' })), receivedOn: today(), warehouseId: customerReturn.warehouse.id, acceptsLate: customerReturn.isExpired }}
      input={({ lines: told, receivedOn, warehouseId, acceptsLate }) => ({
        returnId: customerReturn.id, receivedOn, warehouseId: warehouseId || null, acceptsLate,
        lines: (told as Told[]).map(({ quantity, fate, reason, serials }, index) => ({ returnLineId: lines[index]?.id ?? '', quantity, fate, reason, serials: serials || null })).filter(({ quantity }) => isSome(quantity)), // as laid out below
      })}
    >
      {lines.map((line, index) => (
        <Box key={line.id} sx={{ display: 'grid', gap: 1, gridTemplateColumns: { sm: '1fr 1fr' }, borderBlockEnd: 1, borderColor: 'divider', pb: 1.5 }}>
          <Typography sx={{ gridColumn: '1 / -1' }}><bdi>{line.description}</bdi>{line.lot && ` · ${line.lot.code}`}</Typography>
          <QuantityInput source={`lines.${index}.quantity`} label={t('fulfilment.came', { product: line.description })} help={t('fulfilment.atMost', { quantity: decimalText(line.missing) })} />
          <EnumInput source={`lines.${index}.fate`} enumName="ReturnFate" label={t('fulfilment.fate')} required />
          <TextInput source={`lines.${index}.reason`} label={t('fulfilment.looked')} required />
          {!line.lot && <TextInput source={`lines.${index}.serials`} label={t('fulfilment.serials')} />}
        </Box>
      ))}
      <DayInput source="receivedOn" label={t('fulfilment.receivedOn')} required />
      <ReferenceInput source="warehouseId" reference="warehouses" filter={{ isActive: true }} label={t('fulfilment.warehouse')} />
      {customerReturn.isExpired && <BooleanInput source="acceptsLate" label={t('fulfilment.acceptsLate')} />}
    </ActionDialog>
  );
}

function CreditDialog({ customerReturn, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog title={t('action.creditReturn')} document={creditReturn} onClose={onClose} initial={{ issuedOn: today() }} input={({ issuedOn }) => ({ returnId: customerReturn.id, issuedOn })}>
      <p>{t('fulfilment.creditText')}</p>
      <DayInput source="issuedOn" label={t('fulfilment.issuedOn')} required />
    </ActionDialog>
  );
}

const reasoned = { endReturn, cancelReturn, undoReplacement };
function ReasonDialog({ customerReturn, onClose, name }: Props & { name: keyof typeof reasoned }) {
  const t = useT();
  return (
    <ActionDialog title={t(`action.${name}`)} document={reasoned[name]} danger onClose={onClose} initial={{ reason: '' }} input={({ reason }) => ({ returnId: customerReturn.id, reason })}>
      <TextInput source="reason" label={t('fulfilment.reason')} required multiline />
    </ActionDialog>
  );
}

const input = ({ id }: CustomerReturn) => ({ returnId: id });
const comes = ({ status }: CustomerReturn) => status === 'AUTHORISED' || status === 'PART_RECEIVED';
const came = ({ unsettled }: CustomerReturn) => isSome(unsettled);
/** The next steps of a return. */
export const returnActions: readonly RecordAction<CustomerReturn>[] = [
  { name: 'receiveReturn', document: receiveReturn, input, permission: 'returns.receive', primary: true, when: comes, dialog: (customerReturn, close) => <ReceiveDialog customerReturn={customerReturn} onClose={close} /> },
  { name: 'creditReturn', document: creditReturn, input, permission: 'invoices.post', primary: true, when: came, dialog: (customerReturn, close) => <CreditDialog customerReturn={customerReturn} onClose={close} /> },
  { name: 'replaceReturn', document: replaceReturn, input, permission: 'returns.authorise', when: came, confirm: { kind: 'plain' }, then: (payload) => `/orders/${encodeURIComponent((payload['order'] as { id: string }).id)}/show` },
  { name: 'undoReplacement', document: undoReplacement, input, permission: 'returns.authorise', when: ({ replacementOrder, lines }) => replacementOrder !== null || lines.some(({ replaced }) => isSome(replaced)), dialog: (customerReturn, close) => <ReasonDialog customerReturn={customerReturn} onClose={close} name="undoReplacement" /> },
  { name: 'endReturn', document: endReturn, input, permission: 'returns.authorise', when: ({ status }) => status === 'PART_RECEIVED', dialog: (customerReturn, close) => <ReasonDialog customerReturn={customerReturn} onClose={close} name="endReturn" /> },
  { name: 'cancelReturn', document: cancelReturn, input, permission: 'returns.authorise', danger: true, when: ({ status }) => status === 'AUTHORISED', dialog: (customerReturn, close) => <ReasonDialog customerReturn={customerReturn} onClose={close} name="cancelReturn" /> },
];
