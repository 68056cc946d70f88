// Carriers over HTTP: their messages, a gateway that is asked, and what the API shows to whom.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askRates } from '../../server/src/carriers/askRates.ts';
import { acceptCharge, recordCarrierBill, removeCarrierBill, withdrawCharge } from '../../server/src/carriers/carrierBills.ts';
import { renewWebhookSecret, setCarrierKey } from '../../server/src/carriers/carrierSecrets.ts';
import { buyLabels } from '../../server/src/carriers/labels.ts';
import { sign } from '../../server/src/carriers/signature.ts';
import { shipDelivery } from '../../server/src/fulfilment/shipDelivery.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { keyOf } from '../documents/support.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { sql, uuid } from '../support/trade.ts';
import { openYard, type LabelRow, type Yard } from './support.ts';

let yard: Yard;
let server: TestServer;
let owner: string;
let carrier: string;
let code: string;
let secret: string;
let delivery: string;
let order: string;
let label: LabelRow;

beforeAll(async () => {
  yard = await openYard();
  server = await startTestServer({ database: yard.firm.database });
  server.now.set(`${yard.firm.day}T09:00:00Z`);
  owner = await keyOf(yard.firm, 'OWNER');
  carrier = await yard.carrier();
  code = (await yard.firm.one<{ code: string }>(sql`SELECT code FROM "Carrier"`)).code;
  secret = (await yard.firm.act(renewWebhookSecret, { carrierId: carrier })).secret ?? '';
  ({ delivery, order } = await yard.packed());
  await yard.labelled(delivery, carrier);
  await yard.firm.act(shipDelivery, { deliveryId: delivery });
  [label] = await yard.labels(delivery) as [LabelRow];
});
afterAll(async () => {
  await server.close();
  await yard.close();
});

const now = () => Date.parse(`${yard.firm.day}T09:00:00Z`) / 1000;
let messages = 0;
interface Sent { id?: string; seconds?: number; key?: string; to?: string; signature?: string }
async function post(body: unknown, { id = `msg_${messages += 1}`, seconds = now(), key = secret, to = code, signature }: Sent = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(new URL(`/webhooks/carriers/${to}`, server.url), {
    method: 'POST', body: text, headers: { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signature ?? sign(key, id, seconds, text) },
  });
  const answer = await response.json() as { stored?: number; errors?: { extensions: { code: string } }[] };
  return { status: response.status, code: answer.errors?.[0]?.extensions.code, answer };
}
const event = (more: object = {}) => ({ trackingNumber: label.trackingNumber, kind: 'IN_TRANSIT', occurredAt: '2026-01-05T08:30:00Z', ...more });

