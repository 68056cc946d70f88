import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useT } from '../i18n/useT.ts';
import { CopyButton } from '../shared/CopyButton.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, EnumInput, TextInput } from '../shared/form/inputs.tsx';
import { createApiKeyMutation } from './queries.ts';
import { ScopesInput } from './ScopesInput.tsx';

const initial = { name: '', role: 'PARTNER', scopes: [], expiresOn: '' };

/** Makes a key; what it is is told to `onMade`, this once. */
export function CreateApiKey({ onClose, onMade }: { onClose: () => void; onMade: (key: string) => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('apiKeys.create')}
      document={createApiKeyMutation}
      input={({ name, role, scopes, expiresOn }) => ({ name, role, scopes, expiresOn: expiresOn === '' ? null : expiresOn })}
      initial={initial}
      onClose={onClose}
      onDone={({ key }) => onMade(String(key))}
    >
      <TextInput source="name" label={t('apiKeys.name')} help={t('apiKeys.nameHelp')} required />
      <EnumInput source="role" enumName="Role" label={t('apiKeys.role')} required />
      <ScopesInput />
      <DayInput source="expiresOn" label={t('apiKeys.expiresOn')} help={t('apiKeys.expiresOnHelp')} />
    </ActionDialog>
  );
}

/** The new key, to be copied now: only its hash is kept. */
export function MadeKey({ made, onClose }: { made: string; onClose: () => void }) {
  const t = useT();
  return (
    <Dialog open maxWidth="sm" fullWidth aria-labelledby="made-key">
      <DialogTitle id="made-key">{t('apiKeys.madeTitle')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Alert severity="warning">{t('apiKeys.madeText')}</Alert>
        <Box component="code" dir="ltr" data-testid="api-key" sx={keyLook}>
          {made}
        </Box>
        <Box>
          <CopyButton text={made} label={t('apiKeys.copy')} />
        </Box>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          {t('apiKeys.kept')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const keyLook = { p: 1.5, borderRadius: 1, border: '1px solid', borderColor: 'divider', bgcolor: 'quiet.wash', overflowWrap: 'anywhere', fontSize: '0.8125rem', userSelect: 'all' };
