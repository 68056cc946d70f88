// Stores the state that a database has before the next migration: node test/upgrades/makeState.ts [MIGRATION]
// Run it before adding a migration folder; without a name, the state is that of the newest migration.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backUp } from '../../server/src/backup.ts';
import { startEmbedded } from '../../server/src/embedded.ts';
import { migrate, migrationsFolder, readMigrations } from '../../server/src/migrate.ts';
import { openDb } from '../../server/src/shared/db.ts';
import { verify } from '../../server/src/verify.ts';
import { ownerOf } from './ask.ts';
import { figuresOf } from './figures.ts';
import { fillFirm } from './fillFirm.ts';
import { figuresFile, stateFile } from './states.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const migrations = await readMigrations(migrationsFolder);
const name = process.argv[2] ?? migrations.at(-1)?.name ?? '';
const at = migrations.findIndex((each) => each.name === name);
if (at < 0) throw new Error(`There is no migration ${name}.`);

const dataDir = await mkdtemp(join(tmpdir(), 'hesabu-state-'));
const postgres = await startEmbedded({ dataDir, say: () => undefined });
try {
  const { appRole } = await migrate({ url: postgres.url, upTo: migrations.slice(0, at + 1), say });
  const db = await openDb({ url: postgres.url, role: appRole });
  await fillFirm(db);
  const wrong = (await verify(db)).filter(({ rows }) => rows.length > 0);
  if (wrong.length > 0) throw new Error(`The firm does not hold: ${JSON.stringify(wrong)}`);
  const figures = await figuresOf(await ownerOf(db, new Date('1998-05-07T12:00:00Z')));
  await db.close();
  await rm(stateFile(name), { force: true });
  const { rows, bytes } = await backUp({ url: postgres.url, file: stateFile(name), now: () => new Date(), say: () => undefined });
  await writeFile(figuresFile(name), `${JSON.stringify(figures, null, 2)}\n`);
  say(`${stateFile(name)}: ${rows} rows, ${bytes} bytes`);
} finally {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}
