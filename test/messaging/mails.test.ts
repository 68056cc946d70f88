// Mails: once each, in whose words, and what becomes of them when the mail server is not well.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setCustomerCorrespondence } from '../../server/src/documents/correspondence.ts';
import { sendDocument, sendDocuments } from '../../server/src/documents/sendDocuments.ts';
import { runConsumers } from '../../server/src/events/consumers.ts';
import { cancelMail, reportBounce, resendMail } from '../../server/src/messaging/changeMails.ts';
import { removeMailTemplate, saveMailTemplate, setMailRule, setMailSender } from '../../server/src/messaging/mailSettings.ts';
import { sendMails } from '../../server/src/messaging/sendMails.ts';
import { localTransport, smtpTransport, type Transport } from '../../server/src/messaging/transport.ts';
import { convertQuotation } from '../../server/src/quotations/convertQuotation.ts';
import { sendQuotation } from '../../server/src/quotations/answerQuotation.ts';
import { createQuotation } from '../../server/src/quotations/draftQuotation.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import '../../server/src/schema.ts';
import { settled } from '../support/settled.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

interface Got { to: string[]; source: string; id: string }
/** A mail server that does as it is told: what it does with the next mails, in turn; then it takes them. */
class Post {
  readonly got: Got[] = [];
  readonly moods: ('take' | 'later' | 'never' | 'hangUp' | 'takeAndHangUp' | 'slow')[] = [];
  private readonly server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], logger: false,
    onRcptTo: (address, _session, callback) => {
      const [mood] = this.moods;
      if (mood === 'later' || mood === 'never') {
        this.moods.shift();
        callback(Object.assign(new Error(mood === 'later' ? 'Try again later' : 'No such mailbox'), { responseCode: mood === 'later' ? 451 : 550 }));
      } else callback(address.address === 'nobody@customer.example' ? Object.assign(new Error('No such mailbox'), { responseCode: 550 }) : null);
    },
    onData: (stream, session, callback) => {
      const take = async () => {
        const mood = this.moods.shift() ?? 'take';
        const source = await text(stream);
        if (mood === 'hangUp') { this.dropAll(); return; }
        this.got.push({ to: session.envelope.rcptTo.map(({ address }) => address), source, id: /^message-id:\s*(\S+)/im.exec(source)?.[1] ?? '' });
        if (mood === 'takeAndHangUp') this.dropAll();
        else setTimeout(callback, mood === 'slow' ? 1500 : 0);
      };
      void take();
    },
  });

  async open(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server.server, 'listening');
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  private dropAll(): void {
    for (const connection of (this.server as unknown as { connections: Set<{ _socket: { destroy(): void } }> }).connections) connection._socket.destroy();
  }

  close(): Promise<void> { return new Promise((resolve) => { this.server.close(() => resolve()); }); }
}

let firm: Trade;
let post: Post;
let transport: Transport;
let clock: Date;
beforeAll(async () => { firm = await startTrade(); });
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});
beforeEach(async () => {
  post = new Post();
  transport = smtpTransport(await post.open());
  clock = new Date(`${firm.day}T10:00:00Z`);
});
afterEach(async () => {
  transport.close();
  await post.close();
  await firm.db.rows(sql`UPDATE "MailRule" SET "isOn" = FALSE`);
  await firm.db.rows(sql`UPDATE "Mail" SET status = 'CANCELLED', "dueAt" = NULL WHERE status = 'QUEUED'`);
});

const send = (by = transport) => sendMails({ db: firm.db, now: () => clock, transport: by, from: 'firm@example.com' });
const later = (seconds: number) => { clock = new Date(clock.getTime() + seconds * 1000); };
const mailOf = (id: string) => firm.one<Record<string, string | number | null>>(sql`SELECT status::text, attempts, problem, "sentAt"::text AS "sentAt", "dueAt"::text AS "dueAt", "toAddress", language::text, subject, body FROM "Mail" WHERE id = ${id}`);
let count = 0;
const customer = async (more: Record<string, unknown> = {}) => { count += 1; return firm.customer({ email: `c${count}@customer.example`, ...more }); };
const ordered = async (customerId: string) => firm.order(customerId, [{ productId: await firm.product('1'), quantity: '2', unitPrice: '10' }], { customerReference: 'PO-77' });
const sent = async (customerId: string, more: Record<string, unknown> = {}) => (await firm.act(sendDocument, { kind: 'ORDER_CONFIRMATION', recordId: await ordered(customerId), ...more })).mail ?? '';
const events = async (kind: string, subject: string) => firm.db.rows(sql`SELECT 1 FROM "Event" WHERE kind = ${kind} AND "subjectId" = ${subject}`);

