import type { SessionRow, UserRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { SESSION_MAX_MS } from './identify.ts';
import { newToken, tokenHash } from './passwords.ts';

/** What a new session needs of the outside: its secret and the browser that asks. */
export interface SessionFacts { token: string; earlier: string | null; userAgent: string | null; ipAddress: string | null }

/** From the context of a request; a command has no browser. */
export const sessionFacts = (ctx: object): SessionFacts => {
  const { sessionId = null, userAgent = null, ipAddress = null } =
    ctx as { sessionId?: string | null; userAgent?: string | null; ipAddress?: string | null };
  return { token: newToken(), earlier: sessionId, userAgent, ipAddress };
};

/** The rows of a new session; the one that the browser held before ends. */
export function openSession(userId: UserRow['id'], facts: SessionFacts, ctx: DecideContext): { rows: Change[]; id: SessionRow['id'] } {
  const id = ctx.newId();
  return {
    id,
    rows: [
      ...(facts.earlier ? [update('Session', facts.earlier, { revokedAt: ctx.now })] : []),
      insert('Session', {
        id, userId, tokenHash: tokenHash(facts.token), createdAt: ctx.now, lastSeenAt: ctx.now,
        expiresAt: new Date(ctx.now.getTime() + SESSION_MAX_MS), revokedAt: null, userAgent: facts.userAgent, ipAddress: facts.ipAddress,
      }),
    ],
  };
}
