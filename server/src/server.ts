import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { Kind, lexicographicSortSchema, parse, printSchema, type ExecutionArgs } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import sql from 'sql-template-tag';
import { labelRoutes } from './carriers/labelFiles.ts';
import { carrierWebhooks } from './carriers/webhooks.ts';
import { linkRoutes } from './confirmations/publicRoutes.ts';
import { consoleFiles } from './consoleFiles.ts';
import { contextOf, headersOf, KeyRefused, requestContext, tokenOf, type Asked } from './context.ts';
import { bookRoutes } from './books/routes.ts';
import { documentRoutes } from './documents/routes.ts';
import { openFeed } from './events/feed.ts';
import { faultError, isAway } from './fault.ts';
import { graphiqlPage } from './graphiql/page.ts';
import { judge, LIMITS } from './guard.ts';
import { asReceived, asSent, demandSame, LanesDiffer } from './lane/compare.ts';
import { importRoutes } from './imports/routes.ts';
import { answerType, bodyOf, ClientGone, leaving, sendAnswer, withBody } from './lane/http.ts';
import { Lane, type Answered } from './lane/lane.ts';
import { logger } from './log.ts';
import type { Logger } from 'pino';
import { documentNesting, isNestedBeyond, NESTING_MAX, nestedTooDeeply } from './nesting.ts';
import { chargeKey, limitKeys } from './rate.ts';
import { schema } from './schema.ts';
import { workspaceFolder, type Settings } from './settings.ts';
import type { Db } from './shared/db.ts';
import { newId } from './shared/perform.ts';
import type { RequestContext } from './shared/request.ts';
import { version } from './version.ts';
import { workRoutes } from './work/routes.ts';

const BODY_MAX = 1_000_000;
const BODY_TIMEOUT_MS = 30_000;

interface ServerContext { ctx: RequestContext }

function judgeArgs({ schema: asked, document, operationName, variableValues }: ExecutionArgs, ctx: RequestContext) {
  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const operation = operationName ? operations.find((each) => each.name?.value === operationName) : operations[0];
  if (!operation) return undefined;
  const { refusal, cost } = judge(asked, document, operation, variableValues ?? {}, ctx);
  // What has been done was charged when it was.
  return { refusal: refusal ?? (ctx.performed ? undefined : chargeKey(ctx, cost)), cost };
}

/** Rights, size and cost before execution; what the answer carries besides data after it. */
const gate: Plugin<RequestContext, ServerContext> = {
  onParams({ params }) {
    if (isNestedBeyond(params.variables, NESTING_MAX)) throw nestedTooDeeply('The variables are', 'BAD_REQUEST');
  },
  onParse({ setParseFn }) {
    setParseFn((source: string, options) => {
      if (documentNesting(source) > NESTING_MAX) throw nestedTooDeeply('The document is', 'GRAPHQL_PARSE_FAILED');
      return parse(source, { ...options, maxTokens: LIMITS.tokens });
    });
  },
  onSubscribe({ args, setResultAndStopExecution, context }) {
    const judged = judgeArgs(args, context as unknown as RequestContext);
    if (judged?.refusal) setResultAndStopExecution({ errors: [judged.refusal], extensions: { cost: judged.cost } });
  },
  onExecute({ args, setResultAndStopExecution, context }) {
    const ctx = context as unknown as RequestContext;
    const judged = judgeArgs(args, ctx);
    if (!judged) return {};
    const { refusal, cost } = judged;
    if (refusal) {
      setResultAndStopExecution({ errors: [refusal], extensions: { cost } });
      return {};
    }
    return {
      onExecuteDone({ result, setResult }) {
        if (!('data' in result)) return;
        const errors = result.errors?.slice(0, 10);
        setResult({
          ...result, ...(errors ? { errors } : {}),
          extensions: { ...result.extensions, cost, ...(ctx.answer.isReplayed ? { idempotentReplayed: true } : {}) },
        });
      },
    };
  },
  onResponse({ response, serverContext }) {
    const ctx = serverContext?.ctx;
    if (!ctx) return;
    response.headers.set('x-request-id', ctx.requestId);
    for (const cookie of ctx.answer.cookies) response.headers.append('set-cookie', cookie);
  },
};

