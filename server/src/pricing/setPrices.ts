import sql from 'sql-template-tag';
import type { PriceListPriceRow } from '../generated/rows.ts';
import { action, type DecideContext } from '../shared/action.ts';
import { ChangeWaits } from '../customers/refusals.ts';
import { day, id, list, object, optional, quantityOrZero, signedFraction, text, unitPrice, type InputOf } from '../shared/input.ts';
import { printQuantity, printRate, printUnitPrice, type Quantity, type Rate } from '../shared/quantity.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { InputRefused, type FieldIssue } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { offRows } from './concessions.ts';
import { controlledPrices, isGiven, loadListFacts, loadPriceControls, priceKey } from './priceControl.ts';

const price = {
  productId: optional(id('Product')), templateId: { ...optional(id('ProductTemplate')), describe: 'All variants of a template.' },
  categoryId: { ...optional(id('Category')), describe: 'All products of a category; without any of the three, everything.' },
  fromQuantity: { ...optional(quantityOrZero()), describe: 'From so many units of the product on; any when left out.' },
  unitPrice: { ...optional(unitPrice()), describe: 'Of one unit of the product; or give a rate.' },
  rate: { ...optional(signedFraction()), describe: 'Off the price of the list that this one rests on; below zero, on top of it.' },
  validFrom: { ...optional(day()), describe: 'Today when left out.' }, validTo: optional(day()),
};
type Given = InputOf<typeof price>;
type Key = Pick<PriceListPriceRow, 'productId' | 'templateId' | 'categoryId' | 'fromQuantity' | 'validFrom'>;

const keyOf = ({ productId, templateId, categoryId, fromQuantity, validFrom }: Key): string => [productId, templateId, categoryId, fromQuantity, validFrom].join(' ');
const keyed = (given: Given, today: Day): Key => ({
  productId: given.productId ?? null, templateId: given.templateId ?? null, categoryId: given.categoryId ?? null,
  fromQuantity: given.fromQuantity ?? (0n as Quantity), validFrom: given.validFrom ?? today,
});

function demandPrice(given: Given, key: Key, path: string[]): FieldIssue[] {
  const at = (field: string) => [...path, field];
  const of = [key.productId, key.templateId, key.categoryId].filter((each) => each !== null).length;
  const isPrice = given.unitPrice !== null && given.unitPrice !== undefined;
  const isRate = given.rate !== null && given.rate !== undefined;
  return [
    ...(of > 1 ? [{ path: at('productId'), code: 'one_of', facts: { fields: 'productId, templateId, categoryId' } }] : []),
    ...(isPrice === isRate ? [{ path: at('unitPrice'), code: 'one_of', facts: { fields: 'unitPrice, rate' } }] : []),
    ...(isPrice && !key.productId && !key.templateId ? [{ path: at('productId'), code: 'required' }] : []),
    ...(given.validTo && given.validTo < key.validFrom ? [{ path: at('validTo'), code: 'day_before', facts: { day: key.validFrom } }] : []),
  ];
}

/** Prices of a list by what they are of, their quantity and first day: those that are there are changed, others added. */
function priceRows(priceListId: string, given: readonly Given[], known: readonly PriceListPriceRow[], ctx: DecideContext): Change[] {
  const seen = new Set<string>();
  const issues: FieldIssue[] = [];
  const rows = given.map((each, index): Change => {
    const key = keyed(each, ctx.today);
    const path = ['prices', String(index)];
    issues.push(...demandPrice(each, key, path), ...(seen.has(keyOf(key)) ? [{ path: [...path, 'fromQuantity'], code: 'twice' }] : []));
    seen.add(keyOf(key));
    const old = known.find((row) => keyOf(row) === keyOf(key));
    const values = { unitPrice: each.unitPrice ?? null, rate: each.rate ?? null, validTo: each.validTo ?? null };
    return old ? update('PriceListPrice', old.id, { ...values, version: old.version + 1 }) : insert('PriceListPrice', { id: ctx.newId(), priceListId, ...key, ...values });
  });
  if (issues.length > 0) throw new InputRefused(issues);
  return rows;
}

/** Prices that ask more than those in their place, or are not there yet, as far as they give more than before. */
const further = (given: readonly Given[], known: readonly PriceListPriceRow[], today: Day): Row[] => given.flatMap((each): Row[] => {
  const key = keyed(each, today);
  const old = known.find((row) => keyOf(row) === keyOf(key));
  const [unitPrice, rate, validTo] = [each.unitPrice ?? null, each.rate ?? null, each.validTo ?? null];
  const isLonger = old && old.validTo !== null && (validTo === null || validTo > old.validTo);
  const isSame = old && !isLonger && (old.unitPrice === null ? unitPrice === null && old.rate !== null && (rate ?? 0n) <= old.rate : unitPrice !== null && unitPrice >= old.unitPrice);
  return isSame ? [] : [{ ...key, unitPrice, rate }];
});
type Row = Key & Pick<PriceListPriceRow, 'unitPrice' | 'rate'>;

