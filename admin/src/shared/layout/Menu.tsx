import Box from '@mui/material/Box';
import List from '@mui/material/List';
import ListItemButton from '@mui/material/ListItemButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import ListSubheader from '@mui/material/ListSubheader';
import Tooltip from '@mui/material/Tooltip';
import { NavLink, useLocation } from 'react-router-dom';
import { MENU_GROUPS } from '../../data/resource.ts';
import { useT } from '../../i18n/useT.ts';
import { useDestinations } from '../domains.ts';
import type { Destination } from '../domains.ts';

export const MENU_WIDTH = 216;
export const MENU_WIDTH_FOLDED = 56;

/** Pages by group; folded, only icons with their names as tooltips. */
export function Menu({ folded = false }: { folded?: boolean }) {
  const t = useT();
  const destinations = useDestinations();
  return (
    <Box component="nav" aria-label={t('app.menu')} sx={{ width: folded ? MENU_WIDTH_FOLDED : MENU_WIDTH, py: 1 }}>
      {MENU_GROUPS.map((group) => {
        const items = destinations.filter((destination) => destination.group === group);
        if (items.length === 0) return null;
        return (
          <List
            key={group}
            dense
            disablePadding
            aria-label={t(`menu.${group}`)}
            sx={{ mb: 1 }}
            subheader={
              folded ? undefined : (
                <ListSubheader component="div" disableSticky aria-hidden sx={heading}>
                  {t(`menu.${group}`)}
                </ListSubheader>
              )
            }
          >
            {items.map((item) => (
              <Item key={item.path} item={item} folded={folded} />
            ))}
          </List>
        );
      })}
    </Box>
  );
}

function Item({ item: { path, label, icon: Icon }, folded }: { item: Destination; folded: boolean }) {
  const { pathname } = useLocation();
  const selected = path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`);
  return (
    <Box component="li" sx={{ listStyle: 'none', px: 1 }}>
      <Tooltip title={folded ? label : ''} placement="right">
        <ListItemButton component={NavLink} to={path} end={path === '/'} selected={selected} aria-label={label} sx={entry}>
          <ListItemIcon sx={{ minWidth: folded ? 0 : 30, color: 'inherit' }}>
            <Icon sx={{ fontSize: 18 }} />
          </ListItemIcon>
          {!folded && <ListItemText primary={label} slotProps={{ primary: { sx: { fontSize: '0.8125rem', fontWeight: 'inherit' } } }} />}
        </ListItemButton>
      </Tooltip>
    </Box>
  );
}

const heading = { bgcolor: 'transparent', fontSize: '0.6875rem', fontWeight: 600, lineHeight: '26px', color: 'text.secondary' };

const entry = {
  borderRadius: 1,
  minHeight: 32,
  py: 0.25,
  px: 1.25,
  color: 'text.secondary',
  '&.Mui-selected, &.Mui-selected:hover': { bgcolor: 'primary.light', color: 'primary.dark', fontWeight: 600 },
};
