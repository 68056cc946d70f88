// An agreement comes into force and ends: activated, extended, ended before its time, cancelled, expired.
import { ChangeWaits } from '../customers/refusals.ts';
import { isForTwo } from '../pricing/concessions.ts';
import { action } from '../shared/action.ts';
import { currency, day, id, list, moneyOrZero, object, optional, quantity, text } from '../shared/input.ts';
import { printMoney } from '../shared/money.ts';
import { none } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { activation, controlledFramework, loadFrameworkControls, packedExtension } from './frameworkControl.ts';
import { activated, demandComplete, extended, isFurther, told } from './inForce.ts';
import { loadInception, lockFramework, nothingYet } from './loadFramework.ts';
import { FrameworkEmpty, FrameworkHasCalls, FrameworkMaximumLow, FrameworkOver, FrameworkStatusForbids } from './refusals.ts';
import { demandFramework, demandOwnCurrency, offFramework, toldFramework } from './rules.ts';

const payload = { framework: 'record:Framework' } as const;
const controlledPayload = { ...payload, change: 'record:CustomerChange' } as const;
const permission = 'frameworks.manage';
const reason = text({ max: 1000, lines: true });

export const activateFramework = action({
  name: 'activateFramework', permission,
  describe: 'Brings an agreement into force: it gets its number, and orders may be called off from its first day on. One whose prices lie further below the list prices than the own limit allows waits for a second person.',
  input: { frameworkId: id('Framework'), reason: { ...optional(reason), describe: 'Needed where a second person is asked.' } }, refusals: [FrameworkStatusForbids, FrameworkEmpty, FrameworkOver, ChangeWaits], payload: controlledPayload,
  load: async (tx, { frameworkId }, ctx) => {
    const loaded = await lockFramework(tx, frameworkId, ctx);
    const controls = await loadFrameworkControls(tx, loaded, ctx);
    const stake = offFramework(loaded, controls.listed, ctx.company.currencyCode);
    // One that waits gets its number when it is allowed.
    return { loaded, controls, stake, inception: isForTwo(stake, controls.limits, ctx.viewer) ? nothingYet : await loadInception(tx, loaded, ctx) };
  },
  decide: ({ loaded, controls, stake, inception }, input, ctx) => {
    demandComplete(loaded, ctx.today);
    return controlledFramework(() => activated(loaded, inception, ctx), loaded, { before: '–', after: toldFramework(loaded, controls.listed), reason: input.reason, stake, wanted: activation }, controls, ctx);
  },
});

export const extendFramework = action({
  name: 'extendFramework', permission,
  describe: 'Gives an agreement another last day, or other maximums, for a reason. One that has expired or was ended is in force again. What gives more than before waits for a second person where its prices lie further below the list prices than the own limit allows.',
  input: {
    frameworkId: id('Framework'), validTo: { ...optional(day()), describe: 'As it is when left out.' }, currencyCode: { ...optional(currency()), describe: 'That of the maximum; needed where it is not the company\'s.' },
    maximumAmount: { ...optional(moneyOrZero()), describe: 'As it is when left out; nought: without end.' },
    lines: optional(list(object('ExtendFrameworkLineInput', { frameworkLineId: id('FrameworkLine'), maximum: { ...optional(quantity()), describe: 'Without end when left out.' } }), { max: 500 })), reason,
  },
  refusals: [FrameworkStatusForbids, FrameworkMaximumLow, FrameworkOver, ChangeWaits], payload: controlledPayload,
  load: async (tx, { frameworkId }, ctx) => {
    const loaded = await lockFramework(tx, frameworkId, ctx);
    return { loaded, controls: await loadFrameworkControls(tx, loaded, ctx) };
  },
  decide: ({ loaded, controls }, input, ctx) => {
    const { framework, lines, prices } = loaded;
    demandFramework(framework, 'extendFramework');
    demandOwnCurrency(framework, input, [input.maximumAmount], ctx);
    const validTo = input.validTo ?? framework.validTo;
    if (validTo < framework.validFrom) throw fieldRefused(['validTo'], 'day_before', { day: framework.validFrom });
    if (input.validTo && validTo < ctx.today) throw fieldRefused(['validTo'], 'day_before', { day: ctx.today });
    const limits = (input.lines ?? []).map(({ frameworkLineId, maximum }, index) => {
      const line = lines.find((each) => each.id === frameworkLineId);
      if (!line) throw fieldRefused(['lines', String(index), 'frameworkLineId'], 'id_unknown', { type: 'FrameworkLine' });
      return { line, maximum: maximum ?? null };
    }).filter(({ line, maximum }) => line.maximum !== maximum);
    const after = { validTo, limits, maximumMinor: input.maximumAmount === undefined ? framework.maximumMinor : input.maximumAmount || null };
    const decision = extended(loaded, after, controls.listed, input.reason, ctx);
    const stake = isFurther(framework, after) ? offFramework(loaded, controls.listed, ctx.company.currencyCode) : undefined;
    const whole = { framework: { ...framework, ...after }, prices, lines: lines.map((line) => ({ ...line, ...limits.filter((each) => each.line.id === line.id).map(({ maximum }) => ({ maximum }))[0] })) };
    return controlledFramework(() => decision, loaded, { before: toldFramework(loaded, controls.listed), after: toldFramework(whole, controls.listed), reason: input.reason, stake, wanted: packedExtension(after) }, controls, ctx);
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
