// The compiled lane's side of HTTP: reads a body once for both lanes, and knows which answer a client wants.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

/** The client went before it had asked: there is nobody to answer. */
export class ClientGone extends Error {}

/** The whole body of a request; ClientGone when it does not come to its end. */
export const bodyOf = (request: IncomingMessage): Promise<Buffer> => new Promise((resolve, reject) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
  request.once('error', () => reject(new ClientGone()));
  request.once('close', () => { if (!request.complete) reject(new ClientGone()); });
});

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

/** Calls when the client has gone before its answer; gives what ends the waiting. */
export const leaving = (response: ServerResponse) => (gone: () => void): (() => void) => {
  const closed = () => { if (!response.writableFinished) gone(); };
  response.once('close', closed);
  return () => response.off('close', closed);
};

/** Sends the compiled lane's answer with the headers of the general lane. */
export function sendAnswer(response: ServerResponse, type: string, text: string, requestId: string): void {
  const body = Buffer.from(text);
  response.writeHead(200, { 'content-type': type, 'content-length': body.length, 'x-request-id': requestId });
  response.end(body);
}
