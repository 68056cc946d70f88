import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { LotsOf, useTracking } from '../lots/LotInputs.tsx';
import { blankLots, lotsOf, type LotsTyped } from '../lots/lotsOf.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, EnumInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { decimalText } from '../shared/numbers.ts';
import type { RecordAction } from '../shared/record/types.ts';
import { cancelTransfer, closeTransfer, dispatchTransfer, receiveTransfer, reverseTransferStep } from './mutations.ts';
import type { Transfer } from './queries.ts';

type Line = Transfer['lines'][number];
type Props = { transfer: Transfer; onClose: () => void };
const isSome = (quantity: unknown) => typeof quantity === 'string' && quantity !== '' && quantity !== '0';

/** A quantity for each line; an emptied one means nothing of it. */
function Quantities({ lines, label, help, bins, leaving = false }: { lines: readonly Line[]; label: (line: Line) => string; help: (line: Line) => string; bins?: string | undefined; leaving?: boolean }) {
  const t = useT();
  const tracked = useTracking(leaving ? lines.map(({ product }) => product.id) : []);
  return lines.map((line, index) => (
    <Box key={line.id} sx={{ display: 'grid', gridTemplateColumns: { sm: bins ? '1fr 150px 170px' : '1fr 200px' }, gap: 1, alignItems: 'center' }}>
      <Typography>
        <bdi>{line.product.name}</bdi>
      </Typography>
      <QuantityInput source={`quantities.${index}`} label={label(line)} help={help(line)} unit={line.product.unit.code} />
      {bins && <ReferenceInput source={`bins.${index}`} reference="bins" filter={{ isActive: true, warehouse: [bins] }} label={t('warehousing.intoBin', { product: line.product.name })} />}
      {leaving && <LotsOf product={tracked.get(line.product.id)} productId={line.product.id} at={`leaving.${index}.`} leaving />}
    </Box>
  ));
}

const linesOf = (lines: readonly Line[], quantities: unknown, bins?: unknown, leaving?: unknown) => lines
  .map(({ id }, index) => ({ transferLineId: id, quantity: (quantities as string[])[index], ...(bins ? { binId: (bins as string[])[index] || null } : {}), ...(leaving ? lotsOf((leaving as LotsTyped[])[index]) : {}) })) // as typed below
  .filter(({ quantity }) => isSome(quantity));

function DispatchDialog({ transfer, onClose }: Props) {
  const t = useT();
  const { lines } = transfer;
  return (
    <ActionDialog
      title={t('action.dispatchTransfer')} document={dispatchTransfer} onClose={onClose}
      input={({ on, expectedOn, quantities, leaving }) => ({ transferId: transfer.id, on, expectedOn: expectedOn || null, lines: linesOf(lines, quantities, undefined, leaving) })}
      initial={{ on: today(), expectedOn: transfer.expectedOn ?? '', quantities: lines.map(({ quantity }) => quantity), leaving: lines.map(blankLots) }}
    >
      <DayInput source="on" label={t('warehousing.dispatchedOn')} required />
      <DayInput source="expectedOn" label={t('warehousing.expectedOn')} />
      <Quantities lines={lines} leaving label={({ product }) => t('warehousing.leaves', { product: product.name })} help={({ available }) => t('warehousing.free', { quantity: decimalText(available) })} />
    </ActionDialog>
  );
}

function ReceiveDialog({ transfer, onClose }: Props) {
  const t = useT();
  const lines = transfer.lines.filter(({ onItsWay }) => onItsWay !== '0');
  const bins = transfer.toWarehouse.binCount > 0 ? transfer.toWarehouse.id : undefined;
  return (
    <ActionDialog
      title={t('action.receiveTransfer')} document={receiveTransfer} onClose={onClose}
      input={({ on, quantities, bins: into }) => ({ transferId: transfer.id, on, lines: linesOf(lines, quantities, bins ? into : undefined) })}
      initial={{ on: today(), quantities: lines.map(({ onItsWay }) => onItsWay), bins: lines.map(() => '') }}
    >
      <DayInput source="on" label={t('warehousing.receivedOn')} required />
      <Quantities
        lines={lines} bins={bins} label={({ product }) => t('warehousing.came', { product: product.name })}
        help={({ onItsWay }) => t('warehousing.onItsWay', { quantity: decimalText(onItsWay) })}
      />
    </ActionDialog>
  );
}

function CloseDialog({ transfer, onClose }: Props) {
  const t = useT();
  const lines = transfer.lines.filter(({ onItsWay }) => onItsWay !== '0');
  return (
    <ActionDialog
      title={t('action.closeTransfer')} document={closeTransfer} danger onClose={onClose}
      input={({ on, why, reason, quantities }) => ({ transferId: transfer.id, on, why, reason, lines: linesOf(lines, quantities) })}
      initial={{ on: today(), why: 'COUNT', reason: '', quantities: lines.map(({ onItsWay }) => onItsWay) }}
    >
      <DayInput source="on" label={t('warehousing.givenUpOn')} required />
      <EnumInput source="why" enumName="MoveReason" values={['COUNT', 'DAMAGED', 'SPOILAGE', 'EXPIRED']} label={t('warehousing.why')} required />
      <TextInput source="reason" label={t('warehousing.whatHappened')} required multiline />
      <Quantities
        lines={lines} label={({ product }) => t('warehousing.missing', { product: product.name })} help={({ onItsWay }) => t('warehousing.onItsWay', { quantity: decimalText(onItsWay) })}
      />
    </ActionDialog>
  );
}

function CancelDialog({ transfer, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog title={t('action.cancelTransfer')} document={cancelTransfer} danger onClose={onClose} input={({ reason }) => ({ transferId: transfer.id, reason })} initial={{ reason: '' }}>
      <TextInput source="reason" label={t('warehousing.whatHappened')} required multiline />
    </ActionDialog>
  );
}

export function ReverseStepDialog({ stepId, onClose }: { stepId: string; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.reverseTransferStep')} document={reverseTransferStep} danger onClose={onClose} input={({ reason }) => ({ stepId, reason })} initial={{ reason: '' }}>
      <TextInput source="reason" label={t('warehousing.whatHappened')} required multiline />
    </ActionDialog>
  );
}

const isDraft = ({ status }: Transfer) => status === 'DRAFT';
const isMoving = ({ status }: Transfer) => status === 'DISPATCHED' || status === 'PART_RECEIVED';
const common = { input: () => ({}), permission: 'stock.manage' };

/** The next steps of a transfer, each where its stage has it. */
export const transferActions: readonly RecordAction<Transfer>[] = [
  { ...common, name: 'dispatchTransfer', document: dispatchTransfer, when: isDraft, primary: true, dialog: (transfer, close) => <DispatchDialog transfer={transfer} onClose={close} /> },
  { ...common, name: 'receiveTransfer', document: receiveTransfer, when: isMoving, primary: true, dialog: (transfer, close) => <ReceiveDialog transfer={transfer} onClose={close} /> },
  { ...common, name: 'closeTransfer', document: closeTransfer, when: isMoving, danger: true, dialog: (transfer, close) => <CloseDialog transfer={transfer} onClose={close} /> },
  { ...common, name: 'cancelTransfer', document: cancelTransfer, when: isDraft, danger: true, dialog: (transfer, close) => <CancelDialog transfer={transfer} onClose={close} /> },
];
