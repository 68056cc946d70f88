// The event log as people read it: who sees what of whom.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../server/src/shared/perform.ts';
import { insert, write } from '../../server/src/shared/write.ts';
import { foundFirm, type Firm } from '../support/firm.ts';
import { startTestServer, type Asker, type TestServer } from '../support/server.ts';

let server: TestServer;
let firm: Firm;
let seller: { cookie: string };
const customers: Record<string, string> = {};

const create = async (name: string, salesPersonId?: string) => {
  const { data } = await server.graphql('mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { ... on CreateCustomerPayload { customer { id } } } }',
    { input: { code: name.toUpperCase(), name, contactName: `Contact of ${name}`, salesPersonId } }, { key: firm.key.OWNER });
  customers[name] = data.createCustomer.customer.id;
};
const events = async (filter: object, as: Asker) =>
  (await server.graphql('query ($filter: EventFilter) { events(first: 100, filter: $filter) { nodes { kind kindLabel subjectType subject changes actorName channel } } }', { filter }, as));

beforeAll(async () => {
  server = await startTestServer();
  firm = await foundFirm(server.db);
  const salesPersonId = newId();
  await server.db.transaction((tx) => write(tx, [insert('SalesPerson', { id: salesPersonId, companyId: firm.companyId, name: 'Nancy' })]));
  seller = { cookie: await firm.cookie('SALES', { salesPersonId }) };
  await create('own', Buffer.from(`SalesPerson:${salesPersonId}`).toString('base64'));
  await create('foreign');
});
afterAll(() => server.close());

describe('the timeline of a record', () => {
  it('tells who did what through what, with words for its kind', async () => {
    const { data } = await server.graphql('query ($id: ID!) { node(id: $id) { ... on Customer { timeline { totalCount nodes { kind kindLabel subject actorKind actorName channel requestId changes } } } } }',
      { id: customers.own }, { key: firm.key.OWNER });
    expect(data.node.timeline).toMatchObject({ totalCount: 1, nodes: [
      { kind: 'customerCreated', kindLabel: 'Customer created', subject: customers.own, actorKind: 'PARTNER', actorName: 'Key of OWNER', channel: 'API' },
    ] });
  });

  it('is found by the record\'s id in the list of all events, too', async () => {
    const { data } = await events({ subject: { is: customers.own } }, { key: firm.key.OWNER });
    expect(data.events.nodes.map(({ subject }: { subject: string }) => subject)).toEqual([customers.own]);
  });
});

describe('the audit trail', () => {
  it('shows a sales person the events of the own customers alone', async () => {
    const { data } = await events({}, seller);
    const subjects = data.events.nodes.filter((each: { subjectType: string }) => each.subjectType === 'Customer').map(({ subject }: { subject: string }) => subject);
    expect(subjects).toEqual([customers.own]);
    expect((await events({ subject: { is: customers.foreign } }, seller)).data.events.nodes).toEqual([]);
  });

  it('keeps the doings of people and keys for the auditor', async () => {
    const made = 'mutation { createApiKey(input: { name: "Shop", role: PARTNER }) { __typename } }';
    await server.graphql(made, {}, { key: firm.key.OWNER });
    const of = async (as: Asker) => (await events({ kind: { is: 'apiKeyCreated' } }, as)).data.events.nodes.length;
    expect([await of({ key: firm.key.ANALYST }), await of(seller), await of({ key: firm.key.WAREHOUSE })]).toEqual([1, 0, 0]);
  });

  it('is closed to partners', async () => {
    expect((await events({}, { key: firm.key.PARTNER })).errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'events.read' });
  });

  it('cannot be changed, not even by the owner of the tables', async () => {
    for (const statement of ['UPDATE "Event" SET kind = $$x$$', 'DELETE FROM "Event"', 'TRUNCATE "Event" CASCADE']) {
      await expect(server.db.pool.query(statement)).rejects.toThrow();
    }
  });
});
