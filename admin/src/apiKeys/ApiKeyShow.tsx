import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { useT } from '../i18n/useT.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { apiKeyFacts } from './fields.ts';
import { revokeApiKeyMutation } from './queries.ts';
import type { ApiKey } from './queries.ts';

const actions: readonly RecordAction<ApiKey>[] = [
  {
    name: 'revokeApiKey',
    document: revokeApiKeyMutation,
    input: ({ id }) => ({ apiKeyId: id }),
    permission: 'access.manage',
    confirm: { kind: 'plain' },
    danger: true,
  },
];

export function ApiKeyShow() {
  const t = useT();
  const translate = useTranslate();
  return (
    <RecordPage<ApiKey> facts={apiKeyFacts} actions={actions}>
      {({ scopes }) => (
        <Section title={t('apiKeys.scopes')}>
          <Typography>
            {scopes.length === 0 ? t('apiKeys.allOfRole') : scopes.map((scope) => translate(`permission.${scope}`, { _: scope })).join(' · ')}
          </Typography>
        </Section>
      )}
    </RecordPage>
  );
}
