// How many places a currency has is known in three places: the server, its SQL and the console. They agree.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { currencyDigits } from '../../admin/src/shared/numbers.ts';
import { currencyExponent } from '../../server/src/shared/money.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => { server = await startTestServer(); });
afterAll(() => server.close());

it('every currency has the same places everywhere', async () => {
  const codes = Intl.supportedValuesOf('currency');
  const { rows } = await server.db.pool.query<{ code: string; places: number }>(
    'SELECT code, scale(hesabu_currency_unit(code)) AS places FROM unnest($1::text[]) code', [codes]);
  expect(rows).toHaveLength(codes.length);
  expect(rows.filter(({ code, places }) => places !== currencyExponent(code) || places !== currencyDigits(code))).toEqual([]);
});
