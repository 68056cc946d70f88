import sql from 'sql-template-tag';
import { documentMoney } from '../currencies/documentMoney.ts';
import { loadRates } from '../currencies/rates.ts';
import { loadAddresses } from '../customers/loadCustomer.ts';
import { demandOwn } from '../customers/rowRights.ts';
import { addressFor } from '../customers/rules.ts';
import type { AddressRow, ChargeRow, ChargeSettingsRow, CustomerRow, TaxCodeRow } from '../generated/rows.ts';
import { ownMoney, type PaperMoney } from '../currencies/paperMoney.ts';
import type { Tx } from '../shared/db.ts';
import { minor, type Minor } from '../shared/money.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';

export type Charging = Pick<ChargeSettingsRow, 'bounceFeeMinor' | 'termDays' | 'replyNoticeDays'>;
const defaults: Charging = { bounceFeeMinor: minor(0), termDays: 14, replyNoticeDays: 5 };

export const loadCharging = async (tx: Pick<Tx, 'rows'>): Promise<Charging> => (await selectRows(tx as Tx, 'ChargeSettings', sql`TRUE`))[0] ?? defaults;

export interface Charged { customer: CustomerRow; address: AddressRow | undefined }
/** Whom a charge is made out to, as far as the viewer may see him. */
export async function loadCharged(tx: Tx, customerId: string, ctx: Context): Promise<Charged> {
  const customer = await readRow(tx, 'Customer', customerId);
  demandOwn(customer, ctx.viewer);
  return { customer, address: addressFor(await loadAddresses(tx, customerId), 'BILLING') };
}

/** The money of a charge in a currency on a day; refuses RATE_MISSING and RATE_OLD. */
export async function loadChargeMoney(tx: Tx, code: string, on: Day, ctx: Context): Promise<PaperMoney> {
  const own = ownMoney(ctx);
  return code === own.currencyCode ? own : { ...own, ...documentMoney(code, on, await loadRates(tx, ctx, [on]), ctx) };
}

/** A tax code that may be used; refuses one that is not active. */
export async function loadTaxCode(tx: Tx, taxCodeId: string | null | undefined): Promise<TaxCodeRow | null> {
  if (!taxCodeId) return null;
  const code = await readRow(tx, 'TaxCode', taxCodeId);
  if (!code.isActive) throw fieldRefused(['taxCodeId'], 'id_unknown', { type: 'TaxCode' });
  return code;
}

/** What of a charge was let go after it was charged. */
export const creditedOf = async (tx: Tx, charge: Pick<ChargeRow, 'id'>): Promise<{ amount: Minor; tax: Minor; companyTax: Minor }> => {
  const [row] = await tx.rows<{ amount: string; tax: string; companyTax: string }>(sql`SELECT coalesce(sum("amountMinor"), 0)::text AS amount, coalesce(sum("taxMinor"), 0)::text AS tax, coalesce(sum(coalesce("companyTaxMinor", "taxMinor")), 0)::text AS "companyTax" FROM "ChargeCredit" WHERE "chargeId" = ${charge.id}`);
  return { amount: minor(BigInt(row?.amount ?? 0)), tax: minor(BigInt(row?.tax ?? 0)), companyTax: minor(BigInt(row?.companyTax ?? 0)) };
};
