// Pure: a recipe carried out, and taken back.
import type { Accounts } from '../accounting/books.ts';
import { entryRows, mirrored, type LineDraft } from '../accounting/post.ts';
import type { CostObjectRow, JournalEntryRow, JournalLineRow, PreparationLineRow, PreparationRow, ProductRow, RecipeRow, ReservationRow } from '../generated/rows.ts';
import type { LotGiven } from '../inventory/lotsInput.ts';
import { allocate } from '../inventory/poolPromises.ts';
import { issue, receive, type Pools } from '../inventory/pools.ts';
import type { DecideContext } from '../shared/action.ts';
import { minus, negate, plus, zero, type Minor } from '../shared/money.ts';
import { none, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { insert, update, type Change } from '../shared/write.ts';
import type { LoadedRecipes } from './loadRecipes.ts';
import { ingredientsOf } from './recipeRules.ts';
import { PreparationReversed, RecipeInactive } from './refusals.ts';
import { demandOpen, usedLines } from './rules.ts';

export interface Used { productId: string; planned: Quantity; quantity: Quantity }

/** What is used: as the recipe asks for a number of portions, or as was said of single ingredients, and of further ones. */
export function usedOf(known: LoadedRecipes, productId: string, portions: Quantity, given: readonly { productId: string; quantity: Quantity }[]): Used[] {
  const recipe = known.recipes.get(productId);
  if (!recipe) throw new Error(`${productId} has no recipe`);
  const planned = ingredientsOf(recipe, portions, known.recipes, known.items);
  const actual = (id: string) => given.find((each) => each.productId === id)?.quantity;
  return [
    ...planned.map((each): Used => ({ productId: each.productId, planned: each.quantity, quantity: actual(each.productId) ?? each.quantity })),
    ...given.filter((each) => !planned.some((other) => other.productId === each.productId)).map((each): Used => ({ ...each, planned: none })),
  ];
}

export interface PrepareFacts {
  pools: Pools; accounts: Accounts; recipe: RecipeRow; product: ProductRow; costObject: CostObjectRow | undefined; used: readonly Used[];
  waiting: ReservationRow[]; number: string;
}
export interface PrepareHead { warehouseId: string; portions: Quantity; preparedOn: Day; note?: string | null; lots?: readonly LotGiven[] }

const stock = (productId: string, warehouseId: string, amount: Minor): LineDraft => ({ account: '1300', amount, productId, warehouseId });

/** Ingredients go at cost; a product that is kept in stock comes at their sum, any other is charged to its cost object. */
export function prepareRows(facts: PrepareFacts, head: PrepareHead, ctx: DecideContext): { id: string; rows: Change[]; value: Minor } {
  const { pools, accounts, recipe, product, costObject, used, number } = facts;
  const { warehouseId, portions, preparedOn } = head;
  if (!recipe.isActive) throw RecipeInactive({ productName: product.name });
  if (product.isStocked === Boolean(costObject)) throw fieldRefused(['costObjectId'], product.isStocked ? 'cost_object_stocked' : 'required');
  if (costObject) demandOpen(costObject);
  const id = ctx.newId();
  const source = { type: 'Preparation', id };
  const { currencyCode } = ctx.company;
  const made = used.filter(({ quantity }) => quantity > none).map(({ productId, planned, quantity }, index) => {
    const lineId = ctx.newId();
    const { row, cost } = issue(pools, { id: lineId, productId, warehouseId, quantity, kind: 'PRODUCTION', effectiveOn: preparedOn, source, path: ['lines'] }, ctx);
    const line = insert('PreparationLine', { id: lineId, preparationId: id, no: index + 1, productId, planned, quantity, currencyCode, valueMinor: cost });
    return { productId, cost, rows: [line, row] };
  });
  const value = plus(zero, ...made.map(({ cost }) => cost));
  const received = product.isStocked ? [
    // The move of what was made bears the preparation's id.
    receive(pools, { id, productId: product.id, warehouseId, quantity: portions, value, kind: 'PRODUCTION', effectiveOn: preparedOn, source, path: ['portions'], lots: head.lots }, ctx).row,
    ...allocate(pools, facts.waiting, product.id, warehouseId),
  ] : [];
  return {
    id, value,
    rows: [
      insert('Preparation', {
        id, companyId: ctx.company.id, number, recipeId: recipe.id, productId: product.id, warehouseId, costObjectId: costObject?.id ?? null, preparedOn, portions,
        currencyCode, valueMinor: value, note: head.note ?? null,
      }),
      ...made.flatMap(({ rows }) => rows), ...received,
      ...entryRows(accounts, {
        kind: 'PRODUCTION', effectiveOn: preparedOn, source, memo: `${number} · ${product.name}`.slice(0, 500),
        lines: product.isStocked
          ? [stock(product.id, warehouseId, value), ...made.map(({ productId, cost }) => stock(productId, warehouseId, negate(cost)))]
          : made.flatMap(({ productId, cost }) => usedLines(productId, warehouseId, cost)),
      }, ctx),
      ...pools.changes(),
    ],
  };
}

export function demandReversible({ status, number }: Pick<PreparationRow, 'status' | 'number'>): void {
  if (status === 'REVERSED') throw PreparationReversed({ number });
}

export interface ReverseFacts {
  pools: Pools; accounts: Accounts; preparation: PreparationRow; lines: readonly PreparationLineRow[]; isStocked: boolean; waiting: ReservationRow[];
  entry: JournalEntryRow | undefined; entryLines: JournalLineRow[];
}

/** The ingredients come back at their cost; what was made leaves at its cost of now, and the difference is a cost correction. */
export function reversePreparationRows(facts: ReverseFacts, { on, reason }: { on: Day; reason: string }, ctx: DecideContext): Change[] {
  const { pools, accounts, preparation, lines, isStocked, entry, entryLines } = facts;
  demandReversible(preparation);
  if (on < preparation.preparedOn) throw fieldRefused(['on'], 'day_before', { day: preparation.preparedOn });
  const { id, warehouseId, productId, portions, valueMinor } = preparation;
  const source = { type: 'Preparation', id };
  const draft = { warehouseId, kind: 'REVERSAL' as const, effectiveOn: on, source, note: reason };
  const out = isStocked ? issue(pools, { ...draft, productId, quantity: portions, reversesMoveId: id }, ctx) : undefined;
  const back = lines.map((line) => receive(pools, { ...draft, productId: line.productId, quantity: line.quantity, value: line.valueMinor, reversesMoveId: line.id }, ctx).row);
  const difference = out ? minus(valueMinor, out.cost) : zero;
  return [
    update('Preparation', id, { status: 'REVERSED', reversedOn: on }),
    ...(out ? [out.row] : []), ...back,
    ...[...new Set(lines.map((line) => line.productId))].flatMap((each) => allocate(pools, facts.waiting, each, warehouseId)),
    ...entryRows(accounts, {
      kind: 'REVERSAL', effectiveOn: on, source, memo: reason.slice(0, 500), ...(entry ? { reversesEntryId: entry.id } : {}),
      lines: [...mirrored(entryLines), stock(productId, warehouseId, difference), { account: '5010', amount: negate(difference), productId, warehouseId }],
    }, ctx),
    ...pools.changes(),
  ];
}
