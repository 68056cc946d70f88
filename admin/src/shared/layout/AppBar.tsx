import HelpOutline from '@mui/icons-material/HelpOutlineOutlined';
import MenuIcon from '@mui/icons-material/Menu';
import Search from '@mui/icons-material/Search';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router-dom';
import { currentViewer, may } from '../../data/session.ts';
import { useT } from '../../i18n/useT.ts';
import { Bell } from './Bell.tsx';
import { UserMenu } from './UserMenu.tsx';

type Props = { onMenu: () => void; onSearch: () => void; onKeys: () => void };

export function AppBar({ onMenu, onSearch, onKeys }: Props) {
  const t = useT();
  return (
    <Box component="header" sx={bar}>
      <IconButton onClick={onMenu} aria-label={t('app.toggleMenu')}>
        <MenuIcon fontSize="small" />
      </IconButton>
      <Box component={Link} to="/" sx={brand} aria-label="Hesabu">
        <Box component="img" src="/favicon.svg" alt="" sx={{ width: 24, height: 24 }} />
        <Typography variant="h2" component="span" sx={{ display: { xs: 'none', sm: 'block' } }}>
          Hesabu
        </Typography>
      </Box>
      <Typography variant="body2" color="textSecondary" noWrap sx={{ display: { xs: 'none', md: 'block' } }}>
        {currentViewer()?.company?.name}
      </Typography>
      <Box sx={{ flex: 1 }} />
      <ButtonBase onClick={onSearch} sx={search} aria-keyshortcuts="Control+K">
        <Search sx={{ fontSize: 17 }} />
        <Box component="span" sx={searchText}>
          {t('app.search')}
        </Box>
        <Box component="kbd" sx={{ ...keycap, display: { xs: 'none', sm: 'block' } }} aria-hidden>
          Ctrl K
        </Box>
      </ButtonBase>
      <Tooltip title={t('keys.title')}>
        <IconButton onClick={onKeys} aria-label={t('keys.title')} sx={{ display: { xs: 'none', sm: 'inline-flex' } }}>
          <HelpOutline fontSize="small" />
        </IconButton>
      </Tooltip>
      {may('tasks.read') && <Bell />}
      <UserMenu />
    </Box>
  );
}

export const keycap = {
  fontFamily: 'inherit',
  fontSize: '0.6875rem',
  border: '1px solid',
  borderColor: 'divider',
  borderRadius: 0.75,
  px: 0.75,
  lineHeight: '18px',
  color: 'text.secondary',
  bgcolor: 'quiet.wash',
};

const bar = {
  position: 'sticky',
  insetBlockStart: 0,
  zIndex: 1100,
  height: 52,
  display: 'flex',
  alignItems: 'center',
  gap: 1,
  px: { xs: 1, sm: 1.5 },
  bgcolor: 'background.default',
  borderBlockEnd: '1px solid',
  borderColor: 'divider',
};

/** On a phone only the icon shows; the name stays for screen readers. */
const searchText = {
  flex: 1,
  textAlign: 'start',
  position: { xs: 'absolute', sm: 'static' },
  clipPath: { xs: 'inset(50%)', sm: 'none' },
  whiteSpace: 'nowrap',
} as const;

const brand = { display: 'flex', alignItems: 'center', gap: 1, color: 'text.primary', textDecoration: 'none', marginInlineEnd: 1 };

const search = {
  display: 'flex',
  gap: 1,
  alignItems: 'center',
  height: 34,
  width: { xs: 34, sm: 280 },
  px: 1,
  borderRadius: 1,
  border: '1px solid',
  borderColor: 'quiet.strong',
  bgcolor: 'background.paper',
  color: 'text.secondary',
  fontSize: '0.8125rem',
};
