import ExpandMore from '@mui/icons-material/ExpandMore';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Tooltip from '@mui/material/Tooltip';
import { useStore } from 'ra-core';
import { memo, useId } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { MENU_GROUPS } from '../../data/resource.ts';
import type { MenuGroup } from '../../data/resource.ts';
import { useT } from '../../i18n/useT.ts';
import { useDestinations } from '../domains.ts';
import type { Destination } from '../domains.ts';

export const MENU_WIDTH = 216;
export const MENU_WIDTH_FOLDED = 56;

/**
 * Pages by group, each of which closes and stays closed; folded, only icons with their names as tooltips. Some two hundred entries
 * stand beside every page: they are plain links with one style for all, and on another page only what was open and what is are
 * drawn anew.
 */
export const Menu = memo(function Menu({ folded = false }: { folded?: boolean }) {
  const t = useT();
  const { pathname } = useLocation();
  const destinations = useDestinations();
  return (
    <Box component="nav" aria-label={t('app.menu')} sx={folded ? foldedMenu : menu}>
      {MENU_GROUPS.map((group) => {
        const items = destinations.filter((destination) => destination.group === group);
        return items.length > 0 && <Group key={group} group={group} items={items} folded={folded} pathname={pathname} />;
      })}
    </Box>
  );
});

const isOpenedBy = (path: string, pathname: string) => (path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`));

type GroupProps = { group: MenuGroup; items: readonly Destination[]; folded: boolean; pathname: string };

function Group({ group, items, folded, pathname }: GroupProps) {
  const t = useT();
  const listId = useId();
  const [closed, setClosed] = useStore(`menu.closed.${group}`, false);
  const label = t(`menu.${group}`);
  const entries = items.map((item) => ({ ...item, selected: isOpenedBy(item.path, pathname) }));
  // Of a closed group the page that is open stays in sight.
  const shown = closed && !folded ? entries.filter(({ selected }) => selected) : entries;
  return (
    <section>
      {!folded && (
        <ButtonBase aria-expanded={!closed} aria-controls={listId} onClick={() => setClosed(!closed)} sx={heading}>
          {label}
          <ExpandMore aria-hidden sx={{ fontSize: 16, transform: closed ? 'rotate(-90deg)' : 'none', '[dir=rtl] &': closed ? { transform: 'rotate(90deg)' } : {} }} />
        </ButtonBase>
      )}
      <ul id={listId} aria-label={label}>
        {shown.map(({ path, label: name, icon, selected }) => (
          <Item key={path} path={path} label={name} icon={icon} selected={selected} folded={folded} />
        ))}
      </ul>
    </section>
  );
}

type ItemProps = Pick<Destination, 'path' | 'label' | 'icon'> & { selected: boolean; folded: boolean };

const Item = memo(function Item({ path, label, icon: Icon, selected, folded }: ItemProps) {
  const link = (
    <Link to={path} aria-label={label} aria-current={selected ? 'page' : undefined}>
      <Icon />
      {!folded && <span>{label}</span>}
    </Link>
  );
  return <li>{folded ? <Tooltip title={label} placement="right">{link}</Tooltip> : link}</li>;
});

const heading = { width: 1, justifyContent: 'space-between', px: 2, fontSize: '0.6875rem', fontWeight: 600, lineHeight: '26px', color: 'text.secondary', '&:hover, &:focus-visible': { color: 'text.primary' } };

const menu = {
  width: MENU_WIDTH,
  py: 1,
  '& section': { mb: 1 },
  '& ul': { m: 0, p: 0 },
  '& li': { listStyle: 'none', px: 1 },
  '& a': {
    display: 'flex',
    alignItems: 'center',
    gap: 1.5,
    minHeight: 32,
    py: 0.25,
    px: 1.25,
    borderRadius: 1,
    fontSize: '0.8125rem',
    lineHeight: 1.45,
    color: 'text.secondary',
    textDecoration: 'none',
    transition: 'background-color 150ms',
    '&:hover': { bgcolor: 'action.hover' },
    '&[aria-current], &[aria-current]:hover': { bgcolor: 'primary.light', color: 'primary.dark', fontWeight: 600 },
  },
  '& a span': { my: 0.5 },
  '& a svg': { flexShrink: 0, fontSize: 18 },
};
const foldedMenu = { ...menu, width: MENU_WIDTH_FOLDED };
