import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useFormState } from 'react-hook-form';
import { useT } from '../../i18n/useT.ts';

type Props = { creating: boolean; pending: boolean; onCancel: () => void };

/** Stays at the bottom of the screen; says how many fields are changed and not saved. */
export function SaveBar({ creating, pending, onCancel }: Props) {
  const t = useT();
  const { dirtyFields } = useFormState();
  const count = Object.keys(dirtyFields).length;
  return (
    <Box sx={bar}>
      <Button type="submit" variant="contained" loading={pending} aria-keyshortcuts="Control+S">
        {t(creating ? 'app.create' : 'app.save')}
      </Button>
      <Button onClick={onCancel}>{t('app.cancel')}</Button>
      <Typography role="status" variant="caption" color="textSecondary">
        {count > 0 ? t('form.unsaved', { count }) : ''}
      </Typography>
    </Box>
  );
}

const bar = {
  position: 'sticky',
  insetBlockEnd: 0,
  display: 'flex',
  gap: 1,
  alignItems: 'center',
  py: 1.25,
  bgcolor: 'background.default',
  borderBlockStart: '1px solid',
  borderColor: 'divider',
  zIndex: 5,
};
