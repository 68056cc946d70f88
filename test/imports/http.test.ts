// Files over HTTP: who may send them, what is refused at the door, and the way of a file through the API.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workOn } from '../../server/src/imports/workOn.ts';
import { sql } from '../support/trade.ts';
import { startTestServer, signInAs, type Asker, type TestServer } from '../support/server.ts';

let server: TestServer;
let owner: string;
beforeAll(async () => {
  server = await startTestServer({ template: 'demo' });
  owner = await signInAs(server.url, 'OWNER');
});
afterAll(() => server.close());

const send = async (path: string, body: string | Buffer, headers: Record<string, string> = {}) => {
  const response = await fetch(new URL(path, server.url), { method: 'POST', body: typeof body === 'string' ? body : new Uint8Array(body), headers: { 'content-type': 'application/octet-stream', ...headers } });
  return { status: response.status, text: await response.text(), headers: response.headers };
};
const asOwner = () => ({ cookie: owner, 'x-hesabu-client': 'test' });
const files = (subject: string, name = 'file.csv') => `/imports/files?subject=${subject}&name=${name}`;
const ask = async (query: string, variables: Record<string, unknown> = {}, as: Asker = { role: 'OWNER' }) => {
  const { data, errors } = await server.graphql(query, variables, as);
  expect(errors).toEqual([]);
  return data;
};
const uuid = (id: string) => Buffer.from(id, 'base64').toString().split(':')[1] ?? '';
const work = (id: string) => workOn(server.db, uuid(id), () => new Date());

