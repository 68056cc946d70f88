// Money that came after all for what was written off, in parts, and taking that back.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows, openItemRow } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { undoItemEntry } from '../charges/itemEntry.ts';
import { demandRefundable } from '../charges/refundRules.ts';
import { loadCharged } from '../charges/loadCharge.ts';
import { DebtWrittenOff, NotACredit, RefundExceedsCredit } from '../charges/refusals.ts';
import { moveCredit } from '../customers/credit.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import type { OpenItemRow, RecoveryRow } from '../generated/rows.ts';
import { lockSettled } from '../payments/loadAllocations.ts';
import { loadCash } from '../payments/loadCash.ts';
import { holdPeriods, lockItems } from '../payments/loadItems.ts';
import { paymentRows } from '../payments/paymentRows.ts';
import { applyRows, unapplyRows } from '../payments/rules.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { choice, day, id, list, money, object, optional, text } from '../shared/input.ts';
import { minor, plus, printMoney, zero } from '../shared/money.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';
import { RecoveryExceeds, RecoveryReversed } from './refusals.ts';
import { gainLines, spread, taxOf, type Recoverable, type Taken } from './writeOffRules.ts';

/** The customer's write-offs of which something is still to come back, the oldest first, locked. */
async function loadRecoverable(tx: Tx, customerId: string, currencyCode: string): Promise<Recoverable[]> {
  const writeOffs = await selectRows(tx, 'WriteOff', sql`t."customerId" = ${customerId} AND t.status = 'POSTED' AND t."currencyCode" = ${currencyCode}`, { lock: true, orderBy: sql`t."writtenOffOn", t.number` });
  const ids = writeOffs.map((each) => each.id);
  const parts = await tx.rows<{ id: string; amount: string; tax: string }>(sql`SELECT p."writeOffId" AS id, sum(p."amountMinor")::text AS amount, sum(p."taxMinor")::text AS tax FROM "RecoveryPart" p
    JOIN "Recovery" r ON r.id = p."recoveryId" AND r.status = 'POSTED' WHERE p."writeOffId" = ANY(${ids}::uuid[]) GROUP BY 1`);
  const lines = await tx.rows<{ sourceId: string; entryId: string }>(sql`SELECT e."sourceId", e.id AS "entryId" FROM "JournalEntry" e WHERE e.kind = 'WRITE_OFF' AND e."sourceId" = ANY(${ids}::uuid[])`);
  const posted = await selectRows(tx, 'JournalLine', sql`t."entryId" = ANY(${lines.map((each) => each.entryId)}::uuid[])`, { orderBy: sql`t."entryId", t.no` });
  return writeOffs.map((writeOff) => {
    const part = parts.find((each) => each.id === writeOff.id);
    const entry = lines.find((each) => each.sourceId === writeOff.id)?.entryId;
    return { writeOff, recovered: minor(BigInt(part?.amount ?? 0)), recoveredTax: minor(BigInt(part?.tax ?? 0)), lines: posted.filter((line) => line.entryId === entry) };
  });
}

