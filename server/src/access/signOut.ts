import { action } from '../shared/action.ts';
import type { RequestContext } from '../shared/request.ts';
import { update } from '../shared/write.ts';
import { setSessionCookie } from './sessionCookie.ts';

export const signOut = action({
  name: 'signOut', describe: 'Ends the session of this browser.', permission: 'public', isIdempotent: false,
  input: {}, refusals: [], payload: { signedOut: 'boolean' },
  load: async (_tx, _input, ctx) => ({ sessionId: (ctx as RequestContext).sessionId, userId: ctx.viewer.id }),
  decide: ({ sessionId, userId }, _input, ctx) => ({
    rows: sessionId ? [update('Session', sessionId, { revokedAt: ctx.now })] : [],
    events: sessionId && userId ? [{ kind: 'signedOut', subjectType: 'User', subjectId: userId }] : [],
    result: { signedOut: true },
  }),
  after: (_result, ctx) => setSessionCookie(ctx, null),
});
