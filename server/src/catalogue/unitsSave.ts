// A product's own units: a case of twelve, a bag of 25 kg.
import sql from 'sql-template-tag';
import type { ProductRow, ProductUnitRow, UnitRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, id, optional, quantity } from '../shared/input.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { UnitContradiction, UnitUnlinked } from './refusals.ts';
import { conversionsOf, ratio, type Definition, type Ratio } from './units.ts';

interface Facts { product: ProductRow; units: UnitRow[]; defined: ProductUnitRow[] }

/** The product, locked, so that its definitions change one after another. */
async function loadDefinitions(tx: Tx, productId: string): Promise<Facts> {
  return {
    product: await lockRow(tx, 'Product', productId), units: await selectRows(tx, 'Unit', sql`TRUE`),
    defined: await selectRows(tx, 'ProductUnit', sql`t."productId" = ${productId}`),
  };
}

const factorText = ({ numerator, denominator }: Ratio): string => (denominator === 1n ? String(numerator) : `${numerator}/${denominator}`);

/** Refuses definitions that contradict each other or what the units measure, and such as lead nowhere. */
export function demandConsistent({ product, units }: Pick<Facts, 'product' | 'units'>, definitions: readonly Definition[]): void {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const { contradicted, unlinked } = conversionsOf(product.unitId, definitions, byId);
  const codeOf = (unitId: string) => byId.get(unitId)?.code ?? '';
  if (contradicted) {
    throw UnitContradiction({
      unit: codeOf(contradicted.unitId), into: codeOf(product.unitId), first: factorText(contradicted.first), second: factorText(contradicted.second),
    });
  }
  const [lost] = unlinked;
  if (lost) throw UnitUnlinked({ unit: codeOf(lost), into: codeOf(product.unitId) });
}

export const setProductUnit = action({
  name: 'setProductUnit', permission: 'catalogue.manage',
  describe: 'Says how many of another unit one unit of a product is: 1 case = 12 pieces, 3 bags = 10 kg. Documents keep the factor of their day.',
  input: {
    productId: id('Product'), unitId: id('Unit'), quantity: quantity(),
    perUnitId: { ...optional(id('Unit')), describe: 'The unit of `quantity`: the product\'s own when left out.' },
    of: { ...optional(quantity()), describe: 'How many of `unitId` they are; 1 when left out.' },
    isPurchaseUnit: optional(boolean()), isSaleUnit: optional(boolean()),
  },
  refusals: [UnitContradiction, UnitUnlinked], payload: { product: 'record:Product', productUnit: 'record:ProductUnit' },
  load: (tx, { productId }) => loadDefinitions(tx, productId),
  decide: (facts, { productId, unitId, perUnitId: per, quantity: many, of, isPurchaseUnit, isSaleUnit }, ctx) => {
    const { product, units, defined } = facts;
    const perUnitId = per ?? product.unitId;
    for (const [path, given] of [['unitId', unitId], ['perUnitId', perUnitId]] as const) {
      if (!units.some((unit) => unit.id === given)) throw fieldRefused([path], 'id_unknown', { type: 'Unit' });
    }
    if (unitId === perUnitId) throw fieldRefused([per ? 'perUnitId' : 'unitId'], 'unit_same');
    const definition = { unitId, perUnitId, ...ratio(many, of ?? 1_000_000n) };
    const others = defined.filter((each) => each.unitId !== unitId);
    demandConsistent(facts, [...others, definition]);
    const old = defined.find((each) => each.unitId === unitId);
    const columns = {
      ...definition, isPurchaseUnit: isPurchaseUnit ?? old?.isPurchaseUnit ?? false, isSaleUnit: isSaleUnit ?? old?.isSaleUnit ?? false,
    };
    const productUnit = old?.id ?? ctx.newId();
    const rows: Change[] = [
      ...freed(others, columns),
      old ? update('ProductUnit', old.id, { ...columns, version: old.version + 1 }) : insert('ProductUnit', { id: productUnit, productId, ...columns }),
    ];
    const code = units.find((unit) => unit.id === unitId)?.code ?? '';
    const into = units.find((unit) => unit.id === perUnitId)?.code ?? '';
    return {
      rows, result: { product: productId, productUnit },
      events: [{ kind: 'productUnitSet', subjectType: 'Product', subjectId: productId, data: { unit: code, factor: factorText(definition), into } }],
    };
  },
});

/** One unit at most is the one to buy in, and one the one to sell in. */
const freed = (others: ProductUnitRow[], { isPurchaseUnit, isSaleUnit }: Pick<ProductUnitRow, 'isPurchaseUnit' | 'isSaleUnit'>): Change[] =>
  others.filter((each) => (isPurchaseUnit && each.isPurchaseUnit) || (isSaleUnit && each.isSaleUnit)).map((each) => update('ProductUnit', each.id, {
    isPurchaseUnit: each.isPurchaseUnit && !isPurchaseUnit, isSaleUnit: each.isSaleUnit && !isSaleUnit, version: each.version + 1,
  }));

export const removeProductUnit = action({
  name: 'removeProductUnit', permission: 'catalogue.manage',
  describe: 'Takes a unit of a product away, unless others are told in it. Documents in that unit stay as they are.',
  input: { productUnitId: id('ProductUnit') }, refusals: [UnitUnlinked, UnitContradiction], payload: { product: 'record:Product' },
  load: async (tx, { productUnitId }) => {
    const { productId } = await readRow(tx, 'ProductUnit', productUnitId);
    return { ...await loadDefinitions(tx, productId), gone: await readRow(tx, 'ProductUnit', productUnitId) };
  },
  decide: (facts, _input) => {
    const { gone, defined, units, product } = facts;
    demandConsistent(facts, defined.filter((each) => each.id !== gone.id));
    return {
      rows: [remove('ProductUnit', gone.id)], result: { product: product.id },
      events: [{ kind: 'productUnitRemoved', subjectType: 'Product', subjectId: product.id, data: { unit: units.find((unit) => unit.id === gone.unitId)?.code ?? '' } }],
    };
  },
});
