import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useLogin, useNotify } from 'ra-core';
import { Navigate } from 'react-router-dom';
import { request } from '../data/client.ts';
import { setupQuery } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { CredentialsForm } from './CredentialsForm.tsx';
import { PublicPage } from './PublicPage.tsx';

export function LoginPage() {
  const t = useT();
  const notify = useNotify();
  const login = useLogin();
  const { data } = useQuery({ queryKey: ['setup'], queryFn: () => request(setupQuery, {}) });
  const hints = data?.setup.demoSignIns ?? [];
  if (data?.setup.required) return <Navigate to="/setup" replace />;
  return (
    <PublicPage title={t('signIn.title')} text={t('signIn.text')}>
      <CredentialsForm submit={async (credentials) => void (await login(credentials))} />
      {hints.length > 0 && (
        <>
          <Divider sx={{ my: 3 }}>
            <Typography variant="caption">{t('signIn.demo')}</Typography>
          </Divider>
          <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
            {hints.map(({ email, password, roleLabel, name }) => (
              <Button
                key={email}
                variant="outlined"
                onClick={() => login({ email, password }).catch((error: Error) => notify(error.message, { type: 'error' }))}
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