describe('a message of a carrier', () => {
  it('is taken in when it is signed, once, and moves its parcel', async () => {
    const id = 'msg_first';
    expect(await post({ events: [event({ id: 'E1', place: 'Hub' }), event({ id: 'E1' }), event({ trackingNumber: 'OTHER', id: 'E1' })] }, { id }))
      .toMatchObject({ status: 200, answer: { stored: 2, duplicates: 1, unassigned: 1, replayed: false } });
    expect(await post({ events: [event({ id: 'E2', kind: 'LOST' })] }, { id })).toMatchObject({ status: 200, answer: { stored: 0, replayed: true } });
    expect((await yard.labels(delivery))[0]?.state).toBe('IN_TRANSIT');
  });

  it('is refused where signature, time, size or words are wrong, and counted', async () => {
    const good = { events: [event()] };
    expect(await post(good, { key: `whsec_${Buffer.alloc(32).toString('base64')}` })).toMatchObject({ status: 401, code: 'SIGNATURE_WRONG' });
    expect(await post(good, { signature: '' })).toMatchObject({ status: 401, code: 'SIGNATURE_WRONG' });
    expect(await post(good, { seconds: now() - 301 })).toMatchObject({ status: 401, code: 'TIME_WRONG' });
    expect(await post(good, { seconds: now() + 301 })).toMatchObject({ status: 401, code: 'TIME_WRONG' });
    expect((await post(good, { seconds: now() - 299 })).status).toBe(200);
    expect(await post('not json')).toMatchObject({ status: 400, code: 'BODY_UNREADABLE' });
    expect(await post({ events: [event({ kind: 'EATEN' })] })).toMatchObject({ status: 422, code: 'EVENTS_UNREADABLE' });
    expect(await post({ events: [event({ occurredAt: '2026-03-01T00:00:00Z' })] })).toMatchObject({ status: 422, code: 'EVENT_TO_COME' });
    expect(await post({ events: [event({ description: 'x'.repeat(300_000) })] })).toMatchObject({ status: 413, code: 'BODY_LARGE' });
    expect(await post(good, { to: 'nobody' })).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect((await fetch(new URL(`/webhooks/carriers/${code}`, server.url))).status).toBe(405);
    const { data } = await server.graphql('query ($id: ID!) { node(id: $id) { ... on Carrier { refusals { reason count } webhooks { totalCount totals { told stored unassigned } } } } }', { id: carrier }, { key: owner });
    expect(data.node.refusals.map(({ reason, count }: { reason: string; count: number }) => `${reason} ${count}`).toSorted()).toEqual(['BODY 3', 'SIGNATURE 2', 'SIZE 1', 'TIME 2']);
    expect(data.node.webhooks).toMatchObject({ totalCount: 2 });
  });

  it('is good under the former secret for a day after it was renewed', async () => {
    const former = secret;
    secret = (await yard.firm.act(renewWebhookSecret, { carrierId: carrier })).secret ?? '';
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    expect((await post({ events: [event()] }, { key: former })).status).toBe(200);
    server.now.set('2026-01-06T10:00:00Z');
    expect((await post({ events: [event()] }, { key: former, seconds: Date.parse('2026-01-06T10:00:00Z') / 1000 })).status).toBe(401);
    expect((await post({ events: [event()] }, { seconds: Date.parse('2026-01-06T10:00:00Z') / 1000 })).status).toBe(200);
    server.now.set(`${yard.firm.day}T09:00:00Z`);
  });
});

