import Check from '@mui/icons-material/Check';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useT } from '../../i18n/useT.ts';
import { dayText, instantText } from '../days.ts';
import type { Step } from './types.ts';

/** The states of a document in order, with when and by whom each was reached. */
export function Pipeline({ steps, current }: { steps: readonly Step[]; current: string }) {
  const t = useT();
  const at = steps.findIndex(({ name }) => name === current);
  return (
    <Box component="ol" aria-label={t('record.pipeline')} sx={line}>
      {steps.map(({ name, label, on, by }, index) => (
        <Box component="li" key={name} aria-current={index === at ? 'step' : undefined} data-done={index < at || undefined} sx={step}>
          <Box className="dot">{index < at ? <Check sx={{ fontSize: 13 }} /> : index + 1}</Box>
          <Box sx={{ minWidth: 0 }}>
            <Typography variant="body2" sx={{ fontWeight: index === at ? 650 : 450 }} noWrap>
              {label}
            </Typography>
            {(on ?? by) && (
              <Typography variant="caption" color="textSecondary" noWrap component="p">
                {[on ? (on.length > 10 ? instantText(on) : dayText(on)) : '', by].filter(Boolean).join(' · ')}
              </Typography>
            )}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

const line = { display: 'flex', flexWrap: 'wrap', gap: 1, m: 0, p: 0, listStyle: 'none' };
const step = {
  display: 'flex',
  gap: 1,
  alignItems: 'center',
  px: 1.25,
  py: 0.75,
  borderRadius: 1,
  border: '1px solid',
  borderColor: 'divider',
  bgcolor: 'background.paper',
  color: 'text.secondary',
  '& .dot': { width: 20, height: 20, borderRadius: '50%', display: 'grid', placeItems: 'center', fontSize: 11, border: '1px solid', borderColor: 'quiet.strong', flexShrink: 0 },
  '&[data-done] .dot': { bgcolor: 'primary.main', color: 'primary.contrastText', borderColor: 'primary.main' },
  '&[aria-current]': { bgcolor: 'primary.light', color: 'primary.dark', borderColor: 'primary.main' },
  '&[aria-current] .dot': { borderColor: 'primary.dark', fontWeight: 700 },
  '&[aria-current] .MuiTypography-caption': { color: 'inherit' },
};
