// Who shares in commissions: of a customer's orders by rule, of one order by hand.
import sql from 'sql-template-tag';
import { demandOwn } from '../customers/rowRights.ts';
import type { SalesPersonRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { fraction, id, list, object, text, type InputOf } from '../shared/input.ts';
import { printRate, type Rate } from '../shared/quantity.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { commissionLock, loadPlaced, loadTerms } from './load.ts';
import { CommissionAccrued, CommissionTermsMissing } from './refusals.ts';
import { termsFor } from './rules.ts';

const permission = 'commissions.manage';
const shares = list(object('CommissionShareInput', { salesPersonId: id('SalesPerson'), share: { ...fraction(), describe: 'All shares together are one.' } }), { max: 20 });
type Given = InputOf<{ shares: typeof shares }>['shares'];

/** Refuses somebody named twice, nothing for somebody, and shares that are not one whole. */
export function demandShares(given: readonly { salesPersonId: string; share: Rate }[]): void {
  given.forEach(({ salesPersonId, share }, index) => {
    if (given.findIndex((each) => each.salesPersonId === salesPersonId) !== index) throw fieldRefused(['shares', String(index), 'salesPersonId'], 'twice');
    if (share === 0n) throw fieldRefused(['shares', String(index), 'share'], 'number_above', { above: '0' });
  });
  if (given.length > 0 && given.reduce((sum, { share }) => sum + share, 0n) !== 1_000_000n) throw fieldRefused(['shares'], 'parts_whole', { sum: printRate(given.reduce((sum, { share }) => sum + share, 0n) as Rate) });
}

async function peopleOf(tx: Tx, given: Given): Promise<SalesPersonRow[]> {
  const people: SalesPersonRow[] = [];
  for (const { salesPersonId } of given) people.push(await readRow(tx, 'SalesPerson', salesPersonId));
  return people;
}
const told = (people: readonly SalesPersonRow[], given: Given) => given.map(({ share }, index) => `${people[index]?.name ?? ''} ${Number(share) / 10_000} %`).join(', ');

/** Rows by their place: what is there is changed, what is too many goes. */
const placed = (table: 'CustomerCommission' | 'OrderCommission', known: readonly { id: string; no: number }[], rows: readonly (Record<string, unknown> & { no: number })[], newId: () => string): Change[] => [
  ...rows.map((row) => {
    const before = known.find(({ no }) => no === row.no);
    return before ? update(table, before.id, row) : insert(table, { ...row, id: newId() } as never); // of either table: both have exactly these columns
  }),
  ...known.filter(({ no }) => no > rows.length).map((each) => remove(table, each.id)),
];

export const setCustomerCommission = action({
  name: 'setCustomerCommission', permission, describe: 'Says who shares in what a customer\'s orders bring, from the next order on. Nobody: the order\'s sales person alone.',
  input: { customerId: id('Customer'), shares }, refusals: [], payload: { customer: 'record:Customer' },
  load: async (tx, { customerId, shares: given }, ctx) => {
    const customer = await lockRow(tx, 'Customer', customerId);
    demandOwn(customer, ctx.viewer);
    return { people: await peopleOf(tx, given), known: await selectRows(tx, 'CustomerCommission', sql`t."customerId" = ${customerId}`, { lock: true }) };
  },
  decide: ({ people, known }, { customerId, shares: given }, ctx) => {
    demandShares(given);
    return {
      rows: placed('CustomerCommission', known, given.map(({ salesPersonId, share }, index) => ({ companyId: ctx.company.id, customerId, no: index + 1, salesPersonId, share })), ctx.newId),
      events: [{ kind: 'customerCommissionSet', subjectType: 'Customer', subjectId: customerId, data: { shares: told(people, given) } }], result: { customer: customerId },
    };
  },
});

export const setOrderCommission = action({
  name: 'setOrderCommission', permission, describe: 'Says who is paid for a placed order, and in which parts, as long as nothing was earned on it. The first one\'s plan of the order\'s day holds for all.',
  input: { orderId: id('Order'), shares: { ...list(object('OrderCommissionShareInput', { salesPersonId: id('SalesPerson'), share: fraction() }), { min: 1, max: 20 }) }, reason: text({ max: 1000, lines: true }) },
  refusals: [CommissionAccrued, CommissionTermsMissing], payload: { order: 'record:Order' },
  load: async (tx, { orderId, shares: given }) => {
    await tx.rows(commissionLock);
    const order = await readRow(tx, 'Order', orderId);
    const [placedOrder] = await loadPlaced(tx, sql`o.id = ${orderId}`);
    return {
      order, placedOrder, people: await peopleOf(tx, given), offers: (await loadTerms(tx)).offers, known: await selectRows(tx, 'OrderCommission', sql`t."orderId" = ${orderId}`),
      accruals: await selectRows(tx, 'CommissionAccrual', sql`t."orderId" = ${orderId}`),
    };
  },
  decide: ({ order, placedOrder, people, offers, known, accruals }, { shares: given, reason }, ctx) => {
    const number = order.number ?? '';
    if (!placedOrder) throw fieldRefused(['orderId'], 'id_unknown', { type: 'Order' });
    if (accruals.length > 0) throw CommissionAccrued({ number });
    demandShares(given);
    const terms = termsFor(offers, given[0]?.salesPersonId ?? '', placedOrder.placedOn);
    if (!terms) throw CommissionTermsMissing({ name: people[0]?.name ?? '', day: placedOrder.placedOn });
    return {
      rows: placed('OrderCommission', known, given.map(({ salesPersonId, share }, index) => ({ companyId: ctx.company.id, orderId: order.id, no: index + 1, termsId: terms.id, salesPersonId, share })), ctx.newId),
      events: [{ kind: 'orderCommissionSet', subjectType: 'Order', subjectId: order.id, reason, data: { number, shares: told(people, given) } }], result: { order: order.id },
    };
  },
});
