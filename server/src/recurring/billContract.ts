// The invoices of contracts: made by the job on their day, once for each period, those missed too and in their order.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { creditNoteRows, loadCreditNote } from '../billing/creditNote.ts';
import { systemContext } from '../context.ts';
import { demandComplete } from '../customers/completeness.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { loadHolds } from '../customers/loadCustomer.ts';
import { CustomerIncomplete, CustomerOnHold } from '../customers/refusals.ts';
import { demandNoHold } from '../customers/rules.ts';
import { consume, task } from '../events/consumers.ts';
import type { AddressRow } from '../generated/rows.ts';
import { refusalMessage } from '../mutations.ts';
import { loadEarlyOffers } from '../receivables/earlyOffers.ts';
import { loadTermParts } from '../receivables/instalments.ts';
import { action } from '../shared/action.ts';
import type { Db, Tx } from '../shared/db.ts';
import { day, id } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { negate, plus, printMoney, zero } from '../shared/money.ts';
import { perform } from '../shared/perform.ts';
import { Refusal } from '../shared/refusal.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update } from '../shared/write.ts';
import { raiseTask, settleTask } from '../work/raiseTask.ts';
import { billRows, correctionsOf, type BillFacts } from './bill.ts';
import { loadProducts, lockContract, type Loaded } from './loadContract.ts';
import { ContractNotDue, ContractPriceMissing } from './refusals.ts';
import { billedOn, chargesOf, nextBilling, periodAfter, periodOf } from './rules.ts';

async function addressOf(tx: Tx, customerId: string): Promise<AddressRow | null> {
  const [row] = await selectRows(tx, 'Address', sql`t."customerId" = ${customerId}`, { orderBy: sql`t.kind, t."isDefault" DESC, t.id` });
  return row ?? null;
}

/** What an invoice of a contract is made of but its number. */
async function loadBilling(tx: Tx, ctx: Context, { contract, lines, customer }: Loaded, products: BillFacts['products']): Promise<Omit<BillFacts, 'number'>> {
  return {
    accounts: await loadAccounts(tx, ctx), contract, customer, issuedOn: ctx.today, address: await addressOf(tx, customer.id), parts: await loadTermParts(tx, customer), earlyOffers: await loadEarlyOffers(tx, customer, ctx.today),
    taxCodes: await selectRows(tx, 'TaxCode', sql`t.id = ANY(${lines.flatMap(({ taxCodeId }) => taxCodeId ?? [])}::uuid[])`), products, credit: await loadCredit(tx, customer.id),
  };
}

export const billContract = action({
  name: 'billContract', permission: 'invoices.post', describe: 'Invoices the next period of a contract that is due; done by itself each day. A period is invoiced once, whoever asks.',
  input: { contractId: id('Contract') }, refusals: [...postingRefusals, CustomerIncomplete, CustomerOnHold, ContractNotDue, ContractPriceMissing], payload: { invoice: 'record:Invoice', contract: 'record:Contract' },
  load: async (tx, { contractId }, ctx) => {
    await holdPeriod(tx, ctx, ctx.today);
    const loaded = await lockContract(tx, contractId, ctx);
    const { contract, lines, pauses, customer } = loaded;
    const period = contract.nextFrom ? periodOf(contract, contract.nextFrom) : undefined;
    if (!period || billedOn(contract, period) > ctx.today) throw ContractNotDue({ number: contract.number });
    const { sellables, priceOf } = await loadProducts(tx, ctx, customer, lines, ctx.today);
    const { charges, priceless: [missing] } = chargesOf(contract, lines, pauses, period, contract.currencyCode, priceOf);
    if (missing) throw ContractPriceMissing({ number: contract.number, description: missing.description, day: ctx.today });
    const net = plus(zero, ...charges.map((charge) => charge.net));
    if (net > zero) {
      demandNoHold(customer, await loadHolds(tx, customer.id), 'ORDER');
      await demandComplete(tx, [customer.id], ctx);
    }
    const billing = await loadBilling(tx, ctx, loaded, sellables);
    return { period, charges, facts: { ...billing, number: net > zero ? await takeNumber(tx, ctx, 'INV', ctx.today) : '' } };
  },
  decide: ({ period, charges, facts }, _input, ctx) => {
    const { contract } = facts;
    const made = billRows(facts, { periodFrom: period.from, periodTo: period.to }, 'PERIOD', charges, ctx);
    const next = periodAfter(contract, period);
    return {
      rows: [...made.rows, update('Contract', contract.id, { ...(next ? nextBilling(contract, next.from) : { nextFrom: null, nextOn: null }), problem: null, problemSince: null, version: contract.version + 1 })],
      events: made.events, result: { invoice: made.invoiceId, contract: contract.id },
    };
  },
});

