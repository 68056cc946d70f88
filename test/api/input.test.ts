// What bad input gets: a typed refusal, never a 5xx.
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundFirm, type Firm } from '../support/firm.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let firm: Firm;
beforeAll(async () => {
  server = await startTestServer();
  firm = await foundFirm(server.db);
});
afterAll(() => server.close());

const json = { 'content-type': 'application/json' };
const asPartner = () => ({ authorization: `Bearer ${firm.key.PARTNER}` });
const send = (init: RequestInit, path = '/graphql') => fetch(server.url + path, init);
const post = (body: string | Buffer, headers: Record<string, string> = json) => send({ method: 'POST', body: new Uint8Array(Buffer.from(body)), headers: { ...asPartner(), ...headers } });

describe('requests that cannot be read', () => {
  test.each([
    ['broken JSON', '{"query": "{ viewer', 400], ['nothing', '', 400], ['a number', '7', 400], ['a list', '[{"query":"{ __typename }"}]', 400],
    ['a query that is no text', '{"query": 7}', 400], ['variables that are no object', '{"query":"{ __typename }","variables":"x"}', 400],
    ['a NUL byte in the document', JSON.stringify({ query: '{ \u0000 }' }), 400], ['an operation that is not there', JSON.stringify({ query: 'query A { __typename }', operationName: 'B' }), 400],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 400],
  ])('%s', async (_name, body, status) => {
    const response = await post(body, { ...json, accept: 'application/graphql-response+json' });
    expect(response.status).toBe(status);
    const { errors } = await response.json() as { errors: { extensions: { code: string } }[] };
    expect(['BAD_REQUEST', 'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'OPERATION_RESOLUTION_FAILURE']).toContain(errors[0]?.extensions.code);
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a body over one megabyte is refused before it is read', async () => {
    const response = await post(JSON.stringify({ query: `{ __typename } #${'x'.repeat(1_000_000)}` }));
    expect(response.status).toBe(413);
    expect((await response.json() as { errors: unknown[] }).errors).toHaveLength(1);
  });

  test('a body of unknown length is refused', async () => {
    const stream = new ReadableStream({ start: (controller) => { controller.enqueue(new TextEncoder().encode('{"query":"{ __typename }"}')); controller.close(); } });
    const response = await send({ method: 'POST', body: stream, duplex: 'half', headers: { ...json, ...asPartner() } } as RequestInit);
    expect(response.status).toBe(411);
  });

  test('forms and plain text, which a foreign page could send, are refused', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/graphql', 'text/plain; application/json']) {
      expect((await post('query=%7B__typename%7D', { 'content-type': type })).status).toBe(415);
    }
  });

  test('an address that is none does not stop the server', async () => {
    const { port, hostname } = new URL(server.url);
    for (const target of ['//', '/%ff', '/graphql%00', '*', '/graphql?query=%ff%fe', `/graphiql/../${'x'.repeat(5000)}`]) {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname, () => socket.write(`GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`));
        socket.on('data', (data) => expect(String(data)).toMatch(/^HTTP\/1\.1 [24]/)).on('close', () => resolve());
      });
    }
    expect((await send({}, '/health')).status).toBe(200);
  });
});

