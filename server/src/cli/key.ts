import sql from 'sql-template-tag';
import { createApiKey } from '../access/createApiKey.ts';
import { revokeApiKey } from '../access/revokeApiKey.ts';
import { globalId } from '../shared/input.ts';
import { act, openCompany } from './act.ts';
import { needed, text, UsageError } from './command.ts';
import type { Command } from './command.ts';

interface KeyLine {
  id: string;
  prefix: string;
  name: string;
  role: string;
  state: string;
}

export const command: Command = {
  usage: 'key create --name NAME --role ROLE [--scope PERMISSION]… [--expires DAY] | key list | key revoke PREFIX',
  help:
    'API keys of partner systems. create prints the new key, and nothing else, on standard output; it is shown this\n' +
    'once. revoke ends a key within a second; PREFIX is how list shows it.\n\n' +
    '  --name      whose key it is\n' +
    '  --role      owner, controller, sales, warehouse, collector, analyst or partner\n' +
    '  --scope     narrows the key to this permission of its role; may be given several times\n' +
    '  --expires   the last day on which it is good, YYYY-MM-DD',
  options: {
    name: { type: 'string' },
    role: { type: 'string' },
    scope: { type: 'string', multiple: true },
    expires: { type: 'string' },
  },
  positionals: [1, 2],
  async run(surroundings, values, [verb = '', prefix]) {
    if (verb === 'create' && prefix === undefined) {
      const name = needed(values, 'name');
      const role = needed(values, 'role').toUpperCase();
      const ctx = await openCompany(surroundings);
      const { key } = await act(createApiKey, { name, role, scopes: values.scope, expiresOn: text(values, 'expires') }, ctx);
      surroundings.print(String(key));
      return 0;
    }
    if ((verb !== 'list' || prefix !== undefined) && (verb !== 'revoke' || prefix === undefined)) {
      throw new UsageError(`"key ${[verb, prefix].filter(Boolean).join(' ')}" is not understood.`);
    }
    const ctx = await openCompany(surroundings);
    const keys = await ctx.db.rows<KeyLine>(sql`
      SELECT id, prefix, name, role::text AS role, CASE WHEN "revokedAt" IS NOT NULL THEN 'revoked'
             WHEN "expiresAt" <= ${ctx.now} THEN 'expired' ELSE 'good' END AS state FROM "ApiKey" ORDER BY "createdAt", id`);
    if (verb === 'list') {
      for (const each of keys) surroundings.print([each.prefix, each.state, each.role.toLowerCase(), each.name].join('\t'));
      return 0;
    }
    const found = keys.filter((each) => each.prefix === prefix);
    const [one] = found;
    if (!one || found.length > 1) throw new Error(`${found.length} keys begin with ${prefix}; see: pnpm hesabu key list`);
    await act(revokeApiKey, { apiKeyId: globalId('ApiKey', one.id) }, ctx);
    surroundings.print(`${one.prefix} of ${one.name} is revoked.`);
    return 0;
  },
};
