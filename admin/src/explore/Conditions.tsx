import Typography from '@mui/material/Typography';
import { useT } from '../i18n/useT.ts';
import type { MessageKey } from '../i18n/messages.ts';
import { Choice } from './Choice.tsx';
import { ConditionValue } from './ConditionValue.tsx';
import { FieldPicker } from './FieldPicker.tsx';
import { Chosen, Part } from './Part.tsx';
import type { Condition } from './question.ts';
import type { AskableField } from './queries.ts';

type Props = { fields: readonly AskableField[]; value: readonly Condition[]; onChange: (value: readonly Condition[]) => void };

const words = {
  is: 'explore.operator.is', in: 'explore.operator.in', notIn: 'explore.operator.notIn', contains: 'explore.operator.contains',
  startsWith: 'explore.operator.startsWith', min: 'explore.operator.min', max: 'explore.operator.max', from: 'explore.operator.from',
  to: 'explore.operator.to', empty: 'explore.operator.empty',
} satisfies Record<string, MessageKey>;
type Operator = keyof typeof words;
const isOperator = (name: string): name is Operator => name in words;

/** What an operator begins with, by what it takes. */
const blank = (operator: Operator): Condition['value'] => (operator === 'in' || operator === 'notIn' ? [] : operator === 'empty' ? true : '');

/** Which operator is the usual one. */
const usual = ({ kind }: AskableField): Operator =>
  ({ ENUM: 'in', DAY: 'from', INSTANT: 'from', MONEY: 'min', INT: 'min', DECIMAL: 'min', TEXT: 'contains' } as Partial<Record<string, Operator>>)[kind] ?? 'is';

/** Which rows count. */
export function Conditions({ fields, value, onChange }: Props) {
  const t = useT();
  const set = (index: number, part: Partial<Condition>) => onChange(value.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <Part title={t('explore.filters')}>
      {value.map((condition, index) => {
        const field = fields.find(({ path }) => path === condition.field);
        if (!field || !isOperator(condition.operator)) return null;
        return (
          <Chosen key={`${index} ${condition.field}`} name={field.label} onRemove={() => onChange(value.filter((_, at) => at !== index))}>
            <Typography variant="body2">{field.label}</Typography>
            <Choice
              label={t('explore.operator')}
              width={130}
              value={condition.operator}
              options={field.operators.filter(isOperator).filter((operator) => field.kind === 'ENUM' || !['in', 'notIn'].includes(operator)).map((operator) => ({ value: operator, label: t(words[operator]) }))}
              onChange={(operator) => set(index, { operator, value: blank(operator) })}
            />
            <ConditionValue field={field} condition={condition} onChange={(given) => set(index, { value: given })} />
          </Chosen>
        );
      })}
      <FieldPicker
        key={value.length}
        label={t('explore.addFilter')}
        fields={fields.filter(({ kind }) => kind !== 'ID')}
        onPick={(field) => onChange([...value, { field: field.path, operator: usual(field), value: blank(usual(field)) }])}
      />
    </Part>
  );
}
