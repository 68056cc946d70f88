import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { boolean, choice, email, id, integer, optional, text } from '../shared/input.ts';
import { changesOf, demandVersion, lockRow, parted, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { LastOwner } from './refusals.ts';
import { demandOwnerLeft } from './rules.ts';
import { demandRole, lockOwners, personalColumns } from './users.ts';

export const updateUser = action({
  name: 'updateUser', describe: 'Changes a person\'s name, address, role or access. Who is shut out is out within the second.',
  permission: 'access.manage',
  input: {
    userId: id('User'), version: optional(integer()), email: optional(email()), name: optional(text({ max: 200 })),
    role: optional(choice('Role')), isActive: optional(boolean()), salesPersonId: optional(id('SalesPerson')),
  },
  refusals: [LastOwner], payload: { user: 'record:User' },
  load: async (tx, { userId, role, salesPersonId, email: address }) => {
    await demandRole(tx, role ?? undefined, salesPersonId);
    const owners = await lockOwners(tx);
    const user = await lockRow(tx, 'User', userId);
    const taken = address ? await tx.rows(sql`SELECT id FROM "User" WHERE email = ${address.toLowerCase()} AND id <> ${userId}`) : [];
    const sessions = await selectRows(tx, 'Session', sql`t."userId" = ${userId} AND t."revokedAt" IS NULL`, { lock: true });
    return { owners, user, isTaken: taken.length > 0, sessions };
  },
  decide: ({ owners, user, isTaken, sessions }, input, ctx) => {
    if (isTaken) throw fieldRefused(['email'], 'taken');
    const after = {
      email: input.email?.toLowerCase() ?? user.email, name: input.name ?? user.name, role: input.role ?? user.role,
      isActive: input.isActive ?? user.isActive, salesPersonId: input.salesPersonId === undefined ? user.salesPersonId : input.salesPersonId,
    };
    demandVersion('User', user, input.version, after, ctx.company.currencyCode);
    demandOwnerLeft(user, after, owners);
    const changes = changesOf('User', user, after, ctx.company.currencyCode);
    return {
      rows: [
        update('User', user.id, { ...after, version: user.version + 1 }),
        ...(after.isActive ? [] : sessions.map((each) => update('Session', each.id, { revokedAt: ctx.now }))),
      ],
      events: [{ kind: 'userUpdated', subjectType: 'User', subjectId: user.id, ...parted(changes, personalColumns) }],
      result: { user: user.id },
    };
  },
});
