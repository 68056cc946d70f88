// Keys and secrets of carriers are never kept as they are: sealed for one carrier, by a key that is elsewhere and can be renewed.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renewWebhookSecret, setCarrierKey } from '../../server/src/carriers/carrierSecrets.ts';
import { carrierKey, sealAgain, webhookSecrets } from '../../server/src/carriers/keptSecrets.ts';
import { createCarrier } from '../../server/src/carriers/saveCarrier.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { readSettings } from '../../server/src/settings.ts';
import { isSealedNow, keepKeysIn, renewKey, sealed, unsealed } from '../../server/src/shared/secrets.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let [carrier, other] = ['', ''];
const folder = mkdtempSync(join(tmpdir(), 'hesabu-secrets-'));
const file = join(folder, 'secret.key');

beforeAll(async () => {
  keepKeysIn({ texts: [], file });
  firm = await startTrade();
  const made = async (code: string) => globalId('Carrier', (await firm.act(createCarrier, { code, name: code, adapter: 'GATEWAY', address: 'https://carrier.example/api' })).carrier ?? '');
  [carrier, other] = [await made('one'), await made('two')];
});
afterAll(async () => {
  await firm.close();
  rmSync(folder, { recursive: true });
});

const kept = () => firm.one<{ key: string | null; webhook: string | null; previous: string | null; all: string }>(sql`SELECT "apiKey" AS key, "webhookSecret" AS webhook, "previousSecret" AS previous, row_to_json(s)::text AS all
  FROM "CarrierSecret" s WHERE "carrierId" = ${uuid(carrier)}::uuid`);

test('the table never holds them as they are, and each opens for its own carrier alone', async () => {
  await firm.act(setCarrierKey, { carrierId: carrier, apiKey: 'very-secret-key' });
  const { secret = '' } = await firm.act(renewWebhookSecret, { carrierId: carrier });
  const { secret: second = '' } = await firm.act(renewWebhookSecret, { carrierId: carrier });
  const row = await kept();
  expect(row.all).not.toMatch(/very-secret-key|whsec_/);
  expect([row.key, row.webhook, row.previous].every((text) => text?.startsWith('v1.'))).toBe(true);
  expect(await carrierKey(firm.db, uuid(carrier))).toBe('very-secret-key');
  expect(await webhookSecrets(firm.db, uuid(carrier), new Date(`${firm.day}T09:00:00Z`))).toEqual([second, secret]);
  await firm.db.rows(sql`UPDATE "CarrierSecret" SET "apiKey" = ${row.key} WHERE "carrierId" = ${uuid(other)}::uuid`);
  await expect(carrierKey(firm.db, uuid(other))).rejects.toThrow();
  await firm.db.rows(sql`UPDATE "CarrierSecret" SET "apiKey" = NULL WHERE "carrierId" = ${uuid(other)}::uuid`);
});

test('the key is a file that only its owner reads; renewed, everything is sealed anew, and what was plain before is sealed', async () => {
  expect(statSync(file).mode & 0o077).toBe(0);
  const { key: old } = await kept();
  await firm.db.rows(sql`UPDATE "CarrierSecret" SET "apiKey" = 'plain-of-old' WHERE "carrierId" = ${uuid(other)}::uuid`);
  expect(await carrierKey(firm.db, uuid(other))).toBe('plain-of-old');
  renewKey();
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2);
  expect(await carrierKey(firm.db, uuid(carrier))).toBe('very-secret-key');
  expect(await sealAgain(firm.db)).toEqual({ sealed: 4, shut: 0 });
  expect(await sealAgain(firm.db)).toEqual({ sealed: 0, shut: 0 });
  const { key = '' } = await kept();
  expect([key !== old, isSealedNow(key ?? ''), isSealedNow(old ?? '')]).toEqual([true, true, false]);
  expect([await carrierKey(firm.db, uuid(carrier)), await carrierKey(firm.db, uuid(other))]).toEqual(['very-secret-key', 'plain-of-old']);
});

test('HESABU_SECRET comes before the file: the first text seals, all open; a short one is refused, and so is what was changed', () => {
  const [first, next] = ['a'.repeat(40), 'b'.repeat(40)];
  keepKeysIn({ texts: [first], file });
  const text = sealed('of the first', 'x');
  keepKeysIn({ texts: readSettings({ HESABU_SECRET: `${next}, ${first}` }).secrets, file });
  expect(unsealed(text, 'x')).toBe('of the first');
  expect(isSealedNow(text)).toBe(false);
  expect(() => unsealed(text, 'y')).toThrow();
  expect(() => unsealed(`${text.slice(0, -2)}${text.endsWith('A') ? 'B' : 'A'}A`, 'x')).toThrow();
  keepKeysIn({ texts: [next], file });
  expect(() => unsealed(text, 'x')).toThrow(/not here/);
  expect(() => renewKey()).toThrow(/HESABU_SECRET/);
  expect(() => readSettings({ HESABU_SECRET: 'short' })).toThrow(/HESABU_SECRET.*at least 32/);
});

test('a database that came without its key is served all the same: what does not open is told and left', async () => {
  const { key } = await kept();
  keepKeysIn({ texts: ['c'.repeat(40)], file });
  expect(await sealAgain(firm.db)).toEqual({ sealed: 0, shut: 4 });
  expect((await kept()).key).toBe(key);
  keepKeysIn({ texts: [], file });
  expect(await carrierKey(firm.db, uuid(carrier))).toBe('very-secret-key');
});