/** Prices as a second person reads them, the first of many. */
function toldPrices(rows: readonly Row[], names: ReadonlyMap<string, string>): string {
  const of = ({ productId, templateId, categoryId, fromQuantity, unitPrice, rate }: Row) => [
    `${names.get(productId ?? templateId ?? categoryId ?? '') ?? '*'}: ${unitPrice !== null ? printUnitPrice(unitPrice) : rate !== null ? `−${printRate((rate * 100n) as Rate)} %` : '–'}`, ...(fromQuantity > 0n ? [`≥ ${printQuantity(fromQuantity)}`] : []),
  ].join(' ');
  const shown = rows.slice(0, 5).map(of).join('; ');
  return rows.length > 5 ? `${shown}; … ${rows.length}` : shown;
}

export const setPrices = action({
  name: 'setPrices', permission: 'prices.manage',
  describe: 'Sets prices of a list: one of the same product, quantity and first day is changed, others are added. Of prices whose days overlap, the one that began last counts. Of a list that customers or groups buy by they wait for a second person where one lies further below the list price than the own limit allows.',
  input: {
    priceListId: id('PriceList'), prices: list(object('PriceInput', price), { max: 500 }),
    removedIds: { ...optional(list(id('PriceListPrice'), { max: 500 })), describe: 'Prices that are taken off the list.' },
    reason: { ...optional(text({ max: 1000, lines: true })), describe: 'Needed where a second person is asked.' },
  },
  refusals: [ChangeWaits], payload: { priceList: 'record:PriceList', change: 'record:CustomerChange' },
  load: async (tx, { priceListId, prices, removedIds }, ctx) => {
    const of = await lockRow(tx, 'PriceList', priceListId);
    const named = prices.map((each) => keyed(each, ctx.today));
    const [first] = named;
    const ids = named.flatMap(({ productId, templateId, categoryId }) => productId ?? templateId ?? categoryId ?? []);
    const names = await tx.rows<{ id: string; name: string }>(sql`SELECT id, name FROM "Product" WHERE id = ANY(${ids}::uuid[]) UNION ALL SELECT id, name FROM "ProductTemplate" WHERE id = ANY(${ids}::uuid[]) UNION ALL SELECT id, name FROM "Category" WHERE id = ANY(${ids}::uuid[])`);
    return {
      list: of, known: await selectRows(tx, 'PriceListPrice', sql`t."priceListId" = ${priceListId}`),
      removed: await selectRows(tx, 'PriceListPrice', sql`t."priceListId" = ${priceListId} AND t.id = ANY(${removedIds ?? []}::uuid[])`),
      names: new Map(names.map((each) => [each.id, each.name])), facts: await isGiven(tx, priceListId) ? await loadListFacts(tx, ctx, [priceListId], named) : null,
      // Prices that come one by one, as from a file, wait one by one.
      controls: await loadPriceControls(tx, { field: 'PRICE_LIST', customerId: null, priceListId, about: first?.productId && named.length === 1 && !removedIds?.length ? priceKey(first.productId, first.fromQuantity, first.validFrom) : 'prices' }),
    };
  },
  decide: ({ list: of, known, removed, names, facts, controls }, { prices, reason }, ctx) => {
    const left = known.filter(({ id: rowId }) => removed.every((each) => each.id !== rowId));
    const decision = {
      rows: [...removed.map((each) => remove('PriceListPrice', each.id)), ...priceRows(of.id, prices, left, ctx), update('PriceList', of.id, { version: of.version + 1 })],
      events: [{ kind: 'pricesSet', subjectType: 'PriceList', subjectId: of.id, data: { set: prices.length, removed: removed.length } }],
      result: { priceList: of.id },
    };
    const more = further(prices, left, ctx.today);
    const before = more.map((row): Row => ({ ...row, unitPrice: null, rate: null, ...left.find((each) => keyOf(each) === keyOf(row)) }));
    return controlledPrices(decision, { name: of.name, reason, stake: facts ? offRows(of, more, facts) : undefined, before: toldPrices(before, names), after: toldPrices(more, names) }, controls, {}, ctx);
  },
});
