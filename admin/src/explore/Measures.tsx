import Button from '@mui/material/Button';
import Add from '@mui/icons-material/Add';
import Typography from '@mui/material/Typography';
import { currentViewer } from '../data/session.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { Choice } from './Choice.tsx';
import { FieldPicker } from './FieldPicker.tsx';
import { Chosen, Part } from './Part.tsx';
import { givesAmount, keyOfMeasure, measureOf } from './question.ts';
import type { Measure, Operation } from './question.ts';
import type { AskableField } from './queries.ts';

type Props = { fields: readonly AskableField[]; value: readonly Measure[]; onChange: (value: readonly Measure[]) => void };

/** What is counted and summed. */
export function Measures({ fields, value, onChange }: Props) {
  const t = useT();
  const { enumLabel } = useLabels();
  const fieldOf = (path: string | null | undefined) => fields.find((field) => field.path === path);
  const isNew = (measure: Measure) => !value.some((each) => keyOfMeasure(each) === keyOfMeasure(measure));
  const add = (measure: Measure) => isNew(measure) && onChange([...value, measure]);
  return (
    <Part title={t('explore.measures')}>
      {value.map((measure, index) => {
        const field = fieldOf(measure.field);
        const name = field?.label ?? t('explore.rows');
        const change = (next: Measure) => isNew(next) && onChange(value.map((each, at) => (at === index ? next : each)));
        const setOperation = (op: Operation) => change(field ? measureOf(field, op, measure.companyMoney) : { ...measure, op });
        return (
          <Chosen key={keyOfMeasure(measure)} name={name} onRemove={() => onChange(value.filter((_, at) => at !== index))}>
            {field && (
              <Choice
                label={t('explore.operation')}
                width={140}
                value={measure.op}
                options={field.operations.map((op) => ({ value: op, label: enumLabel('ExploreOperation', op) }))}
                onChange={setOperation}
              />
            )}
            <Typography variant="body2">{field ? name : t('explore.countRows')}</Typography>
            {field?.hasCompanyMoney && givesAmount(measure.op) && (
              <Choice
                label={t('explore.currency')}
                width={150}
                value={measure.companyMoney ? 'company' : 'own'}
                options={[{ value: 'company', label: currentViewer()?.company?.currencyCode ?? '' }, { value: 'own', label: t('explore.ownCurrency') }]}
                onChange={(chosen) => change({ ...measure, companyMoney: chosen === 'company' })}
              />
            )}
          </Chosen>
        );
      })}
      <FieldPicker
        key={value.length}
        label={t('explore.addMeasure')}
        fields={fields.filter(({ operations }) => operations.length > 0)}
        onPick={(field) => field.operations[0] && add(measureOf(field, field.operations.find((op) => isNew(measureOf(field, op))) ?? field.operations[0]))}
      />
      {isNew({ op: 'COUNT' }) && (
        <Button startIcon={<Add />} onClick={() => add({ op: 'COUNT' })}>
          {t('explore.countRows')}
        </Button>
      )}
    </Part>
  );
}
