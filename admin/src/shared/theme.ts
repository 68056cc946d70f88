import { createTheme } from '@mui/material/styles';
import type { Theme } from '@mui/material/styles';

declare module '@mui/material/styles' {
  interface Palette {
    /** Hairlines, zebra and quiet backgrounds between paper and text. */
    quiet: { line: string; wash: string; strong: string };
  }
  interface PaletteOptions {
    quiet?: Palette['quiet'];
  }
}

type Mode = 'light' | 'dark';

// Every text colour keeps 4.5:1 on paper, wash and background in its mode; axe checks it on every screen.
const tones = {
  light: {
    background: { default: '#f6f5f1', paper: '#fffefb' },
    text: { primary: '#1c2321', secondary: '#55605c', disabled: '#6b7571' },
    primary: { main: '#0f5c58', dark: '#0a4340', light: '#d9ebe8', contrastText: '#ffffff' },
    secondary: { main: '#4b5563', contrastText: '#ffffff' },
    success: { main: '#1f6b3a', contrastText: '#ffffff' },
    warning: { main: '#8a5200', contrastText: '#ffffff' },
    error: { main: '#a8291f', contrastText: '#ffffff' },
    info: { main: '#22578f', contrastText: '#ffffff' },
    quiet: { line: '#e2e0d8', wash: '#f1efe8', strong: '#8b948f' },
    divider: '#e2e0d8',
  },
  dark: {
    background: { default: '#121716', paper: '#1a2120' },
    text: { primary: '#e6e9e6', secondary: '#a9b3af', disabled: '#8d9793' },
    primary: { main: '#7cccc3', dark: '#a5ded7', light: '#17403d', contrastText: '#0b1f1d' },
    secondary: { main: '#b3bcc6', contrastText: '#12181c' },
    success: { main: '#86d3a0', contrastText: '#0c1f13' },
    warning: { main: '#f0bb66', contrastText: '#241701' },
    error: { main: '#f59a90', contrastText: '#2a0906' },
    info: { main: '#92c3f3', contrastText: '#08192a' },
    quiet: { line: '#2d3634', wash: '#202827', strong: '#7d8783' },
    divider: '#2d3634',
  },
} as const;

const FONT = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif";

