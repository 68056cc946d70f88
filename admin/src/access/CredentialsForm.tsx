import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { isApiError } from '../data/apiError.ts';
import { useT } from '../i18n/useT.ts';

type Credentials = { email: string; password: string };
type Props = { email?: string; submit: (credentials: Credentials) => Promise<void> };

/** E-mail and password; shows why the server declined. */
export function CredentialsForm({ email = '', submit }: Props) {
  const t = useT();
  const translate = useTranslate();
  const [problem, setProblem] = useState<string>();
  const [pending, setPending] = useState(false);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setPending(true);
    setProblem(undefined);
    submit({ email: String(data.get('email')), password: String(data.get('password')) })
      .catch((error: unknown) => setProblem(isApiError(error) ? translate(error.message) : String(error)))
      .finally(() => setPending(false));
  };
  return (
    <Box component="form" onSubmit={onSubmit} noValidate={false} sx={{ display: 'grid', gap: 2 }}>
      {problem && (
        <Alert severity="error" role="alert">
          {problem}
        </Alert>
      )}
      <TextField
        name="email"
        type="email"
        label={t('signIn.email')}
        defaultValue={email}
        required
        autoFocus={!email}
        slotProps={{ htmlInput: { dir: 'ltr', autoComplete: 'username' } }}
      />
      <TextField
        name="password"
        type="password"
        label={t('signIn.password')}
        required
        autoFocus={Boolean(email)}
        slotProps={{ htmlInput: { dir: 'ltr', autoComplete: 'current-password' } }}
      />
      <Button type="submit" variant="contained" size="medium" loading={pending}>
        {t('signIn.submit')}
      </Button>
    </Box>
  );
}
