import type { AddressKind, AddressRow, CreditAccountRow, CustomerHoldRow, CustomerRow, HoldScope } from '../generated/rows.ts';
import { plus, zero, type Minor } from '../shared/money.ts';
import { update, type Change } from '../shared/write.ts';
import { exposureOf, touchCredit } from './credit.ts';
import { CustomerInactive, CustomerOnHold, HoldAlready, HoldMissing } from './refusals.ts';

/** Columns that name a person: their values go to EventPersonal. */
export const personalColumns = ['contactName', 'contactTitle', 'email', 'phone'] as const;

type Named = Pick<CustomerRow, 'id' | 'name'>;
type Hold = Pick<CustomerHoldRow, 'scope' | 'reason' | 'releasedAt'> & Partial<Pick<CustomerHoldRow, 'ruleId'>>;

const openHold = (holds: Hold[], scope: HoldScope) => holds.find((hold) => hold.scope === scope && hold.releasedAt === null);

/** Refuses while a hold of the scope is open. */
export function demandNoHold(customer: Named, holds: Hold[], scope: HoldScope): void {
  const hold = openHold(holds, scope);
  if (hold) throw CustomerOnHold({ customer: customer.id, customerName: customer.name, scope, reason: hold.reason });
}

/** Refuses new orders of a customer who is inactive or on hold. */
export function demandMayOrder(customer: Named & Pick<CustomerRow, 'isActive'>, holds: Hold[]): void {
  if (!customer.isActive) throw CustomerInactive({ customer: customer.id, customerName: customer.name });
  demandNoHold(customer, holds, 'ORDER');
}

/** Refuses an order that is not paid for already while only such are taken. */
export function demandPrepaid(customer: Named, holds: Hold[], credit: CreditAccountRow, total: Minor): void {
  if (plus(exposureOf(credit), total) > zero) demandNoHold(customer, holds, 'CREDIT');
}

/** Refuses a second open hold of a scope by hand. */
export function demandHoldFree(customer: Named, holds: Hold[], scope: HoldScope): void {
  const hold = openHold(holds.filter(({ ruleId }) => !ruleId), scope);
  if (hold) throw HoldAlready({ customerName: customer.name, scope, reason: hold.reason });
}

export function demandAnyHold(customer: Named, holds: Hold[]): void {
  if (holds.every((hold) => hold.releasedAt !== null)) throw HoldMissing({ customerName: customer.name });
}

/** The address for a use: the default of its kind, else any of its kind, else any. */
export const addressFor = (addresses: AddressRow[], kind: AddressKind): AddressRow | undefined => {
  const ofKind = addresses.filter((each) => each.kind === kind);
  return ofKind.find((each) => each.isDefault) ?? ofKind[0] ?? addresses.find((each) => each.isDefault) ?? addresses[0];
};

/** An address as it is printed, a line each. */
export const printedAddress = (address: Pick<AddressRow, 'street' | 'city' | 'region' | 'postalCode' | 'country'> & { name?: string | null }): string =>
  [address.name, address.street, [address.postalCode, address.city].filter(Boolean).join(' '), address.region, address.country]
    .filter(Boolean).join('\n');

/** One default an address kind: the others step back. */
export const steppedBack = (addresses: AddressRow[], kind: AddressKind, exceptId: string): Change[] => addresses
  .filter((each) => each.kind === kind && each.isDefault && each.id !== exceptId)
  .map((each) => update('Address', each.id, { isDefault: false, version: each.version + 1 }));

/** A free customer code made of a name: its first letters, counted up when taken. */
export function codeFor(name: string, taken: ReadonlySet<string>): string {
  const letters = name.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
  const base = [...letters].slice(0, 5).join('') || 'C';
  for (let n = 1; ; n += 1) {
    const code = n === 1 ? base : `${base}${n}`;
    if (!taken.has(code)) return code;
  }
}

/** The rows of letting a customer go of a hold. */
export const releasedHold = (hold: CustomerHoldRow, account: CreditAccountRow, { byId, reason }: { byId: string | null; reason: string }, now: Date): Change[] => [
  update('CustomerHold', hold.id, { releasedAt: now, releasedById: byId, releaseReason: reason,
    // The rule does not put it back while its cause lasts.
    isWaived: hold.ruleId !== null }), touchCredit(account)];
