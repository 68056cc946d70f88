import { action } from '../shared/action.ts';
import { id } from '../shared/input.ts';
import { lockRow } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { ApiKeyRevoked } from './refusals.ts';
import { demandKeyGood } from './rules.ts';

export const revokeApiKey = action({
  name: 'revokeApiKey', describe: 'Ends an API key for good, at once.', permission: 'access.manage',
  input: { apiKeyId: id('ApiKey') },
  refusals: [ApiKeyRevoked], payload: { apiKey: 'record:ApiKey' },
  load: (tx, { apiKeyId }) => lockRow(tx, 'ApiKey', apiKeyId),
  decide: (key, _input, ctx) => {
    demandKeyGood(key);
    return {
      rows: [update('ApiKey', key.id, { revokedAt: ctx.now })],
      events: [{ kind: 'apiKeyRevoked', subjectType: 'ApiKey', subjectId: key.id }],
      result: { apiKey: key.id },
    };
  },
});
