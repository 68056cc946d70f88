import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { QuantityInput, TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { releaseStockHold, writeOff, type StockHold } from './queries.ts';
import { WriteOffDialog } from './WriteOffDialog.tsx';

const facts: readonly Field<StockHold>[] = [
  { name: 'product', kind: 'reference' }, { name: 'kind', kind: 'enum', enumName: 'StockHoldKind' }, { name: 'quantity', kind: 'quantity' }, { name: 'placed', kind: 'quantity' },
];
const details: readonly Field<StockHold>[] = [
  { name: 'warehouse', kind: 'reference' }, { name: 'lot', kind: 'reference' }, { name: 'reason', kind: 'text' }, { name: 'placedAt', kind: 'instant' },
  { name: 'releasedAt', kind: 'instant' }, { name: 'releaseReason', kind: 'text' },
];

function ReleaseDialog({ hold, onClose }: { hold: StockHold; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.releaseStockHold')} document={releaseStockHold} input={(values) => ({ ...values, holdId: hold.id })} initial={{ quantity: hold.quantity, reason: '' }} onClose={onClose}>
      <p>{t('lots.releaseText')}</p>
      <QuantityInput source="quantity" label={t('lots.quantity')} unit={hold.product.unit.code} required />
      <TextInput source="reason" label={t('stock.why')} required multiline />
    </ActionDialog>
  );
}

const actions: readonly RecordAction<StockHold>[] = [
  {
    name: 'releaseStockHold', document: releaseStockHold, input: () => ({}), permission: 'stock.manage', primary: true, when: ({ isOpen }) => isOpen,
    dialog: (hold, close) => <ReleaseDialog hold={hold} onClose={close} />,
  },
  {
    name: 'writeOffHold', document: writeOff, input: () => ({}), permission: 'stock.manage', danger: true, when: ({ isOpen }) => isOpen,
    dialog: (hold, close) => (
      <WriteOffDialog
        productId={hold.product.id} warehouseId={hold.warehouse.id} holdId={hold.id} quantity={hold.quantity} unit={hold.product.unit.code}
        reason={hold.kind === 'EXPIRED' ? 'EXPIRED' : 'DAMAGED'} onClose={close}
      />
    ),
  },
];

export function StockHoldShow() {
  const t = useT();
  return (
    <RecordPage<StockHold> facts={facts} actions={actions} history={false}>
      {(hold) => (
        <Section title={t('lots.hold')}>
          <FieldGrid fields={details} record={hold} />
        </Section>
      )}
    </RecordPage>
  );
}
