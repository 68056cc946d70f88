import BlockOutlined from '@mui/icons-material/BlockOutlined';
import ErrorOutline from '@mui/icons-material/ErrorOutlineOutlined';
import SearchOffOutlined from '@mui/icons-material/SearchOffOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { ElementType, ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { isApiError } from '../../data/apiError.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import { useT } from '../../i18n/useT.ts';
import { CopyButton } from '../CopyButton.tsx';
import { useTitle } from './title.tsx';

type Props = { icon: ElementType; title: MessageKey; text: string; children?: ReactNode };

function Page({ icon: Icon, title, text, children }: Props) {
  const t = useT();
  useTitle(t(title));
  return (
    <Box role="alert" sx={{ maxWidth: 520, marginInline: 'auto', paddingBlock: 10, textAlign: 'center' }}>
      <Icon sx={{ fontSize: 44, color: 'text.secondary', mb: 1 }} />
      <Typography variant="h1" gutterBottom>
        {t(title)}
      </Typography>
      <Typography color="textSecondary" sx={{ mb: 2 }}>
        {text}
      </Typography>
      <Box sx={{ display: 'flex', gap: 1, justifyContent: 'center', flexWrap: 'wrap' }}>
        {children}
        <Button component={Link} to="/" variant="outlined">
          {t('app.error.home')}
        </Button>
      </Box>
    </Box>
  );
}

export function NotFoundPage() {
  const t = useT();
  return <Page icon={SearchOffOutlined} title="app.error.notFoundTitle" text={t('app.error.notFound')} />;
}

export function ForbiddenPage() {
  const t = useT();
  return <Page icon={BlockOutlined} title="app.error.forbiddenTitle" text={t('app.error.forbidden')} />;
}

/** Any failed read: not found, forbidden, or a fault with its request id and a retry. */
export function ErrorPage({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useT();
  const known = isApiError(error) ? error : undefined;
  if (known?.status === 404) return <NotFoundPage />;
  if (known?.status === 403) return <ForbiddenPage />;
  const requestId = known?.facts.requestId;
  const text = error instanceof Error ? error.message : '';
  return (
    <Page icon={ErrorOutline} title="app.error.title" text={text.startsWith('app.') ? t(text as MessageKey) : text}>
      {onRetry && (
        <Button variant="contained" onClick={onRetry}>
          {t('app.error.retry')}
        </Button>
      )}
      {requestId && <CopyButton text={requestId} label={t('app.error.requestId', { id: requestId })} />}
    </Page>
  );
}

/** What a page shows when its own code threw. */
export function RenderErrorPage({ error, resetErrorBoundary }: { error?: unknown; resetErrorBoundary?: (reset?: unknown) => void }) {
  return <ErrorPage error={error} {...(resetErrorBoundary ? { onRetry: () => resetErrorBoundary(undefined) } : {})} />;
}
