import ExpandMore from '@mui/icons-material/ExpandMore';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import List from '@mui/material/List';
import ListItemButton from '@mui/material/ListItemButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import Tooltip from '@mui/material/Tooltip';
import { useStore } from 'ra-core';
import { useId } from 'react';
import { NavLink, useLocation } from 'react-router-dom';
import { MENU_GROUPS } from '../../data/resource.ts';
import type { MenuGroup } from '../../data/resource.ts';
import { useT } from '../../i18n/useT.ts';
import { useDestinations } from '../domains.ts';
import type { Destination } from '../domains.ts';

export const MENU_WIDTH = 216;
export const MENU_WIDTH_FOLDED = 56;

/** Pages by group, each of which closes and stays closed; folded, only icons with their names as tooltips. */
export function Menu({ folded = false }: { folded?: boolean }) {
  const t = useT();
  const destinations = useDestinations();
  return (
    <Box component="nav" aria-label={t('app.menu')} sx={{ width: folded ? MENU_WIDTH_FOLDED : MENU_WIDTH, py: 1 }}>
      {MENU_GROUPS.map((group) => {
        const items = destinations.filter((destination) => destination.group === group);
        return items.length > 0 && <Group key={group} group={group} items={items} folded={folded} />;
      })}
    </Box>
  );
}

const isOpenedBy = (path: string, pathname: string) => (path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`));

function Group({ group, items, folded }: { group: MenuGroup; items: readonly Destination[]; folded: boolean }) {
  const t = useT();
  const { pathname } = useLocation();
  const listId = useId();
  const [closed, setClosed] = useStore(`menu.closed.${group}`, false);
  // Of a closed group the page that is open stays in sight.
  const shown = closed && !folded ? items.filter(({ path }) => isOpenedBy(path, pathname)) : items;
  const label = t(`menu.${group}`);
  return (
    <Box sx={{ mb: 1 }}>
      {!folded && (
        <ButtonBase aria-expanded={!closed} aria-controls={listId} onClick={() => setClosed(!closed)} sx={heading}>
          {label}
          <ExpandMore aria-hidden sx={{ fontSize: 16, transform: closed ? 'rotate(-90deg)' : 'none', '[dir=rtl] &': closed ? { transform: 'rotate(90deg)' } : {} }} />
        </ButtonBase>
      )}
      <List id={listId} dense disablePadding aria-label={label}>
        {shown.map((item) => (
          <Item key={item.path} item={item} folded={folded} />
        ))}
      </List>
    </Box>
  );
}

function Item({ item: { path, label, icon: Icon }, folded }: { item: Destination; folded: boolean }) {
  const { pathname } = useLocation();
  const selected = isOpenedBy(path, pathname);
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

const heading = { width: 1, justifyContent: 'space-between', px: 2, fontSize: '0.6875rem', fontWeight: 600, lineHeight: '26px', color: 'text.secondary', '&:hover, &:focus-visible': { color: 'text.primary' } };

const entry = {
  borderRadius: 1,
  minHeight: 32,
  py: 0.25,
  px: 1.25,
  color: 'text.secondary',
  '&.Mui-selected, &.Mui-selected:hover': { bgcolor: 'primary.light', color: 'primary.dark', fontWeight: 600 },
};
