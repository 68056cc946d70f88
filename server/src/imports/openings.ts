// What the firm begins with: stock, what is owed and the balances of accounts, from files. All stand against account 3000.
import sql from 'sql-template-tag';
import { recordOpeningBalance } from '../accounting/recordOpeningBalance.ts';
import { isControl } from '../accounting/rules.ts';
import { recordOpeningStock } from '../inventory/recordOpeningStock.ts';
import { recordOpeningBill } from '../payables/recordOpeningBill.ts';
import { recordOpeningInvoice } from '../receivables/recordOpeningInvoice.ts';
import type { Tx } from '../shared/db.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import { day, id, moneyOrZero, optional, quantityOrZero, signedMoney, text, unitPrice } from '../shared/input.ts';
import { extend, minor, minus, negate, plus, printMoney, zero, type Minor } from '../shared/money.ts';
import { parseQuantity, parseRate, parseUnitPrice, type Quantity, type UnitPrice } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { fieldsOf, type Env, type Found, type Importable, type ImportField, type Read, type Values } from './importables.ts';
import { references } from './references.ts';

const ownDay: Partial<ImportField> = { of: 'import', also: ['date', 'day', 'openingDay'] };
const stockColumns = {
  productId: id('Product'), warehouseId: id('Warehouse'), quantity: quantityOrZero(), unitCost: unitPrice(), lot: optional(text({ max: 100 })),
  expiresOn: optional(day()), bestBeforeOn: optional(day()), producedOn: optional(day()), on: optional(day()),
};

interface Opened { id: string; productId: string; warehouseId: string; effectiveOn: string; quantity: string; valueMinor: string; lot: string | null }

/** Opening moves that stand, each with its lots. */
const openedStock = (tx: Tx, rows: readonly Values[]): Promise<Opened[]> => tx.rows<Opened>(sql`SELECT m.id, m."productId", m."warehouseId", m."effectiveOn"::text,
  coalesce(x.quantity, m.quantity)::text AS quantity, m."valueMinor"::text, l.code AS lot
  FROM "StockMove" m LEFT JOIN "LotMove" x ON x."moveId" = m.id LEFT JOIN "Lot" l ON l.id = x."lotId"
  WHERE m.kind = 'OPENING' AND m."productId" = ANY(${rows.map(({ productId }) => productId)}::uuid[])
    AND NOT EXISTS (SELECT FROM "StockMove" r WHERE r."reversesMoveId" = m.id)`);

/** Stock without a cost is worth a share of its list price of the day, where the options say so. */
async function estimateCosts(tx: Tx, rows: readonly Read[], { ctx, on, options: { costShare } }: Env): Promise<void> {
  const lacking = rows.filter(({ values }) => values.unitCost == null && values.productId);
  const share = costShare ? parseRate(costShare) : undefined;
  if (share === undefined || lacking.length === 0) return;
  const prices = await tx.rows<{ productId: string; price: string }>(sql`SELECT DISTINCT ON (p."productId") p."productId", p."unitPrice"::text AS price FROM "ListPrice" p
    WHERE p."productId" = ANY(${lacking.map(({ values }) => values.productId)}::uuid[]) AND p."currencyCode" = ${ctx.company.currencyCode}
    ORDER BY p."productId", (p."validFrom" <= ${on}) DESC, abs(p."validFrom" - ${on}::date)`);
  const byProduct = new Map(prices.map(({ productId, price }) => [productId, parseUnitPrice(price)]));
  for (const { values, oddities } of lacking) {
    const price = byProduct.get(String(values.productId));
    if (price === undefined) continue;
    values.unitCost = roundedQuotient(price * share, 1_000_000n) as UnitPrice;
    oddities.push('NO_COST');
  }
}

