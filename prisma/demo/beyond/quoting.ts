// Quotations in each state: a draft, one that waits for its answer, one taken and ordered, one declined, one that ran out.
import sql from 'sql-template-tag';
import { acceptQuotation, declineQuotation, expireQuotation, sendQuotation } from '../../../server/src/quotations/answerQuotation.ts';
import { convertQuotation } from '../../../server/src/quotations/convertQuotation.ts';
import { createQuotation } from '../../../server/src/quotations/draftQuotation.ts';
import { reviseQuotation } from '../../../server/src/quotations/reviseQuotation.ts';
import { globalId } from '../../../server/src/shared/input.ts';
import { step, type Firm, type Step } from './firm.ts';
import { uuid } from './trading.ts';

interface Line { kind?: string; sku?: string; description?: string; quantity?: string; unitPrice?: string }
interface Quoted { key: string; drafted: number; sent?: number; customer?: string; prospect?: { prospectName: string; prospectEmail: string }; validUntil: number; lines: Line[]; terms?: string }

const kept = (firm: Firm, key: string) => ({ quotationId: firm.kept.get(`quotation ${key}`) ?? '' });

const quote = ({ key, drafted, sent, customer, prospect, validUntil, lines, terms }: Quoted): Step[] => [
  step(drafted, async (firm) => {
    const { quotation = '' } = await firm.act(createQuotation, `quotation ${key}`, drafted, {
      ...(customer ? { customerId: await firm.of('Customer', customer) } : prospect), validTo: firm.day(validUntil), expectedOn: firm.day(validUntil + 7), ...(terms ? { terms } : {}),
      lines: await Promise.all(lines.map(async ({ sku, ...line }) => ({ ...line, ...(sku ? { productId: await firm.of('Product', sku) } : {}) }))),
    });
    firm.kept.set(`quotation ${key}`, quotation);
  }),
  ...(sent === undefined ? [] : [step(sent, (firm) => firm.act(sendQuotation, `send quotation ${key}`, sent, kept(firm, key)))]),
];

const optionsOf = async (firm: Firm, key: string): Promise<string[]> =>
  (await firm.rows<{ id: string }>(sql`SELECT id FROM "QuotationLine" WHERE "quotationId" = ${uuid(kept(firm, key).quotationId)}::uuid AND kind = 'OPTIONAL' ORDER BY no`)).map(({ id }) => globalId('QuotationLine', id));

export const quoting: Step[] = [
  ...quote({
    key: 'Q1', drafted: 30, sent: 29, customer: 'BAYVW', validUntil: 5, terms: 'Free house from 500 dollars on.',
    lines: [
      { kind: 'TEXT', description: 'For the breakfast room' }, { sku: 'HS-403', quantity: '40' }, { sku: 'HS-402', quantity: '6' },
      { kind: 'OPTIONAL', sku: 'NW-061', quantity: '12' }, { kind: 'ALTERNATIVE', sku: 'NW-043', quantity: '30' },
    ],
  }),
  step(24, async (firm) => firm.act(acceptQuotation, 'Q1 taken', 24, { ...kept(firm, 'Q1'), chosen: await optionsOf(firm, 'Q1'), customerReference: 'PO 8813' })),
  step(23, async (firm) => {
    const { order = '' } = await firm.act(convertQuotation, 'Q1 ordered', 23, { ...kept(firm, 'Q1'), requiredOn: firm.day(-6) });
    firm.kept.set('order Q1', order);
  }),
  ...quote({ key: 'Q2', drafted: 27, sent: 26, customer: 'QUICK', validUntil: 1, lines: [{ sku: 'HS-201', quantity: '1' }, { sku: 'HS-202', quantity: '1', unitPrice: '2390.00' }] }),
  step(12, (firm) => firm.act(declineQuotation, 'Q2 declined', 12, { ...kept(firm, 'Q2'), lossReason: 'DELIVERY', lossNote: 'They need the cooler next week.' })),
  ...quote({ key: 'Q3', drafted: 25, sent: 25, customer: 'SAVEA', validUntil: 4, lines: [{ sku: 'HS-701', quantity: '25' }] }),
  step(3, (firm) => firm.act(expireQuotation, 'Q3 ran out', 3, kept(firm, 'Q3'))),
  ...quote({
    key: 'Q4', drafted: 10, sent: 9, customer: 'HARBR', validUntil: -20,
    lines: [{ sku: 'SHIRT-BLK-M', quantity: '12' }, { sku: 'SHIRT-BLK-L', quantity: '12' }, { kind: 'OPTIONAL', sku: 'SHIRT-BLK-XL', quantity: '4' }],
  }),
  step(6, async (firm) => {
    const { quotation = '' } = await firm.act(reviseQuotation, 'Q4 again', 6, { ...kept(firm, 'Q4'), validTo: firm.day(-24) });
    firm.kept.set('quotation Q4', quotation);
  }),
  step(6, (firm) => firm.act(sendQuotation, 'Q4 sent again', 6, kept(firm, 'Q4'))),
  ...quote({
    key: 'Q5', drafted: 1, prospect: { prospectName: 'Discovery Park Tea House', prospectEmail: 'kitchen@discoverypark.example' }, validUntil: -29,
    lines: [{ sku: 'NW-001', quantity: '20' }, { sku: 'HS-301', quantity: '10' }],
  }),
];
