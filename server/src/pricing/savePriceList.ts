import sql from 'sql-template-tag';
import type { PriceListRow } from '../generated/rows.ts';
import { ChangeWaits } from '../customers/refusals.ts';
import { action } from '../shared/action.ts';
import { boolean, currency, day, id, integer, optional, signedFraction, text, unitPrice } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';
import { printRate, type Rate } from '../shared/quantity.ts';
import { offWhole } from './concessions.ts';
import { controlledPrices, isGiven, loadListFacts, loadPriceControls } from './priceControl.ts';
import { PriceListUsed } from './refusals.ts';

const fields = {
  description: optional(text({ max: 1000, lines: true })), validFrom: optional(day()), validTo: optional(day()),
  taxIncluded: { ...optional(boolean()), describe: 'Its prices hold the tax. Default: tax comes on top.' },
  adjustRate: { ...optional(signedFraction()), describe: 'Products without a price of their own cost what the other list asks, less this fraction (below zero: more). Left out: only products that it names have a price.' },
  baseListId: { ...optional(id('PriceList')), describe: 'The list that rates are taken off; the default list prices when left out.' },
  roundStep: { ...optional(unitPrice()), describe: 'Prices that are worked out become a whole multiple of this, plus the ending.' },
  roundEnding: { ...optional(unitPrice()), describe: '0.99 with a step of 1 gives 4.99, 5.99.' }, isActive: optional(boolean()),
};
const LISTS_DEEP = 5;

type Terms = Pick<PriceListRow, 'validFrom' | 'validTo' | 'baseListId' | 'roundStep' | 'roundEnding'>;

/** Days in order, an ending within its step, and no list that rests on itself. */
function demandTerms(own: string, terms: Terms, lists: readonly PriceListRow[]): void {
  const { validFrom, validTo, roundStep, roundEnding } = terms;
  if (validFrom && validTo && validTo < validFrom) throw fieldRefused(['validTo'], 'day_before', { day: validFrom });
  if (roundStep === 0n) throw fieldRefused(['roundStep'], 'number_above', { above: '0' });
  if (roundStep === null ? roundEnding > 0n : roundEnding >= roundStep) throw fieldRefused(['roundEnding'], 'round_ending');
  const seen = [own];
  for (let next = terms.baseListId; next; next = lists.find((each) => each.id === next)?.baseListId ?? null) {
    if (seen.includes(next) || seen.length >= LISTS_DEEP) throw fieldRefused(['baseListId'], 'price_list_circle');
    seen.push(next);
  }
}

const demandName = (name: string | undefined | null, own: string, lists: readonly PriceListRow[]): void => {
  if (name && lists.some((each) => each.name === name && each.id !== own)) throw fieldRefused(['name'], 'taken');
};
const columns = ['name', 'description', 'validFrom', 'validTo', 'taxIncluded', 'adjustRate', 'baseListId', 'roundStep', 'roundEnding', 'isActive'] as const;

export const createPriceList = action({
  name: 'createPriceList', describe: 'Opens a list of prices. Nobody buys by it until it is assigned.', permission: 'prices.manage',
  input: { name: text({ max: 100 }), currencyCode: { ...optional(currency()), describe: 'In which its prices are; the company\'s when left out.' }, ...fields }, refusals: [], payload: { priceList: 'record:PriceList' },
  load: (tx, _input, ctx) => selectRows(tx, 'PriceList', sql`t."companyId" = ${ctx.company.id}`),
  decide: (lists, input, ctx) => {
    const { id: companyId } = ctx.company;
    const currencyCode = input.currencyCode ?? ctx.company.currencyCode;
    const priceList = ctx.newId();
    const row = {
      id: priceList, companyId, currencyCode, name: input.name, description: input.description ?? null, validFrom: input.validFrom ?? null, validTo: input.validTo ?? null, taxIncluded: input.taxIncluded ?? false,
      adjustRate: input.adjustRate ?? null, baseListId: input.baseListId ?? null, roundStep: input.roundStep ?? null, roundEnding: input.roundEnding ?? (0n as PriceListRow['roundEnding']), isActive: input.isActive ?? true,
    };
    demandName(input.name, priceList, lists);
    demandTerms(priceList, row, lists);
    return { rows: [insert('PriceList', row)], events: [{ kind: 'priceListCreated', subjectType: 'PriceList', subjectId: priceList, data: { name: input.name } }], result: { priceList } };
  },
});