describe('what happens is announced by itself', () => {
  test('an order, its goods and its invoice are mailed once each, within a minute', async () => {
    for (const kind of ['ORDER_CONFIRMATION', 'SHIPMENT_NOTE', 'INVOICE']) await firm.act(setMailRule, { kind, isOn: true });
    const customerId = await customer();
    const orderId = await ordered(customerId);
    await firm.ship(orderId);
    await settled(firm.db);
    await runConsumers(firm.db, () => clock);
    await runConsumers(firm.db, () => clock);
    later(30);
    await Promise.all([send(), send()]);
    const subjects = post.got.map(({ source }) => /^subject:\s*(.+)$/im.exec(source)?.[1]).sort();
    expect(subjects).toEqual([expect.stringMatching(/^Invoice INV-/), expect.stringMatching(/^Your order ORD-\S+$/), expect.stringMatching(/^Your order ORD-\S+ is on its way$/)]);
    expect(post.got.every(({ to, source }) => to[0] === `c${count}@customer.example` && /content-type: application\/pdf/i.test(source))).toBe(true);
    await runConsumers(firm.db, () => clock);
    expect(await send()).toBe(0);
    expect(await events('mailSent', uuid(orderId))).toHaveLength(1);
  });

  test('a quotation goes to the customer or the prospect when it is sent, once, and again by hand', async () => {
    await firm.act(setMailRule, { kind: 'QUOTATION', isOn: true });
    const line = { productId: await firm.product('1'), quantity: '2', unitPrice: '10' };
    const drafts = [{ customerId: await customer() }, { prospectName: 'Somebody New', prospectEmail: 'new@customer.example' }].map(async (whom) => globalId('Quotation', (await firm.act(createQuotation, { ...whom, lines: [line] })).quotation ?? ''));
    const [toCustomer = '', toProspect = ''] = await Promise.all(drafts);
    for (const quotationId of [toCustomer, toProspect]) await firm.act(sendQuotation, { quotationId });
    await settled(firm.db);
    await runConsumers(firm.db, () => clock);
    await runConsumers(firm.db, () => clock);
    await Promise.all([send(), send()]);
    expect(post.got.map(({ to, source }) => [to[0], /^subject:\s*(.+)$/im.exec(source)?.[1], /content-type: application\/pdf/i.test(source)]).sort()).toEqual([
      [`c${count}@customer.example`, expect.stringMatching(/^Our quotation QUO-/), true], ['new@customer.example', expect.stringMatching(/^Our quotation QUO-/), true],
    ]);
    await firm.act(sendDocument, { kind: 'QUOTATION', recordId: toProspect });
    const draft = globalId('Order', (await firm.act(convertQuotation, { quotationId: toCustomer })).order ?? '');
    expect(await firm.refusal(sendDocument, { kind: 'ORDER_CONFIRMATION', recordId: draft })).toBe('NOT_FOUND');
    await send();
    expect(post.got.map(({ to }) => to[0])).toHaveLength(3);
    expect(await firm.db.rows(sql`SELECT "partyType", "partyName" FROM "Mail" WHERE "subjectId" = ${uuid(toProspect)}`)).toEqual(Array.from({ length: 2 }, () => ({ partyType: 'Quotation', partyName: 'Somebody New' })));
  });

  test('not where the firm has not switched it on, nor to whom does not want it, nor of what is long past', async () => {
    await firm.act(setMailRule, { kind: 'ORDER_CONFIRMATION', isOn: true });
    const declining = await customer();
    await firm.act(setCustomerCorrespondence, { customerId: declining, declined: ['ORDER_CONFIRMATION'] });
    const orderId = await ordered(declining);
    await firm.ship(orderId);
    await settled(firm.db);
    await runConsumers(firm.db, () => clock);
    await ordered(await customer());
    await settled(firm.db);
    await runConsumers(firm.db, () => new Date(clock.getTime() + 5 * 86_400_000));
    expect(await send()).toBe(0);
  });

  test('in the language and to the address of the customer', async () => {
    await firm.act(setMailRule, { kind: 'ORDER_CONFIRMATION', isOn: true });
    const customerId = await customer();
    await firm.act(setCustomerCorrespondence, { customerId, language: 'FA', email: 'papers@customer.example', copyTo: 'boss@customer.example' });
    await ordered(customerId);
    await settled(firm.db);
    await runConsumers(firm.db, () => clock);
    await send();
    const row = await firm.one<{ language: string; subject: string; body: string }>(sql`SELECT language::text, subject, body FROM "Mail" WHERE "partyId" = ${uuid(customerId)}`);
    expect([row.language, row.subject.startsWith('سفارش شما'), row.body.includes('۱۴۰۴')]).toEqual(['FA', true, true]);
    expect(post.got.map(({ to }) => to)).toEqual([['papers@customer.example', 'boss@customer.example']]);
  });

  test('who has no address is told of at the record', async () => {
    await firm.act(setMailRule, { kind: 'ORDER_CONFIRMATION', isOn: true });
    const orderId = await ordered(await firm.customer());
    await settled(firm.db);
    await runConsumers(firm.db, () => clock);
    expect([await send(), (await events('mailWithoutAddress', uuid(orderId))).length]).toEqual([0, 1]);
  });
});

