// Periods that are invoiced are put right after a change: charged, or given back by a credit note.
import sql, { type Sql } from 'sql-template-tag';
import { holdPeriod, takeNumber } from '../accounting/books.ts';
import { rateRefusals } from '../currencies/refusals.ts';
import { creditNoteRows, loadCreditNote } from '../billing/creditNote.ts';
import { systemContext } from '../context.ts';
import { consume, task } from '../events/consumers.ts';
import type { ContractBillingLineRow, ContractBillingRow, CreditAccountRow, InvoiceLineRow } from '../generated/rows.ts';
import { lockItems } from '../payments/loadItems.ts';
import { action, type DecideContext, type Decision } from '../shared/action.ts';
import type { Db, Tx } from '../shared/db.ts';
import { day, id } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { minor, negate, plus, printMoney, zero, type Minor } from '../shared/money.ts';
import { perform } from '../shared/perform.ts';
import { Refusal } from '../shared/refusal.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { settledRows } from '../work/taskRules.ts';
import { billingRows, billRows, correctionsOf, pinned, type Correction, type GivenBack } from './bill.ts';
import { loadBilling } from './billContract.ts';
import { loadContractMoney } from './contractMoney.ts';
import { loadProducts, lockContract } from './loadContract.ts';
import { ContractPriceMissing } from './refusals.ts';

interface Invoiced { billings: ContractBillingRow[]; lines: ContractBillingLineRow[]; invoiceLines: InvoiceLineRow[]; left: Map<string, Minor> }

/** All that was invoiced of a contract, oldest first, and what may still be credited of it; locked by its open items. */
async function loadInvoiced(tx: Tx, contractId: string): Promise<Invoiced> {
  const billings = await selectRows(tx, 'ContractBilling', sql`t."contractId" = ${contractId}`, { orderBy: sql`t."recordedAt", t.id` });
  const billed = await selectRows(tx, 'ContractBillingLine', sql`t."billingId" = ANY(${billings.map((each) => each.id)}::uuid[])`, { orderBy: sql`t."billingId", t.no` });
  const invoiceLines = await selectRows(tx, 'InvoiceLine', sql`t.id = ANY(${billed.flatMap(({ invoiceLineId }) => invoiceLineId ?? [])}::uuid[])`);
  const items = await tx.rows<{ id: string }>(sql`SELECT "openItemId" AS id FROM "Invoice" WHERE id = ANY(${[...new Set(invoiceLines.map(({ invoiceId }) => invoiceId))]}::uuid[])`);
  await lockItems(tx, items.map((item) => item.id));
  const credited = await tx.rows<{ id: string; net: string }>(sql`SELECT "creditsLineId" AS id, sum("netMinor")::text AS net FROM "InvoiceLine" WHERE "creditsLineId" = ANY(${invoiceLines.map((line) => line.id)}::uuid[]) GROUP BY 1`);
  const of = new Map(credited.map((each) => [each.id, BigInt(each.net)]));
  return { billings, lines: billings.flatMap((each) => billed.filter((line) => line.billingId === each.id)), invoiceLines, left: new Map(invoiceLines.map((line) => [line.id, minor(line.netMinor - (of.get(line.id) ?? 0n))])) };
}

