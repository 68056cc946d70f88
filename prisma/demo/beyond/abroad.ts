// Sales in euros and Canadian dollars: rates by day, orders, money at what the bank gave, and what is open valued at the end of the month.
import sql from 'sql-template-tag';
import { creditInvoice } from '../../../server/src/billing/creditInvoice.ts';
import { enterRate, importRates } from '../../../server/src/currencies/enterRates.ts';
import { revalue } from '../../../server/src/currencies/revalue.ts';
import { setCurrencyRule } from '../../../server/src/currencies/settings.ts';
import { convertCredit } from '../../../server/src/payments/convertCredit.ts';
import { recordPayment } from '../../../server/src/payments/recordPayment.ts';
import { assignPriceList } from '../../../server/src/pricing/assignPriceList.ts';
import { createPriceList } from '../../../server/src/pricing/savePriceList.ts';
import { setPrices } from '../../../server/src/pricing/setPrices.ts';
import { globalId } from '../../../server/src/shared/input.ts';
import { addDays, type Day } from '../../../server/src/shared/time.ts';
import { seeded } from '../assumptions.ts';
import { step, type Firm, type Step } from './firm.ts';
import { kept, sell, uuid } from './trading.ts';

/** What a unit was worth around that time, in ten-thousandths of a dollar, and by how much it goes up and down. */
const currencies = [{ code: 'EUR', about: 10_860, swing: 180 }, { code: 'CAD', about: 7_240, swing: 90 }];
const RATED_DAYS = 46;

const rateOf = (about: number, swing: number, code: string, ago: number): string => {
  const wave = Math.round(swing * Math.sin(ago / 9));
  return ((about + wave + (seeded(`rate ${code} ${ago}`) % 40) - 20) / 10_000).toFixed(4);
};
const isWorkday = (on: Day): boolean => ![0, 6].includes(new Date(`${on}T12:00:00Z`).getUTCDay());

/** The rates of working days, as a bank hands them out. */
function rateFile(firm: Firm, from: number, to: number): string {
  const days = Array.from({ length: from - to + 1 }, (_, index) => from - index).filter((ago) => ago === from || isWorkday(firm.day(ago)));
  const rows = days.flatMap((ago) => currencies.map(({ code, about, swing }) => `${code},${firm.day(ago)},${rateOf(about, swing, code, ago)}`));
  return ['currency,day,rate', ...rows].join('\n');
}

const paid = (key: string, ago: number, customer: string, currencyCode: string, amount: string, companyAmount: string, invoice?: string): Step => step(ago, async (firm) => {
  const { payment = '' } = await firm.act(recordPayment, `paid ${key}`, ago, {
    customerId: await firm.of('Customer', customer), amount, currencyCode, companyAmount, method: 'BANK', reference: key, ...(invoice ? { allocations: [{ invoiceId: kept(firm, `invoice ${invoice}`), amount }] } : {}),
  }, 'COLLECTOR');
  firm.kept.set(`payment ${key}`, payment);
});

export const abroad: Step[] = [
  step(46, async (firm) => {
    await firm.act(setCurrencyRule, 'currency rule', 46, { maxAgeDays: 366, convertsPrices: true }, 'CONTROLLER');
    await firm.act(importRates, 'rates before', 46, { content: rateFile(firm, RATED_DAYS, RATED_DAYS), fileName: 'rates.csv' }, 'CONTROLLER');
    const { priceList: priceListId = '' } = await firm.act(createPriceList, 'list euro', 46, { name: 'Europe, in euros', currencyCode: 'EUR', validFrom: firm.day(46) });
    await firm.act(setPrices, 'prices euro', 46, { priceListId, prices: [{ productId: await firm.of('Product', 'HS-711'), fromQuantity: '0', unitPrice: '10.90' }] });
    await firm.act(assignPriceList, 'assign euro', 46, { priceListId, customerId: await firm.of('Customer', 'HANSE') });
  }),
  ...[30, 16, 1].map((ago, at) => step(ago, (firm: Firm) => firm.act(importRates, `rates ${ago}`, ago, { content: rateFile(firm, [45, 29, 15][at] ?? ago, ago), fileName: 'rates.csv' }, 'CONTROLLER'))),
  step(1, (firm) => firm.act(enterRate, 'rate corrected', 1, { currencyCode: 'EUR', ratedOn: firm.day(15), rate: rateOf(10_871, 180, 'EUR', 15) }, 'CONTROLLER')),
  ...sell({ key: 'HANSE-201', customer: 'HANSE', placed: 45, shipped: 44, lines: [{ sku: 'HS-711', quantity: '120' }], more: { currencyCode: 'EUR', freight: '85.00' } }),
  paid('HANSE-201', 22, 'HANSE', 'EUR', '1393.00', '1531.20', 'HANSE-201'),
  ...sell({ key: 'HANSE-202', customer: 'HANSE', placed: 40, shipped: 38, lines: [{ sku: 'HS-711', quantity: '90' }], more: { currencyCode: 'EUR', freight: '70.00' } }),
  paid('HANSE-202', 12, 'HANSE', 'EUR', '500.00', '541.90', 'HANSE-202'),
  ...sell({ key: 'OKANA-203', customer: 'OKANA', placed: 43, shipped: 41, lines: [{ sku: 'HS-711', quantity: '60', unitPrice: '15.90' }], more: { currencyCode: 'CAD', freight: '42.00' } }),
  paid('OKANA-advance', 9, 'OKANA', 'CAD', '400.00', '289.10'),
  ...sell({ key: 'OKANA-204', customer: 'OKANA', placed: 6, shipped: 4, lines: [{ sku: 'HS-711', quantity: '40', unitPrice: '15.90' }], more: { currencyCode: 'CAD' } }),
  ...sell({ key: 'HANSE-205', customer: 'HANSE', placed: 2, requiredIn: 12, lines: [{ sku: 'HS-711', quantity: '72' }], more: { currencyCode: 'EUR' } }),
  step(7, async (firm) => {
    const [row] = await firm.rows<{ id: string }>(sql`SELECT "openItemId" AS id FROM "Payment" WHERE id = ${uuid(kept(firm, 'payment OKANA-advance'))}::uuid`);
    await firm.act(convertCredit, 'conversion', 7, {
      creditItemId: globalId('OpenItem', row?.id ?? ''), amount: '150.00', currencyCode: 'CAD', into: { currencyCode: 'USD', amount: '108.10' }, reason: 'For the freight that they owe in dollars.',
    }, 'CONTROLLER');
  }),
  // Their freight is credited, in euros at the rate of its invoice.
  step(5, async (firm) => {
    await firm.act(creditInvoice, 'credit HANSE-202', 5, { invoiceId: kept(firm, 'invoice HANSE-202'), freight: '70.00', currencyCode: 'EUR', reason: 'It came two days late: the freight is ours.' }, 'CONTROLLER');
  }),
  // What is open at the end of the month before.
  step(0, (firm) => firm.act(revalue, 'revaluation', 0, { valuedOn: addDays(`${firm.lastDay.slice(0, 7)}-01` as Day, -1) }, 'CONTROLLER')),
];
