// Pure: what an order's further costs are charged to, and how a cost of several orders is divided among them.
import type { AccountCode } from '../accounting/chart.ts';
import { isControl } from '../accounting/rules.ts';
import type { AccountRow, OrderCostBasis, OrderCostKind, OrderCostRow, OrderRow } from '../generated/rows.ts';
import { minus, plus, split, type Minor } from '../shared/money.ts';
import { units, type Quantity } from '../shared/quantity.ts';
import { fieldRefused, NothingToShareBy, SharesDiffer } from '../shared/sharedRefusals.ts';
import { NotACostAccount, NotAPayingAccount, OrderCostReversed, OrderNotPlaced } from './refusals.ts';

/** The account that a kind is charged to; of OTHER, the one that was named. */
export const chargedTo: Record<Exclude<OrderCostKind, 'OTHER'>, AccountCode> = {
  FREIGHT: '5300', PAYMENT_FEE: '5400', COMMISSION: '5500', RETURN: '5600', BAD_DEBT: '5700',
};
/** Where it comes from unless an account is named: commission is owed first, what else there is was paid. */
export const paidFrom = (kind: OrderCostKind): AccountCode => (kind === 'COMMISSION' ? '2400' : '1000');

/** An order that may bear a share, with what costs are divided by. */
export interface Bearer {
  order: Pick<OrderRow, 'id' | 'number' | 'netMinor'>;
  lines: number;
  quantity: Quantity;
  /** Kilograms of all lines whose product has a weight. */
  weight: Quantity;
}
export interface GivenShare { orderId: string; share?: Minor | null }
export interface Share { orderId: string; measure: Quantity | null; share: Minor }

/** Minor units or a count in millionths, as a measure is kept. */
const counted = (count: number | bigint): Quantity => units(count);
const measureOf: Record<Exclude<OrderCostBasis, 'MANUAL'>, (bearer: Bearer) => Quantity> = {
  VALUE: ({ order }) => counted(order.netMinor), QUANTITY: ({ quantity }) => quantity, WEIGHT: ({ weight }) => weight,
  LINES: ({ lines }) => counted(lines), EQUAL: () => counted(1),
};

/** The orders chosen, in their order. Refuses unknown ones, those chosen twice, and drafts. */
function chosen(given: readonly GivenShare[], known: readonly Bearer[]): Bearer[] {
  const seen = new Set<string>();
  return given.map(({ orderId }, index) => {
    const path = ['orders', String(index), 'orderId'];
    const found = known.find(({ order }) => order.id === orderId);
    if (!found) throw fieldRefused(path, 'id_unknown', { type: 'Order' });
    if (seen.has(orderId)) throw fieldRefused(path, 'taken');
    seen.add(orderId);
    if (found.order.number === null) throw OrderNotPlaced({ order: orderId });
    return found;
  });
}

/** Divides a cost among orders by a basis, largest remainder, so that the shares sum to it exactly; or as given by hand, which must. */
export function sharesOf(total: Minor, basis: OrderCostBasis, given: readonly GivenShare[], known: readonly Bearer[], currencyCode: string): Share[] {
  const bearers = chosen(given, known);
  if (basis === 'MANUAL') {
    const shares = given.map(({ share }, index) => {
      if (share === null || share === undefined) throw fieldRefused(['orders', String(index), 'share'], 'required');
      return share;
    });
    const sum = plus(...shares);
    const money = (minor: Minor) => ({ minor, currencyCode });
    if (sum !== total) throw SharesDiffer({ total: money(total), shares: money(sum), difference: money(minus(total, sum)) });
    return bearers.map(({ order }, index) => ({ orderId: order.id, measure: null, share: shares[index] ?? total }));
  }
  const measures = bearers.map(measureOf[basis]);
  if (measures.every((measure) => measure === 0n)) throw NothingToShareBy({});
  const shares = split(total, measures);
  return bearers.map(({ order }, index) => ({ orderId: order.id, measure: measures[index] ?? null, share: shares[index] ?? total }));
}

/** Where costs become those of orders: no document's own account, none that gathers what was allocated. */
const gathering = ['6900', '6910'];

/** Refuses an account that is no expense, or that documents alone post to. */
export function demandCostAccount(account: AccountRow | undefined): AccountRow {
  if (!account?.isActive) throw fieldRefused(['accountId'], 'id_unknown', { type: 'Account' });
  const { code, name: accountName } = account;
  if (account.type !== 'EXPENSE' || isControl(account) || gathering.includes(code)) throw NotACostAccount({ code, accountName });
  return account;
}

/** Refuses an account that is neither money nor a debt without open items. */
export function demandPayingAccount(account: AccountRow | undefined): AccountRow {
  if (!account?.isActive) throw fieldRefused(['againstId'], 'id_unknown', { type: 'Account' });
  const { code, name: accountName } = account;
  if (isControl(account) || (account.type !== 'ASSET' && account.type !== 'LIABILITY')) throw NotAPayingAccount({ code, accountName });
  return account;
}

export function demandCostReversible({ number, status }: Pick<OrderCostRow, 'number' | 'status'>): void {
  if (status === 'REVERSED') throw OrderCostReversed({ number });
}
