import sql from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, one, pages } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { changePassword } from './changePassword.ts';
import { createApiKey } from './createApiKey.ts';
import { createUser } from './createUser.ts';
import { demandKeyGood } from './rules.ts';
import { revokeApiKey } from './revokeApiKey.ts';
import { revokeSession } from './revokeSession.ts';
import { setPassword } from './setPassword.ts';
import { signIn } from './signIn.ts';
import { signOut } from './signOut.ts';
import { updateUser } from './updateUser.ts';
import './rolesFace.ts';
import './viewerFace.ts';

entity('User', {
  permission: 'access.read',
  fields: {
    email: column(), name: column(), role: column(), isActive: column(), isDemo: column(), locale: column(), timeZone: column(),
    lockedUntil: column(), createdAt: column(), version: column(),
    lastSeenAt: expression('instant', (alias) => sql`(SELECT max(s."lastSeenAt") FROM "Session" s WHERE s."userId" = ${col(alias, 'id')})`, { nullable: true }),
  },
  ones: { salesPerson: one('SalesPerson', 'salesPersonId') },
  manies: { sessions: pages('Session', 'userId') },
  listing: { field: 'users', orderBy: { NAME: 'name', EMAIL: 'email', ROLE: 'role', CREATED_AT: 'createdAt' }, defaultOrder: 'NAME_ASC', search: ['name', 'email'] },
});
entity('Session', {
  permission: 'access.read', describe: 'A signed-in browser.',
  fields: { createdAt: column(), lastSeenAt: column(), expiresAt: column(), revokedAt: column(), userAgent: column(), ipAddress: column(),
    isOpen: expression('boolean', (alias) => sql`(${col(alias, 'revokedAt')} IS NULL AND ${col(alias, 'expiresAt')} > now() AND ${col(alias, 'lastSeenAt')} > now() - interval '30 minutes')`) },
  ones: { user: one('User', 'userId') },
  listing: { field: 'sessions', orderBy: { LAST_SEEN_AT: 'lastSeenAt', CREATED_AT: 'createdAt' }, defaultOrder: 'LAST_SEEN_AT_DESC', search: ['userAgent', 'ipAddress', 'user.name'] },
});
entity('ApiKey', {
  permission: 'access.read', describe: 'A partner system\'s key; the key itself is not kept.',
  fields: {
    name: column(), prefix: column(), role: column(), scopes: column(undefined, { describe: 'Permissions it is narrowed to; empty means all of its role.' }),
    createdAt: column(), expiresAt: column(), revokedAt: column(), lastUsedAt: column(),
    isGood: expression('boolean', (alias) => sql`(${col(alias, 'revokedAt')} IS NULL AND coalesce(${col(alias, 'expiresAt')} > now(), TRUE))`, { describe: 'Neither revoked nor expired.' }),
  },
  ones: { createdBy: one('User', 'createdById') },
  listing: { field: 'apiKeys', orderBy: { NAME: 'name', CREATED_AT: 'createdAt', LAST_USED_AT: 'lastUsedAt' }, defaultOrder: 'CREATED_AT_DESC', search: ['name', 'prefix'] },
});

recordActions('User', {}, () => [recordAction('setPassword', 'access.manage', () => undefined)]);
recordActions('ApiKey', { key: itself('ApiKey') }, ({ key }) => [recordAction('revokeApiKey', 'access.manage', () => demandKeyGood(key))]);

mutations(signIn, signOut, changePassword, createUser, updateUser, setPassword, revokeSession, createApiKey, revokeApiKey);
