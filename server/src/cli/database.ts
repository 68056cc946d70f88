import { sealAgain } from '../carriers/keptSecrets.ts';
import { startEmbedded } from '../embedded.ts';
import { migrate } from '../migrate.ts';
import type { Migrated } from '../migrate.ts';
import { openDb } from '../shared/db.ts';
import type { Db } from '../shared/db.ts';
import type { Surroundings } from './command.ts';

export interface Addresses {
  /** May lead through a pooler. */
  url: string;
  /** For migrations, session locks and LISTEN. */
  directUrl: string;
}

/** The database of the settings: a foreign one, or the embedded PostgreSQL, started here when it does not run. */
export async function findDatabase({ settings, say, defer }: Surroundings, isKeptAlive = false): Promise<Addresses> {
  if (settings.databaseUrl !== undefined) {
    return { url: settings.databaseUrl, directUrl: settings.databaseDirectUrl ?? settings.databaseUrl };
  }
  const starting = startEmbedded({ dataDir: settings.dataDir, say, isKeptAlive });
  defer(async () => {
    const embedded = await starting.catch(() => undefined);
    await embedded?.stop();
  });
  const { url } = await starting;
  return { url, directUrl: url };
}

export interface OpenDatabase extends Addresses, Migrated {
  db: Db;
}

/** Finds the database, migrates it, and opens it in the role of the server. */
export async function openDatabase(surroundings: Surroundings, isKeptAlive = false): Promise<OpenDatabase> {
  const { settings, say, defer } = surroundings;
  const addresses = await findDatabase(surroundings, isKeptAlive);
  const migrated = await migrate({ url: addresses.directUrl, say });
  const db = await openDb({ url: addresses.url, role: migrated.appRole, poolMax: settings.poolMax });
  defer(() => db.close());
  // What was kept before secrets were sealed.
  const { shut } = await sealAgain(db);
  if (shut > 0) say(`${shut} secrets of carriers are sealed by a key that is not here: bring the key back (HESABU_SECRET or secret.key in the data folder), or set them anew.`);
  return { ...addresses, ...migrated, db };
}
