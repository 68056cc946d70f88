import { migrate } from '../../server/src/migrate.ts';
import { createServer } from '../../server/src/server.ts';
import { readSettings } from '../../server/src/settings.ts';
import { openDb } from '../../server/src/shared/db.ts';
import type { Db } from '../../server/src/shared/db.ts';
import { createDatabase } from './databases.ts';
import type { TemplateName, TestDatabase } from './databases.ts';

/** Who asks: nobody, a demo user by role, a session's cookie, or a key. */
export type Asker = undefined | { role: string } | { cookie: string } | { key: string };

export interface Answer {
  status: number;
  headers: Headers;
  // What a test asked for is what it knows the shape of.
  // oxlint-disable-next-line typescript/no-explicit-any
  data: any;
  errors: { message: string; path?: (string | number)[]; extensions: { code: string } & Record<string, unknown> }[];
  extensions: Record<string, unknown>;
}

export interface TestServer {
  url: string;
  db: Db;
  database: TestDatabase;
  /** The clock of the server: it stands still at what it was set to, or runs with the system's. */
  now: { set(instant: string | Date): void; run(): void };
  graphql(query: string, variables?: Record<string, unknown>, as?: Asker, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a subscription and gives the answer as it is. */
  subscribe(query: string, as: Asker, signal: AbortSignal): Promise<Response>;
  /** How often which read lane answered. */
  laneUse: ServerHandle['laneUse'];
  close(): Promise<void>;
}
type ServerHandle = Awaited<ReturnType<typeof createServer>>;

interface Start {
  template?: TemplateName;
  /** Use this database (of another test server) instead of an own one. */
  database?: TestDatabase;
  env?: Record<string, string>;
}

/** A server on a free port with a database of its own. */
export async function startTestServer({ template = 'empty', database, env = {} }: Start = {}): Promise<TestServer> {
  const own = database ?? (await createDatabase(template));
  const settings = readSettings({ DATABASE_URL: own.url, PORT: '0', HESABU_TEST: '1', HESABU_LANE: 'compare', LOG_LEVEL: 'silent', ...env });
  const { appRole } = await migrate({ url: own.url, say: () => undefined });
  const db = await openDb({ url: own.url, role: appRole, poolMax: settings.poolMax });
  let fixed: Date | undefined;
  const server = await createServer({ settings, db, now: () => new Date(fixed ?? Date.now()) });
  const { url } = await server.listen();
  const cookies = new Map<string, Promise<string>>();

  const headersOf = async (as: Asker): Promise<Record<string, string>> => {
    if (as === undefined) return {};
    if ('key' in as) return { authorization: `Bearer ${as.key}` };
    const cookie = 'cookie' in as ? as.cookie : await signedIn(as.role);
    return { cookie, 'x-hesabu-client': 'test' };
  };
  const signedIn = (role: string): Promise<string> => {
    const known = cookies.get(role) ?? signInAs(url, role);
    cookies.set(role, known);
    return known;
  };

  return {
    url,
    db,
    database: own,
    laneUse: server.laneUse,
    now: { set: (instant) => (fixed = new Date(instant)), run: () => (fixed = undefined) },
    graphql: async (query, variables = {}, as = undefined, headers = {}) =>
      post(url, { query, variables }, { ...(await headersOf(as)), ...headers }),
    subscribe: async (query, as, signal) => fetch(new URL('/graphql', url), {
      method: 'POST', signal, body: JSON.stringify({ query }),
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...(await headersOf(as)) },
    }),
    close: async () => {
      await server.close();
      await db.close();
      if (database === undefined) await own.drop();
    },
  };
}

async function post(url: string, body: object, headers: Record<string, string>): Promise<Answer> {
  const response = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const { data = null, errors = [], extensions = {} } = (await response.json()) as Partial<Answer>;
  return { status: response.status, headers: response.headers, data, errors, extensions };
}

/** Signs a demo user in; the cookie is what a browser would send. */
export async function signInAs(url: string, role: string): Promise<string> {
  const { data } = await post(url, { query: '{ setup { demoSignIns { email password role } } }' }, {});
  const found = data.setup.demoSignIns.find((user: { role: string }) => user.role === role);
  if (!found) throw new Error(`The demo company has no user of role ${role}.`);
  return signIn(url, found.email, found.password);
}

export async function signIn(url: string, email: string, password: string): Promise<string> {
  const mutation = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on Refusal { message } } }';
  const answer = await post(url, { query: mutation, variables: { input: { email, password } } }, { 'x-hesabu-client': 'test' });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (!cookie) throw new Error(`Signing in failed: ${JSON.stringify(answer.errors)} ${JSON.stringify(answer.data)}`);
  return cookie;
}
