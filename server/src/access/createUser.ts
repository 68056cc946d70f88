import sql from 'sql-template-tag';
import type { DecideContext } from '../shared/action.ts';
import type { Role } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { choice, email, id, optional, text } from '../shared/input.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, type Change } from '../shared/write.ts';
import { demoUsers } from './demo.ts';
import { newPassword } from './passwordInput.ts';
import { hashPassword } from './passwords.ts';
import { demandRole } from './users.ts';

interface UserDraft { id: string; companyId: string; email: string; name: string; role: Role; salesPersonId?: string | null; passwordHash: string }

/** The row of a new person. Whoever bears a demo sign-in in the demo company is marked: everybody knows the password. */
export const userRow = (draft: UserDraft, { company }: Pick<DecideContext, 'company'>): Change => insert('User', {
  ...draft, salesPersonId: draft.salesPersonId ?? null, email: draft.email.toLowerCase(), locale: company.locale, timeZone: null,
  isActive: true, isDemo: company.isDemo && demoUsers.some((each) => each.email === draft.email),
});

export const createUser = action({
  name: 'createUser', describe: 'Lets a person in, with a first password.', permission: 'access.manage', isIdempotent: false,
  input: { email: email(), name: text({ max: 200 }), role: choice('Role'), password: newPassword(), salesPersonId: optional(id('SalesPerson')) },
  refusals: [], payload: { user: 'record:User' },
  prepare: async (input) => ({ ...input, password: await hashPassword(input.password) }),
  load: async (tx, { email: address, role, salesPersonId }) => {
    await demandRole(tx, role, salesPersonId);
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`user ${address.toLowerCase()}`}, 0))`);
    return tx.rows(sql`SELECT id FROM "User" WHERE email = ${address.toLowerCase()}`);
  },
  decide: (taken, { password, ...input }, ctx) => {
    if (taken.length > 0) throw fieldRefused(['email'], 'taken');
    const user = ctx.newId();
    return {
      rows: [userRow({ ...input, id: user, companyId: ctx.company.id, passwordHash: password }, ctx)],
      events: [{ kind: 'userCreated', subjectType: 'User', subjectId: user, changes: { role: [null, input.role] },
        personal: { name: [null, input.name], email: [null, input.email] } }],
      result: { user },
    };
  },
});
