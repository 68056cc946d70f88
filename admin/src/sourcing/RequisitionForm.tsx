import { useT } from '../i18n/useT.ts';
import { may } from '../data/session.ts';
import { BooleanInput, DayInput, Fields, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';

const blank = { productId: '', quantity: '1', neededOn: '', supplierId: '', note: '' };

function Inputs({ isNew = false }: { isNew?: boolean }) {
  const t = useT();
  const columns: readonly LineColumn[] = [
    { source: 'productId', kind: 'reference', reference: 'products', filter: { isStocked: true }, width: '35%', required: true }, { source: 'quantity', kind: 'quantity', width: 110 },
    { source: 'neededOn', kind: 'day', width: 150 },
    ...(may('purchasing.read') ? [{ source: 'supplierId', kind: 'reference' as const, reference: 'suppliers', filter: { isActive: true } }] : []),
    { source: 'note', kind: 'text' },
  ];
  return (
    <>
      <Section title={t('sourcing.need')}>
        <Fields>
          <TextInput source="reason" required multiline />
          <DayInput source="neededOn" />
          <ReferenceInput source="warehouseId" reference="warehouses" filter={{ isActive: true }} help={t('purchasing.warehouseHelp')} />
          {isNew && <BooleanInput source="submit" help={t('sourcing.submitHelp')} />}
        </Fields>
      </Section>
      <Section title={t('sourcing.what')}>
        <LineGrid source="lines" columns={columns} blank={blank} />
      </Section>
    </>
  );
}

export const RequisitionEdit = () => (
  <EditForm>
    <Inputs />
  </EditForm>
);
export const RequisitionCreate = () => (
  <CreateForm initial={{ submit: true, lines: [blank] }}>
    <Inputs isNew />
  </CreateForm>
);
