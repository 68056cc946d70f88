import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useEffect, useRef, useState } from 'react';
import { signIn } from '../data/authProvider.ts';
import { onSessionLost } from '../data/client.ts';
import { currentViewer } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { CredentialsForm } from './CredentialsForm.tsx';

/** When a session has ended, asks for the password over the page, then lets the waiting requests go on. */
export function SessionGate() {
  const t = useT();
  const [email, setEmail] = useState<string>();
  const waiting = useRef<((signedIn: boolean) => void)[]>([]);
  useEffect(() => {
    onSessionLost(() => {
      const viewer = currentViewer();
      if (!viewer) return Promise.resolve(false);
      setEmail(viewer.email ?? '');
      return new Promise((resolve) => waiting.current.push(resolve));
    });
    return () => onSessionLost(undefined);
  }, []);
  const finish = (signedIn: boolean) => {
    for (const resolve of waiting.current.splice(0)) resolve(signedIn);
    setEmail(undefined);
  };
  if (email === undefined) return null;
  return (
    <Dialog open onClose={(_, reason) => reason === 'escapeKeyDown' && finish(false)} maxWidth="xs" fullWidth aria-labelledby="session-title">
      <DialogTitle id="session-title">{t('signIn.againTitle')}</DialogTitle>
      <DialogContent>
        <Typography color="textSecondary" sx={{ mb: 2 }}>
          {t('signIn.againText')}
        </Typography>
        <CredentialsForm email={email} submit={(credentials) => signIn(credentials).then(() => finish(true))} />
      </DialogContent>
    </Dialog>
  );
}
