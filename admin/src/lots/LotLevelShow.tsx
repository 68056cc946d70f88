import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { HoldDialog } from './HoldDialog.tsx';
import { holdStock, writeOff, type LotLevel } from './queries.ts';
import { WriteOffDialog } from './WriteOffDialog.tsx';

const facts: readonly Field<LotLevel>[] = [
  { name: 'goodUntil', kind: 'day' }, { name: 'daysLeft', kind: 'integer' }, { name: 'onHand', kind: 'quantity' }, { name: 'available', kind: 'quantity' },
  { name: 'reserved', kind: 'quantity' }, { name: 'held', kind: 'quantity' }, { name: 'value', kind: 'money', permission: 'costs.read' },
];
const place: readonly Field<LotLevel>[] = [{ name: 'lot', kind: 'reference' }, { name: 'product', kind: 'reference' }, { name: 'warehouse', kind: 'reference' }];
const some = (quantity: string) => quantity !== '0';

const actions: readonly RecordAction<LotLevel>[] = [
  {
    name: 'writeOff', document: writeOff, input: () => ({}), permission: 'stock.manage', always: true, danger: true, when: ({ onHand }) => some(onHand),
    dialog: (level, close) => (
      <WriteOffDialog
        productId={level.product.id} warehouseId={level.warehouse.id} lotId={level.lot.id} quantity={level.onHand} unit={level.product.unit.code}
        reason={level.isExpired ? 'EXPIRED' : 'SPOILAGE'} onClose={close}
      />
    ),
  },
  {
    name: 'holdStock', document: holdStock, input: () => ({}), permission: 'stock.manage', always: true, when: ({ onHand, held }) => some(onHand) && held !== onHand,
    dialog: (level, close) => (
      <HoldDialog productId={level.product.id} warehouseId={level.warehouse.id} lotId={level.lot.id} available={level.available} unit={level.product.unit.code} onClose={close} />
    ),
  },
];

/** A lot in one warehouse: held back or written off from here. */
export function LotLevelShow() {
  const t = useT();
  return (
    <RecordPage<LotLevel> facts={facts} actions={actions} history={false}>
      {(level) => (
        <Section title={t('stock.place')}>
          <FieldGrid fields={place} record={level} />
        </Section>
      )}
    </RecordPage>
  );
}
