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

const rules = 'what a draft would come to is judged by the rules of its action, which read their facts by themselves';
/** Answered by the general lane, and why. */
const left: Record<string, string> = {
  PaymentRunFile: 'a file is written by its rule',
  RefundFile: 'a file is written by its rule',
  ShorteningPreview: 'what shorter terms free is told by the report of days to pay, for those chosen',
  CheckSavedReport: 'a report is asked for twice, with what was known and with what is',
  MergePreview: 'tables are told by the catalogue',
  MailPreview: 'a letter is worded by the rules of its template',
  LedgerEffect: rules, PreviewBill: rules, PreviewCommissionPlan: rules, PreviewCostAllocation: rules, PreviewLandedCost: rules, PreviewOrder: rules, PreviewOrderCost: rules, PreviewPayment: rules, PreviewPurchaseOrder: rules, PreviewQuotation: rules, PreviewRates: rules, PreviewRevaluation: rules, PreviewStatement: rules, PreviewSupplierPayment: rules, PreviewVariants: rules,
};

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
  const { pool, readPool, analystPool } = server.db;
  const counted = [pool, readPool, analystPool].map((each) => {
    const counter = { each, count: 0, add: () => { counter.count += 1; } };
    each.on('acquire', counter.add);
    return counter;
  });
  const before = new Map(server.laneUse().general);
  await ask();
  for (const { each, add } of counted) each.off('acquire', add);
  const [others = 0, read = 0, analysts = 0] = counted.map(({ count }) => count);
  // The analysts' connections see no sessions: whether who asks may still ask is told by another connection before.
  const statements = analysts === 1 && read === 1 ? others + 1 : others + read + analysts;
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
    expect(Object.fromEntries(Object.entries(notOne).map(([name, reason]) => [name, left[name] ?? reason]))).toEqual(left);
    expect(Object.keys(left).length / operations.length).toBeLessThan(0.05);
    expect(general()).toBeGreaterThan(0);
  });
});
