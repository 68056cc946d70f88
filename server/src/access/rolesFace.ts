import { builder } from '../builder.ts';
import { enumRef } from '../faceTypes.ts';
import { enums } from '../generated/rows.ts';
import type { Role } from '../generated/rows.ts';
import { reportQuery } from '../reports.ts';
import { message } from '../shared/messages.ts';
import { report } from '../shared/report.ts';
import { permissionsOf } from './policy.ts';

const inherit = { permission: 'inherit' };
const PermissionRef = builder.objectRef<string>('Permission').implement({
  fields: (t) => ({
    name: t.string({ extensions: inherit, resolve: (name) => name }),
    label: t.string({ extensions: inherit, resolve: (name, _args, { viewer }) => message(viewer.locale, `permission.${name}`) }),
  }),
});
const RoleRef = builder.objectRef<Role>('RoleRights').implement({
  description: 'What a role may do.',
  fields: (t) => ({
    role: t.field({ type: enumRef('Role'), extensions: inherit, resolve: (role) => role }),
    label: t.string({ extensions: inherit, resolve: (role, _args, { viewer }) => message(viewer.locale, `enum.Role.${role}`) }),
    permissions: t.field({ type: [PermissionRef], extensions: inherit, resolve: (role) => [...permissionsOf(role)].sort() }),
  }),
});
reportQuery('roles', {
  describe: 'The roles and what each may do: one table for everybody.', permission: 'access.read', type: RoleRef, list: true,
  report: report({ args: {}, make: () => [...enums.Role] }),
});
