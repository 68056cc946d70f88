import type { Values } from '../data/resource.ts';

export interface Chosen { receiptLineId: string; share: string }
interface Charge { kind: string; description: string; amount: string }
export const isNumber = (text: unknown): text is string => typeof text === 'string' && /^\d+(\.\d+)?$/.test(text);

/** What the form would send, as far as it is filled in. */
export function sharesInput(values: Values) {
  const charges = ((values['charges'] ?? []) as Charge[]).filter(({ amount }) => isNumber(amount)); // what the form edits
  const lines = (values['lines'] ?? []) as Chosen[];
  const basis = String(values['basis'] ?? 'VALUE');
  return {
    basis,
    charges: charges.map(({ kind, description, amount }) => ({ kind, description: description || null, amount })),
    lines: lines.map(({ receiptLineId, share }) => ({ receiptLineId, share: basis === 'MANUAL' && isNumber(share) ? share : null })),
  };
}
export const inputOf = (values: Values): Values => ({ supplierId: values['supplierId'] || null, note: values['note'] || null, ...sharesInput(values) });