describe('the API', () => {
  const parcel = `query ($id: ID!) { parcelScans(parcelLabelId: $id) { kind place source } node(id: $id) { ... on ParcelLabel { state status isUnderway isLate daysLate carrierName deliveryNumber trackingNumber price { amount } filePath hasFile
    delivery { number } orderCost { number } actions { name allowed } timeline(first: 10) { nodes { kind } } } } }`;

  it('shows a parcel with its way, and prints its label', async () => {
    const { data } = await server.graphql(parcel, { id: globalId('ParcelLabel', label.id) }, { key: owner });
    expect(data.parcelScans).toEqual([{ kind: 'IN_TRANSIT', place: null, source: 'WEBHOOK' }, { kind: 'IN_TRANSIT', place: 'Hub', source: 'WEBHOOK' }]);
    expect(data.node).toMatchObject({ state: 'IN_TRANSIT', status: 'BOUGHT', isUnderway: true, carrierName: 'Carrier 1', price: { amount: '5.80' }, hasFile: true });
    expect(data.node.actions).toEqual([{ name: 'retryLabel', allowed: false }, { name: 'cancelLabel', allowed: false }, { name: 'trackParcel', allowed: true }, { name: 'noteTracking', allowed: true }]);
    const read = (key: string | null) => fetch(new URL(data.node.filePath, server.url), { headers: key ? { authorization: `Bearer ${key}` } : {} });
    const file = await read(owner);
    expect([file.status, file.headers.get('content-type'), (await file.text()).slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-']);
    expect((await read(null)).status).toBe(401);
    expect((await read(await keyOf(yard.firm, 'COLLECTOR'))).status).toBe(200);
  });

  it('shows prices and carriers to those who may see costs and carriers, and secrets to nobody', async () => {
    const { errors } = await server.graphql(parcel, { id: globalId('ParcelLabel', label.id) }, { key: await keyOf(yard.firm, 'SALES') });
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    expect((await server.graphql('{ carriers { nodes { name } } }', {}, { key: await keyOf(yard.firm, 'PARTNER') })).errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'carriers.read' });
    await yard.firm.act(setCarrierKey, { carrierId: carrier, apiKey: 'very-secret-key' });
    const { data } = await server.graphql('{ carriers { nodes { name hasKey hasWebhookSecret webhookPath underway simulation actions { name allowed } timeline(first: 20) { nodes { kind } } } } }', {}, { key: owner });
    expect(data.carriers.nodes[0]).toMatchObject({ hasKey: true, hasWebhookSecret: true, webhookPath: `/webhooks/carriers/${code}`, underway: 1 });
    expect(JSON.stringify(data)).not.toContain('very-secret-key');
    expect((await yard.firm.db.rows<{ text: string }>(sql`SELECT coalesce(string_agg(row_to_json(e)::text, ' '), '') text FROM "Event" e`))[0]?.text).not.toMatch(/very-secret-key|whsec_/);
  });
});

describe('a carrier\'s bill', () => {
  it('is compared with the labels, and a charge that is accepted becomes the freight of its order', async () => {
    const lines = [{ trackingNumber: label.trackingNumber, charged: '7.30', weight: '3' }, { trackingNumber: label.trackingNumber, charged: '7.30' }, { trackingNumber: 'OTHER', charged: '1.00' }];
    const { carrierBill = '' } = await yard.firm.act(recordCarrierBill, { carrierId: carrier, reference: 'B-1', billedOn: yard.firm.day, lines });
    expect(await yard.firm.refusal(recordCarrierBill, { carrierId: carrier, reference: 'B-1', billedOn: yard.firm.day, lines })).toBe('CARRIER_BILL_KNOWN');
    const read = async () => (await server.graphql('query ($id: ID!) { node(id: $id) { ... on CarrierBill { total { amount } differing actions { name allowed } lines { id no verdict charged { amount } labelPrice { amount } difference { amount } acceptedAt actions { name allowed } } } } }', { id: globalId('CarrierBill', carrierBill) }, { key: owner })).data.node;
    const bill = await read();
    expect(bill).toMatchObject({ total: { amount: '15.60' }, differing: 3 });
    expect(bill.lines.map(({ verdict, difference }: { verdict: string; difference: { amount: string } }) => [verdict, difference.amount])).toEqual([['DEARER', '1.50'], ['TWICE', '1.50'], ['UNKNOWN', '1.00']]);
    const freight = async () => (await yard.firm.one<{ sum: string }>(sql`SELECT sum(l."companyMinor")::text sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = '5300' AND l."orderId" = ${uuid(order)}::uuid`)).sum;
    expect(await freight()).toBe('580');
    expect(await yard.firm.refusal(acceptCharge, { lineId: bill.lines[1].id })).toBe('CHARGE_STATE');
    await yard.firm.act(acceptCharge, { lineId: bill.lines[0].id });
    expect(await yard.firm.refusal(acceptCharge, { lineId: bill.lines[0].id })).toBe('CHARGE_STATE');
    expect(await yard.firm.refusal(removeCarrierBill, { carrierBillId: globalId('CarrierBill', carrierBill) })).toBe('CHARGE_STATE');
    await yard.follow();
    expect(await freight()).toBe('730');
    expect(await read()).toMatchObject({ differing: 2 });
    await yard.clean();
    await yard.firm.act(withdrawCharge, { lineId: bill.lines[0].id, reason: 'Weighed wrongly' });
    await yard.follow();
    expect(await freight()).toBe('580');
    await yard.clean();
    await yard.firm.act(removeCarrierBill, { carrierBillId: globalId('CarrierBill', carrierBill) });
    expect(await yard.firm.one(sql`SELECT count(*)::int count FROM "CarrierBillLine"`)).toEqual({ count: 0 });
  });
});

describe('a gateway', () => {
  const asked: { verb: string; key: string | undefined; authorization: string | undefined; body: Record<string, unknown> }[] = [];
  let gate: Server;
  let answers: (verb: string) => { status: number; body: unknown };
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

  beforeAll(async () => {
    gate = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
        const verb = (request.url ?? '').split('/').at(-1) ?? '';
        asked.push({ verb, key: String(request.headers['idempotency-key']), authorization: request.headers.authorization, body: JSON.parse(Buffer.concat(pieces).toString()) });
        const { status, body } = answers(verb);
        response.writeHead(status, { 'content-type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => { gate.listen(0, '127.0.0.1', resolve); });
  });
  afterAll(() => new Promise((resolve) => { gate.close(resolve); }));

  it('is asked by four verbs, with its key, and its answers are read or not taken', async () => {
    const gateway = await yard.carrier({ adapter: 'GATEWAY', address: `http://127.0.0.1:${(gate.address() as AddressInfo).port}/v1/`, timeoutMs: 2000 });
    await yard.firm.act(setCarrierKey, { carrierId: gateway, apiKey: 'gate-key' });
    const services = [{ code: 'NEXT', name: 'Next day', price: '12.50', currencyCode: 'USD', days: 1, validUntil: '2026-02-01T00:00:00Z' }, { code: 'SLOW', name: 'By sea', price: '3.00', currencyCode: 'EUR', days: 9, validUntil: '2026-02-01T00:00:00Z' }];
    const parcel = await yard.packed();
    answers = () => ({ status: 503, body: 'Busy' });
    await yard.firm.act(askRates, { deliveryId: parcel.delivery, carrierIds: [gateway] });
    await yard.carry();
    answers = () => ({ status: 200, body: { services } });
    yard.clock.now = new Date(yard.clock.now.getTime() + 3000);
    await yard.carry();
    expect(asked.map(({ verb, authorization }) => [verb, authorization])).toEqual([['rate', 'Bearer gate-key'], ['rate', 'Bearer gate-key']]);
    expect(asked[0]?.key).toBe(asked[1]?.key);
    expect(asked[0]?.body).toMatchObject({ parcels: [{ weight: '2', length: null }], currencyCode: 'USD' });
    const [first, second] = await yard.quotes(parcel.delivery);
    expect(await yard.firm.refusal(buyLabels, { quoteId: globalId('CarrierQuote', first?.id ?? '') })).toBe('RATE_CURRENCY');
    await yard.firm.act(buyLabels, { quoteId: globalId('CarrierQuote', second?.id ?? '') });
    answers = () => ({ status: 200, body: { trackingNumber: 'GW 1' } });
    await yard.carry();
    expect((await yard.firm.one<{ problem: string }>(sql`SELECT problem FROM "CarrierRequest" WHERE verb = 'LABEL' AND "carrierId" = ${uuid(gateway)}::uuid`)).problem).toMatch(/^The answer cannot be read: trackingNumber/);
    answers = () => ({ status: 200, body: { trackingNumber: 'GW-1', price: '12.50', currencyCode: 'USD', mediaType: 'image/png', file: png, promisedOn: '2026-01-07' } });
    yard.clock.now = new Date(yard.clock.now.getTime() + 6000);
    await yard.carry();
    expect((await yard.labels(parcel.delivery))[0]).toMatchObject({ status: 'BOUGHT', trackingNumber: 'GW-1', priceMinor: '1250', promisedOn: '2026-01-07' });
    expect(new Set(asked.filter(({ verb }) => verb === 'label').map(({ key }) => key)).size).toBe(1);
    await yard.clean();
  });

  it('that declines is not asked again', async () => {
    const gateway = await yard.carrier({ adapter: 'GATEWAY', address: `http://127.0.0.1:${(gate.address() as AddressInfo).port}`, timeoutMs: 2000 });
    answers = () => ({ status: 422, body: { message: 'No service there' } });
    const parcel = await yard.packed();
    await yard.firm.act(askRates, { deliveryId: parcel.delivery, carrierIds: [gateway] });
    await yard.carry();
    expect(await yard.firm.one(sql`SELECT r.status, r.problem, c.outcome FROM "CarrierRequest" r JOIN "CarrierCall" c ON c."requestId" = r.id WHERE r."carrierId" = ${uuid(gateway)}::uuid`))
      .toEqual({ status: 'FAILED', problem: '422 {"message":"No service there"}', outcome: 'DECLINED' });
  });
});
