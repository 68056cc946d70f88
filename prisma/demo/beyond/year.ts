// A year of trade in what the files do not have, so that suppliers have a record: who is on time, who is late, who sends broken goods.
import sql from 'sql-template-tag';
import { recordSupplierCredit } from '../../../server/src/payables/recordSupplierCredit.ts';
import { returnToSupplier } from '../../../server/src/purchasing/supplierReturns.ts';
import { globalId } from '../../../server/src/shared/input.ts';
import { addDays, type Day } from '../../../server/src/shared/time.ts';
import type { NorthwindOrder } from '../files.ts';
import { between, step, type Step } from './firm.ts';
import { customers } from './goods.ts';
import { buy, linesOf, uuid } from './trading.ts';

const MONTHS = 11;
const firstAgo = 360;
const monthAgo = (month: number): number => firstAgo - 30 * month;

/** By how many days a supplier misses the promised day: one is punctual, one a little late, one often very late. */
const late = (supplier: string, month: number): number => {
  const bounds: Record<string, [number, number]> = { S001: [0, 0], S014: [-1, 1], S026: [0, 6], S020: [3, 9] };
  const [least, most] = bounds[supplier] ?? [0, 0];
  return between(`late ${supplier} ${month}`, least, most);
};

function month(index: number): Step[] {
  const ago = monthAgo(index);
  const delicacies = index % 2 === 0 ? 'S014' : 'S026';
  const coffee = index % 3 === 0 ? 'S020' : 'S001';
  const days = { S014: 10, S026: 12, S020: 25, S001: 8 };
  const came = { delicacies: ago - late(delicacies, index), coffee: ago - late(coffee, index) };
  const inTwo = index === 4;
  return [
    ...buy({
      key: `D${index + 1}`, supplier: delicacies, ordered: ago + days[delicacies], expected: ago,
      lines: [{ sku: 'HS-401', quantity: '50' }, { sku: 'HS-402', quantity: '40' }], received: [{ ago: came.delicacies }],
      billed: came.delicacies - 2, paid: Math.max(came.delicacies - 31, 36),
    }),
    ...buy({
      key: `C${index + 1}`, supplier: coffee, ordered: ago + days[coffee], expected: ago, lines: [{ sku: 'HS-403', quantity: coffee === 'S020' ? '130' : '120' }],
      received: inTwo ? [{ ago: came.coffee, quantities: ['100'] }, { ago: came.coffee - 8, quantities: ['20'] }] : [{ ago: came.coffee }],
      billed: came.coffee - (inTwo ? 9 : 3), paid: Math.max(came.coffee - 33, 36),
    }),
  ];
}

/** Goods that go back, with the credit note that follows five days later, or still does not. */
const sentBack = (key: string, ago: number, line: number, quantity: string, reason: string, credit?: { supplier: string; net: string }): Step[] => [
  step(ago, async (firm) => {
    const receiptId = firm.kept.get(`receipt ${key} 0`) ?? '';
    const lines = await linesOf(firm, 'ReceiptLine', receiptId);
    const { supplierReturn = '' } = await firm.act(returnToSupplier, `return ${key}`, ago, { receiptId, on: firm.day(ago), reason, lines: [{ receiptLineId: lines[line], quantity }] });
    firm.kept.set(`return ${key}`, supplierReturn);
  }),
  ...(credit ? [step(ago - 5, async (firm) => {
    const [row] = await firm.rows<{ id: string }>(sql`SELECT id FROM "SupplierReturnLine" WHERE "supplierReturnId" = ${uuid(firm.kept.get(`return ${key}`) ?? '')}`);
    await firm.act(recordSupplierCredit, `credit ${key}`, ago - 5, {
      supplierId: await firm.of('Supplier', credit.supplier), supplierReference: `CN-${key}`, creditedOn: firm.day(ago - 5), reason,
      lines: [{ supplierReturnLineId: globalId('SupplierReturnLine', row?.id ?? ''), description: reason, net: credit.net }],
    });
  })] : []),
];

export const year: Step[] = [
  ...Array.from({ length: MONTHS }, (_, index) => month(index)).flat(),
  // After the last of the year's orders, so that it is no late knowledge of their costs.
  ...sentBack('D10', 41, 1, '6', 'Six tins leak.', { supplier: 'S026', net: '126.00' }),
  ...sentBack('C11', 40, 0, '8', 'Eight bags have lost their vacuum.'),
];

/** Two orders a month, in the lanes of the files' orders. */
export function yearOfOrders(lastDay: Day): NorthwindOrder[] {
  return Array.from({ length: 2 * MONTHS }, (_, index): NorthwindOrder => {
    const { code, name, address } = customers[index % customers.length] as typeof customers[number];
    const ago = monthAgo(Math.floor(index / 2)) - (index % 2 === 0 ? 11 : 18);
    const placedOn = addDays(lastDay, -ago);
    return {
      id: String(20_001 + index), reference: `${code}-${index + 1}`, customer: code, employee: String((index % 4) + 1), placedOn, requiredOn: addDays(placedOn, 10), shippedOn: addDays(placedOn, 2),
      carrier: 'Speedy Express', freight: '18.50', shipTo: { name, ...address },
      lines: [
        { product: 'HS-401', unitPrice: '32.00', quantity: '24', discount: '0' },
        { product: 'HS-402', unitPrice: '36.50', quantity: '18', discount: '0' },
        { product: 'HS-403', unitPrice: '17.20', quantity: '58', discount: '0.05' },
      ],
    };
  });
}