/** Not offered: periods that are invoiced are put right after a change: charged, or given back by a credit note. */
const correctContract = action({
  name: 'correctContract', permission: 'invoices.post', describe: 'Puts right what was invoiced of a contract that was changed.', input: { contractId: id('Contract'), fromOn: day() }, refusals: [], payload: {},
  load: async (tx, { contractId, fromOn }, ctx) => {
    await holdPeriod(tx, ctx, ctx.today);
    const loaded = await lockContract(tx, contractId, ctx);
    const billings = await selectRows(tx, 'ContractBilling', sql`t."contractId" = ${contractId}`, { orderBy: sql`t."recordedAt", t.id` });
    const billed = await selectRows(tx, 'ContractBillingLine', sql`t."billingId" = ANY(${billings.map((each) => each.id)}::uuid[])`, { orderBy: sql`t."billingId", t.no` });
    const { sellables, priceOf } = await loadProducts(tx, ctx, loaded.customer, loaded.lines, ctx.today);
    const inOrder = billings.flatMap((each) => billed.filter((line) => line.billingId === each.id));
    const corrections = correctionsOf(loaded.contract, loaded.lines, loaded.pauses, { billings, lines: inOrder }, fromOn, priceOf);
    if (corrections.length === 0) return null;
    const lineIds = corrections.flatMap(({ credits }) => credits.map(({ invoiceLineId }) => invoiceLineId));
    const invoiceLines = await selectRows(tx, 'InvoiceLine', sql`t.id = ANY(${lineIds}::uuid[])`);
    const notes = [];
    for (const correction of corrections) {
      for (const invoiceId of [...new Set(correction.credits.flatMap(({ invoiceLineId }) => invoiceLines.find((line) => line.id === invoiceLineId)?.invoiceId ?? []))].sort()) {
        notes.push({ correction, facts: await loadCreditNote(tx, ctx, invoiceId, ctx.today), of: correction.credits.filter(({ invoiceLineId }) => invoiceLines.some((line) => line.id === invoiceLineId && line.invoiceId === invoiceId)) });
      }
    }
    const billing = await loadBilling(tx, ctx, loaded, sellables);
    const bills = [];
    for (const correction of corrections.filter(({ charges }) => charges.length > 0)) bills.push({ correction, facts: { ...billing, number: await takeNumber(tx, ctx, 'INV', ctx.today) } });
    return { contract: loaded.contract, notes, bills };
  },
  decide: (found, _input, ctx) => {
    if (!found) return { rows: [], events: [], result: {} };
    const { contract } = found;
    const bills = found.bills.map(({ correction, facts }) => billRows(facts, correction, 'CORRECTION', correction.charges, ctx));
    const notes = found.notes.map(({ correction, facts, of }) => {
      const made = creditNoteRows(facts, { lines: of.map(({ invoiceLineId, amount }) => ({ invoiceLineId, amount })), reason: message(ctx.company.locale, 'contract.givenBack', { number: contract.number }) }, ctx);
      const billing = ctx.newId();
      const amount = negate(plus(zero, ...of.map((each) => each.amount)));
      return {
        rows: [...made.rows,
          insert('ContractBilling', { id: billing, companyId: ctx.company.id, contractId: contract.id, customerId: contract.customerId, kind: 'CORRECTION', periodFrom: correction.periodFrom, periodTo: correction.periodTo, billedOn: ctx.today, invoiceId: made.id, currencyCode: contract.currencyCode, netMinor: amount }),
          ...of.map((each, index) => insert('ContractBillingLine', { ...each.line, id: ctx.newId(), billingId: billing, no: index + 1, netMinor: negate(each.amount) }))],
        events: [...made.events, { kind: 'contractGivenBack', subjectType: 'Contract', subjectId: contract.id, data: { number: facts.number, amount: printMoney(amount, contract.currencyCode), invoiceId: made.id } }],
      };
    });
    return { rows: [...notes, ...bills].flatMap(({ rows }) => rows), events: [...notes, ...bills].flatMap(({ events }) => events), result: {} };
  },
});

