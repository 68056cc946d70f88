// Charges by hand; letting go what was charged, in part or as a whole; taking that back.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { companyPart, type LineDraft } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { CurrencyDiffers, rateRefusals } from '../currencies/refusals.ts';
import { demandSpoken, spokenCurrency } from '../currencies/spoken.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import type { ChargeCreditRow, ChargeLineRow, ChargeRow, OpenItemRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { day, id, list, money, object, optional, text } from '../shared/input.ts';
import { minus, negate, plus, printMoney, take, zero, type Minor } from '../shared/money.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update } from '../shared/write.ts';
import { lockItems } from '../payments/loadItems.ts';
import { chargeRows } from './chargeRows.ts';
import { itemEntryRows, undoItemEntry } from './itemEntry.ts';
import { creditedOf, loadCharged, loadChargeMoney, loadCharging, loadTaxCode } from './loadCharge.ts';
import { ChargeCreditExceeds, ChargeCreditReversed, ChargeReversed, ChargeTouched } from './refusals.ts';

export const createCharge = action({
  name: 'createCharge', permission: 'charges.post', describe: 'Charges a customer a fee by hand: a debt of its own, outside tax unless a tax code is named; in the currency of the invoices that it is for.',
  input: {
    customerId: id('Customer'), currencyCode: spokenCurrency, issuedOn: { ...optional(day()), describe: 'Today when left out.' }, dueOn: optional(day()), taxCodeId: optional(id('TaxCode')), reason: optional(text({ max: 1000, lines: true })),
    lines: list(object('ChargeLineInput', { description: text({ max: 300 }), amount: money(), invoiceId: optional(id('Invoice')) }), { min: 1, max: 50 }),
  },
  refusals: [...postingRefusals, ...rateRefusals, CurrencyDiffers], payload: { charge: 'record:Charge' },
  load: async (tx, { customerId, currencyCode, issuedOn, taxCodeId, lines }, ctx) => {
    const on = issuedOn ?? ctx.today;
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, on);
    const charged = await loadCharged(tx, customerId, ctx);
    const money = await loadChargeMoney(tx, currencyCode ?? ctx.company.currencyCode, on, ctx);
    const invoices = new Map<string, { openItemId: string; orderId: string | null; currencyCode: string }>();
    for (const { invoiceId } of lines) if (invoiceId) invoices.set(invoiceId, await readRow(tx, 'Invoice', invoiceId));
    for (const invoice of invoices.values()) demandSpoken(currencyCode, invoice.currencyCode, ctx);
    const taxCode = await loadTaxCode(tx, taxCodeId);
    const account = await loadCredit(tx, customerId);
    const { termDays } = await loadCharging(tx);
    return { accounts, on, money, charged, invoices, taxCode, account, termDays, number: await takeNumber(tx, ctx, 'CHG', on) };
  },
  decide: ({ accounts, on, money, charged, invoices, taxCode, account, termDays, number }, { dueOn, reason, lines }, ctx) => {
    const made = chargeRows(accounts, {
      kind: 'OTHER', number, ...charged, money, account, issuedOn: on, dueOn: dueOn ?? null, termDays, taxCode, reason: reason ?? null,
      lines: lines.map(({ description, amount, invoiceId }) => ({ kind: 'FEE', description, amount, debtItemId: invoices.get(invoiceId ?? '')?.openItemId ?? null, orderId: invoices.get(invoiceId ?? '')?.orderId ?? null })),
    }, ctx);
    return { rows: made.rows, events: made.events, result: { charge: made.id } };
  },
});

async function loadCharge(tx: Tx, chargeId: string, ctx: Context) {
  const accounts = await loadAccounts(tx, ctx);
  await holdPeriod(tx, ctx, ctx.today);
  const charge = await lockRow(tx, 'Charge', chargeId);
  await loadCharged(tx, charge.customerId, ctx);
  const [item] = await lockItems(tx, [charge.openItemId]);
  if (!item) throw new Error(`charge ${charge.id} lacks its open item`);
  const account = await loadCredit(tx, charge.customerId);
  const lines = await selectRows(tx, 'ChargeLine', sql`t."chargeId" = ${chargeId}`, { orderBy: sql`t.no` });
  return { accounts, charge, item, account, lines, credited: await creditedOf(tx, charge) };
}

