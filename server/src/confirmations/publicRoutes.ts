// The public pages of links, beside the one endpoint and without a sign-in:
//   GET  /d/<token>             the invoice or statement, and what was said of it
//   GET  /d/<token>/paper.pdf   its paper
//   POST /d/<token>             "it is right", or what is wrong
// What is asked for by a machine (a mail scanner) is noted as fetched; only a form with a name confirms.
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import sql from 'sql-template-tag';
import { system } from '../access/identify.ts';
import { systemContext } from '../context.ts';
import type { RouteOptions } from '../fileRoutes.ts';
import { enums, type DisputeReason, type DocumentLinkRow, type Language, type ProofKind } from '../generated/rows.ts';
import { issue, write as lay } from '../documents/issue.ts';
import type { Choices } from '../documents/loading.ts';
import { words, writtenDay, writtenMoney } from '../documents/written.ts';
import { languageOf } from '../documents/languages.ts';
import { Buckets } from '../shared/bucket.ts';
import { announce } from '../shared/news.ts';
import { dayIn, parseDay } from '../shared/time.ts';
import { globalId } from '../shared/input.ts';
import { minor, printMoney } from '../shared/money.ts';
import { newId, perform, readInput } from '../shared/perform.ts';
import { Refusal } from '../shared/refusal.ts';
import { selectRows } from '../shared/rows.ts';
import { write } from '../shared/write.ts';
import type { Context } from '../shared/viewer.ts';
import { disputeByLink } from './disputes.ts';
import { linkOf } from './links.ts';
import { documentPage, pageHeaders, sentencePage, type PageFacts } from './page.ts';
import { answerBalanceByLink, confirmByLink, proofRow } from './proofs.ts';

const BODY_MAX = 20_000;
const byAddress = { capacity: 120, restorePerSecond: 1 };
const unknownCost = 10;
const answerCost = 10;

const machines = /bot|crawl|spider|scan|preview|fetch|slurp|headless|safelinks|proofpoint|mimecast|barracuda|urldefense|facebookexternal|whatsapp|curl|wget|python|java|go-http|okhttp|monitor/i;

/** What asks for a page without a person in front of it: it says so, hurries ahead, or wants no language. */
function isMachine({ headers, method }: IncomingMessage): boolean {
  const agent = headers['user-agent'] ?? '';
  const ahead = `${String(headers['purpose'] ?? '')} ${String(headers['sec-purpose'] ?? '')} ${String(headers['x-purpose'] ?? '')}`;
  return method === 'HEAD' || agent === '' || machines.test(agent) || /prefetch|preview/i.test(ahead) || !headers['accept-language'];
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')) return undefined;
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > BODY_MAX) return undefined;
    pieces.push(piece);
  }
  return new URLSearchParams(Buffer.concat(pieces).toString('utf8'));
}

/** Known to the page alone: who holds the link and has seen its form. */
const formTokenOf = (token: string, link: DocumentLinkRow): string => createHash('sha256').update(`form ${token} ${link.id}`).digest('hex');

const isForeign = ({ headers }: IncomingMessage): boolean => {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
};

const wantedOf = (link: DocumentLinkRow) => ({
  kind: link.subjectType === 'Invoice' ? 'INVOICE' as const : 'STATEMENT' as const, id: link.subjectId, language: link.language,
  choices: link.choices as Choices, // as it was written with the link
});

async function factsOf(token: string, link: DocumentLinkRow, ctx: Context): Promise<PageFacts> {
  const { laid } = await lay(wantedOf(link), ctx);
  const isInvoice = link.subjectType === 'Invoice';
  const [item] = isInvoice ? await ctx.db.rows<{ open: string; currencyCode: string }>(sql`SELECT o."openMinor"::text AS open, o."currencyCode" FROM "Invoice" i JOIN "OpenItem" o ON o.id = i."openItemId" WHERE i.id = ${link.subjectId}`) : [];
  const lines = isInvoice ? await selectRows(ctx.db, 'InvoiceLine', sql`t."invoiceId" = ${link.subjectId}`, { orderBy: sql`t.no` }) : [];
  const said = await selectRows(ctx.db, 'DeliveryProof', sql`t."subjectId" = ${link.subjectId} AND t.kind IN ('CONFIRMED', 'DISPUTED') AND (${isInvoice} OR t."linkId" = ${link.id})`, { orderBy: sql`t."recordedAt", t.id` });
  const open = item && BigInt(item.open) > 0n ? writtenMoney(printMoney(minor(BigInt(item.open)), item.currencyCode), item.currencyCode, link.language, true) : null;
  return {
    language: link.language, laid, path: `/d/${token}`, formToken: formTokenOf(token, link), isInvoice, open, lines: lines.map(({ id, no, description }) => ({ id, no, description })),
    answers: said.flatMap(({ kind, personName, recordedAt }) => (kind === 'CONFIRMED' || kind === 'DISPUTED' ? [{ kind, personName: personName ?? '', on: writtenDay(dayIn(recordedAt, ctx.company.timeZone), link.language) }] : [])),
  };
}

/** Notes that a page or paper was asked for: the first time by a person, and the first time by a machine. */
async function note(link: DocumentLinkRow, request: IncomingMessage, opened: ProofKind, ctx: Context): Promise<void> {
  const kind = isMachine(request) ? 'FETCHED' : opened;
  const known = await ctx.db.rows(sql`SELECT FROM "DeliveryProof" WHERE "linkId" = ${link.id} AND kind = ${kind}::"ProofKind" LIMIT 1`);
  if (known.length > 0) return;
  const subject = { type: link.subjectType === 'Invoice' ? 'Invoice' as const : 'Customer' as const, id: link.subjectId };
  const agent = (request.headers['user-agent'] ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, 200) || null;
  await ctx.db.transaction((tx) => write(tx, [proofRow({ kind, channel: 'LINK', subject, customerId: link.customerId, linkId: link.id, agent, currencyCode: link.currencyCode }, { ...ctx, newId })]));
}

