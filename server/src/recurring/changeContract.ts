// What a contract charges, from a day on: other quantities and prices, pauses, its end. What was invoiced already is put right
// by itself (correctContract.ts).
import sql from 'sql-template-tag';
import { action, type DecideContext, type EventDraft } from '../shared/action.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import { boolean, day, id, integer, list, object, optional, quantityOrZero, signedFraction, text, unitPrice } from '../shared/input.ts';
import { none, printRate, type Quantity, type UnitPrice } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { addDays, type Day } from '../shared/time.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import type { ContractRow } from '../generated/rows.ts';
import { demandLines, lockContract, type Loaded } from './loadContract.ts';
import { NoticeShort, ContractNotPaused, ContractOver, ContractPaused } from './refusals.ts';
import { nextBilling, raisedPrice } from './rules.ts';
import { lineInput, lineRow } from './saveContract.ts';

const reason = text({ max: 1000, lines: true });

/** Refuses a contract that has ended. */
export function demandRunning({ number, endsOn }: Pick<ContractRow, 'number' | 'endsOn'>, today: Day): void {
  if (endsOn !== null && endsOn < today) throw ContractOver({ number, endsOn });
}
/** Refuses a contract that is to be paused for another open pause, or resumed without one. */
export function demandPaused({ contract: { number }, pauses }: Pick<Loaded, 'contract' | 'pauses'>, is: boolean): void {
  const open = pauses.find(({ toOn }) => toOn === null);
  if (is && !open) throw ContractNotPaused({ number });
  if (!is && open) throw ContractPaused({ number, fromOn: open.fromOn });
}
const demandWithin = ({ startsOn, endsOn }: ContractRow, on: Day, field: string): void => {
  if (on < startsOn) throw fieldRefused([field], 'day_before', { day: startsOn });
  if (endsOn !== null && on > endsOn) throw fieldRefused([field], 'day_after', { day: endsOn });
};
const told = (kind: string, row: ContractRow, fromOn: Day, why: string, data: EventDraft['data'] = {}): EventDraft =>
  ({ kind, subjectType: 'Contract', subjectId: row.id, reason: why, data: { number: row.number, day: fromOn, ...data } });

/** A line's version of a day ends the day before; one that begins then or later goes. */
function endLine({ lines }: Loaded, no: number, fromOn: Day): Change[] {
  return lines.filter((line) => line.no === no && (line.validTo === null || line.validTo >= fromOn))
    .map((line) => (line.validFrom >= fromOn ? remove('ContractLine', line.id) : update('ContractLine', line.id, { validTo: addDays(fromOn, -1) })));
}
const lineOn = ({ lines }: Loaded, no: number, on: Day) => lines.find((line) => line.no === no && line.validFrom <= on && (line.validTo === null || line.validTo >= on));

const change = object('ContractChangeInput', {
  no: integer({ min: 1, max: 1000 }), quantity: { ...optional(quantityOrZero()), describe: 'Nothing ends the line.' }, unitPrice: optional(unitPrice()), usesListPrice: { ...optional(boolean()), describe: 'From then on the list price of the day.' },
});

