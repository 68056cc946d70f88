// What was sold before the firm began here, from files of invoice lines.
import type { ImportOddity } from '../generated/rows.ts';
import { historyLineInput, knownKeys } from '../salesHistory/recordSalesHistory.ts';
import { historyRow, type HistoryLine } from '../salesHistory/rules.ts';
import { newId } from '../shared/newId.ts';
import type { Quantity } from '../shared/quantity.ts';
import { insert } from '../shared/write.ts';
import { fieldsOf, type Env, type Importable, type Options, type Values } from './importables.ts';
import { isAmong } from './oddities.ts';
import { references } from './references.ts';

const startsAs = (text: unknown, mark: string): boolean => mark !== '' && String(text ?? '').toLowerCase().startsWith(mark.toLowerCase());

/** A code that is listed as no goods. */
const isNoGoods = (values: Values, { notGoods }: Options): boolean => isAmong(String(values.productIdText ?? values.code ?? ''), notGoods);

function odditiesOf(values: Values, options: Options): ImportOddity[] {
  const units = values.quantity as Quantity | undefined;
  const noGoods = isNoGoods(values, options);
  const found: ImportOddity[] = [];
  if (startsAs(values.reference, options.adjusted)) found.push('ADJUSTMENT');
  else if (units !== undefined && units < 0n) found.push(startsAs(values.reference, options.cancelled) ? 'CANCELLATION' : 'NEGATIVE');
  if (values.unitPrice === 0n) found.push('ZERO_PRICE');
  if (values.customerIdText === undefined) found.push('NO_CUSTOMER');
  if (noGoods) found.push('NOT_GOODS');
  return found;
}

/** A row as a line of the history: what is no goods keeps its code and has no product. */
function lineOf(values: Values, options: Options): HistoryLine {
  const noGoods = isNoGoods(values, options) || startsAs(values.reference, options.adjusted);
  return {
    soldOn: values.soldOn as HistoryLine['soldOn'], reference: String(values.reference), code: String(values.code ?? values.productIdText),
    description: values.description as string | null | undefined, productId: noGoods ? null : values.productId as string, customerId: values.customerId as string | null | undefined,
    warehouseId: values.warehouseId as string | null | undefined, quantity: values.quantity as Quantity, unitPrice: values.unitPrice as HistoryLine['unitPrice'], copy: values.copy as number,
  };
}

const rowOf = (values: Values, { ctx, options }: Env) => historyRow(lineOf(values, options), [], { sku: undefined, today: ctx.today, currencyCode: ctx.company.currencyCode });

const { kind: _kind, copy: _copy, code: _code, ...columns } = historyLineInput;

export const salesHistory: Importable = {
  subject: 'SALES_HISTORY', type: 'SalesHistory', madeBy: [], permissions: ['salesHistory.manage'], key: [], knowsDuplicates: true, keepsText: true,
  fields: fieldsOf('import', columns, {
    reference: { needed: 'ALWAYS', example: '536365', also: ['invoice', 'invoiceNo', 'invoiceNumber', 'orderNumber', 'orderNo', 'document', 'number'] },
    soldOn: { needed: 'ALWAYS', example: '2025-12-01', also: ['date', 'invoiceDate', 'orderDate', 'day'] },
    productId: { reference: references.product, needed: 'ALWAYS', example: 'TEA-100', also: ['sku', 'product', 'article', 'stockCode', 'productCode', 'code'] }, description: { example: 'Green tea, 100 g' },
    customerId: { reference: references.customer, example: 'C-1001', also: ['customer', 'customerCode', 'customerNumber'] },
    warehouseId: { reference: references.warehouse, also: ['warehouse', 'site', 'store', 'storeId'] },
    quantity: { needed: 'ALWAYS', example: '6', also: ['qty', 'units'] }, unitPrice: { needed: 'ALWAYS', example: '2.55', also: ['price'] },
  }),
  mayBeUnknown: (field, text, { notGoods }) => field === 'productId' && isAmong(text, notGoods),
  oddities: odditiesOf,
  find: async (tx, rows, env) => {
    const keys = rows.map((values) => { try { return rowOf(values, env).key; } catch { return null; } }); // what is refused is found out when it is written
    const known = await knownKeys(tx, keys.filter((key) => key !== null), env.ctx.company.id);
    return rows.map((values, at) => {
      const id = known.get(keys[at] ?? '');
      return id === undefined ? undefined : { id, values };
    });
  },
  steps: () => [],
  rowOf: (values, env) => {
    const id = newId();
    return { id, change: insert('SalesHistory', { id, companyId: env.ctx.company.id, importId: env.importId, ...rowOf(values, env) }) };
  },
};
