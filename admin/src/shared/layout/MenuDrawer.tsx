import Drawer from '@mui/material/Drawer';
import { useT } from '../../i18n/useT.ts';
import { Menu } from './Menu.tsx';

/** The menu on a phone. */
export function MenuDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT();
  return (
    <Drawer open={open} onClose={onClose} slotProps={{ paper: { 'aria-label': t('app.menu') } }}>
      <Menu />
    </Drawer>
  );
}
