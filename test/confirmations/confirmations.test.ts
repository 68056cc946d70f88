// Proof that invoices and statements arrived and are agreed to: by link, by key, and by word.
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tokenHash } from '../../server/src/access/passwords.ts';
import { createCustomer } from '../../server/src/customers/createCustomer.ts';
import { disputeInvoice, resolveDispute } from '../../server/src/confirmations/disputes.ts';
import { createInvoiceLink, revokeInvoiceLinks } from '../../server/src/confirmations/links.ts';
import { confirmInvoice } from '../../server/src/confirmations/proofs.ts';
import { confirmationShares, invoiceProof } from '../../server/src/confirmations/reports.ts';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { sendDocument } from '../../server/src/documents/sendDocuments.ts';
import '../../server/src/confirmations/links.ts';
import { setMailSender } from '../../server/src/messaging/mailSettings.ts';
import { sendMails } from '../../server/src/messaging/sendMails.ts';
import type { Outgoing } from '../../server/src/messaging/transport.ts';
import { publishEarlyPaymentOffer } from '../../server/src/earlyPayment/offers.ts';
import { setCustomerCorrespondence } from '../../server/src/documents/correspondence.ts';
import type { Role } from '../../server/src/generated/rows.ts';
import { newId } from '../../server/src/shared/newId.ts';
import { insert, write } from '../../server/src/shared/write.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { verify } from '../../server/src/verify.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let trade: Trade;
let server: TestServer;
let product: string;
let customerId: string;
const sent: Outgoing[] = [];
const person = { 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/140', 'accept-language': 'en' };

beforeAll(async () => {
  trade = await startTrade();
  server = await startTestServer({ database: trade.database });
  trade.day = '2026-02-02' as Day;
  server.now.set('2026-02-02T09:00:00Z');
  product = await trade.service();
  await trade.act(setMailSender, { name: 'Firm', address: 'firm@example.com' });
  await trade.act(publishEarlyPaymentOffer, { name: '2 % in 10 days', discountRate: '0.02', days: 10 });
  const { customer = '' } = await trade.act(createCustomer, { code: 'ACME', name: 'Acme <b>& Sons', email: 'acme@example.com' });
  customerId = globalId('Customer', customer);
});
afterAll(async () => {
  expect((await verify(trade.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await server.close();
  await trade.close();
});

const sold = (price = '10') => trade.invoice(customerId, [{ productId: product, quantity: '10', unitPrice: price }, { productId: product, quantity: '1', unitPrice: '5' }]);
const linkTo = async (invoiceId: string, more = {}) => (await trade.act(createInvoiceLink, { invoiceId, ...more })).path ?? '';
const open = (path: string, headers: Record<string, string> = person) => fetch(new URL(path, server.url), { headers, redirect: 'manual' });
const formToken = (html: string) => /name="form" value="([0-9a-f]{64})"/.exec(html)?.[1] ?? '';
const answer = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(new URL(path, server.url), { method: 'POST', headers: { ...person, 'content-type': 'application/x-www-form-urlencoded', ...headers }, body: new URLSearchParams(fields), redirect: 'manual' });
const proofs = async (invoiceId: string) => (await trade.db.rows<{ kind: string }>(sql`SELECT kind::text FROM "DeliveryProof" WHERE "subjectId" = ${uuid(invoiceId)}::uuid ORDER BY "recordedAt", id`)).map(({ kind }) => kind);
const state = async (invoiceId: string) => {
  const { data, errors } = await server.graphql('query ($id: ID!) { node(id: $id) { ... on Invoice { proofState confirmedByName disputed { amount } openItem { disputed { amount } } } } }', { id: invoiceId }, { key: await key('OWNER') });
  expect(errors).toEqual([]);
  return data.node;
};
const key = async (role: Role) => {
  const token = `hsk_live_${randomBytes(24).toString('base64url')}`;
  const { company } = await trade.context();
  await trade.db.transaction((tx) => write(tx, [insert('ApiKey', { id: newId(), companyId: company.id, name: `Key ${token.slice(-6)}`, prefix: token.slice(0, 14), tokenHash: tokenHash(token), role, scopes: [] })]));
  return token;
};

describe('a mailed invoice carries a link', () => {
  test('its token is unguessable, kept as a hash, and leads to a page in the customer\'s language', async () => {
    const invoiceId = await sold();
    await trade.act(sendDocument, { kind: 'INVOICE', recordId: invoiceId });
    const now = () => new Date(`${trade.day}T10:00:00Z`);
    await sendMails({ db: trade.db, now, from: undefined, publicUrl: 'https://pay.example.com/', transport: { kind: 'SMTP', send: (mail) => { sent.push(mail); return Promise.resolve({ outcome: 'SENT', response: 'ok' }); }, close: () => undefined } });
    const [, token = ''] = /https:\/\/pay\.example\.com\/d\/([\w-]{43})$/m.exec(sent.at(-1)?.text ?? '') ?? [];
    expect(token).toHaveLength(43);
    expect(sent.at(-1)?.html).toContain(`<a href="https://pay.example.com/d/${token}">`);
    const kept = await trade.one<{ hash: string; body: string }>(sql`SELECT l."tokenHash" AS hash, m.body FROM "DocumentLink" l JOIN "Mail" m ON m.id = l."mailId"`);
    expect(kept.hash).toBe(createHash('sha256').update(token).digest('hex'));
    expect(kept.body).not.toContain(token);
    expect((await state(invoiceId)).proofState).toBe('SENT');
    const page = await open(`/d/${token}`);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'/);
    expect(html).not.toMatch(/<script|https?:\/\//);
    expect(html).toContain('If you pay early');
    expect(html).toContain('Acme &#60;b&#62;&#38; Sons');
    expect((await open(`/d/${token}/paper.pdf`)).headers.get('content-type')).toBe('application/pdf');
    expect(await proofs(invoiceId)).toEqual(['OPENED', 'DOCUMENT_OPENED']);
  });
  test('a mail that comes back says so', async () => {
    const invoiceId = await sold();
    await trade.act(sendDocument, { kind: 'INVOICE', recordId: invoiceId });
    await sendMails({ db: trade.db, now: () => new Date(`${trade.day}T10:30:00Z`), from: undefined, transport: { kind: 'SMTP', send: () => Promise.resolve({ outcome: 'BOUNCED', response: 'no such user' }), close: () => undefined } });
    expect((await state(invoiceId)).proofState).toBe('BOUNCED');
    const { steps } = await answerReport(invoiceProof, { invoiceId: uuid(invoiceId) }, await trade.context());
    expect(steps.map(({ what }) => what)).toEqual(['QUEUED', 'BOUNCED']);
  });
  test('in Arabic it is read from right to left', async () => {
    const invoiceId = await sold();
    const html = await (await open(await linkTo(invoiceId, { language: 'AR' }))).text();
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain('تأكيد');
  });
});

describe('what a link proves', () => {
  test('a scanner of mails has fetched it, and confirmed nothing; a person with a name has', async () => {
    const invoiceId = await sold();
    const path = await linkTo(invoiceId);
    for (const headers of [{ 'user-agent': 'Barracuda Sentinel', 'accept-language': 'en' }, { 'user-agent': '' }, { ...person, 'sec-purpose': 'prefetch' }]) await open(path, headers as Record<string, string>);
    await fetch(new URL(path, server.url), { method: 'HEAD', headers: person });
    expect([await proofs(invoiceId), (await state(invoiceId)).proofState]).toEqual([['FETCHED'], 'NOT_SENT']);
    const html = await (await open(path)).text();
    expect((await answer(path, { form: formToken(html), answer: 'confirm', name: ' ' })).status).toBe(422);
    expect((await answer(path, { form: formToken(html), answer: 'confirm', name: 'Ada' })).status).toBe(303);
    expect(await (await open(path)).text()).toContain('Confirmed by Ada');
    expect((await answer(path, { form: formToken(html), answer: 'confirm', name: 'Ada' })).status).toBe(303);
    expect([await proofs(invoiceId), await state(invoiceId)]).toMatchObject([['FETCHED', 'OPENED', 'CONFIRMED'], { proofState: 'CONFIRMED', confirmedByName: 'Ada' }]);
  });
  test('a form from elsewhere, or made up, is not taken', async () => {
    const invoiceId = await sold();
    const path = await linkTo(invoiceId);
    const html = await (await open(path)).text();
    expect((await answer(path, { answer: 'confirm', name: 'Eve' })).status).toBe(403);
    expect((await answer(path, { form: formToken(html), answer: 'confirm', name: 'Eve' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await fetch(new URL(path, server.url), { method: 'POST', headers: { ...person, 'content-type': 'application/json' }, body: '{}' })).status).toBe(403);
    expect(await proofs(invoiceId)).toEqual(['OPENED']);
  });
  test('what is disputed is marked on the open item, with its lines, and settled by a credit note of the invoice', async () => {
    const invoiceId = await sold();
    const path = await linkTo(invoiceId);
    const html = await (await open(path)).text();
    const [, line = ''] = [...html.matchAll(/name="line" value="([0-9a-f-]{36})"/g)][1] ?? [];
    expect((await answer(path, { form: formToken(html), answer: 'dispute', name: 'Bo', reason: 'PRICE', text: 'Five is too much', line })).status).toBe(303);
    expect(await state(invoiceId)).toMatchObject({ proofState: 'DISPUTED', disputed: { amount: '5.00' }, openItem: { disputed: { amount: '5.00' } } });
    const dispute = await trade.one<{ id: string; number: string }>(sql`SELECT id, number FROM "InvoiceDispute" WHERE "invoiceId" = ${uuid(invoiceId)}::uuid`);
    expect(dispute.number).toMatch(/^DSP-2026-\d{5}$/);
    const disputeId = globalId('InvoiceDispute', dispute.id);
    expect(await trade.refusal(resolveDispute, { disputeId, resolution: 'CREDITED', text: 'Right' })).toBe('INPUT_INVALID');
    const { creditNote = '' } = await trade.act(creditInvoice, { invoiceId, reason: 'Price', lines: [{ invoiceLineId: globalId('InvoiceLine', line), amount: '5.00' }] });
    await trade.act(resolveDispute, { disputeId, resolution: 'CREDITED', creditNoteId: globalId('Invoice', creditNote), text: 'Right' });
    expect(await state(invoiceId)).toMatchObject({ proofState: 'OPENED', disputed: { amount: '0.00' } });
    expect(await trade.refusal(resolveDispute, { disputeId, resolution: 'STANDS', text: 'Twice' })).toBe('DISPUTE_CLOSED');
  });
  test('a link ends: revoked, or after its days', async () => {
    const invoiceId = await sold();
    const [path, short] = [await linkTo(invoiceId), await linkTo(invoiceId, { days: 1 })];
    server.now.set('2026-02-04T09:00:00Z');
    expect([(await open(path)).status, (await open(short)).status]).toEqual([200, 404]);
    await trade.act(revokeInvoiceLinks, { invoiceId });
    expect((await open(path)).status).toBe(404);
    server.now.set('2026-02-02T09:00:00Z');
  });
  test('who guesses is slowed down', async () => {
    server.now.set('2026-02-05T09:00:00Z');
    const answers = [];
    for (let at = 0; at < 20; at += 1) answers.push((await open(`/d/${'A'.repeat(43)}`)).status);
    expect(new Set(answers)).toEqual(new Set([404, 429]));
    server.now.set('2026-02-09T09:00:00Z');
  });
});

test('a partner confirms and disputes by key; staff by word, with the name; no more than the invoice is disputed', async () => {
  const [first, second] = [await sold(), await sold()];
  const token = await key('PARTNER');
  const { data } = await server.graphql('mutation ($input: ConfirmInvoiceInput!) { confirmInvoice(input: $input) { __typename ... on ConfirmInvoicePayload { invoice { proofState } } ... on Refusal { code } } }', { input: { invoiceId: first, personName: 'Robot' } }, { key: token });
  expect(data.confirmInvoice).toEqual({ __typename: 'ConfirmInvoicePayload', invoice: { proofState: 'CONFIRMED' } });
  expect(await trade.refusal(confirmInvoice, { invoiceId: first, personName: 'Again' })).toBe('CONFIRMED_ALREADY');
  expect(await trade.refusal(disputeInvoice, { invoiceId: second, reason: 'OTHER', text: 'All', personName: 'Cy', amount: '105.01' })).toBe('DISPUTE_TOO_MUCH');
  await trade.act(disputeInvoice, { invoiceId: second, reason: 'OTHER', text: 'All', personName: 'Cy' });
  expect(await trade.refusal(disputeInvoice, { invoiceId: second, reason: 'OTHER', text: 'More', personName: 'Cy', amount: '0.01' })).toBe('DISPUTE_TOO_MUCH');
  expect(await trade.db.rows(sql`SELECT channel::text AS channel FROM "DeliveryProof" WHERE "subjectId" IN (${uuid(first)}::uuid, ${uuid(second)}::uuid) ORDER BY 1`)).toEqual([{ channel: 'API' }, { channel: 'STAFF' }]);
});

test('shares of what was sent, opened, confirmed and disputed in time, by month', async () => {
  const told = await answerReport(confirmationShares, { from: '2026-02-01' as Day, to: later('2026-02-01' as Day, 27), withinDays: 365 }, await trade.context());
  expect(told.totals).toMatchObject({ sent: 1, opened: 6, confirmed: 2, disputed: 2 });
  expect(told.rows).toHaveLength(1);
});

test('the customer\'s language is that of the correspondence', async () => {
  await trade.act(setCustomerCorrespondence, { customerId, language: 'FA' });
  expect(await (await open(await linkTo(await sold()))).text()).toContain('<html lang="fa" dir="rtl">');
});
