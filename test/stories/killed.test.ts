// A server that is killed while orders and payments pour in: what was answered is there, what is sent again happens once.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tokenHash } from '../../server/src/access/passwords.ts';
import { workspaceFolder } from '../../server/src/settings.ts';
import { newId } from '../../server/src/shared/perform.ts';
import { insert, write } from '../../server/src/shared/write.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
const token = `hsk_live_${randomBytes(24).toString('base64url')}`;
let running: ChildProcess | undefined;

beforeAll(async () => {
  firm = await startTrade();
  const { company } = await firm.context();
  await firm.db.transaction((tx) => write(tx, [insert('ApiKey', {
    id: newId(), companyId: company.id, name: 'Shop', prefix: token.slice(0, 14), tokenHash: tokenHash(token), role: 'CONTROLLER', scopes: [], expiresAt: null })]));
});
afterAll(async () => {
  running?.kill('SIGKILL');
  await firm.close();
});

async function serve(): Promise<string> {
  const child = spawn(process.execPath, ['server/src/cli.ts', 'serve', '--empty'], {
    cwd: workspaceFolder, stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, DATABASE_URL: firm.database.url, PORT: '0', LOG_LEVEL: 'silent' },
  });
  running = child;
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^Hesabu is at (\S+)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('The server ended before it told its address.');
}

interface Told { __typename: string; order?: { id: string }; payment?: { id: string } }
const mutations = {
  placeOrder: 'mutation ($input: PlaceOrderInput!, $key: String!) { done: placeOrder(input: $input, idempotencyKey: $key) { __typename ... on PlaceOrderPayload { order { id } } } }',
  recordPayment: 'mutation ($input: RecordPaymentInput!, $key: String!) { done: recordPayment(input: $input, idempotencyKey: $key) { __typename ... on RecordPaymentPayload { payment { id } } } }',
};

test('loses nothing that it has answered, and does nothing twice', async () => {
  const customers = await Promise.all(Array.from({ length: 4 }, () => firm.customer()));
  const product = await firm.product('4', '100000');
  let url = serve();
  const ask = async (name: keyof typeof mutations, input: object, key: string): Promise<Told | undefined> => {
    try {
      const answer = await fetch(new URL('/graphql', await url), {
        method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: mutations[name], variables: { input, key } }),
      });
      return ((await answer.json()) as { data?: { done?: Told } }).data?.done;
    } catch {
      return undefined; // cut off: nobody knows
    }
  };
  /** Sends until there is an answer. */
  const insist = async (name: keyof typeof mutations, input: object, key: string): Promise<string> => {
    for (;;) {
      const told = await ask(name, input, key);
      const id = told?.order?.id ?? told?.payment?.id;
      if (id) return uuid(id);
      expect([undefined, 'IdempotencyInFlight']).toContain(told?.__typename);
    }
  };
  const told = { placeOrder: [] as string[], recordPayment: [] as string[] };
  const over = new AbortController();
  const client = async (n: number) => {
    for (let k = 0; !over.signal.aborted; k += 1) {
      const customerId = customers[(n + k) % 4];
      const input = k % 3 === 2 ? { customerId, amount: '1', method: 'BANK' }
        : { order: { customerId, lines: [{ productId: product, quantity: '1', unitPrice: '2' }] } };
      const name = k % 3 === 2 ? 'recordPayment' : 'placeOrder';
      told[name].push(await insist(name, input, `k-${n}-${k}`));
    }
  };
  const clients = Promise.all(Array.from({ length: 12 }, (_, n) => client(n)));
  for (let kill = 0; kill < 3; kill += 1) {
    await url;
    const before = told.placeOrder.length;
    await expect.poll(() => told.placeOrder.length, { timeout: 30_000, interval: 7 }).toBeGreaterThan(before + 20);
    const exit = running && once(running, 'exit');
    url = Promise.resolve(exit).then(serve);
    running?.kill('SIGKILL');
  }
  await url;
  over.abort();
  await clients;
  const orders = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "Order"`);
  expect(orders.map(({ id }) => id).toSorted()).toEqual(told.placeOrder.toSorted());
  const payments = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "Payment"`);
  expect(payments.map(({ id }) => id).toSorted()).toEqual(told.recordPayment.toSorted());
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
}, 180_000);
