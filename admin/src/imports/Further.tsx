import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import { useT } from '../i18n/useT.ts';
import type { Subject } from './queries.ts';
import type { Options } from './types.ts';

type Props = { subject: Subject; options: Options; onChange: (part: Partial<Options>) => void };

/** Options that have a meaning for some kinds of files only. */
export function Further({ subject, options, onChange }: Props) {
  const t = useT();
  const has = (name: string) => subject.options.includes(name);
  if (subject.options.length === 0) return null;
  const mark = (name: 'cancelled' | 'adjusted') => (
    <TextField size="small" label={t(`imports.${name}`)} value={options[name]} onChange={(event) => onChange({ [name]: event.target.value })} sx={{ inlineSize: 190 }} />
  );
  const check = (name: 'merge' | 'place') => (
    <FormControlLabel control={<Checkbox checked={options[name]} onChange={(_, is) => onChange({ [name]: is })} />} label={t(`imports.${name}`)} />
  );
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, mb: 2 }}>
      {has('merge') && check('merge')}
      {has('place') && check('place')}
      {has('notGoods') && (
        <TextField
          size="small" label={t('imports.notGoods')} helperText={t('imports.notGoodsHelp')} defaultValue={options.notGoods.join(', ')} sx={{ minInlineSize: 260 }}
          onChange={(event) => onChange({ notGoods: event.target.value.split(/[,;]/).map((each) => each.trim()).filter(Boolean) })}
        />
      )}
      {has('cancelled') && mark('cancelled')}
      {has('adjusted') && mark('adjusted')}
      {has('costShare') && <TextField size="small" label={t('imports.costShare')} value={options.costShare ?? ''} placeholder="0.6" onChange={(event) => onChange({ costShare: event.target.value || null })} />}
    </Box>
  );
}
