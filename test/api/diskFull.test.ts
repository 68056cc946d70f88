// A disk that is full, as PostgreSQL reports it in the middle of a write: 503, nothing half-written, and back by itself.
import pg from 'pg';
import { expect, it } from 'vitest';
import { startTestServer } from '../support/server.ts';

const create = (name: string) => `mutation { createCustomer(input: { name: "${name}" }) { __typename ... on Refusal { message } } }`;

it('answers 503 while the disk is full, writes nothing, and goes on when there is room again', async () => {
  const server = await startTestServer({ template: 'demo' });
  const owner = new pg.Client({ connectionString: server.database.url });
  await owner.connect();
  try {
    const as = { role: 'OWNER' };
    const count = async () => (await server.graphql('{ customers(first: 1) { totalCount } }', {}, as)).data.customers.totalCount as number;
    const before = await count();
    await owner.query(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$`);
    await owner.query('CREATE TRIGGER full_disk BEFORE INSERT ON "Event" FOR EACH STATEMENT EXECUTE FUNCTION full_disk()');
    const refused = await server.graphql(create('No room'), {}, as);
    expect([refused.status, refused.errors.map(({ extensions }) => extensions.code)]).toEqual([503, ['UNAVAILABLE']]);
    expect(JSON.stringify(refused)).not.toContain('extend file');
    expect(await count()).toBe(before);
    await owner.query('DROP TRIGGER full_disk ON "Event"');
    const { data } = await server.graphql(create('Room again'), {}, as);
    expect(data.createCustomer.__typename).toBe('CreateCustomerPayload');
    expect(await count()).toBe(before + 1);
  } finally {
    await owner.end();
    await server.close();
  }
});
