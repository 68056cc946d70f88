// How people get in, how often they may try, and when they are out again.
import { once } from 'node:events';
import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { countFailure, FAILURES_AN_HOUR } from '../../server/src/access/signInRate.ts';
import { signIn, startTestServer, type Asker, type TestServer } from '../support/server.ts';

let server: TestServer;
const password = 'correct horse battery';
const started = new Date('2026-03-02T09:00:00Z');
let owner: { cookie: string };

const found = `mutation ($input: SetUpCompanyInput!) { setUpCompany(input: $input) { __typename
  ... on SetUpCompanyPayload { viewer { name role company { name currencyCode timeZone } setupRequired } }
  ... on Refusal { code message } ... on InputInvalid { fields { path code } } } }`;
const company = { name: 'Acme', currencyCode: 'KES', timeZone: 'Africa/Nairobi', ownerName: 'Ann', ownerEmail: 'Ann@Acme.example', ownerPassword: password };
const attempt = `mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on Refusal { code message } ... on SignInLocked { until seconds } } }`;
const tryIn = async (email: string, given: string, headers: Record<string, string> = {}) =>
  (await server.graphql(attempt, { input: { email, password: given } }, undefined, headers)).data.signIn;
/** An attempt by another machine: from another address of this one. */
async function tryFrom(localAddress: string, email: string, given: string) {
  const asking = request(new URL('/graphql', server.url), { method: 'POST', localAddress, family: 4, headers: { 'content-type': 'application/json' } });
  const body = JSON.stringify({ query: attempt, variables: { input: { email, password: given } } });
  asking.setHeader('content-length', Buffer.byteLength(body));
  asking.end(body);
  const [response] = await once(asking, 'response') as [Parameters<typeof json>[0]];
  return (await json(response) as { data: { signIn: unknown } }).data.signIn;
}
const make = async (email: string, more: object = {}) => {
  const { data } = await server.graphql(`mutation ($input: CreateUserInput!) { createUser(input: $input) { __typename
    ... on CreateUserPayload { user { id version } } ... on InputInvalid { fields { path code } } } }`,
  { input: { email, name: 'Somebody', role: 'SALES', password, ...more } }, owner);
  return data.createUser;
};
const change = async (name: string, input: object, as: Asker = owner) => (await server.graphql(
  `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { it: ${name}(input: $input) { __typename ... on Refusal { code message } ... on InputInvalid { fields { path code } } } }`,
  { input }, as)).data.it;
const whoIs = async (cookie: string) => (await server.graphql('{ viewer { name role } }', {}, { cookie })).data.viewer;
const later = (seconds: number) => new Date(started.getTime() + seconds * 1000);

beforeAll(async () => {
  server = await startTestServer();
  server.now.set(started);
});
afterAll(() => server.close());
afterEach(() => server.now.set(started));

describe('setting up a company', () => {
  it('is asked for while there is none, and nobody is signed in', async () => {
    const { data } = await server.graphql('{ setup { required demoSignIns { email } version } viewer { name } }');
    expect(data).toMatchObject({ setup: { required: true, demoSignIns: [] }, viewer: null });
  });

  it('names every bad field at once, and founds nothing', async () => {
    const { data } = await server.graphql(found, { input: { ...company, currencyCode: 'XXQ', timeZone: 'Mars/One', ownerPassword: 'password1', ownerEmail: 'x' } });
    expect(data.setUpCompany.fields.map(({ path, code }: { path: string[]; code: string }) => [path[0], code]).sort()).toEqual([
      ['currencyCode', 'currency_unknown'], ['ownerEmail', 'text_pattern'], ['ownerPassword', 'password_common'], ['timeZone', 'time_zone_unknown'],
    ]);
    expect((await server.graphql('{ setup { required } }')).data.setup.required).toBe(true);
  });

  it('is done once, though two ask at the same time; the first is signed in as owner', async () => {
    const answers = await Promise.all([0, 1, 2].map(() => server.graphql(found, { input: company })));
    const kinds = answers.map(({ data }) => data.setUpCompany.__typename).sort();
    expect(kinds).toEqual(['AlreadySetUp', 'AlreadySetUp', 'SetUpCompanyPayload']);
    const first = answers.find(({ data }) => data.setUpCompany.__typename === 'SetUpCompanyPayload');
    expect(first?.data.setUpCompany.viewer).toEqual({ name: 'Ann', role: 'OWNER', setupRequired: false,
      company: { name: 'Acme', currencyCode: 'KES', timeZone: 'Africa/Nairobi' } });
    const cookie = first?.headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/^hesabu_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    owner = { cookie: cookie.split(';')[0] ?? '' };
    const { data } = await server.graphql('{ periods(first: 100) { nodes { startsOn endsOn } } accounts(first: 100) { totalCount } taxCodes { nodes { code rate } } warehouses { nodes { code } } units { nodes { code } } }', {}, owner);
    expect(data.periods.nodes).toHaveLength(48);
    expect([data.periods.nodes.at(-1).startsOn, data.periods.nodes[0].endsOn]).toEqual(['2024-01-01', '2027-12-31']);
    expect(data).toMatchObject({ taxCodes: { nodes: [{ code: 'NONE', rate: '0' }] }, warehouses: { nodes: [{ code: 'MAIN' }] } });
  });
});

