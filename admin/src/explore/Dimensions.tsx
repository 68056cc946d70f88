import Typography from '@mui/material/Typography';
import { useLabels, useT } from '../i18n/useT.ts';
import { Choice } from './Choice.tsx';
import { FieldPicker } from './FieldPicker.tsx';
import { Chosen, Part } from './Part.tsx';
import { keyOfDimension } from './question.ts';
import type { Bucket, Dimension } from './question.ts';
import type { AskableField } from './queries.ts';

type Props = { fields: readonly AskableField[]; value: readonly Dimension[]; onChange: (value: readonly Dimension[]) => void };

/** By what the rows are grouped; days by day, week, month, quarter or year. */
export function Dimensions({ fields, value, onChange }: Props) {
  const t = useT();
  const { enumLabel } = useLabels();
  const fieldOf = (path: string) => fields.find((field) => field.path === path);
  const groupable = fields.filter(({ kind }) => kind !== 'ID');
  return (
    <Part title={t('explore.groupBy')}>
      {value.map((dimension, index) => {
        const field = fieldOf(dimension.field);
        const label = field?.label ?? dimension.field;
        const setBucket = (bucket: Bucket | 'NONE') =>
          onChange(value.map((each, at) => (at === index ? { field: each.field, ...(bucket === 'NONE' ? {} : { bucket }) } : each)));
        return (
          <Chosen key={keyOfDimension(dimension)} name={label} onRemove={() => onChange(value.filter((_, at) => at !== index))}>
            <Typography variant="body2">{label}</Typography>
            {field && field.buckets.length > 0 && (
              <Choice
                label={t('explore.by')}
                width={110}
                value={dimension.bucket ?? 'NONE'}
                options={[{ value: 'NONE' as const, label: t('explore.exact') }, ...field.buckets.map((bucket) => ({ value: bucket, label: enumLabel('ExploreBucket', bucket) }))]}
                onChange={setBucket}
              />
            )}
          </Chosen>
        );
      })}
      <FieldPicker
        key={value.length}
        label={t('explore.addGroup')}
        fields={groupable.filter(({ path }) => !value.some(({ field }) => field === path))}
        onPick={({ path, buckets }) => onChange([...value, { field: path, ...(buckets.length > 0 ? { bucket: 'MONTH' as const } : {}) }])}
      />
    </Part>
  );
}