export const recordRecovery = action({
  name: 'recordRecovery', permission: 'badDebts.recover',
  describe: 'Records that something of what was written off came after all: as money now, or from a credit that is open. It is laid on the write-offs named, or the oldest first.',
  input: {
    customerId: id('Customer'), amount: money(), recoveredOn: { ...optional(day()), describe: 'Today when left out.' }, parts: optional(list(object('RecoveryPartInput', { writeOffId: id('WriteOff'), amount: money() }), { min: 1, max: 100 })),
    creditItemId: { ...optional(id('OpenItem')), describe: 'Money of the customer that is on account already.' }, method: optional(choice('PaymentMethod')), accountId: optional(id('Account')), reference: optional(text({ max: 200 })), note: optional(text({ max: 1000, lines: true })),
  },
  refusals: [...postingRefusals, RecoveryExceeds, NotACredit, RefundExceedsCredit], payload: { recovery: 'record:Recovery', payment: 'record:Payment' },
  load: async (tx, { customerId, recoveredOn, creditItemId, method, accountId }, ctx) => {
    const on = recoveredOn ?? ctx.today;
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, on);
    const { customer } = await loadCharged(tx, customerId, ctx);
    const known = await loadRecoverable(tx, customerId, ctx.company.currencyCode);
    const found = creditItemId ? await selectRows(tx, 'OpenItem', sql`t.id = ${creditItemId}`) : [];
    await holdPeriods(tx, ctx, on, found);
    const [credit] = creditItemId ? await lockItems(tx, [creditItemId]) : [];
    if (creditItemId && !credit) throw NotFound({ type: 'OpenItem', id: creditItemId });
    const cash = await loadCash(tx, accounts, method ?? 'BANK', accountId);
    const account = await loadCredit(tx, customerId);
    return { on, accounts, customer, known, credit, cash, account, number: await takeNumber(tx, ctx, 'REC', on), payNumber: credit ? '' : await takeNumber(tx, ctx, 'PAY', on) };
  },
  decide: ({ on, accounts, customer, known, credit, cash, account, number, payNumber }, { amount, parts, method, reference, note }, ctx) => {
    const { id: companyId, currencyCode } = ctx.company;
    const wanted = parts ? parts.map(({ writeOffId, amount: part }, index) => {
      const of = known.find(({ writeOff }) => writeOff.id === writeOffId);
      if (!of) throw fieldRefused(['parts', String(index), 'writeOffId'], 'id_unknown', { type: 'WriteOff' });
      if (parts.findIndex((each) => each.writeOffId === writeOffId) !== index) throw fieldRefused(['parts', String(index), 'writeOffId'], 'twice');
      return { of, amount: part };
    }) : spread(amount, known);
    const left = plus(zero, ...known.map(({ writeOff, recovered }) => minor(writeOff.amountMinor - recovered)));
    const over = wanted.find(({ of, amount: part }) => part > of.writeOff.amountMinor - of.recovered);
    const sum = plus(zero, ...wanted.map((each) => each.amount));
    if (sum !== amount || over) throw RecoveryExceeds({ wanted: { minor: amount, currencyCode }, left: { minor: over ? minor(over.of.writeOff.amountMinor - over.of.recovered) : left, currencyCode } });
    const taken = wanted.map((each): Taken => ({ ...each, tax: taxOf(each.of, each.amount) }));
    const [recovery, openItemId] = [ctx.newId(), ctx.newId()];
    const made = openItemRow(accounts, { id: openItemId, account: '1100', kind: 'RECOVERY', customerId: customer.id, source: { type: 'Recovery', id: recovery }, number, amount, effectiveOn: on, dueOn: on }, ctx);
    const debit = { claimMinor: null, taxes: null, ...made.row, recordedAt: ctx.now } as unknown as OpenItemRow; // as it was just made
    const owed = [
      made,
      ...entryRows(accounts, {
        kind: 'RECOVERY', effectiveOn: on, source: { type: 'Recovery', id: recovery }, memo: number,
        lines: [{ account: '1100', amount, openItemId, customerId: customer.id }, ...taken.flatMap((each) => gainLines(each, customer.id, accounts))],
      }, ctx), moveCredit(account, 'receivable', amount),
    ];
    if (credit && credit.currencyCode !== currencyCode) throw NotACredit({ number: credit.number });
    if (credit) demandRefundable([{ item: credit, amount }], customer.id);
    const paid = credit ? { rows: applyRows(accounts, { credit, account, on, reason: number }, { debit, amount }, ctx), events: [], result: { payment: null } }
      : paymentRows(accounts, { direction: 'IN', number: payNumber, customerId: customer.id, supplierId: null, amount, paidOn: on, method: method ?? 'BANK', accountId: cash, reference: reference ?? null }, account, [{ debit, amount }], ctx);
    const data = { number, amount: printMoney(amount, currencyCode) };
    return {
      rows: [
        insert('Recovery', {
          id: recovery, companyId, number, customerId: customer.id, openItemId, recoveredOn: on, currencyCode, amountMinor: amount, taxMinor: plus(zero, ...taken.map(({ tax }) => tax)), note: note ?? null, paymentId: paid.result['payment'] === null ? null : String(paid.result['payment']),
          reversedOn: null, reversalReason: null, createdByName: ctx.viewer.name,
        }),
        ...taken.map(({ of, amount: part, tax }, index) => insert('RecoveryPart', { id: ctx.newId(), recoveryId: recovery, no: index + 1, writeOffId: of.writeOff.id, currencyCode, amountMinor: part, taxMinor: tax })),
        ...owed, ...paid.rows,
      ],
      events: [
        ...paid.events, { kind: 'debtRecovered', subjectType: 'Customer', subjectId: customer.id, reason: note ?? null, data },
        ...taken.map(({ of, amount: part }) => ({ kind: 'debtRecovered', subjectType: 'WriteOff', subjectId: of.writeOff.id, reason: note ?? null, data: { number, amount: printMoney(part, currencyCode) } })),
      ],
      result: { recovery, payment: paid.result['payment'] ?? null },
    };
  },
});