describe('signing in', () => {
  it('says the same of an unknown person and of a wrong password', async () => {
    const [unknown, wrong] = [await tryIn('nobody@acme.example', 'x'), await tryIn('ann@acme.example', 'x')];
    expect(unknown).toEqual(wrong);
    expect(unknown).toMatchObject({ __typename: 'SignInFailed', code: 'SIGN_IN_FAILED' });
  });

  it('takes the address in any case, and over HTTPS marks the cookie so that no other site can set it', async () => {
    expect(await signIn(server.url, 'ANN@acme.EXAMPLE', password)).toMatch(/^hesabu_session=/);
    const answer = await server.graphql(attempt, { input: { email: 'ann@acme.example', password } }, undefined, { 'x-forwarded-proto': 'https' });
    expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-hesabu_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  });

  it('is tried once a request, whatever the aliases', async () => {
    const one = (name: string) => `${name}: signIn(input: { email: "ann@acme.example", password: "guess ${name}" }) { __typename }`;
    const { data } = await server.graphql(`mutation { ${['a', 'b', 'c'].map(one).join(' ')} }`);
    expect(data).toEqual({ a: { __typename: 'SignInFailed' }, b: { __typename: 'SignInRepeated' }, c: { __typename: 'SignInRepeated' } });
    expect(await signIn(server.url, 'ann@acme.example', password)).toContain('=');
  });

  it('ends the session that the browser held before', async () => {
    const before = await signIn(server.url, 'ann@acme.example', password);
    const answer = await server.graphql(attempt, { input: { email: 'ann@acme.example', password } }, { cookie: before });
    const after = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect(await whoIs(before)).toBeNull();
    expect(await whoIs(after)).toMatchObject({ name: 'Ann' });
  });

  it('counts failures, also those at the same time, and shuts the account for a while that doubles', async () => {
    await make('guessed@acme.example');
    const kinds = (await Promise.all([1, 2, 3, 4, 5, 6].map((n) => tryIn('guessed@acme.example', `guess ${n}`)))).map((each) => each.__typename);
    expect(kinds.filter((kind) => kind === 'SignInFailed')).toHaveLength(5);
    const shut = await tryIn('guessed@acme.example', password);
    expect(shut).toMatchObject({ __typename: 'SignInLocked', seconds: 1, until: later(1).toISOString() });
    server.now.set(later(1));
    expect(await tryIn('guessed@acme.example', 'guess 7')).toMatchObject({ code: 'SIGN_IN_FAILED' });
    expect(await tryIn('guessed@acme.example', password)).toMatchObject({ code: 'SIGN_IN_LOCKED', seconds: 2 });
    server.now.set(later(3));
    expect(await signIn(server.url, 'guessed@acme.example', password)).toContain('=');
    const { data } = await server.graphql('{ users(filter: { email: { is: "guessed@acme.example" } }) { nodes { timeline { nodes { kind actorName } } } } }', {}, owner);
    expect(data.users.nodes[0].timeline.nodes.map(({ kind }: { kind: string }) => kind)).toEqual(
      ['signedIn', 'signInLocked', 'signInLocked', 'signInFailed', 'signInFailed', 'signInFailed', 'signInFailed', 'userCreated']);
    expect(data.users.nodes[0].timeline.nodes[0].actorName).toBe('Somebody');
  });

  // Only Linux has the whole of 127.0.0.0/8 at hand.
  it.runIf(process.platform === 'linux')('is over for an address from which a hundred attempts have failed in an hour, and for no other', async () => {
    const ipAddress = '127.0.0.2';
    for (let count = 1; count < FAILURES_AN_HOUR; count += 1) countFailure({ db: server.db, now: started, ipAddress });
    expect(await tryFrom(ipAddress, 'ann@acme.example', password)).toMatchObject({ __typename: 'SignInPayload' });
    expect(await tryFrom(ipAddress, 'nobody@acme.example', 'guess')).toMatchObject({ code: 'SIGN_IN_FAILED' });
    expect(await tryFrom(ipAddress, 'ann@acme.example', password)).toMatchObject({ code: 'SIGN_IN_LOCKED', seconds: 36, until: later(36).toISOString() });
    expect(await tryFrom('127.0.0.3', 'ann@acme.example', password)).toMatchObject({ __typename: 'SignInPayload' });
    server.now.set(later(36));
    expect(await tryFrom(ipAddress, 'ann@acme.example', password)).toMatchObject({ __typename: 'SignInPayload' });
  });
});

