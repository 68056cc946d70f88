import type { Values } from '../data/resource.ts';

/** One row of lots as typed: a lot that comes in has a code and days, one that leaves is picked by its id. */
export type LotTyped = { code?: string; lotId?: string; quantity?: string; expiresOn?: string };
export type LotsTyped = { lots?: LotTyped[]; serials?: string };

export const blankLots = (): LotsTyped => ({ lots: [{ code: '', lotId: '', quantity: '', expiresOn: '' }], serials: '' });

const filled = (row: LotTyped): Values => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== '' && value !== undefined && value !== null));

/** What was typed as the input's `lots` and `serials`; nothing where nothing was. */
export function lotsOf({ lots = [], serials = '' }: LotsTyped = {}): Values {
  const rows = lots.filter(({ code, lotId }) => code || lotId).map(filled);
  return { ...(rows.length > 0 ? { lots: rows } : {}), ...(serials.trim() ? { serials } : {}) };
}
