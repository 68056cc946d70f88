import type { Queryable } from '../shared/db.ts';
import type { Context } from '../shared/viewer.ts';
import { documentMoney, type DocumentMoney } from './documentMoney.ts';
import { loadRates } from './rates.ts';

/** Money of a document of today: rates are read where it is not the company's own. Refuses as `documentMoney` does. */
export const loadMoney = async (tx: Queryable, code: string, ctx: Context): Promise<DocumentMoney> =>
  documentMoney(code, ctx.today, code === ctx.company.currencyCode ? undefined : await loadRates(tx, ctx, [ctx.today]), ctx);