describe('a mail server that is not well', () => {
  test('is asked again after growing waits, and the mail leaves once', async () => {
    const mail = await sent(await customer());
    post.moods.push('later', 'hangUp');
    await send();
    expect(await mailOf(mail)).toMatchObject({ status: 'QUEUED', attempts: 1, problem: expect.stringContaining('451') });
    expect(await send()).toBe(0);
    later(10);
    await send();
    expect(await mailOf(mail)).toMatchObject({ status: 'QUEUED', attempts: 2 });
    later(30);
    await send();
    expect([await mailOf(mail), post.got.length]).toMatchObject([{ status: 'SENT', attempts: 3, problem: null, dueAt: null }, 1]);
  });

  test('that took it and hung up gets it once more, under the same Message-ID', async () => {
    await sent(await customer());
    post.moods.push('takeAndHangUp');
    await send();
    later(10);
    await send();
    expect([post.got.length, new Set(post.got.map(({ id }) => id)).size]).toEqual([2, 1]);
  });

  test('that is slow is waited for, and nobody sends the same mail meanwhile', async () => {
    await sent(await customer());
    post.moods.push('slow');
    const tries = await Promise.all([send(), send(), send()]);
    expect([tries.reduce((sum, each) => sum + each, 0), post.got.length]).toEqual([1, 1]);
  });

  test('that refuses the address for good is not asked again; a task says so', async () => {
    const mail = await sent(await customer({ email: 'nobody@customer.example' }));
    await send();
    later(86_400);
    expect([await send(), await mailOf(mail)]).toMatchObject([0, { status: 'BOUNCED', attempts: 1, dueAt: null }]);
    const { subject } = await firm.one<{ subject: string }>(sql`SELECT "subjectId"::text AS subject FROM "Mail" WHERE id = ${mail}`);
    expect(await firm.db.rows(sql`SELECT 1 FROM "Task" WHERE kind = 'mailFailed' AND status = 'OPEN' AND "subjectId" = ${subject}::uuid`)).toHaveLength(1);
  });

  test('that is away for good is given up after eight tries, visibly; sent again it leaves', async () => {
    const mail = await sent(await customer());
    const nowhere = smtpTransport('smtp://127.0.0.1:1');
    for (let tries = 0; tries < 10; tries += 1) {
      await send(nowhere);
      later(30_000);
    }
    nowhere.close();
    expect(await mailOf(mail)).toMatchObject({ status: 'FAILED', attempts: 8, dueAt: null });
    const again = (await firm.act(resendMail, { mailId: globalId('Mail', mail) })).mail ?? '';
    clock = new Date(clock.getTime() + 60_000);
    await send();
    expect(await mailOf(again)).toMatchObject({ status: 'SENT' });
    expect(await firm.db.rows(sql`SELECT 1 FROM "Task" t JOIN "Mail" m ON m."subjectId" = t."subjectId" WHERE m.id = ${mail} AND t.kind = 'mailFailed' AND t.status = 'OPEN'`)).toEqual([]);
  });

  test('a server that ended while it sent leaves the mail to the next one', async () => {
    const mail = await sent(await customer());
    await firm.db.rows(sql`UPDATE "Mail" SET "claimedUntil" = ${new Date(clock.getTime() + 300_000).toISOString()}::timestamptz WHERE id = ${mail}`);
    expect(await send()).toBe(0);
    later(301);
    expect([await send(), (await mailOf(mail)).status]).toEqual([1, 'SENT']);
  });
});

