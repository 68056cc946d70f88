// Bills without goods, bills that come again, and what is paid together.
import { recordBill } from '../../../server/src/payables/recordBill.ts';
import { createRecurringBill, recordRecurringBill } from '../../../server/src/payables/recurringBills.ts';
import { setMatchTolerance } from '../../../server/src/payables/setMatchTolerance.ts';
import { setBankDetails } from '../../../server/src/payments/bankDetails.ts';
import { createPaymentRun } from '../../../server/src/payments/createPaymentRun.ts';
import { decideApproval } from '../../../server/src/work/decideApproval.ts';
import sql from 'sql-template-tag';
import { globalId } from '../../../server/src/shared/input.ts';
import { company } from '../assumptions.ts';
import { step, type Step } from './firm.ts';
import { ibans } from './goods.ts';
import { pay, uuid } from './trading.ts';

/** The rent of a month: recorded on its day, approved, paid; the newest waits for its approval. */
const rent = (turn: number, ago: number, paid?: number): Step[] => [
  step(ago, async (firm) => {
    const { bill = '' } = await firm.act(recordRecurringBill, `rent ${turn}`, ago, { recurringBillId: firm.kept.get('rent') });
    firm.kept.set(`bill rent ${turn}`, bill);
  }),
  ...(paid === undefined ? [] : [
    step(paid, async (firm) => {
      const [row] = await firm.rows<{ id: string }>(sql`SELECT id FROM "Approval" WHERE "subjectId" = ${uuid(firm.kept.get(`bill rent ${turn}`) ?? '')} AND status = 'PENDING'`);
      if (row) await firm.act(decideApproval, `rent ${turn} approved`, paid, { approvalId: globalId('Approval', row.id), approve: true, reason: 'As the lease says.' }, 'CONTROLLER');
    }),
    step(paid, (firm) => pay(firm, `rent ${turn}`, paid)),
  ]),
];

const expense = (key: string, ago: number, supplier: string, account: string, description: string, net: string, dueIn: number): Step => step(ago, async (firm) => firm.act(recordBill, `expense ${key}`, ago, {
  supplierId: await firm.of('Supplier', supplier), supplierReference: key, billedOn: firm.day(ago), dueOn: firm.day(ago - dueIn),
  expenseLines: [{ accountId: await firm.of('Account', account), description, net }],
}));

export const payables: Step[] = [
  step(80, async (firm) => {
    await firm.act(setMatchTolerance, 'tolerance', 80, { priceRate: '0.05', quantityRate: '0' });
    const { recurringBill = '' } = await firm.act(createRecurringBill, 'rent', 80, {
      supplierId: await firm.of('Supplier', 'S102'), name: 'Rent of the Seattle warehouse', every: 'MONTH', startsOn: firm.day(75),
      lines: [{ accountId: await firm.of('Account', '6100'), description: 'Rent', net: '3800.00' }],
    });
    firm.kept.set('rent', recurringBill);
    await firm.act(createRecurringBill, 'telephone', 80, {
      supplierId: await firm.of('Supplier', 'S103'), name: 'Copier, lease', every: 'QUARTER', startsOn: firm.day(-10),
      lines: [{ accountId: await firm.of('Account', '6300'), description: 'Lease of the copier', net: '240.00' }],
    });
  }),
  ...rent(1, 75, 66), ...rent(2, 44, 36), ...rent(3, 13),
  expense('PPC-3391', 20, 'S103', '6300', 'Cleaning of the office', '180.00', 30),
  expense('CFL-88120', 18, 'S101', '5300', 'Deliveries to customers', '342.80', 14),
  expense('CFL-88199', 5, 'S101', '5300', 'Deliveries to customers', '268.40', 14),
  step(4, async (firm) => {
    const { own, ...others } = ibans;
    await firm.act(setBankDetails, 'own bank', 4, { accountId: await firm.of('Account', '1000'), holder: company.name, ...own, reason: 'As on the statement of the bank.' });
    for (const [code, bank] of Object.entries(others)) {
      await firm.act(setBankDetails, `bank ${code}`, 4, { supplierId: await firm.of('Supplier', code), holder: `Supplier ${code}`, ...bank, reason: 'As on their last invoice.' });
    }
  }),
  step(1, (firm) => firm.act(createPaymentRun, 'payment run', 1, { dueUntil: firm.day(-7), payOn: firm.day(-1) })),
];
