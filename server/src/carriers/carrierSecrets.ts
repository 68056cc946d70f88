// What a carrier and we know each other by. It is shown once, when it is made, and never read again, logged or told in the history.
import { randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id, optional, text } from '../shared/input.ts';
import { lockRow } from '../shared/rows.ts';
import { sealedKey, sealedWebhook } from './keptSecrets.ts';

const DAY_MS = 86_400_000;
const permission = 'carriers.manage';

/** Written while loading: no row of it may pass through rules, events or answers. */
async function keep(tx: Tx, carrierId: string, columns: ReturnType<typeof sql>): Promise<void> {
  await tx.rows(sql`UPDATE "CarrierSecret" SET ${columns} WHERE "carrierId" = ${carrierId}`);
}

export const setCarrierKey = action({
  name: 'setCarrierKey', permission, describe: 'Sets the key with which a carrier is asked, or takes it away. It cannot be read again.', isIdempotent: false,
  input: { carrierId: id('Carrier'), apiKey: { ...optional(text({ max: 500, pattern: /^[\x21-\x7e]+$/ })), describe: 'Null takes it away.' } },
  refusals: [], payload: { carrier: 'record:Carrier' },
  load: async (tx, { carrierId, apiKey }) => {
    const carrier = await lockRow(tx, 'Carrier', carrierId);
    await keep(tx, carrierId, sql`"apiKey" = ${apiKey ? sealedKey(carrierId, apiKey) : null}`);
    return carrier;
  },
  decide: ({ id: carrier }, { apiKey }) => ({
    rows: [], events: [{ kind: apiKey ? 'carrierKeySet' : 'carrierKeyRemoved', subjectType: 'Carrier', subjectId: carrier }], result: { carrier },
  }),
});

export const renewWebhookSecret = action({
  name: 'renewWebhookSecret', permission, isIdempotent: false,
  describe: 'Makes a new secret with which a carrier signs its messages, and shows it once. The former one is good for another day.',
  input: { carrierId: id('Carrier') }, refusals: [], payload: { carrier: 'record:Carrier', secret: 'text' },
  load: async (tx, { carrierId }, { now }) => {
    const carrier = await lockRow(tx, 'Carrier', carrierId);
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    await keep(tx, carrierId, sql`"previousSecret" = "webhookSecret", "previousUntil" = ${new Date(now.getTime() + DAY_MS)}, "webhookSecret" = ${sealedWebhook(carrierId, secret)}`);
    return { carrier, secret };
  },
  decide: ({ carrier, secret }) => ({
    rows: [], events: [{ kind: 'webhookSecretRenewed', subjectType: 'Carrier', subjectId: carrier.id }], result: { carrier: carrier.id, secret },
  }),
});
