import sql from 'sql-template-tag';
import { id, type InputOf } from '../shared/input.ts';
import { minor, plus, zero, type Minor } from '../shared/money.ts';
import { hasMessage, message } from '../shared/messages.ts';
import { selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { exposureOf } from './credit.ts';
import { readCustomer } from './loadCustomer.ts';
import { contradictionOf } from './mergeCustomers.ts';
import { countRows, hangingTables } from './mergeTables.ts';

const args = { customerId: id('Customer'), intoId: id('Customer') };

export interface MergeTold { contradiction: string | null; tables: { kind: string; label: string; moved: number; stays: number }[]; fromExposure: Minor; intoExposure: Minor; exposure: Minor; limit: Minor | null }

/** Counts by table, nothing is written. */
async function resolve({ customerId, intoId }: InputOf<typeof args>, ctx: Context): Promise<MergeTold> {
  const [from, into] = [await readCustomer(ctx.db, customerId, ctx), await readCustomer(ctx.db, intoId, ctx)];
  const accounts = await selectRows(ctx.db, 'CreditAccount', sql`t."customerId" IN (${customerId}, ${intoId})`);
  const [one, other] = [from, into].map((customer) => accounts.find((account) => account.customerId === customer.id));
  const currencyCode = ctx.company.currencyCode;
  const because = contradictionOf({ customer: from, account: one ?? { currencyCode } }, { customer: into, account: other ?? { currencyCode } });
  const told = [];
  for (const hanging of await hangingTables(ctx.db)) {
    const { moved, stays } = await countRows(ctx.db, hanging, customerId, intoId);
    const label = `merge.table.${hanging.table}`;
    if (moved + stays > 0) told.push({ kind: hanging.table, label: hasMessage(label) ? message(ctx.viewer.locale, label) : hanging.table, ...(hanging.isLedger ? { moved: 0, stays: moved + stays } : { moved, stays }) });
  }
  const [fromExposure, intoExposure] = [one ? exposureOf(one) : minor(0), other ? exposureOf(other) : zero];
  return {
    contradiction: because ? message(ctx.viewer.locale, `merge.because.${because}`) : null, tables: told.sort((a, b) => b.moved - a.moved || (a.kind < b.kind ? -1 : 1)),
    fromExposure, intoExposure, exposure: plus(fromExposure, intoExposure), limit: other?.limitMinor ?? one?.limitMinor ?? null,
  };
}

export const mergePreview = { args, resolve };
