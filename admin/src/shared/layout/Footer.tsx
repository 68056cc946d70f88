import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { currentSetup } from '../../data/session.ts';
import { useT } from '../../i18n/useT.ts';

export function Footer() {
  const t = useT();
  const setup = currentSetup();
  return (
    // Where it stands is known once the page above it is there: until then it is not shown, so that it never moves.
    <Box component="footer" sx={{ 'main:has(.MuiSkeleton-root) ~ &': { visibility: 'hidden' }, display: 'flex', gap: 2, flexWrap: 'wrap', px: 2.5, py: 1, fontSize: '0.75rem', color: 'text.secondary' }}>
      <span>{setup ? t('app.version', { version: setup.version }) : ''}</span>
      <Link href="/graphiql" sx={{ color: 'inherit', py: 0.5, my: -0.5 }}>
        {t('app.graphiql')}
      </Link>
      <Link href="/schema.graphql" sx={{ color: 'inherit', py: 0.5, my: -0.5 }}>
        {t('app.schema')}
      </Link>
    </Box>
  );
}
