// Contracts: made by hand, from an order or a quotation; their head is changed here, what they charge in changeContract.ts.
import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import { currencyFor } from '../currencies/documentMoney.ts';
import { demandTraded, loadRates } from '../currencies/rates.ts';
import { CurrencyDiffers } from '../currencies/refusals.ts';
import { readCustomer } from '../customers/loadCustomer.ts';
import { lockOrder } from '../orders/loadOrder.ts';
import { action, type Decision } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, choice, currency, day, fraction, id, integer, list, object, optional, quantity, signedFraction, text, unitPrice, type InputOf } from '../shared/input.ts';
import { changesOf, demandVersion, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Rate } from '../shared/quantity.ts';
import { addDays, type Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update } from '../shared/write.ts';
import { demandLines, lockContract } from './loadContract.ts';
import { ContractInForce } from './refusals.ts';
import { nextBilling, periodOf } from './rules.ts';

export const lineInput = {
  productId: optional(id('Product')), description: { ...optional(text({ max: 300 })), describe: 'The product\'s name when left out.' }, accountId: { ...optional(id('Account')), describe: 'Revenue account of free text; 4000 when left out.' },
  taxCodeId: { ...optional(id('TaxCode')), describe: 'The product\'s when left out.' }, quantity: quantity(), unitPrice: { ...optional(unitPrice()), describe: 'For one period. Without one, the list price of the day on which it is invoiced.' }, discountRate: optional(fraction()),
};
const line = object('ContractLineInput', lineInput);
type GivenLine = InputOf<typeof lineInput>;
const head = {
  name: optional(text({ max: 200 })), endsOn: optional(day()), raiseRate: { ...optional(signedFraction()), describe: 'What fixed prices rise by each year, as a fraction.' }, noticeDays: optional(integer({ max: 1000 })),
  reminderDays: optional(integer({ max: 1000 })), defersRevenue: optional(boolean()), customerReference: optional(text({ max: 100 })),
};

/** The customer and lines of an order or of a quotation: one click makes a contract of it. */
async function takenFrom(tx: Tx, ctx: Context, orderId: string | null, quotationId: string | null): Promise<{ customerId: string; name: string; currencyCode: string; lines: GivenLine[] } | null> {
  if (orderId) {
    const { order, lines } = await lockOrder(tx, orderId, ctx);
    return { customerId: order.customerId, name: order.number ?? '', currencyCode: order.currencyCode, lines: lines.map(({ productId, description, taxCodeId, quantity: units, unitPrice: price, discountRate }) => ({ productId, description, taxCodeId, quantity: units, unitPrice: price, discountRate })) };
  }
  if (!quotationId) return null;
  const quotation = await readRow(tx, 'Quotation', quotationId);
  if (!quotation.customerId) throw fieldRefused(['quotationId'], 'required');
  const lines = await selectRows(tx, 'QuotationLine', sql`t."quotationId" = ${quotationId} AND t."isChosen" AND t."productId" IS NOT NULL`, { orderBy: sql`t.no` });
  return { customerId: quotation.customerId, name: quotation.number ?? '', currencyCode: quotation.currencyCode, lines: lines.map(({ productId, description, quantity: units, unitPrice: price, discountRate }) => ({ productId, description, quantity: units as GivenLine['quantity'], unitPrice: price, discountRate })) };
}

/** Of goods that are kept in stock none leave with an invoice: a contract takes the services alone. */
async function unstocked(tx: Tx, lines: GivenLine[]): Promise<GivenLine[]> {
  const rows = await tx.rows<{ id: string }>(sql`SELECT id FROM "Product" WHERE id = ANY(${lines.flatMap(({ productId }) => productId ?? [])}::uuid[]) AND NOT "isStocked" AND NOT "isKit"`);
  return lines.filter(({ productId }) => rows.some(({ id: known }) => known === productId));
}

/** Refuses a currency that the firm does not trade in. */
async function demandCurrency(tx: Tx, ctx: Context, code: string): Promise<void> {
  if (code !== ctx.company.currencyCode) demandTraded(code, await loadRates(tx, ctx, [ctx.today]), ctx, ['currencyCode']);
}

