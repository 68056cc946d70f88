// Plans and the versions of their terms. Terms are not changed: new ones begin on a later day, those that nobody is paid by are taken back.
import sql from 'sql-template-tag';
import type { CommissionTermsRow } from '../generated/rows.ts';
import { action, type DecideContext, type EventDraft } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, choice, day, fraction, id, integer, list, moneyOrZero, object, optional, text, type InputOf } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Table } from '../shared/tables.ts';
import { addDays } from '../shared/time.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { commissionLock } from './load.ts';
import { CommissionPlanTaken, CommissionTermsUsed } from './refusals.ts';

const permission = 'commissions.manage';

const rateInput = object('CommissionRateInput', {
  salesPersonId: optional(id('SalesPerson')), productId: optional(id('Product')), categoryId: optional(id('Category')), customerId: optional(id('Customer')),
  customerGroupId: optional(id('CustomerGroup')), channel: optional(choice('Channel')), rate: fraction(),
});
export const termsFields = {
  base: { ...optional(choice('CommissionBase')), describe: 'What rates are of: net without freight unless said otherwise.' },
  rate: { ...fraction(), describe: 'Of all lines that no rule below is for.' },
  rates: { ...optional(list(rateInput, { max: 200 })), describe: 'Rules by person, product, category, customer, group, channel: the first that fits a line gives its rate.' },
  span: { ...optional(choice('CommissionSpan')), describe: 'With tiers: after what they begin anew.' },
  tiers: { ...optional(list(object('CommissionTierInput', { from: moneyOrZero(), rate: fraction() }), { max: 20 })), describe: 'Rates of what a person\'s base of a span is beyond an amount, in place of the rate; rules keep theirs.' },
};
const datedTerms = {
  startsOn: { ...day(), describe: 'For orders placed from this day on.' }, endsOn: optional(day()),
  salesPersonIds: { ...optional(list(id('SalesPerson'), { max: 500 })), describe: 'Whom they are for; nobody: everybody whom no other plan names.' }, ...termsFields,
};
type GivenTerms = InputOf<typeof datedTerms>;

const named = { salesPersonId: 'SalesPerson', productId: 'Product', categoryId: 'Category', customerId: 'Customer', customerGroupId: 'CustomerGroup' } as const;

/** Refuses what terms name and is not there. */
async function demandNamed(tx: Tx, { rates, salesPersonIds }: Pick<GivenTerms, 'rates' | 'salesPersonIds'>): Promise<void> {
  for (const [column, table] of Object.entries(named) as [keyof typeof named, Table][]) {
    for (const wanted of new Set((rates ?? []).flatMap((each) => each[column] ?? []))) await readRow(tx, table, wanted);
  }
  for (const wanted of new Set(salesPersonIds ?? [])) await readRow(tx, 'SalesPerson', wanted);
}

/** Refuses tiers without a span, in no order, or a span without tiers. */
export function demandTiers({ span, tiers }: Pick<GivenTerms, 'span' | 'tiers'>): void {
  if (tiers?.length && !span) throw fieldRefused(['span'], 'required');
  if (span && !tiers?.length) throw fieldRefused(['tiers'], 'list_short', { min: 1 });
  const wrong = (tiers ?? []).findIndex((tier, index) => index > 0 && tier.from <= (tiers?.[index - 1]?.from ?? 0n));
  if (wrong > 0) throw fieldRefused(['tiers', String(wrong), 'from'], 'number_above', { above: String(tiers?.[wrong - 1]?.from ?? 0n) });
}

function termsRows(planId: string, no: number, given: GivenTerms, ctx: DecideContext, termsId = ctx.newId()): Change[] {
  const { id: companyId, currencyCode } = ctx.company;
  demandTiers(given);
  if (given.endsOn && given.endsOn < given.startsOn) throw fieldRefused(['endsOn'], 'day_before', { day: given.startsOn });
  return [
    insert('CommissionTerms', { id: termsId, companyId, planId, no, startsOn: given.startsOn, endsOn: given.endsOn ?? null, base: given.base ?? 'NET', rate: given.rate, span: given.span ?? null, createdByName: ctx.viewer.name }),
    ...[...new Set(given.salesPersonIds ?? [])].map((salesPersonId) => insert('CommissionTermsPerson', { id: ctx.newId(), termsId, salesPersonId })),
    ...(given.rates ?? []).map(({ salesPersonId = null, productId = null, categoryId = null, customerId = null, customerGroupId = null, channel = null, rate }, index) =>
      insert('CommissionRate', { id: ctx.newId(), termsId, no: index + 1, salesPersonId, productId, categoryId, customerId, customerGroupId, channel, rate })),
    ...(given.tiers ?? []).map(({ from, rate }, index) => insert('CommissionTier', { id: ctx.newId(), termsId, no: index + 1, currencyCode, fromMinor: from, rate })),
  ];
}

const about = (planId: string) => ({ subjectType: 'CommissionPlan', subjectId: planId });
const termsSet = (planId: string, { startsOn }: GivenTerms): EventDraft => ({ kind: 'commissionTermsSet', ...about(planId), data: { startsOn } });

