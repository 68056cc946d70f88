import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../server/src/embedded.ts';
import type { Embedded } from '../../server/src/embedded.ts';
import { workspaceFolder } from '../../server/src/settings.ts';
import { sweep } from './databases.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

// One PostgreSQL for all runs of this checkout: its templates outlive a run, so that the next one starts at once.
const place = createHash('sha256').update(workspaceFolder).digest('hex').slice(0, 8);
const dataDir = join(tmpdir(), `hesabu-test-${process.getuid?.() ?? 0}-${place}`);

// What a crash would lose can be made again; and nobody but a superuser may drop a database that is being vacuumed.
const fast = { autovacuum: 'off', fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const embedded: Embedded = await startEmbedded({ dataDir, options: fast, say: () => undefined });
  project.provide('postgresUrl', embedded.url);
  await sweep(embedded.url);
  return () => embedded.stop();
}