/** Whether other terms of a list may give more than those before. */
const opens = (before: PriceListRow, after: PriceListRow): boolean =>
  (after.isActive && !before.isActive) || after.baseListId !== before.baseListId || (after.adjustRate ?? -1n) > (before.adjustRate ?? -1n)
  || (before.validFrom !== null && (after.validFrom === null || after.validFrom < before.validFrom)) || (before.validTo !== null && (after.validTo === null || after.validTo > before.validTo)) || (before.taxIncluded !== after.taxIncluded && after.taxIncluded);

const toldTerms = ({ adjustRate, isActive, validFrom, validTo, baseListId }: PriceListRow, lists: readonly PriceListRow[]): string => [
  ...(adjustRate === null ? [] : [`−${printRate((adjustRate * 100n) as Rate)} %`]), ...(baseListId ? [lists.find(({ id: known }) => known === baseListId)?.name ?? ''] : []), `${validFrom ?? ''} – ${validTo ?? ''}`, ...(isActive ? [] : ['✕']),
].join(', ');

export const updatePriceList = action({
  name: 'updatePriceList', describe: 'Changes the terms of a price list. Orders that are placed or drafted keep the prices that they have. Of a list that customers or groups buy by it waits for a second person where that gives more than the own limit allows.', permission: 'prices.manage',
  input: { priceListId: id('PriceList'), version: integer(), name: optional(text({ max: 100 })), ...fields, reason: { ...optional(text({ max: 1000, lines: true })), describe: 'Needed where a second person is asked.' } },
  refusals: [ChangeWaits], payload: { priceList: 'record:PriceList', change: 'record:CustomerChange' },
  // All lists: two of them could be led back to each other at once otherwise.
  load: async (tx, { priceListId, baseListId }, ctx) => ({
    lists: await selectRows(tx, 'PriceList', sql`t."companyId" = ${ctx.company.id}`, { lock: true }), facts: await isGiven(tx, priceListId) ? await loadListFacts(tx, ctx, [priceListId, ...(baseListId ? [baseListId] : [])]) : null,
    controls: await loadPriceControls(tx, { field: 'PRICE_LIST', customerId: null, priceListId, about: 'terms' }),
  }),
  decide: ({ lists, facts, controls }, input, ctx) => {
    const list = lists.find((each) => each.id === input.priceListId);
    if (!list) throw fieldRefused(['priceListId'], 'id_unknown', { type: 'PriceList' });
    const given = input.roundEnding === null ? { ...input, roundEnding: 0n } : input;
    const after = patchOf('PriceList', given, columns);
    demandVersion('PriceList', list, input.version, after, ctx.company.currencyCode);
    demandName(input.name, list.id, lists);
    const whole = { ...list, ...after };
    demandTerms(list.id, whole, lists);
    const decision = {
      rows: [update('PriceList', list.id, { ...after, version: list.version + 1 })],
      events: [{ kind: 'priceListUpdated', subjectType: 'PriceList', subjectId: list.id, changes: changesOf('PriceList', list, after, ctx.company.currencyCode) }],
      result: { priceList: list.id },
    };
    const stake = facts && whole.isActive && opens(list, whole) ? offWhole(whole, facts) : undefined;
    return controlledPrices(decision, { name: list.name, reason: input.reason, stake, before: toldTerms(list, lists), after: toldTerms(whole, lists) }, controls, {}, ctx);
  },
});

export const deletePriceList = action({
  name: 'deletePriceList', describe: 'Drops a price list with its prices. Orders keep the prices that they have.', permission: 'prices.manage',
  input: { priceListId: id('PriceList') }, refusals: [PriceListUsed], payload: { removed: 'text' },
  load: async (tx, { priceListId }) => ({
    list: await lockRow(tx, 'PriceList', priceListId), above: await selectRows(tx, 'PriceList', sql`t."baseListId" = ${priceListId}`),
    prices: await tx.rows<{ id: string }>(sql`SELECT id FROM "PriceListPrice" WHERE "priceListId" = ${priceListId}`),
    assignments: await tx.rows<{ id: string }>(sql`SELECT id FROM "PriceListAssignment" WHERE "priceListId" = ${priceListId}`),
  }),
  decide: ({ list, above, prices, assignments }) => {
    const [first] = above;
    if (first) throw PriceListUsed({ name: first.name });
    return {
      rows: [...prices.map((each) => remove('PriceListPrice', each.id)), ...assignments.map((each) => remove('PriceListAssignment', each.id)), remove('PriceList', list.id)],
      events: [{ kind: 'priceListDeleted', subjectType: 'PriceList', subjectId: list.id, data: { name: list.name, prices: prices.length } }], result: { removed: list.id },
    };
  },
});