export const createContract = action({
  name: 'createContract', permission: 'contracts.write',
  describe: 'Makes a contract that is invoiced again and again, on its own day, once for each period. Of an order or a quotation it takes customer and lines, where none are told.',
  input: {
    customerId: { ...optional(id('Customer')), describe: 'That of the order or quotation when left out.' }, orderId: optional(id('Order')), quotationId: optional(id('Quotation')),
    currencyCode: { ...optional(currency()), describe: 'ISO 4217: of its prices and invoices. That of the order or quotation, else the customer\'s, else the company\'s when left out.' }, ...head,
    every: choice('ContractInterval'), intervals: { ...optional(integer({ min: 1, max: 60 })), describe: 'So many of them are one period.' }, startsOn: { ...optional(day()), describe: 'Today when left out.' },
    anchorOn: { ...optional(day()), describe: 'Periods begin on this day and so many intervals after it; the first day when left out.' }, timing: optional(choice('ContractTiming')),
    proratesEnds: { ...optional(boolean()), describe: 'A first and last part of a period is charged by its days (default).' }, lines: optional(list(line, { max: 200 })),
  },
  refusals: [CurrencyDiffers], payload: { contract: 'record:Contract' },
  load: async (tx, given, ctx) => {
    const taken = await takenFrom(tx, ctx, given.orderId ?? null, given.quotationId ?? null);
    const customerId = given.customerId ?? taken?.customerId;
    if (!customerId) throw fieldRefused(['customerId'], 'required');
    if (taken && taken.customerId !== customerId) throw fieldRefused(['customerId'], 'id_unknown', { type: 'Customer' });
    const customer = await readCustomer(tx, customerId, ctx);
    const lines = given.lines?.length ? given.lines : await unstocked(tx, taken?.lines ?? []);
    if (lines.length === 0) throw fieldRefused(['lines'], 'required');
    const currencyCode = currencyFor(given.currencyCode ?? taken?.currencyCode, customer, ctx);
    // Prices of the order or quotation are in its currency.
    if (taken && !given.lines?.length && currencyCode !== taken.currencyCode) throw CurrencyDiffers({ told: currencyCode, currency: taken.currencyCode });
    await demandCurrency(tx, ctx, currencyCode);
    const startsOn = given.startsOn ?? ctx.today;
    if (given.endsOn && given.endsOn < startsOn) throw fieldRefused(['endsOn'], 'day_before', { day: startsOn });
    return { customer, currencyCode, lines, startsOn, name: given.name ?? taken?.name ?? customer.name, products: await demandLines(tx, ctx, lines), number: await takeNumber(tx, ctx, 'CTR', ctx.today) };
  },
  decide: ({ customer, currencyCode, lines, startsOn, name, products, number }, given, ctx): Decision => {
    const contract = ctx.newId();
    const terms = {
      every: given.every, intervals: given.intervals ?? 1, anchorOn: given.anchorOn ?? startsOn, startsOn, endsOn: given.endsOn ?? null, timing: given.timing ?? 'ADVANCE' as const, proratesEnds: given.proratesEnds ?? true, raiseRate: given.raiseRate ?? null,
    };
    return {
      rows: [
        insert('Contract', {
          id: contract, companyId: ctx.company.id, number, name, customerId: customer.id, currencyCode, ...terms, ...nextBilling(terms, startsOn), endReason: null, noticeDays: given.noticeDays ?? 0,
          reminderDays: given.reminderDays ?? 30, defersRevenue: given.defersRevenue ?? false, customerReference: given.customerReference ?? null, orderId: given.orderId ?? null, quotationId: given.quotationId ?? null, problem: null, problemSince: null,
        }),
        ...lines.map((each, index) => insert('ContractLine', lineRow(ctx.newId(), contract, index + 1, each, { validFrom: startsOn, name: products.get(each.productId ?? '')?.name, taxCodeId: products.get(each.productId ?? '')?.taxCodeId }))),
      ],
      events: [
        { kind: 'contractCreated', subjectType: 'Contract', subjectId: contract, data: { number, name } },
        ...(given.orderId ? [{ kind: 'orderSubscribed', subjectType: 'Order', subjectId: given.orderId, data: { number, contractId: contract } }] : []),
        ...(given.quotationId ? [{ kind: 'quotationSubscribed', subjectType: 'Quotation', subjectId: given.quotationId, data: { number, contractId: contract } }] : []),
      ],
      result: { contract },
    };
  },
});

