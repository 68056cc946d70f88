import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { decimalText } from '../shared/numbers.ts';
import { moveBinContents, setDefaultBin } from './mutations.ts';

/** Goods that are to change their place; `from` null: what lies in no bin. */
export type Moving = { warehouseId: string; productId: string; productName: string; unit: string; from: string | null; lotId: string | null; quantity: string };

/** Where to, and how much; without a bin the goods lie in none. */
export function MoveBinDialog({ moving, onClose }: { moving: Moving; onClose: () => void }) {
  const t = useT();
  const { warehouseId, productId, from, lotId, quantity } = moving;
  return (
    <ActionDialog
      title={t('action.moveBinContents')} document={moveBinContents} onClose={onClose}
      input={({ toBinId, quantity: units, note }) => ({ warehouseId, note: note || null, lines: [{ productId, lotId, fromBinId: from, toBinId: toBinId || null, quantity: units }] })}
      initial={{ toBinId: '', quantity, note: '' }}
      faultAt={{ BIN_SHORT: 'quantity', BIN_FULL: 'toBinId' }}
    >
      <ReferenceInput
        source="toBinId" reference="bins" filter={{ isActive: true, warehouse: [warehouseId] }} label={t('warehousing.toBin')} {...(from === null ? { required: true } : { help: t('warehousing.toBinHelp') })}
      />
      <QuantityInput source="quantity" label={t('warehousing.quantityOf', { product: moving.productName })} help={t('warehousing.there', { quantity: decimalText(quantity) })} unit={moving.unit} required />
      <TextInput source="note" label={t('warehousing.note')} />
    </ActionDialog>
  );
}

type UsualProps = { productId: string; warehouseId: string; binId: string; onClose: () => void };

/** Where a product is put when it comes in. */
export function DefaultBinDialog({ productId, warehouseId, binId, onClose }: UsualProps) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.setDefaultBin')} document={setDefaultBin} onClose={onClose} input={({ binId: chosen }) => ({ productId, warehouseId, binId: chosen || null })} initial={{ binId }}
    >
      <ReferenceInput source="binId" reference="bins" filter={{ isActive: true, warehouse: [warehouseId] }} label={t('warehousing.usualBin')} help={t('warehousing.usualBinHelp')} />
    </ActionDialog>
  );
}
