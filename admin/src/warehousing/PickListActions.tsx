import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useWatch } from 'react-hook-form';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { EnumInput, QuantityInput, TextInput } from '../shared/form/inputs.tsx';
import { decimalText } from '../shared/numbers.ts';
import type { RecordAction } from '../shared/record/types.ts';
import { cancelPickList, pickGoods } from './mutations.ts';
import type { PickList } from './queries.ts';

type Line = PickList['lines'][number];
type Told = { picked: string; shortReason: string };

function PickedLine({ line, index }: { line: Line; index: number }) {
  const t = useT();
  const picked: unknown = useWatch({ name: `lines.${index}.picked` });
  const place = line.bin?.code ?? t('warehousing.floor');
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: { sm: '1fr 150px 160px' }, gap: 1, alignItems: 'center' }}>
      <Typography>
        <b>{place}</b> · <bdi>{line.product.name}</bdi>
        {line.lot && ` · ${line.lot.code}`}
      </Typography>
      <QuantityInput
        source={`lines.${index}.picked`} label={t('warehousing.pickedAt', { place, product: line.product.name })} help={t('warehousing.wanted', { quantity: decimalText(line.quantity) })} unit={line.product.unit.code}
      />
      {picked !== line.quantity && <EnumInput source={`lines.${index}.shortReason`} enumName="PickShortReason" label={t('warehousing.shortReason')} required />}
    </Box>
  );
}

/** What was fetched: all of it, unless less is typed. */
function PickDialog({ list, onClose }: { list: PickList; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.pickGoods')} document={pickGoods} onClose={onClose}
      input={({ lines }) => ({
        pickListId: list.id,
        lines: (lines as Told[]).map(({ picked, shortReason }, index) => ({ // as laid out below
          pickLineId: list.lines[index]?.id ?? '', picked: picked === '' ? '0' : picked, shortReason: picked === list.lines[index]?.quantity ? null : shortReason || null,
        })),
      })}
      initial={{ lines: list.lines.map(({ quantity }) => ({ picked: quantity, shortReason: '' })) }}
    >
      {list.lines.map((line, index) => <PickedLine key={line.id} line={line} index={index} />)}
    </ActionDialog>
  );
}

function CancelDialog({ list, onClose }: { list: PickList; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.cancelPickList')} document={cancelPickList} danger onClose={onClose} input={({ reason }) => ({ pickListId: list.id, reason })} initial={{ reason: '' }}>
      <TextInput source="reason" label={t('warehousing.whatHappened')} required multiline />
    </ActionDialog>
  );
}

const common = { input: () => ({}), permission: 'shipments.post' };
export const pickListActions: readonly RecordAction<PickList>[] = [
  { ...common, name: 'pickGoods', document: pickGoods, primary: true, when: ({ status }) => status === 'OPEN', dialog: (list, close) => <PickDialog list={list} onClose={close} /> },
  { ...common, name: 'cancelPickList', document: cancelPickList, danger: true, when: ({ status }) => status !== 'CANCELLED', dialog: (list, close) => <CancelDialog list={list} onClose={close} /> },
];
