// Pure: what a line without a price of its own costs on a day, as orders are priced; told alike before and on the invoice.
import type { DocumentMoney } from '../currencies/documentMoney.ts';
import type { Sellable } from '../pricing/priceOf.ts';
import { resolvePrice, type Candidate, type PriceFacts } from '../pricing/resolvePrice.ts';
import { withoutTax } from '../pricing/taxes.ts';
import type { UnitPrice } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import type { Line } from './rules.ts';

export interface Buyer { id: string; groupId: string | null }
export interface ContractPrice { unitPrice: UnitPrice; taken: Candidate }

/** The customer's own price, their lists, those of the group, the channel's, the list price: the first that there is, without tax; one in the contract's currency before one that is converted. */
export function contractPrice({ quantity }: Pick<Line, 'quantity'>, product: Pick<Sellable, 'id' | 'templateId' | 'categoryId' | 'taxRate' | 'listPrice'>, customer: Buyer, on: Day, money: DocumentMoney, facts: PriceFacts): ContractPrice | undefined {
  const { taken } = resolvePrice({ product, quantity, on, customer, channel: 'CONSOLE', money }, facts);
  if (taken?.unitPrice == null) return undefined;
  return { unitPrice: taken.taxIncluded ? withoutTax(taken.unitPrice, product.taxRate) : taken.unitPrice, taken };
}
