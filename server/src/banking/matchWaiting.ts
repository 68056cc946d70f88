// Looks at lines that wait: what each may be is kept with it; what is sure enough is booked by itself, in batches.
import sql from 'sql-template-tag';
import { systemContext } from '../context.ts';
import { consume, task } from '../events/consumers.ts';
import { followQueue, type Following } from '../events/followQueue.ts';
import type { BankLineRow, MatchKind } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Db } from '../shared/db.ts';
import { currency, globalId } from '../shared/input.ts';
import { newId, perform, readInput } from '../shared/perform.ts';
import type { Rate } from '../shared/quantity.ts';
import { Refusal } from '../shared/refusal.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { minus, type Minor } from '../shared/money.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update, write } from '../shared/write.ts';
import { acceptProposals } from './bookLine.ts';
import { gainOf, type Books } from './changing.ts';
import type { Proposal } from '../matching/facts.ts';
import { loadFacts } from './loadFacts.ts';
import { matchLines } from '../matching/match.ts';

const BATCH = 250;
/** More lines than this are looked at in several rounds. */
const ROUND = 20_000;

interface Done { lines: number; booked: number }

type Waiting = BankLineRow & { amount: Minor };
async function keep(lines: readonly Waiting[], proposals: ReadonlyMap<string, Proposal[]>, books: Books, ctx: Context): Promise<void> {
  const { db, now } = ctx;
  const byId = new Map(lines.map((line) => [line.id, line]));
  for (let at = 0; at < lines.length; at += 500) {
    const batch = lines.slice(at, at + 500).map(({ id }) => id);
    await db.transaction(async (tx) => {
      // Only what still waits: somebody may have booked a line meanwhile.
      const open = await tx.rows<{ id: string }>(sql`UPDATE "BankLine" SET "matchedAt" = ${now} WHERE id = ANY(${batch}::uuid[]) AND status = 'OPEN' RETURNING id`);
      await tx.rows(sql`DELETE FROM "MatchProposal" WHERE "lineId" = ANY(${batch}::uuid[])`);
      await write(tx, open.flatMap(({ id: lineId }) => (proposals.get(lineId) ?? []).flatMap((proposal, index) => {
        const id = newId();
        const line = byId.get(lineId) as Waiting; // one of the batch
        const { currencyCode } = line;
        const gain = gainOf(books, line, line.amount, proposal, ctx);
        return [
          insert('MatchProposal', {
            id, lineId, rank: index + 1, kind: proposal.kind satisfies MatchKind, customerId: proposal.customerId, supplierId: proposal.supplierId, accountId: proposal.accountId, entryId: proposal.entryId, refundId: proposal.refundId ?? null, paymentId: proposal.paymentId ?? null,
            confidence: BigInt(Math.round(proposal.confidence * 1000)) * 1000n as Rate, reasons: proposal.reasons.map(({ code, facts }) => ({ code, ...facts })), currencyCode, restMinor: proposal.rest, feeMinor: proposal.fee ?? null,
            companyMinor: gain?.worth ?? null, realisedMinor: gain?.realised ?? null,
          }),
          ...proposal.parts.map((part, no) => insert('MatchProposalPart', { id: newId(), proposalId: id, no: no + 1, openItemId: part.itemId, currencyCode: part.currencyCode ?? currencyCode, amountMinor: part.amount, shortMinor: part.short, shortReason: part.shortReason })),
        ];
      })));
    });
  }
}

/** Matches what waits at an account, and books what is sure. Stops between batches when asked to. */
export async function matchAccount(ctx: Context, collectionAccountId: string, isStopped: () => boolean = () => false): Promise<Done> {
  const { db } = ctx;
  const account = await readRow(db, 'CollectionAccount', collectionAccountId);
  const lines = await selectRows(db, 'BankLine', sql`t."collectionAccountId" = ${account.id} AND t.status = 'OPEN' AND t."matchedAt" IS NULL`, { orderBy: sql`t."bookedOn", t.id LIMIT ${ROUND}` });
  if (lines.length === 0) return { lines: 0, booked: 0 };
  const { facts, books } = await loadFacts(db, account, lines, ctx);
  const waiting = lines.map((line) => ({ ...line, amount: minus(line.amountMinor, line.bookedMinor) }));
  const proposals = matchLines(facts, waiting);
  await keep(waiting, proposals, books, ctx);
  const sure = lines.filter(({ id }) => { const [first] = proposals.get(id) ?? []; return first && first.confidence >= facts.threshold && first.rest === 0n; });
  let booked = 0;
  const isBack = ({ id }: BankLineRow): boolean => { const kind = proposals.get(id)?.[0]?.kind; return kind === 'REFUND' || kind === 'RETURN'; };
  const accept = async (batch: readonly BankLineRow[]) => {
    const input = readInput(acceptProposals, { lines: batch.map(({ id }) => ({ lineId: globalId('BankLine', id) })) }, ctx);
    booked += Number((await perform(acceptProposals, input, ctx)).result.booked);
  };
  const others = sure.filter((line) => !isBack(line));
  for (let at = 0; at < others.length && !isStopped(); at += BATCH) await accept(others.slice(at, at + BATCH));
  for (const line of sure.filter(isBack)) {
    if (isStopped()) break;
    try {
      await accept([line]);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error; // it waits for a person, who hears why
    }
  }
  return { lines: lines.length, booked };
}

/** Matches wherever lines wait, until stopped. */
export const followStatements = (following: Following): Promise<() => Promise<void>> => followQueue({
  name: 'statements', waiting: sql`SELECT DISTINCT l."collectionAccountId" AS id FROM "BankLine" l WHERE l.status = 'OPEN' AND l."matchedAt" IS NULL`,
  work: async (id, isStopped) => { await matchAccount(await systemContext(following.db, following.now(), 'JOB'), id, isStopped); },
}, following);

/** What waits is looked at again, beside what has become open since. */
export const lookAgain = async (db: Db): Promise<string> => {
  const rows = await db.rows(sql`UPDATE "BankLine" SET "matchedAt" = NULL WHERE status = 'OPEN' AND "matchedAt" IS NOT NULL RETURNING id`);
  return rows.length === 0 ? '' : `${rows.length} lines of statements are looked at again.`;
};

/** Not offered: what waits in a currency is looked at again, as there may be the rate that it waited for. */
const lookAgainIn = action({
  name: 'lookAgainIn', permission: 'banking.match', describe: 'Looks again at lines of statements in a currency that wait.', input: { currencyCode: currency() }, refusals: [], payload: {},
  load: (tx, { currencyCode }) => selectRows(tx, 'BankLine', sql`t."currencyCode" = ${currencyCode} AND t.status = 'OPEN' AND t."matchedAt" IS NOT NULL`, { lock: true }),
  decide: (lines) => ({ rows: lines.map(({ id }) => update('BankLine', id, { matchedAt: null })), events: [], result: {} }),
});
for (const kind of ['rateEntered', 'ratesImported']) {
  consume(kind, 'lookAgainAtLines', ({ data }) => {
    const { currency: currencyCode } = (data ?? {}) as { currency?: string };
    return currencyCode ? [task(lookAgainIn, { currencyCode })] : [];
  });
}
