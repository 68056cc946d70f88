import { action } from '../shared/action.ts';
import { id } from '../shared/input.ts';
import { lockRow } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { SessionEnded } from './refusals.ts';

export const revokeSession = action({
  name: 'revokeSession', describe: 'Signs a browser of a person out.', permission: 'access.manage',
  input: { sessionId: id('Session') },
  refusals: [SessionEnded], payload: { session: 'record:Session' },
  load: (tx, { sessionId }) => lockRow(tx, 'Session', sessionId),
  decide: (session, _input, ctx) => {
    if (session.revokedAt || session.expiresAt <= ctx.now) throw SessionEnded({});
    return {
      rows: [update('Session', session.id, { revokedAt: ctx.now })],
      events: [{ kind: 'sessionRevoked', subjectType: 'User', subjectId: session.userId }],
      result: { session: session.id },
    };
  },
});
