// Both read lanes are one: drawn questions over the whole schema, answered by both and compared to the byte, headers too.
// The server of a test compares at every answer; here are the questions that no screen asks.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { permissionsOf } from '../../server/src/access/policy.ts';
import type { Role } from '../../server/src/generated/rows.ts';
import { schema } from '../../server/src/schema.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { drawing } from './random.ts';
import { randomDocument, type Values } from './randomDocument.ts';
import { readValues } from './values.ts';

/** Seeds that once failed: they stay. */
const failedOnce: number[] = [76, 103, 595, 662, 678, 682, 711, 924, 2527, 2658];
const COUNT = Number(process.env.HESABU_LANE_DOCUMENTS ?? 300);
const everyRole = process.env.HESABU_LANE_ROLES === 'every';
/** Which of how many parts of the seeds are asked here, as `1/2`. */
const [part = 1, parts = 1] = (process.env.HESABU_LANE_PART ?? '1/1').split('/').map(Number);
const roles: Role[] = ['OWNER', 'CONTROLLER', 'SALES', 'WAREHOUSE', 'COLLECTOR', 'ANALYST'];

let server: TestServer;
let values: Values;
beforeAll(async () => {
  server = await startTestServer({ template: 'demo' });
  values = await readValues(server);
});
afterAll(() => server.close());

const rolesOf = (seed: number): Role[] => (everyRole ? roles : ['OWNER', drawing(seed + 7919).one(roles.slice(1))]);

it(`${COUNT} drawn questions are answered the same by both lanes`, { timeout: 3_600_000 }, async () => {
  const all = [...failedOnce, ...Array.from({ length: COUNT }, (_, index) => index + 1)];
  const seeds = all.filter((_, index) => index % parts === part - 1);
  const wrong: string[] = [];
  const left: string[] = [];
  let answered = 0;
  for (const [index, seed] of seeds.entries()) {
    if (everyRole && index % 250 === 0) process.stderr.write(`part ${part} of ${parts}: ${index} of ${seeds.length} questions\n`);
    for (const role of rolesOf(seed)) {
      const { query, variables } = randomDocument(seed, schema, (permission) => permissionsOf(role).has(permission), values);
      const { compiled } = server.laneUse();
      const { status, errors } = await server.graphql(query, variables, { role });
      if (errors.length === 0) {
        answered += 1;
        // A file of payments is written by its rule: see operations.test.ts.
        if (server.laneUse().compiled === compiled && !query.includes('paymentRunFile') && !query.includes('refundFile')) left.push(`seed ${seed} as ${role}: ${query}`);
      }
      const code = errors[0]?.extensions.code;
      if (status >= 500 || code === 'LANES_DIFFER' || code === 'INTERNAL' || code?.startsWith('GRAPHQL_')) {
        wrong.push(`seed ${seed} as ${role}: ${code} ${errors[0]?.message}\n${query}\n${JSON.stringify(variables)}`);
      }
    }
    if (wrong.length >= 5) break;
  }
  expect(wrong).toEqual([]);
  // What was not compiled was not compared either: a few, such as the first of somebody.
  expect(left.length > answered / 50 ? left.slice(0, 10) : []).toEqual([]);
  expect(answered).toBeGreaterThan(seeds.length);
});
