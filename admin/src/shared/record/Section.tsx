import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useResourceContext } from 'ra-core';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { may } from '../../data/session.ts';
import { useLabels } from '../../i18n/useT.ts';
import { FieldValue } from '../field.tsx';
import type { AnyField } from '../list/context.ts';

/** A titled panel of a record or form. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <Paper component="section" variant="outlined" aria-labelledby={id} sx={{ p: { xs: 1.5, sm: 2 }, minWidth: 0, '& > .MuiPaper-root + *': { mt: 1.5 } }}>
      <Typography id={id} variant="h2" sx={{ mb: 1.5 }}>
        {title}
      </Typography>
      {children}
    </Paper>
  );
}

/** Fields of a record as labelled values in columns. */
export function FieldGrid({ fields, record }: { fields: readonly AnyField[]; record: object }) {
  const resource = useResourceContext() ?? '';
  const { fieldLabel } = useLabels();
  return (
    <Box component="dl" sx={{ m: 0, display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(145px, 1fr))' }}>
      {fields.filter(({ permission }) => may(permission)).map((field) => (
        <Box key={field.name} sx={{ minWidth: 0 }}>
          <Typography component="dt" variant="caption" color="textSecondary">
            {fieldLabel(resource, field.name)}
          </Typography>
          <Typography component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
            <FieldValue field={field} record={record} />
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
