// Periods that are invoiced are put right after a change: charged, or given back by a credit note.
import sql from 'sql-template-tag';
import { holdPeriod, takeNumber } from '../accounting/books.ts';
import { creditNoteRows, loadCreditNote } from '../billing/creditNote.ts';
import { consume, task } from '../events/consumers.ts';
import type { ContractBillingLineRow, ContractBillingRow, CreditAccountRow, InvoiceLineRow } from '../generated/rows.ts';
import { lockItems } from '../payments/loadItems.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { day, id } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { minor, negate, plus, printMoney, zero, type Minor } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import { billingRows, billRows, correctionsOf, pinned, type Correction, type GivenBack } from './bill.ts';
import { loadBilling } from './billContract.ts';
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

/** Not offered: what follows from a change of a contract. */
const correctContract = action({
  name: 'correctContract', permission: 'invoices.post', describe: 'Puts right what was invoiced of a contract that was changed.', input: { contractId: id('Contract'), fromOn: day() }, refusals: [ContractPriceMissing], payload: {},
  load: async (tx, { contractId, fromOn }, ctx) => {
    await holdPeriod(tx, ctx, ctx.today);
    const loaded = await lockContract(tx, contractId, ctx);
    const { contract, lines, pauses, customer } = loaded;
    const { invoiceLines, ...invoiced } = await loadInvoiced(tx, contractId);
    const { sellables, priceOf } = await loadProducts(tx, ctx, customer, lines, ctx.today);
    const { corrections, priceless: [missing] } = correctionsOf(contract, lines, pauses, invoiced, fromOn, priceOf);
    if (missing) throw ContractPriceMissing({ number: contract.number, description: missing.description, day: ctx.today });
    if (corrections.length === 0) return null;
    const billing = await loadBilling(tx, ctx, loaded, sellables);
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
  },
  decide: (found, _input, ctx) => {
    if (!found) return { rows: [], events: [], result: {} };
    const { contract } = found;
    const notes = found.notes.map(({ correction, facts, of }, index) => {
      const isFirst = found.notes.findIndex((each) => each.correction === correction) === index;
      const pins = isFirst && correction.charges.length === 0 ? correction.pins : [];
      const made = creditNoteRows(facts, { lines: of.map(({ invoiceLineId, amount }) => ({ invoiceLineId, amount })), reason: message(ctx.company.locale, 'contract.givenBack', { number: contract.number }) }, ctx);
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
  },
});

for (const kind of ['contractChanged', 'contractPaused', 'contractResumed', 'contractEnded', 'contractExtended']) {
  consume(kind, 'contracts', ({ subjectId, data }) => {
    const { day: fromOn } = (data ?? {}) as { day?: Day };
    return fromOn ? [task(correctContract, { contractId: subjectId, fromOn })] : [];
  });
}
