import AccountCircle from '@mui/icons-material/AccountCircleOutlined';
import Check from '@mui/icons-material/Check';
import Logout from '@mui/icons-material/Logout';
import PersonOutlined from '@mui/icons-material/PersonOutlined';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import ListSubheader from '@mui/material/ListSubheader';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useLocaleState, useLogout, useStore, useTranslate } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { currentViewer } from '../../data/session.ts';
import { LOCALES } from '../../i18n/locale.ts';
import { useT } from '../../i18n/useT.ts';
import { useAppearance } from '../AppTheme.tsx';

/** Who is signed in, how it looks, and the way out. */
export function UserMenu() {
  const t = useT();
  const translate = useTranslate();
  const logout = useLogout();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [appearance, setAppearance] = useAppearance();
  const [density, setDensity] = useStore('density', 'compact');
  const [locale, setLocale] = useLocaleState();
  const viewer = currentViewer();
  const choice = (chosen: boolean, label: string, choose: () => void) => (
    <MenuItem key={label} role="menuitemradio" aria-checked={chosen} onClick={choose}>
      <ListItemIcon>{chosen && <Check fontSize="small" />}</ListItemIcon>
      {label}
    </MenuItem>
  );
  const heading = (label: string) => (
    <ListSubheader role="presentation" sx={{ lineHeight: '30px', fontSize: '0.75rem', bgcolor: 'transparent' }}>
      {label}
    </ListSubheader>
  );
  return (
    <>
      <IconButton
        onClick={(event) => setAnchor(event.currentTarget)}
        aria-label={t('user.menu', { name: viewer?.name ?? '' })}
        aria-haspopup="menu"
        aria-expanded={Boolean(anchor)}
      >
        <AccountCircle />
      </IconButton>
      <Menu anchorEl={anchor} open={Boolean(anchor)} onClose={() => setAnchor(null)} slotProps={{ paper: { role: 'dialog', 'aria-label': t('user.menu', { name: viewer?.name ?? '' }), sx: { minWidth: 230 } } }}>
        <MenuItem disabled sx={{ '&.Mui-disabled': { opacity: 1 } }}>
          <ListItemText primary={viewer?.name} secondary={[viewer?.roleLabel, viewer?.email].filter(Boolean).join(' · ')} />
        </MenuItem>
        <MenuItem component={Link} to="/profile" onClick={() => setAnchor(null)}>
          <ListItemIcon>
            <PersonOutlined fontSize="small" />
          </ListItemIcon>
          {t('profile.title')}
        </MenuItem>
        <Divider />
        {heading(t('user.appearance'))}
        {(['system', 'light', 'dark'] as const).map((value) =>
          choice(appearance === value, t(`user.appearance.${value}`), () => setAppearance(value)),
        )}
        <Divider />
        {heading(t('user.density'))}
        {(['compact', 'comfortable'] as const).map((value) =>
          choice(density === value, t(`user.density.${value}`), () => setDensity(value)),
        )}
        {LOCALES.length > 1 && <Divider />}
        {LOCALES.length > 1 && LOCALES.map((known) => choice(locale === known.locale, known.name, () => setLocale(known.locale)))}
        <Divider />
        <MenuItem onClick={() => void logout()}>
          <ListItemIcon>
            <Logout fontSize="small" />
          </ListItemIcon>
          {translate('ra.auth.logout')}
        </MenuItem>
      </Menu>
    </>
  );
}
