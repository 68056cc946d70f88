import sql from 'sql-template-tag';
import type { UserRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { choice, day, list, optional, text } from '../shared/input.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert } from '../shared/write.ts';
import { newApiKey, prefixOf } from './apiKeys.ts';
import { tokenHash } from './passwords.ts';
import { permissionsOf } from './policy.ts';

export const createApiKey = action({
  name: 'createApiKey', describe: 'Makes a key for a partner system. It is shown this once; only its hash is kept.',
  permission: 'access.manage', isIdempotent: false,
  input: { name: text({ max: 100 }), role: choice('Role'), scopes: optional(list(text({ max: 60 }), { max: 100 })), expiresOn: optional(day()) },
  refusals: [], payload: { apiKey: 'record:ApiKey', key: 'text' },
  load: async (tx, { expiresOn }, ctx): Promise<{ key: string; expiresAt: Date | null }> => {
    const [row] = await tx.rows<{ at: Date | null }>(
      sql`SELECT ((${expiresOn ?? null}::date + 1)::timestamp AT TIME ZONE ${ctx.company.timeZone}::text) AS at`);
    return { key: newApiKey(), expiresAt: row?.at ?? null };
  },
  decide: ({ key, expiresAt }, { name, role, scopes, expiresOn }, ctx) => {
    if (expiresOn && expiresOn < ctx.today) throw fieldRefused(['expiresOn'], 'day_past');
    const allowed = permissionsOf(role);
    const unknown = scopes?.findIndex((scope) => !allowed.has(scope)) ?? -1;
    if (unknown >= 0) throw fieldRefused(['scopes', String(unknown)], 'permission_unknown', { name: scopes?.[unknown] ?? '' });
    const id = ctx.newId();
    const createdById: UserRow['id'] | null = ctx.viewer.kind === 'STAFF' ? ctx.viewer.id : null;
    return {
      rows: [insert('ApiKey', {
        id, companyId: ctx.company.id, name, role, scopes: [...new Set(scopes ?? [])], prefix: prefixOf(key), tokenHash: tokenHash(key),
        createdById, expiresAt, revokedAt: null, lastUsedAt: null,
      })],
      events: [{ kind: 'apiKeyCreated', subjectType: 'ApiKey', subjectId: id, changes: { name: [null, name], role: [null, role], scopes: [null, scopes ?? []] } }],
      result: { apiKey: id, key },
    };
  },
});
