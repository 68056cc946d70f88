// The chain over the API, on the demo company: the same status for everybody who may see it, and nothing for who may not.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runConsumers } from '../../server/src/events/consumers.ts';
import { settled } from '../support/settled.ts';
import { startTestServer, type Asker, type TestServer } from '../support/server.ts';
import { sql } from '../support/trade.ts';

let server: TestServer;
const owner = { role: 'OWNER' };
beforeAll(async () => { server = await startTestServer({ template: 'demo' }); }, 180_000);
afterAll(() => server.close());

const ask = async (query: string, variables: Record<string, unknown> = {}, as: Asker = owner) => {
  const { data, errors } = await server.graphql(query, variables, as);
  expect(errors).toEqual([]);
  return data;
};
const act = async (name: string, input: Record<string, unknown>, fields: string, as: Asker = owner) => (await ask(
  `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ... on ${name.charAt(0).toUpperCase()}${name.slice(1)}Payload { ${fields} } ... on Refusal { code message } ... on InputInvalid { fields { path code } } } }`,
  { input }, as))[name];
const follow = async () => {
  for (let count = -1; count !== 0;) { await settled(server.db); count = await runConsumers(server.db, () => new Date()); }
};
const chain = `query ($id: ID!) { orderChain(orderId: $id) { order { number status } parts { step state enteredAt leftAt hours visits handOffs ownerName ownerRole isUnowned missing { fact label since detail isStuck } } } }`;

