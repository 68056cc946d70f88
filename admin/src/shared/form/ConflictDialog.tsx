import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Typography from '@mui/material/Typography';
import Box from '@mui/material/Box';
import { useResourceContext } from 'ra-core';
import { useState } from 'react';
import type { Conflict } from '../../data/apiError.ts';
import { useLabels, useT } from '../../i18n/useT.ts';
import { plainText } from '../field.tsx';
import type { OpenConflict } from './useSave.ts';

type Props = { conflict: OpenConflict; onResolve: (theirs: readonly Conflict[] | undefined) => void };

/** Somebody saved in between: for each field, mine or theirs; nothing is overwritten unseen. */
export function ConflictDialog({ conflict: { fields }, onResolve }: Props) {
  const t = useT();
  const resource = useResourceContext() ?? '';
  const { looseFieldLabel } = useLabels();
  const [theirs, setTheirs] = useState<readonly string[]>([]);
  const choose = (field: string, choice: string) =>
    setTheirs([...theirs.filter((other) => other !== field), ...(choice === 'theirs' ? [field] : [])]);
  return (
    <Dialog open onClose={() => onResolve(undefined)} maxWidth="sm" fullWidth aria-labelledby="conflict-title">
      <DialogTitle id="conflict-title">{t('conflict.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography>{t('conflict.text')}</Typography>
        {fields.map(({ field, mine, theirs: other }) => (
          <Box key={field}>
            <Typography id={`conflict-${field}`} variant="h3" component="p">
              {looseFieldLabel(resource, field)}
            </Typography>
            <RadioGroup
              aria-labelledby={`conflict-${field}`}
              value={theirs.includes(field) ? 'theirs' : 'mine'}
              onChange={(_, choice) => choose(field, choice)}
            >
              <FormControlLabel value="mine" control={<Radio size="small" />} label={t('conflict.mine', { value: plainText(mine) || '–' })} />
              <FormControlLabel value="theirs" control={<Radio size="small" />} label={t('conflict.theirs', { value: plainText(other) || '–' })} />
            </RadioGroup>
          </Box>
        ))}
      </DialogContent>
      <DialogActions>
        <Button onClick={() => onResolve(undefined)}>{t('app.cancel')}</Button>
        <Button variant="contained" onClick={() => onResolve(fields.filter(({ field }) => theirs.includes(field)))}>
          {t('conflict.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
