import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { ResourceContextProvider, useNotify } from 'ra-core';
import { FormProvider, useForm } from 'react-hook-form';
import { isApiError } from '../data/apiError.ts';
import type { Values } from '../data/resource.ts';
import { currentViewer } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useT } from '../i18n/useT.ts';
import { ErrorSummary } from '../shared/form/ErrorSummary.tsx';
import { Fields, TextInput } from '../shared/form/inputs.tsx';
import { Breadcrumbs } from '../shared/layout/Breadcrumbs.tsx';
import { useTitle } from '../shared/layout/title.tsx';
import { Section } from '../shared/record/Section.tsx';
import { changePasswordMutation } from './queries.ts';

const empty = { currentPassword: '', newPassword: '', repeated: '' };

/** Who I am here, what I may do, and my password. */
export function ProfilePage() {
  const t = useT();
  useTitle(t('profile.title'));
  const viewer = currentViewer();
  const facts = [
    [t('profile.name'), viewer?.name],
    [t('profile.email'), viewer?.email],
    [t('profile.role'), viewer?.roleLabel],
    [t('profile.salesPerson'), viewer?.salesPerson?.name],
    [t('profile.company'), viewer?.company.name],
    [t('profile.timeZone'), viewer?.timeZone],
  ] as const;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, maxWidth: 860 }}>
      <Box>
        <Breadcrumbs crumbs={[{ label: t('app.home'), to: '/' }, { label: t('profile.title') }]} />
        <Typography variant="h1">{t('profile.title')}</Typography>
      </Box>
      <Section title={t('profile.about')}>
        <Box component="dl" sx={{ m: 0, display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))' }}>
          {facts
            .filter(([, value]) => value)
            .map(([label, value]) => (
              <Box key={label} sx={{ minWidth: 0 }}>
                <Typography component="dt" variant="caption" color="textSecondary">
                  {label}
                </Typography>
                <Typography component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
                  <bdi>{value}</bdi>
                </Typography>
              </Box>
            ))}
        </Box>
      </Section>
      <ResourceContextProvider value="users">
        <PasswordForm />
      </ResourceContextProvider>
    </Box>
  );
}

function PasswordForm() {
  const t = useT();
  const notify = useNotify();
  const form = useForm<Values>({ defaultValues: empty, reValidateMode: 'onSubmit', shouldFocusError: false });
  const [run, { pending }] = useAction(changePasswordMutation);
  const refused = (error: unknown) => {
    if (!isApiError(error)) throw error;
    const { faults = [] } = error.facts;
    for (const { path, message } of faults) form.setError(path.join('.'), { type: 'server', message });
    if (faults.length === 0) form.setError('root', { type: 'server', message: error.message });
  };
  const submit = async ({ currentPassword, newPassword, repeated }: Values) => {
    if (newPassword !== repeated) {
      form.setError('repeated', { type: 'differs', message: t('profile.differs') });
      return;
    }
    const input = { currentPassword: String(currentPassword), newPassword: String(newPassword) };
    if (!(await run({ input }, refused))) return;
    form.reset(empty);
    notify('profile.changed', { type: 'success' });
  };
  return (
    <FormProvider {...form}>
      <Box component="form" noValidate onSubmit={(event) => void form.handleSubmit(submit)(event)}>
        <Section title={t('profile.password')}>
          <Box sx={{ display: 'grid', gap: 2 }}>
            <ErrorSummary />
            <Fields>
              <TextInput source="currentPassword" type="password" autoComplete="current-password" required />
              <TextInput source="newPassword" type="password" autoComplete="new-password" help={t('users.passwordHelp')} required />
              <TextInput source="repeated" type="password" autoComplete="new-password" required />
            </Fields>
            <Typography variant="body2" color="textSecondary">
              {t('profile.passwordNote')}
            </Typography>
            <Button type="submit" variant="contained" loading={pending} sx={{ justifySelf: 'start' }}>
              {t('profile.change')}
            </Button>
          </Box>
        </Section>
      </Box>
    </FormProvider>
  );
}