type Problem = NonNullable<PageFacts['problem']>;

/** Carries out what a form says; gives what is wrong with it. */
async function answer(link: DocumentLinkRow, form: URLSearchParams, ctx: Context): Promise<Problem | undefined> {
  const say = (key: string, field: string): Problem => ({ field, text: words(`page.${key}`, link.language, { field: words(`page.${field}`, link.language) }) });
  const [name, text] = [form.get('name')?.trim() ?? '', form.get('text')?.trim() ?? ''];
  const isRight = form.get('answer') === 'confirm';
  if (name === '') return say('missing', 'name');
  if (!isRight && text === '') return say('missing', 'text');
  const linkId = globalId('DocumentLink', link.id);
  const { to } = link.choices as { to?: string };
  const invoiceId = globalId('Invoice', link.subjectId);
  const reason = enums.DisputeReason.find((each: DisputeReason) => each === form.get('reason')) ?? 'OTHER';
  try {
    if (link.subjectType === 'Invoice' && isRight) await perform(confirmByLink, readInput(confirmByLink, { invoiceId, linkId, personName: name }, ctx), ctx);
    else if (link.subjectType === 'Invoice') {
      await perform(disputeByLink, readInput(disputeByLink, { invoiceId, linkId, personName: name, reason, text, invoiceLineIds: form.getAll('line').map((line) => globalId('InvoiceLine', line)) }, ctx), ctx);
    } else {
      await perform(answerBalanceByLink, readInput(answerBalanceByLink, {
        customerId: globalId('Customer', link.subjectId), linkId, on: parseDay(to ?? '') ?? ctx.today, isRight, personName: name, ...(text ? { note: text } : {}),
        ...(link.statedMinor === null ? {} : { balance: printMoney(link.statedMinor, link.currencyCode) }),
      }, ctx), ctx);
    }
    announce(ctx.db);
    return undefined;
  } catch (error) {
    // Said twice (a second press of the button) is said; what cannot be read is told.
    if (error instanceof Refusal) return error.kind.code === 'INPUT_INVALID' ? say('tooLong', text.length > 1000 ? 'text' : 'name') : undefined;
    throw error;
  }
}

/** Answers the paths of links. */
export function linkRoutes({ db, now, logError }: RouteOptions) {
  const buckets = new Buckets(byAddress);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = newId();
    const send = (status: number, html: string, more: Record<string, string> = {}) => {
      if (!request.complete) request.resume();
      response.writeHead(status, { ...pageHeaders, 'content-length': Buffer.byteLength(html), 'x-request-id': requestId, ...more });
      response.end(request.method === 'HEAD' ? undefined : html);
    };
    const plainLanguage = (): Language => languageOf((request.headers['accept-language'] ?? 'en').slice(0, 2));
    try {
      const [path = ''] = (request.url ?? '').split('?');
      const [, , token = '', file, ...rest] = path.split('/');
      const isPost = request.method === 'POST';
      if (rest.length > 0 || (file !== undefined && (file !== 'paper.pdf' || isPost)) || !['GET', 'HEAD', 'POST'].includes(request.method ?? '')) { send(404, sentencePage(plainLanguage(), 'gone')); return; }
      const at = now();
      const who = request.socket.remoteAddress ?? '';
      const limited = buckets.take(who, isPost ? answerCost : 1, at);
      if (!limited.isTaken) { send(429, sentencePage(plainLanguage(), 'busy'), { 'retry-after': String(limited.retryAfterSeconds) }); return; }
      const link = await linkOf(db, token, at);
      if (!link) {
        buckets.take(who, Math.min(unknownCost, limited.remaining), at); // who guesses is slowed down
        send(404, sentencePage(plainLanguage(), 'gone'));
        return;
      }
      const ctx = await systemContext(db, at, 'API', { ...system, name: 'Link' });
      if (isPost) {
        const form = await formOf(request);
        if (!form || isForeign(request) || form.get('form') !== formTokenOf(token, link)) { send(403, sentencePage(link.language, 'gone')); return; }
        const problem = await answer(link, form, ctx);
        if (problem) send(422, documentPage({ ...await factsOf(token, link, ctx), problem, given: Object.fromEntries(form) }));
        else send(303, '', { location: `/d/${token}` });
        return;
      }
      if (file) {
        const issued = await issue(wantedOf(link), ctx);
        await note(link, request, 'DOCUMENT_OPENED', ctx);
        response.writeHead(200, {
          'content-type': 'application/pdf', 'content-length': issued.file.length, 'content-disposition': `inline; filename="${issued.fileName}"`, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer',
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'", 'x-robots-tag': 'noindex, nofollow', 'x-request-id': requestId,
        });
        response.end(request.method === 'HEAD' ? undefined : issued.file);
        return;
      }
      const html = documentPage(await factsOf(token, link, ctx));
      await note(link, request, 'OPENED', ctx);
      send(200, html);
    } catch (error) {
      logError(error, requestId);
      if (response.headersSent) response.destroy();
      else send(503, sentencePage('EN', 'busy'), { 'retry-after': '10' });
    }
  };
}