for (const kind of ['contractChanged', 'contractPaused', 'contractResumed', 'contractEnded', 'contractExtended']) {
  consume(kind, 'contracts', ({ subjectId, data }) => {
    const { day: fromOn } = (data ?? {}) as { day?: Day };
    return fromOn ? [task(correctContract, { contractId: subjectId, fromOn })] : [];
  });
}

const dueNow = (db: Db, today: string) => db.rows<{ id: string; number: string; name: string }>(sql`SELECT id, number, name FROM "Contract" WHERE "nextOn" <= ${today} ORDER BY "nextOn", number`);

/** Invoices all periods that are due; a contract that cannot be invoiced is passed over, and somebody is asked. Says how many were. */
export async function billDueContracts(db: Db, now: Date): Promise<string> {
  const ctx = await systemContext(db, now, 'JOB');
  const refused = new Set<string>();
  let count = 0;
  for (let rows = await dueNow(db, ctx.today); rows.some((row) => !refused.has(row.id)); rows = await dueNow(db, ctx.today)) {
    for (const row of rows.filter(({ id: known }) => !refused.has(known))) {
      const cause = { kind: 'contractHeld', subjectId: { type: 'Contract', uuid: row.id } };
      try {
        await perform(billContract, { contractId: row.id }, ctx);
        await perform(settleTask, cause, ctx);
        count += 1;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused.add(row.id);
        const why = refusalMessage(error, ctx.company.locale);
        await db.rows(sql`UPDATE "Contract" SET problem = ${why.slice(0, 1000)}, "problemSince" = coalesce("problemSince", ${ctx.now}) WHERE id = ${row.id}`);
        await perform(raiseTask, { ...cause, title: message(ctx.company.locale, 'task.contractHeld', { number: row.number }), text: why.slice(0, 4000), ownerRole: 'CONTROLLER', priority: 'HIGH' }, ctx);
      }
    }
  }
  const reminded = await remindOfEnds(db, ctx);
  return count + refused.size + reminded === 0 ? '' : `${count} periods invoiced, ${refused.size} held, ${reminded} reminders.`;
}

/** Who looks after contracts hears of those that end soon, once. */
async function remindOfEnds(db: Db, ctx: Context): Promise<number> {
  const rows = await db.rows<{ id: string; number: string; endsOn: Day }>(sql`SELECT s.id, s.number, s."endsOn"::text AS "endsOn" FROM "Contract" s WHERE s."endsOn" BETWEEN ${ctx.today}::date AND ${ctx.today}::date + s."reminderDays" AND s."endReason" IS NULL
    AND NOT EXISTS (SELECT FROM "Task" t WHERE t.kind = 'contractEnds' AND t."subjectId" = s.id AND t."createdAt" > ${ctx.now}::timestamptz - interval '1 day' * (s."reminderDays" + 1))`);
  for (const { id: contractId, number, endsOn } of rows) {
    await perform(raiseTask, { kind: 'contractEnds', subjectId: { type: 'Contract', uuid: contractId }, title: message(ctx.company.locale, 'task.contractEnds', { number, day: endsOn }), ownerRole: 'SALES', priority: 'NORMAL' }, ctx);
  }
  return rows.length;
}
