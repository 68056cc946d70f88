import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { currentViewer, may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { useTitle } from '../shared/layout/title.tsx';
import { LowStock } from './LowStock.tsx';
import { NearExpiry } from './NearExpiry.tsx';
import { Receivable } from './Receivable.tsx';
import { Replenishment } from './Replenishment.tsx';
import { Revenue } from './Revenue.tsx';
import { ToShip } from './ToShip.tsx';

const tiles = { display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(min(300px, 100%), 1fr))' };
const charts = { display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))', alignItems: 'start' };

/** The day at a glance: only what the viewer may see, and each figure leads to the list behind it. */
export function Dashboard() {
  const t = useT();
  useTitle(t('dashboard.title'));
  const viewer = currentViewer();
  return (
    <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
      <Typography variant="h1">{t('dashboard.of', { company: viewer?.company?.name ?? '' })}</Typography>
      <Box sx={tiles}>
        {may('openItems.read') && <Receivable part="tiles" />}
        {may('orders.read') && <ToShip />}
        {may('stock.read') && <LowStock part="tile" />}
        {may('replenishment.read') && <Replenishment />}
        {may('stock.read') && <NearExpiry />}
      </Box>
      <Box sx={charts}>
        {may('openItems.read') && <Receivable part="chart" />}
        {may('invoices.read') && <Revenue />}
        {may('stock.read') && <LowStock part="list" />}
      </Box>
    </Box>
  );
}
