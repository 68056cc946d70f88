// Links of letters: an unguessable token leads to one invoice or one statement, without a sign-in. Kept is its hash alone.
import { randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import { tokenHash } from '../access/passwords.ts';
import { demandOwn } from '../customers/rowRights.ts';
import { message } from '../shared/messages.ts';
import type { DocumentLinkRow, Json, Language, MailRow } from '../generated/rows.ts';
import { systemContext } from '../context.ts';
import { linksAreMadeBy } from '../messaging/links.ts';
import { NotAnInvoice } from '../receivables/refusals.ts';
import { receivablesByAge } from '../receivables/receivablesByAge.ts';
import { answerReport } from '../shared/report.ts';
import { action, type DecideContext } from '../shared/action.ts';
import type { Queryable } from '../shared/db.ts';
import { choice, id, integer, optional } from '../shared/input.ts';
import type { Minor } from '../shared/money.ts';
import { newId } from '../shared/newId.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update, write, type Change } from '../shared/write.ts';
import { LinkOver } from './refusals.ts';

const DAYS = 90;
const dayMs = 86_400_000;

interface LinkDraft { subject: { type: 'Invoice' | 'Customer'; id: string }; customerId: string; mailId: string | null; language: Language; choices: Json; currencyCode: string; stated: Minor | null; days: number }
type Making = Pick<DecideContext, 'now' | 'company' | 'viewer'>;

/** A new link: the token is told here and nowhere again. */
export function linkRow(draft: LinkDraft, ctx: Making): { token: string; id: string; row: Change } {
  const token = randomBytes(32).toString('base64url');
  const linkId = newId();
  const { subject, customerId, mailId, language, choices, currencyCode, stated, days } = draft;
  return {
    token, id: linkId, row: insert('DocumentLink', {
      id: linkId, companyId: ctx.company.id, tokenHash: tokenHash(token), subjectType: subject.type, subjectId: subject.id, customerId, mailId, language, choices, currencyCode, statedMinor: stated,
      createdByName: ctx.viewer.name, expiresAt: new Date(ctx.now.getTime() + days * dayMs), revokedAt: null, revokedByName: null,
    }),
  };
}

const pathTo = (token: string): string => `/d/${token}`;

/** Who mails an invoice or a statement: what its letter says below its words. Each try has a link of its own, as the one before may have arrived. */
linksAreMadeBy(async (mail: MailRow, db, now, publicUrl) => {
  if (mail.kind !== 'INVOICE' && mail.kind !== 'STATEMENT') return undefined;
  const ctx = await systemContext(db, now, 'JOB');
  const [attachment] = await selectRows(db, 'MailAttachment', sql`t."mailId" = ${mail.id}`, { orderBy: sql`t.no` });
  const draft = mail.kind === 'INVOICE' ? await invoiceLink(db, mail.subjectId) : await statementLink(mail.subjectId, (attachment?.options ?? {}) as { to?: Day; knownAt?: string }, ctx);
  const { row, token } = linkRow({ ...draft, mailId: mail.id, language: mail.language, days: DAYS }, ctx);
  await db.transaction((tx) => write(tx, [row]));
  return `${message(mail.language.toLowerCase(), `documents.link.${mail.kind}`)}\n${publicUrl.replace(/\/+$/, '')}${pathTo(token)}`;
});

type OfSubject = Omit<LinkDraft, 'mailId' | 'language' | 'days'>;

async function invoiceLink(db: Queryable, invoiceId: string): Promise<OfSubject> {
  const invoice = await readRow(db, 'Invoice', invoiceId);
  return { subject: { type: 'Invoice', id: invoice.id }, customerId: invoice.customerId, choices: {}, currencyCode: invoice.currencyCode, stated: null };
}

/** A statement is what it was when it was sent: its day and knowledge are fixed with its link. */
async function statementLink(customerId: string, options: { to?: Day; knownAt?: string }, ctx: Context): Promise<OfSubject> {
  const to = options.to ?? ctx.today;
  const knownAt = options.knownAt ? new Date(options.knownAt) : ctx.now;
  const { totals } = await answerReport(receivablesByAge, { on: to, customerId, knownAt }, ctx);
  return { subject: { type: 'Customer', id: customerId }, customerId, choices: { ...options, to, knownAt: knownAt.toISOString() }, currencyCode: ctx.company.currencyCode, stated: totals.balance };
}

export const createInvoiceLink = action({
  name: 'createInvoiceLink', permission: 'mail.send', describe: 'Makes a link to an invoice, to be handed to the customer: where it is read, confirmed or disputed without signing in. Its address is told once.',
  input: { invoiceId: id('Invoice'), language: optional(choice('Language')), days: { ...optional(integer({ min: 1, max: 365 })), describe: 'How long it is valid; 90 when left out.' } },
  refusals: [NotAnInvoice], payload: { path: 'text', link: 'record:DocumentLink' }, isIdempotent: false,
  load: async (tx, { invoiceId }, { viewer }) => {
    const invoice = await readRow(tx, 'Invoice', invoiceId);
    if (invoice.kind !== 'INVOICE') throw NotAnInvoice({ number: invoice.number });
    const customer = await readRow(tx, 'Customer', invoice.customerId);
    if (!customer.mergedIntoId) demandOwn(customer, viewer);
    const [correspondence] = await selectRows(tx, 'Correspondence', sql`t."partyId" = ${invoice.customerId}`);
    const [head] = await selectRows(tx, 'Letterhead', sql`TRUE`, { orderBy: sql`t."recordedAt" DESC LIMIT 1` });
    return { invoice, draft: await invoiceLink(tx, invoiceId), language: correspondence?.language ?? head?.language ?? 'EN' as const };
  },
  decide: ({ invoice, draft, language: usual }, { language, days }, ctx) => {
    const made = linkRow({ ...draft, mailId: null, language: language ?? usual, days: days ?? DAYS }, ctx);
    return {
      rows: [made.row], events: [{ kind: 'invoiceLinkMade', subjectType: 'Invoice', subjectId: invoice.id, data: { number: invoice.number } }],
      result: { path: pathTo(made.token), link: made.id },
    };
  },
});

export const revokeInvoiceLinks = action({
  name: 'revokeInvoiceLinks', permission: 'mail.send', describe: 'Ends all links to an invoice at once: none of them opens it any more.',
  input: { invoiceId: id('Invoice') }, refusals: [LinkOver], payload: { invoice: 'record:Invoice', revoked: 'int' },
  load: async (tx, { invoiceId }, { viewer }) => {
    const invoice = await readRow(tx, 'Invoice', invoiceId);
    const customer = await readRow(tx, 'Customer', invoice.customerId);
    if (!customer.mergedIntoId) demandOwn(customer, viewer);
    return { invoice, links: await selectRows(tx, 'DocumentLink', sql`t."subjectId" = ${invoiceId} AND t."revokedAt" IS NULL`, { lock: true }) };
  },
  decide: ({ invoice, links }, _input, ctx) => {
    const open = links.filter(({ expiresAt }) => expiresAt > ctx.now);
    if (open.length === 0) throw LinkOver({});
    return {
      rows: open.map((link) => update('DocumentLink', link.id, { revokedAt: ctx.now, revokedByName: ctx.viewer.name })),
      events: [{ kind: 'invoiceLinksRevoked', subjectType: 'Invoice', subjectId: invoice.id, data: { number: invoice.number, count: open.length } }],
      result: { invoice: invoice.id, revoked: open.length },
    };
  },
});

/** The link of a token, while it is valid. */
export async function linkOf(db: Queryable, token: string, now: Date): Promise<DocumentLinkRow | undefined> {
  if (!/^[\w-]{43}$/.test(token)) return undefined;
  const [link] = await selectRows(db, 'DocumentLink', sql`t."tokenHash" = ${tokenHash(token)}`);
  return link && link.revokedAt === null && link.expiresAt > now ? link : undefined;
}
