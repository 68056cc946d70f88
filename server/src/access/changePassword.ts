import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import type { RequestContext } from '../shared/request.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { newPassword, password } from './passwordInput.ts';
import { hashPassword, verifyPassword } from './passwords.ts';

export const changePassword = action({
  name: 'changePassword', describe: 'Changes the own password; all other sessions of the person end.', permission: 'public', isIdempotent: false,
  input: { currentPassword: password(), newPassword: newPassword() },
  refusals: [], payload: { changed: 'boolean' },
  // As at sign-in: the hash that the present password met stands in its place, and the new one is hashed.
  prepare: async (input, ctx) => {
    const { done, sessionId } = ctx as RequestContext;
    if (!sessionId || !ctx.viewer.id || done.has('changePassword')) throw NotFound({ type: 'Session', id: '' });
    done.add('changePassword');
    const [row] = await ctx.db.rows<{ passwordHash: string }>(sql`SELECT "passwordHash" FROM "User" WHERE id = ${ctx.viewer.id}`);
    if (!row || !(await verifyPassword(row.passwordHash, input.currentPassword))) throw fieldRefused(['currentPassword'], 'password_wrong');
    return { currentPassword: row.passwordHash, newPassword: await hashPassword(input.newPassword) };
  },
  load: async (tx, _input, ctx) => {
    const user = await lockRow(tx, 'User', String(ctx.viewer.id));
    const others = await selectRows(tx, 'Session', sql`t."userId" = ${user.id} AND t."revokedAt" IS NULL
      AND t.id <> ${(ctx as RequestContext).sessionId}::uuid`, { lock: true });
    return { user, others };
  },
  decide: ({ user, others }, input, ctx) => {
    if (input.currentPassword !== user.passwordHash) throw fieldRefused(['currentPassword'], 'password_wrong');
    return {
      rows: [
        update('User', user.id, { passwordHash: input.newPassword, isDemo: false, failedCount: 0, lockedUntil: null, version: user.version + 1 }),
        ...others.map(({ id }) => update('Session', id, { revokedAt: ctx.now })),
      ],
      events: [{ kind: 'passwordChanged', subjectType: 'User', subjectId: user.id }],
      result: { changed: true },
    };
  },
});
