import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormGroup from '@mui/material/FormGroup';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { PRESETS } from '../../data/presets.ts';
import { enumValues } from '../../i18n/messages.ts';
import { useLabels, useT } from '../../i18n/useT.ts';
import { DayField } from '../input/DayField.tsx';
import { DecimalField } from '../input/DecimalField.tsx';
import { ReferencePicker } from '../input/ReferencePicker.tsx';
import { endsOf, listOf, partOf } from './operators.ts';
import type { Operator } from './operators.ts';
import type { AnyField } from './context.ts';

type Props = { field: AnyField; operator: Operator; value: unknown; setValue: (value: unknown) => void; label: string };

/** The input for a condition's value, by field kind and operator. */
export function FilterValue({ field, operator, value, setValue, label }: Props) {
  const t = useT();
  if (operator === 'empty' || operator === 'notEmpty') return null;
  if (operator === 'preset')
    return (
      <TextField select label={t('list.period')} value={partOf(value, 'preset')} onChange={(event) => setValue({ preset: event.target.value })}>
        {PRESETS.map((preset) => (
          <MenuItem key={preset} value={preset}>
            {t(`preset.${preset}`)}
          </MenuItem>
        ))}
      </TextField>
    );
  if (operator === 'between') return <Range {...{ field, value, setValue }} />;
  if (field.kind === 'boolean')
    return (
      <TextField select label={label} value={value === undefined ? '' : String(value)} onChange={(event) => setValue(event.target.value === 'true')}>
        <MenuItem value="true">{t('app.yes')}</MenuItem>
        <MenuItem value="false">{t('app.no')}</MenuItem>
      </TextField>
    );
  if (field.kind === 'enum') return <EnumChoice {...{ field, operator, value, setValue, label }} />;
  if (field.kind === 'reference')
    return (
      <ReferencePicker
        multiple
        resource={field.reference ?? ''}
        label={label}
        value={listOf(value, operator)}
        onChange={(ids) => setValue(ids.length > 0 ? { [operator]: ids } : undefined)}
      />
    );
  const one = partOf(value, operator);
  const set = (next: string) => setValue(next === '' ? undefined : { [operator]: field.kind === 'integer' ? Number(next) : next });
  if (field.kind === 'text')
    return <TextField label={label} value={one} onChange={(event) => set(event.target.value)} autoFocus />;
  if (field.kind === 'day') return <DayField label={label} value={one} onChange={set} />;
  return <DecimalField label={label} value={one} onChange={set} />;
}

function EnumChoice({ field, operator, value, setValue, label }: Props) {
  const { enumLabel } = useLabels();
  const chosen = listOf(value, operator);
  const toggle = (item: string) => {
    const next = chosen.includes(item) ? chosen.filter((other) => other !== item) : [...chosen, item];
    setValue(next.length > 0 ? { [operator]: next } : undefined);
  };
  return (
    <FormGroup aria-label={label} role="group" sx={{ maxHeight: 280, overflowY: 'auto', flexWrap: 'nowrap' }}>
      {enumValues(field.enumName ?? '').map((item) => (
        <FormControlLabel
          key={item}
          control={<Checkbox checked={chosen.includes(item)} onChange={() => toggle(item)} />}
          label={enumLabel(field.enumName ?? '', item)}
        />
      ))}
    </FormGroup>
  );
}

function Range({ field, value, setValue }: Pick<Props, 'field' | 'value' | 'setValue'>) {
  const t = useT();
  const [low, high] = endsOf(field);
  const set = (key: string, text: string) => {
    const next: Record<string, unknown> = {};
    for (const end of [low, high]) {
      const given = end === key ? text : partOf(value, end);
      if (given !== '') next[end] = field.kind === 'integer' ? Number(given) : given;
    }
    setValue(next);
  };
  const isTime = field.kind === 'day' || field.kind === 'instant';
  const Input = isTime ? DayField : DecimalField;
  const day = (text: string) => (field.kind === 'instant' ? text.slice(0, 10) : text);
  const wire = (text: string) => (field.kind === 'instant' && text ? `${text}T00:00:00.000Z` : text);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1 }}>
      <Input label={t(isTime ? 'list.from' : 'list.min')} value={day(partOf(value, low))} onChange={(text) => set(low, wire(text))} />
      <Input label={t(isTime ? 'list.to' : 'list.max')} value={day(partOf(value, high))} onChange={(text) => set(high, wire(text))} />
    </Box>
  );
}
