// The compiled lane's side of HTTP: reads a body once for both lanes, and knows which answer a client wants.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

/** The whole body of a request. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding is set: chunks are buffers
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

/** A request whose body has been read, with its body again. */
export const withBody = (request: IncomingMessage, body: Buffer): IncomingMessage =>
  // A request by its prototype; `raw` is where graphql-yoga's adapter looks for the stream.
  Object.create(request, { raw: { value: Readable.from(body.length > 0 ? [body] : []) } }) as IncomingMessage;

const json = 'application/json; charset=utf-8';
const graphqlJson = 'application/graphql-response+json; charset=utf-8';
// What the general lane answers to each; others are left to it.
const answered: Record<string, string> = {
  '*/*': json, 'application/json': json, 'application/json, */*': json, 'application/json, text/plain, */*': json,
  'application/json; charset=utf-8': json, 'application/json;charset=utf-8': json,
  'application/json, application/graphql-response+json': json,
  'application/graphql-response+json': graphqlJson, 'application/graphql-response+json, application/json': graphqlJson,
  'application/graphql-response+json; charset=utf-8, application/json; charset=utf-8': graphqlJson,
  'application/graphql-response+json;charset=utf-8, application/json;charset=utf-8': graphqlJson,
};

/** The type of the answer to a request that the compiled lane may take; undefined leaves it to the general lane. */
export const answerType = ({ method, url, headers }: IncomingMessage): string | undefined =>
  (method === 'POST' && url === '/graphql' && headers['content-encoding'] === undefined ? answered[headers.accept ?? '*/*'] : undefined);

/** Aborted when the client has gone before its answer. */
export function leaving(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => { if (!response.writableFinished) controller.abort(); });
  return controller.signal;
}

/** Sends the compiled lane's answer with the headers of the general lane. */
export function sendAnswer(response: ServerResponse, type: string, text: string, requestId: string): void {
  const body = Buffer.from(text);
  response.writeHead(200, { 'content-type': type, 'content-length': body.length, 'x-request-id': requestId });
  response.end(body);
}
