import { refusal } from '../shared/refusal.ts';

/** A proposal that is not open any more; `status` is the enum's value. */
export const ProposalState = refusal('PROPOSAL_STATE', { productName: 'text', status: 'text' });
/** Enough is on order: there is nothing to buy, only somebody to ask. */
export const NothingToOrder = refusal('NOTHING_TO_ORDER', { productName: 'text' });
/** Nobody is known who delivers it. */
export const SupplierUnknown = refusal('SUPPLIER_UNKNOWN', { product: 'id:Product', productName: 'text' });
/** A supplier without an agreed cost for a product. */
export const CostUnknown = refusal('COST_UNKNOWN', { product: 'id:Product', productName: 'text', supplierName: 'text' });
/** What is bought for an order is ordered already, or not wanted any more. */
export const JitDemandState = refusal('JIT_DEMAND_STATE', { productName: 'text', status: 'text' });
/** A warning that has closed itself. */
export const WarningClosed = refusal('WARNING_CLOSED', { productName: 'text' });
/** The supplier quotes in another currency, of which there is no rate that may be used today. */
export const RateUnknown = refusal('RATE_UNKNOWN', { supplierName: 'text', currency: 'text' });
