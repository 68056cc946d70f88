import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../../server/src/embedded.ts';
import { workspaceFolder } from '../../server/src/settings.ts';
import type { Cluster } from './data/template.ts';

// Every commit waits for the disk. Checkpoints are spread out, so that none falls upon one contender alone.
const options = {
  fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', wal_level: 'minimal', max_wal_senders: '0', shared_buffers: '1GB', max_connections: '200',
  max_wal_size: '8GB', checkpoint_timeout: '30min', random_page_cost: '1.1', effective_cache_size: '4GB',
};

/** The benchmark's PostgreSQL, with templates that outlive a run; `stop` ends it when nobody else uses it. */
export async function startCluster(say: (line: string) => void): Promise<Cluster & { stop(): Promise<void> }> {
  const place = createHash('sha256').update(workspaceFolder).digest('hex').slice(0, 8);
  const dataDir = process.env.HESABU_BENCH_DATA ?? join(tmpdir(), `hesabu-bench-${process.getuid?.() ?? 0}-${place}`);
  const { adminUrl, url, stop } = await startEmbedded({ dataDir, options, say });
  return { adminUrl, ownerUrl: url, stop };
}
