// What is agreed for longer: money before delivery, contracts invoiced again and again, quantities at agreed prices, parts.
import { createTaxCode } from '../../../server/src/accounting/createTaxCode.ts';
import { savePaymentTerm } from '../../../server/src/customers/paymentTerms.ts';
import { receiveDeposit } from '../../../server/src/deposits/moneyIn.ts';
import { applyDeposit, releaseDeposit } from '../../../server/src/deposits/moneyOut.ts';
import { requestDeposit } from '../../../server/src/deposits/requestDeposit.ts';
import { setDepositSettings } from '../../../server/src/deposits/settings.ts';
import { createFramework } from '../../../server/src/frameworks/draftFramework.ts';
import { activateFramework } from '../../../server/src/frameworks/moveFramework.ts';
import { pauseContract } from '../../../server/src/recurring/changeContract.ts';
import { billContract } from '../../../server/src/recurring/billContract.ts';
import { createContract } from '../../../server/src/recurring/saveContract.ts';
import { step, type Firm, type Step } from './firm.ts';
import { kept, sell } from './trading.ts';

const ask = (key: string, ago: number, input: (firm: Firm) => Promise<Record<string, unknown>> | Record<string, unknown>): Step => step(ago, async (firm) => {
  const { deposit = '' } = await firm.act(requestDeposit, `deposit ${key}`, ago, await input(firm), 'OWNER');
  firm.kept.set(`deposit ${key}`, deposit);
});
const come = (key: string, ago: number, amount?: string): Step => step(ago, (firm) =>
  firm.act(receiveDeposit, `deposit ${key} paid`, ago, { depositId: kept(firm, `deposit ${key}`), method: 'BANK', reference: key, ...(amount ? { amount } : {}) }, 'COLLECTOR'));

/** One that its invoice has taken, one paid in part, one that shipping waits for, one given back, one of no order. */
const deposits: Step[] = [
  step(42, (firm) => firm.act(setDepositSettings, 'deposit settings', 42, { holdsShipping: true, appliesItself: true, dueDays: 7 }, 'CONTROLLER')),
  ...sell({ key: 'PIKES-211', customer: 'PIKES', placed: 41, shipped: 30, lines: [{ sku: 'SV-901', quantity: '40' }] }),
  ask('PIKES-211', 41, (firm) => ({ orderId: kept(firm, 'order PIKES-211'), share: '0.4' })), come('PIKES-211', 37),
  step(30, (firm) => firm.act(applyDeposit, 'deposit applied', 30, { depositId: kept(firm, 'deposit PIKES-211'), allocations: [{ invoiceId: kept(firm, 'invoice PIKES-211'), amount: '992.00' }] }, 'CONTROLLER')),
  ...sell({ key: 'PIKES-212', customer: 'PIKES', placed: 18, requiredIn: 40, lines: [{ sku: 'SV-901', quantity: '65' }] }),
  ask('PIKES-212', 18, (firm) => ({ orderId: kept(firm, 'order PIKES-212'), share: '0.3' })), come('PIKES-212', 10, '600.00'),
  ...sell({ key: 'BAYVW-213', customer: 'BAYVW', placed: 5, requiredIn: 30, lines: [{ sku: 'SV-901', quantity: '25' }] }),
  ask('BAYVW-213', 5, (firm) => ({ orderId: kept(firm, 'order BAYVW-213'), amount: '500.00', note: 'Before we book the sommelier.' })),
  ask('CEDAR', 24, async (firm) => ({ customerId: await firm.of('Customer', 'CEDAR'), amount: '300.00', note: 'For the hampers of the season.' })), come('CEDAR', 21),
  step(8, (firm) => firm.act(releaseDeposit, 'deposit released', 8, { depositId: kept(firm, 'deposit CEDAR'), amount: '120.00', reason: 'Fewer hampers than they had planned.' }, 'CONTROLLER')),
];