describe('a session', () => {
  const until = (cookie: string, seconds: number) => { server.now.set(later(seconds)); return whoIs(cookie); };

  it('ends half an hour after the last request', async () => {
    const cookie = await signIn(server.url, 'ann@acme.example', password);
    expect(await until(cookie, 29 * 60)).toMatchObject({ name: 'Ann' });
    expect(await until(cookie, 58 * 60)).toMatchObject({ name: 'Ann' });
    expect(await until(cookie, 58 * 60 + 30 * 60)).toBeNull();
  });

  it('ends twelve hours after sign-in in any case', async () => {
    const cookie = await signIn(server.url, 'ann@acme.example', password);
    for (let minutes = 20; minutes < 12 * 60; minutes += 20) expect(await until(cookie, minutes * 60)).not.toBeNull();
    expect(await until(cookie, 12 * 3600)).toBeNull();
  });

  it('ends at sign-out, and the cookie is taken back', async () => {
    const cookie = await signIn(server.url, 'ann@acme.example', password);
    const answer = await server.graphql('mutation { signOut { __typename } }', {}, { cookie });
    expect(answer.headers.getSetCookie()[0]).toBe('hesabu_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0');
    expect(await whoIs(cookie)).toBeNull();
  });

  it('ends when the owner revokes it, shuts the person out or sets a new password', async () => {
    const { user } = await make('held@acme.example');
    const sessions = async () => (await server.graphql('query ($id: ID!) { node(id: $id) { ... on User { sessions { nodes { id revokedAt } } } } }', { id: user.id }, owner)).data.node.sessions.nodes;
    const first = await signIn(server.url, 'held@acme.example', password);
    expect(await change('revokeSession', { sessionId: (await sessions())[0].id })).toMatchObject({ __typename: 'RevokeSessionPayload' });
    expect(await change('revokeSession', { sessionId: (await sessions())[0].id })).toMatchObject({ code: 'SESSION_ENDED' });
    expect(await whoIs(first)).toBeNull();
    const second = await signIn(server.url, 'held@acme.example', password);
    await change('setPassword', { userId: user.id, password: 'another long one' });
    expect(await whoIs(second)).toBeNull();
    const third = await signIn(server.url, 'held@acme.example', 'another long one');
    await change('updateUser', { userId: user.id, isActive: false });
    expect(await whoIs(third)).toBeNull();
    expect(await tryIn('held@acme.example', 'another long one')).toMatchObject({ code: 'SIGN_IN_FAILED' });
  });
});

