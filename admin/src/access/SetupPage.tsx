import Alert from '@mui/material/Alert';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { isApiError } from '../data/apiError.ts';
import { request } from '../data/client.ts';
import { graphql } from '../data/graphql.ts';
import { forgetViewer } from '../data/session.ts';
import { unwrap } from '../data/unwrap.ts';
import { useT } from '../i18n/useT.ts';
import { PublicPage } from './PublicPage.tsx';

const setUpCompanyMutation = graphql(`
  mutation SetUpCompany($input: SetUpCompanyInput!) {
    setUpCompany(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

const FIELDS = [
  { name: 'name', label: 'setup.companyName', type: 'text', autoComplete: 'organization' },
  { name: 'ownerName', label: 'setup.ownerName', type: 'text', autoComplete: 'name' },
  { name: 'ownerEmail', label: 'signIn.email', type: 'email', autoComplete: 'username' },
  { name: 'ownerPassword', label: 'signIn.password', type: 'password', autoComplete: 'new-password' },
] as const;

/** The first visit to an empty database: the company and its owner. */
export function SetupPage() {
  const t = useT();
  const translate = useTranslate();
  const [currencyCode, setCurrencyCode] = useState('USD');
  const [timeZone, setTimeZone] = useState(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [pending, setPending] = useState(false);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? '');
    const input = {
      name: text('name'),
      ownerName: text('ownerName'),
      ownerEmail: text('ownerEmail'),
      ownerPassword: text('ownerPassword'),
      currencyCode,
      timeZone,
    };
    setPending(true);
    request(setUpCompanyMutation, { input })
      .then(unwrap)
      .then(() => {
        forgetViewer();
        location.assign('/');
      })
      .catch((error: unknown) => {
        const faults = isApiError(error) ? (error.facts.faults ?? []) : [];
        const top: Record<string, string> = faults.length === 0 && error instanceof Error ? { form: translate(error.message) } : {};
        setErrors({ ...top, ...Object.fromEntries(faults.map(({ path, message }) => [path.join('.'), message])) });
      })
      .finally(() => setPending(false));
  };
  const choice = (name: 'currencyCode' | 'timeZone', options: string[], value: string, set: (next: string) => void) => (
    <Autocomplete
      disableClearable
      options={options}
      value={value}
      onChange={(_, next) => set(next)}
      renderInput={(params) => (
        <TextField {...params} label={t(`setup.${name}`)} error={Boolean(errors[name])} helperText={errors[name]} />
      )}
    />
  );
  return (
    <PublicPage title={t('setup.title')} text={t('setup.text')}>
      <Box component="form" onSubmit={onSubmit} sx={{ display: 'grid', gap: 2 }}>
        {errors['form'] && (
          <Alert severity="error" role="alert">
            {errors['form']}
          </Alert>
        )}
        {choice('currencyCode', Intl.supportedValuesOf('currency'), currencyCode, setCurrencyCode)}
        {choice('timeZone', [...new Set([timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])], timeZone, setTimeZone)}
        {FIELDS.map(({ name, label, type, autoComplete }) => (
          <TextField
            key={name}
            name={name}
            type={type}
            label={t(label)}
            required
            error={Boolean(errors[name])}
            helperText={errors[name]}
            slotProps={{ htmlInput: { autoComplete } }}
          />
        ))}
        <Button type="submit" variant="contained" size="medium" loading={pending}>
          {t('setup.submit')}
        </Button>
      </Box>
    </PublicPage>
  );
}
