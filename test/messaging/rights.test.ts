// Who sees which mails: who may see what they are about.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendMails } from '../../server/src/messaging/sendMails.ts';
import { localTransport } from '../../server/src/messaging/transport.ts';
import { sendDocument } from '../../server/src/documents/sendDocuments.ts';
import { keyOf, openPrintShop, type PrintShop } from '../documents/support.ts';

let shop: PrintShop;
beforeAll(async () => {
  shop = await openPrintShop();
  for (const [kind, recordId] of Object.entries({ INVOICE: shop.papers.INVOICE, DELIVERY_NOTE: shop.papers.DELIVERY_NOTE, PURCHASE_ORDER: shop.papers.PURCHASE_ORDER })) {
    await shop.firm.act(sendDocument, { kind, recordId });
  }
  await sendMails({ db: shop.firm.db, now: () => new Date(`${shop.firm.day}T12:00:00Z`), transport: localTransport, from: undefined });
});
afterAll(async () => {
  await shop.server.close();
  await shop.firm.close();
});

const query = '{ mails(orderBy: KIND_ASC) { totalCount nodes { kind status transport aboutLabel html attachments { fileName path } log { no outcome } actions { name allowed } } } }';
const seenBy = async (key: string) => (await shop.server.graphql(query, {}, { key })).data?.mails;

test('mails are seen by who may see what they are about', async () => {
  const kinds = (mails: { nodes: { kind: string }[] }) => mails.nodes.map(({ kind }) => kind);
  expect(kinds(await seenBy(shop.owner))).toEqual(['INVOICE', 'PURCHASE_ORDER', 'SHIPMENT_NOTE']);
  expect(kinds(await seenBy(await keyOf(shop.firm, 'WAREHOUSE')))).toEqual(['PURCHASE_ORDER', 'SHIPMENT_NOTE']);
  expect(kinds(await seenBy(await keyOf(shop.firm, 'COLLECTOR')))).toEqual(['INVOICE', 'SHIPMENT_NOTE']);
  const { errors } = await shop.server.graphql(query, {}, { key: await keyOf(shop.firm, 'PARTNER') });
  expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'mail.read' });
});

test('a file of a mail is read as it was sent, under the same rights', async () => {
  const [invoice] = (await seenBy(shop.owner)).nodes;
  expect(invoice).toMatchObject({ status: 'SENT', transport: 'LOCAL', log: [{ no: 1, outcome: 'SENT' }], actions: [{ name: 'cancelMail', allowed: false }, { name: 'resendMail', allowed: true }, { name: 'reportBounce', allowed: true }] });
  expect(invoice.html).toContain('<html lang="en" dir="ltr">');
  const [{ path, fileName }] = invoice.attachments;
  const file = await shop.get(path);
  expect([file.status, file.headers.get('content-disposition'), (await file.text()).slice(0, 5)]).toEqual([200, `inline; filename="${fileName}"`, '%PDF-']);
  expect((await shop.get(path, await keyOf(shop.firm, 'WAREHOUSE'))).status).toBe(404);
  expect((await shop.get(path, null)).status).toBe(401);
});

test('a mail is read before it is sent, and nothing is sent by that', async () => {
  const preview = 'query ($kind: DocumentKind!, $recordId: ID!, $language: Language) { mailPreview(kind: $kind, recordId: $recordId, language: $language) { to language subject body fileName documentPath } }';
  const { data } = await shop.server.graphql(preview, { kind: 'INVOICE', recordId: shop.papers.INVOICE, language: 'ZH' }, { key: shop.owner });
  expect(data.mailPreview).toMatchObject({ to: 'orders@customer.example', language: 'ZH', subject: expect.stringMatching(/^发票 INV-/), fileName: expect.stringMatching(/^invoice-INV-.*\.pdf$/) });
  expect((await shop.get(data.mailPreview.documentPath)).headers.get('content-language')).toBe('zh');
  expect((await seenBy(shop.owner)).totalCount).toBe(3);
});
