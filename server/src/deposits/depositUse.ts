// Which receipts of a deposit, each with its deposit invoice, went to which invoice.
import sql, { type Sql } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { id } from '../shared/input.ts';
import { minor, minus, plus, zero, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import type { Viewer } from '../shared/viewer.ts';
import { sharesOf, usageOf, type Lot } from './usage.ts';

/** An allocation to or from a deposit; amounts as text. */
export interface UseRow extends Record<string, unknown> {
  id: string; from: string; to: string; amount: string; reverses: string | null; on: Day; code: string; fromDeposit: boolean; toDeposit: boolean; fromNumber: string; toNumber: string;
  /** Base and tax that it moved. */ net: string; tax: string;
  /** The invoice that took it. */ invoice: string | null;
  /** Of a receipt: its deposit invoice. */ depositInvoice: string | null; invoiceNumber: string | null; invoicedNet: string | null; invoicedTax: string | null; issuedOn: Day | null;
}

/** All allocations of deposits (SQL: ids of their open items) and of those that money was moved to or from, in the order of posting. */
export const useSql = (items: Sql): Sql => sql`WITH RECURSIVE linked(id) AS (${items} UNION
    SELECT o.id FROM linked l JOIN "Allocation" a ON l.id IN (a."creditItemId", a."debitItemId") JOIN "OpenItem" o ON o.id IN (a."creditItemId", a."debitItemId") AND o.kind = 'DEPOSIT')
  SELECT a.id, a."creditItemId" AS "from", a."debitItemId" AS "to", abs(a."amountMinor")::text AS amount, a."reversesAllocationId" AS reverses, a."allocatedOn" AS "on", a."currencyCode" AS code,
    c.kind = 'DEPOSIT' AS "fromDeposit", d.kind = 'DEPOSIT' AS "toDeposit", c.number AS "fromNumber", d.number AS "toNumber", CASE WHEN d.kind = 'INVOICE' THEN d."sourceId" END AS invoice,
    p.net::text AS net, p.tax::text AS tax, v.id AS "depositInvoice", v.number AS "invoiceNumber", v."netMinor"::text AS "invoicedNet", v."taxMinor"::text AS "invoicedTax", v."issuedOn"
  FROM "Allocation" a JOIN "OpenItem" c ON c.id = a."creditItemId" JOIN "OpenItem" d ON d.id = a."debitItemId" JOIN "JournalEntry" e ON e.id = a."entryId" LEFT JOIN "DepositInvoice" v ON v."allocationId" = a.id
    CROSS JOIN LATERAL (SELECT coalesce(sum(l."amountMinor") FILTER (WHERE k.code = '2115'), 0) AS net, coalesce(sum(l."amountMinor") FILTER (WHERE k.code = '2200'), 0) AS tax
      FROM "JournalLine" l JOIN "Account" k ON k.id = l."accountId" WHERE l."entryId" = a."entryId" AND l."taxCodeId" IS NOT NULL) p
  WHERE a."creditItemId" IN (SELECT id FROM linked) OR a."debitItemId" IN (SELECT id FROM linked) ORDER BY e.sequence`;

/** A part of a receipt that an allocation took: `receipt` is its row. */
export interface Used { receipt: UseRow; by: UseRow; amount: Minor; net: Minor; tax: Minor }
const read = (text: string | null): Minor => minor(BigInt(text ?? '0'));

/** What stands of what each allocation took from which receipt, and what is held of each deposit. */
export function usesOf(rows: readonly UseRow[]): { uses: Used[]; held: ReadonlyMap<string, readonly Lot[]> } {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const deposits = new Set(rows.flatMap((row) => [...(row.fromDeposit ? [row.from] : []), ...(row.toDeposit ? [row.to] : [])]));
  const { taken, held } = usageOf(rows.map((row) => ({ id: row.id, from: row.from, to: row.to, amount: read(row.amount), reverses: row.reverses })), deposits);
  const uses = [...taken].flatMap(([allocation, lots]): Used[] => {
    const by = byId.get(allocation);
    if (!by) return [];
    const parts = lots.flatMap(({ receipt: from, amount }) => { const receipt = byId.get(from); return receipt ? [{ receipt, amount, whole: read(receipt.amount) }] : []; });
    const [net, tax] = ([['net', 'invoicedNet'], ['tax', 'invoicedTax']] as const).map(([posted, of]) => sharesOf(read(by[posted]), parts.map((part) => ({ ...part, of: read(part.receipt[of]) }))));
    return parts.map(({ receipt, amount }, index) => ({ receipt, by, amount, net: net?.[index] ?? zero, tax: tax?.[index] ?? zero }));
  });
  return { uses, held };
}

const own = ownCustomers('customerId');
const itemOf = (depositId: string, viewer: Viewer): Sql => sql`SELECT d."openItemId" FROM "DepositRequest" d WHERE d.id = ${depositId} AND ${own('d', viewer) ?? sql`TRUE`}`;

export const depositUse = report({
  args: { depositId: id('DepositRequest') },
  statement: ({ depositId }, { viewer }) => sql`SELECT u.*, u."to" = x.id AS "isIn", u."from" = x.id AS "isOut", x.id AS item FROM (${useSql(itemOf(depositId, viewer))}) u CROSS JOIN (SELECT i.id FROM "OpenItem" i WHERE i.id = (${itemOf(depositId, viewer)})) x`,
  make: (rows: (UseRow & { isIn: boolean; isOut: boolean; item: string })[]) => {
    const { uses, held } = usesOf(rows);
    const item = rows[0]?.item ?? '';
    const here = held.get(item) ?? [];
    const went = uses.filter(({ by }) => by.from === item);
    const said = (amount: Minor, { code }: UseRow) => ({ minor: amount, currencyCode: code });
    const nameOf = (receipt: UseRow): string => receipt.invoiceNumber ?? receipt.fromNumber;
    // Money that came to another deposit first may have been moved here.
    const receipts = rows.filter((row) => !row.fromDeposit && row.reverses === null && (here.some(({ receipt }) => receipt === row.id) || went.some(({ receipt }) => receipt.id === row.id)));
    return {
      receipts: receipts.map((receipt) => {
        const left = plus(zero, ...here.filter((lot) => lot.receipt === receipt.id).map(({ amount }) => amount));
        const used = plus(zero, ...went.filter((each) => each.receipt.id === receipt.id).map(({ amount }) => amount));
        return { depositInvoice: receipt.depositInvoice, number: nameOf(receipt), on: receipt.on, amount: said(read(receipt.amount), receipt), used: said(used, receipt), left: said(left, receipt), moved: said(minus(read(receipt.amount), plus(used, left)), receipt) };
      }),
      uses: went.map(({ receipt, by, amount, net, tax }) => ({ depositInvoice: receipt.depositInvoice, receipt: nameOf(receipt), invoice: by.invoice, number: by.toNumber, on: by.on, amount: said(amount, by), net: said(net, by), tax: said(tax, by) })),
    };
  },
});
