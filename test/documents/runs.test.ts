// Many papers at once: as a ZIP or in one piece, with progress, stopped, gone on with after a crash.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { printDocuments, stopDocumentRun } from '../../server/src/documents/runs.ts';
import { forgetRunFiles, workOnRun } from '../../server/src/documents/workOnRun.ts';
import { openZip } from '../../server/src/imports/zipEntries.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { keyOf, openPrintShop, uuid, type PrintShop } from './support.ts';
import { sql } from '../support/trade.ts';

let shop: PrintShop;
let orders: string[];
beforeAll(async () => {
  shop = await openPrintShop();
  const customerId = await shop.firm.customer({ name: 'Ann' });
  const productId = await shop.firm.product('1', '500');
  orders = [];
  for (let count = 0; count < 20; count += 1) orders.push(await shop.firm.order(customerId, [{ productId, quantity: '1', unitPrice: '3' }]));
});
afterAll(async () => {
  expect((await verify(shop.firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await shop.server.close();
  await shop.firm.close();
});

const now = () => new Date(`${shop.firm.day}T10:00:00Z`);
const query = `query ($id: ID!) { node(id: $id) { ... on DocumentRun { status total done failed hasFile path problems { label problem } actions { name allowed } } } }`;
const asked = async (form: string, recordIds = orders, key = shop.owner) => {
  const mutation = `mutation ($input: PrintDocumentsInput!) { printDocuments(input: $input) { __typename ... on PrintDocumentsPayload { documentRun { id status total done } } ... on Refusal { code } } }`;
  const { data } = await shop.server.graphql(mutation, { input: { kind: 'ORDER_CONFIRMATION', form, recordIds } }, { key });
  return data.printDocuments as { __typename: string; code?: string; documentRun: { id: string; total: number; done: number } };
};
const look = async (id: string, key = shop.owner) => (await shop.server.graphql(query, { id }, { key })).data.node;
/** How many of the firm's confirmations a ZIP holds, whole. */
async function confirmationsIn(file: Buffer): Promise<number> {
  const zip = await openZip(file);
  const numbers = await shop.firm.db.rows<{ number: string }>(sql`SELECT number FROM "Order" WHERE number IS NOT NULL`);
  let found = 0;
  for (const name of numbers.map(({ number }) => `order-confirmation-${number}.pdf`).filter((each) => zip.has(each))) {
    const pieces: Buffer[] = [];
    for await (const piece of zip.chunks(name)) pieces.push(piece);
    if (/^%PDF-[^]*%%EOF\s*$/.test(Buffer.concat(pieces).toString('latin1'))) found += 1;
  }
  zip.close();
  return found;
}

test('a PDF each in one ZIP, which only who asked for it may fetch', async () => {
  const { documentRun } = await asked('ZIP');
  expect(documentRun).toMatchObject({ total: 20, done: 0 });
  expect((await shop.get((await look(documentRun.id)).path)).status).toBe(404);
  await workOnRun(shop.firm.db, uuid(documentRun.id), now);
  const run = await look(documentRun.id);
  expect(run).toMatchObject({ status: 'DONE', total: 20, done: 20, failed: 0, hasFile: true, problems: [], actions: [{ name: 'stopDocumentRun', allowed: false }] });
  const response = await shop.get(run.path);
  const zip = Buffer.from(await response.arrayBuffer());
  expect([response.headers.get('content-type'), await confirmationsIn(zip)]).toEqual(['application/zip', 20]);
  expect(Buffer.from(await (await shop.get(run.path)).arrayBuffer()).equals(zip)).toBe(true);
  const other = await keyOf(shop.firm, 'OWNER');
  expect([(await shop.get(run.path, other)).status, await look(documentRun.id, other)]).toEqual([404, null]);
});

test('all in one PDF, each with page numbers of its own', async () => {
  const { documentRun } = await asked('MERGED');
  await workOnRun(shop.firm.db, uuid(documentRun.id), now);
  const run = await look(documentRun.id);
  const pdf = Buffer.from(await (await shop.get(run.path)).arrayBuffer());
  expect([run.status, pdf.subarray(0, 5).toString(), /\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1]]).toEqual(['DONE', '%PDF-', '20']);
});

test('stopped between two, and gone on with by another server where one has ended', async () => {
  const { documentRun: { id } } = await asked('ZIP');
  let looks = 0;
  await workOnRun(shop.firm.db, uuid(id), now, () => { looks += 1; return looks > 1; });
  expect(await look(id)).toMatchObject({ status: 'RUNNING', done: 8 });
  await workOnRun(shop.firm.db, uuid(id), now, () => { looks += 1; return looks > 3; });
  expect(await look(id)).toMatchObject({ status: 'RUNNING', done: 16 });
  await shop.firm.act(stopDocumentRun, { documentRunId: id });
  await workOnRun(shop.firm.db, uuid(id), now);
  expect(await look(id)).toMatchObject({ status: 'STOPPED', done: 16, hasFile: true });
  expect(await shop.firm.refusal(stopDocumentRun, { documentRunId: id })).toBe('DOCUMENT_RUN_OVER');
  expect(await confirmationsIn(Buffer.from(await (await shop.get((await look(id)).path)).arrayBuffer()))).toBe(16);
});

test('what may not be printed is refused at once, or says why beside the others', async () => {
  expect(await asked('ZIP', [shop.papers.INVOICE ?? ''])).toMatchObject({ code: 'NOT_FOUND' });
  expect(await asked('ZIP', [globalId('Order', '00000000-0000-4000-8000-000000000000')])).toMatchObject({ code: 'NOT_FOUND' });
  expect(await shop.firm.refusal(printDocuments, { kind: 'ORDER_CONFIRMATION', form: 'MERGED', recordIds: Array.from({ length: 301 }, () => orders[0]) })).toBe('INPUT_INVALID');
  const key = await keyOf(shop.firm, 'PARTNER');
  const { documentRun } = await asked('ZIP', orders.slice(0, 2), key);
  await shop.firm.db.rows(sql`UPDATE "ApiKey" SET "revokedAt" = now() WHERE name = 'PARTNER'`);
  await workOnRun(shop.firm.db, uuid(documentRun.id), now);
  const told = await shop.firm.one<{ status: string; failed: string }>(sql`SELECT r.status::text, (SELECT count(problem) FROM "DocumentRunItem" i WHERE i."runId" = r.id) AS failed FROM "DocumentRun" r WHERE id = ${uuid(documentRun.id)}`);
  expect(told).toEqual({ status: 'DONE', failed: '2' });
});

test('files are forgotten, and the run stays', async () => {
  expect(await forgetRunFiles(shop.firm.db, new Date('2027-01-01'))).toMatch(/^\d+ printed files forgotten/);
  const { data } = await shop.server.graphql('{ documentRuns(first: 10) { totalCount nodes { kind form status hasFile askedByName } } }', {}, { key: shop.owner });
  expect(data.documentRuns.nodes.every(({ hasFile }: { hasFile: boolean }) => !hasFile)).toBe(true);
});
