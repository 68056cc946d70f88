import sql from 'sql-template-tag';
import type { KitComponentRow, ProductRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { id, integer, list, object, quantity } from '../shared/input.ts';
import { fitsPlaces, printQuantity, type Quantity } from '../shared/quantity.ts';
import { demandVersion, lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { nowOwn } from './inheriting.ts';
import { KitComponentUnfit, ProductInUse } from './refusals.ts';

interface Given { productId: string; quantity: Quantity }
interface Fit { product: ProductRow; decimals: number }

/** Refuses what cannot be part of a kit: itself, another kit, a service, a product twice, a quantity finer than its unit. */
export function demandComponents(kit: Pick<ProductRow, 'id'>, given: readonly Given[], known: readonly Fit[]): void {
  given.forEach(({ productId, quantity: units }, index) => {
    const path = ['components', String(index)];
    const found = known.find(({ product }) => product.id === productId);
    if (!found) throw fieldRefused([...path, 'productId'], 'id_unknown', { type: 'Product' });
    const unfit = (reason: string) => KitComponentUnfit({ product: productId, productName: found.product.name, reason });
    if (productId === kit.id) throw unfit('itself');
    if (found.product.isKit) throw unfit('kit');
    if (!found.product.isStocked) throw unfit('service');
    if (given.findIndex((each) => each.productId === productId) < index) throw unfit('twice');
    if (!fitsPlaces(units, found.decimals)) throw fieldRefused([...path, 'quantity'], 'decimal_places', { places: found.decimals });
  });
}

/** The rows that make a kit's parts those given. */
export function componentRows(kitProductId: string, before: readonly KitComponentRow[], given: readonly Given[], newId: () => string): Change[] {
  const kept = (productId: string) => before.find((each) => each.componentProductId === productId);
  return [
    ...given.map(({ productId, quantity: units }) => {
      const old = kept(productId);
      return old ? update('KitComponent', old.id, { quantity: units }) : insert('KitComponent', { id: newId(), kitProductId, componentProductId: productId, quantity: units });
    }),
    ...before.filter((each) => given.every(({ productId }) => productId !== each.componentProductId)).map((each) => remove('KitComponent', each.id)),
  ];
}

export const setKitComponents = action({
  name: 'setKitComponents', permission: 'catalogue.manage',
  describe: 'Says what a kit is made of; a product becomes a kit by it, and with no components it is none any more. '
    + 'Orders that are placed keep the components with which they were placed.',
  input: {
    productId: id('Product'), version: integer(),
    components: list(object('KitComponentInput', { productId: id('Product'), quantity: quantity() }), { max: 100 }),
  },
  refusals: [KitComponentUnfit, ProductInUse], payload: { product: 'record:Product' },
  load: async (tx, { productId, components }) => {
    const product = await lockRow(tx, 'Product', productId);
    const [use] = await tx.rows<{ held: boolean; inside: boolean; cooked: boolean }>(sql`SELECT
      EXISTS (SELECT FROM "StockMove" WHERE "productId" = ${productId}) OR EXISTS (SELECT FROM "PurchaseOrderLine" WHERE "productId" = ${productId})
        OR EXISTS (SELECT FROM "Reservation" WHERE "productId" = ${productId} AND "perKit" IS NULL) AS held,
      EXISTS (SELECT FROM "KitComponent" WHERE "componentProductId" = ${productId}) AS inside,
      EXISTS (SELECT FROM "Recipe" WHERE "productId" = ${productId}) AS cooked`);
    // Shared with whoever makes one of them a kit: two kits cannot become each other's parts.
    const ids = components.map((each) => each.productId);
    await tx.rows(sql`SELECT FROM "Product" WHERE id = ANY(${ids}::uuid[]) AND id <> ${productId} ORDER BY id FOR SHARE`);
    const found = await selectRows(tx, 'Product', sql`t.id = ANY(${ids}::uuid[])`);
    const units = await selectRows(tx, 'Unit', sql`t.id = ANY(${found.map((each) => each.unitId)}::uuid[])`);
    return {
      product, isHeld: !!use?.held, isInside: !!use?.inside, hasRecipe: !!use?.cooked, before: await selectRows(tx, 'KitComponent', sql`t."kitProductId" = ${productId}`),
      known: found.map((each) => ({ product: each, decimals: units.find((unit) => unit.id === each.unitId)?.decimals ?? 0 })),
    };
  },
  decide: ({ product, isHeld, isInside, hasRecipe, before, known }, { version, components }, ctx) => {
    const isKit = components.length > 0;
    const columns = { isKit, ...(isKit ? { isStocked: false } : {}) };
    demandVersion('Product', product, version, columns, ctx.company.currencyCode);
    // What is sold of it follows from its recipe, and would follow it again.
    if (hasRecipe) throw KitComponentUnfit({ product: product.id, productName: product.name, reason: 'recipe' });
    if (isKit && isInside) throw KitComponentUnfit({ product: product.id, productName: product.name, reason: 'inside' });
    if (isKit && product.isStocked && isHeld) throw ProductInUse({ productName: product.name, field: 'isKit' });
    demandComponents(product, components, known);
    const told = (parts: readonly { productId: string; quantity: Quantity }[]) => parts
      .map(({ productId, quantity: units }) => `${printQuantity(units)} × ${known.find((each) => each.product.id === productId)?.product.sku ?? '—'}`).join(', ');
    return {
      rows: [...componentRows(product.id, before, components, ctx.newId), update('Product', product.id, { ...columns, ...(isKit ? nowOwn(product, ['isStocked']) : {}), version: product.version + 1 })],
      events: [{ kind: 'kitComponentsSet', subjectType: 'Product', subjectId: product.id, data: { components: told(components), count: components.length } }],
      result: { product: product.id },
    };
  },
});