export const changeContract = action({
  name: 'changeContract', permission: 'contracts.write',
  describe: 'Changes quantities or prices of lines, or adds lines, from a day on. Where that day lies in a period that is invoiced, the difference is charged or given back by its days.',
  input: { contractId: id('Contract'), fromOn: day(), changes: optional(list(change, { max: 200 })), added: optional(list(object('ContractAddedLineInput', lineInput), { max: 100 })), reason },
  refusals: [ContractOver], payload: { contract: 'record:Contract' },
  load: async (tx, { contractId, added }, ctx) => {
    const loaded = await lockContract(tx, contractId, ctx);
    const [billed] = await tx.rows<{ no: number }>(sql`SELECT coalesce(max(l."lineNo"), 0)::int AS no FROM "ContractBillingLine" l JOIN "ContractBilling" b ON b.id = l."billingId" WHERE b."contractId" = ${contractId}`);
    return { loaded, billedNo: billed?.no ?? 0, products: await demandLines(tx, ctx, added ?? [], 'added') };
  },
  decide: ({ loaded, billedNo, products }, { fromOn, changes, added, reason: why }, ctx) => {
    const { contract: row, lines } = loaded;
    demandRunning(row, ctx.today);
    demandWithin(row, fromOn, 'fromOn');
    if (!changes?.length && !added?.length) throw fieldRefused(['changes'], 'required');
    const rows = (changes ?? []).flatMap((each, index): Change[] => {
      const line = lineOn(loaded, each.no, fromOn);
      if (!line) throw fieldRefused(['changes', String(index), 'no'], 'id_unknown', { type: 'ContractLine' });
      if (changes?.findIndex(({ no }) => no === each.no) !== index) throw fieldRefused(['changes', String(index), 'no'], 'twice');
      const quantity = each.quantity ?? line.quantity;
      const ended = endLine(loaded, each.no, fromOn);
      if (quantity === none) return ended;
      const price = each.usesListPrice ? null : each.unitPrice ?? line.unitPrice;
      if (price === null && !line.productId) throw fieldRefused(['changes', String(index), 'unitPrice'], 'required');
      const isNewPrice = each.usesListPrice === true || (each.unitPrice !== undefined && each.unitPrice !== null);
      return [...ended, insert('ContractLine', { ...line, id: ctx.newId(), validFrom: fromOn, validTo: null, quantity: quantity as Quantity, unitPrice: price, priceFrom: isNewPrice ? fromOn : line.priceFrom })];
    });
    // The number of a line that was invoiced is never another's.
    const last = Math.max(billedNo, ...lines.map(({ no }) => no));
    return {
      rows: [
        ...rows, ...(added ?? []).map((each, index) => insert('ContractLine', lineRow(ctx.newId(), row.id, last + index + 1, each, { validFrom: fromOn, name: products.get(each.productId ?? '')?.name, taxCodeId: products.get(each.productId ?? '')?.taxCodeId }))),
        update('Contract', row.id, { version: row.version + 1 }),
      ],
      events: [told('contractChanged', row, fromOn, why, { lines: rows.length + (added?.length ?? 0) })],
      result: { contract: row.id },
    };
  },
});

export const raiseContracts = action({
  name: 'raiseContracts', permission: 'contracts.manage', describe: 'Raises (or cuts) the fixed prices of contracts by a rate from a day on, as an index or an agreement says. Their own yearly raises count anew from then.',
  input: { contractIds: list(id('Contract'), { min: 1, max: 500 }), rate: signedFraction(), fromOn: day(), reason }, refusals: [ContractOver], payload: { contracts: 'records:Contract', raised: 'int' },
  load: async (tx, { contractIds }, ctx) => {
    const loaded: Loaded[] = [];
    for (const contractId of [...new Set(contractIds)].sort()) loaded.push(await lockContract(tx, contractId, ctx));
    return loaded;
  },
  decide: (all, { rate, fromOn, reason: why }, ctx) => {
    if (rate === 0n) throw fieldRefused(['rate'], 'required');
    const made = all.map((loaded) => ({ row: loaded.contract, rows: raised(loaded, rate, fromOn, ctx) }));
    return {
      rows: made.flatMap(({ row, rows }) => [...rows, update('Contract', row.id, { version: row.version + 1 })]), events: made.map(({ row, rows }) => told('contractChanged', row, fromOn, why, { rate: printRate(rate), lines: rows.filter(({ op }) => op === 'insert').length })),
      result: { contracts: made.map(({ row }) => row.id), raised: made.length },
    };
  },
});

function raised(loaded: Loaded, rate: bigint, fromOn: Day, ctx: DecideContext): Change[] {
  const { contract: row, lines } = loaded;
  demandRunning(row, ctx.today);
  demandWithin(row, fromOn, 'fromOn');
  return [...new Set(lines.map(({ no }) => no))].flatMap((no) => {
    const line = lineOn(loaded, no, fromOn);
    if (!line || line.unitPrice === null) return [];
    const price = raisedPrice(line.unitPrice, line.priceFrom, row.raiseRate, fromOn);
    return [...endLine(loaded, no, fromOn), insert('ContractLine', { ...line, id: ctx.newId(), validFrom: fromOn, validTo: null, unitPrice: roundedQuotient(price * (1_000_000n + rate), 1_000_000n) as UnitPrice, priceFrom: fromOn })];
  });
}