describe('people', () => {
  test('send with their own words, to another address, in another language', async () => {
    const customerId = await customer();
    const mail = await sent(customerId, { toAddress: 'other@customer.example', language: 'SW', subject: 'Habari', body: 'Line one\n\nLine <two>' });
    await send();
    expect(await mailOf(mail)).toMatchObject({ toAddress: 'other@customer.example', language: 'SW', subject: 'Habari', status: 'SENT' });
    expect(post.got[0]?.source).toContain('&lt;two&gt;');
    expect(await firm.refusal(sendDocument, { kind: 'ORDER_CONFIRMATION', recordId: await ordered(await firm.customer()) })).toBe('NO_MAIL_ADDRESS');
    expect(await firm.refusal(sendDocument, { kind: 'PICK_LIST', recordId: await ordered(customerId) })).toBe('INPUT_INVALID');
  });

  test('send many at once; who has no address is counted', async () => {
    const ids = [await ordered(await customer()), await ordered(await customer()), await ordered(await firm.customer())];
    expect(await firm.act(sendDocuments, { kind: 'ORDER_CONFIRMATION', recordIds: ids })).toEqual({ queued: 2, withoutAddress: 1 });
    expect(await send()).toBe(2);
  });

  test('take back what was not sent, send again what was, tell what came back', async () => {
    const mail = globalId('Mail', await sent(await customer()));
    expect(await firm.refusal(resendMail, { mailId: mail })).toBe('MAIL_STATE');
    expect(await firm.refusal(reportBounce, { mailId: mail, reason: 'x' })).toBe('MAIL_STATE');
    await firm.act(cancelMail, { mailId: mail });
    expect([await send(), await firm.refusal(cancelMail, { mailId: mail })]).toEqual([0, 'MAIL_STATE']);
    const again = globalId('Mail', (await firm.act(resendMail, { mailId: mail })).mail ?? '');
    await send();
    await firm.act(reportBounce, { mailId: again, reason: 'The mailbox is full' });
    expect(await mailOf(uuid(again))).toMatchObject({ status: 'BOUNCED', problem: 'The mailbox is full' });
  });

  test('word mails themselves; a name that there is not is refused when it is saved', async () => {
    const words = { kind: 'ORDER_CONFIRMATION', language: 'EN', subject: 'We have {number}', body: 'Dear {partyName}\nRequired: {requiredOn}\nReference: {reference}' };
    expect(await firm.refusal(saveMailTemplate, { ...words, body: 'Dear {costumer}' })).toBe('INPUT_INVALID');
    expect(await firm.refusal(saveMailTemplate, { ...words, subject: 'Hello {' })).toBe('INPUT_INVALID');
    expect(await firm.refusal(saveMailTemplate, { ...words, body: '{dueOn}' })).toBe('INPUT_INVALID');
    const { mailTemplate = '' } = await firm.act(saveMailTemplate, words);
    const row = await mailOf(await sent(await customer({ name: 'Ann {number}' })));
    expect([row.subject, row.body]).toEqual([expect.stringMatching(/^We have ORD-/), 'Dear Ann {number}\nReference: PO-77']);
    await firm.act(removeMailTemplate, { mailTemplateId: globalId('MailTemplate', mailTemplate) });
    expect((await mailOf(await sent(await customer()))).subject).toMatch(/^Your order ORD-/);
  });

  test('write as whom the firm has set', async () => {
    await firm.act(setMailSender, { name: 'Trade & Söhne', address: 'sales@firm.example', replyTo: 'answers@firm.example' });
    await sent(await customer());
    await send();
    expect(post.got[0]?.source).toMatch(/^from: .*<sales@firm.example>\r?$/im);
    expect(post.got[0]?.source).toMatch(/^reply-to: answers@firm.example\r?$/im);
  });
});

test('without a mail server what is sent is kept, with its files as they were sent', async () => {
  const mail = await sent(await customer());
  await send(localTransport);
  const file = await firm.one<{ transport: string; bytes: number; kept: string }>(sql`SELECT m.transport::text, a.bytes, left(encode(f.data, 'escape'), 5) AS kept FROM "Mail" m
    JOIN "MailAttachment" a ON a."mailId" = m.id JOIN "MailFile" f ON f."attachmentId" = a.id WHERE m.id = ${mail}`);
  expect(file).toMatchObject({ transport: 'LOCAL', kept: '%PDF-' });
  expect(file.bytes).toBeGreaterThan(5000);
});
