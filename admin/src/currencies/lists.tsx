import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { CreateForm } from '../shared/form/RecordForm.tsx';
import { Fields, TextInput } from '../shared/form/inputs.tsx';
import { Section } from '../shared/record/Section.tsx';
import { conversionFields, currencyFields, rateFields, revaluationFields } from './fields.tsx';

const currencyViews: readonly View[] = [{ key: 'old', label: 'currencies.view.old', filter: { isOld: true, isActive: true } }];
const rateViews: readonly View[] = [
  { key: 'standing', label: 'currencies.view.standing', filter: { isStanding: true } }, { key: 'corrected', label: 'currencies.view.corrected', filter: { isStanding: false } },
];
const postedViews: readonly View[] = [{ key: 'posted', label: 'currencies.view.posted', filter: { status: ['POSTED'] } }];

function Desk() {
  const t = useT();
  return <Button component={Link} to="/rates" variant="contained">{t('currencies.desk')}</Button>;
}
export const CurrencyList = () => <RecordList fields={currencyFields} views={currencyViews} sort={{ field: 'code', order: 'ASC' }} actions={<Desk />} />;
export const RateList = () => <RecordList fields={rateFields} views={rateViews} sort={{ field: 'ratedOn', order: 'DESC' }} actions={<Desk />} />;
export const ConversionList = () => <RecordList fields={conversionFields} views={postedViews} sort={{ field: 'convertedOn', order: 'DESC' }} />;

export function RevaluationList() {
  const t = useT();
  return <RecordList fields={revaluationFields} views={postedViews} sort={{ field: 'valuedOn', order: 'DESC' }} actions={may('journal.post') && <Button component={Link} to="/revalue" variant="contained">{t('action.revalue')}</Button>} />;
}

export function CurrencyCreate() {
  const t = useT();
  return (
    <CreateForm initial={{ code: '' }}>
      <Section title={t('currencies.trade')}><Fields><TextInput source="code" required help={t('currencies.codeHelp')} /></Fields></Section>
    </CreateForm>
  );
}
