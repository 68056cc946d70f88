import { action } from '../shared/action.ts';
import { choice, id, text } from '../shared/input.ts';
import { lockRow, readRow } from '../shared/rows.ts';
import { insert, update } from '../shared/write.ts';
import { touchCredit } from './credit.ts';
import { loadCredit } from './loadCredit.ts';
import { loadHolds, readCustomer } from './loadCustomer.ts';
import { HoldAlready, HoldMissing } from './refusals.ts';
import { demandHoldFree } from './rules.ts';

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
  name: 'releaseHold', describe: 'Lifts a hold; it stays on record with the reason.', permission: 'credit.manage',
  input: { holdId: id('CustomerHold'), reason: text({ max: 1000, lines: true }) },
  refusals: [HoldMissing], payload: { customer: 'record:Customer', hold: 'record:CustomerHold' },
  load: async (tx, input, ctx) => {
    const { customerId } = await readRow(tx, 'CustomerHold', input.holdId);
    const customer = await readCustomer(tx, customerId, ctx);
    const credit = await loadCredit(tx, customerId);
    return { customer, credit, hold: await lockRow(tx, 'CustomerHold', input.holdId) };
  },
  decide: ({ customer, credit, hold }, { reason }, ctx) => {
    if (hold.releasedAt) throw HoldMissing({ customerName: customer.name });
    return {
      rows: [update('CustomerHold', hold.id, { releasedAt: ctx.now, releasedById: ctx.viewer.id, releaseReason: reason,
        // The rule does not put it back while its cause lasts.
        isWaived: hold.ruleId !== null }), touchCredit(credit)],
      events: [{ kind: 'holdReleased', subjectType: 'Customer', subjectId: customer.id, reason, data: { scope: hold.scope } }],
      result: { customer: customer.id, hold: hold.id },
    };
  },
});