export const openingStock: Importable = {
  subject: 'OPENING_STOCK', type: 'StockMove', madeBy: ['moves'], permissions: ['stock.manage'], posts: true, key: ['productId', 'warehouseId', 'lot', 'on'],
  fields: fieldsOf('import', stockColumns, {
    productId: { reference: references.product, needed: 'ALWAYS', example: 'TEA-100', also: ['sku', 'product', 'article'] },
    warehouseId: { reference: references.warehouse, needed: 'ALWAYS', example: 'MAIN', also: ['warehouse', 'site', 'store', 'storeId'] },
    quantity: { needed: 'ALWAYS', example: '120', also: ['onHand', 'stock', 'qty', 'inventory', 'productInventory'] }, unitCost: { needed: 'NEW', example: '2.10', also: ['cost', 'costPrice', 'averageCost'] },
    lot: { also: ['lotNumber', 'lotCode', 'batch', 'batchNumber', 'serial', 'serialNumber'] }, expiresOn: { also: ['expiry', 'expiryDate', 'expires'] },
    bestBeforeOn: { also: ['bestBefore'] }, producedOn: { also: ['produced', 'productionDate'] }, on: ownDay,
  }),
  oddities: ({ quantity: units }) => (units === 0n ? ['ZERO_QUANTITY'] : []),
  complete: estimateCosts,
  find: async (tx, rows, { ctx }) => {
    const known = await openedStock(tx, rows);
    return rows.map((row): Found | undefined => {
      const own = known.filter((each) => each.productId === row.productId && each.warehouseId === row.warehouseId
        && (row.lot == null || each.lot === row.lot) && (row.on == null || each.effectiveOn === row.on));
      const [first] = own;
      if (!first) return undefined;
      if (row.unitCost == null) return { id: first.id, values: { ...row, quantity: undefined } };
      const value = extend(row.unitCost as UnitPrice, row.quantity as Quantity, ctx.company.currencyCode);
      const same = own.find((each) => parseQuantity(each.quantity) === row.quantity && each.valueMinor === String(value));
      return { id: (same ?? first).id, values: same ? { ...row } : { ...row, quantity: undefined } };
    });
  },
  steps: ({ productId, warehouseId, quantity: units, unitCost, lot, expiresOn, bestBeforeOn, producedOn, on }, found, _changes, env) => {
    if (found) throw fieldRefused(['quantity'], 'opening_known');
    const lots = lot ? [{ code: lot, quantity: units, expiresOn, bestBeforeOn, producedOn }] : undefined;
    return [{ action: recordOpeningStock, input: { on: on ?? env.on, lines: [{ productId, warehouseId, quantity: units, unitCost, ...(lots ? { lots } : {}) }] } }];
  },
};

export const openReceivables: Importable = {
  subject: 'OPEN_RECEIVABLES', type: 'Invoice', madeBy: ['invoice'], permissions: ['invoices.post'], posts: true, key: ['number'],
  fields: fieldsOf('import', recordOpeningInvoice.input, {
    customerId: { reference: references.customer, needed: 'ALWAYS', example: 'C-1001', also: ['customer', 'customerCode'] },
    number: { needed: 'ALWAYS', example: '2025-0417', also: ['invoice', 'invoiceNumber', 'document', 'documentNumber'] },
    issuedOn: { needed: 'ALWAYS', example: '2025-11-30', also: ['date', 'invoiceDate', 'documentDate'] }, dueOn: { example: '2025-12-30', also: ['due', 'dueDate'] },
    amount: { needed: 'ALWAYS', example: '1250.00', also: ['open', 'openAmount', 'balance', 'outstanding'] }, customerReference: { also: ['reference', 'purchaseOrder'] }, on: false,
  }),
  find: async (tx, rows) => {
    const known = await selectRows(tx, 'Invoice', sql`t.number = ANY(${rows.map(({ number }) => number)}::text[]) AND t."isOpening"`);
    return rows.map((row): Found | undefined => {
      const own = known.find(({ number, customerId }) => number === row.number && customerId === row.customerId);
      return own && { id: own.id, values: { ...own, amount: own.kind === 'INVOICE' ? own.totalMinor : negate(own.totalMinor), dueOn: own.kind === 'INVOICE' ? own.dueOn : row.dueOn } };
    });
  },
  steps: (values, found, _changes, { on }) => {
    if (found) throw fieldRefused(['number'], 'opening_known');
    return [{ action: recordOpeningInvoice, input: { ...values, on } }];
  },
};

export const openPayables: Importable = {
  subject: 'OPEN_PAYABLES', type: 'Bill', madeBy: ['bill'], permissions: ['payables.post'], posts: true, key: ['supplierId', 'supplierReference'],
  fields: fieldsOf('import', recordOpeningBill.input, {
    supplierId: { reference: references.supplier, needed: 'ALWAYS', example: 'S-201', also: ['supplier', 'supplierCode', 'vendor'] },
    supplierReference: { needed: 'ALWAYS', example: 'HTE-889', also: ['number', 'bill', 'billNumber', 'invoice', 'invoiceNumber', 'reference'] },
    billedOn: { needed: 'ALWAYS', example: '2025-12-05', also: ['date', 'billDate', 'invoiceDate'] }, dueOn: { example: '2026-01-04', also: ['due', 'dueDate'] },
    amount: { needed: 'ALWAYS', example: '840.00', also: ['open', 'openAmount', 'balance', 'outstanding'] }, on: false,
  }),
  find: async (tx, rows) => {
    const known = await selectRows(tx, 'Bill', sql`t."supplierId" = ANY(${rows.map(({ supplierId }) => supplierId)}::uuid[])
      AND t."supplierReference" = ANY(${rows.map(({ supplierReference }) => supplierReference)}::text[]) AND t.status = 'POSTED'`);
    return rows.map((row): Found | undefined => {
      const own = known.find((each) => each.supplierId === row.supplierId && each.supplierReference === row.supplierReference);
      return own && { id: own.id, values: { ...own, amount: own.totalMinor } };
    });
  },
  steps: (values, found, _changes, { on }) => {
    if (found) throw fieldRefused(['supplierReference'], 'opening_known');
    return [{ action: recordOpeningBill, input: { ...values, on } }];
  },
};

