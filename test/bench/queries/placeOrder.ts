import type pg from 'pg';
import type { ContenderName } from '../contenders/start.ts';
import { at, globalId, type Subjects } from './types.ts';

/** Where the three products of an order come from: all apart, or the first always the same one. */
export type Spread = 'spread' | 'hot';

interface Wanted { customer: string; products: string[]; quantities: number[] }

const mix = (n: number): number => Math.imul(n ^ (n >>> 15), 0x2c1b3c6d) >>> 0;

/** The nth order: three lines of different products. */
export function wantedOrder({ customers, stocked }: Subjects, spread: Spread, nth: number): Wanted {
  const apart = stocked.slice(1);
  const first = mix(nth * 3 + 1) % apart.length;
  const products = [first, first + 1 + (mix(nth * 5 + 2) % 20), first + 30 + (mix(nth * 7 + 3) % 20)].map((index) => at(apart, index));
  return { customer: at(customers, mix(nth)), products: spread === 'hot' ? [at(stocked, 0), ...products.slice(1)] : products, quantities: [2, 1, 3] };
}

export const placeOrderFloor = `SELECT row_to_json(r)::text AS answer FROM (SELECT id, number, status, "totalMinor" FROM bench_place_order($1, $2::uuid[], $3::numeric[], $4)) r`;

/** The request by which a contender places an order: path and body. */
export function placeOrderRequest(contender: ContenderName, subjects: Subjects, spread: Spread, nth: number): { path: string; body: string; expects: string } {
  const { customer, products, quantities } = wantedOrder(subjects, spread, nth);
  const reference = `bench ${contender}`;
  if (contender === 'floor') return { path: '/Q5', body: JSON.stringify([customer, products, quantities, reference]), expects: '"PLACED"' };
  const ask = contender === 'postgraphile' ? {
    query: `mutation Place($input: BenchPlaceOrderInput!) { benchPlaceOrder(input: $input) { order: result { rowId number status totalMinor } } }`,
    variables: { input: { customer, products, quantities: quantities.map(String), reference } },
  } : {
    query: `mutation Place($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename ... on PlaceOrderPayload { order { id number status total { amount } } } ... on Refusal { code message } } }`,
    variables: { input: { order: {
      customerId: globalId('Customer', customer), customerReference: reference,
      lines: products.map((id, index) => ({ productId: globalId('Product', id), quantity: String(quantities[index]) })),
    } } },
  };
  return { path: '/graphql', body: JSON.stringify(ask), expects: '"PLACED"' };
}

/** All that an order wrote, but ids, number and times: to be the same whoever placed it. */
export async function writtenBy(client: pg.Client, reference: string): Promise<unknown> {
  const { rows: [row] } = await client.query<{ written: unknown }>(`WITH o AS (SELECT * FROM "Order" WHERE "customerReference" = $1) SELECT json_build_object(
    'orders', (SELECT json_agg(to_jsonb(o) - '{id,number,placedAt,createdAt,customerReference}'::text[] ORDER BY o.id) FROM o),
    'lines', (SELECT json_agg(to_jsonb(l) - '{id,orderId}'::text[] ORDER BY l."orderId", l.no) FROM "OrderLine" l JOIN o ON o.id = l."orderId"),
    'reservations', (SELECT json_agg(to_jsonb(r) - '{id,orderId,orderLineId,placedAt}'::text[] ORDER BY r."orderId", r."productId") FROM "Reservation" r JOIN o ON o.id = r."orderId"),
    'events', (SELECT json_agg(jsonb_build_object('kind', e.kind, 'subjectType', e."subjectType", 'channel', e.channel, 'data', e.data - 'number') ORDER BY e.sequence) FROM "Event" e JOIN o ON o.id = e."subjectId")) AS written`, [reference]);
  return row?.written;
}

/** Sums that every order moves: their differences before and after must be equal, too. */
export async function keptSums(client: pg.Client): Promise<Record<string, number>> {
  const { rows: [row] } = await client.query<Record<string, string>>(`SELECT (SELECT sum(reserved) FROM "StockLevel") AS reserved, (SELECT sum("openOrdersMinor") FROM "CreditAccount") AS open,
    (SELECT sum(version) FROM "CreditAccount") AS versions, (SELECT sum(next) FROM "NumberSeries" WHERE series = 'ORD') AS numbers, (SELECT count(*) FROM "Order") AS orders`);
  return Object.fromEntries(Object.entries(row ?? {}).map(([name, value]) => [name, Number(value)]));
}
