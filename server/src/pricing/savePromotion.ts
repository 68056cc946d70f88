import sql from 'sql-template-tag';
import { ChangeWaits } from '../customers/refusals.ts';
import type { PromotionRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { boolean, choice, day, fraction, id, integer, list, money, moneyOrZero, optional, quantity, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';
import { isForTwo } from './concessions.ts';
import { controlledPrices, loadPriceControls } from './priceControl.ts';
import { offPromotion, widens } from './promotionConcession.ts';
import { controlsOfNew, loadPromotionControls, loadPromotionPrices, reasonInput, toldPromotion } from './promotionControl.ts';

const ids = (type: string) => optional(list(id(type), { max: 500 }));
const fields = {
  description: optional(text({ max: 1000, lines: true })),
  rate: { ...optional(fraction()), describe: 'A fraction off; of a buy-and-get 1 is free of charge.' }, amount: { ...optional(money()), describe: 'Off each unit, or off the whole.' },
  buyQuantity: optional(quantity()), getQuantity: optional(quantity()),
  getProductIds: { ...ids('Product'), describe: 'What is given; of what is bought itself when left out.' },
  validTo: optional(day()), minQuantity: optional(quantity()), minAmount: optional(moneyOrZero()), productIds: ids('Product'), categoryIds: ids('Category'),
  customerIds: ids('Customer'), groupIds: ids('CustomerGroup'), channels: optional(list(choice('Channel'))), firstOrderOnly: optional(boolean()),
  needsCoupon: { ...optional(boolean()), describe: 'Only with one of its codes.' },
  position: { ...optional(integer({ max: 9999 })), describe: 'Promotions are tried in this order.' },
  isExclusive: { ...optional(boolean()), describe: 'It comes alone: not after another, and none after it.' },
  isMarginExempt: { ...optional(boolean()), describe: 'What it takes off does not count against minimum margins; true of a buy-and-get when left out.' },
  redemptionsMax: { ...optional(integer({ min: 1, max: 1_000_000_000 })), describe: 'How often in all.' }, perCustomerMax: { ...optional(integer({ min: 1, max: 1_000_000 })), describe: 'How often for a customer.' },
  isActive: optional(boolean()),
};

type Terms = Pick<PromotionRow, 'kind' | 'rate' | 'amountMinor' | 'buyQuantity' | 'getQuantity' | 'validFrom' | 'validTo' | 'firstOrderOnly' | 'needsCoupon' | 'redemptionsMax' | 'perCustomerMax' | 'redeemed'>;

/** What a kind needs, and days in order. */
function demandTerms({ kind, rate, amountMinor, buyQuantity, getQuantity, validFrom, validTo, redemptionsMax, redeemed }: Terms): void {
  if ((kind === 'LINE_RATE' || kind === 'ORDER_RATE' || kind === 'BUY_GET') && !rate) throw fieldRefused(['rate'], 'required');
  if ((kind === 'UNIT_AMOUNT' || kind === 'ORDER_AMOUNT') && !amountMinor) throw fieldRefused(['amount'], 'required');
  if (kind === 'BUY_GET' && !buyQuantity) throw fieldRefused(['buyQuantity'], 'required');
  if (kind === 'BUY_GET' && !getQuantity) throw fieldRefused(['getQuantity'], 'required');
  if (validTo !== null && validTo < validFrom) throw fieldRefused(['validTo'], 'day_before', { day: validFrom });
  if (redemptionsMax !== null && redemptionsMax < redeemed) throw fieldRefused(['redemptionsMax'], 'number_least', { least: String(redeemed) });
}

const isCounted = ({ firstOrderOnly, needsCoupon, redemptionsMax, perCustomerMax }: Terms): boolean => redemptionsMax !== null || perCustomerMax !== null || firstOrderOnly || needsCoupon;

export const createPromotion = action({
  name: 'createPromotion', permission: 'promotions.manage',
  describe: 'Opens a promotion. Orders that are drafted from its first day on have it where they meet its conditions. One that takes more off the list prices than the own limit allows is there, and not active before a second person has allowed it.',
  input: { name: text({ max: 100 }), kind: choice('PromotionKind'), validFrom: { ...optional(day()), describe: 'Today when left out.' }, ...fields, reason: reasonInput },
  refusals: [], payload: { promotion: 'record:Promotion', change: 'record:CustomerChange' },
  load: async (tx, input, ctx) => ({
    taken: await selectRows(tx, 'Promotion', sql`t."companyId" = ${ctx.company.id} AND t.name = ${input.name}`),
    controls: await loadPriceControls(tx, { field: 'PROMOTION', customerId: null }),
    prices: await loadPromotionPrices(tx, ctx, { productIds: input.productIds ?? [], categoryIds: input.categoryIds ?? [], getProductIds: input.getProductIds ?? [] }),
  }),
  decide: ({ taken, controls, prices }, input, ctx) => {
    if (taken.length > 0) throw fieldRefused(['name'], 'taken');
    const promotion = ctx.newId();
    const { id: companyId, currencyCode } = ctx.company;
    const row: PromotionRow = {
      id: promotion, companyId, currencyCode, name: input.name, kind: input.kind, description: input.description ?? null, rate: input.rate ?? null, amountMinor: input.amount ?? null,
      buyQuantity: input.buyQuantity ?? null, getQuantity: input.getQuantity ?? null, getProductIds: input.getProductIds ?? [], validFrom: input.validFrom ?? ctx.today, validTo: input.validTo ?? null,
      minQuantity: input.minQuantity ?? null, minAmountMinor: input.minAmount ?? null, productIds: input.productIds ?? [], categoryIds: input.categoryIds ?? [], customerIds: input.customerIds ?? [],
      groupIds: input.groupIds ?? [], channels: input.channels ?? [], firstOrderOnly: input.firstOrderOnly ?? false, needsCoupon: input.needsCoupon ?? false, position: input.position ?? 100,
      isExclusive: input.isExclusive ?? false, isMarginExempt: input.isMarginExempt ?? input.kind === 'BUY_GET', redemptionsMax: input.redemptionsMax ?? null, perCustomerMax: input.perCustomerMax ?? null,
      isCounted: false, redeemed: 0, isActive: input.isActive ?? true, version: 1,
    };
    demandTerms(row);
    const stake = row.isActive ? offPromotion(row, prices) : undefined;
    const waits = isForTwo(stake, controls.limits, ctx.viewer);
    const made = insert('Promotion', { ...row, isCounted: isCounted(row), isActive: row.isActive && !waits });
    const created = { kind: 'promotionCreated', subjectType: 'Promotion', subjectId: promotion, data: { name: input.name } };
    if (!waits) return { rows: [made], events: [{ ...created, ...(input.reason ? { reason: input.reason } : {}) }], result: { promotion, change: null } };
    const asked = controlledPrices({
      rows: [update('Promotion', promotion, { isActive: true, version: 2 })], events: [{ kind: 'promotionUpdated', subjectType: 'Promotion', subjectId: promotion, changes: { isActive: [false, true] } }], result: { promotion },
    }, { name: input.name, reason: input.reason, stake, before: '–', after: toldPromotion(row, ctx) }, controlsOfNew(controls, promotion), {}, ctx);
    return { ...asked, rows: [made, ...asked.rows], events: [created, ...asked.events] };
  },
});

const listed = ['getProductIds', 'productIds', 'categoryIds', 'customerIds', 'groupIds', 'channels'] as const;

export const updatePromotion = action({
  name: 'updatePromotion', permission: 'promotions.manage',
  describe: 'Changes a promotion. Orders that have it keep it as it was. What gives more than before, or to more, waits for a second person where it takes more off the list prices than the own limit allows.',
  input: { promotionId: id('Promotion'), version: integer(), name: optional(text({ max: 100 })), validFrom: optional(day()), ...fields, reason: reasonInput },
  refusals: [ChangeWaits], payload: { promotion: 'record:Promotion', change: 'record:CustomerChange' },
  load: async (tx, { promotionId, name, productIds, categoryIds, getProductIds }, ctx) => {
    const promotion = await lockRow(tx, 'Promotion', promotionId);
    const covers = { productIds: productIds ?? promotion.productIds, categoryIds: categoryIds ?? promotion.categoryIds, getProductIds: getProductIds ?? promotion.getProductIds };
    const [standing] = await tx.rows<{ count: number }>(sql`SELECT count(*)::int AS count FROM "PromotionRedemption" WHERE "promotionId" = ${promotionId} AND "givenBackAt" IS NULL`);
    const taken = name ? await selectRows(tx, 'Promotion', sql`t."companyId" = ${ctx.company.id} AND t.name = ${name} AND t.id <> ${promotionId}`) : [];
    return { promotion, standing: standing?.count ?? 0, isTaken: taken.length > 0, controls: await loadPromotionControls(tx, promotionId, 'terms'), prices: await loadPromotionPrices(tx, ctx, covers) };
  },
  decide: ({ promotion, standing, isTaken, controls, prices }, input, ctx) => {
    const emptied = Object.fromEntries(listed.flatMap((name) => (input[name] === null ? [[name, []]] : [])));
    const { amount, minAmount, ...rest } = input;
    const given = { ...rest, ...emptied, ...(amount === undefined ? {} : { amountMinor: amount }), ...(minAmount === undefined ? {} : { minAmountMinor: minAmount }) };
    const after = patchOf('Promotion', given, ['name', 'description', 'rate', 'amountMinor', 'buyQuantity', 'getQuantity', 'validFrom', 'validTo', 'minQuantity', 'minAmountMinor', ...listed,
      'firstOrderOnly', 'needsCoupon', 'position', 'isExclusive', 'isMarginExempt', 'redemptionsMax', 'perCustomerMax', 'isActive']);
    demandVersion('Promotion', promotion, input.version, after, ctx.company.currencyCode);
    if (isTaken) throw fieldRefused(['name'], 'taken');
    const merged = { ...promotion, ...after, redeemed: standing };
    demandTerms(merged);
    const counts = isCounted(merged);
    const decision = {
      rows: [update('Promotion', promotion.id, { ...after, isCounted: counts, redeemed: counts ? standing : 0, version: promotion.version + 1 })],
      events: [{ kind: 'promotionUpdated', subjectType: 'Promotion', subjectId: promotion.id, changes: changesOf('Promotion', promotion, after, ctx.company.currencyCode) }],
      result: { promotion: promotion.id },
    };
    const stake = merged.isActive && widens(promotion, merged) ? offPromotion(merged, prices) : undefined;
    return controlledPrices(decision, { name: promotion.name, reason: input.reason, stake, before: toldPromotion(promotion, ctx), after: toldPromotion(merged, ctx) }, controls, {}, ctx);
  },
});
