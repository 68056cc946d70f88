import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '../../server/src/carriers/mailParcels.ts';
import { watchParcels } from '../../server/src/carriers/watchParcels.ts';
import { shipDelivery } from '../../server/src/fulfilment/shipDelivery.ts';
import { setCustomerCorrespondence } from '../../server/src/documents/correspondence.ts';
import { saveMailTemplate, setMailRule } from '../../server/src/messaging/mailSettings.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { later, sql, uuid } from '../support/trade.ts';
import { calm, openYard, type Yard } from './support.ts';

let yard: Yard;
beforeAll(async () => { yard = await openYard(); });
afterAll(() => yard.close());

const at = (day: string, hour = 9) => { yard.firm.day = day as typeof yard.firm.day; yard.clock.now = new Date(`${day}T${String(hour).padStart(2, '0')}:00:00Z`); };
/** A parcel on its way, of a carrier that behaves so. */
async function sent(behaving: Partial<Record<keyof typeof calm, number>>) {
  const carrier = await yard.carrier({ simulation: { ...calm, ...behaving } });
  const { delivery, order } = await yard.packed();
  await yard.labelled(delivery, carrier);
  await yard.firm.act(shipDelivery, { deliveryId: delivery });
  const { customerId } = await yard.firm.one<{ customerId: string }>(sql`SELECT "customerId" FROM "Order" WHERE id = ${uuid(order)}::uuid`);
  return { delivery, order, customerId: globalId('Customer', customerId) };
}
const mails = (delivery: string) => yard.firm.db.rows<{ kind: string; to: string; language: string; subject: string; body: string }>(
  sql`SELECT kind::text, "toAddress" AS to, language::text, subject, body FROM "Mail" WHERE "subjectId" = ${uuid(delivery)}::uuid ORDER BY "createdAt", kind`);
/** What the simulator tells until the day. */
async function days(from: string, count: number): Promise<void> {
  for (let passed = 0; passed < count; passed += 1) {
    at(later(from as typeof yard.firm.day, passed), 20);
    await yard.firm.act(watchParcels, {});
    await yard.carry();
    await yard.follow();
  }
}

describe('a parcel that does not come', () => {
  it('is written about to the order\'s sales person, and to the customer in their language, once each, where the firm wants that', async () => {
    at('2026-01-08');
    const { delivery, order, customerId } = await sent({ late: 100 });
    await yard.firm.act(setCustomerCorrespondence, { customerId, email: 'ana@shop.example', language: 'SW' });
    const { id: person } = await yard.firm.one<{ id: string }>(sql`INSERT INTO "SalesPerson" (id, "companyId", name) SELECT gen_random_uuid(), id, 'Sam' FROM "Company" RETURNING id`);
    await yard.firm.db.rows(sql`UPDATE "User" SET "salesPersonId" = ${person}::uuid WHERE email = 'owner@example.com'`);
    await yard.firm.db.rows(sql`UPDATE "Order" SET "salesPersonId" = ${person}::uuid WHERE id = ${uuid(order)}::uuid`);
    for (const kind of ['PARCEL_ALERT', 'PARCEL_NOTICE']) await yard.firm.act(setMailRule, { kind, isOn: true });
    await yard.firm.act(saveMailTemplate, { kind: 'PARCEL_ALERT', language: 'EN', subject: '{orderNumber}: {trouble}', body: '{trackingNumber} by {carrier}, promised for {dueOn}' });
    await days('2026-01-09', 8);
    const [{ promisedOn = '', trackingNumber = '' } = {}] = await yard.labels(delivery);
    expect(promisedOn).toBe('2026-01-13');
    const { number } = await yard.firm.one<{ number: string }>(sql`SELECT number FROM "Order" WHERE id = ${uuid(order)}::uuid`);
    const written = await mails(delivery);
    expect(written.map(({ body: _body, ...rest }) => rest)).toEqual([
      { kind: 'PARCEL_ALERT', to: 'owner@example.com', language: 'EN', subject: `${number}: it is late` },
      { kind: 'PARCEL_NOTICE', to: 'ana@shop.example', language: 'SW', subject: `Oda yenu ${number}: kifurushi kimechelewa` },
    ]);
    expect(written[0]?.body).toContain(trackingNumber);
    expect(written[1]?.body).toContain(`Namba ya ufuatiliaji: ${trackingNumber}`);
    await yard.clean();
  });

  it('is not written about where the firm does not want that, nor to a customer who does not', async () => {
    at('2026-01-18');
    await yard.firm.act(setMailRule, { kind: 'PARCEL_ALERT', isOn: false });
    const { delivery, customerId } = await sent({ late: 100 });
    await yard.firm.act(setCustomerCorrespondence, { customerId, email: 'bo@shop.example', declined: ['PARCEL_NOTICE'] });
    await days('2026-01-19', 8);
    expect((await yard.labels(delivery))[0]?.lateSince ?? (await yard.labels(delivery))[0]?.deliveredOn).not.toBe(null);
    expect(await mails(delivery)).toEqual([]);
  });

  it('that the carrier lost is told so, and to a customer without an address is not', async () => {
    at('2026-01-27');
    const { delivery } = await sent({ lost: 100 });
    const { delivery: known, customerId } = await sent({ lost: 100 });
    await yard.firm.act(setCustomerCorrespondence, { customerId, email: 'cy@shop.example' });
    await days('2026-01-28', 12);
    expect((await mails(known)).map(({ kind, body }) => [kind, body.includes('it is late'), body.includes('it is lost')])).toEqual([['PARCEL_NOTICE', true, false], ['PARCEL_NOTICE', false, true]]);
    expect(await mails(delivery)).toEqual([]);
    expect(await yard.firm.db.rows(sql`SELECT data->>'mail' AS mail FROM "Event" WHERE kind = 'mailWithoutAddress' AND "subjectId" = ${uuid(delivery)}::uuid`)).toContainEqual({ mail: 'PARCEL_NOTICE' });
    await yard.clean();
  });
});
