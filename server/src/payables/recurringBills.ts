import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { paperMoney } from '../currencies/paperMoney.ts';
import { demandTraded, loadRates } from '../currencies/rates.ts';
import { CurrencyDiffers, rateRefusals } from '../currencies/refusals.ts';
import { demandSpoken, spokenCurrency } from '../currencies/spoken.ts';
import { poolsOf } from '../inventory/pools.ts';
import { action } from '../shared/action.ts';
import { boolean, choice, day, id, integer, list, money, moneyOrZero, object, optional, text } from '../shared/input.ts';
import { zero } from '../shared/money.ts';
import { changesOf, demandVersion, lockRow, readRow, selectRows } from '../shared/rows.ts';
import { insert, remove, update } from '../shared/write.ts';
import { loadBillLimits } from './billApproval.ts';
import { decideBill } from './billRows.ts';
import { nextTurn } from './recurrence.ts';
import { BillEmpty, BillKnown, ControlAccountBilled, RecurringBillNotDue } from './refusals.ts';
import { expenseDrafts } from './rules.ts';

const lines = list(object('RecurringBillLineInput', { accountId: id('Account'), description: text({ max: 300 }), net: money() }), { min: 1, max: 50 });
const head = {
  name: text({ max: 100 }), every: choice('Recurrence'), startsOn: day(), endsOn: { ...optional(day()), describe: 'The last day that it may fall on.' }, tax: optional(moneyOrZero()),
};
const accountsOf = (given: readonly { accountId: string }[]) => sql`t.id = ANY(${given.map((each) => each.accountId)}::uuid[])`;
type Given = { accountId: string; description: string; net: bigint };
const lineRows = (recurringBillId: string, given: readonly Given[], currencyCode: string, newId: () => string) => given.map((line, index) => insert('RecurringBillLine', {
  id: newId(), recurringBillId, no: index + 1, accountId: line.accountId, description: line.description, netMinor: line.net as typeof zero, currencyCode,
}));

export const createRecurringBill = action({
  name: 'createRecurringBill', permission: 'payables.post',
  describe: 'A bill that comes again and again, such as rent, in any currency: it is recorded by itself on its day, and somebody approves it before it is paid.',
  input: { supplierId: id('Supplier'), currencyCode: spokenCurrency, ...head, lines }, refusals: [ControlAccountBilled], payload: { recurringBill: 'record:RecurringBill' },
  load: async (tx, { supplierId, lines: given }, ctx) => ({ supplier: await readRow(tx, 'Supplier', supplierId), accounts: await selectRows(tx, 'Account', accountsOf(given)), rates: await loadRates(tx, ctx, [ctx.today]) }),
  decide: ({ supplier, accounts, rates }, { name, every, startsOn, endsOn, tax, lines: given, currencyCode: told }, ctx) => {
    const recurringBill = ctx.newId();
    const { id: companyId } = ctx.company;
    const currencyCode = told ?? ctx.company.currencyCode;
    demandTraded(currencyCode, rates, ctx, ['currencyCode']);
    expenseDrafts(given, accounts, currencyCode, 'lines');
    return {
      rows: [
        insert('RecurringBill', {
          id: recurringBill, companyId, supplierId: supplier.id, name, every, startsOn, endsOn: endsOn ?? null, nextOn: nextTurn({ startsOn, endsOn: endsOn ?? null, every }, 0),
          taxMinor: tax ?? zero, currencyCode,
        }),
        ...lineRows(recurringBill, given, currencyCode, ctx.newId),
      ],
      events: [{ kind: 'recurringBillCreated', subjectType: 'RecurringBill', subjectId: recurringBill, data: { name } }],
      result: { recurringBill },
    };
  },
});

