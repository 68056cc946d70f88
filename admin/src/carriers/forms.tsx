import { useWatch } from 'react-hook-form';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { BooleanInput, DayInput, EnumInput, Fields, IntegerInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';

const usual = { seed: '1', faults: 10, answersLost: 5, late: 15, lost: 3, exceptions: 10, returned: 2, wrongWeights: 10, doubles: 20 };
const rates = ['faults', 'answersLost', 'late', 'lost', 'exceptions', 'returned', 'wrongWeights', 'doubles'] as const;

function Inputs({ isNew = false }: { isNew?: boolean }) {
  const t = useT();
  const adapter: unknown = useWatch({ name: 'adapter' });
  return (
    <>
      <Section title={t('carriers.carrier')}>
        <Fields>
          <TextInput source="name" required />
          {isNew && <TextInput source="code" help={t('carriers.codeHelp')} required />}
          {isNew && <EnumInput source="adapter" enumName="CarrierAdapter" required />}
          {adapter === 'GATEWAY' && <TextInput source="address" help={t('carriers.addressHelp')} required />}
          <IntegerInput source="timeoutMs" help={t('carriers.timeoutHelp')} />
          <ReferenceInput source="accountId" reference="accounts" help={t('carriers.accountHelp')} />
          <ReferenceInput source="supplierId" reference="suppliers" help={t('carriers.supplierHelp')} />
          <TextInput source="trackingUrl" help={t('carriers.trackingUrlHelp')} />
        </Fields>
        {!isNew && <BooleanInput source="isActive" help={t('carriers.activeHelp')} />}
      </Section>
      {adapter === 'SIMULATOR' && (
        <Section title={t('carriers.simulation')}>
          <p>{t('carriers.simulationText')}</p>
          <Fields>
            <TextInput source="simulation.seed" label={t('carriers.sim.seed')} help={t('carriers.seedHelp')} required />
            {rates.map((rate) => <IntegerInput key={rate} source={`simulation.${rate}`} label={t(`carriers.sim.${rate}`)} required />)}
          </Fields>
        </Section>
      )}
    </>
  );
}

export const CarrierCreate = () => <CreateForm initial={{ name: '', code: '', adapter: 'GATEWAY', address: '', timeoutMs: 10_000, trackingUrl: '', simulation: usual }}><Inputs isNew /></CreateForm>;
export const CarrierEdit = () => <EditForm><Inputs /></EditForm>;

const columns: readonly LineColumn[] = [{ source: 'trackingNumber', kind: 'text', width: '50%', required: true }, { source: 'charged', kind: 'money', width: 170, required: true }, { source: 'weight', kind: 'quantity', width: 140 }];

export function BillCreate() {
  const t = useT();
  return (
    <CreateForm initial={{ carrierId: '', reference: '', billedOn: today(), lines: [{ trackingNumber: '', charged: '', weight: '' }] }}>
      <Section title={t('carriers.bill')}>
        <Fields>
          <ReferenceInput source="carrierId" reference="carriers" required />
          <TextInput source="reference" required />
          <DayInput source="billedOn" required />
        </Fields>
      </Section>
      <Section title={t('carriers.charges')}>
        <p>{t('carriers.chargesText')}</p>
        <LineGrid source="lines" columns={columns} blank={{ trackingNumber: '', charged: '', weight: '' }} />
      </Section>
    </CreateForm>
  );
}