export function demandStanding({ number, reversedOn }: Pick<ChargeRow, 'number' | 'reversedOn'>): void {
  if (reversedOn !== null) throw ChargeReversed({ number, reversedOn });
}
/** Refuses what more would be let go than is open. */
export function demandCreditable(charge: Pick<ChargeRow, 'number' | 'reversedOn' | 'currencyCode'>, item: Pick<OpenItemRow, 'openMinor'>, wanted: Minor): void {
  demandStanding(charge);
  const said = (amount: Minor) => ({ minor: amount, currencyCode: charge.currencyCode });
  if (wanted > item.openMinor || item.openMinor === 0n) throw ChargeCreditExceeds({ number: charge.number, wanted: said(wanted), open: said(item.openMinor) });
}
/** Refuses a charge that was paid, credited or written off in part: that is taken back first. */
export function demandUntouched(charge: Pick<ChargeRow, 'number' | 'reversedOn' | 'totalMinor'>, item: Pick<OpenItemRow, 'openMinor'>): void {
  demandStanding(charge);
  if (item.openMinor !== charge.totalMinor) throw ChargeTouched({ number: charge.number });
}

/** An amount in proportion to the lines of a charge; the last takes the rest. */
function inProportion(amount: Minor, lines: readonly Pick<ChargeLineRow, 'amountMinor'>[]): Minor[] {
  let [units, left] = [plus(zero, ...lines.map((line) => line.amountMinor)), amount];
  return lines.map((line) => {
    const part = take({ units, value: left }, line.amountMinor);
    [units, left] = [minus(units, line.amountMinor), minus(left, part)];
    return part;
  });
}

export const creditCharge = action({
  name: 'creditCharge', permission: 'charges.waive', describe: 'Lets go what was charged, as a whole or in part, never more than is open. The days stay charged.',
  input: { chargeId: id('Charge'), currencyCode: spokenCurrency, amount: { ...optional(money()), describe: 'All that is open when left out.' }, reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, ChargeReversed, ChargeCreditExceeds, CurrencyDiffers], payload: { charge: 'record:Charge' },
  load: (tx, { chargeId }, ctx) => loadCharge(tx, chargeId, ctx),
  decide: ({ accounts, charge, item, account, lines, credited }, { amount, currencyCode, reason }, ctx) => {
    if (amount) demandSpoken(currencyCode, charge.currencyCode, ctx);
    const wanted = amount ?? item.openMinor;
    demandCreditable(charge, item, wanted);
    const tax = take({ units: minus(charge.totalMinor, credited.amount), value: minus(charge.taxMinor, credited.tax) }, wanted);
    const [id, entryId] = [ctx.newId(), ctx.newId()];
    // What it takes of the debt in the books, and of its tax there.
    const worth = negate(companyPart(item, negate(wanted)));
    const companyTax = tax === zero ? zero : take({ units: minus(charge.taxMinor, credited.tax), value: minus(charge.companyTaxMinor ?? charge.taxMinor, credited.companyTax) }, tax);
    // By its lines' orders, in proportion: what is let go was earned by them.
    const nets = inProportion(minus(wanted, tax), lines);
    const worths = inProportion(minus(worth, companyTax), lines);
    const told = (units: Minor) => ({ original: { amount: units, currencyCode: charge.currencyCode } });
    const data = { number: charge.number, amount: printMoney(wanted, charge.currencyCode) };
    return {
      rows: [
        insert('ChargeCredit', { id, companyId: ctx.company.id, chargeId: charge.id, creditedOn: ctx.today, currencyCode: charge.currencyCode, amountMinor: wanted, taxMinor: tax, ...(charge.exchangeRate === null ? { companyMinor: null, companyTaxMinor: null } : { companyMinor: worth, companyTaxMinor: companyTax }), reason, entryId, reversesCreditId: null, createdByName: ctx.viewer.name }),
        ...itemEntryRows(accounts, {
          item, account, kind: 'CHARGE', on: ctx.today, source: { type: 'ChargeCredit', id }, memo: charge.number, by: negate(wanted),
          against: () => [
            ...lines.map(({ orderId }, index): LineDraft => ({ account: '4900', amount: worths[index] ?? zero, ...told(nets[index] ?? zero), customerId: item.customerId, orderId })),
            { account: '2200', amount: companyTax, ...told(tax), customerId: item.customerId, taxCodeId: charge.taxCodeId },
          ],
        }, ctx, entryId),
      ],
      events: [{ kind: 'chargeCredited', subjectType: 'Charge', subjectId: charge.id, reason, data }, { kind: 'chargeCredited', subjectType: 'Customer', subjectId: charge.customerId, reason, data: { ...data, chargeId: charge.id } }],
      result: { charge: charge.id },
    };
  },
});