interface Agreed { key: string; customer: string; name: string; every: string; sku: string; quantity: string; unitPrice?: string; starts: number; billed: number[]; more?: Record<string, unknown> }
const contract = ({ key, customer, name, every, sku, quantity, unitPrice, starts, billed, more }: Agreed): Step[] => [
  step(starts, async (firm) => {
    const { contract: made = '' } = await firm.act(createContract, `contract ${key}`, starts, {
      customerId: await firm.of('Customer', customer), name, every, startsOn: firm.day(starts), lines: [{ productId: await firm.of('Product', sku), quantity, ...(unitPrice ? { unitPrice } : {}) }], ...more,
    }, 'OWNER');
    firm.kept.set(`contract ${key}`, made);
  }),
  ...billed.map((ago) => step(ago, (firm: Firm) => firm.act(billContract, `contract ${key} ${ago}`, ago, { contractId: kept(firm, `contract ${key}`) }, 'CONTROLLER'))),
];

const contracts: Step[] = [
  ...contract({ key: 'care', customer: 'BAYVW', name: 'Care of two espresso machines', every: 'WEEK', sku: 'SV-902', quantity: '2', unitPrice: '24.00', starts: 43, billed: [43, 36, 29, 22, 15, 8, 1], more: { raiseRate: '0.03', noticeDays: 30 } }),
  ...contract({ key: 'list', customer: 'HARBR', name: 'Wine list, a year', every: 'YEAR', sku: 'SV-903', quantity: '1', starts: 40, billed: [40], more: { defersRevenue: true, customerReference: 'HL-2217' } }),
  ...contract({ key: 'events', customer: 'PIKES', name: 'Care of the mobile bar', every: 'MONTH', sku: 'SV-902', quantity: '1', starts: 39, billed: [39, 8] }),
  step(5, (firm) => firm.act(pauseContract, 'contract paused', 5, { contractId: kept(firm, 'contract events'), fromOn: firm.day(-25), toOn: firm.day(-85), reason: 'The bar is in winter storage.' }, 'OWNER')),
  ...contract({ key: 'lodge', customer: 'CEDAR', name: 'Care of the shop machine', every: 'QUARTER', sku: 'SV-902', quantity: '3', starts: -9, billed: [] }),
];

const frameworks: Step[] = [
  step(26, async (firm) => {
    const honey = await firm.of('Product', 'HS-711');
    const { framework = '' } = await firm.act(createFramework, 'framework', 26, {
      customerId: await firm.of('Customer', 'HARBR'), name: 'Honey for the season', reference: 'HL-2230', validFrom: firm.day(26), validTo: firm.day(-120), minimumAmount: '1500.00',
      lines: [{ productId: honey, unitPrice: '10.40', minimum: '100', maximum: '240' }],
    }, 'OWNER');
    await firm.act(activateFramework, 'framework in force', 26, { frameworkId: framework }, 'OWNER');
    await firm.act(createFramework, 'framework draft', 25, {
      customerId: await firm.of('Customer', 'BAYVW'), name: 'Tasting evenings of next year', validFrom: firm.day(-20), validTo: firm.day(-385), lines: [{ productId: await firm.of('Product', 'SV-901'), unitPrice: '57.00', maximum: '400' }],
    }, 'OWNER');
  }),
  ...sell({ key: 'HARBR-214', customer: 'HARBR', placed: 24, shipped: 23, lines: [{ sku: 'HS-711', quantity: '48' }] }),
  ...sell({ key: 'HARBR-215', customer: 'HARBR', placed: 4, requiredIn: 8, lines: [{ sku: 'HS-711', quantity: '36' }] }),
];

const terms: Step[] = [
  step(42, async (firm) => {
    await firm.act(savePaymentTerm, 'term thirds', 42, { code: 'THIRDS', name: 'In three parts', parts: [0, 30, 60].map((days, at) => ({ share: at === 2 ? '0.34' : '0.33', basis: 'INVOICE', days })) }, 'CONTROLLER');
    await firm.act(savePaymentTerm, 'term month', 42, { code: 'EOM15', name: '15 days after the month ends', parts: [{ share: '1', basis: 'MONTH_END', days: 15 }] }, 'CONTROLLER');
    await firm.act(createTaxCode, 'tax of Washington', 42, { code: 'WA', name: 'Washington sales tax', rate: '0.1035' }, 'CONTROLLER');
  }),
];

export const arrangements: Step[] = [...deposits, ...contracts, ...frameworks, ...terms];
