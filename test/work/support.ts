import { expect } from 'vitest';
import { foundFirm } from '../support/firm.ts';
import { startTestServer, type Asker, type TestServer } from '../support/server.ts';
import { sql } from '../support/trade.ts';

// What a test asked for is what it knows the shape of.
// oxlint-disable-next-line typescript/no-explicit-any
type Answered = Record<string, any>;

export interface Person { cookie: string; id: string; name: string }
export interface WorkFirm {
  server: TestServer;
  /** An API key by role. */
  key: Record<string, string>;
  /** Somebody of a role who has signed in; `id` is the one by which colleagues name each other. */
  person(role: 'OWNER' | 'CONTROLLER' | 'SALES' | 'WAREHOUSE' | 'COLLECTOR' | 'ANALYST', name: string): Promise<Person>;
  /** Data; an error of the operation fails the test. */
  ask(query: string, variables: Record<string, unknown>, as: Asker): Promise<Answered>;
  /** A mutation's result: its payload, or what refused it. */
  act(name: string, input: Record<string, unknown>, payload: string, as: Asker, headers?: Record<string, string>): Promise<Answered>;
  customer(name: string): Promise<string>;
  supplier(name: string): Promise<string>;
}

export const uuidIn = (id: string): string => Buffer.from(id, 'base64').toString().split(':')[1] ?? '';

/** A firm with people, customers and suppliers, and nothing else. */
export async function startWorkFirm(env: Record<string, string> = {}): Promise<WorkFirm> {
  const server = await startTestServer({ env });
  const firm = await foundFirm(server.db);
  const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
  const ask: WorkFirm['ask'] = async (query, variables, as) => {
    const { data, errors } = await server.graphql(query, variables, as);
    expect(errors).toEqual([]);
    return data;
  };
  const act: WorkFirm['act'] = async (name, input, payload, as, headers = {}) => {
    const query = `mutation ($input: ${capital(name)}Input!) { done: ${name}(input: $input) { __typename ... on ${capital(name)}Payload { ${payload} }
      ... on Refusal { code message } ... on InputInvalid { fields { path code } } } }`;
    const { data, errors } = await server.graphql(query, { input }, as, headers);
    expect(errors).toEqual([]);
    return data.done;
  };
  const owner = { key: firm.key.OWNER };
  // Who sells sees the own customers: all of these are of one.
  const salesPersonId = (await act('createSalesPerson', { name: 'Own customers' }, 'salesPerson { id }', owner)).salesPerson.id as string;
  return {
    server, key: firm.key, ask, act,
    person: async (role, name) => {
      const cookie = await firm.cookie(role, { name, ...(role === 'SALES' ? { salesPersonId: uuidIn(salesPersonId) } : {}) });
      const [row] = await server.db.rows<{ id: string }>(sql`SELECT id FROM "User" WHERE name = ${name}`);
      return { cookie, name, id: Buffer.from(`Colleague:${row?.id ?? ''}`).toString('base64') };
    },
    customer: async (name) => (await act('createCustomer', { name, salesPersonId }, 'customer { id }', owner)).customer.id,
    supplier: async (name) => (await act('createSupplier', { code: name.toUpperCase(), name }, 'supplier { id }', owner)).supplier.id,
  };
}
