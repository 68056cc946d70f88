import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { id } from '../shared/input.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { newPassword } from './passwordInput.ts';
import { hashPassword } from './passwords.ts';

export const setPassword = action({
  name: 'setPassword', describe: 'Gives a person a new password and opens a shut account; all sessions of the person end.',
  permission: 'access.manage', isIdempotent: false,
  input: { userId: id('User'), password: newPassword() },
  refusals: [], payload: { user: 'record:User' },
  prepare: async (input) => ({ ...input, password: await hashPassword(input.password) }),
  load: async (tx, { userId }) => ({
    user: await lockRow(tx, 'User', userId),
    sessions: await selectRows(tx, 'Session', sql`t."userId" = ${userId} AND t."revokedAt" IS NULL`, { lock: true }),
  }),
  decide: ({ user, sessions }, { password }, ctx) => ({
    rows: [
      update('User', user.id, { passwordHash: password, isDemo: false, failedCount: 0, lockedUntil: null, version: user.version + 1 }),
      ...sessions.map((each) => update('Session', each.id, { revokedAt: ctx.now })),
    ],
    events: [{ kind: 'passwordSet', subjectType: 'User', subjectId: user.id }],
    result: { user: user.id },
  }),
});