/** A version of a line, from a day on. */
export const lineRow = (rowId: string, contractId: string, no: number, given: GivenLine, { validFrom, priceFrom, name, taxCodeId }: { validFrom: Day; priceFrom?: Day; name?: string | undefined; taxCodeId?: string | null | undefined }) => ({
  id: rowId, contractId, no, validFrom, validTo: null, productId: given.productId ?? null, description: (given.description ?? name ?? '').slice(0, 300), accountId: given.accountId ?? null,
  taxCodeId: given.taxCodeId ?? taxCodeId ?? null, quantity: given.quantity, unitPrice: given.unitPrice ?? null, priceFrom: priceFrom ?? validFrom, discountRate: given.discountRate ?? (0n as Rate),
});

export const updateContract = action({
  name: 'updateContract', permission: 'contracts.write', describe: 'Changes the head of a contract. What it charges is changed from a day on (changeContract); its last day by ending it.',
  input: { contractId: id('Contract'), version: integer(), currencyCode: { ...optional(currency()), describe: 'Before its first day alone: its prices are then in this one, as they stand.' }, ...head }, refusals: [ContractInForce], payload: { contract: 'record:Contract' },
  load: async (tx, { contractId, currencyCode }, ctx) => {
    const { contract } = await lockContract(tx, contractId, ctx);
    if (currencyCode && currencyCode !== contract.currencyCode) await demandCurrency(tx, ctx, currencyCode);
    const [billed] = await tx.rows<{ last: Day | null }>(sql`SELECT max("periodFrom")::text AS last FROM "ContractBilling" WHERE "contractId" = ${contractId} AND kind = 'PERIOD'`);
    return { contract, billed: billed?.last ?? null };
  },
  decide: ({ contract: row, billed }, given, ctx) => {
    if (given.endsOn !== undefined && given.endsOn !== row.endsOn) {
      if (given.endsOn !== null && given.endsOn < ctx.today) throw fieldRefused(['endsOn'], 'day_before', { day: ctx.today });
      // A later end only adds periods; an earlier one gives notice, and back what was paid.
      if (given.endsOn !== null && (row.endsOn === null || given.endsOn < row.endsOn)) throw fieldRefused(['endsOn'], 'end_earlier');
    }
    const currencyCode = given.currencyCode ?? row.currencyCode;
    if (currencyCode !== row.currencyCode && (billed !== null || row.startsOn <= ctx.today)) throw ContractInForce({ number: row.number, currency: row.currencyCode });
    const endsOn = given.endsOn === undefined ? row.endsOn : given.endsOn;
    const after = {
      name: given.name ?? row.name, currencyCode, endsOn, raiseRate: given.raiseRate === undefined ? row.raiseRate : given.raiseRate, noticeDays: given.noticeDays ?? row.noticeDays, reminderDays: given.reminderDays ?? row.reminderDays,
      defersRevenue: given.defersRevenue ?? row.defersRevenue, customerReference: given.customerReference === undefined ? row.customerReference : given.customerReference,
    };
    demandVersion('Contract', row, given.version, after, ctx.company.currencyCode);
    // All periods were invoiced, also such as were given back: these are put right, and the next comes after them.
    const last = row.nextFrom === null && billed !== null && endsOn !== row.endsOn ? periodOf({ ...row, endsOn: null }, billed) : undefined;
    const resumesOn = row.nextFrom ?? (last ? addDays(last.wholeTo, 1) : null);
    return {
      rows: [update('Contract', row.id, { ...after, ...(resumesOn ? nextBilling({ ...row, ...after }, resumesOn) : {}), ...(endsOn === null ? { endReason: null } : {}), version: row.version + 1 })],
      events: [{ kind: endsOn === row.endsOn ? 'contractUpdated' : 'contractExtended', subjectType: 'Contract', subjectId: row.id, data: { number: row.number, day: row.endsOn }, changes: changesOf('Contract', row, after, ctx.company.currencyCode) }],
      result: { contract: row.id },
    };
  },
});
