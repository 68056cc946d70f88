import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { askOnce } from '../client.ts';
import { startContender } from '../contenders/start.ts';
import { addressOf, copyTemplate, ensureTemplate, withClient, type Cluster } from '../data/template.ts';
import type { Data } from '../queries/types.ts';

/** A small firm with Hesabu running on it as `npm start` starts it, and a connection to its database. */
export interface Firm {
  client: pg.Client;
  /** For the product's own functions. */
  databaseUrl: string;
  url: string;
  headers: Record<string, string>;
  /** Asks over HTTP and gives the data; a refusal is an error. */
  ask(query: string, variables?: Record<string, unknown>): Promise<Data>;
  stop(): Promise<void>;
}

/** A database of a small firm; `drop` ends it. */
export async function openDatabase(cluster: Cluster, say: (line: string) => void): Promise<{ client: pg.Client; databaseUrl: string; drop(): Promise<void> }> {
  const name = `benchrun_volume_${process.pid}_${randomBytes(3).toString('hex')}`;
  const databaseUrl = await copyTemplate(cluster, await ensureTemplate(cluster, 'T', say), name);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  return {
    client, databaseUrl,
    drop: async () => {
      await client.end();
      await withClient(addressOf(cluster.adminUrl, 'postgres'), (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** The same with a server on it. */
export async function openFirm(cluster: Cluster, say: (line: string) => void): Promise<Firm> {
  const { client, databaseUrl, drop } = await openDatabase(cluster, say);
  try {
    const { url, headers, stop, log } = await startContender('ours', databaseUrl);
    return {
      client, databaseUrl, url, headers,
      ask: async (query, variables = {}) => {
        const { data }: Data = await askOnce(url, { path: '/graphql', headers, body: JSON.stringify({ query, variables }) }).catch((error: unknown) => {
          throw new Error(`${(error as Error).message}\n${log().slice(-2_000)}`, { cause: error });
        });
        const refused = Object.values(data as Record<string, { code?: string } | null>).find((each) => each?.code);
        if (refused) throw new Error(`refused: ${JSON.stringify(refused)}`);
        return data;
      },
      stop: async () => {
        await stop();
        await drop();
      },
    };
  } catch (error) {
    await drop();
    throw error;
  }
}
