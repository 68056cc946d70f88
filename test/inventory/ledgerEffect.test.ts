// Before something is posted late, what it would write is told: on which day, and which orders' cost changes.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => { server = await startTestServer({ template: 'demo' }); });
afterAll(() => server.close());

test('a receipt dated back shows its own day, and today by order; nothing is written, and no number is taken', async () => {
  const ask = async <T>(query: string, variables: Record<string, unknown> = {}) => {
    const { data, errors } = await server.graphql(query, variables, { role: 'OWNER' });
    expect(errors).toEqual([]);
    return data as T;
  };
  interface Move { effectiveOn: string; quantity: string; product: { id: string }; warehouse: { id: string }; order: { id: string; number: string } | null }
  const { stockMoves } = await ask<{ stockMoves: { nodes: Move[] } }>(
    '{ stockMoves(first: 1, filter: { kind: { is: SHIPMENT } }, orderBy: EFFECTIVE_ON_DESC) { nodes { effectiveOn quantity product { id } warehouse { id } order { id number } } } }');
  const [sold] = stockMoves.nodes;
  if (!sold) throw new Error('the demo company has shipped nothing');
  const before = await ask('{ journalEntries(first: 1, orderBy: SEQUENCE_DESC) { nodes { id } } stockMoves(first: 1) { totalCount } }');
  const input = { productId: sold.product.id, warehouseId: sold.warehouse.id, quantity: '1000', unitCost: '999', reason: 'COUNT', on: sold.effectiveOn };
  const { ledgerEffect } = await ask<{ ledgerEffect: { on: string; code: string; order: { number: string } | null; debit: { amount: string } | null }[] }>(
    'query($input: JSON!) { ledgerEffect(mutation: "adjustStock", input: $input) { on code order { number } debit { amount } credit { amount } } }', { input });
  expect(ledgerEffect.filter(({ on }) => on === sold.effectiveOn).map(({ code }) => code).toSorted()).toEqual(expect.arrayContaining(['1300', '5200']));
  expect(await ask('{ journalEntries(first: 1, orderBy: SEQUENCE_DESC) { nodes { id } } stockMoves(first: 1) { totalCount } }')).toEqual(before);
  // An issue after the receipt's place costs more, on the order that had the goods.
  const dated = await ask<{ ledgerEffect: { on: string; order: { number: string } | null }[] }>(
    'query($input: JSON!) { ledgerEffect(mutation: "adjustStock", input: $input) { on order { number } } }', { input: { ...input, on: await dayBefore(sold.effectiveOn) } });
  expect(dated.ledgerEffect.flatMap(({ order }) => order?.number ?? [])).toContain(sold.order?.number);
});

const dayBefore = async (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
