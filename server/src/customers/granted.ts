// Pure: who may buy on credit at all, where the firm wants an application first.
import type { CreditAccountRow, CustomerPolicyRow, CustomerRow } from '../generated/rows.ts';
import { plus, zero, type Minor } from '../shared/money.ts';
import { dayIn, type Day } from '../shared/time.ts';
import { exposureOf } from './credit.ts';
import { CreditNotGranted } from './refusals.ts';

type Asked = Pick<CustomerPolicyRow, 'creditDemand' | 'creditDemandSince'>;

/** Whether a customer needs a grant to buy on credit: never, as one who is new, or as everybody. */
export const needsGrant = (policy: Asked | undefined, { createdAt }: Pick<CustomerRow, 'createdAt'>, timeZone: string): boolean =>
  policy?.creditDemand === 'ALL' || (policy?.creditDemand === 'NEW' && policy.creditDemandSince !== null && dayIn(createdAt, timeZone) >= policy.creditDemandSince);

/** Whether a grant lets the customer buy on credit on a day: one that was given and has not ended. */
export const isGranted = ({ grantedOn, grantedUntil }: Pick<CreditAccountRow, 'grantedOn' | 'grantedUntil'>, on: Day): boolean =>
  grantedOn !== null && (grantedUntil === null || on <= grantedUntil);

/** Refuses CREDIT_NOT_GRANTED for what is sold on credit without an approved application; what is paid for already passes. */
export function demandGranted(customer: Pick<CustomerRow, 'id' | 'name' | 'createdAt'>, credit: CreditAccountRow, policy: Asked | undefined, total: Minor, on: Day, timeZone: string): void {
  if (!needsGrant(policy, customer, timeZone) || isGranted(credit, on) || plus(exposureOf(credit), total) <= zero) return;
  throw CreditNotGranted({ customer: customer.id, customerName: customer.name, ended: credit.grantedUntil ?? '' });
}
