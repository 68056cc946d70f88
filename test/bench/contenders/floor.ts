// The floor: nothing but node:http and one prepared statement a request, which gives the response as text.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { placeOrderFloor } from '../queries/placeOrder.ts';
import { readQueries } from '../queries/reads.ts';
import { reportQueries } from '../queries/reports.ts';

const statements = new Map<string, string>([['/Q5', placeOrderFloor]]);
for (const { name, floor, rival } of [...readQueries, ...reportQueries]) {
  statements.set(`/${name}`, floor.text);
  if (rival) statements.set(`/${name}.${rival.name}`, rival.text);
}
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

const bodyOf = (request: IncomingMessage): Promise<string> => new Promise((resolve, reject) => {
  let text = '';
  request.setEncoding('utf8').on('data', (part: string) => (text += part)).on('end', () => resolve(text)).on('error', reject);
});

const server = createServer((request, response) => {
  const name = request.url ?? '';
  const answer = async (): Promise<string> => {
    const { rows } = await pool.query<{ answer: string }>({ name, text: statements.get(name) ?? '', values: JSON.parse(await bodyOf(request)) as unknown[] });
    return rows[0]?.answer ?? 'null';
  };
  answer().then(
    (text) => response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text),
    (error: unknown) => response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ errors: [String(error)] })),
  );
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  // The address of a server that listens on a port.
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`ready http://127.0.0.1:${port}\n`);
});
