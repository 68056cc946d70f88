// How a partner's requests are known, and how often they take effect.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundFirm, type Firm } from '../support/firm.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let second: TestServer;
let firm: Firm;
beforeAll(async () => {
  server = await startTestServer();
  second = await startTestServer({ database: server.database });
  firm = await foundFirm(server.db);
});
afterAll(async () => {
  await second.close();
  await server.close();
});

const create = `mutation ($input: CreateTaxCodeInput!, $key: String) { createTaxCode(input: $input, idempotencyKey: $key) {
  __typename ... on CreateTaxCodePayload { taxCode { id code } } ... on Refusal { code message } } }`;
const codes = async () => (await server.graphql('{ taxCodes(first: 100) { nodes { code } } }', {}, { key: firm.key.OWNER })).data.taxCodes.nodes.map((each: { code: string }) => each.code);

describe('keys', () => {
  test('a key that nobody made, or that is over, answers 401', async () => {
    const { token } = await firm.newKey('PARTNER', { expiresAt: new Date(Date.now() - 1000) });
    for (const authorization of ['Bearer x', 'Bearer ', 'Basic eDp5', `Bearer ${token}`, 'hsk_live_x', `Bearer ${'x'.repeat(5000)}`]) {
      const answer = await server.graphql('{ viewer { name } }', {}, undefined, { authorization });
      expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    }
  });

  test('a revoked key is refused within a second, by every server', async () => {
    const { id, token } = await firm.newKey('PARTNER');
    const asked = '{ products { totalCount } }';
    for (const each of [server, second]) expect((await each.graphql(asked, {}, { key: token })).errors).toEqual([]);
    const { data } = await second.graphql('mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { __typename } }',
      { input: { apiKeyId: Buffer.from(`ApiKey:${id}`).toString('base64') } }, { key: firm.key.OWNER });
    expect(data.revokeApiKey.__typename).toBe('RevokeApiKeyPayload');
    const revoked = performance.now();
    for (const each of [server, second]) expect((await each.graphql(asked, {}, { key: token })).status).toBe(401);
    expect(performance.now() - revoked).toBeLessThan(1000);
  });

  test('a key with scopes may do what they name, and no more', async () => {
    const { token } = await firm.newKey('PARTNER', { scopes: ['catalogue.read', 'journal.read'] });
    expect((await server.graphql('{ products { totalCount } }', {}, { key: token })).errors).toEqual([]);
    expect((await server.graphql('{ customers { totalCount } }', {}, { key: token })).errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'customers.read' });
    expect((await server.graphql('{ journalLines { totalCount } }', {}, { key: token })).errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'journal.read' });
  });

  test('the key is never told to those who may list keys', async () => {
    const { data, errors } = await server.graphql('{ apiKeys { nodes { name prefix } } __type(name: "ApiKey") { fields { name } } }', {}, { key: firm.key.OWNER });
    expect(errors).toEqual([]);
    expect(data.__type.fields.map(({ name }: { name: string }) => name)).not.toContain('tokenHash');
  });
});

describe('a query may come by GET', () => {
  const get = (query: string, headers: Record<string, string>) => fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`, { headers: { accept: 'application/json', ...headers } });
  test('with a key', async () => {
    const response = await get('{ products { totalCount } }', { authorization: `Bearer ${firm.key.PARTNER}` });
    expect(await response.json()).toMatchObject({ data: { products: { totalCount: 0 } } });
  });
  test('never by the cookie, which a foreign page can make a browser send', async () => {
    const cookie = await firm.cookie('OWNER');
    expect((await server.graphql('{ products { totalCount } }', {}, { cookie })).errors).toEqual([]);
    for (const headers of [{ cookie }, { cookie, 'x-hesabu-client': 'console' }] as Record<string, string>[]) expect((await get('{ products { totalCount } }', headers)).status).toBe(401);
    const posted = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ products { totalCount } }' }) });
    expect(posted.status).toBe(401);
  });
  test('never a mutation', async () => {
    const response = await get('mutation { createTaxCode(input: { code: "GET", name: "x", rate: "0" }) { __typename } }', { authorization: `Bearer ${firm.key.OWNER}` });
    expect(response.status).toBe(405);
    expect(await codes()).not.toContain('GET');
  });
});

describe('a mutation with an idempotency key', () => {
  const as = () => ({ key: firm.key.OWNER });
  const input = (code: string) => ({ code, name: 'A tax', rate: '0.1' });

  test('takes effect once and answers the same again, by argument or header', async () => {
    const first = await server.graphql(create, { input: input('ONCE'), key: 'k-once' }, as());
    const again = await second.graphql(create, { input: input('ONCE') }, as(), { 'idempotency-key': 'k-once' });
    expect(first.extensions.idempotentReplayed).toBeUndefined();
    expect(again.extensions.idempotentReplayed).toBe(true);
    expect(again.data).toEqual(first.data);
    expect(first.data.createTaxCode.taxCode.code).toBe('ONCE');
  });

  test('with another body is refused', async () => {
    await server.graphql(create, { input: input('BODY'), key: 'k-body' }, as());
    expect((await server.graphql(create, { input: input('BODY2'), key: 'k-body' }, as())).data.createTaxCode).toMatchObject({ __typename: 'IdempotencyMismatch', code: 'IDEMPOTENCY_MISMATCH' });
    expect(await codes()).not.toContain('BODY2');
  });

  test('of another partner is another key', async () => {
    const other = await firm.newKey('OWNER');
    await server.graphql(create, { input: input('MINE'), key: 'k-shared' }, as());
    expect((await server.graphql(create, { input: input('YOURS'), key: 'k-shared' }, { key: other.token })).data.createTaxCode.taxCode.code).toBe('YOURS');
  });

  test('sent twenty times at once, to two servers, has one effect', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => [server, second][n % 2]?.graphql(create, { input: input('RACE'), key: 'k-race' }, as())));
    const kinds = answers.map((answer) => answer?.data.createTaxCode.__typename as string);
    expect(kinds.filter((kind) => kind !== 'IdempotencyInFlight' && kind !== 'CreateTaxCodePayload')).toEqual([]);
    expect(kinds).toContain('CreateTaxCodePayload');
    expect(new Set(answers.flatMap((answer) => answer?.data.createTaxCode.taxCode?.id ?? [])).size).toBe(1);
    expect((await codes()).filter((code: string) => code === 'RACE')).toEqual(['RACE']);
  });

  test('that was refused may be sent again, corrected', async () => {
    expect((await server.graphql(create, { input: { ...input('FIX'), rate: '7' }, key: 'k-fix' }, as())).data.createTaxCode.__typename).toBe('InputInvalid');
    expect((await server.graphql(create, { input: input('FIX'), key: 'k-fix' }, as())).data.createTaxCode.taxCode.code).toBe('FIX');
  });

  test.each(['', ' ', 'x'.repeat(201), 'é', 'a\u0000b'])('that is no key (%j) is refused', async (key) => {
    expect((await server.graphql(create, { input: input('NOKEY'), key }, as())).errors[0]?.extensions.code).toBe('BAD_REQUEST');
    expect(await codes()).not.toContain('NOKEY');
  });
});