export const pauseContract = action({
  name: 'pauseContract', permission: 'contracts.write', describe: 'Charges nothing from a day on, until a day or until it is resumed. What is invoiced of these days is given back.',
  input: { contractId: id('Contract'), fromOn: optional(day()), toOn: { ...optional(day()), describe: 'The last day of the pause.' }, reason }, refusals: [ContractOver, ContractPaused], payload: { contract: 'record:Contract' },
  load: (tx, { contractId }, ctx) => lockContract(tx, contractId, ctx),
  decide: (loaded, { fromOn, toOn, reason: why }, ctx) => {
    const { contract: row, pauses } = loaded;
    const from = fromOn ?? ctx.today;
    demandRunning(row, ctx.today);
    demandPaused(loaded, false);
    demandWithin(row, from, 'fromOn');
    if (toOn && toOn < from) throw fieldRefused(['toOn'], 'day_before', { day: from });
    if (pauses.some((pause) => (pause.toOn ?? pause.fromOn) >= from && pause.fromOn <= (toOn ?? pause.fromOn))) throw fieldRefused(['fromOn'], 'twice');
    return {
      rows: [insert('ContractPause', { id: ctx.newId(), contractId: row.id, fromOn: from, toOn: toOn ?? null, reason: why }), update('Contract', row.id, { version: row.version + 1 })],
      events: [told('contractPaused', row, from, why)], result: { contract: row.id },
    };
  },
});

export const resumeContract = action({
  name: 'resumeContract', permission: 'contracts.write', describe: 'Charges again from a day on.', input: { contractId: id('Contract'), fromOn: optional(day()), reason }, refusals: [ContractOver, ContractNotPaused], payload: { contract: 'record:Contract' },
  load: (tx, { contractId }, ctx) => lockContract(tx, contractId, ctx),
  decide: (loaded, { fromOn, reason: why }, ctx) => {
    const { contract: row, pauses } = loaded;
    demandRunning(row, ctx.today);
    demandPaused(loaded, true);
    const from = fromOn ?? ctx.today;
    const pause = pauses.find(({ toOn }) => toOn === null);
    if (!pause || from < pause.fromOn) throw fieldRefused(['fromOn'], 'day_before', { day: pause?.fromOn ?? from });
    return {
      rows: [from === pause.fromOn ? remove('ContractPause', pause.id) : update('ContractPause', pause.id, { toOn: addDays(from, -1) }), update('Contract', row.id, { version: row.version + 1 })],
      events: [told('contractResumed', row, from, why)], result: { contract: row.id },
    };
  },
});

export const endContract = action({
  name: 'endContract', permission: 'contracts.write', describe: 'Ends a contract with a day, not before its notice. What is invoiced of the days after it is given back.',
  input: { contractId: id('Contract'), endsOn: { ...optional(day()), describe: 'The last day; as soon as the notice allows when left out.' }, waivesNotice: { ...optional(boolean()), describe: 'Earlier than the notice, as the firm agrees.' }, reason },
  refusals: [ContractOver, NoticeShort], payload: { contract: 'record:Contract' },
  load: (tx, { contractId }, ctx) => lockContract(tx, contractId, ctx),
  decide: ({ contract: row }, { endsOn, waivesNotice, reason: why }, ctx) => {
    demandRunning(row, ctx.today);
    const earliest = addDays(ctx.today, row.noticeDays);
    const end = endsOn ?? (earliest < row.startsOn ? row.startsOn : earliest);
    if (end < row.startsOn) throw fieldRefused(['endsOn'], 'day_before', { day: row.startsOn });
    if (end < earliest && !waivesNotice) throw NoticeShort({ number: row.number, earliest });
    if (row.endsOn !== null && end > row.endsOn) throw fieldRefused(['endsOn'], 'day_after', { day: row.endsOn });
    const after = { ...row, endsOn: end };
    return {
      rows: [update('Contract', row.id, { endsOn: end, endReason: why, ...(row.nextFrom ? nextBilling(after, row.nextFrom) : {}), version: row.version + 1 })],
      events: [told('contractEnded', row, end, why)], result: { contract: row.id },
    };
  },
});
