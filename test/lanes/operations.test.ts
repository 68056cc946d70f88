// Every operation of a screen or an example is answered by one statement, but for those that are named here with the reason.
import { print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissionsOf } from '../../server/src/access/policy.ts';
import { schema } from '../../server/src/schema.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { pruned } from '../../admin/src/data/pruned.ts';
import { consoleOperations, exampleOperations, variablesOf, type Operation } from './operations.ts';
import type { Values } from './randomDocument.ts';
import { readValues } from './values.ts';

/** They take the rules of actions, the request itself or analysts' connections: the general lane answers them. */
const left: Record<string, string> = {};

let server: TestServer;
let values: Values;
beforeAll(async () => {
  server = await startTestServer({ template: 'demo', env: { HESABU_LANE: 'on' } });
  values = await readValues(server);
});
afterAll(() => server.close());

const operations: Operation[] = [...consoleOperations(), ...exampleOperations()];
const general = (): number => [...server.laneUse().general.values()].reduce((sum, count) => sum + count, 0);

/** How many statements an operation takes, on all connections; asked twice, as the second is what a user waits for. */
async function statementsOf(query: string, variables: object): Promise<{ statements: number; reason: string | undefined }> {
  const ask = async () => {
    const { errors } = await server.graphql(query, variables as Record<string, unknown>, { role: 'OWNER' });
    expect(errors).toEqual([]);
  };
  await ask();
  let statements = 0;
  const count = () => { statements += 1; };
  const pools = [server.db.pool, server.db.readPool, server.db.analystPool];
  for (const pool of pools) pool.on('acquire', count);
  const before = new Map(server.laneUse().general);
  await ask();
  for (const pool of pools) pool.off('acquire', count);
  const reason = [...server.laneUse().general].find(([each, times]) => times > (before.get(each) ?? 0))?.[0];
  return { statements, reason };
}

describe('operations of screens and examples', () => {
  it('are found', () => {
    expect(operations.length).toBeGreaterThan(100);
    expect(new Set(operations.map(({ name }) => name)).size).toBe(operations.length);
  });

  it('are answered by one statement each, but for the named ones', { timeout: 300_000 }, async () => {
    const notOne: Record<string, string> = {};
    for (const operation of operations) {
      const asked = { ...operation, document: pruned(operation.document, (permission) => permissionsOf('OWNER').has(permission)) };
      const variables = variablesOf(asked, schema, values);
      if (!variables) {
        notOne[operation.name] = 'an input';
        continue;
      }
      const { statements, reason } = await statementsOf(print(asked.document), variables);
      if (statements !== 1) notOne[operation.name] = reason ?? `${statements} statements`;
    }
    expect(notOne).toEqual(left);
    expect(Object.keys(left).length / operations.length).toBeLessThan(0.05);
    expect(general()).toBeGreaterThan(0);
  });
});
