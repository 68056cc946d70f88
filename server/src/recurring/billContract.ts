// The invoices of contracts: made by the job on their day, once for each period, those missed too and in their order.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { rateRefusals } from '../currencies/refusals.ts';
import { systemContext } from '../context.ts';
import { demandComplete } from '../customers/completeness.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { loadHolds } from '../customers/loadCustomer.ts';
import { CustomerIncomplete, CustomerOnHold } from '../customers/refusals.ts';
import { demandNoHold } from '../customers/rules.ts';
import type { AddressRow } from '../generated/rows.ts';
import { refusalMessage } from '../mutations.ts';
import { loadEarlyOffers } from '../receivables/earlyOffers.ts';
import { loadTermParts } from '../receivables/instalments.ts';
import { action } from '../shared/action.ts';
import type { Db, Tx } from '../shared/db.ts';
import { id } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { plus, zero } from '../shared/money.ts';
import { perform } from '../shared/perform.ts';
import type { FxRate } from '../shared/quantity.ts';
import { Refusal } from '../shared/refusal.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { update } from '../shared/write.ts';
import { raiseTask, settleTask } from '../work/raiseTask.ts';
import { billRows, type BillFacts } from './bill.ts';
import { loadContractMoney } from './contractMoney.ts';
import { loadProducts, lockContract, type Loaded } from './loadContract.ts';
import { ContractNotDue, ContractPriceMissing } from './refusals.ts';
import { billedOn, chargesOf, nextBilling, periodAfter, periodOf } from './rules.ts';

async function addressOf(tx: Tx, customerId: string): Promise<AddressRow | null> {
  const [row] = await selectRows(tx, 'Address', sql`t."customerId" = ${customerId}`, { orderBy: sql`t.kind, t."isDefault" DESC, t.id` });
  return row ?? null;
}

/** What an invoice of a contract is made of but its number. */
export async function loadBilling(tx: Tx, ctx: Context, { contract, lines, customer }: Loaded, products: BillFacts['products'], rate: FxRate | null): Promise<Omit<BillFacts, 'number'>> {
  return {
    accounts: await loadAccounts(tx, ctx), contract, customer, rate, issuedOn: ctx.today, address: await addressOf(tx, customer.id), parts: await loadTermParts(tx, customer), earlyOffers: await loadEarlyOffers(tx, customer, ctx.today),
    taxCodes: await selectRows(tx, 'TaxCode', sql`t.id = ANY(${lines.flatMap(({ taxCodeId }) => taxCodeId ?? [])}::uuid[])`), products, credit: await loadCredit(tx, customer.id),
  };
}

export const billContract = action({
  name: 'billContract', permission: 'invoices.post', describe: 'Invoices the next period of a contract that is due; done by itself each day. A period is invoiced once, whoever asks.',
  input: { contractId: id('Contract') }, refusals: [...postingRefusals, CustomerIncomplete, CustomerOnHold, ContractNotDue, ContractPriceMissing, ...rateRefusals], payload: { invoice: 'record:Invoice', contract: 'record:Contract' },
  load: async (tx, { contractId }, ctx) => {
    await holdPeriod(tx, ctx, ctx.today);
    const loaded = await lockContract(tx, contractId, ctx);
    const { contract, lines, pauses, customer } = loaded;
    const period = contract.nextFrom ? periodOf(contract, contract.nextFrom) : undefined;
    if (!period || billedOn(contract, period) > ctx.today) throw ContractNotDue({ number: contract.number });
    const money = await loadContractMoney(tx, ctx, contract.currencyCode, ctx.today);
    const { sellables, priceOf } = await loadProducts(tx, ctx, customer, lines, ctx.today, money);
    const { charges, priceless: [missing] } = chargesOf(contract, lines, pauses, period, contract.currencyCode, priceOf);
    if (missing) {
      // Perhaps there is one in company money, and the rate alone is missing.
      money.demandRate();
      throw ContractPriceMissing({ number: contract.number, description: missing.description, day: ctx.today });
    }
    const net = plus(zero, ...charges.map((charge) => charge.net));
    if (net > zero) {
      demandNoHold(customer, await loadHolds(tx, customer.id), 'ORDER');
      await demandComplete(tx, [customer.id], ctx);
    }
    const billing = await loadBilling(tx, ctx, loaded, sellables, net > zero ? money.demandRate() : null);
    return { period, charges, facts: { ...billing, number: net > zero ? await takeNumber(tx, ctx, 'INV', ctx.today) : '' } };
  },
  decide: ({ period, charges, facts }, _input, ctx) => {
    const { contract } = facts;
    const made = billRows(facts, { periodFrom: period.from, periodTo: period.to }, 'PERIOD', charges, [], ctx);
    const next = periodAfter(contract, period);
    return {
      rows: [...made.rows, update('Contract', contract.id, { ...(next ? nextBilling(contract, next.from) : { nextFrom: null, nextOn: null }), problem: null, problemSince: null, version: contract.version + 1 })],
      events: made.events, result: { invoice: made.invoiceId, contract: contract.id },
    };
  },
});

const dueNow = (db: Db, today: string) => db.rows<{ id: string; number: string; name: string }>(sql`SELECT id, number, name FROM "Contract" WHERE "nextOn" <= ${today} ORDER BY "nextOn", number`);

/** Invoices all periods that are due; a contract that cannot be invoiced is passed over, and somebody is asked. Says how many were. */
export async function billDueContracts(db: Db, now: Date): Promise<string> {
  const ctx = await systemContext(db, now, 'JOB');
  const refused = new Set<string>();
  let [count, held] = [0, 0];
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
        // Somebody else was faster.
        if (error.kind.code === 'CONTRACT_NOT_DUE') continue;
        held += 1;
        const why = refusalMessage(error, ctx.company.locale);
        await db.rows(sql`UPDATE "Contract" SET problem = ${why.slice(0, 1000)}, "problemSince" = coalesce("problemSince", ${ctx.now}) WHERE id = ${row.id} AND "nextOn" <= ${ctx.today}`);
        await perform(raiseTask, { ...cause, title: message(ctx.company.locale, 'task.contractHeld', { number: row.number }), text: why.slice(0, 4000), ownerRole: 'CONTROLLER', priority: 'HIGH' }, ctx);
      }
    }
  }
  await clearHeld(db, ctx);
  const reminded = await remindOfEnds(db, ctx);
  return count + held + reminded === 0 ? '' : `${count} periods invoiced, ${held} held, ${reminded} reminders.`;
}

/** What could not be invoiced and need not be any more (ended, or invoiced by hand) is no problem, and no task. */
async function clearHeld(db: Db, ctx: Context): Promise<void> {
  const rows = await db.rows<{ id: string }>(sql`SELECT s.id FROM "Contract" s WHERE (s."nextOn" IS NULL OR s."nextOn" > ${ctx.today})
    AND (s.problem IS NOT NULL OR EXISTS (SELECT FROM "Task" t WHERE t.kind = 'contractHeld' AND t."subjectId" = s.id AND t.status = 'OPEN'))`);
  for (const { id: contractId } of rows) {
    await db.rows(sql`UPDATE "Contract" SET problem = NULL, "problemSince" = NULL WHERE id = ${contractId} AND ("nextOn" IS NULL OR "nextOn" > ${ctx.today})`);
    await perform(settleTask, { kind: 'contractHeld', subjectId: { type: 'Contract', uuid: contractId } }, ctx);
  }
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
