// Prices of lists and of customers, from files.
import sql from 'sql-template-tag';
import { setCustomerPrice } from '../pricing/customerPrices.ts';
import { setPrices } from '../pricing/setPrices.ts';
import { day, id, optional, quantityOrZero, signedFraction, text, unitPrice } from '../shared/input.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldsOf, type Importable, type ImportField, type Values } from './importables.ts';
import { references } from './references.ts';

const texts = (rows: readonly Values[], field: string): string[] => rows.map((row) => String(row[field]));
const product: Partial<ImportField> = { reference: references.product, needed: 'ALWAYS', example: 'TEA-100', also: ['sku', 'product', 'article', 'stockCode'] };
const quantity: Partial<ImportField> = { example: '10', also: ['minimumQuantity', 'from', 'break', 'quantity'] };
const price: Partial<ImportField> = { example: '4.20', also: ['price', 'netPrice', 'salesPrice'] };

interface Keyed { productId: string | null; fromQuantity: bigint; validFrom: string }
const isSame = (known: Keyed, row: Values, today: string): boolean =>
  known.productId === row.productId && known.fromQuantity === ((row.fromQuantity as bigint | null | undefined) ?? 0n) && known.validFrom === (row.validFrom ?? today);

const listColumns = {
  priceListId: id('PriceList'), productId: id('Product'), fromQuantity: optional(quantityOrZero()), unitPrice: optional(unitPrice()), rate: optional(signedFraction()), validFrom: optional(day()), validTo: optional(day()), reason: optional(text({ max: 1000 })),
};

/** Of products; a rate is a fraction off the list that theirs rests on. */
export const prices: Importable = {
  subject: 'PRICES', type: 'PriceList', madeBy: ['priceList'], permissions: ['prices.manage'], key: ['priceListId', 'productId', 'fromQuantity', 'validFrom'],
  fields: fieldsOf('PriceListPrice', listColumns, {
    priceListId: { reference: references.priceList, needed: 'ALWAYS', of: 'import', example: 'Wholesale', also: ['priceList', 'list'] },
    productId: product, fromQuantity: quantity, unitPrice: price, rate: { also: ['discount'] }, validFrom: { also: ['startsOn', 'firstDay'] }, validTo: { also: ['to', 'until', 'endsOn', 'lastDay'] },
  }),
  find: async (tx, rows, { ctx }) => {
    const known = await selectRows(tx, 'PriceListPrice', sql`t."priceListId" = ANY(${texts(rows, 'priceListId')}::uuid[]) AND t."productId" = ANY(${texts(rows, 'productId')}::uuid[])`);
    return rows.map((row) => {
      const own = known.find((each) => each.priceListId === row.priceListId && isSame(each, row, ctx.today));
      return own && { id: own.priceListId, values: { ...own, fromQuantity: row.fromQuantity, validFrom: row.validFrom, reason: row.reason } };
    });
  },
  steps: ({ priceListId, reason, ...values }) => [{ action: setPrices, input: { priceListId, prices: [values], reason } }],
};

export const customerPrices: Importable = {
  subject: 'CUSTOMER_PRICES', type: 'CustomerPrice', madeBy: ['customerPrice'], permissions: ['prices.manage'], key: ['customerId', 'productId', 'fromQuantity', 'validFrom'],
  fields: fieldsOf('CustomerPrice', setCustomerPrice.input, {
    customerId: { reference: references.customer, needed: 'ALWAYS', example: 'C-1001', also: ['customer', 'customerCode'] }, productId: product,
    unitPrice: { ...price, needed: 'ALWAYS' }, fromQuantity: quantity, taxIncluded: { also: ['withTax'] }, validFrom: { also: ['startsOn', 'firstDay'] }, validTo: { also: ['to', 'until', 'endsOn', 'lastDay'] }, note: { also: ['contract', 'agreement'] },
  }),
  find: async (tx, rows, { ctx }) => {
    const known = await selectRows(tx, 'CustomerPrice', sql`t."customerId" = ANY(${texts(rows, 'customerId')}::uuid[]) AND t."productId" = ANY(${texts(rows, 'productId')}::uuid[])`);
    return rows.map((row) => {
      const own = known.find((each) => each.customerId === row.customerId && isSame(each, row, ctx.today));
      return own && { id: own.id, values: { ...own, fromQuantity: row.fromQuantity, validFrom: row.validFrom, reason: row.reason } };
    });
  },
  steps: (values) => [{ action: setCustomerPrice, input: values }],
};
