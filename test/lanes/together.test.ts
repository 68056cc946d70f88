// Who asks for records at once is answered by one statement: each as if asked alone, whoever they are and whatever is wrong with a neighbour.
import { Kind, print } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { permissionsOf } from '../../server/src/access/policy.ts';
import { schema } from '../../server/src/schema.ts';
import { pruned } from '../../admin/src/data/pruned.ts';
import { startTestServer, type Asker, type TestServer } from '../support/server.ts';
import { consoleOperations, recordTypeOf, variablesOf } from './operations.ts';
import { readValues } from './values.ts';
import type { Values } from './randomDocument.ts';

let server: TestServer;
let values: Values;
beforeAll(async () => {
  server = await startTestServer({ template: 'demo', env: { HESABU_LANE: 'on' } });
  values = await readValues(server);
});
afterAll(() => server.close());

interface Question { query: string; variables: Record<string, unknown>; as: Asker }
const ask = async ({ query, variables, as }: Question): Promise<string> => {
  const { status, data, errors, extensions } = await server.graphql(query, variables, as);
  return JSON.stringify([status, data, errors, extensions]);
};
/** The answers to all at once, and by how many statements of the reading lane. */
async function askTogether(questions: Question[]): Promise<{ answers: string[]; statements: number }> {
  let statements = 0;
  const count = () => void (statements += 1);
  server.db.readPool.on('acquire', count);
  const answers = await Promise.all(questions.map(ask));
  server.db.readPool.off('acquire', count);
  return { answers, statements };
}
const alone = async (questions: Question[]): Promise<string[]> => {
  const answers: string[] = [];
  for (const question of questions) answers.push(await ask(question));
  return answers;
};
const newKey = async (role: string): Promise<{ key: string; id: string }> => {
  const { data } = await server.graphql(`mutation { createApiKey(input: { name: "Asks", role: ${role} }) { ... on CreateApiKeyPayload { key apiKey { id } } } }`, {}, { role: 'OWNER' });
  return { key: data.createApiKey.key, id: data.createApiKey.apiKey.id };
};

const invoice = `query Invoice($id: ID!) { node(id: $id) { ... on Invoice { id number issuedOn customer { id name } total { amount currencyCode }
  lines { no product { sku } net { amount } } openItem { allocationsTo { amount { amount } creditItem { number } } } actions { name allowed } } } }`;

test('each has the answer that is theirs alone: other rights, other rows, nothing there, a key that was revoked meanwhile', async () => {
  const [owner, other, revoked] = [await newKey('OWNER'), await newKey('OWNER'), await newKey('OWNER')];
  const { data } = await server.graphql('{ invoices(first: 30) { nodes { id } } }', {}, { key: owner.key });
  const ids: string[] = data.invoices.nodes.map(({ id }: { id: string }) => id);
  const nobody = Buffer.from('Invoice:01a00000-0000-7000-8000-000000000000').toString('base64');
  const questions = [...ids, nobody].flatMap((id): Question[] => [{ key: owner.key }, { key: other.key }, { role: 'SALES' }].map((as) => ({ query: invoice, variables: { id }, as })));
  const expected = await alone(questions);
  expect(new Set(expected).size).toBeGreaterThan(ids.length); // sales people see what is theirs
  const { answers, statements } = await askTogether(questions);
  expect(answers).toEqual(expected);
  expect(statements).toBeLessThan(questions.length);

  // One of many whose key is no more: refused, and nobody else.
  const mine = ids.map((id): Question => ({ query: invoice, variables: { id }, as: { key: owner.key } }));
  const theirs: Question = { query: invoice, variables: { id: ids[0] }, as: { key: revoked.key } };
  expect((await ask(theirs)).startsWith('[200,{"node":{"id"')).toBe(true);
  await server.db.pool.query(`UPDATE "ApiKey" SET "revokedAt" = now() WHERE id = $1`, [Buffer.from(revoked.id, 'base64').toString().split(':')[1]]);
  const both = await askTogether([...mine.slice(0, 15), theirs, ...mine.slice(15)]);
  expect(both.answers.filter((answer) => answer.startsWith('[200,{"node":{"id"'))).toHaveLength(mine.length);
  expect(both.answers[15]).toMatch(/^\[401,/);
});

test('a statement that cannot be run for many is run for each', async () => {
  const { data } = await server.graphql('{ products(first: 30) { nodes { id } } }', {}, { role: 'OWNER' });
  const questions = data.products.nodes.map(({ id }: { id: string }): Question => ({ query: 'query ($id: ID!) { node(id: $id) { ... on Product { sku name } } }', variables: { id }, as: { role: 'OWNER' } }));
  const expected = await alone(questions);
  expect((await askTogether(questions)).answers).toEqual(expected);
  const { readTexts } = server.db;
  let refused = 0;
  server.db.readTexts = () => { refused += 1; return Promise.reject(new Error('connection lost')); };
  expect((await askTogether(questions)).answers).toEqual(expected);
  server.db.readTexts = readTexts;
  expect(refused).toBe(1);
  expect((await askTogether(questions)).answers).toEqual(expected);
});

test('one that takes long holds nobody up', async () => {
  const { data } = await server.graphql('{ customers(first: 30) { nodes { id } } }', {}, { role: 'OWNER' });
  const questions = data.customers.nodes.map(({ id }: { id: string }): Question => ({ query: 'query ($id: ID!) { node(id: $id) { ... on Customer { code name } } }', variables: { id }, as: { role: 'OWNER' } }));
  const expected = await alone(questions);
  const { readText } = server.db;
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  server.db.readText = async (...asked) => { server.db.readText = readText; await held; return readText(...asked); };
  const first = ask(questions[0]);
  await expect.poll(() => server.db.readText).toBe(readText);
  const { answers, statements } = await askTogether(questions.slice(1));
  expect(answers).toEqual(expected.slice(1));
  expect(statements).toBeLessThan(answers.length);
  release();
  expect(await first).toBe(expected[0]);
});

test('every record of a screen is the same together and alone', { timeout: 300_000 }, async () => {
  const ofRecords = consoleOperations().filter(({ operation }) => operation.selectionSet.selections.every((one) => one.kind === Kind.FIELD && one.name.value === 'node'));
  expect(ofRecords.length).toBeGreaterThan(40);
  const wrong: string[] = [];
  const apart: string[] = [];
  for (const operation of ofRecords) {
    const asked = { ...operation, document: pruned(operation.document, (permission) => permissionsOf('OWNER').has(permission)) };
    const variables = variablesOf(asked, schema, values);
    const ids = values.get(`id:${recordTypeOf(asked)}`)?.slice(0, 6) ?? [];
    if (!variables || ids.length === 0) continue;
    const questions = Array.from({ length: 24 }, (_, index): Question => ({ query: print(asked.document), variables: { ...variables, id: ids[index % ids.length] }, as: { role: 'OWNER' } }));
    const expected = await alone(questions);
    const { answers, statements } = await askTogether(questions);
    if (String(answers) !== String(expected)) wrong.push(operation.name);
    if (statements === questions.length) apart.push(operation.name);
  }
  expect(wrong).toEqual([]);
  // Some take longer than others shall wait for.
  expect(apart.length).toBeLessThan(ofRecords.length / 2);
});
