import AddOutlined from '@mui/icons-material/AddOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useFieldArray } from 'react-hook-form';
import { useSearchParams } from 'react-router-dom';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { EnumInput, Fields, MoneyInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { LiveEffect } from '../shared/form/LiveEffect.tsx';
import { CreateForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';
import { Bearers } from './Bearers.tsx';
import { inputOf } from './inputOf.ts';

const blank = { kind: 'FREIGHT', description: '', amount: '' };

/** What is charged: freight, duty, insurance, a line each. */
function Charges() {
  const t = useT();
  const { fields, append, remove } = useFieldArray<{ charges: typeof blank[] }>({ name: 'charges' });
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {fields.map((field, at) => (
        <Box key={field.id} role="group" aria-label={t('landedCosts.charge', { no: at + 1 })} sx={{ display: 'grid', gridTemplateColumns: { sm: '180px 1fr 180px auto' }, gap: 2, alignItems: 'start' }}>
          <EnumInput source={`charges.${at}.kind`} enumName="LandedCostKind" label={t('landedCosts.kind')} required />
          <TextInput source={`charges.${at}.description`} label={t('landedCosts.description')} />
          <MoneyInput source={`charges.${at}.amount`} label={t('landedCosts.amount')} required />
          <IconButton aria-label={t('landedCosts.removeCharge', { no: at + 1 })} disabled={fields.length === 1} onClick={() => remove(at)} sx={{ mt: 0.5, justifySelf: 'end' }}>
            <DeleteOutlined />
          </IconButton>
        </Box>
      ))}
      <Button startIcon={<AddOutlined />} onClick={() => append({ ...blank })} sx={{ justifySelf: 'start' }}>
        {t('landedCosts.addCharge')}
      </Button>
    </Box>
  );
}

export function LandedCostCreate() {
  const t = useT();
  const [search] = useSearchParams();
  return (
    <CreateForm initial={{ supplierId: '', basis: 'VALUE', note: '', charges: [blank], lines: [], receiptIds: search.getAll('receipt') }}>
      <Section title={t('landedCosts.charges')}>
        <Charges />
      </Section>
      <Section title={t('landedCosts.lines')}>
        <Fields>
          <EnumInput source="basis" enumName="LandedCostBasis" help={t('landedCosts.basisHelp')} required />
          <ReferenceInput source="supplierId" reference="suppliers" help={t('landedCosts.supplierHelp')} />
        </Fields>
        <Bearers />
      </Section>
      <Section title={t('landedCosts.note')}>
        <TextInput source="note" multiline />
        {may('journal.read') && <LiveEffect mutation="postLandedCost" input={inputOf} />}
      </Section>
    </CreateForm>
  );
}