describe('people', () => {
  it('are let in once an address, with a role that is for people', async () => {
    expect(await make('twice@acme.example')).toMatchObject({ __typename: 'CreateUserPayload' });
    expect(await make('TWICE@acme.example')).toMatchObject({ fields: [{ path: ['email'], code: 'taken' }] });
    expect(await make('key@acme.example', { role: 'PARTNER' })).toMatchObject({ fields: [{ path: ['role'], code: 'role_staff' }] });
    expect(await make('short@acme.example', { password: '1234567' })).toMatchObject({ fields: [{ path: ['password'], code: 'text_short' }] });
  });

  it('keep one active owner, also when two are demoted at once', async () => {
    const { user } = await make('second@acme.example', { role: 'OWNER' });
    const { data } = await server.graphql('{ viewer { id } }', {}, owner);
    const answers = await Promise.all([change('updateUser', { userId: user.id, role: 'ANALYST' }), change('updateUser', { userId: data.viewer.id, isActive: false })]);
    const refused = answers.filter((each) => each?.code === 'LAST_OWNER');
    expect(refused.length).toBe(1);
    const { data: after } = await server.graphql('{ users(filter: { role: { is: OWNER }, isActive: true }) { totalCount nodes { id } } }', {}, { cookie: await signIn(server.url, refused[0] === answers[1] ? 'ann@acme.example' : 'second@acme.example', password) });
    expect(after.users.totalCount).toBe(1);
    if (refused[0] === answers[0]) { // Ann was shut out: the other owner lets her in again, for the tests that follow
      const other = { cookie: await signIn(server.url, 'second@acme.example', password) };
      await change('updateUser', { userId: data.viewer.id, isActive: true }, other);
      owner = { cookie: await signIn(server.url, 'ann@acme.example', password) };
    }
  });

  it('are changed by one at a time: a stale version shows both values', async () => {
    const { user } = await make('stale@acme.example');
    expect(await change('updateUser', { userId: user.id, version: user.version, name: 'First' })).toMatchObject({ __typename: 'UpdateUserPayload' });
    const { data } = await server.graphql(`mutation ($input: UpdateUserInput!) { updateUser(input: $input) { ... on ChangedMeanwhile { version fields { field mine theirs } } } }`,
      { input: { userId: user.id, version: user.version, name: 'Second' } }, owner);
    expect(data.updateUser).toEqual({ version: user.version + 1, fields: [{ field: 'name', mine: 'Second', theirs: 'First' }] });
  });

  it('change their own password only with the present one; their other sessions end', async () => {
    await make('own@acme.example');
    const [here, there] = [await signIn(server.url, 'own@acme.example', password), await signIn(server.url, 'own@acme.example', password)];
    expect(await change('changePassword', { currentPassword: 'x', newPassword: 'another long one' }, { cookie: here })).toMatchObject({ fields: [{ path: ['currentPassword'], code: 'password_wrong' }] });
    expect(await change('changePassword', { currentPassword: password, newPassword: 'another long one' }, { cookie: here })).toMatchObject({ __typename: 'ChangePasswordPayload' });
    expect([await whoIs(here), await whoIs(there)]).toMatchObject([{ name: 'Somebody' }, null]);
  });

  it('are managed by the owner alone', async () => {
    const { user } = await make('clerk@acme.example');
    const clerk = { cookie: await signIn(server.url, 'clerk@acme.example', password) };
    const { errors } = await server.graphql('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { __typename } }', { input: { userId: user.id, role: 'OWNER' } }, clerk);
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'access.manage' });
    expect((await server.graphql('{ users { totalCount } }', {}, clerk)).errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await server.graphql('query ($id: ID!) { node(id: $id) { id } }', { id: user.id }, clerk)).data.node).toBeNull();
  });
});

describe('API keys', () => {
  const create = async (input: object) => (await server.graphql(`mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { __typename
    ... on CreateApiKeyPayload { key apiKey { id prefix expiresAt } } ... on InputInvalid { fields { path code } } } }`, { input }, owner)).data.createApiKey;

  it('are told once, work at once, and last through their last day in the company\'s time zone', async () => {
    const { key, apiKey } = await create({ name: 'Shop', role: 'PARTNER', expiresOn: '2026-03-04' });
    expect(key.startsWith(apiKey.prefix)).toBe(true);
    expect(apiKey.expiresAt).toBe('2026-03-04T21:00:00.000Z');
    server.now.set('2026-03-04T20:59:59Z');
    expect((await server.graphql('{ viewer { kind name } }', {}, { key })).data.viewer).toEqual({ kind: 'PARTNER', name: 'Shop' });
    server.now.set('2026-03-04T21:00:00Z');
    expect((await server.graphql('{ viewer { kind } }', {}, { key })).status).toBe(401);
  });

  it('are refused with scopes beyond their role, and with a day that has passed', async () => {
    expect(await create({ name: 'x', role: 'PARTNER', scopes: ['orders.read', 'access.manage'] })).toMatchObject({ fields: [{ path: ['scopes', '1'], code: 'permission_unknown' }] });
    expect(await create({ name: 'x', role: 'PARTNER', expiresOn: '2026-03-01' })).toMatchObject({ fields: [{ path: ['expiresOn'], code: 'day_past' }] });
  });
});
