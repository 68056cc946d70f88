import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { useQuery } from '@tanstack/react-query';
import { request } from '../../data/client.ts';
import { setupQuery } from '../../data/session.ts';
import { useT } from '../../i18n/useT.ts';

export function Footer() {
  const t = useT();
  const { data } = useQuery({ queryKey: ['setup'], queryFn: () => request(setupQuery, {}), staleTime: Infinity });
  return (
    <Box component="footer" sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', px: 2.5, py: 1, fontSize: '0.75rem', color: 'text.secondary' }}>
      <span>{data ? t('app.version', { version: data.setup.version }) : ''}</span>
      <Link href="/graphiql" sx={{ color: 'inherit', py: 0.5, my: -0.5 }}>
        {t('app.graphiql')}
      </Link>
      <Link href="/schema.graphql" sx={{ color: 'inherit', py: 0.5, my: -0.5 }}>
        {t('app.schema')}
      </Link>
    </Box>
  );
}
