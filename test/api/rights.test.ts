// Who sees what: one table in code, here as a table to read. A change of it is a change of rights, to be reviewed.
import { isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissionsOf, policy } from '../../server/src/access/policy.ts';
import type { Role } from '../../server/src/generated/rows.ts';
import { schema } from '../../server/src/schema.ts';
import { entities } from '../../server/src/shared/entity.ts';
import { foundFirm, type Firm } from '../support/firm.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const roles: Role[] = ['OWNER', 'CONTROLLER', 'SALES', 'WAREHOUSE', 'COLLECTOR', 'ANALYST', 'PARTNER'];
const fields = Object.values(schema.getTypeMap()).filter(isObjectType).filter(({ name }) => !name.startsWith('__') && name !== 'PageInfo')
  .flatMap((type) => Object.values(type.getFields()).map((field) => ({ at: `${type.name}.${field.name}`, permission: field.extensions.permission as string | undefined })))
  .sort((a, b) => (a.at < b.at ? -1 : 1));
const open = ['public', 'known', 'inherit'];

describe('the table of rights', () => {
  test('every field names its permission, and the policy knows it', () => {
    expect(fields.filter(({ permission }) => permission === undefined || !(open.includes(permission) || permission in policy)).map(({ at }) => at)).toEqual([]);
  });

  test('nothing that a client reaches first is without a right of its own', () => {
    expect(fields.filter(({ at, permission }) => /^(Query|Mutation)\./.test(at) && permission === 'inherit')).toEqual([]);
  });

  test('is what was reviewed', async () => {
    const rows = fields.filter(({ permission }) => permission !== 'inherit').map(({ at, permission = '' }) => {
      const who = open.includes(permission) ? permission : roles.map((role) => (permissionsOf(role).has(permission) ? role.charAt(0) === 'C' ? role.slice(0, 3) : role.charAt(0) : '-')).join(' ');
      return `${at.padEnd(48)} ${permission.padEnd(22)} ${who}`;
    });
    await expect([`# field, permission, roles: ${roles.join(' ')}`, ...rows, ''].join('\n')).toMatchFileSnapshot('rights.snap');
  });
});

describe('every role, by its key', () => {
  let server: TestServer;
  let firm: Firm;
  beforeAll(async () => {
    server = await startTestServer();
    firm = await foundFirm(server.db);
  });
  afterAll(() => server.close());

  const lists = [...entities.values()].flatMap(({ listing, permission }) => (listing ? [[listing.field, permission] as const] : []));
  test.each(lists)('sees %s as far as %s allows', async (list, permission) => {
    for (const role of roles) {
      const { status, data, errors } = await server.graphql(`{ ${list}(first: 1) { totalCount nodes { id } } }`, {}, { key: firm.key[role] });
      if (permissionsOf(role).has(permission)) expect([role, errors, data?.[list]?.nodes]).toEqual([role, [], expect.any(Array)]);
      else expect([role, status, errors[0]?.extensions]).toMatchObject([role, 200, { code: 'FORBIDDEN', permission }]);
    }
    expect((await server.graphql(`{ ${list}(first: 1) { totalCount } }`)).status).toBe(401);
  });
});
