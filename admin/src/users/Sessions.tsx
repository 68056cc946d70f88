import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { instantText } from '../shared/days.ts';
import { browserName } from './browserName.ts';
import { revokeSessionMutation, sessionsQuery } from './queries.ts';

/** The browsers in which a person is or was signed in; an open one can be signed out from here. */
export function Sessions({ user }: { user: string }) {
  const t = useT();
  const { data, error } = useAsk(sessionsQuery, { user });
  const [revoke, { pending }] = useAction(revokeSessionMutation);
  if (error) return <Typography role="alert">{error.message}</Typography>;
  if (!data) return <Skeleton variant="rounded" height={120} />;
  const sessions = data.sessions.nodes;
  if (sessions.length === 0) return <Typography color="textSecondary">{t('users.noSessions')}</Typography>;
  return (
    <Paper variant="outlined" sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={t('users.sessions')}>
      <Table size="small">
        <TableHead>
          <TableRow>
            {([t('users.browser'), t('users.address'), t('users.signedIn'), t('users.lastSeen')] as const).map((label) => (
              <TableCell key={label}>{label}</TableCell>
            ))}
            <TableCell sx={{ textAlign: 'end' }}>{t('users.state')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {sessions.map(({ id, isOpen, createdAt, lastSeenAt, userAgent, ipAddress, revokedAt }) => (
            <TableRow key={id}>
              <TableCell>{browserName(userAgent ?? '') || t('users.unknownBrowser')}</TableCell>
              <TableCell>
                <bdi>{ipAddress ?? '–'}</bdi>
              </TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>
                <time dateTime={createdAt}>{instantText(createdAt)}</time>
              </TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>
                <time dateTime={lastSeenAt}>{instantText(lastSeenAt)}</time>
              </TableCell>
              <TableCell sx={{ textAlign: 'end' }}>
                {isOpen && may('access.manage') ? (
                  <Button size="small" color="error" loading={pending} onClick={() => void revoke({ input: { sessionId: id } })}>
                    {t('users.signOutSession')}
                  </Button>
                ) : (
                  t(isOpen ? 'users.open' : revokedAt ? 'users.ended' : 'users.expired')
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Paper>
  );
}