/** What is to be put right of a contract from a day on, its periods and items locked; null: nothing. Refuses CONTRACT_PRICE_MISSING, RATE_MISSING and RATE_OLD. */
async function loadCorrection(tx: Tx, contractId: string, fromOn: Day, ctx: Context) {
  await holdPeriod(tx, ctx, ctx.today);
  const loaded = await lockContract(tx, contractId, ctx);
  const { contract, lines, pauses, customer } = loaded;
  const { invoiceLines, ...invoiced } = await loadInvoiced(tx, contractId);
  const money = await loadContractMoney(tx, ctx, contract.currencyCode, ctx.today);
  const { sellables, priceOf } = await loadProducts(tx, ctx, customer, lines, ctx.today, money);
  const { corrections, priceless: [missing] } = correctionsOf(contract, lines, pauses, invoiced, fromOn, priceOf);
  if (missing) {
    money.demandRate();
    throw ContractPriceMissing({ number: contract.number, description: missing.description, day: ctx.today });
  }
  if (corrections.length === 0) return null;
  // What is given back takes the rate of its invoice; what is charged the day's.
  const billing = await loadBilling(tx, ctx, loaded, sellables, corrections.some(({ charges }) => charges.length > 0) ? money.demandRate() : null);
  const notes: { correction: Correction; facts: Awaited<ReturnType<typeof loadCreditNote>>; of: GivenBack[] }[] = [];
  for (const correction of corrections) {
    for (const invoiceId of [...new Set(correction.credits.flatMap(({ invoiceLineId }) => invoiceLines.find((line) => line.id === invoiceLineId)?.invoiceId ?? []))].sort()) {
      const facts = await loadCreditNote(tx, ctx, invoiceId, ctx.today);
      // One account for all of them: what one moves the next goes on from.
      const account: CreditAccountRow = facts.account.id === billing.credit.id ? billing.credit : notes.find((note) => note.facts.account.id === facts.account.id)?.facts.account ?? facts.account;
      notes.push({ correction, facts: { ...facts, account }, of: correction.credits.filter(({ invoiceLineId }) => invoiceLines.some((line) => line.id === invoiceLineId && line.invoiceId === invoiceId)) });
    }
  }
  const bills = [];
  for (const correction of corrections.filter(({ charges }) => charges.length > 0)) bills.push({ correction, facts: { ...billing, number: await takeNumber(tx, ctx, 'INV', ctx.today) } });
  return { contract, notes, bills, kept: corrections.filter(({ charges, credits }) => charges.length + credits.length === 0) };
}

/** Pure: the rows of it. */
function corrected(found: Awaited<ReturnType<typeof loadCorrection>>, ctx: DecideContext): Decision {
  if (!found) return { rows: [], events: [], result: {} };
  const { contract } = found;
  const notes = found.notes.map(({ correction, facts, of }, index) => {
    const isFirst = found.notes.findIndex((each) => each.correction === correction) === index;
    const pins = isFirst && correction.charges.length === 0 ? correction.pins : [];
    const made = creditNoteRows(facts, { lines: of.map(({ invoiceLineId, amount }) => ({ invoiceLineId, amount })), reason: message(ctx.company.locale, 'contract.givenBack', { number: contract.number }), currencyCode: contract.currencyCode }, ctx);
    const amount = negate(plus(zero, ...of.map((each) => each.amount)));
    return {
      rows: [...made.rows, ...billingRows(contract, correction, { id: ctx.newId(), kind: 'CORRECTION', invoiceId: made.id, net: amount, lines: [...of.map((each) => ({ ...each.line, netMinor: negate(each.amount) })), ...pins.map(pinned)] }, ctx)],
      events: [...made.events, { kind: 'contractGivenBack', subjectType: 'Contract', subjectId: contract.id, data: { number: facts.number, amount: printMoney(amount, contract.currencyCode), invoiceId: made.id } }],
    };
  });
  // In this order below, too: each moves the customer's account on from where the one before left it.
  const bills = found.bills.map(({ correction, facts }) => billRows(facts, correction, 'CORRECTION', correction.charges, correction.pins, ctx));
  const kept = found.kept.map((correction) => ({ rows: billingRows(contract, correction, { id: ctx.newId(), kind: 'CORRECTION', invoiceId: null, net: zero, lines: correction.pins.map(pinned) }, ctx), events: [] }));
  return { rows: [...notes, ...bills, ...kept].flatMap(({ rows }) => rows), events: [...notes, ...bills].flatMap(({ events }) => events), result: {} };
}

