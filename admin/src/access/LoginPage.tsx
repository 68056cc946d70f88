import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { useEffect, useState } from 'react';
import { signIn } from '../data/authProvider.ts';
import { request } from '../data/client.ts';
import { setupQuery } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { CredentialsForm } from './CredentialsForm.tsx';
import { PublicPage } from './PublicPage.tsx';

type Hint = { email: string; password: string; roleLabel: string; name: string };

/** Signs in by e-mail and password, or with one click where the company is a demo. */
export function LoginPage({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useT();
  const translate = useTranslate();
  const [hints, setHints] = useState<readonly Hint[]>([]);
  const [problem, setProblem] = useState<string>();
  // Without an answer there are no hints; what is wrong will be told on signing in.
  useEffect(() => void request(setupQuery, {}).then(({ setup }) => setHints(setup.demoSignIns), () => undefined), []);
  const enter = (credentials: { email: string; password: string }) => signIn(credentials).then(onSignedIn);
  return (
    <PublicPage title={t('signIn.title')} text={t('signIn.text')}>
      <CredentialsForm submit={enter} />
      {hints.length > 0 && (
        <>
          <Divider sx={{ my: 3 }}>
            <Typography variant="caption">{t('signIn.demo')}</Typography>
          </Divider>
          {problem && <Alert severity="error" role="alert" sx={{ mb: 1 }}>{problem}</Alert>}
          <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
            {hints.map(({ email, password, roleLabel, name }) => (
              <Button
                key={email}
                variant="outlined"
                onClick={() => void enter({ email, password }).catch((error: Error) => setProblem(translate(error.message)))}
                sx={{ flexDirection: 'column', alignItems: 'flex-start', py: 0.75 }}
              >
                <span>{roleLabel}</span>
                <Typography variant="caption" color="textSecondary">
                  {name}
                </Typography>
              </Button>
            ))}
          </Box>
        </>
      )}
    </PublicPage>
  );
}
