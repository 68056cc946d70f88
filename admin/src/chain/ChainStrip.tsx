import Check from '@mui/icons-material/Check';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useLabels, useT } from '../i18n/useT.ts';
import { instantText } from '../shared/days.ts';

type Stay = { step: string; enteredAt: string; leftAt: string | null; outcome: string | null; ownerName: string | null; ownerRole: string | null; isUnowned: boolean };
const steps = ['ORDER', 'INVOICE', 'RECONCILIATION', 'CONFIRMATION'];

/** A small picture of an order's chain: where it is, whose it is, since when. */
export function ChainStrip({ stays, isStuck }: { stays: readonly Stay[]; isStuck: boolean }) {
  const t = useT();
  const { enumLabel } = useLabels();
  if (stays.length === 0) return null;
  return (
    <Box component="ol" aria-label={t('orderChain.stages')} sx={line}>
      {steps.map((name) => {
        const last = stays.findLast((each) => each.step === name);
        const isHere = last?.leftAt === null;
        const isDone = last?.outcome === 'FORWARD';
        const owner = last && (last.ownerName ?? (last.ownerRole ? enumLabel('Role', last.ownerRole) : t('orderChain.nobody')));
        return (
          <Box component="li" key={name} aria-current={isHere ? 'step' : undefined} data-done={isDone || undefined} data-stuck={(isHere && isStuck) || undefined} sx={part}>
            <Typography variant="caption" component="p" noWrap sx={{ fontWeight: isHere ? 650 : 450 }}>
              {isDone && <Check aria-hidden sx={{ fontSize: 12, verticalAlign: 'middle' }} />} {enumLabel('ChainStep', name)}
              {isHere && isStuck ? ` · ${t('orderChain.stuck')}` : ''}
            </Typography>
            <Typography variant="caption" component="p" color="inherit" noWrap>
              {isHere ? `${owner ?? ''} · ${instantText(last.enteredAt)}` : isDone && last.leftAt ? instantText(last.leftAt) : '–'}
            </Typography>
          </Box>
        );
      })}
    </Box>
  );
}

const line = { display: 'grid', gridTemplateColumns: { xs: '1fr 1fr', md: 'repeat(4, 1fr)' }, gap: 0.5, m: 0, p: 0, listStyle: 'none' };
const part = {
  minWidth: 0, px: 1, py: 0.5, borderBlockStart: '3px solid', borderColor: 'divider', color: 'text.secondary',
  '&[data-done]': { borderColor: 'primary.main' },
  '&[aria-current]': { borderColor: 'primary.dark', color: 'text.primary' },
  '&[data-stuck]': { borderColor: 'error.main' },
};