const securityHeaders: Record<string, string> = {
  'content-security-policy': "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
};

function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers });
  response.end(JSON.stringify(body));
}

const errorBody = (message: string, code: string, requestId: string) => ({ errors: [{ message, extensions: { code, requestId } }] });

interface ServerOptions {
  settings: Settings;
  db: Db;
  /** For LISTEN: past any pooler. */
  directUrl?: string;
  now: () => Date;
  log?: Logger;
}

/** Console, API, GraphiQL, SDL and health over one database. */
export async function createServer({ settings, db, directUrl, now, log = logger(settings.logLevel) }: ServerOptions) {
  const feed = openFeed({ db, url: directUrl ?? settings.databaseDirectUrl ?? db.pool.options.connectionString ?? '', now, log });
  limitKeys(db, settings.ratePerSecond);
  const requestIds = new AsyncLocalStorage<string>();
  const lane = new Lane({ schema, db, isOn: settings.lane !== 'off' });
  const yoga = createYoga<ServerContext, RequestContext>({
    schema, graphqlEndpoint: '/graphql', batching: false, multipart: false, landingPage: false, graphiql: false, cors: false, logging: false,
    context: ({ ctx }: ServerContext) => ctx,
    plugins: [gate],
    maskedErrors: { maskError: (error) => faultError(error, log, requestIds.getStore() ?? newId()) },
  });
  const sdl = printSchema(lexicographicSortSchema(schema));
  const graphiql = graphiqlPage();
  const files = { db, now, secureCookies: settings.secureCookies, logError: (error: unknown, requestId: string) => log.error({ err: error, requestId }, 'request failed') };
  const imports = importRoutes(files);
  const attachments = workRoutes({ ...files, fileBytesMax: settings.fileBytesMax });
  const documents = documentRoutes(files);
  const booksFiles = bookRoutes(files);
  const webhooks = carrierWebhooks(files);
  const labels = labelRoutes(files);
  const links = linkRoutes(files);
  const assets = consoleFiles(path.join(workspaceFolder, 'admin/dist'));

  async function graphql(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = newId();
    const length = Number(request.headers['content-length'] ?? 0);
    if (length > BODY_MAX || (request.method === 'POST' && request.headers['transfer-encoding'] && !request.headers['content-length'])) {
      request.resume();
      sendJson(response, length > BODY_MAX ? 413 : 411, errorBody(`A request has at most ${BODY_MAX} bytes, told by Content-Length.`, 'BAD_REQUEST', requestId),
        { connection: 'close', 'x-request-id': requestId });
      return;
    }
    // The types that a foreign page's form can send are never read.
    if (request.method === 'POST' && !/^application\/(graphql\+)?json\b/i.test(request.headers['content-type'] ?? '')) {
      request.resume();
      sendJson(response, 415, errorBody('Send application/json.', 'BAD_REQUEST', requestId), { 'x-request-id': requestId });
      return;
    }
    const asked: Asked = { db, now: now(), headers: headersOf(request.headers), method: request.method ?? 'GET', ipAddress: request.socket.remoteAddress ?? null, requestId,
      secureCookies: settings.secureCookies };
    try {
      const late = setTimeout(() => request.destroy(), BODY_TIMEOUT_MS);
      const body = request.method === 'POST' ? await bodyOf(request).finally(() => clearTimeout(late)) : undefined;
      clearTimeout(late);
      const type = answerType(request);
      const left = leaving(response);
      let analystsFailure: RequestContext['analystsFailure'];
      const ask = () => lane.answer({ body: String(body), now: asked.now, left, analystsFailed: (error) => { analystsFailure = { error }; }, token: tokenOf(asked).token,
        contextOf: ({ known, company, kind }) => contextOf(asked, known, kind === 'KEY', company) });
      const { text: compiled, performed }: Answered = body && type ? await ask() : {};
      if (compiled !== undefined && type) {
        if (settings.lane === 'compare') {
          const sent = (text: string) => asSent(text, type, requestId);
          await demandSame(String(body), sent(compiled), {
            compiled: async () => { const text = await (performed ? performed.again() : ask().then((answered) => answered.text)); return text === undefined ? undefined : sent(text); },
            general: async () => asReceived(await yoga.fetch(new Request('http://localhost/graphql', { method: 'POST', headers: Object.entries(request.headers).map(([name, value]) => [name, String(value)] as [string, string]), body: String(body) }), { ctx: performed?.ctx ?? await requestContext(asked) })),
          });
        }
        sendAnswer(response, type, compiled, requestId);
        return;
      }
      const ctx: RequestContext = { ...(performed?.ctx ?? await requestContext(asked)), analystsFailure, laneUse: lane.use };
      await requestIds.run(requestId, async () => yoga.handle(body ? withBody(request, body) : request, response, { ctx }));
    } catch (error) {
      if (error instanceof ClientGone) return;
      if (error instanceof KeyRefused) {
        sendJson(response, 401, errorBody('The API key is not valid.', 'UNAUTHENTICATED', requestId), { 'x-request-id': requestId });
        return;
      }
      if (error instanceof LanesDiffer) {
        sendJson(response, 500, errorBody(error.message, 'LANES_DIFFER', requestId), { 'x-request-id': requestId });
        return;
      }
      log.error({ err: error, requestId }, 'request failed');
      if (response.headersSent) { response.end(); return; }
      if (isAway(error)) sendJson(response, 503, errorBody('The database is away. Try again shortly.', 'UNAVAILABLE', requestId), { 'retry-after': '2', 'x-request-id': requestId });
      else sendJson(response, 500, errorBody(`Something went wrong (${requestId}).`, 'INTERNAL', requestId), { 'x-request-id': requestId });
    }
  }

  async function health(response: ServerResponse): Promise<void> {
    try {
      const [row] = await db.rows<{ migration: string | null }>(sql`SELECT max(migration_name) AS migration FROM "_prisma_migrations"`);
      sendJson(response, 200, { status: 'ok', version, database: { status: 'ok', migration: row?.migration ?? null } });
    } catch {
      sendJson(response, 503, { status: 'unavailable', version, database: { status: 'away' } }, { 'retry-after': '2' });
    }
  }

  const http = createHttp((request, response) => {
    const [pathname] = (request.url ?? '/').split('?', 1);
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    if (pathname === '/graphql') void graphql(request, response);
    else if (pathname?.startsWith('/imports/') && request.method === 'POST') void imports(request, response);
    else if (pathname === '/files' || pathname?.startsWith('/files/')) void attachments(request, response);
    else if (pathname?.startsWith('/documents/')) void documents(request, response);
    else if (pathname?.startsWith('/d/')) void links(request, response);
    else if (pathname?.startsWith('/books/')) void booksFiles(request, response);
    else if (pathname?.startsWith('/webhooks/carriers/')) void webhooks(request, response);
    else if (pathname?.startsWith('/labels/')) void labels(request, response);
    else if (pathname === '/health') void health(response);
    else if (pathname === '/schema.graphql') {
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(sdl);
    } else if (graphiql(request, response)) {
      return;
    } else if (request.method === 'GET' || request.method === 'HEAD') {
      assets(request, response, () => sendJson(response, 404, { error: 'not found' }));
    } else sendJson(response, 404, { error: 'not found' });
  });
  // A file may take its time; what is asked of the endpoint comes within half a minute.
  http.headersTimeout = 30_000;
  http.requestTimeout = 600_000;

  return {
    /** How often which lane answered. */
    laneUse: () => lane.use,
    async listen(): Promise<{ url: string }> {
      await new Promise<void>((resolve, reject) => {
        http.once('error', reject);
        http.listen(settings.port, settings.host, () => { http.off('error', reject); resolve(); });
      });
      const address = http.address();
      const port = typeof address === 'object' && address ? address.port : settings.port;
      return { url: `http://${settings.host === '127.0.0.1' ? 'localhost' : settings.host}:${port}` };
    },
    async close(): Promise<void> {
      await feed.close();
      await new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeIdleConnections();
        setTimeout(() => http.closeAllConnections(), 5000).unref();
      });
      await yoga.dispose();
    },
  };
}
