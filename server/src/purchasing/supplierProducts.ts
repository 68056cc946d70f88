import sql from 'sql-template-tag';
import type { SupplierPriceRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { boolean, day, id, integer, list, object, optional, quantity, quantityOrZero, text, unitPrice } from '../shared/input.ts';
import { currencyExponent } from '../shared/money.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { insert, remove, update } from '../shared/write.ts';
import type { DecideContext } from '../shared/action.ts';
import type { Change } from '../shared/write.ts';
import type { Quantity, UnitPrice } from '../shared/quantity.ts';

const price = object('SupplierPriceInput', {
  minimumQuantity: { ...optional(quantityOrZero()), describe: 'From this quantity on. Default: any.' },
  unitCost: unitPrice(), validFrom: optional(day()), validTo: optional(day()),
});
interface GivenPrice { minimumQuantity?: Quantity | null; unitCost: UnitPrice; validFrom?: Day | null; validTo?: Day | null }

const demandDays = ({ validFrom, validTo }: { validFrom?: Day | null; validTo?: Day | null }, path: string[]): void => {
  if (validFrom && validTo && validTo < validFrom) throw fieldRefused([...path, 'validTo'], 'day_before', { day: validFrom });
};

/** Prices replace all prices, row by row. */
function priceRows(supplierProductId: string, before: SupplierPriceRow[], given: GivenPrice[], ctx: DecideContext): Change[] {
  given.forEach((each, index) => demandDays(each, ['prices', String(index)]));
  const columns = ({ minimumQuantity, unitCost, validFrom, validTo }: GivenPrice) =>
    ({ minimumQuantity: minimumQuantity ?? (0n as Quantity), unitCost, validFrom: validFrom ?? null, validTo: validTo ?? null });
  return [
    ...given.map((each, index) => {
      const old = before[index];
      return old ? update('SupplierPrice', old.id, columns(each)) : insert('SupplierPrice', { id: ctx.newId(), supplierProductId, ...columns(each) });
    }),
    ...before.slice(given.length).map((old) => remove('SupplierPrice', old.id)),
  ];
}

export const setSupplierProduct = action({
  name: 'setSupplierProduct', permission: 'purchasing.manage',
  describe: 'Notes at what price, in which quantities and in how many days a supplier delivers a product. A product has one preferred supplier at most.',
  input: {
    supplierId: id('Supplier'), productId: id('Product'), unitCost: { ...unitPrice(), describe: 'For any quantity, where none of `prices` says otherwise.' },
    currencyCode: { ...optional(text({ max: 3 })), describe: 'ISO 4217. Default: in which the supplier quotes.' },
    leadTimeDays: optional(integer({ max: 730 })), isPreferred: optional(boolean()), supplierSku: optional(text({ max: 60 })),
    minimumQuantity: { ...optional(quantity()), describe: 'The least that they deliver.' },
    orderMultiple: { ...optional(quantity()), describe: 'They deliver in whole multiples of it.' },
    validFrom: optional(day()), validTo: optional(day()),
    prices: { ...optional(list(price, { max: 100 })), describe: 'Prices from a quantity on, or for some days. Replace all such prices.' },
  },
  refusals: [], payload: { supplierProduct: 'record:SupplierProduct' },
  load: async (tx, { supplierId, productId }) => {
    const supplier = await readRow(tx, 'Supplier', supplierId);
    await lockRow(tx, 'Product', productId);
    const all = await selectRows(tx, 'SupplierProduct', sql`t."productId" = ${productId}`, { lock: true });
    const known = all.find((each) => each.supplierId === supplierId);
    return { supplier, all, known, prices: known ? await selectRows(tx, 'SupplierPrice', sql`t."supplierProductId" = ${known.id}`, { orderBy: sql`t."minimumQuantity", t.id` }) : [] };
  },
  decide: ({ supplier, all, known, prices }, input, ctx) => {
    const { supplierId, productId, unitCost } = input;
    const others = all.filter((each) => each !== known);
    const isPreferred = input.isPreferred ?? known?.isPreferred ?? !others.some((each) => each.isPreferred);
    const currencyCode = (input.currencyCode ?? known?.currencyCode ?? supplier.currencyCode ?? ctx.company.currencyCode).toUpperCase();
    if (currencyExponent(currencyCode) === undefined) throw fieldRefused(['currencyCode'], 'currency_unknown');
    demandDays({ validFrom: input.validFrom === undefined ? known?.validFrom : input.validFrom, validTo: input.validTo === undefined ? known?.validTo : input.validTo }, []);
    const given = { ...input, currencyCode, leadTimeDays: input.leadTimeDays ?? undefined };
    const columns = {
      ...patchOf('SupplierProduct', given, ['unitCost', 'currencyCode', 'leadTimeDays', 'supplierSku', 'minimumQuantity', 'orderMultiple', 'validFrom', 'validTo']), isPreferred,
    };
    const supplierProduct = known?.id ?? ctx.newId();
    return {
      rows: [
        ...(isPreferred ? others.filter((each) => each.isPreferred).map((each) => update('SupplierProduct', each.id, { isPreferred: false, version: each.version + 1 })) : []),
        known
          ? update('SupplierProduct', known.id, { ...columns, version: known.version + 1 })
          : insert('SupplierProduct', { ...columns, unitCost, currencyCode, id: supplierProduct, supplierId, productId }),
        ...(input.prices ? priceRows(supplierProduct, prices, input.prices, ctx) : []),
      ],
      events: [{
        kind: 'supplierProductSet', subjectType: 'Supplier', subjectId: supplierId, data: { productId },
        changes: known ? changesOf('SupplierProduct', known, columns, ctx.company.currencyCode) : {},
      }],
      result: { supplierProduct },
    };
  },
});

export const removeSupplierProduct = action({
  name: 'removeSupplierProduct', describe: 'Notes that a supplier delivers a product no longer.', permission: 'purchasing.manage',
  input: { supplierProductId: id('SupplierProduct') }, refusals: [], payload: { supplier: 'record:Supplier' },
  load: async (tx, { supplierProductId }) => ({
    row: await lockRow(tx, 'SupplierProduct', supplierProductId),
    prices: await selectRows(tx, 'SupplierPrice', sql`t."supplierProductId" = ${supplierProductId}`),
  }),
  decide: ({ row, prices }) => ({
    rows: [...prices.map((each) => remove('SupplierPrice', each.id)), remove('SupplierProduct', row.id)],
    events: [{ kind: 'supplierProductRemoved', subjectType: 'Supplier', subjectId: row.supplierId, data: { productId: row.productId } }],
    result: { supplier: row.supplierId },
  }),
});
