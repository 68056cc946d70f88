// Mails about parcels that do not come: to the orders' sales people, and to the customer, each where the firm has switched it on.
import sql from 'sql-template-tag';
import { mailLanguage, type House } from '../documents/compose.ts';
import { headOf } from '../documents/issue.ts';
import { mailValues, type MailFacts } from '../documents/mailFacts.ts';
import { consume, task, type Task } from '../events/consumers.ts';
import type { EventRow, Language, MailKind } from '../generated/rows.ts';
import { mailRows } from '../messaging/mailRows.ts';
import { filled, templatesOf, wordsOf } from '../messaging/templates.ts';
import { action } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';

type Trouble = 'LATE' | 'LOST';
const isTrouble = (text: string): text is Trouble => text === 'LATE' || text === 'LOST';
const kinds: readonly MailKind[] = ['PARCEL_ALERT', 'PARCEL_NOTICE'];
const causeOf = (kind: MailKind, labelId: string, trouble: Trouble, partyId: string): string => `${kind}:${labelId}:${trouble}:${partyId}`;

interface Person { id: string; name: string; email: string }

/** Not offered: what is written about a parcel that is late or lost, once to each. */
const announceParcel = action({
  name: 'announceParcel', permission: 'mail.send', describe: 'Writes to whom a parcel concerns that does not come.',
  input: { labelId: id('ParcelLabel'), trouble: text({ max: 10 }) }, refusals: [], payload: { queued: 'int' },
  load: async (tx, { labelId }, { company }) => {
    const label = await readRow(tx, 'ParcelLabel', labelId);
    const rules = await selectRows(tx, 'MailRule', sql`t."companyId" = ${company.id} AND t."isOn" AND t.kind::text = ANY(${[...kinds]}::text[])`);
    const [facts] = await tx.rows<MailFacts>(sql`
      SELECT d.id, 'Customer' AS "partyType", p.id AS "partyId", p.name AS "partyName", coalesce(c.email, p.email) AS email, c."copyTo", c.language::text AS language, coalesce(c.declined, '{}') AS declined,
        d.number, (SELECT string_agg(DISTINCT o.number, ', ' ORDER BY o.number) FROM "DeliveryLine" l JOIN "Order" o ON o.id = l."orderId" WHERE l."deliveryId" = d.id) AS "orderNumber",
        d."shippedOn"::text AS date, b."promisedOn"::text AS "dueOn", NULL AS "requiredOn", NULL AS "totalMinor", NULL AS "currencyCode",
        (SELECT string_agg(DISTINCT o."customerReference", ', ') FROM "DeliveryLine" l JOIN "Order" o ON o.id = l."orderId" WHERE l."deliveryId" = d.id) AS reference, k.name AS carrier, b."trackingNumber"
      FROM "ParcelLabel" b JOIN "Delivery" d ON d.id = b."deliveryId" JOIN "Carrier" k ON k.id = b."carrierId" JOIN "Customer" p ON p.id = d."customerId" LEFT JOIN "Correspondence" c ON c."partyId" = p.id WHERE b.id = ${labelId}`);
    const people = await tx.rows<Person>(sql`SELECT u.id, u.name, u.email FROM "User" u WHERE u."isActive" AND u."salesPersonId" IN (
      SELECT coalesce(o."salesPersonId", c."salesPersonId") FROM "DeliveryLine" l JOIN "Order" o ON o.id = l."orderId" JOIN "Customer" c ON c.id = o."customerId" WHERE l."deliveryId" = ${label.deliveryId}) ORDER BY u.id`);
    const written = await tx.rows<{ key: string }>(sql`SELECT "causeKey" AS key FROM "Mail" WHERE "subjectId" = ${label.deliveryId} AND "causeKey" LIKE ${`PARCEL_%:${labelId}:%`}`);
    const house: House = { head: await headOf(tx, company.id, null), templates: await templatesOf(tx, company.id, kinds) };
    return { label, facts, people, house, isOn: (kind: MailKind) => rules.some((rule) => rule.kind === kind), written: new Set(written.map(({ key }) => key)) };
  },
  decide: ({ label, facts, people, house, isOn, written }, { trouble }, ctx) => {
    // What came meanwhile, or was found, is no trouble any more.
    const stands = trouble === 'LATE' ? label.lateSince !== null : label.state === 'LOST';
    if (!facts || !isTrouble(trouble) || !stands) return { rows: [], events: [], result: { queued: 0 } };
    const mail = (kind: MailKind, to: { type: string; id: string; name: string; email: string; copyTo: string | null }, language: Language) => {
      const causeKey = causeOf(kind, label.id, trouble, to.id);
      if (written.has(causeKey)) return [];
      const words = wordsOf(house.templates, kind, language);
      const values = { ...mailValues({ ...facts, partyName: to.name }, language, ctx.company, ctx.today), trouble: message(language.toLowerCase(), `mailText.trouble.${trouble}`, {}) };
      return [mailRows({
        kind, causeKey, subject: { type: 'Delivery', id: label.deliveryId }, party: { type: to.type, id: to.id, name: to.name }, to: to.email, copyTo: to.copyTo, language,
        title: filled(words.subject, values), body: filled(words.body, values), attachments: [],
      }, ctx)];
    };
    const language = mailLanguage(facts, house, ctx);
    const staff = isOn('PARCEL_ALERT') ? people.flatMap((person) => mail('PARCEL_ALERT', { type: 'Colleague', ...person, copyTo: null }, mailLanguage({ ...facts, language: null }, house, ctx))) : [];
    const isTold = isOn('PARCEL_NOTICE') && !facts.declined.includes('PARCEL_NOTICE');
    const customer = isTold && facts.email ? mail('PARCEL_NOTICE', { type: 'Customer', id: facts.partyId, name: facts.partyName, email: facts.email, copyTo: facts.copyTo }, language) : [];
    const made = [...staff, ...customer];
    return {
      rows: made.flatMap(({ rows }) => rows),
      events: [
        ...made.flatMap(({ events }) => events),
        ...(isTold && !facts.email ? [{ kind: 'mailWithoutAddress', subjectType: 'Delivery', subjectId: label.deliveryId, data: { mail: 'PARCEL_NOTICE', name: facts.partyName } }] : []),
      ],
      result: { queued: made.length },
    };
  },
});

/** What is older is no news any more. */
const NEWS_MS = 3 * 86_400_000;

const announced = (trouble: Trouble, { subjectType, subjectId, recordedAt }: EventRow, { now }: Context): Task[] =>
  (subjectType !== 'ParcelLabel' || now.getTime() - recordedAt.getTime() > NEWS_MS ? [] : [task(announceParcel, { labelId: subjectId, trouble })]);

consume('parcelLate', 'mailParcels', async (event, ctx) => announced('LATE', event, ctx));
consume('parcelMoved', 'mailParcels', async (event, ctx) => ((event.data as { to: string }).to === 'LOST' ? announced('LOST', event, ctx) : [])); // written by movedRows
