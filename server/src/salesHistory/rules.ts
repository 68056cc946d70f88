// Pure: what a line of past sales comes to.
import { createHash } from 'node:crypto';
import type { SalesHistoryKind, SalesHistoryRow } from '../generated/rows.ts';
import { extend } from '../shared/money.ts';
import type { Quantity, UnitPrice } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';

export interface HistoryLine {
  kind?: SalesHistoryKind | null | undefined;
  soldOn: Day;
  reference: string;
  code?: string | null | undefined;
  description?: string | null | undefined;
  productId?: string | null | undefined;
  customerId?: string | null | undefined;
  warehouseId?: string | null | undefined;
  /** Negative for what was taken back. */
  quantity: Quantity;
  unitPrice: UnitPrice;
  /** Which of several equal lines of one document it is, counted from 1. */
  copy?: number | null | undefined;
}

/** The same for two lines that say the same: a uuid of all that a line says. */
export function keyOf({ soldOn, reference, code, productId, customerId, warehouseId, quantity, unitPrice, copy }: HistoryLine): string {
  const said = [reference, soldOn, code ?? '', productId ?? '', customerId ?? '', warehouseId ?? '', String(quantity), String(unitPrice), String(copy ?? 1)];
  const hex = createHash('sha256').update(JSON.stringify(said)).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** The kind that a line has by itself: charges have no product, what was taken back is negative. */
const kindOf = ({ productId, quantity }: HistoryLine): SalesHistoryKind => (!productId ? 'CHARGE' : quantity < 0n ? 'CANCELLATION' : 'SALE');

/** A row of the history; refuses a kind that the line is not, nothing sold, and days to come. */
export function historyRow(line: HistoryLine, path: readonly string[], known: { sku: string | undefined; today: Day; currencyCode: string }): Omit<SalesHistoryRow, 'id' | 'companyId' | 'importId' | 'recordedAt'> {
  const kind = kindOf(line);
  if (line.kind && line.kind !== kind) throw fieldRefused([...path, 'kind'], 'choice_unknown');
  if (line.quantity === 0n) throw fieldRefused([...path, 'quantity'], 'number_above', { above: '0' });
  if (line.soldOn > known.today) throw fieldRefused([...path, 'soldOn'], 'day_after', { day: known.today });
  const code = line.code ?? known.sku;
  if (!code) throw fieldRefused([...path, 'code'], 'required');
  return {
    kind, soldOn: line.soldOn, reference: line.reference, code, description: line.description ?? null,
    productId: line.productId ?? null, customerId: line.customerId ?? null, warehouseId: line.warehouseId ?? null,
    quantity: line.quantity, unitPrice: line.unitPrice, netMinor: extend(line.unitPrice, line.quantity, known.currencyCode), currencyCode: known.currencyCode,
    key: keyOf({ ...line, code }),
  };
}
