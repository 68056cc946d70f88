import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import useMediaQuery from '@mui/material/useMediaQuery';
import type { Theme } from '@mui/material/styles';
import { useStore } from 'ra-core';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { joinLive } from '../../data/live.ts';
import { useT } from '../../i18n/useT.ts';
import { useGlobalKeys } from '../keys/useGlobalKeys.ts';
import { AppBar } from './AppBar.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Footer } from './Footer.tsx';
import { Menu, MENU_WIDTH, MENU_WIDTH_FOLDED } from './Menu.tsx';
import { PageSkeleton } from './PageSkeleton.tsx';

const Palette = lazy(async () => ({ default: (await import('../Palette.tsx')).Palette }));
const MenuDrawer = lazy(async () => ({ default: (await import('./MenuDrawer.tsx')).MenuDrawer }));
const KeysHelp = lazy(async () => ({ default: (await import('../keys/KeysHelp.tsx')).KeysHelp }));

/** The frame of every signed-in page: skip link, menu, bar, page, footer; and the two dialogs open from anywhere. */
export function Layout({ children }: { children: ReactNode }) {
  const t = useT();
  const { pathname } = useLocation();
  const phone = useMediaQuery((theme: Theme) => theme.breakpoints.down('md'), { noSsr: true });
  const [folded, setFolded] = useStore('menu.folded', false);
  const [density] = useStore('density', 'compact');
  const [drawer, setDrawer] = useState(false);
  const [dialog, setDialog] = useState<'palette' | 'keys'>();
  useGlobalKeys({ openPalette: () => setDialog('palette'), openKeys: () => setDialog('keys') });
  useEffect(() => setDrawer(false), [pathname]);
  useEffect(() => joinLive(), []);
  const close = () => setDialog(undefined);
  return (
    <Box data-density={density} sx={{ display: 'flex', flexDirection: 'column', minHeight: '100dvh' }}>
      <Link href="#main" sx={skipLink}>
        {t('app.skip')}
      </Link>
      <AppBar
        onMenu={() => (phone ? setDrawer(true) : setFolded(!folded))}
        onSearch={() => setDialog('palette')}
        onKeys={() => setDialog('keys')}
      />
      <Box sx={{ display: 'flex', flex: 1, minWidth: 0 }}>
        {phone ? (
          <Suspense>
            <MenuDrawer open={drawer} onClose={() => setDrawer(false)} />
          </Suspense>
        ) : (
          <Box sx={{ ...side, width: folded ? MENU_WIDTH_FOLDED : MENU_WIDTH }}>
            <Menu folded={folded} />
          </Box>
        )}
        <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
          <Box component="main" id="main" tabIndex={-1} sx={{ flex: 1, minWidth: 0, p: { xs: 1.5, sm: 2.5 }, outline: 'none' }}>
            <ErrorBoundary resetKey={pathname}>
              <Suspense fallback={<PageSkeleton />}>{children}</Suspense>
            </ErrorBoundary>
          </Box>
          <Footer />
        </Box>
      </Box>
      <Suspense>
        {dialog === 'palette' && <Palette onClose={close} onKeys={() => setDialog('keys')} />}
        {dialog === 'keys' && <KeysHelp onClose={close} />}
      </Suspense>
    </Box>
  );
}

const skipLink = {
  position: 'absolute',
  insetInlineStart: 8,
  insetBlockStart: -60,
  zIndex: 2000,
  bgcolor: 'background.paper',
  p: 1,
  borderRadius: 1,
  '&:focus': { insetBlockStart: 8 },
} as const;

const side = {
  flexShrink: 0,
  position: 'sticky',
  insetBlockStart: 52,
  alignSelf: 'flex-start',
  height: 'calc(100dvh - 52px)',
  overflowY: 'auto',
  borderInlineEnd: '1px solid',
  borderColor: 'divider',
} as const;
