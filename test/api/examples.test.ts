// Every example of GraphiQL runs, asks for nothing that an analyst may not see, and shows something of the demo company.
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readExamples } from '../../server/src/graphiql/examples.ts';
import { schema } from '../../server/src/schema.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const examples = readExamples().map((example) => [example.title, example] as const);
let server: TestServer;
beforeAll(async () => { server = await startTestServer({ template: 'demo' }); });
afterAll(() => server.close());

/** Whether an answer holds a row of anything. */
const hasRows = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0
  : typeof value === 'object' && value !== null && Object.entries(value).some(([key, inner]) => key !== 'columns' && hasRows(inner)));

describe('an analyst\'s examples', () => {
  test('there are at least fifteen, each with a name of its own', () => {
    expect(examples.length).toBeGreaterThanOrEqual(15);
    expect(new Set(examples.map(([title]) => title)).size).toBe(examples.length);
    for (const [title] of examples) expect(title).toMatch(/^[A-Z].{8,}$/);
  });
  test.each(examples)('%s', async (_title, { query }) => {
    expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
    const { status, data, errors } = await server.graphql(query, {}, { role: 'ANALYST' });
    expect([status, errors]).toEqual([200, []]);
    for (const [field, value] of Object.entries(data as object)) expect([field, hasRows(value)]).toEqual([field, field !== 'balanceSheet']);
  });
});
