// Movements of stock from files, by day: what was there, found, spoilt, used. Each is a move with its entry, as if somebody had
// told it by hand; of late ones the costs of what left since follow.
import sql from 'sql-template-tag';
import type { MoveReason } from '../generated/rows.ts';
import { foreseeMoves } from '../inventory/foreseeMoves.ts';
import { recordMoves, type MoveTold } from '../inventory/recordMoves.ts';
import { choice, day, id, optional, signedQuantity, text, unitPrice } from '../shared/input.ts';
import { extend } from '../shared/money.ts';
import { namedId } from '../shared/namedId.ts';
import { none, type Quantity, type UnitPrice } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { fieldsOf, type Env, type Found, type Importable, type Values } from './importables.ts';
import { references } from './references.ts';

const columns = {
  productId: id('Product'), warehouseId: id('Warehouse'), on: day(), quantity: signedQuantity(),
  unitCost: { ...optional(unitPrice()), describe: 'Of goods that come in; without it they are worth what those that are there are worth.' },
  reason: { ...optional(choice('MoveReason')), describe: 'Why they came or went. Without one they were there before, and stand against the opening balances.' },
  reference: { ...optional(text({ max: 100 })), describe: 'Its number in the other system: by it a movement is known again. Without it only the same file is.' },
  note: optional(text({ max: 800 })), lot: optional(text({ max: 100 })), expiresOn: optional(day()), bestBeforeOn: optional(day()), producedOn: optional(day()),
};

/** The id of a row's move: the same whenever it is brought again. */
const moveIdOf = ({ reference, line }: Values, { ctx, file }: Env): string =>
  namedId(reference ? `${ctx.company.id} ${String(reference)}` : `${ctx.company.id} ${file} ${String(line)}`);

// The values were read by the columns above.
const toldOf = (values: Values, env: Env): MoveTold => ({
  id: moveIdOf(values, env), productId: String(values.productId), warehouseId: String(values.warehouseId), on: values.on as Day,
  quantity: values.quantity as Quantity, unitCost: values.unitCost as UnitPrice | undefined, reason: values.reason as MoveReason | undefined,
  note: [values.reference, values.note].filter(Boolean).join(' · ') || null,
  lots: values.lot ? [{
    code: String(values.lot), expiresOn: values.expiresOn as Day | undefined, bestBeforeOn: values.bestBeforeOn as Day | undefined, producedOn: values.producedOn as Day | undefined,
  }] : undefined,
});

export const stockMoves: Importable = {
  subject: 'STOCK_MOVES', type: 'StockMove', madeBy: ['move'], permissions: ['stock.manage'], key: ['reference'], inOrderOf: 'on',
  fields: fieldsOf('import', columns, {
    productId: { reference: references.product, needed: 'ALWAYS', example: 'TEA-100', also: ['sku', 'product', 'article'] },
    warehouseId: { reference: references.warehouse, needed: 'ALWAYS', example: 'MAIN', also: ['warehouse', 'site', 'location'] },
    on: { needed: 'ALWAYS', example: '2026-01-31', also: ['date', 'day', 'movementDate', 'postingDate'] },
    quantity: { needed: 'ALWAYS', example: '-3', also: ['qty', 'change', 'movement'] }, unitCost: { example: '', also: ['cost', 'costPrice'] },
    reason: { example: 'SPOILAGE', also: ['why', 'kind', 'type'] }, reference: { example: 'M-1001', also: ['number', 'document', 'documentNumber', 'movementNumber'] },
    note: { also: ['comment', 'remark', 'memo'] }, lot: { also: ['lotNumber', 'lotCode', 'batch', 'batchNumber', 'serial', 'serialNumber'] },
    expiresOn: { also: ['expiry', 'expiryDate', 'expires'] }, bestBeforeOn: { also: ['bestBefore'] }, producedOn: { also: ['produced', 'productionDate'] },
  }),
  find: async (tx, rows, env) => {
    const ids = rows.map((row) => moveIdOf(row, env));
    const known = new Map((await selectRows(tx, 'StockMove', sql`t.id = ANY(${ids}::uuid[])`)).map((move) => [move.id, move]));
    const reversed = known.size === 0 ? new Set() : new Set((await selectRows(tx, 'StockMove', sql`t."reversesMoveId" = ANY(${[...known.keys()]}::uuid[])`)).map(({ reversesMoveId }) => reversesMoveId));
    return rows.map((row, index): Found | undefined => {
      const move = known.get(ids[index] ?? '');
      if (!move) return undefined;
      const value = row.unitCost != null && (row.quantity as Quantity) > none ? extend(row.unitCost as UnitPrice, row.quantity as Quantity, env.ctx.company.currencyCode) : move.valueMinor;
      const isSame = move.productId === row.productId && move.warehouseId === row.warehouseId && move.effectiveOn === row.on && move.quantity === row.quantity
        && move.reason === (row.reason ?? null) && move.valueMinor === value && !reversed.has(move.id);
      return { id: move.id, row: { isReversed: reversed.has(move.id) }, values: isSame ? { ...row } : { ...row, quantity: undefined } };
    });
  },
  steps: (_values, found) => {
    if (found) throw fieldRefused(['reference'], (found.row as { isReversed: boolean }).isReversed ? 'move_taken_back' : 'opening_known');
    return [];
  },
  carryOut: async (tx, rows, env) => {
    const told = rows.map((values) => toldOf(values, env));
    const refused = await (env.foreseen ? foreseeMoves(tx, told, env.ctx, env.foreseen) : recordMoves(tx, told, env.ctx));
    return told.map((move, index) => refused[index] ?? move.id);
  },
};
