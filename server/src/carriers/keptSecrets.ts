// Carriers' keys and webhook secrets as they are kept: sealed, each for its carrier.
import sql from 'sql-template-tag';
import type { Db, Queryable } from '../shared/db.ts';
import { quote } from '../shared/entity.ts';
import { canOpen, isSealedNow, sealed, unsealed } from '../shared/secrets.ts';

const columns = ['apiKey', 'webhookSecret', 'previousSecret'] as const;
// A former webhook secret is the same text in another column.
const purposeOf = (carrierId: string, column: (typeof columns)[number]): string => `carrier ${carrierId} ${column === 'apiKey' ? 'key' : 'webhook'}`;

export const sealedKey = (carrierId: string, text: string): string => sealed(text, purposeOf(carrierId, 'apiKey'));
export const sealedWebhook = (carrierId: string, text: string): string => sealed(text, purposeOf(carrierId, 'webhookSecret'));

/** The key by which a carrier is asked; none where its seal does not open here. */
export async function carrierKey(db: Queryable, carrierId: string): Promise<string | null> {
  const [row] = await db.rows<{ apiKey: string | null }>(sql`SELECT "apiKey" FROM "CarrierSecret" WHERE "carrierId" = ${carrierId}`);
  return row?.apiKey && canOpen(row.apiKey) ? unsealed(row.apiKey, purposeOf(carrierId, 'apiKey')) : null;
}

/** The secrets by which a carrier may sign now. */
export async function webhookSecrets(db: Queryable, carrierId: string, now: Date): Promise<string[]> {
  const [row] = await db.rows<{ current: string | null; previous: string | null }>(sql`SELECT "webhookSecret" AS current, CASE WHEN "previousUntil" > ${now} THEN "previousSecret" END AS previous
    FROM "CarrierSecret" WHERE "carrierId" = ${carrierId}`);
  return [row?.current, row?.previous].flatMap((kept) => (kept && canOpen(kept) ? [unsealed(kept, purposeOf(carrierId, 'webhookSecret'))] : []));
}

/** Seals by the newest key what is not, one carrier at a time; gives how many secrets were sealed, and how many have a key that is not here. */
export async function sealAgain(db: Db): Promise<{ sealed: number; shut: number }> {
  const count = { sealed: 0, shut: 0 };
  for (const { carrierId } of await db.rows<{ carrierId: string }>(sql`SELECT "carrierId" FROM "CarrierSecret" ORDER BY "carrierId"`)) {
    const own = await db.transaction(async (tx) => {
      const [row] = await tx.rows<Record<(typeof columns)[number], string | null>>(sql`SELECT * FROM "CarrierSecret" WHERE "carrierId" = ${carrierId} FOR UPDATE`);
      const old = columns.flatMap((column) => {
        const kept = row?.[column];
        return kept && !isSealedNow(kept) ? [{ column, kept }] : [];
      });
      const open = old.filter(({ kept }) => canOpen(kept));
      for (const { column, kept } of open) {
        const purpose = purposeOf(carrierId, column);
        await tx.rows(sql`UPDATE "CarrierSecret" SET ${quote(column)} = ${sealed(unsealed(kept, purpose), purpose)} WHERE "carrierId" = ${carrierId}`);
      }
      return { sealed: open.length, shut: old.length - open.length };
    });
    count.sealed += own.sealed;
    count.shut += own.shut;
  }
  return count;
}