export const createCommissionPlan = action({
  name: 'createCommissionPlan', permission, describe: 'Adds a plan by which people are paid for what their customers have paid, with its first terms. Orders placed since their first day for which nobody is paid yet come under it.',
  input: { code: text({ max: 40 }), name: text({ max: 200 }), note: optional(text({ max: 1000, lines: true })), ...datedTerms },
  refusals: [CommissionPlanTaken], payload: { commissionPlan: 'record:CommissionPlan' },
  load: async (tx, input) => {
    await tx.rows(commissionLock);
    await demandNamed(tx, input);
    return selectRows(tx, 'CommissionPlan', sql`t.code = ${input.code}`);
  },
  decide: (taken, input, ctx) => {
    if (taken.length > 0) throw CommissionPlanTaken({ plan: input.code });
    const commissionPlan = ctx.newId();
    return {
      rows: [insert('CommissionPlan', { id: commissionPlan, companyId: ctx.company.id, code: input.code, name: input.name, note: input.note ?? null }), ...termsRows(commissionPlan, 1, input, ctx)],
      events: [{ kind: 'commissionPlanCreated', ...about(commissionPlan), data: { code: input.code } }, termsSet(commissionPlan, input)],
      result: { commissionPlan },
    };
  },
});

export const updateCommissionPlan = action({
  name: 'updateCommissionPlan', permission, describe: 'Changes a plan\'s name, note, or whether orders come under it any more; what is frozen on orders stays.',
  input: { commissionPlanId: id('CommissionPlan'), version: integer(), name: optional(text({ max: 200 })), note: optional(text({ max: 1000, lines: true })), isActive: optional(boolean()) },
  refusals: [], payload: { commissionPlan: 'record:CommissionPlan' },
  load: (tx, { commissionPlanId }) => lockRow(tx, 'CommissionPlan', commissionPlanId),
  decide: (plan, input, ctx) => {
    const after = patchOf('CommissionPlan', input, ['name', 'note', 'isActive']);
    demandVersion('CommissionPlan', plan, input.version, after, ctx.company.currencyCode);
    return {
      rows: [update('CommissionPlan', plan.id, { ...after, version: plan.version + 1 })],
      events: [{ kind: 'commissionPlanUpdated', ...about(plan.id), changes: changesOf('CommissionPlan', plan, after, ctx.company.currencyCode) }], result: { commissionPlan: plan.id },
    };
  },
});

export const setCommissionTerms = action({
  name: 'setCommissionTerms', permission, describe: 'Adds new terms to a plan: for orders placed from their first day, which is after that of the terms before. Orders that are placed keep theirs.',
  input: { commissionPlanId: id('CommissionPlan'), ...datedTerms }, refusals: [], payload: { commissionPlan: 'record:CommissionPlan', commissionTerms: 'record:CommissionTerms' },
  load: async (tx, input) => {
    await tx.rows(commissionLock);
    const plan = await lockRow(tx, 'CommissionPlan', input.commissionPlanId);
    await demandNamed(tx, input);
    const [last] = await selectRows(tx, 'CommissionTerms', sql`t."planId" = ${plan.id}`, { orderBy: sql`t.no DESC` });
    return { plan, last };
  },
  decide: ({ plan, last }, input, ctx) => {
    if (last && input.startsOn <= last.startsOn) throw fieldRefused(['startsOn'], 'day_before', { day: addDays(last.startsOn, 1) });
    const commissionTerms = ctx.newId();
    return {
      rows: [...termsRows(plan.id, (last?.no ?? 0) + 1, input, ctx, commissionTerms), update('CommissionPlan', plan.id, { version: plan.version + 1 })],
      events: [termsSet(plan.id, input)], result: { commissionPlan: plan.id, commissionTerms },
    };
  },
});

/** Refuses terms by which somebody is paid. */
export function demandUnused({ startsOn }: Pick<CommissionTermsRow, 'startsOn'>, name: string, orders: number): void {
  if (orders > 0) throw CommissionTermsUsed({ name: `${name}, ${startsOn}`, orders });
}

export const withdrawCommissionTerms = action({
  name: 'withdrawCommissionTerms', permission, describe: 'Takes terms back by which nobody is paid yet.',
  input: { commissionTermsId: id('CommissionTerms') }, refusals: [CommissionTermsUsed], payload: { commissionPlan: 'record:CommissionPlan' },
  load: async (tx, { commissionTermsId }) => {
    await tx.rows(commissionLock);
    const terms = await lockRow(tx, 'CommissionTerms', commissionTermsId);
    const of = sql`t."termsId" = ${terms.id}`;
    return {
      terms, plan: await lockRow(tx, 'CommissionPlan', terms.planId), orders: new Set((await selectRows(tx, 'OrderCommission', of)).map(({ orderId }) => orderId)).size,
      parts: [...(await selectRows(tx, 'CommissionTermsPerson', of)).map((each) => remove('CommissionTermsPerson', each.id)), ...(await selectRows(tx, 'CommissionRate', of)).map((each) => remove('CommissionRate', each.id)),
        ...(await selectRows(tx, 'CommissionTier', of)).map((each) => remove('CommissionTier', each.id))],
    };
  },
  decide: ({ terms, plan, orders, parts }) => {
    demandUnused(terms, plan.name, orders);
    return {
      rows: [...parts, remove('CommissionTerms', terms.id), update('CommissionPlan', plan.id, { version: plan.version + 1 })],
      events: [{ kind: 'commissionTermsWithdrawn', ...about(plan.id), data: { startsOn: terms.startsOn } }], result: { commissionPlan: plan.id },
    };
  },
});
