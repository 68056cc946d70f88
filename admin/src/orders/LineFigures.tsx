import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useT } from '../i18n/useT.ts';
import { Value } from '../shared/field.tsx';
import type { OrderLine } from './queries.ts';

/** How far a line has come: shipped, reserved, waiting; only what is not nothing. */
export function LineFigures({ line }: { line: OrderLine }) {
  const t = useT();
  const parts = [
    ['orders.shippedOf', line.shipped],
    ['orders.reservedOf', line.reserved],
    ['orders.waitingOf', line.backordered],
    ['orders.cancelledOf', line.cancelled],
  ] as const;
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      {parts
        .filter(([, quantity]) => Number(quantity) > 0)
        .map(([key, quantity]) => (
          <Typography key={key} component="span" variant="caption" color={key === 'orders.waitingOf' ? 'error' : 'textSecondary'} sx={{ whiteSpace: 'nowrap' }}>
            <Value field={{ kind: 'quantity' }} value={quantity} /> {t(key)}
          </Typography>
        ))}
    </Box>
  );
}