/** Not offered: what follows from a change of a contract. */
const correctContract = action({
  name: 'correctContract', permission: 'invoices.post', describe: 'Puts right what was invoiced of a contract that was changed.', input: { contractId: id('Contract'), fromOn: day() }, refusals: [ContractPriceMissing, ...rateRefusals], payload: {},
  load: (tx, { contractId, fromOn }, ctx) => loadCorrection(tx, contractId, fromOn, ctx),
  decide: (found, _input, ctx) => corrected(found, ctx),
});

const lacking = [ContractPriceMissing, ...rateRefusals].map(({ code }) => code);
/** Contracts of which something is still to be put right since a price or a rate was missing, each with the first day that it is from. */
const uncorrected = (of: Sql): Sql => sql`SELECT r."subjectId" AS id, min(e.data->>'day') AS "fromOn" FROM "Event" r JOIN "Event" e ON e.id = (r.data->>'event')::uuid
  WHERE r.kind = 'effectRefused' AND r."subjectType" = 'Contract' AND r.data->>'consumer' = 'contracts' AND r.data->>'code' = ANY(${lacking}::text[]) AND ${of}
    AND NOT EXISTS (SELECT FROM "Event" d WHERE d."subjectId" = r."subjectId" AND d.kind = 'contractCorrected' AND d.sequence > r.sequence) GROUP BY 1 ORDER BY 1`;

/** Not offered: tries again what a missing price or rate had stopped; where it is still missing, it waits on. */
const correctContractAgain = action({
  name: 'correctContractAgain', permission: 'invoices.post', describe: 'Puts right what was invoiced of a contract once the price or rate that was missing is there.', input: { contractId: id('Contract') }, refusals: [], payload: { corrected: 'int' },
  load: async (tx, { contractId }, ctx) => {
    await lockContract(tx, contractId, ctx);
    const [left] = await tx.rows<{ fromOn: Day }>(uncorrected(sql`r."subjectId" = ${contractId}::uuid`));
    if (!left) return undefined;
    try {
      const found = await loadCorrection(tx, contractId, left.fromOn, ctx);
      return { found, fromOn: left.fromOn, tasks: await selectRows(tx, 'Task', sql`t.kind = 'effectRefused' AND t.status = 'OPEN' AND t."subjectId" = ${contractId}::uuid`, { lock: true }) };
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  },
  decide: (facts, { contractId }, ctx) => {
    if (!facts) return { rows: [], events: [], result: { corrected: 0 } };
    const made = corrected(facts.found, ctx);
    const closed = settledRows(facts.tasks, message(ctx.company.locale, 'task.causeGone'), ctx);
    return { rows: [...made.rows, ...closed.rows], events: [...made.events, ...closed.events, { kind: 'contractCorrected', subjectType: 'Contract', subjectId: contractId, data: { day: facts.fromOn } }], result: { corrected: 1 } };
  },
});

/** All that wait for a price or a rate, by the job. */
export async function correctLeft(db: Db, now: Date): Promise<string> {
  const ctx = await systemContext(db, now, 'JOB');
  let count = 0;
  for (const { id: contractId } of await db.rows<{ id: string }>(uncorrected(sql`TRUE`))) count += Number((await perform(correctContractAgain, { contractId }, ctx)).result['corrected']);
  return count === 0 ? '' : `${count} contracts put right.`;
}
// And as soon as prices or rates are set.
for (const kind of ['customerPriceSet', 'pricesSet', 'listPriceSet', 'priceListAssigned', 'priceListUpdated', 'customerGroupSet', 'rateEntered', 'ratesImported', 'currencyRuleSet']) {
  consume(kind, 'contractsAgain', async (_event, _ctx, tx) => (await tx.rows<{ id: string }>(uncorrected(sql`TRUE`))).map(({ id: contractId }) => task(correctContractAgain, { contractId })));
}

for (const kind of ['contractChanged', 'contractPaused', 'contractResumed', 'contractEnded', 'contractExtended']) {
  consume(kind, 'contracts', ({ subjectId, data }) => {
    const { day: fromOn } = (data ?? {}) as { day?: Day };
    return fromOn ? [task(correctContract, { contractId: subjectId, fromOn })] : [];
  });
}
