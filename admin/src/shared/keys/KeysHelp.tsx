import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useT } from '../../i18n/useT.ts';
import { useDestinations } from '../domains.ts';
import { keycap } from '../layout/AppBar.tsx';

/** Every key there is, on one page. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const t = useT();
  const go = useDestinations().filter(({ goKey }) => goKey);
  const general: [string, string][] = [
    ['Ctrl K', t('keys.palette')],
    ['?', t('keys.help')],
    ['/', t('keys.search')],
    ['n', t('keys.create')],
    ['e', t('keys.edit')],
    ['Ctrl S', t('keys.save')],
  ];
  const list: [string, string][] = [
    ['j', t('keys.down')],
    ['k', t('keys.up')],
    ['Enter', t('keys.open')],
    ['x', t('keys.select')],
    ['[', t('keys.previous')],
    [']', t('keys.next')],
  ];
  const goTo = go.map(({ goKey, label }): [string, string] => [`g ${goKey ?? ''}`, label]);
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby="keys-title">
      <DialogTitle id="keys-title">{t('keys.title')}</DialogTitle>
      <DialogContent tabIndex={0} role="group" aria-labelledby="keys-title" sx={{ display: 'grid', gap: 3, gridTemplateColumns: { sm: '1fr 1fr 1fr' } }}>
        <Keys title={t('keys.general')} keys={general} />
        <Keys title={t('keys.lists')} keys={list} />
        <Keys title={t('keys.go')} keys={goTo} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          {t('app.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Keys({ title, keys }: { title: string; keys: readonly [string, string][] }) {
  return (
    <Box>
      <Typography variant="h3" component="h3" gutterBottom>
        {title}
      </Typography>
      <Box component="dl" sx={{ display: 'grid', gridTemplateColumns: 'auto 1fr', gap: 1, m: 0, alignItems: 'center' }}>
        {keys.map(([key, label]) => (
          <Box key={key} sx={{ display: 'contents' }}>
            <Box component="dt">
              <Box component="kbd" sx={{ ...keycap, display: 'inline-block' }}>
                {key}
              </Box>
            </Box>
            <Typography component="dd" variant="body2" sx={{ m: 0 }}>
              {label}
            </Typography>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