export const updateRecurringBill = action({
  name: 'updateRecurringBill', describe: 'Changes what is recorded from its next day on; what was recorded stays. Lines, when given, replace all.', permission: 'payables.post',
  input: {
    recurringBillId: id('RecurringBill'), version: integer(), currencyCode: spokenCurrency, name: optional(head.name), endsOn: head.endsOn, tax: head.tax, isActive: optional(boolean()), lines: optional(lines),
  },
  refusals: [ControlAccountBilled, CurrencyDiffers], payload: { recurringBill: 'record:RecurringBill' },
  load: async (tx, { recurringBillId, lines: given }) => ({
    row: await lockRow(tx, 'RecurringBill', recurringBillId), before: await selectRows(tx, 'RecurringBillLine', sql`t."recurringBillId" = ${recurringBillId}`),
    accounts: await selectRows(tx, 'Account', accountsOf(given ?? [])),
  }),
  decide: ({ row, before, accounts }, { version, name, endsOn, tax, isActive, lines: given, currencyCode: told }, ctx) => {
    const { currencyCode } = row;
    if (tax || given) demandSpoken(told, currencyCode, ctx);
    if (given) expenseDrafts(given, accounts, currencyCode, 'lines');
    const end = endsOn === undefined ? row.endsOn : endsOn;
    const after = {
      name: name ?? row.name, endsOn: end, taxMinor: tax ?? row.taxMinor, isActive: isActive ?? row.isActive, nextOn: nextTurn({ ...row, endsOn: end }, row.turns),
    };
    demandVersion('RecurringBill', row, version, after, currencyCode);
    return {
      rows: [
        update('RecurringBill', row.id, { ...after, version: row.version + 1 }),
        ...(given ? [...before.map((each) => remove('RecurringBillLine', each.id)), ...lineRows(row.id, given, currencyCode, ctx.newId)] : []),
      ],
      events: [{ kind: 'recurringBillUpdated', subjectType: 'RecurringBill', subjectId: row.id, changes: changesOf('RecurringBill', row, after, currencyCode) }],
      result: { recurringBill: row.id },
    };
  },
});

export const recordRecurringBill = action({
  name: 'recordRecurringBill', permission: 'payables.post',
  describe: 'Records the next bill of a recurring one that is due, at the rate of its day; done by itself each day. A turn is recorded once, whoever asks.',
  input: { recurringBillId: id('RecurringBill') },
  refusals: [...postingRefusals, ...rateRefusals, BillEmpty, BillKnown, ControlAccountBilled, RecurringBillNotDue], payload: { bill: 'record:Bill', recurringBill: 'record:RecurringBill' },
  load: async (tx, { recurringBillId }, ctx) => {
    const [known] = await selectRows(tx, 'RecurringBill', sql`t.id = ${recurringBillId}`);
    if (known?.nextOn && known.nextOn <= ctx.today) await holdPeriod(tx, ctx, known.nextOn);
    const row = await lockRow(tx, 'RecurringBill', recurringBillId);
    if (!row.isActive || row.nextOn === null || row.nextOn > ctx.today || row.nextOn !== known?.nextOn) throw RecurringBillNotDue({ name: row.name });
    const own = await selectRows(tx, 'RecurringBillLine', sql`t."recurringBillId" = ${row.id}`, { orderBy: sql`t.no` });
    const money = paperMoney(row, row.nextOn, await loadRates(tx, ctx, [row.nextOn]), ctx);
    return {
      row, own, money, billedOn: row.nextOn, supplier: await readRow(tx, 'Supplier', row.supplierId), accounts: await loadAccounts(tx, ctx), limits: await loadBillLimits(tx),
      expenseAccounts: await selectRows(tx, 'Account', accountsOf(own)), number: await takeNumber(tx, ctx, 'BIL', row.nextOn),
    };
  },
  decide: ({ row, own, billedOn, ...facts }, _input, ctx) => {
    const { rows, events, result } = decideBill({ ...facts, received: [], known: undefined, pools: poolsOf([]), tolerances: [], taxCodes: [], landed: [] }, {
      supplierReference: `${row.name} ${billedOn}`, billedOn, tax: row.taxMinor, recurring: { recurringBillId: row.id, recurredOn: billedOn, reason: row.name },
      expenseLines: own.map(({ accountId, description, netMinor }) => ({ accountId, description, net: netMinor })),
    }, ctx);
    const turns = row.turns + 1;
    return {
      rows: [...rows, update('RecurringBill', row.id, { turns, nextOn: nextTurn(row, turns), version: row.version + 1 })],
      events: [...events, { kind: 'recurringBillRecorded', subjectType: 'RecurringBill', subjectId: row.id, data: { day: billedOn } }],
      result: { ...result, recurringBill: row.id },
    };
  },
});