describe('an order\'s chain', () => {
  it('shows four stages, whose they are, when they were entered and left, and what is missing', async () => {
    const { orders } = await ask('{ orders(first: 1, filter: { status: { is: INVOICED } }, orderBy: PLACED_AT_ASC) { nodes { id number chainStep stays { step enteredAt } } } }');
    const [order] = orders.nodes;
    const { orderChain } = await ask(chain, { id: order.id });
    expect(orderChain.parts.map(({ step, state, visits }: Record<string, unknown>) => [step, state, visits])).toEqual([['ORDER', 'DONE', 1], ['INVOICE', 'DONE', 1], ['RECONCILIATION', 'HERE', 1], ['CONFIRMATION', 'AHEAD', 0]]);
    expect(orderChain.order).toEqual({ number: order.number, status: 'INVOICED' });
    expect([order.chainStep, orderChain.parts[2].ownerRole]).toEqual(['RECONCILIATION', 'COLLECTOR']);
    expect(orderChain.parts.map(({ enteredAt }: { enteredAt: string }) => enteredAt).slice(0, 3)).toEqual(order.stays.map(({ enteredAt }: { enteredAt: string }) => enteredAt));
    expect(orderChain.parts[2].missing.map(({ fact }: { fact: string }) => fact)).toContain('OVERDUE');
  });

  it('is hidden from whoever may not see the order', async () => {
    const { orders } = await ask('{ orders(first: 100, filter: { isOpen: true }) { nodes { id salesPerson { name } } } }');
    const mine = await ask('{ chainStages(first: 100, filter: { isOpen: true }) { totalCount nodes { order { salesPerson { id } customer { salesPerson { id } } } } } viewer { salesPerson { id } } }', {}, { role: 'SALES' });
    expect(mine.chainStages.nodes.map(({ order }: { order: { customer: { salesPerson: { id: string } } } }) => order.customer.salesPerson.id))
      .toEqual(mine.chainStages.nodes.map(() => mine.viewer.salesPerson.id));
    const all = await ask('{ chainStages(first: 1, filter: { isOpen: true }) { totalCount } }');
    expect(all.chainStages.totalCount).toBeGreaterThan(mine.chainStages.totalCount);
    const foreign = [];
    for (const { id } of orders.nodes.slice(0, 10)) if ((await ask(chain, { id }, { role: 'SALES' })).orderChain === null) foreign.push(id);
    expect(foreign.length).toBeGreaterThan(0);
    expect((await ask('query ($id: ID!) { orderTimeline(orderId: $id) { events { kind } } }', { id: foreign[0] }, { role: 'SALES' })).orderTimeline.events).toEqual([]);
    expect(await act('assignStages', { orderIds: [foreign[0]], toMe: true }, 'changed', { role: 'SALES' })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('shows numbers of invoices to those alone who may read invoices', async () => {
    const query = '{ chainExceptions(first: 1, filter: { fact: { is: OVERDUE }, isOpen: true }) { nodes { detail order { id } } } }';
    const [seen] = (await ask(query)).chainExceptions.nodes;
    expect(seen.detail).toMatch(/INV/);
    expect((await ask(query, {}, { role: 'WAREHOUSE' })).chainExceptions.nodes[0].detail).toBe('');
    const { orderChain } = await ask(chain, { id: seen.order.id }, { role: 'WAREHOUSE' });
    expect(orderChain.parts[2].missing.map(({ detail }: { detail: string }) => detail)).toEqual(orderChain.parts[2].missing.map(() => ''));
  });
});

describe('queues', () => {
  it('are sorted, searched and narrowed to whose they are', async () => {
    const { chainStages } = await ask('{ chainStages(first: 3, filter: { isOpen: true, isMyRoles: true }, orderBy: HOURS_DESC) { totalCount nodes { ownerRole hours missing number } } }', {}, { role: 'COLLECTOR' });
    const { rows: [theirs] } = await server.db.pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM "ChainStage" WHERE "leftAt" IS NULL AND "ownerRole" = 'COLLECTOR'`);
    expect(theirs?.count).toBeGreaterThan(70);
    expect(chainStages.totalCount).toBe(theirs?.count);
    expect(chainStages.nodes.map(({ ownerRole }: { ownerRole: string }) => ownerRole)).toEqual(['COLLECTOR', 'COLLECTOR', 'COLLECTOR']);
    const hours = chainStages.nodes.map((each: { hours: number }) => each.hours);
    expect(hours).toEqual(hours.toSorted((a: number, b: number) => b - a));
    expect(chainStages.nodes[0].missing.length).toBeGreaterThan(0);
    const found = await ask('query ($text: String!) { chainStages(first: 5, filter: { search: $text, isOpen: true }) { nodes { number } } }', { text: chainStages.nodes[0].number });
    expect(found.chainStages.nodes).toEqual([{ number: chainStages.nodes[0].number }]);
  });

  it('are worked through: taken together, each hand-over told at its order', async () => {
    const { chainStages } = await ask('{ chainStages(first: 3, filter: { isOpen: true, isMyRoles: true }) { nodes { id order { id } actions { name allowed } } } }', {}, { role: 'COLLECTOR' });
    expect(chainStages.nodes[0].actions).toContainEqual({ name: 'assignStages', allowed: true });
    const orderIds = chainStages.nodes.map(({ order }: { order: { id: string } }) => order.id);
    expect(await act('assignStages', { orderIds, toMe: true }, 'changed orders { id }', { role: 'COLLECTOR' })).toMatchObject({ changed: 3 });
    expect(await act('assignStages', { orderIds, toMe: true }, 'changed', { role: 'COLLECTOR' })).toEqual({ changed: 0 });
    const mine = await ask('{ chainStages(filter: { isOpen: true, isMine: true }) { totalCount nodes { handOffs passedOn { no fromRole toName byName } } } viewer { name } }', {}, { role: 'COLLECTOR' });
    expect(mine.chainStages.totalCount).toBe(3);
    expect(mine.chainStages.nodes[0]).toEqual({ handOffs: 1, passedOn: [{ no: 1, fromRole: 'COLLECTOR', toName: mine.viewer.name, byName: mine.viewer.name }] });
  });
});

describe('the whole timeline of an order', () => {
  const timeline = 'query ($id: ID!, $first: Int, $before: String) { orderTimeline(orderId: $id, first: $first, before: $before) { hasMore events { id sequence kind kindLabel subjectType subject subjectLabel actorName recordedAt causeLabel causeBy } } }';

  it('lists what happened to it and to all that came of it, in order, page by page', async () => {
    const { orders } = await ask('{ orders(first: 1, filter: { status: { is: CLOSED } }) { nodes { id number status } } }');
    const [order] = orders.nodes;
    const { orderTimeline: all } = await ask(timeline, { id: order.id, first: 500 });
    const types = new Set(all.events.map(({ subjectType }: { subjectType: string }) => subjectType));
    expect([...types].toSorted()).toEqual(expect.arrayContaining(['Invoice', 'Order', 'Payment', 'Shipment']));
    expect(all.events.map(({ kind }: { kind: string }) => kind)).toEqual(expect.arrayContaining(['orderPlaced', 'orderShipped', 'invoicePosted', 'orderClosed']));
    const sequences = all.events.map(({ sequence }: { sequence: string }) => Number(sequence));
    expect(sequences).toEqual(sequences.toSorted((a: number, b: number) => b - a));
    const first = (await ask(timeline, { id: order.id, first: 3 })).orderTimeline;
    const second = (await ask(timeline, { id: order.id, first: 500, before: first.events[2].sequence })).orderTimeline;
    expect([first.hasMore, second.hasMore, [...first.events, ...second.events]]).toEqual([true, false, all.events]);
    const forStock = (await ask(timeline, { id: order.id, first: 500 }, { role: 'WAREHOUSE' })).orderTimeline.events;
    expect(forStock.some(({ subjectType }: { subjectType: string }) => ['Payment', 'Invoice'].includes(subjectType))).toBe(false);
  });

  it('tells by whose doing the firm did the rest by itself', async () => {
    const { orders } = await ask('{ orders(first: 1, filter: { status: { is: PLACED }, backordered: { max: "0" }, isOpen: true }, orderBy: PLACED_AT_ASC) { nodes { id } } viewer { name } }');
    const { id } = orders.nodes[0];
    expect(await act('shipOrder', { orderId: id }, 'order { status }')).toEqual({ order: { status: 'SHIPPED' } });
    await follow();
    const { events } = (await ask(timeline, { id })).orderTimeline;
    const invoiced = events.find(({ kind }: { kind: string }) => kind === 'orderInvoiced');
    const { viewer } = await ask('{ viewer { name } }');
    expect(invoiced).toMatchObject({ causeBy: viewer.name, causeLabel: 'Order shipped' });
    const { node } = await ask('query ($id: ID!) { node(id: $id) { ... on Order { status chainStep stays { step leftAt } actions { name allowed } } } }', { id });
    expect(node).toMatchObject({ status: 'INVOICED', chainStep: 'RECONCILIATION' });
    expect(node.actions).toEqual(expect.arrayContaining([{ name: 'confirmOrder', allowed: true }, { name: 'withdrawConfirmation', allowed: false }, { name: 'assignStages', allowed: true }]));
    expect(await act('confirmOrder', { orderId: id, means: 'SILENCE' }, 'order { id }')).toMatchObject({ fields: [{ path: ['means'], code: 'choice_unknown' }] });
    expect(await act('confirmOrder', { orderId: id, means: 'MAIL', name: 'Ann' }, 'order { confirmations { means name recordedByName } }')).toEqual({ order: { confirmations: [{ means: 'MAIL', name: 'Ann', recordedByName: viewer.name }] } });
  });
});

describe('the rules of the chain', () => {
  const rules = '{ chainRules { leadDays confirmsByDelivery silenceDays version owners { step isBuiltIn rules { kind role userName warehouseName isThere } } limits { fact hours isActive raisesTask isBuiltIn } } }';

  it('are those built in until the firm sets its own, and may be given up again', async () => {
    const before = (await ask(rules)).chainRules;
    expect(before).toMatchObject({ leadDays: 2, confirmsByDelivery: true, silenceDays: 14, version: 0 });
    expect(before.owners[1]).toEqual({ step: 'INVOICE', isBuiltIn: true, rules: [{ kind: 'ROLE', role: 'CONTROLLER', userName: null, warehouseName: null, isThere: true }, { kind: 'ROLE', role: 'OWNER', userName: null, warehouseName: null, isThere: true }] });
    await act('setStageOwners', { step: 'INVOICE', rules: [{ kind: 'ROLE', role: 'OWNER' }] }, 'company { id }');
    await act('setChainLimit', { fact: 'OVERDUE', hours: 24, isActive: true, raisesTask: false }, 'company { id }');
    expect(await act('setConfirmationRule', { version: 7, leadDays: 0, confirmsByDelivery: false }, 'company { id }')).toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await act('setConfirmationRule', { version: 0, leadDays: 0, confirmsByDelivery: false, silenceDays: null }, 'company { id }');
    const after = (await ask(rules)).chainRules;
    expect(after).toMatchObject({ leadDays: 0, confirmsByDelivery: false, silenceDays: null, version: 1 });
    expect(after.owners[1]).toMatchObject({ isBuiltIn: false, rules: [{ role: 'OWNER' }] });
    expect(after.limits.find(({ fact }: { fact: string }) => fact === 'OVERDUE')).toEqual({ fact: 'OVERDUE', hours: 24, isActive: true, raisesTask: false, isBuiltIn: false });
    await act('setStageOwners', { step: 'INVOICE', rules: [] }, 'company { id }');
    expect((await ask(rules)).chainRules.owners[1].isBuiltIn).toBe(true);
    expect(await server.db.rows(sql`SELECT 1 FROM "ChainRule"`)).toEqual([]);
  });

  it('are set by who keeps the books, and read by the firm', async () => {
    const { errors } = await server.graphql('mutation { setChainLimit(input: { fact: OVERDUE, hours: 1, isActive: true, raisesTask: true }) { __typename } }', {}, { role: 'SALES' });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'chain.manage' });
    expect((await ask(rules, {}, { role: 'SALES' })).chainRules.limits.length).toBeGreaterThan(5);
  });
});
