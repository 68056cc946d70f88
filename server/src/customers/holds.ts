import { action } from '../shared/action.ts';
import { choice, id, text } from '../shared/input.ts';
import { lockRow, readRow } from '../shared/rows.ts';
import { message } from '../shared/messages.ts';
import { insert } from '../shared/write.ts';
import { askedChange, demandNoneWaits, loadWaiting, needsSecond } from './control.ts';
import { exposureOf, touchCredit } from './credit.ts';
import { loadCredit } from './loadCredit.ts';
import { loadHolds, readCustomer } from './loadCustomer.ts';
import { ChangeWaits, HoldAlready, HoldMissing } from './refusals.ts';
import { demandHoldFree, releasedHold } from './rules.ts';

export const placeHold = action({
  name: 'placeHold', describe: 'Stops a customer: ORDER stops placing orders, SHIP stops shipping, CREDIT lets them order only what is paid for.', permission: 'credit.manage',
  input: { customerId: id('Customer'), scope: choice('HoldScope'), reason: text({ max: 1000, lines: true }) },
  refusals: [HoldAlready], payload: { customer: 'record:Customer', hold: 'record:CustomerHold' },
  load: async (tx, input, ctx) => {
    const customer = await readCustomer(tx, input.customerId, ctx);
    const credit = await loadCredit(tx, customer.id);
    return { customer, credit, holds: await loadHolds(tx, customer.id) };
  },
  decide: ({ customer, credit, holds }, { scope, reason }, ctx) => {
    demandHoldFree(customer, holds, scope);
    const hold = ctx.newId();
    return {
      rows: [insert('CustomerHold', { id: hold, customerId: customer.id, scope, reason, placedById: ctx.viewer.id,
        releasedAt: null, releasedById: null, releaseReason: null, ruleId: null, isWaived: false }), touchCredit(credit)],
      events: [{ kind: 'holdPlaced', subjectType: 'Customer', subjectId: customer.id, reason, data: { scope } }],
      result: { customer: customer.id, hold },
    };
  },
});

export const releaseHold = action({
  name: 'releaseHold', describe: 'Lifts a hold; it stays on record with the reason. Of who owes more than the own role may let go alone it waits for a second person.', permission: 'credit.manage',
  input: { holdId: id('CustomerHold'), reason: text({ max: 1000, lines: true }) },
  refusals: [HoldMissing, ChangeWaits], payload: { customer: 'record:Customer', hold: 'record:CustomerHold', change: 'record:CustomerChange' },
  load: async (tx, input, ctx) => {
    const { customerId } = await readRow(tx, 'CustomerHold', input.holdId);
    const customer = await readCustomer(tx, customerId, ctx);
    const credit = await loadCredit(tx, customerId);
    const controls = await loadWaiting(tx, { field: 'HOLD', customerId, about: input.holdId });
    return { customer, credit, controls, hold: await lockRow(tx, 'CustomerHold', input.holdId) };
  },
  decide: ({ customer, credit, controls: { limits, waiting, days }, hold }, { reason }, ctx) => {
    if (hold.releasedAt) throw HoldMissing({ customerName: customer.name });
    demandNoneWaits(waiting, customer.name);
    // What they owe or will is what is risked; who owes nothing risks nothing.
    const owed = exposureOf(credit);
    if (owed > 0n && needsSecond('HOLD', owed, limits, ctx.viewer)) {
      const { locale } = ctx.company;
      const scope = message(locale, `enum.HoldScope.${hold.scope}`);
      const asked = askedChange({
        field: 'HOLD', customerId: customer.id, about: hold.id, name: customer.name, wanted: {}, known: {}, before: `${scope}: ${hold.reason}`, after: message(locale, 'change.released', { scope }), reason, amount: owed,
      }, [], days, ctx);
      return { rows: asked.rows, events: asked.events, result: { customer: customer.id, hold: hold.id, change: asked.id } };
    }
    return {
      rows: releasedHold(hold, credit, { byId: ctx.viewer.id, reason }, ctx.now),
      events: [{ kind: 'holdReleased', subjectType: 'Customer', subjectId: customer.id, reason, data: { scope: hold.scope } }],
      result: { customer: customer.id, hold: hold.id, change: null },
    };
  },
});
