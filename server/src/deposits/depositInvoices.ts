// The invoice of a payment on account (VAT Directive, articles 65 and 220): one for each receipt whose tax is due at once.
import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import { action } from '../shared/action.ts';
import { id } from '../shared/input.ts';
import { minor, plus, printMoney, zero, type Minor } from '../shared/money.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import { insert, update } from '../shared/write.ts';

interface Received extends Record<string, unknown> { id: string; allocatedOn: Day; taxCodeId: string; net: string; tax: string }

/** Not offered: makes the deposit invoices that are missing, and cancels those whose money was taken back. */
export const settleDepositInvoices = action({
  name: 'settleDepositInvoices', permission: 'payments.post', describe: 'Makes the deposit invoices of a deposit whose tax is due on receipt.', input: { depositId: id('DepositRequest') }, refusals: [], payload: {},
  load: async (tx, { depositId }, ctx) => {
    const deposit = await readRow(tx, 'DepositRequest', depositId);
    // Its item is the lock: two servers make one invoice of a receipt.
    const [item] = await selectRows(tx, 'OpenItem', sql`t.id = ${deposit.openItemId}`, { lock: true });
    if (!item?.taxes) return null;
    const standing = sql`a."debitItemId" = ${item.id} AND a."reversesAllocationId" IS NULL AND NOT EXISTS (SELECT FROM "Allocation" r WHERE r."reversesAllocationId" = a.id)`;
    const received = await tx.rows<Received>(sql`SELECT a.id, a."allocatedOn"::text AS "allocatedOn", l."taxCodeId", (-sum(l."amountMinor") FILTER (WHERE c.code = '2115'))::text AS net, coalesce(-sum(l."amountMinor") FILTER (WHERE c.code = '2200'), 0)::text AS tax
      FROM "Allocation" a JOIN "OpenItem" o ON o.id = a."creditItemId" AND o.kind <> 'DEPOSIT' JOIN "JournalLine" l ON l."entryId" = a."entryId" AND l."taxCodeId" IS NOT NULL JOIN "Account" c ON c.id = l."accountId"
      WHERE ${standing} AND NOT EXISTS (SELECT FROM "DepositInvoice" d WHERE d."allocationId" = a.id) GROUP BY a.id, l."taxCodeId" ORDER BY a."allocatedOn", a.id, l."taxCodeId"`);
    const gone = await selectRows(tx, 'DepositInvoice', sql`t."depositRequestId" = ${depositId} AND t."cancelledOn" IS NULL AND EXISTS (SELECT FROM "Allocation" r WHERE r."reversesAllocationId" = t."allocationId")`);
    const numbers = new Map<string, string>();
    for (const { id: allocationId, allocatedOn } of received) if (!numbers.has(allocationId)) numbers.set(allocationId, await takeNumber(tx, ctx, 'DPI', allocatedOn));
    return { deposit, item, received, numbers, gone };
  },
  decide: (facts, _input, ctx) => {
    if (!facts) return { rows: [], events: [], result: {} };
    const { deposit, item, received, numbers, gone } = facts;
    const sum = (rows: Received[], of: 'net' | 'tax'): Minor => plus(zero, ...rows.map((row) => minor(BigInt(row[of]))));
    const made = [...Map.groupBy(received, (row) => row.id)].map(([allocationId, rows]) => {
      const [depositInvoice, number, net, tax] = [ctx.newId(), numbers.get(allocationId) ?? '', sum(rows, 'net'), sum(rows, 'tax')];
      return {
        row: insert('DepositInvoice', {
          id: depositInvoice, companyId: ctx.company.id, number, depositRequestId: deposit.id, allocationId, customerId: item.customerId ?? deposit.customerId, issuedOn: rows[0]?.allocatedOn ?? ctx.today,
          currencyCode: deposit.currencyCode, netMinor: net, taxMinor: tax, totalMinor: plus(net, tax), taxes: rows.map((row) => ({ taxCodeId: row.taxCodeId, net: row.net, tax: row.tax })), cancelledOn: null,
        }),
        event: { kind: 'depositInvoiceIssued', subjectType: 'DepositRequest', subjectId: deposit.id, data: { number, amount: printMoney(plus(net, tax), deposit.currencyCode) } },
      };
    });
    return {
      rows: [...made.map(({ row }) => row), ...gone.map((each) => update('DepositInvoice', each.id, { cancelledOn: ctx.today }))],
      events: [...made.map(({ event }) => event), ...gone.map((each) => ({ kind: 'depositInvoiceCancelled', subjectType: 'DepositRequest', subjectId: deposit.id, data: { number: each.number } }))],
      result: {},
    };
  },
});