export function demandStandingRecovery({ number, reversedOn }: Pick<RecoveryRow, 'number' | 'reversedOn'>): void {
  if (reversedOn !== null) throw RecoveryReversed({ number, reversedOn });
}

export const reverseRecovery = action({
  name: 'reverseRecovery', permission: 'badDebts.recover', describe: 'Undoes a recovery, dated today: the money stays on account, and the write-off is as it was.',
  input: { recoveryId: id('Recovery'), reason: text({ max: 1000, lines: true }) }, refusals: [...postingRefusals, RecoveryReversed, DebtWrittenOff], payload: { recovery: 'record:Recovery' },
  load: async (tx, { recoveryId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, ctx.today);
    const recovery = await lockRow(tx, 'Recovery', recoveryId);
    await loadCharged(tx, recovery.customerId, ctx);
    const { items, allocations } = await lockSettled(tx, 'debitItemId', recovery.openItemId);
    const account = await loadCredit(tx, recovery.customerId);
    const [entry] = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${recoveryId} AND t.kind = 'RECOVERY'`);
    const item = items.get(recovery.openItemId);
    if (!entry || !item) throw new Error(`recovery ${recoveryId} lacks its entry`);
    const parts = await selectRows(tx, 'RecoveryPart', sql`t."recoveryId" = ${recoveryId}`);
    return { accounts, recovery, items, item, allocations, account, entry, parts, lines: await selectRows(tx, 'JournalLine', sql`t."entryId" = ${entry.id}`, { orderBy: sql`t.no` }) };
  },
  decide: ({ accounts, recovery, items, item, allocations, account, entry, parts, lines }, { reason }, ctx) => {
    demandStandingRecovery(recovery);
    if (plus(item.openMinor, ...allocations.map(({ allocation }) => allocation.amountMinor)) !== recovery.amountMinor) throw DebtWrittenOff({ number: recovery.number });
    const data = { number: recovery.number, amount: printMoney(recovery.amountMinor, recovery.currencyCode) };
    return {
      rows: [
        ...allocations.flatMap((facts) => unapplyRows(accounts, facts, items, account, reason, ctx)),
        ...undoItemEntry(accounts, { entry, lines, item, account, on: ctx.today, source: { type: 'Recovery', id: recovery.id } }, ctx),
        update('Recovery', recovery.id, { status: 'REVERSED', reversedOn: ctx.today, reversalReason: reason }),
      ],
      events: [{ kind: 'recoveryReversed', subjectType: 'Customer', subjectId: recovery.customerId, reason, data }, ...parts.map((part) => ({ kind: 'recoveryReversed', subjectType: 'WriteOff', subjectId: part.writeOffId, reason, data }))],
      result: { recovery: recovery.id },
    };
  },
});
