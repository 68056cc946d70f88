// An agreement comes into force and ends: activated, extended, ended before its time, cancelled, expired.
import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import type { FrameworkLineRow, FrameworkRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { day, id, list, moneyOrZero, object, optional, quantity, text } from '../shared/input.ts';
import { printMoney } from '../shared/money.ts';
import { none, printQuantity, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { lockFramework } from './loadFramework.ts';
import { FrameworkEmpty, FrameworkHasCalls, FrameworkMaximumLow, FrameworkOver, FrameworkStatusForbids } from './refusals.ts';
import { demandFramework } from './rules.ts';

const payload = { framework: 'record:Framework' } as const;
const permission = 'frameworks.manage';
const reason = text({ max: 1000, lines: true });
const told = (kind: string, { id: subjectId }: Pick<FrameworkRow, 'id'>, more: object = {}) => ({ kind, subjectType: 'Framework', subjectId, ...more });

export const activateFramework = action({
  name: 'activateFramework', describe: 'Brings an agreement into force: it gets its number, and orders may be called off from its first day on.', permission,
  input: { frameworkId: id('Framework') }, refusals: [FrameworkStatusForbids, FrameworkEmpty, FrameworkOver], payload,
  load: async (tx, { frameworkId }, ctx) => {
    const loaded = await lockFramework(tx, frameworkId, ctx);
    return { ...loaded, number: loaded.framework.status === 'DRAFT' && loaded.lines.length > 0 && loaded.framework.validTo >= ctx.today ? await takeNumber(tx, ctx, 'AGR', ctx.today) : '' };
  },
  decide: ({ framework, lines, customer, number }, _input, ctx) => {
    demandFramework(framework, 'activateFramework');
    if (lines.length === 0) throw FrameworkEmpty({ framework: framework.id });
    if (framework.validTo < ctx.today) throw FrameworkOver({ framework: framework.id, validTo: framework.validTo });
    return {
      rows: [update('Framework', framework.id, { status: 'ACTIVE', number, activatedOn: ctx.today, version: framework.version + 1 })],
      events: [told('frameworkActivated', framework, { data: { number, customer: customer.name, validFrom: framework.validFrom, validTo: framework.validTo } })],
      result: { framework: framework.id },
    };
  },
});

/** Refuses a maximum below what is called off already. */
function demandMaximum(line: FrameworkLineRow, maximum: Quantity | null, productName: string): void {
  if (maximum !== null && (maximum < line.called || maximum < (line.minimum ?? none))) {
    throw FrameworkMaximumLow({ productName, maximum: printQuantity(maximum), called: printQuantity(line.called > (line.minimum ?? none) ? line.called : line.minimum ?? none) });
  }
}

export const extendFramework = action({
  name: 'extendFramework', permission, describe: 'Gives an agreement another last day, or other maximums, for a reason. One that has expired or was ended is in force again.',
  input: {
    frameworkId: id('Framework'), validTo: { ...optional(day()), describe: 'As it is when left out.' }, maximumAmount: { ...optional(moneyOrZero()), describe: 'As it is when left out; nought: without end.' },
    lines: optional(list(object('ExtendFrameworkLineInput', { frameworkLineId: id('FrameworkLine'), maximum: { ...optional(quantity()), describe: 'Without end when left out.' } }), { max: 500 })), reason,
  },
  refusals: [FrameworkStatusForbids, FrameworkMaximumLow, FrameworkOver], payload,
  load: async (tx, { frameworkId }, ctx) => {
    const loaded = await lockFramework(tx, frameworkId, ctx);
    return { ...loaded, names: await tx.rows<{ id: string; name: string }>(sql`SELECT l.id, p.name FROM "FrameworkLine" l JOIN "Product" p ON p.id = l."productId" WHERE l."frameworkId" = ${frameworkId}`) };
  },
  decide: ({ framework, lines, names }, input, ctx) => {
    demandFramework(framework, 'extendFramework');
    const validTo = input.validTo ?? framework.validTo;
    if (validTo < framework.validFrom) throw fieldRefused(['validTo'], 'day_before', { day: framework.validFrom });
    if (validTo < ctx.today) throw input.validTo ? fieldRefused(['validTo'], 'day_before', { day: ctx.today }) : FrameworkOver({ framework: framework.id, validTo });
    const nameOf = (lineId: string) => names.find((each) => each.id === lineId)?.name ?? '';
    const limits = (input.lines ?? []).map(({ frameworkLineId, maximum }, index) => {
      const line = lines.find((each) => each.id === frameworkLineId);
      if (!line) throw fieldRefused(['lines', String(index), 'frameworkLineId'], 'id_unknown', { type: 'FrameworkLine' });
      demandMaximum(line, maximum ?? null, nameOf(line.id));
      return { line, maximum: maximum ?? null };
    }).filter(({ line, maximum }) => line.maximum !== maximum);
    const maximumMinor = input.maximumAmount === undefined ? framework.maximumMinor : input.maximumAmount || null;
    if (maximumMinor !== null && maximumMinor !== framework.maximumMinor && (maximumMinor < framework.calledMinor || maximumMinor < (framework.minimumMinor ?? 0n))) {
      const spoken = (amount: FrameworkRow['calledMinor']) => printMoney(amount, framework.currencyCode);
      throw FrameworkMaximumLow({ productName: '', maximum: spoken(maximumMinor), called: spoken(framework.calledMinor > (framework.minimumMinor ?? 0n) ? framework.calledMinor : framework.minimumMinor ?? framework.calledMinor) });
    }
    const said = (value: Quantity | null) => (value === null ? null : printQuantity(value));
    return {
      rows: [
        update('Framework', framework.id, { status: 'ACTIVE', validTo, maximumMinor, endedOn: null, endReason: null, version: framework.version + 1 }),
        ...limits.map(({ line, maximum }) => update('FrameworkLine', line.id, { maximum })),
      ],
      events: [told('frameworkExtended', framework, {
        reason: input.reason, data: { lines: limits.map(({ line, maximum }) => ({ product: nameOf(line.id), before: said(line.maximum), after: said(maximum) })) },
        changes: {
          ...(validTo === framework.validTo ? {} : { validTo: [framework.validTo, validTo] }),
          ...(maximumMinor === framework.maximumMinor ? {} : { maximum: [framework.maximumMinor, maximumMinor].map((each) => (each === null ? null : printMoney(each, framework.currencyCode))) }),
        },
      })],
      result: { framework: framework.id },
    };
  },
});

export const endFramework = action({
  name: 'endFramework', permission, describe: 'Ends an agreement before its last day, for a reason: nothing is called off any more. What was called off stays.',
  input: { frameworkId: id('Framework'), reason }, refusals: [FrameworkStatusForbids], payload,
  load: (tx, { frameworkId }, ctx) => lockFramework(tx, frameworkId, ctx),
  decide: ({ framework }, input, ctx) => {
    demandFramework(framework, 'endFramework');
    return {
      rows: [update('Framework', framework.id, { status: 'ENDED', endedOn: ctx.today, endReason: input.reason, version: framework.version + 1 })],
      events: [told('frameworkEnded', framework, { reason: input.reason, data: { called: printMoney(framework.calledMinor, framework.currencyCode) } })],
      result: { framework: framework.id },
    };
  },
});

export const cancelFramework = action({
  name: 'cancelFramework', permission, describe: 'Takes back that an agreement is in force, while nothing is called off from it.',
  input: { frameworkId: id('Framework'), reason }, refusals: [FrameworkStatusForbids, FrameworkHasCalls], payload,
  load: (tx, { frameworkId }, ctx) => lockFramework(tx, frameworkId, ctx),
  decide: ({ framework, lines }, input, ctx) => {
    demandFramework(framework, 'cancelFramework');
    if (lines.some(({ called }) => called > none)) throw FrameworkHasCalls({ framework: framework.id, frameworkNumber: framework.number ?? '' });
    return {
      rows: [update('Framework', framework.id, { status: 'CANCELLED', endedOn: ctx.today, endReason: input.reason, version: framework.version + 1 })],
      events: [told('frameworkCancelled', framework, { reason: input.reason })],
      result: { framework: framework.id },
    };
  },
});

/** Not offered: what has run its time. */
export const expireFramework = action({
  name: 'expireFramework', describe: 'Ends an agreement whose last day has passed.', permission,
  input: { frameworkId: id('Framework') }, refusals: [], payload: { expired: 'int' },
  load: (tx, { frameworkId }, ctx) => lockFramework(tx, frameworkId, ctx),
  decide: ({ framework }, _input, ctx) => {
    if (framework.status !== 'ACTIVE' || framework.validTo >= ctx.today) return { rows: [], events: [], result: { expired: 0 } };
    return {
      rows: [update('Framework', framework.id, { status: 'EXPIRED', endedOn: ctx.today, version: framework.version + 1 })],
      events: [told('frameworkExpired', framework, { data: { validTo: framework.validTo, called: printMoney(framework.calledMinor, framework.currencyCode) } })],
      result: { expired: 1 },
    };
  },
});
