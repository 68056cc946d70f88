import { useT } from '../i18n/useT.ts';
import { EnumInput, Fields, IntegerInput, QuantityInput, TextInput } from '../shared/form/inputs.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import type { Field } from '../shared/field.tsx';
import { RecordList } from '../shared/list/RecordList.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { UnitRow } from './references.ts';

const unitFields: readonly Field<UnitRow>[] = [
  { name: 'code', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'detail' },
  { name: 'dimension', kind: 'enum', enumName: 'UnitDimension', filter: true },
  { name: 'decimals', kind: 'integer', filter: true },
  { name: 'rounding', kind: 'enum', enumName: 'UnitRounding', filter: true },
];
export const UnitList = () => <RecordList fields={unitFields} sort={{ field: 'code', order: 'ASC' }} />;

function Inputs({ creating = false }: { creating?: boolean }) {
  const t = useT();
  return (
    <>
      <Section title={t('units.identity')}>
        <Fields>
          {creating && <TextInput source="code" required />}
          <TextInput source="name" required />
          <IntegerInput source="decimals" required help={t('units.decimalsHelp')} />
          <EnumInput source="rounding" enumName="UnitRounding" required help={t('units.roundingHelp')} />
        </Fields>
      </Section>
      <Section title={t('units.measure')}>
        <Fields>
          <EnumInput source="dimension" enumName="UnitDimension" help={t('units.dimensionHelp')} />
          <QuantityInput source="size" help={t('units.sizeHelp')} />
          <QuantityInput source="of" help={t('units.ofHelp')} />
        </Fields>
      </Section>
    </>
  );
}
export const UnitEdit = () => (
  <EditForm>
    <Inputs />
  </EditForm>
);
export const UnitCreate = () => (
  <CreateForm initial={{ decimals: 0, rounding: 'HALF_AWAY' }}>
    <Inputs creating />
  </CreateForm>
);
