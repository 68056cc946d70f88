import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Cancel from '@mui/icons-material/Close';
import { useQuery } from '@tanstack/react-query';
import { useDataProvider, useListContext, useResourceContext } from 'ra-core';
import { useState } from 'react';
import { resourceSpec } from '../../data/resource.ts';
import type { Preset } from '../../data/presets.ts';
import { useLabels, useT } from '../../i18n/useT.ts';
import { dayText, instantText } from '../days.ts';
import { decimalText } from '../numbers.ts';
import { FilterPopover } from './FilterPopover.tsx';
import { endsOf, listOf, operatorOf, partOf } from './operators.ts';
import type { AnyField } from './context.ts';

/** The conditions of the list as chips: click to change, × to remove. */
export function Chips({ fields }: { fields: readonly AnyField[] }) {
  const t = useT();
  const { filterValues, setFilters } = useListContext();
  const keys = Object.keys(filterValues).filter((key) => key !== 'search');
  if (keys.length === 0) return null;
  const remove = (key: string) => {
    const { [key]: _, ...rest } = filterValues;
    setFilters(rest, undefined, false);
  };
  return (
    <Box role="group" aria-label={t('list.filters')} sx={{ display: 'flex', gap: 0.75, flexWrap: 'wrap', alignItems: 'center' }}>
      {keys.map((key) => (
        <Condition
          key={key}
          name={key}
          field={fields.find(({ name }) => name === key)}
          value={filterValues[key]}
          onRemove={() => remove(key)}
        />
      ))}
      {keys.length > 1 && <Button onClick={() => setFilters({}, undefined, false)}>{t('list.clearFilters')}</Button>}
    </Box>
  );
}

type ConditionProps = { name: string; field: AnyField | undefined; value: unknown; onRemove: () => void };

function Condition({ name, field, value, onRemove }: ConditionProps) {
  const t = useT();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const text = useConditionText(name, field, value);
  return (
    <Box sx={{ display: 'inline-flex', alignItems: 'center', maxWidth: '100%' }}>
      <Chip
        variant="outlined"
        label={text}
        {...(field ? { onClick: (event: { currentTarget: HTMLElement }) => setAnchor(event.currentTarget) } : {})}
        sx={{ borderStartEndRadius: 0, borderEndEndRadius: 0, borderInlineEnd: 0, height: 26, bgcolor: 'background.paper' }}
      />
      <Chip
        component="button"
        variant="outlined"
        onClick={onRemove}
        label={<Cancel sx={{ fontSize: 14, display: 'block' }} />}
        aria-label={t('list.removeFilter', { condition: text })}
        sx={{ borderStartStartRadius: 0, borderEndStartRadius: 0, height: 26, '& .MuiChip-label': { px: 0.75 } }}
      />
      {field && anchor && <FilterPopover field={field} anchor={anchor} onClose={() => setAnchor(null)} />}
    </Box>
  );
}

/** "Status is Open or Overdue", "Due before 1 Nov 2026". */
function useConditionText(name: string, field: AnyField | undefined, value: unknown): string {
  const t = useT();
  const { fieldLabel, enumLabel } = useLabels();
  const resource = useResourceContext() ?? '';
  const provider = useDataProvider();
  const operator = field ? operatorOf(field, value) : 'is';
  const ids = field?.kind === 'reference' ? listOf(value, operator) : [];
  const { data: referenced } = useQuery({
    queryKey: [field?.reference, 'getMany', { ids }],
    queryFn: () => provider.getMany(field?.reference ?? '', { ids }),
    enabled: ids.length > 0,
  });
  if (!field) return t('operator.other', { field: name });
  const label = fieldLabel(resource, field.name);
  if (operator === 'empty' || operator === 'notEmpty') return t(`condition.${operator}`, { field: label });
  const say = (text: string) =>
    field.kind === 'day' ? dayText(text) : field.kind === 'instant' ? instantText(text) : field.kind === 'text' ? text : decimalText(text);
  if (operator === 'preset') return t('condition.preset', { field: label, value: t(`preset.${partOf(value, 'preset') as Preset}`) });
  if (operator === 'between') {
    const [low, high] = endsOf(field).map((end) => partOf(value, end));
    if (low && high) return t('condition.between', { field: label, low: say(low), high: say(high) });
    return low ? t('condition.atLeast', { field: label, value: say(low) }) : t('condition.atMost', { field: label, value: say(high ?? '') });
  }
  if (field.kind === 'boolean') return t('condition.is', { field: label, value: t(value === true ? 'app.yes' : 'app.no') });
  const names =
    field.kind === 'enum'
      ? listOf(value, operator).map((item) => enumLabel(field.enumName ?? '', item))
      : field.kind === 'reference'
        ? (referenced?.data ?? []).map((record) => resourceSpec(field.reference ?? '').label(record))
        : [say(partOf(value, operator))];
  const joined = new Intl.ListFormat(document.documentElement.lang || 'en', { type: 'disjunction' }).format(names);
  return t(`condition.${operator}`, { field: label, value: joined });
}
