// The labels of many deliveries as one PDF over HTTP.
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LabelUnreadable, mergeLabels } from '../../server/src/carriers/mergeLabels.ts';
import { keyOf } from '../documents/support.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { sql, uuid } from '../support/trade.ts';
import { openYard, type Yard } from './support.ts';

let yard: Yard;
let server: TestServer;
let key: string;
const deliveries: string[] = [];
beforeAll(async () => {
  yard = await openYard();
  server = await startTestServer({ database: yard.firm.database });
  server.now.set(`${yard.firm.day}T09:00:00Z`);
  key = await keyOf(yard.firm, 'WAREHOUSE');
  const carrier = await yard.carrier();
  for (const parcels of [[{ weight: '2', quantity: '2' }], [{ weight: '1', quantity: '1' }, { weight: '3', quantity: '2' }]]) {
    const { delivery } = await yard.packed(parcels);
    await yard.labelled(delivery, carrier);
    deliveries.push(delivery);
  }
});
afterAll(async () => {
  await server.close();
  await yard.close();
});

const asked = (search: string, bearer = key) => fetch(new URL(`/labels/of?${search}`, server.url), { headers: { authorization: `Bearer ${bearer}` } });
const of = (ids: readonly string[]) => asked(`deliveries=${ids.map(encodeURIComponent).join(',')}`);
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code];
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe('the labels of many deliveries', () => {
  it('are one PDF, a page each, in the order in which they are asked for, the same bytes again', async () => {
    const answer = await of(deliveries);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('x-deliveries-without-label')]).toEqual([200, 'application/pdf', '']);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect((await PDFDocument.load(bytes)).getPageCount()).toBe(3);
    expect(Buffer.from(await (await of(deliveries)).arrayBuffer()).equals(bytes)).toBe(true);
    expect(Buffer.from(await (await of(deliveries.toReversed())).arrayBuffer()).equals(bytes)).toBe(false);
  });

  it('are those of a pick list', async () => {
    const { id } = await yard.firm.one<{ id: string }>(sql`INSERT INTO "PickList" (id, "companyId", number, "warehouseId", status) SELECT gen_random_uuid(), "companyId", 'PKL-1', "warehouseId", 'PICKED' FROM "Delivery" LIMIT 1 RETURNING id`);
    await yard.firm.db.rows(sql`UPDATE "Delivery" SET "pickListId" = ${id}::uuid WHERE id = ${uuid(deliveries[1] ?? '')}::uuid`);
    const answer = await asked(`pickList=${encodeURIComponent(globalId('PickList', id))}`);
    expect((await PDFDocument.load(await answer.arrayBuffer())).getPageCount()).toBe(2);
  });

  it('name the deliveries that have none, and are refused where none has', async () => {
    const { delivery } = await yard.packed();
    const answer = await of([...deliveries, delivery]);
    expect(answer.headers.get('x-deliveries-without-label')).toMatch(/^DLV-\S+$/);
    expect((await PDFDocument.load(await answer.arrayBuffer())).getPageCount()).toBe(3);
    expect(await codeOf(await of([delivery]))).toEqual([404, 'NO_LABELS']);
  });

  it('are for those who may see parcels, of deliveries that there are', async () => {
    expect(await codeOf(await asked(''))).toEqual([400, 'BAD_REQUEST']);
    expect(await codeOf(await asked('deliveries=nonsense'))).toEqual([400, 'BAD_REQUEST']);
    expect(await codeOf(await asked(`deliveries=${encodeURIComponent(deliveries[0] ?? '')}`, 'wrong'))).toEqual([401, 'UNAUTHENTICATED']);
  });
});

describe('merged labels', () => {
  it('hold pictures on pages of their own, and tell which one cannot be read', async () => {
    const bytes = await mergeLabels([{ number: 'P1', mediaType: 'image/png', data: picture }, { number: 'P2', mediaType: 'image/png', data: picture }]);
    expect((await PDFDocument.load(bytes)).getPages().map((page) => page.getSize())).toEqual([{ width: 288, height: 432 }, { width: 288, height: 432 }]);
    await expect(mergeLabels([{ number: 'P3', mediaType: 'application/pdf', data: Buffer.from('no PDF') }])).rejects.toThrow(LabelUnreadable);
  });
});