describe('operations over the limits are refused before anything runs', () => {
  const nested = (levels: number) => '{ accounts { nodes '.concat('{ id ... on Account '.repeat(levels), '{ id }', ' }'.repeat(levels), ' } }');
  const doubled = Array.from({ length: 40 }, (_, n) => `fragment f${n} on Account { ${n === 39 ? 'id code' : `...f${n + 1} ...f${n + 1}`} }`).join(' ');
  const bombs: [string, string, Record<string, unknown>, string[]][] = [
    ['aliases', `{ ${Array.from({ length: 100 }, (_, n) => `a${n}: viewer { name }`).join(' ')} }`, {}, ['COST_LIMIT']],
    ['depth', `{ journalLines { nodes { entry { ${'reversesEntry { '.repeat(20)} id ${'} '.repeat(20)} } } } }`, {}, ['COST_LIMIT']],
    ['page size in a variable', 'query ($n: Int) { journalEntries(first: $n) { nodes { lines { entry { lines { entry { lines { id no company { amount } } } } } } } } accounts(first: $n) { nodes { id } } }', { n: 1_000_000 }, ['COST_LIMIT', 'BAD_REQUEST']],
    ['page size in a default', 'query ($n: Int = 1000000) { accounts(first: $n) { nodes { id code name type } } }', {}, ['COST_LIMIT', 'BAD_REQUEST']],
    ['fragments that double', `{ accounts { nodes { ...f0 } } } ${doubled}`, {}, ['COST_LIMIT']],
    ['fragments that go round', '{ accounts { nodes { ...a } } } fragment a on Account { ...b } fragment b on Account { ...a }', {}, ['GRAPHQL_VALIDATION_FAILED']],
    ['a huge document', `{ ${'viewer { name } '.repeat(5000)} }`, {}, ['GRAPHQL_PARSE_FAILED']],
    ['introspection round and round', '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }', {}, ['COST_LIMIT', 'GRAPHQL_VALIDATION_FAILED']],
    ['deep introspection', `{ __schema { types { fields { type { ${'ofType { '.repeat(40)} name ${'} '.repeat(40)} } } } } }`, {}, ['COST_LIMIT']],
    ['inline nesting', nested(2400), {}, ['COST_LIMIT', 'GRAPHQL_PARSE_FAILED']],
    ['a list in a list in a list', `{ nodes(ids: ${'['.repeat(4900)}${']'.repeat(4900)}) { id } }`, {}, ['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'BAD_REQUEST']],
    ['directives', `{ viewer { name ${'@include(if: true) '.repeat(2000)} } }`, {}, ['GRAPHQL_PARSE_FAILED']],
    ['nested lists', `query ($v: AccountFilter) { accounts(filter: $v) { nodes { id } } }`, { v: Array.from({ length: 400 }).reduce((inner: object) => ({ not: inner }), { code: { is: 'x' } }) }, ['BAD_REQUEST']],
    ['variables nested by the thousand', `query ($v: AccountFilter) { accounts(filter: $v) { nodes { id } } }`, { v: JSON.parse(`${'{"not":'.repeat(2000)}{}${'}'.repeat(2000)}`) as object }, ['BAD_REQUEST']],
    ['a literal nested by the hundred', `{ accounts(filter: ${'{ not: '.repeat(700)} {} ${'}'.repeat(700)}) { nodes { id } } }`, {}, ['GRAPHQL_PARSE_FAILED']],
  ];
  const acquired = async (work: () => Promise<unknown>) => {
    let count = 0;
    const counting = () => { count += 1; };
    server.db.pool.on('acquire', counting);
    await work();
    server.db.pool.off('acquire', counting);
    return count;
  };

  test.each(bombs)('%s', async (_name, query, variables, codes) => {
    const as = { key: firm.key.OWNER };
    await server.graphql('{ __typename }', {}, as); // the first request of a minute notes the key's use
    const started = performance.now();
    let answer: Awaited<ReturnType<TestServer['graphql']>> | undefined;
    const statements = await acquired(async () => { answer = await server.graphql(query, variables, as); });
    expect(codes).toContain(answer?.errors[0]?.extensions.code);
    expect(answer?.status).toBeLessThan(500);
    expect(statements).toBeLessThanOrEqual(2); // who asks, and of which company
    expect(performance.now() - started).toBeLessThan(2000);
    expect(answer?.errors.length).toBeLessThanOrEqual(10);
  });

  test('what GraphiQL and code generators ask of the schema is answered, to those who are known', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    const query = getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true });
    expect((await server.graphql(query, {}, { key: firm.key.PARTNER })).data.__schema.types.length).toBeGreaterThan(30);
    expect(await server.graphql(query)).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect((await server.graphql('{ __type(name: "Order") { name } }')).status).toBe(401);
    expect((await server.graphql('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });
});

describe('values that fit no field', () => {
  const owner = () => ({ key: firm.key.OWNER });
  const create = `mutation ($input: CreateTaxCodeInput!) { createTaxCode(input: $input) { __typename ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`;
  test.each([
    ['NUL in a text', { code: 'A\u0000B', name: 'x', rate: '0.1' }, 'code'], ['a lone surrogate', { code: 'A', name: '\uD800', rate: '0.1' }, 'name'],
    ['text that is too long', { code: 'A', name: 'x'.repeat(100_000), rate: '0.1' }, 'name'], ['an empty name', { code: 'A', name: '  ', rate: '0.1' }, 'name'],
    ['too many decimals', { code: 'A', name: 'x', rate: '0.1234567' }, 'rate'], ['a negative rate', { code: 'A', name: 'x', rate: '-0.1' }, 'rate'],
    ['an emptied rate', { code: 'A', name: 'x', rate: '' }, 'rate'], ['a rate over one', { code: 'A', name: 'x', rate: '1.1' }, 'rate'],
  ])('%s', async (_name, input, field) => {
    const { status, data } = await server.graphql(create, { input }, owner());
    expect(status).toBe(200);
    expect(data.createTaxCode).toMatchObject({ __typename: 'InputInvalid', code: 'INPUT_INVALID', fields: [{ path: [field] }] });
    expect(data.createTaxCode.fields[0].message).not.toMatch(/^input\./);
  });

  test.each(['1e5', 'x', ' 1', '0x1', '1,5', 'NaN', '9'.repeat(400), null, true, {}, []])('%j is no decimal', async (rate) => {
    const { status, errors } = await server.graphql(create, { input: { code: 'A', name: 'x', rate } }, owner());
    expect(errors[0]?.extensions.code).toBe('BAD_REQUEST');
    expect(status).toBeLessThan(500);
  });

  test('ids that are none find nothing', async () => {
    const ids = ['', 'x', '\u0000', '\uD800', Buffer.from('Account:x').toString('base64'), Buffer.from(`Nothing:${'0'.repeat(36)}`).toString('base64'),
      Buffer.from('Account:00000000-0000-0000-0000-000000000000').toString('base64'), Buffer.from('__proto__:00000000-0000-0000-0000-000000000000').toString('base64'), 'x'.repeat(100_000)];
    const { data, errors } = await server.graphql('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids }, owner());
    expect(errors).toEqual([]);
    expect(data.nodes).toEqual(ids.map(() => null));
  });

  test('lists refuse pages, cursors and filters that are none', async () => {
    for (const args of ['first: 101', 'first: -1', 'first: 1, last: 1', 'after: "x"', 'after: "WyJ4IiwiMSJd"', 'filter: { rate: { min: "1e5" } }',
      `after: "${Buffer.from(JSON.stringify(['x'.repeat(50), '00000000-0000-0000-0000-000000000000x'])).toString('base64url')}"`]) {
      const { status, errors } = await server.graphql(`{ taxCodes(${args}) { nodes { id } } }`, {}, owner());
      expect([args, errors[0]?.extensions.code]).toEqual([args, 'BAD_REQUEST']);
      expect(status).toBeLessThan(500);
    }
    for (const query of ['{ journalEntries(filter: { recordedAt: { from: "2026-13-45T00:00:00Z" } }) { nodes { id } } }', '{ journalEntries(filter: { sequence: { min: "1.5.5" } }) { nodes { id } } }']) {
      expect((await server.graphql(query, {}, owner())).errors[0]?.extensions.code).toBe('BAD_REQUEST');
    }
    const odd = await server.graphql('query ($text: String) { accounts(filter: { search: $text, name: { contains: $text } }) { totalCount } }', { text: 'a\u0000\uD800%_\\' }, owner());
    expect(odd.errors).toEqual([]);
  });

  test('cursors of another list are refused or lead nowhere, never to a fault', async () => {
    const day = Buffer.from(JSON.stringify(['not a day', '00000000-0000-0000-0000-000000000000'])).toString('base64url');
    for (const list of ['journalEntries(orderBy: EFFECTIVE_ON_ASC', 'periods(first: 1', 'openItems(orderBy: OPEN_ASC', 'journalEntries(orderBy: SEQUENCE_ASC']) {
      expect((await server.graphql(`{ ${list}, after: "${day}") { nodes { id } } }`, {}, owner())).errors[0]?.extensions.code).toBe('BAD_REQUEST');
    }
  });
});
