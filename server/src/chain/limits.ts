// Pure: after how long what an order lacks makes it stuck.
import type { ChainFact, ChainLimitRow, ChainSettingsRow } from '../generated/rows.ts';

export type Limit = Pick<ChainLimitRow, 'hours' | 'isActive' | 'raisesTask'>;
const after = (hours: number, more: Partial<Limit> = {}): Limit => ({ hours, isActive: true, raisesTask: true, ...more });

/** What holds where the firm has set nothing. Approvals and refusals of what should have followed by itself are told by themselves. */
export const builtInLimits: Record<ChainFact, Limit> = {
  APPROVAL_WAITS: after(4, { raisesTask: false }), CUSTOMER_ON_HOLD: after(24), DEPOSIT_UNPAID: after(72), GOODS_SHORT: after(24), SUPPLIER_SENDS: after(120), NOT_SHIPPED: after(48),
  NOT_INVOICED: after(24), AUTOMATION_REFUSED: after(0, { raisesTask: false }), NOT_PAID: after(0, { isActive: false }), OVERDUE: after(168), NOT_MATCHED: after(24),
  NOT_DELIVERED: after(168, { isActive: false }), NOT_CONFIRMED: after(168), UNOWNED: after(1),
};

export const limitOf = (rows: readonly ChainLimitRow[], fact: ChainFact): Limit => rows.find((each) => each.fact === fact) ?? builtInLimits[fact];

export type Settings = Omit<ChainSettingsRow, 'id' | 'companyId'>;
export const usual: Settings = { leadDays: 2, confirmsByDelivery: true, silenceDays: 14, version: 0 };

const HOUR = 3_600_000;
/** When what began to count at an instant makes its order stuck. */
export const stuckAt = (counts: Date, { hours }: Pick<Limit, 'hours'>): Date => new Date(counts.getTime() + hours * HOUR);
