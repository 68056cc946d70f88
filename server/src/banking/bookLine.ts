import sql from 'sql-template-tag';
import { postingRefusals } from '../accounting/refusals.ts';
import { CurrencyDiffers, rateRefusals } from '../currencies/refusals.ts';
import { demandSpoken, spokenCurrency } from '../currencies/spoken.ts';
import { allocationRefusals } from '../payments/refusals.ts';
import { action } from '../shared/action.ts';
import { id, integer, list, object, optional } from '../shared/input.ts';
import { Forbidden } from '../shared/perform.ts';
import { Refusal } from '../shared/refusal.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import type { Viewer } from '../shared/viewer.ts';
import type { Change } from '../shared/write.ts';
import { EntryNotOfAccount, LedgerAccountClosed, LineBooked, LineDirection, LineExceeded, UnappliedReasonNeeded, WriteOffLimit } from './refusals.ts';
import { bookRows, type Booked } from './bookRows.ts';
import { loadBooking, lockLines } from './loadBooking.ts';
import { isMoneyBack, moneyBackRefusals } from './moneyBack.ts';
import { proposedSplit, splitOf, splitsInput, type Split } from './splits.ts';

const bookingRefusals = [...postingRefusals, ...allocationRefusals, LineBooked, LineExceeded, LineDirection, UnappliedReasonNeeded, WriteOffLimit, EntryNotOfAccount, LedgerAccountClosed, CurrencyDiffers, ...rateRefusals, ...moneyBackRefusals];

/** Money to suppliers, and entries on accounts, need the rights of those who make them elsewhere. */
function demandRights(splits: readonly Split[], viewer: Viewer): void {
  const needed = { REFUND: 'refunds.pay', RETURN: 'payments.bounce', SUPPLIER: 'payments.out', ACCOUNT: 'journal.post', CUSTOMER: 'payments.post', UNIDENTIFIED: 'payments.post', ENTRY: 'banking.match' } as const;
  const missing = splits.map(({ kind }) => needed[kind]).find((permission) => !viewer.permissions.has(permission));
  if (missing) throw new Forbidden(missing);
}

export const bookLine = action({
  name: 'bookLine', permission: 'banking.match',
  describe: 'Books a line of a statement, whole or in part: as a customer\'s payment of invoices, a payment to a supplier, to an account of the ledger, as an entry that is in the books already, as a refund, as a payment that the bank takes back, or as money of nobody known. Staff\'s decisions teach names and accounts of payers.',
  input: { lineId: id('BankLine'), currencyCode: spokenCurrency, splits: splitsInput }, refusals: bookingRefusals, payload: { line: 'record:BankLine', bookings: 'records:LineBooking' },
  load: async (tx, { lineId, currencyCode, splits: given }, ctx) => {
    const splits = given.map(splitOf);
    demandRights(splits, ctx.viewer);
    const [line] = await lockLines(tx, [lineId]);
    if (!line) throw NotFound({ type: 'BankLine', id: lineId });
    demandSpoken(currencyCode, line.currencyCode, ctx);
    // Each moves its customer's account by itself.
    const [, second] = splits.flatMap((split, at) => (isMoneyBack(split) ? [at] : []));
    if (second !== undefined) throw fieldRefused(['splits', String(second)], 'twice');
    return { line, splits, facts: await loadBooking(tx, ctx, [{ line, splits }]) };
  },
  decide: ({ line, splits, facts }, _input, ctx) => {
    const { rows, events, bookingIds } = bookRows(facts, line, splits, { isAutomatic: ctx.viewer.kind === 'SYSTEM', confidence: null, reasons: [] }, ctx);
    return { rows, events, result: { line: line.id, bookings: bookingIds } };
  },
});

const accepted = object('AcceptedLineInput', { lineId: id('BankLine'), rank: { ...optional(integer({ min: 1, max: 20 })), describe: 'Which proposal; the first when left out.' } });

export const acceptProposals = action({
  name: 'acceptProposals', permission: 'banking.match',
  describe: 'Carries out proposals for lines of statements, each once: a line that is booked already, or whose proposal no longer holds, is left as it is and told.',
  input: { lines: list(accepted, { min: 1, max: 500 }) }, refusals: [...rateRefusals, ...moneyBackRefusals], payload: { lines: 'records:BankLine', booked: 'int', left: 'int' },
  load: async (tx, { lines: wanted }, ctx) => {
    const lines = await lockLines(tx, wanted.map(({ lineId }) => lineId));
    const open = lines.filter((line) => line.status === 'OPEN');
    const proposals = await selectRows(tx, 'MatchProposal', sql`t."lineId" = ANY(${open.map((line) => line.id)}::uuid[])`);
    const parts = await selectRows(tx, 'MatchProposalPart', sql`t."proposalId" = ANY(${proposals.map((each) => each.id)}::uuid[])`, { orderBy: sql`t."proposalId", t.no` });
    const wholly = open.flatMap((line) => {
      const rank = wanted.find(({ lineId }) => lineId === line.id)?.rank ?? 1;
      const proposal = proposals.find((each) => each.lineId === line.id && each.rank === rank);
      return proposal ? [{ line, proposal, splits: [proposedSplit(line, proposal, parts.filter((part) => part.proposalId === proposal.id))] }] : [];
    });
    // Each moves its customer's account by itself: with others it is left for later.
    const chosen = wholly.length > 1 ? wholly.filter(({ splits }) => !splits.some(isMoneyBack)) : wholly;
    demandRights(chosen.flatMap(({ splits }) => splits), ctx.viewer);
    return { chosen, asked: new Set(wanted.map(({ lineId }) => lineId)).size, facts: await loadBooking(tx, ctx, chosen) };
  },
  decide: ({ chosen, asked, facts }, _input, ctx) => {
    const rows: Change[] = [];
    const events: Booked['events'] = [];
    const booked: string[] = [];
    for (const { line, proposal, splits } of chosen) {
      try {
        const made = bookRows(facts, line, splits, { isAutomatic: ctx.viewer.kind === 'SYSTEM', confidence: proposal.confidence, reasons: proposal.reasons }, ctx);
        rows.push(...made.rows);
        events.push(...made.events);
        booked.push(line.id);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error; // what no longer holds waits for somebody
        if (asked === 1 && ctx.viewer.kind !== 'SYSTEM' && [...rateRefusals, ...moneyBackRefusals].some(({ code }) => code === error.kind.code)) throw error; // who asks for one line hears which rate is missing, or what stands against a refund
      }
    }
    return { rows, events, result: { lines: booked, booked: booked.length, left: asked - booked.length } };
  },
});
