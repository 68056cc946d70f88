// Asking before buying, looking at what came, and who may order how much.
import sql from 'sql-template-tag';
import { createPurchaseOrder } from '../../../server/src/purchasing/draftPurchaseOrder.ts';
import { inspectGoods } from '../../../server/src/purchasing/inspectGoods.ts';
import { requestPurchaseApproval } from '../../../server/src/purchasing/purchaseApproval.ts';
import { createRequisition, decideRequisition } from '../../../server/src/purchasing/requisitions.ts';
import { setReceivingRule } from '../../../server/src/purchasing/saveReceivingRule.ts';
import { globalId } from '../../../server/src/shared/input.ts';
import { createQuoteRequest, sendQuoteRequest } from '../../../server/src/sourcing/quoteRequests.ts';
import { recordQuote } from '../../../server/src/sourcing/quotes.ts';
import { setApprovalLimit } from '../../../server/src/work/approvalLimits.ts';
import { step, type Step } from './firm.ts';
import { buy, uuid } from './trading.ts';

const inspections: Step[] = [
  step(70, async (firm) => firm.act(setReceivingRule, 'inspect saffron', 70, { productId: await firm.of('Product', 'HS-701'), inspects: true })),
  step(70, async (firm) => firm.act(setReceivingRule, 'over-receipt', 70, { overRate: '0.05' })),
  ...buy({ key: 'I1', supplier: 'S005', ordered: 66, received: [{ ago: 51 }], billed: 38, paid: 8, lines: [{ sku: 'HS-701', quantity: '60' }] }),
  step(50, async (firm) => {
    const [row] = await firm.rows<{ id: string }>(sql`SELECT i.id FROM "Inspection" i WHERE i."receiptId" = ${uuid(firm.kept.get('receipt I1 0') ?? '')}`);
    await firm.act(inspectGoods, 'inspect I1', 50, {
      inspectionId: globalId('Inspection', row?.id ?? ''), on: firm.day(50),
      results: [{ outcome: 'ACCEPTED', quantity: '54' }, { outcome: 'RETURNED', quantity: '4', reason: 'DAMAGED', note: 'Tins without a seal.' }, { outcome: 'SCRAPPED', quantity: '2', reason: 'DEFECTIVE' }],
    });
  }),
  ...buy({ key: 'I2', supplier: 'S005', ordered: 15, received: [{ ago: 1 }], lines: [{ sku: 'HS-701', quantity: '40' }] }),
];

const requisitions: Step[] = [
  step(9, async (firm) => {
    const { requisition = '' } = await firm.act(createRequisition, 'requisition 1', 9, {
      reason: 'New crates for the spring promotion.', neededOn: firm.day(-20), submit: true, warehouseId: await firm.of('Warehouse', 'MAIN'),
      lines: [{ productId: await firm.of('Product', 'HS-402'), quantity: '80' }, { productId: await firm.of('Product', 'HS-401'), quantity: '100' }],
    }, 'SALES');
    firm.kept.set('requisition', requisition);
  }),
  step(8, (firm) => firm.act(decideRequisition, 'requisition 1 approved', 8, { requisitionId: firm.kept.get('requisition'), approve: true, reason: 'Ask both mills first.' }, 'CONTROLLER')),
  step(3, async (firm) => firm.act(createRequisition, 'requisition 2', 3, {
    reason: 'Paper and cloths are used up.', neededOn: firm.day(-6), submit: true, warehouseId: await firm.of('Warehouse', 'MAIN'),
    lines: [{ productId: await firm.of('Product', 'OF-901'), quantity: '20', note: 'Four cases' }, { productId: await firm.of('Product', 'OF-903'), quantity: '12' }],
  }, 'SALES')),
];

const quotes: Step[] = [
  step(7, async (firm) => {
    const lines = await firm.rows<{ id: string }>(sql`SELECT id FROM "RequisitionLine" WHERE "requisitionId" = ${uuid(firm.kept.get('requisition') ?? '')} ORDER BY no`);
    const { quoteRequest = '' } = await firm.act(createQuoteRequest, 'quotes', 7, {
      title: 'Oil and vinegar for spring', answerBy: firm.day(-4), supplierIds: await Promise.all(['S014', 'S026', 'S005'].map((code) => firm.of('Supplier', code))),
      lines: lines.map(({ id }) => ({ requisitionLineId: globalId('RequisitionLine', id) })), note: 'Delivered to Seattle.',
    });
    firm.kept.set('quotes', quoteRequest);
    await firm.act(sendQuoteRequest, 'quotes sent', 7, { quoteRequestId: quoteRequest });
  }),
  ...([
    ['S014', 4, ['21.40', '17.30'], [10, 10], 'FF-229'], ['S026', 2, ['19.80', '18.60'], [14, 12], 'PB-5533'],
  ] as const).map(([supplier, ago, costs, days, supplierReference]) => step(ago, async (firm) => {
    const quoteRequestId = firm.kept.get('quotes') ?? '';
    const lines = await firm.rows<{ id: string }>(sql`SELECT id FROM "QuoteRequestLine" WHERE "quoteRequestId" = ${uuid(quoteRequestId)} ORDER BY no`);
    await firm.act(recordQuote, `quote ${supplier}`, ago, {
      quoteRequestId, supplierId: await firm.of('Supplier', supplier), answeredOn: firm.day(ago), validTo: firm.day(-30), supplierReference,
      prices: lines.map(({ id }, index) => ({ quoteRequestLineId: globalId('QuoteRequestLine', id), unitCost: costs[index], leadTimeDays: days[index] })),
    });
  })),
];

const approvals: Step[] = [
  step(5, async (firm) => firm.act(setApprovalLimit, 'approval limit', 5, { kind: 'PURCHASE_ORDER', role: 'WAREHOUSE', amount: '2500.00' })),
  step(2, async (firm) => {
    const { purchaseOrder = '' } = await firm.act(createPurchaseOrder, 'draft machines', 2, {
      supplierId: await firm.of('Supplier', 'S104'), expectedOn: firm.day(-12), lines: [{ productId: await firm.of('Product', 'HS-201'), quantity: '4' }],
    }, 'WAREHOUSE');
    await firm.act(requestPurchaseApproval, 'ask for machines', 2, { purchaseOrderId: purchaseOrder, reason: 'Only two machines are left, and two customers have asked.' }, 'WAREHOUSE');
  }),
];

export const buying: Step[] = [...inspections, ...requisitions, ...quotes, ...approvals];
