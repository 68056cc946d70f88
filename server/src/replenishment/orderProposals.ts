import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import type { ProductRow, ReorderProposalRow } from '../generated/rows.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { createPurchaseOrder } from '../purchasing/draftPurchaseOrder.ts';
import { requisitionRows } from '../purchasing/requisitionRules.ts';
import { RequisitionEmpty } from '../purchasing/refusals.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id, list, object, optional, quantity, text, type InputOf } from '../shared/input.ts';
import type { Quantity } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import { decideDrafts, loadDrafts, type ToBuy } from './draftOrders.ts';
import { demandOpen, orderedRow } from './proposals.ts';
import { CostUnknown, NothingToOrder, ProposalState, RateUnknown, SupplierUnknown } from './refusals.ts';

const line = object('OrderProposalInput', {
  proposalId: id('ReorderProposal'),
  quantity: { ...optional(quantity()), describe: 'Default: what is proposed.' },
  supplierId: { ...optional(id('Supplier')), describe: 'Default: whom the proposal names.' },
});
const input = { proposals: list(line, { min: 1, max: 500 }) };
interface Asked { proposal: ReorderProposalRow; product: ProductRow; quantity: Quantity; supplierId: string | null; path: string[] }

/** The proposals asked for, locked while nobody plans, and the products that they are of. */
async function loadAsked(tx: Tx, { proposals: asked }: InputOf<typeof input>): Promise<Asked[]> {
  await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtext('planReplenishment'))`);
  const proposals = await selectRows(tx, 'ReorderProposal', sql`t.id = ANY(${asked.map(({ proposalId }) => proposalId)}::uuid[])`, { lock: true });
  const products = await selectRows(tx, 'Product', sql`t.id = ANY(${proposals.map(({ productId }) => productId)}::uuid[])`);
  const taken = new Set<string>();
  return asked.map(({ proposalId, quantity: given, supplierId }, index) => {
    const path = ['proposals', String(index)];
    const proposal = proposals.find((each) => each.id === proposalId);
    const product = products.find((each) => each.id === proposal?.productId);
    if (!proposal || !product) throw NotFound({ type: 'ReorderProposal', id: proposalId });
    if (taken.has(proposalId)) throw fieldRefused([...path, 'proposalId'], 'twice');
    taken.add(proposalId);
    demandOpen(proposal, product.name);
    if (proposal.kind !== 'ORDER' && !given) throw NothingToOrder({ productName: product.name });
    return { proposal, product, quantity: given ?? proposal.quantity, supplierId: supplierId ?? proposal.supplierId, path };
  });
}

const toBuy = ({ proposal, product, quantity: units, supplierId, path }: Asked): ToBuy<Asked> => {
  if (!supplierId) throw SupplierUnknown({ product: product.id, productName: product.name });
  return {
    supplierId, warehouseId: proposal.warehouseId, productId: product.id, productName: product.name, quantity: units, expectedOn: null, path,
    what: { proposal, product, quantity: units, supplierId, path },
  };
};

export const orderProposals = action({
  name: 'orderProposals', permission: 'replenishment.manage',
  describe: 'Makes drafts of purchase orders of proposals: one for each supplier and warehouse.',
  input, refusals: [...createPurchaseOrder.refusals, ProposalState, NothingToOrder, SupplierUnknown, CostUnknown, RateUnknown],
  payload: { purchaseOrders: 'records:PurchaseOrder' },
  load: async (tx, given, ctx) => loadDrafts(tx, (await loadAsked(tx, given)).map(toBuy), ctx),
  decide: (drafts, _input, ctx) => {
    const { rows, events, purchaseOrders, lines } = decideDrafts(drafts, ctx);
    return {
      rows: [...rows, ...lines.map(({ what, quantity: units, purchaseOrderId }) => orderedRow(what.proposal, units, { purchaseOrderId }, ctx))],
      events: [...events, ...lines.map(({ what, purchaseOrderId }) => ({
        kind: 'reorderOrdered', subjectType: 'ReorderProposal', subjectId: what.proposal.id, data: { purchaseOrderId },
      }))],
      result: { purchaseOrders },
    };
  },
});

export const requestProposals = action({
  name: 'requestProposals', permission: 'replenishment.manage',
  describe: 'Makes requisitions of proposals, one for each warehouse: somebody approves them, and the buyer chooses from whom.',
  input: { ...input, reason: optional(text({ max: 1000, lines: true })) },
  refusals: [ProposalState, NothingToOrder, RequisitionEmpty], payload: { requisitions: 'records:Requisition' },
  load: async (tx, given, ctx) => {
    const asked = await loadAsked(tx, given);
    const pools = await loadPools(tx, ctx, asked.map(({ proposal: { productId, warehouseId } }) => ({ productId, warehouseId })));
    const warehouses = [...new Set(asked.map(({ proposal }) => proposal.warehouseId))];
    const groups = [];
    for (const warehouseId of warehouses) {
      groups.push({ warehouseId, lines: asked.filter(({ proposal }) => proposal.warehouseId === warehouseId), number: await takeNumber(tx, ctx, 'REQ', ctx.today) });
    }
    return { pools, groups };
  },
  decide: ({ pools, groups }, { reason }, ctx) => {
    const made = groups.map(({ warehouseId, lines, number }) => ({ lines, ...requisitionRows(pools, {
      number, warehouseId, origin: 'PLANNER', neededOn: null, reason: reason ?? ctx.viewer.name, status: 'SUBMITTED',
      lines: lines.map(({ proposal, quantity: units, supplierId }) => ({ productId: proposal.productId, quantity: units, neededOn: proposal.shortOn, supplierId })),
    }, ctx) }));
    return {
      rows: [
        ...made.flatMap(({ rows, lines, requisitionId }) => [...rows, ...lines.map(({ proposal, quantity: units }) => orderedRow(proposal, units, { requisitionId }, ctx))]),
        ...pools.changes(),
      ],
      events: made.flatMap(({ events, lines, requisitionId }) => [...events, ...lines.map(({ proposal }) => ({
        kind: 'reorderRequested', subjectType: 'ReorderProposal', subjectId: proposal.id, data: { requisitionId },
      }))]),
      result: { requisitions: made.map(({ requisitionId }) => requisitionId) },
    };
  },
});
