import sql from 'sql-template-tag';
import type { RequisitionLineRow } from '../generated/rows.ts';
import { action, type Decision } from '../shared/action.ts';
import { boolean, id, list, object, optional, quantity, text } from '../shared/input.ts';
import { add, fewest, none, type Quantity } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { purchaseOrderRows } from './draftRows.ts';
import { loadDemands } from './loadDemands.ts';
import { orderable } from './prices.ts';
import { moneyFields } from './orderMoney.ts';
import { draftRefusals, loadDraftFacts, type DraftFacts, type GivenLine } from './purchaseOrderInput.ts';
import { RequisitionLineOrdered, RequisitionState, RequisitionWithoutSupplier } from './refusals.ts';
import { demandRequisition, stillToOrder } from './requisitionRules.ts';

const line = object('OrderRequisitionLineInput', {
  requisitionLineId: id('RequisitionLine'), quantity: { ...optional(quantity()), describe: 'Default: all that is still to order.' },
  supplierId: { ...optional(id('Supplier')), describe: 'Default: whom the requisition names, else the product\'s preferred supplier.' },
});

interface Wanted { line: RequisitionLineRow; quantity: Quantity; supplierId: string; warehouseId: string }

export const orderRequisitions = action({
  name: 'orderRequisitions', permission: 'purchasing.manage',
  describe: 'Drafts purchase orders of what requisitions ask for: one for each supplier and place, a line for each product. Nothing is ordered twice.',
  input: {
    lines: list(line, { min: 1 }),
    exchangeRate: { ...moneyFields.exchangeRate, describe: 'What a unit of the suppliers\' currency is worth in company money, where that is not the rate of the day: where all in other currencies are in one.' },
    rateSource: moneyFields.rateSource,
    roundsUp: { ...optional(boolean()), describe: 'Orders as much as the supplier delivers at least, and in whole multiples. Default: yes.' },
    choiceReason: { ...optional(text({ max: 1000, lines: true })), describe: 'Why these suppliers.' },
  },
  refusals: [RequisitionState, RequisitionLineOrdered, RequisitionWithoutSupplier, ...draftRefusals],
  payload: { purchaseOrders: 'records:PurchaseOrder' },
  load: async (tx, { lines }, ctx) => {
    const demands = await loadDemands(tx, { requisitionLineIds: lines.map((each) => each.requisitionLineId) });
    const productIds = lines.flatMap(({ requisitionLineId }) => demands.line(requisitionLineId)?.productId ?? []);
    const preferred = await selectRows(tx, 'SupplierProduct', sql`t."productId" = ANY(${productIds}::uuid[]) AND t."isPreferred"`);
    const products = await selectRows(tx, 'Product', sql`t.id = ANY(${productIds}::uuid[])`);
    const wanted = lines.map((each, index): Wanted => {
      const found = demands.line(each.requisitionLineId);
      if (!found) throw fieldRefused(['lines', String(index), 'requisitionLineId'], 'id_unknown', { type: 'RequisitionLine' });
      const head = demands.head(found.requisitionId);
      const productName = products.find((product) => product.id === found.productId)?.name ?? '';
      demandRequisition(head, 'orderRequisitions');
      if (stillToOrder(found) === none) throw RequisitionLineOrdered({ number: head.number, productName });
      if (each.quantity && each.quantity > stillToOrder(found)) throw fieldRefused(['lines', String(index), 'quantity'], 'number_large');
      const supplierId = each.supplierId ?? found.supplierId ?? preferred.find(({ productId }) => productId === found.productId)?.supplierId;
      if (!supplierId) throw RequisitionWithoutSupplier({ productName });
      return { line: found, quantity: each.quantity ?? stillToOrder(found), supplierId, warehouseId: head.warehouseId };
    });
    const groups = [...Map.groupBy(wanted, ({ supplierId, warehouseId }) => `${supplierId} ${warehouseId}`).values()];
    const drafts: { wanted: Wanted[]; facts: DraftFacts }[] = [];
    for (const group of groups) {
      const [first] = group;
      if (first) drafts.push({ wanted: group, facts: await loadDraftFacts(tx, ctx, { ...first, lines: group.map((each) => each.line) }) });
    }
    return { demands, drafts };
  },
  decide: ({ demands, drafts }, { exchangeRate, rateSource, roundsUp, choiceReason }, ctx): Decision => {
    const abroad = new Set(drafts.flatMap(({ facts: { supplier } }) => (supplier.currencyCode && supplier.currencyCode !== ctx.company.currencyCode ? [supplier.currencyCode] : [])));
    if (exchangeRate && abroad.size !== 1) throw fieldRefused(['exchangeRate'], 'rate_of_one', { currencies: [...abroad].toSorted().join(', ') });
    const made = drafts.map(({ wanted, facts }) => {
      const products = [...Map.groupBy(wanted, (each) => each.line.productId)];
      const lines = products.map(([productId, group]): GivenLine => {
        const units = group.reduce((sum, each) => add(sum, fewest(each.quantity, stillToOrder(each.line))), none);
        const terms = facts.terms.find((each) => each.productId === productId);
        return { productId, quantity: roundsUp !== false && terms ? orderable(terms, units) : units, choiceReason: choiceReason ?? null };
      });
      const draft = purchaseOrderRows(facts, abroad.has(facts.supplier.currencyCode ?? '') ? { exchangeRate: exchangeRate ?? null, rateSource: rateSource ?? null } : {}, lines, ctx,
        { requisitions: [...new Set(wanted.map((each) => demands.head(each.line.requisitionId).number))] });
      products.forEach(([, group], index) => group.forEach((each) => demands.draft(each.line.id, draft.lineIds[index] ?? '', each.quantity, ctx)));
      return draft;
    });
    const touched = [...new Set(drafts.flatMap(({ wanted }) => wanted.map((each) => each.line.requisitionId)))];
    return {
      rows: [...made.flatMap(({ rows }) => rows), ...demands.changes()],
      events: [
        ...made.flatMap(({ events }) => events),
        ...touched.map((subjectId) => ({ kind: 'requisitionDrafted', subjectType: 'Requisition', subjectId, data: { purchaseOrderIds: made.map(({ purchaseOrderId }) => purchaseOrderId) } })),
      ],
      result: { purchaseOrders: made.map(({ purchaseOrderId }) => purchaseOrderId) },
    };
  },
});