function buildTheme(mode: Mode): Theme {
  const tone = tones[mode];
  const line = `1px solid ${tone.quiet.line}`;
  const focus = { outline: `2px solid ${tone.primary.main}`, outlineOffset: 2 };
  return createTheme({
    palette: { mode, ...tone },
    shape: { borderRadius: 8 },
    spacing: 8,
    typography: {
      fontFamily: FONT,
      fontSize: 13,
      htmlFontSize: 16,
      body1: { fontSize: '0.875rem', lineHeight: 1.5 },
      body2: { fontSize: '0.8125rem', lineHeight: 1.45 },
      caption: { fontSize: '0.75rem', lineHeight: 1.4 },
      h1: { fontSize: '1.375rem', fontWeight: 650, letterSpacing: '-0.015em', lineHeight: 1.25 },
      h2: { fontSize: '1rem', fontWeight: 620, letterSpacing: '-0.008em', lineHeight: 1.3 },
      h3: { fontSize: '0.875rem', fontWeight: 620, lineHeight: 1.35 },
      subtitle2: { fontSize: '0.75rem', fontWeight: 600, lineHeight: 1.4 },
      button: { textTransform: 'none', fontWeight: 560, fontSize: '0.8125rem' },
    },
    components: {
      MuiCssBaseline: {
        styleOverrides: {
          // Only figures: tabular numbers would also spread the hyphens and dots of names.
          '.figure, time, input[inputmode=decimal], dd > time': { fontVariantNumeric: 'tabular-nums' },
          ':focus-visible': focus,
          '@media (prefers-reduced-motion: reduce)': {
            '*, *::before, *::after': { animationDuration: '0.01ms !important', transitionDuration: '0.01ms !important' },
          },
          '@media print': { 'nav, header, footer, [data-print="no"]': { display: 'none !important' } },
        },
      },
      MuiButtonBase: { defaultProps: { disableRipple: true }, styleOverrides: { root: { fontFamily: 'inherit', '&:focus-visible': focus } } },
      MuiButton: {
        defaultProps: { disableElevation: true, size: 'small' },
        styleOverrides: {
          root: { minHeight: 32, paddingInline: 12, borderRadius: 7, whiteSpace: 'nowrap' },
          outlined: { borderColor: tone.quiet.strong },
        },
      },
      MuiIconButton: { styleOverrides: { root: { minWidth: 28, minHeight: 28, borderRadius: 7 } } },
      MuiPaper: {
        defaultProps: { elevation: 0 },
        styleOverrides: { root: { backgroundImage: 'none' }, outlined: { borderColor: tone.quiet.line } },
      },
      MuiCard: { defaultProps: { variant: 'outlined' } },
      MuiDialog: { styleOverrides: { paper: { border: line, borderRadius: 12 } } },
      MuiDialogTitle: { styleOverrides: { root: { fontSize: '1rem', fontWeight: 620 } } },
      MuiMenu: { styleOverrides: { paper: { border: line, boxShadow: '0 8px 28px rgb(0 0 0 / 0.14)' } } },
      MuiPopover: { styleOverrides: { paper: { border: line, boxShadow: '0 8px 28px rgb(0 0 0 / 0.14)' } } },
      MuiMenuItem: { styleOverrides: { root: { minHeight: 34, fontSize: '0.8125rem' } } },
      MuiTextField: { defaultProps: { size: 'small', variant: 'outlined', margin: 'none' } },
      MuiFormControl: { defaultProps: { size: 'small', margin: 'none' } },
      MuiOutlinedInput: {
        styleOverrides: {
          root: { backgroundColor: tone.background.paper, borderRadius: 7 },
          notchedOutline: { borderColor: tone.quiet.strong },
        },
      },
      MuiInputBase: { styleOverrides: { root: { fontSize: '0.875rem' }, input: { '&::placeholder': { color: tone.text.secondary, opacity: 1 } } } },
      MuiInputLabel: { styleOverrides: { root: { color: tone.text.secondary } } },
      MuiFormHelperText: { styleOverrides: { root: { marginInline: 2 } } },
      MuiTableCell: {
        styleOverrides: {
          root: { borderBottom: line, fontSize: '0.8125rem', padding: '5px 10px' },
          head: { fontWeight: 600, color: tone.text.secondary, backgroundColor: tone.quiet.wash, whiteSpace: 'nowrap' },
          footer: { fontWeight: 600, color: tone.text.primary, backgroundColor: tone.quiet.wash, fontSize: '0.8125rem' },
        },
      },
      MuiTableSortLabel: {
        styleOverrides: {
          root: { minHeight: 24, minWidth: 24, '&.Mui-active': { color: tone.text.primary } },
          icon: { fontSize: 15, margin: '0 2px' },
        },
      },
      MuiCheckbox: { defaultProps: { size: 'small' }, styleOverrides: { root: { padding: 4, color: tone.quiet.strong } } },
      MuiTabs: { styleOverrides: { root: { minHeight: 38 }, indicator: { height: 2 } } },
      MuiTab: { styleOverrides: { root: { minHeight: 38, padding: '6px 12px', color: tone.text.secondary } } },
      MuiChip: { styleOverrides: { root: { borderRadius: 6, fontWeight: 540, fontSize: '0.75rem' } } },
      MuiTooltip: {
        defaultProps: { arrow: true },
        styleOverrides: {
          tooltip: { backgroundColor: '#101514', color: '#f3f4f1', fontSize: '0.75rem', border: '1px solid #39423f' },
          arrow: { color: '#101514' },
        },
      },
      MuiLink: { defaultProps: { underline: 'hover' }, styleOverrides: { root: { color: tone.primary.main } } },
      MuiAlert: {
        defaultProps: { variant: 'outlined' },
        styleOverrides: { root: { backgroundColor: tone.background.paper, color: tone.text.primary, alignItems: 'center' } },
      },
      MuiSnackbarContent: { styleOverrides: { root: { borderRadius: 8 } } },
    },
  });
}

export const themes: Record<Mode, Theme> = { light: buildTheme('light'), dark: buildTheme('dark') };