export function demandCreditStanding(credit: Pick<ChargeCreditRow, 'reversesCreditId'>, isReversed: boolean, number: string): void {
  if (isReversed || credit.reversesCreditId !== null) throw ChargeCreditReversed({ number });
}

const mirroredWorth = (amount: Minor | null): Minor | null => (amount === null ? null : negate(amount));

export const undoChargeCredit = action({
  name: 'undoChargeCredit', permission: 'charges.waive', describe: 'Takes back that a part of a charge was let go: it is owed again.',
  input: { chargeCreditId: id('ChargeCredit'), reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, ChargeReversed, ChargeCreditReversed], payload: { charge: 'record:Charge' },
  load: async (tx, { chargeCreditId }, ctx) => {
    const credit = await readRow(tx, 'ChargeCredit', chargeCreditId);
    const loaded = await loadCharge(tx, credit.chargeId, ctx);
    const reversed = await selectRows(tx, 'ChargeCredit', sql`t."reversesCreditId" = ${credit.id}`);
    return { ...loaded, credit, isReversed: reversed.length > 0, entry: await readRow(tx, 'JournalEntry', credit.entryId), posted: await selectRows(tx, 'JournalLine', sql`t."entryId" = ${credit.entryId}`, { orderBy: sql`t.no` }) };
  },
  decide: ({ accounts, charge, item, account, credit, isReversed, entry, posted }, { reason }, ctx) => {
    demandStanding(charge);
    demandCreditStanding(credit, isReversed, charge.number);
    const [id, entryId] = [ctx.newId(), ctx.newId()];
    return {
      rows: [
        insert('ChargeCredit', { id, companyId: ctx.company.id, chargeId: charge.id, creditedOn: ctx.today, currencyCode: charge.currencyCode, amountMinor: negate(credit.amountMinor), taxMinor: negate(credit.taxMinor), companyMinor: mirroredWorth(credit.companyMinor), companyTaxMinor: mirroredWorth(credit.companyTaxMinor), reason, entryId, reversesCreditId: credit.id, createdByName: ctx.viewer.name }),
        ...undoItemEntry(accounts, { entry, lines: posted, item, account, on: ctx.today, source: { type: 'ChargeCredit', id } }, ctx, entryId),
      ],
      events: [{ kind: 'chargeCreditUndone', subjectType: 'Charge', subjectId: charge.id, reason, data: { number: charge.number, amount: printMoney(credit.amountMinor, charge.currencyCode) } }],
      result: { charge: charge.id },
    };
  },
});

export const reverseCharge = action({
  name: 'reverseCharge', permission: 'charges.post', describe: 'Undoes a charge of which nothing is settled, dated today. Its days may be charged again.',
  input: { chargeId: id('Charge'), reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, ChargeReversed, ChargeTouched], payload: { charge: 'record:Charge' },
  load: async (tx, { chargeId }, ctx) => {
    const loaded = await loadCharge(tx, chargeId, ctx);
    const [entry] = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${chargeId} AND t.kind = 'CHARGE'`);
    if (!entry) throw new Error(`charge ${chargeId} has no entry`);
    return { ...loaded, entry, posted: await selectRows(tx, 'JournalLine', sql`t."entryId" = ${entry.id}`, { orderBy: sql`t.no` }) };
  },
  decide: ({ accounts, charge, item, account, entry, posted }, { reason }, ctx) => {
    demandUntouched(charge, item);
    const data = { number: charge.number };
    return {
      rows: [
        update('Charge', charge.id, { status: 'REVERSED', reversedOn: ctx.today, reversalReason: reason }),
        ...undoItemEntry(accounts, { entry, lines: posted, item, account, on: ctx.today, source: { type: 'Charge', id: charge.id } }, ctx),
      ],
      events: [{ kind: 'chargeReversed', subjectType: 'Charge', subjectId: charge.id, reason, data }, { kind: 'chargeReversed', subjectType: 'Customer', subjectId: charge.customerId, reason, data: { ...data, chargeId: charge.id } }],
      result: { charge: charge.id },
    };
  },
});
