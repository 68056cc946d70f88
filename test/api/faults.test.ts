// What is nobody's fault but ours, or the database's: told with an id, and over as soon as its cause is.
import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asAdmin, createDatabase, type TestDatabase } from '../support/databases.ts';
import { logger } from '../../server/src/log.ts';
import { createServer as createHesabu } from '../../server/src/server.ts';
import { readSettings } from '../../server/src/settings.ts';
import { foundFirm, type Firm } from '../support/firm.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

/** A wire to the database that can be cut and mended. */
async function wireTo(url: string) {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const mend = async (port = 0): Promise<number> => {
    server = createServer((client) => {
      const upstream = connect(Number(target.port), target.hostname);
      for (const [from, to] of [[client, upstream], [upstream, client]] as const) {
        sockets.add(from);
        from.pipe(to);
        from.on('error', () => to.destroy()).on('close', () => { sockets.delete(from); to.destroy(); });
      }
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  };
  const port = await mend();
  const cut = async () => {
    const closed = server && once(server, 'close');
    server?.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String(port);
  return { url: through.href, cut, mend: () => mend(port) };
}

describe('when the database is lost', () => {
  let database: TestDatabase;
  let server: TestServer;
  let firm: Firm;
  let wire: Awaited<ReturnType<typeof wireTo>>;
  beforeAll(async () => {
    database = await createDatabase();
    wire = await wireTo(database.url);
    server = await startTestServer({ database: { ...database, url: wire.url } });
    firm = await foundFirm(server.db);
  });
  afterAll(async () => {
    await server.close();
    await wire.cut();
    await database.drop();
  });

  test('callers hear 503 and may try again; once it is back everything works without a restart', async () => {
    const as = { key: firm.key.OWNER };
    const queries = ['{ viewer { name } }', '{ accounts { nodes { id } totalCount } }', '{ journalLines { totals { company { amount } } } }',
      '{ explore(dataset: JOURNAL_LINES, dimensions: [], measures: [{ op: COUNT }]) { rows } }'];
    const all = () => Promise.all(queries.map((query) => server.graphql(query, {}, as)));
    for (const { status, errors } of await all()) expect([status, errors]).toEqual([200, []]);
    for (let round = 0; round < 2; round += 1) {
      const inFlight = all();
      await wire.cut();
      for (const { status, errors } of await inFlight) if (errors.length > 0) expect([status, errors[0]?.extensions.code]).toEqual([503, 'UNAVAILABLE']);
      for (const { status, errors, headers } of await all()) {
        expect([status, errors[0]?.extensions.code]).toEqual([503, 'UNAVAILABLE']);
        expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      }
      expect((await fetch(`${server.url}/health`)).status).toBe(503);
      await wire.mend();
      for (const { status, errors } of await all()) expect([status, errors]).toEqual([200, []]);
      expect((await fetch(`${server.url}/health`)).status).toBe(200);
    }
  });
});

describe('a fault of ours', () => {
  test('is told with an id that stands in the answer, in its header and in the log, and with nothing else', async () => {
    const database = await startTestServer();
    const firm = await foundFirm(database.db);
    const lines: string[] = [];
    const log = logger('error', { write: (line: string) => { lines.push(line); } });
    const server = await createHesabu({ settings: readSettings({ PORT: '0', LOG_LEVEL: 'error' }), db: database.db, now: () => new Date(), log });
    const { url } = await server.listen();
    await asAdmin(database.database.url, (client) => client.query('ALTER TABLE "TaxCode" RENAME COLUMN rate TO ratio'));
    const response = await fetch(`${url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${firm.key.OWNER}` },
      body: JSON.stringify({ query: '{ taxCodes(filter: { rate: { min: "0" } }) { nodes { id } } }' }),
    });
    const requestId = response.headers.get('x-request-id');
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toEqual({ data: null, extensions: expect.anything(), errors: [{
      message: `Something went wrong (${requestId}).`, path: ['taxCodes', 'nodes'], locations: expect.any(Array), extensions: { code: 'INTERNAL', requestId },
    }] });
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ requestId, err: { message: 'column t.rate does not exist' } }]);
    await server.close();
    await database.close();
  });
});