const balanceColumns = { accountId: id('Account'), debit: optional(moneyOrZero()), credit: optional(moneyOrZero()), balance: optional(signedMoney()) };

/** A row's balance, debit positive; null where it tells none. */
function balanceOf({ debit, credit, balance }: Values): Minor | null {
  if (balance == null && debit == null && credit == null) return null;
  return balance == null ? minus((debit as Minor | null) ?? zero, (credit as Minor | null) ?? zero) : balance as Minor;
}

interface Stand { id: string; code: string; isOpenItem: boolean; entry: string | null; opened: string; ledger: string }

const standings = (tx: Tx, rows: readonly Values[], { on }: Env): Promise<Stand[]> => tx.rows<Stand>(sql`SELECT a.id, a.code, a."isOpenItem", o.id AS entry, coalesce(o.amount, 0)::text AS opened,
  coalesce((SELECT sum(l."companyMinor") FROM "JournalLine" l WHERE l."accountId" = a.id AND l."effectiveOn" <= ${on}), 0)::text AS ledger
  FROM "Account" a LEFT JOIN LATERAL (SELECT e.id, l."companyMinor" AS amount FROM "JournalLine" l JOIN "JournalEntry" e ON e.id = l."entryId"
    WHERE l."accountId" = a.id AND e.kind = 'OPENING' AND e."sourceType" = 'JournalEntry' AND a.code <> '3000'
      AND NOT EXISTS (SELECT FROM "JournalEntry" r WHERE r."reversesEntryId" = e.id) LIMIT 1) o ON TRUE
  WHERE a.id = ANY(${rows.map(({ accountId }) => accountId)}::uuid[])`);

/** A trial balance. Accounts that documents keep are compared with what the documents came to. */
export const openingBalances: Importable = {
  subject: 'OPENING_BALANCES', type: 'JournalEntry', madeBy: ['entry'], permissions: ['journal.post'], posts: true, key: ['accountId'],
  fields: fieldsOf('import', balanceColumns, {
    accountId: { reference: references.account, needed: 'ALWAYS', example: '1000', also: ['account', 'accountCode', 'accountNumber', 'code'] },
    debit: { example: '18250.00', also: ['dr'] }, credit: { also: ['cr'] }, balance: { also: ['amount', 'closingBalance'] },
  }),
  find: async (tx, rows, env) => {
    const known = new Map((await standings(tx, rows, env)).map((each) => [each.id, each]));
    return rows.map((row): Found | undefined => {
      const account = known.get(String(row.accountId));
      const balance = balanceOf(row);
      if (!account || balance === null) return undefined;
      const kept = isControl(account) ? minor(BigInt(account.ledger)) : account.entry ? minor(BigInt(account.opened)) : undefined;
      if (kept === undefined) return balance === zero ? { id: account.id, values: { ...row } } : undefined;
      return { id: account.entry ?? account.id, row: { account, kept }, values: kept === balance ? { ...row } : { accountId: row.accountId } };
    });
  },
  steps: (values, found, _changes, { on, ctx }) => {
    const balance = balanceOf(values);
    if (balance === null) throw fieldRefused(['debit'], 'required');
    const printed = (amount: Minor) => printMoney(amount, ctx.company.currencyCode);
    if (found) {
      const { account, kept } = found.row as { account: Stand; kept: Minor };
      if (!isControl(account)) throw fieldRefused(['balance'], 'opening_known');
      throw fieldRefused(['balance'], 'opening_untied', { account: account.code, ledger: printed(kept), given: printed(balance), difference: printed(plus(balance, negate(kept))) });
    }
    return [{ action: recordOpeningBalance, input: { accountId: values.accountId, balance, on } }];
  },
};