describe('a file is taken', () => {
  test('from nobody who is not known, from no foreign page, and from nobody who may not do what it does', async () => {
    expect((await send(files('PRODUCTS'), 'sku\n')).status).toBe(401);
    expect((await send(files('PRODUCTS'), 'sku\n', { cookie: owner })).status).toBe(401); // without the header that only our page sends
    expect((await send(files('PRODUCTS'), 'sku\n', { ...asOwner(), 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send(files('PRODUCTS'), 'sku\n', { authorization: 'Bearer hsk_live_none' })).status).toBe(401);
    const sales = { cookie: await signInAs(server.url, 'SALES'), 'x-hesabu-client': 'test' };
    expect((await send(files('PRODUCTS'), 'sku\n', sales)).status).toBe(403);
    expect((await send(files('CUSTOMERS'), 'code,name\nZ1,Z\n', sales)).status).toBe(200);
    const collector = { cookie: await signInAs(server.url, 'COLLECTOR'), 'x-hesabu-client': 'test' };
    expect((await send(files('CUSTOMERS'), 'code\n', collector)).status).toBe(403);
  });

  test('only if it can be one, and says why not', async () => {
    const { status, text } = await send(files('PRODUCTS'), Buffer.from([0x89, 0, 1]), asOwner());
    expect([status, JSON.parse(text)]).toMatchObject([422, { errors: [{ message: 'This is neither CSV nor a spreadsheet (XLSX).', extensions: { code: 'FILE_REFUSED' } }] }]);
    expect((await send(files('NOTHING'), 'a\n', asOwner())).status).toBe(400);
    expect((await send('/imports/other', 'a\n', asOwner())).status).toBe(404);
    const [left] = await server.db.rows<{ n: number }>(sql`SELECT count(*)::int AS n FROM "Import" WHERE status = 'UNREADABLE'`);
    expect(left?.n).toBe(0);
  });

  test('up to fifty megabytes', async () => {
    expect((await send(files('PRODUCTS'), Buffer.alloc(50_000_001, 'a'), asOwner())).status).toBe(413);
  });
});

const row = `query ($id: ID!) { node(id: $id) { ... on Import { id status wouldCreate failed created unchanged rowsTotal mapping sheets actions { name allowed } lines(first: 10, orderBy: LINE_ASC) { nodes { id line status text cells issues subject subjectLabel } } } } }`;
const act = (name: string, more = '') => `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { done: ${name}(input: $input) { __typename ... on Refusal { code message } ${more} } }`;

test('a file goes its way: told, checked, corrected, run, and its failed rows come back as a file', async () => {
  const { importId } = JSON.parse((await send(files('PRODUCTS', 'new%20goods.csv'), 'sku,name,unit,reorder point\nNEW-1,Fresh,PCS,1\nNEW-2,Bad,NONE,1\nNEW-3,"=cmd()",NONE,-x\n', asOwner())).text) as { importId: string };
  const first = (await ask(row, { id: importId })).node;
  expect(first).toMatchObject({ status: 'MAPPING', mapping: ['sku', 'name', 'unitId', 'reorderPoint'] });
  expect(first.actions).toContainEqual({ name: 'runImport', allowed: false });
  const columns = (first.mapping as string[]).map((field, column) => ({ column, field }));
  expect((await ask(act('configureImport', '... on InputInvalid { fields { path code } }'), { input: { importId, columns: columns.slice(1) } })).done)
    .toMatchObject({ __typename: 'InputInvalid', fields: [{ path: ['columns'], code: 'import_column_missing' }] });
  expect((await ask(act('configureImport'), { input: { importId, columns, saveAs: 'Our shop' } })).done.__typename).toBe('ConfigureImportPayload');
  expect((await ask('{ importMappings(subject: PRODUCTS) { name fields } }')).importMappings).toEqual([{ name: 'Our shop', fields: { sku: 'sku', name: 'name', unit: 'unitId', reorderpoint: 'reorderPoint' } }]);
  expect((await ask(act('checkImport'), { input: { importId } })).done.__typename).toBe('CheckImportPayload');
  expect((await ask(act('runImport'), { input: { importId } })).done.code).toBe('IMPORT_BUSY');
  await work(importId);
  const checked = (await ask(row, { id: importId })).node;
  expect(checked).toMatchObject({ status: 'CHECKED', wouldCreate: 1, failed: 2 });
  expect(checked.lines.nodes.map((each: { issues: unknown }) => each.issues)).toEqual([null,
    [{ field: 'unitId', code: 'import_unknown', message: 'There is no unit "NONE".' }],
    [{ field: 'unitId', code: 'import_unknown', message: 'There is no unit "NONE".' }, { field: 'reorderPoint', code: 'import_number', message: 'This is no number. Expected a number with "." as its decimal sign.' }]]);

  const lineId = checked.lines.nodes[1].id as string;
  const fix = '... on FixImportLinePayload { line { status cells issues } }';
  expect((await ask(act('fixImportLine', fix), { input: { lineId, cells: [{ column: 2, text: 'KILO' }] } })).done.line).toMatchObject({ status: 'FAILED', cells: ['NEW-2', 'Bad', 'KILO', '1'] });
  expect((await ask(act('fixImportLine', fix), { input: { lineId, cells: [{ column: 2, text: 'KG' }] } })).done.line).toMatchObject({ status: 'WOULD_CREATE', issues: null });
  await ask(act('runImport'), { input: { importId } });
  await work(importId);
  const done = (await ask(row, { id: importId })).node;
  expect(done).toMatchObject({ status: 'DONE', created: 2, failed: 1, rowsTotal: 3 });
  expect(done.lines.nodes[1]).toMatchObject({ status: 'CREATED', subjectLabel: 'Bad' });
  expect((await ask('{ products(filter: { sku: { startsWith: "NEW-" } }) { nodes { sku } } }')).products.nodes).toHaveLength(2);
  expect((await ask('query ($id: ID!) { events(filter: { subject: { is: $id } }) { nodes { kind } } }', { id: importId })).events.nodes.map(({ kind }: { kind: string }) => kind))
    .toEqual(['importRan', 'importBegun', 'importLineFixed', 'importLineFixed', 'importChecked', 'importCheckBegun', 'importConfigured', 'importUploaded']);

  const failed = await send(`/imports/failed?id=${encodeURIComponent(importId)}`, '', asOwner());
  expect(failed.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(failed.text.split('\r\n')).toEqual(['sku,name,unit,reorder point,Why it was not carried out',
    `NEW-3,'=cmd(),NONE,'-x,"unitId: There is no unit ""NONE"". reorderPoint: This is no number. Expected a number with ""."" as its decimal sign."`, '']);
  expect((await send(`/imports/failed?id=${encodeURIComponent(importId)}`, '')).status).toBe(401);
});

test('what is brought in, and whether the opening balances tie, is told', async () => {
  const { importSubjects } = await ask('{ importSubjects { subject isPermitted posts fields { name label kind needed isKey } } }', {}, { role: 'SALES' });
  expect(importSubjects).toHaveLength(20);
  expect(importSubjects.filter((each: { isPermitted: boolean }) => each.isPermitted).map((each: { subject: string }) => each.subject)).toEqual(['CUSTOMERS', 'ORDERS', 'SALES_HISTORY']);
  const { openingTies } = await ask('{ openingTies { account difference { amount } documents { amount } } }');
  for (const { account, difference } of openingTies) if (account !== '3000') expect([account, difference.amount]).toEqual([account, '0.00']);
});
