// Loading side of deposits, in the order of locks: periods, the order, open items, the credit account, numbers.
import sql from 'sql-template-tag';
import { readCustomer } from '../customers/loadCustomer.ts';
import type { DepositRequestRow, DepositSettingsRow, DepositTaxRuleRow, OpenItemRow } from '../generated/rows.ts';
import { lockItems } from '../payments/loadItems.ts';
import type { Tx } from '../shared/db.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';

export type Settings = Pick<DepositSettingsRow, 'holdsShipping' | 'appliesItself' | 'dueDays'>;

export async function loadSettings(tx: Pick<Tx, 'rows'>): Promise<Settings> {
  const [row] = await selectRows(tx, 'DepositSettings', sql`TRUE`);
  return row ?? { holdsShipping: true, appliesItself: true, dueDays: 7 };
}

export const loadTaxRules = (tx: Tx): Promise<DepositTaxRuleRow[]> => selectRows(tx, 'DepositTaxRule', sql`TRUE`);

/** The country that says how a customer's deposits are taxed: where the order goes, else the address that invoices go to. */
export async function countryOf(tx: Tx, customerId: string, shipTo: string | null): Promise<string | null> {
  if (shipTo) return shipTo;
  const [row] = await tx.rows<{ country: string }>(sql`SELECT country FROM "Address" WHERE "customerId" = ${customerId} ORDER BY kind <> 'SHIPPING', "isDefault" DESC, id LIMIT 1`);
  return row?.country ?? null;
}

/** A deposit that the viewer may see; its open item is locked with others, in the order of ids. */
export async function readDeposit(tx: Tx, id: string, ctx: Context): Promise<DepositRequestRow> {
  const deposit = await readRow(tx, 'DepositRequest', id);
  await readCustomer(tx, deposit.customerId, ctx);
  return deposit;
}

/** Open items, locked, and the one of a deposit among them. */
export async function lockHeld(tx: Tx, deposit: Pick<DepositRequestRow, 'id' | 'openItemId'>, others: readonly string[] = []): Promise<{ item: OpenItemRow; others: OpenItemRow[] }> {
  const items = await lockItems(tx, [deposit.openItemId, ...others]);
  const item = items.find(({ id }) => id === deposit.openItemId);
  if (!item) throw NotFound({ type: 'DepositRequest', id: deposit.id });
  return { item, others: items.filter((each) => each !== item) };
}
