import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { DayField } from '../shared/input/DayField.tsx';
import { DecimalField } from '../shared/input/DecimalField.tsx';
import { Choice } from './Choice.tsx';
import type { Condition } from './question.ts';
import type { AskableField } from './queries.ts';

type Props = { field: AskableField; condition: Condition; onChange: (value: Condition['value']) => void };

/** The value of a condition; what is typed is asked when it is done: on Enter or on leaving. */
export function ConditionValue({ field, condition: { operator, value }, onChange }: Props) {
  const t = useT();
  const [draft, setDraft] = useState(typeof value === 'string' ? value : '');
  const done = () => draft !== value && onChange(draft);
  const yesNo = [{ value: 'true' as const, label: t('app.yes') }, { value: 'false' as const, label: t('app.no') }];
  if (operator === 'empty') {
    return <Choice label={t('explore.value')} width={90} value={value === false ? 'false' : 'true'} options={yesNo} onChange={(chosen) => onChange(chosen === 'true')} />;
  }
  if (field.kind === 'BOOLEAN') {
    return <Choice label={t('explore.value')} width={90} value={value === 'false' ? 'false' : 'true'} options={yesNo} onChange={onChange} />;
  }
  if (field.kind === 'ENUM') {
    const chosen = field.values.filter((each) => (Array.isArray(value) ? value.includes(each.value) : value === each.value));
    return (
      <Autocomplete
        multiple
        size="small"
        options={[...field.values]}
        value={chosen}
        getOptionLabel={({ label }) => label}
        isOptionEqualToValue={(option, each) => option.value === each.value}
        onChange={(_, picked) => onChange(operator === 'is' ? (picked.at(-1)?.value ?? '') : picked.map((each) => each.value))}
        sx={{ minWidth: 200, maxWidth: '100%' }}
        renderInput={(params) => <TextField {...params} label={t('explore.value')} />}
      />
    );
  }
  if (field.kind === 'DAY' || field.kind === 'INSTANT') return <DayField label={t('explore.value')} value={draft} onChange={setDraft} onBlur={done} />;
  if (field.kind === 'TEXT') {
    return (
      <TextField
        label={t('explore.value')}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={done}
        onKeyDown={(event) => event.key === 'Enter' && done()}
        sx={{ width: 160 }}
      />
    );
  }
  return <DecimalField label={t('explore.value')} value={draft} onChange={setDraft} onBlur={done} />;
}
