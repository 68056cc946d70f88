import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askRates, testCarrier } from '../../server/src/carriers/askRates.ts';
import { buyLabels, cancelLabel, retryLabel } from '../../server/src/carriers/labels.ts';
import { createCarrier, updateCarrier } from '../../server/src/carriers/saveCarrier.ts';
import { mishapOf, simulationShape } from '../../server/src/carriers/simulation.ts';
import { cancelDelivery } from '../../server/src/fulfilment/changeDelivery.ts';
import { shipDelivery } from '../../server/src/fulfilment/shipDelivery.ts';
import { stepBackDelivery } from '../../server/src/fulfilment/stepBackDelivery.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { sql, uuid } from '../support/trade.ts';
import { calm, openYard, type LabelRow, type Yard } from './support.ts';

let yard: Yard;
beforeAll(async () => { yard = await openYard(); });
afterAll(() => yard.close());

const rows = <T>(statement: ReturnType<typeof sql>) => yard.firm.db.rows<T>(statement);
const idOf = ({ id }: Pick<LabelRow, 'id'>) => globalId('ParcelLabel', id);
const freight = async (order: string) => (await yard.firm.one<{ sum: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
  WHERE a.code = '5300' AND l."orderId" = ${uuid(order)}::uuid`)).sum;
const sold = async (carrier: string) => (await yard.firm.one<{ count: number }>(sql`SELECT count(*)::int count FROM "SimulatedLabel" WHERE "carrierId" = ${uuid(carrier)}::uuid`)).count;
const wait = (seconds: number) => { yard.clock.now = new Date(yard.clock.now.getTime() + seconds * 1000); };
const requests = (carrier: string) => rows<{ verb: string; status: string; attempts: number; problem: string | null }>(sql`SELECT verb, status, attempts, problem FROM "CarrierRequest" WHERE "carrierId" = ${uuid(carrier)}::uuid ORDER BY "createdAt", id`);
const healthOf = (carrier: string) => yard.firm.one<{ failures: number; paused: boolean; lastProblem: string | null }>(sql`SELECT failures, "pausedUntil" IS NOT NULL paused, "lastProblem" FROM "Carrier" WHERE id = ${uuid(carrier)}::uuid`);

/** A seed with which a call goes wrong in a way at its first try, and not at its second. */
const seedWith = (how: string, rates: object, verb: string, key: string) => {
  for (let seed = 1; seed < 5000; seed += 1) {
    const simulation = simulationShape.parse({ ...calm, ...rates, seed: String(seed) });
    if (mishapOf(simulation, verb, key, 1) === how && mishapOf(simulation, verb, key, 2) === undefined) return String(seed);
  }
  throw new Error('no seed');
};

describe('a label', () => {
  it('is bought at the price that was quoted, printed, and becomes freight of its order', async () => {
    const carrier = await yard.carrier();
    const { delivery, order } = await yard.packed([{ weight: '2', quantity: '2' }, { weight: '1', quantity: '1' }]);
    await yard.firm.act(askRates, { deliveryId: delivery, carrierIds: [carrier] });
    expect(await yard.quotes(delivery)).toEqual([]);
    expect(await yard.carry()).toBe(1);
    const quotes = await yard.quotes(delivery);
    expect(quotes.map(({ serviceCode, priceMinor }) => [serviceCode, priceMinor])).toEqual([['ECONOMY', '1115'], ['STANDARD', '1590'], ['EXPRESS', '3460']]);
    await yard.firm.act(buyLabels, { quoteId: globalId('CarrierQuote', quotes[1]?.id ?? '') });
    expect((await yard.labels(delivery)).map(({ status, state }) => [status, state])).toEqual([['REQUESTED', 'LABELLED'], ['REQUESTED', 'LABELLED']]);
    await yard.carry();
    const labels = await yard.labels(delivery);
    expect(labels.map(({ status, priceMinor, promisedOn }) => [status, priceMinor, promisedOn])).toEqual([['BOUGHT', '830', '2026-01-08'], ['BOUGHT', '760', '2026-01-08']]);
    expect(labels.every(({ trackingNumber }) => /^SIM\d{10}$/.test(trackingNumber ?? ''))).toBe(true);
    expect(await freight(order)).toBe('1590');
    const files = await rows<{ type: string; head: string }>(sql`SELECT f."mediaType" AS type, convert_from(substring(f.data FROM 1 FOR 5), 'UTF8') head FROM "LabelFile" f JOIN "ParcelLabel" l ON l.id = f."labelId" WHERE l."deliveryId" = ${uuid(delivery)}::uuid`);
    expect(files).toEqual([{ type: 'application/pdf', head: '%PDF-' }, { type: 'application/pdf', head: '%PDF-' }]);
    expect(await yard.firm.one(sql`SELECT carrier, d."trackingNumber" = ${labels[0]?.trackingNumber ?? ''} same FROM "Delivery" d WHERE id = ${uuid(delivery)}::uuid`)).toEqual({ carrier: 'Carrier 1', same: true });
    await yard.clean();
  });

  it('keeps its parcel closed: the delivery is not opened or given up until it is cancelled, which takes the freight back', async () => {
    const carrier = await yard.carrier();
    const { delivery, order } = await yard.packed();
    await yard.labelled(delivery, carrier);
    expect(await yard.firm.refusal(stepBackDelivery, { deliveryId: delivery, reason: 'Other box' })).toBe('PARCELS_LABELLED');
    expect(await yard.firm.refusal(cancelDelivery, { deliveryId: delivery, reason: 'No' })).toBe('PARCELS_LABELLED');
    const [label] = await yard.labels(delivery);
    expect(Number(await freight(order))).toBeGreaterThan(0);
    await yard.firm.act(cancelLabel, { labelId: idOf(label as LabelRow), reason: 'Other box' });
    expect((await yard.labels(delivery))[0]?.status).toBe('CANCELLING');
    await yard.carry();
    expect((await yard.labels(delivery))[0]).toMatchObject({ status: 'CANCELLED' });
    expect(await freight(order)).toBe('0');
    await yard.firm.act(stepBackDelivery, { deliveryId: delivery, reason: 'Other box' });
    await yard.clean();
  });

  it('is cancelled at once while nobody was asked for it', async () => {
    const carrier = await yard.carrier();
    const { delivery } = await yard.packed();
    await yard.firm.act(askRates, { deliveryId: delivery, carrierIds: [carrier] });
    await yard.carry();
    await yard.firm.act(buyLabels, { quoteId: globalId('CarrierQuote', (await yard.quotes(delivery))[0]?.id ?? '') });
    await yard.firm.act(cancelLabel, { labelId: idOf((await yard.labels(delivery))[0] as LabelRow), reason: 'Wrong service' });
    expect((await yard.labels(delivery))[0]?.status).toBe('CANCELLED');
    expect(await yard.carry()).toBe(0);
    expect(await sold(carrier)).toBe(0);
    await yard.clean();
  });

  it('is bought once, however often the answer is lost', async () => {
    const carrier = await yard.carrier();
    const { delivery, order } = await yard.packed();
    await yard.firm.act(askRates, { deliveryId: delivery, carrierIds: [carrier] });
    await yard.carry();
    await yard.firm.act(buyLabels, { quoteId: globalId('CarrierQuote', (await yard.quotes(delivery))[0]?.id ?? '') });
    const [label] = await yard.labels(delivery);
    const seed = seedWith('ANSWER_LOST', { answersLost: 50 }, 'label', label?.id ?? '');
    await yard.firm.act(updateCarrier, { carrierId: carrier, version: 1, simulation: { ...calm, answersLost: 50, seed } });
    await yard.carry();
    expect(await sold(carrier)).toBe(1);
    expect((await yard.labels(delivery))[0]).toMatchObject({ status: 'REQUESTED', trackingNumber: null });
    expect((await requests(carrier)).at(-1)).toMatchObject({ verb: 'LABEL', status: 'WAITING', attempts: 1, problem: 'No answer within 0.15 seconds.' });
    expect(await yard.firm.refusal(cancelLabel, { labelId: idOf(label as LabelRow), reason: 'No' })).toBe('LABEL_UNDERWAY');
    expect(await yard.carry()).toBe(0); // not before five seconds have passed
    wait(6);
    await yard.carry();
    const [bought] = await yard.labels(delivery);
    expect(bought?.status).toBe('BOUGHT');
    expect(await sold(carrier)).toBe(1);
    expect(await freight(order)).toBe(bought?.priceMinor);
    await yard.clean();
  });

  it('is given up with a reason and a task after six tries, tried again by hand under the same key, and cancelled where it was made', async () => {
    const carrier = await yard.carrier();
    const { delivery } = await yard.packed();
    await yard.firm.act(askRates, { deliveryId: delivery, carrierIds: [carrier] });
    await yard.carry();
    await yard.firm.act(buyLabels, { quoteId: globalId('CarrierQuote', (await yard.quotes(delivery))[0]?.id ?? '') });
    await yard.firm.act(updateCarrier, { carrierId: carrier, version: 1, simulation: { ...calm, answersLost: 100 } });
    for (let tries = 0; tries < 6; tries += 1) { await yard.carry(); wait(2000); }
    expect((await yard.labels(delivery))[0]).toMatchObject({ status: 'FAILED', problem: 'No answer within 0.15 seconds.' });
    expect(await healthOf(carrier)).toMatchObject({ failures: 6, paused: true });
    await yard.follow();
    const open = () => rows<{ kind: string }>(sql`SELECT kind FROM "Task" WHERE status = 'OPEN' ORDER BY kind`);
    expect((await open()).map(({ kind }) => kind)).toEqual(['carrierAway', 'labelFailed']);
    await yard.firm.act(updateCarrier, { carrierId: carrier, version: 2, simulation: calm });
    const labelId = idOf((await yard.labels(delivery))[0] as LabelRow);
    await yard.firm.act(retryLabel, { labelId });
    await yard.carry();
    expect((await yard.labels(delivery))[0]).toMatchObject({ status: 'BOUGHT', problem: null });
    expect(await sold(carrier)).toBe(1);
    expect(await healthOf(carrier)).toEqual({ failures: 0, paused: false, lastProblem: null });
    await yard.follow();
    expect(await open()).toEqual([]);
    await yard.clean();
  });

  it('of a parcel that no carrier takes is declined at once', async () => {
    const carrier = await yard.carrier();
    const { delivery } = await yard.packed([{ weight: '80', quantity: '2' }]);
    await yard.firm.act(askRates, { deliveryId: delivery, carrierIds: [carrier] });
    await yard.carry();
    expect(await requests(carrier)).toEqual([{ verb: 'RATE', status: 'FAILED', attempts: 1, problem: 'A parcel weighs 70 kg at most.' }]);
    expect(await healthOf(carrier)).toMatchObject({ failures: 0 });
  });
});

describe('what is refused', () => {
  it('without a weight, before packing, from nobody, of an old price, or twice', async () => {
    const carrier = await yard.carrier();
    const light = await yard.packed([{ quantity: '2' }]);
    expect(await yard.firm.refusal(askRates, { deliveryId: light.delivery })).toBe('PARCEL_NOT_WEIGHED');
    await yard.firm.act(stepBackDelivery, { deliveryId: light.delivery, reason: 'To the scale' });
    expect(await yard.firm.refusal(askRates, { deliveryId: light.delivery })).toBe('NOT_PACKED_FOR_LABELS');
    const { delivery } = await yard.packed();
    await yard.firm.act(askRates, { deliveryId: delivery, carrierIds: [carrier] });
    await yard.carry();
    const quoteId = globalId('CarrierQuote', (await yard.quotes(delivery))[0]?.id ?? '');
    expect(await yard.firm.refusal(buyLabels, { quoteId, parcelIds: [globalId('Parcel', uuid(quoteId))] })).toBe('INPUT_INVALID');
    await yard.firm.act(buyLabels, { quoteId });
    expect(await yard.firm.refusal(buyLabels, { quoteId })).toBe('PARCEL_HAS_LABEL');
    await yard.firm.act(updateCarrier, { carrierId: carrier, version: 1, isActive: false });
    expect(await yard.firm.refusal(askRates, { deliveryId: delivery, carrierIds: [carrier] })).toBe('CARRIER_INACTIVE');
    await yard.carry();
    expect(await yard.firm.refusal(buyLabels, { quoteId })).toBe('CARRIER_INACTIVE');
    await yard.firm.act(updateCarrier, { carrierId: carrier, version: 2, isActive: true });
    const [label] = await yard.labels(delivery);
    await yard.firm.act(cancelLabel, { labelId: idOf(label as LabelRow), reason: 'Dearer than thought' });
    yard.clock.now = new Date('2026-01-05T11:00:00Z');
    await yard.carry();
    yard.firm.day = '2026-01-07' as typeof yard.firm.day;
    yard.clock.now = new Date('2026-01-07T09:00:00Z');
    expect(await yard.firm.refusal(buyLabels, { quoteId })).toBe('RATE_EXPIRED');
    await yard.firm.act(shipDelivery, { deliveryId: delivery });
    await yard.clean();
  });

  it('a carrier without a proper address, an account that pays nothing, a code that is taken', async () => {
    const issue = (raw: Record<string, unknown>) => yard.firm.refusal(createCarrier, { code: 'gate', name: 'Gate', adapter: 'GATEWAY', ...raw });
    expect(await issue({})).toBe('INPUT_INVALID');
    for (const address of ['http://carrier.example/api', 'ftp://carrier.example', 'https://me:secret@carrier.example', 'carrier']) expect(await issue({ address })).toBe('INPUT_INVALID');
    expect(await issue({ address: 'https://carrier.example', code: 'carrier-1' })).toBe('INPUT_INVALID');
    expect(await issue({ address: 'https://carrier.example', trackingUrl: 'https://carrier.example/follow' })).toBe('INPUT_INVALID');
    const { id } = await yard.firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '5300'`);
    expect(await issue({ address: 'https://carrier.example', accountId: globalId('Account', id) })).toBe('NOT_A_PAYING_ACCOUNT');
  });
});

describe('a carrier that does not answer', () => {
  it('is left alone after five faults in a row; one call at a time tries whether it answers again', async () => {
    const carrier = await yard.carrier({ simulation: { ...calm, faults: 100 } });
    const test = () => yard.firm.act(testCarrier, { carrierId: carrier });
    for (let calls = 0; calls < 6; calls += 1) await test();
    yard.clock.now = new Date('2026-01-07T12:00:00Z');
    expect(await yard.carry()).toBe(6);
    expect(await healthOf(carrier)).toMatchObject({ failures: 6, paused: true });
    wait(10);
    expect(await yard.carry()).toBe(0);
    wait(130);
    expect(await yard.carry()).toBe(1); // and it is paused again
    await yard.firm.act(updateCarrier, { carrierId: carrier, version: 1, simulation: calm });
    wait(600);
    expect(await yard.carry()).toBe(6);
    expect(await healthOf(carrier)).toEqual({ failures: 0, paused: false, lastProblem: null });
    expect((await requests(carrier)).map(({ status }) => status)).toEqual(Array(6).fill('DONE'));
    await yard.clean();
  });
});
