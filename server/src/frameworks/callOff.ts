// Orders called off from an agreement: by hand, or those that are planned for a day.
import sql from 'sql-template-tag';
import { rateRefusals } from '../currencies/refusals.ts';
import { draftOrder } from '../orders/draft.ts';
import { loadDraftFacts } from '../orders/loadDraftFacts.ts';
import type { OrderLineInput } from '../orders/orderInput.ts';
import { FrameworkExceeded, FrameworkNotInForce } from '../pricing/refusals.ts';
import { leftUnits } from '../pricing/frameworks.ts';
import { action, type EventDraft } from '../shared/action.ts';
import { day, id, list, object, optional, quantity, text } from '../shared/input.ts';
import { add, none, printQuantity, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';
import { lockFramework, type LoadedFramework } from './loadFramework.ts';
import { FrameworkNothingPlanned, FrameworkStatusForbids } from './refusals.ts';
import { demandFramework } from './rules.ts';

interface Part { frameworkLineId: string; quantity: Quantity; callId?: string; requiredOn?: LoadedFramework['calls'][number]['requiredOn'] }

/** What is planned for a day and was not made an order of yet. */
const plannedFor = ({ framework, calls }: LoadedFramework, callOn: string): Part[] => {
  const planned = calls.filter((call) => call.callOn === callOn && call.orderId === null);
  if (planned.length === 0) throw FrameworkNothingPlanned({ framework: framework.id, frameworkNumber: framework.number ?? '' });
  return planned.map(({ id: callId, frameworkLineId, quantity: units, requiredOn }) => ({ callId, frameworkLineId, quantity: units, requiredOn }));
};

export const callOffFramework = action({
  name: 'callOffFramework', permission: 'orders.write',
  describe: 'Drafts an order at the prices of an agreement: of the lines given, or of what is planned for a day. What it takes is the order\'s once it is placed.',
  input: {
    frameworkId: id('Framework'), lines: optional(list(object('CallOffLineInput', { frameworkLineId: id('FrameworkLine'), quantity: quantity() }), { min: 1, max: 500 })),
    callOn: { ...optional(day()), describe: 'The day whose planned call-offs are made an order of, instead of lines.' }, requiredOn: optional(day()), customerReference: optional(text({ max: 100 })),
    warehouseId: optional(id('Warehouse')), overCallReason: { ...optional(text({ max: 1000, lines: true })), describe: 'Why more is called off than is left, within the tolerance.' },
  },
  refusals: [FrameworkStatusForbids, FrameworkNotInForce, FrameworkExceeded, FrameworkNothingPlanned, ...rateRefusals], payload: { order: 'record:Order', framework: 'record:Framework' },
  load: async (tx, { frameworkId, warehouseId }, ctx) => {
    const loaded = await lockFramework(tx, frameworkId, ctx);
    const names = await tx.rows<{ id: string; name: string }>(sql`SELECT p.id, p.name FROM "FrameworkLine" l JOIN "Product" p ON p.id = l."productId" WHERE l."frameworkId" = ${frameworkId}`);
    return { ...loaded, names, facts: await loadDraftFacts(tx, ctx, { currencyCode: loaded.framework.currencyCode, customerId: loaded.customer.id, warehouseId, salesPersonId: loaded.framework.salesPersonId, productIds: loaded.lines.map(({ productId }) => productId), on: ctx.today }) };
  },
  decide: (loaded, input, ctx) => {
    const { framework, lines, customer, facts, names } = loaded;
    demandFramework(framework, 'callOffFramework');
    if (ctx.today < framework.validFrom || framework.validTo < ctx.today) throw FrameworkNotInForce({ framework: framework.id, frameworkNumber: framework.number ?? '', status: framework.status, validTo: framework.validTo });
    if (!input.lines === !input.callOn) throw fieldRefused(['lines'], 'one_of', { fields: 'lines, callOn' });
    const parts: Part[] = input.lines ?? plannedFor(loaded, String(input.callOn));
    const wanted = new Map<string, Quantity>();
    parts.forEach(({ frameworkLineId, quantity: units }, index) => {
      const line = lines.find((each) => each.id === frameworkLineId);
      if (!line) throw fieldRefused(['lines', String(index), 'frameworkLineId'], 'id_unknown', { type: 'FrameworkLine' });
      wanted.set(line.id, add(wanted.get(line.id) ?? none, units));
    });
    // What cannot be placed without a reason is told before a draft is made of it.
    for (const line of lines) {
      const [units, left] = [wanted.get(line.id) ?? none, leftUnits(line)];
      if (left !== null && units > left && !input.overCallReason) {
        throw FrameworkExceeded({ framework: framework.id, frameworkNumber: framework.number ?? '', productName: names.find(({ id: productId }) => productId === line.productId)?.name ?? '', wanted: units, left, allowed: left });
      }
    }
    const days = parts.flatMap(({ requiredOn }) => requiredOn ?? []).sort();
    const { order, lines: ordered, discounts } = draftOrder({
      customerId: customer.id, warehouseId: input.warehouseId, salesPersonId: framework.salesPersonId, requiredOn: input.requiredOn ?? days[0], customerReference: input.customerReference ?? framework.reference, overCallReason: input.overCallReason,
      lines: [...wanted].map(([frameworkLineId, units]): OrderLineInput => ({ productId: lines.find((each) => each.id === frameworkLineId)?.productId ?? '', quantity: units, frameworkLineId })),
    }, facts, ctx);
    const events: EventDraft[] = [{ kind: 'orderCreated', subjectType: 'Order', subjectId: order.id, data: { customer: customer.name, framework: framework.number } }];
    if (input.callOn) events.push({ kind: 'frameworkCallMade', subjectType: 'Framework', subjectId: framework.id, data: { day: input.callOn, lines: parts.length } });
    return {
      rows: [
        insert('Order', order), ...ordered.map((line) => insert('OrderLine', line)), ...discounts.map((each) => insert('OrderDiscount', each)),
        ...parts.flatMap(({ callId }) => (callId ? [update('FrameworkCall', callId, { orderId: order.id, failure: null })] : [])),
      ],
      events,
      result: { order: order.id, framework: framework.id },
    };
  },
});

export const planCallOffs = action({
  name: 'planCallOffs', permission: 'frameworks.write', describe: 'Sets the call-offs that are planned of an agreement: those of which no order was made are replaced by these.',
  input: {
    frameworkId: id('Framework'),
    calls: list(object('PlannedCallInput', {
      frameworkLineId: id('FrameworkLine'), callOn: { ...day(), describe: 'The day on which the order is placed by itself.' }, quantity: quantity(), requiredOn: { ...optional(day()), describe: 'When the customer needs it.' },
    }), { max: 500 }),
  },
  refusals: [FrameworkStatusForbids], payload: { framework: 'record:Framework' },
  load: (tx, { frameworkId }, ctx) => lockFramework(tx, frameworkId, ctx),
  decide: ({ framework, lines, calls }, input, ctx) => {
    demandFramework(framework, 'planCallOffs');
    const first = framework.validFrom > ctx.today ? framework.validFrom : ctx.today;
    const old = calls.filter(({ orderId }) => orderId === null);
    const rows = input.calls.map((each, index) => {
      const at = (field: string) => ['calls', String(index), field];
      if (!lines.some((line) => line.id === each.frameworkLineId)) throw fieldRefused(at('frameworkLineId'), 'id_unknown', { type: 'FrameworkLine' });
      // What was due and failed may stay as it is.
      if (each.callOn < first && !old.some((call) => call.callOn === each.callOn)) throw fieldRefused(at('callOn'), 'day_before', { day: first });
      if (each.callOn > framework.validTo) throw fieldRefused(at('callOn'), 'day_after', { day: framework.validTo });
      if (each.requiredOn && each.requiredOn < each.callOn) throw fieldRefused(at('requiredOn'), 'day_before', { day: each.callOn });
      return insert('FrameworkCall', { id: ctx.newId(), frameworkId: framework.id, frameworkLineId: each.frameworkLineId, callOn: each.callOn, requiredOn: each.requiredOn ?? null, quantity: each.quantity, orderId: null, failure: null });
    });
    return {
      rows: [...old.map((call) => remove('FrameworkCall', call.id)), ...rows, update('Framework', framework.id, { version: framework.version + 1 })],
      events: [{ kind: 'frameworkPlanned', subjectType: 'Framework', subjectId: framework.id, data: { calls: input.calls.map(({ callOn, quantity: units }) => ({ day: callOn, quantity: printQuantity(units) })) } }],
      result: { framework: framework.id },
    };
  },
});

/** Not offered: why what was planned for a day could not be made an order, or not be placed; nothing once it was. */
export const noteCallFailure = action({
  name: 'noteCallFailure', permission: 'frameworks.write', describe: 'Notes at planned call-offs why they could not be placed.',
  input: { frameworkId: id('Framework'), callOn: day(), failure: optional(text({ max: 1000 })) }, refusals: [], payload: { noted: 'int' },
  load: (tx, { frameworkId }, ctx) => lockFramework(tx, frameworkId, ctx),
  decide: ({ framework, calls }, { callOn, failure }) => {
    const changed = calls.filter((call) => call.callOn === callOn && call.failure !== (failure ?? null));
    return {
      rows: changed.map((call) => update('FrameworkCall', call.id, { failure: failure ?? null })),
      events: changed.length > 0 && failure ? [{ kind: 'frameworkCallFailed', subjectType: 'Framework', subjectId: framework.id, reason: failure, data: { day: callOn } }] : [],
      result: { noted: changed.length },
    };
  },
});
