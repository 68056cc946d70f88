import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useStore } from 'ra-core';
import { useLayoutEffect } from 'react';
import type { ReactNode } from 'react';
import { themes } from './theme.ts';

export type Appearance = 'system' | 'light' | 'dark';
export const useAppearance = () => useStore<Appearance>('appearance', 'system');

/** The stored appearance, or the system's; boot.js does the same before the first paint. */
export function AppTheme({ children }: { children: ReactNode }) {
  const [appearance] = useAppearance();
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)', { noSsr: true });
  const mode = appearance === 'system' ? (systemDark ? 'dark' : 'light') : appearance;
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = mode;
  }, [mode]);
  return (
    <ThemeProvider theme={themes[mode]}>
      <CssBaseline />
      {children}
    </ThemeProvider>
  );
}
