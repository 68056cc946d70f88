// What an account's statement and its ledger say up to a day, and what explains the difference. One statement gives all of it.
import sql, { type Sql } from 'sql-template-tag';
import { minor, minus, plus, type Minor } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';
import { heldSql } from '../payments/heldMoney.ts';

/** An entry or a line of which something stands on one side only, signed as it counts on the account. */
export interface Outstanding { side: 'LEDGER' | 'STATEMENT'; id: string; on: Day; label: string; amount: Minor }
export interface Standing {
  /** The first statement's day; without statements there is nothing to reconcile. */
  from: Day | null;
  /** Of all amounts but the worth. */
  currencyCode: string | null;
  statement: Minor; ledger: Minor; /** The ledger's balance in company money. */ worth: Minor; opening: Minor; gap: Minor; outstanding: Outstanding[];
}
export interface StandingRow { kind: 'SUM' | 'LEDGER' | 'STATEMENT'; id: string | null; on: Day | null; label: string; amount: string; ledger: string; worth: string; opening: string; chain: string; from: Day | null; currency: string | null }

/**
 * Rows of an account up to a day, in its currency: one of sums, then what stands on one side only. Entries before the first statement count as
 * its opening balance, unless a line after it is booked in them.
 */
export const standingSql = (collectionAccountId: string, endsOn: Day): Sql => sql`
  WITH account AS (SELECT c.id, c."accountId", c."companyId", c."currencyCode" FROM "CollectionAccount" c WHERE c.id = ${collectionAccountId}::uuid),
  first AS (SELECT s."fromOn", s."openingMinor" FROM "BankStatement" s, account a WHERE s."collectionAccountId" = a.id AND NOT s."isInterim" ORDER BY s."fromOn", s."importedAt", s."noInFile" LIMIT 1),
  last AS (SELECT s."toOn", s."closingMinor" FROM "BankStatement" s, account a WHERE s."collectionAccountId" = a.id AND NOT s."isInterim" AND s."toOn" <= ${endsOn}::date ORDER BY s."toOn" DESC, s."importedAt" DESC, s."noInFile" DESC LIMIT 1),
  lines AS (SELECT l.id, l."bookedOn", l."amountMinor", coalesce(nullif(concat_ws(' · ', l."payerName", l.text), ''), l."bankReference", '') AS label FROM "BankLine" l, account a WHERE l."collectionAccountId" = a.id),
  entries AS (SELECT j."entryId" AS id, min(j."effectiveOn") AS "on", sum(${heldSql('j', 'a')}) AS amount, sum(j."companyMinor") AS worth FROM "JournalLine" j, account a WHERE j."accountId" = a."accountId" AND j."effectiveOn" <= ${endsOn}::date GROUP BY j."entryId"),
  booked AS (SELECT b."lineId", b."entryId", b."amountMinor" AS amount, l."bookedOn" AS "lineOn" FROM "LineBooking" b JOIN lines l ON l.id = b."lineId" WHERE b."undoneAt" IS NULL),
  of_entry AS (SELECT e.id, e."on", e.amount, coalesce(sum(b.amount) FILTER (WHERE b."lineOn" <= ${endsOn}::date), 0) AS there, count(b."lineId") AS links FROM entries e LEFT JOIN booked b ON b."entryId" = e.id GROUP BY e.id, e."on", e.amount),
  of_line AS (SELECT l.id, l."bookedOn" AS "on", l."amountMinor" AS amount, l.label, coalesce(sum(b.amount) FILTER (WHERE e.id IS NOT NULL), 0) AS there
    FROM lines l LEFT JOIN booked b ON b."lineId" = l.id LEFT JOIN entries e ON e.id = b."entryId" WHERE l."bookedOn" <= ${endsOn}::date GROUP BY l.id, l."bookedOn", l."amountMinor", l.label),
  early AS (SELECT coalesce(sum(o.amount) FILTER (WHERE o.links > 0), 0) AS linked, coalesce(sum(o.amount), 0) AS amount FROM of_entry o, first f WHERE o."on" < f."fromOn")
  SELECT 'SUM' AS kind, NULL::uuid AS id, NULL::date AS "on", '' AS label,
    coalesce((SELECT t."closingMinor" + coalesce((SELECT sum(amount) FROM of_line WHERE "on" > t."toOn"), 0) FROM last t), (SELECT f."openingMinor" + coalesce((SELECT sum(amount) FROM of_line), 0) FROM first f), 0)::text AS amount,
    coalesce((SELECT sum(amount) FROM entries), 0)::text AS ledger, coalesce((SELECT sum(worth) FROM entries), 0)::text AS worth, coalesce((SELECT f."openingMinor" - (e.amount - e.linked) FROM first f, early e), 0)::text AS opening,
    coalesce((SELECT f."openingMinor" + coalesce((SELECT sum(amount) FROM of_line), 0) FROM first f), 0)::text AS chain, (SELECT "fromOn" FROM first) AS "from", (SELECT "currencyCode" FROM account) AS currency
  UNION ALL SELECT 'LEDGER', o.id, o."on", coalesce(e.memo, ''), (o.amount - o.there)::text, '0', '0', '0', '0', NULL, NULL FROM of_entry o JOIN "JournalEntry" e ON e.id = o.id
    WHERE o.amount <> o.there AND (o.links > 0 OR o."on" >= (SELECT "fromOn" FROM first))
      -- An entry and its reverse cancel, where neither is on a statement.
      AND NOT (o.links = 0 AND EXISTS (SELECT FROM "JournalEntry" r JOIN of_entry x ON x.id = r.id WHERE (r."reversesEntryId" = o.id OR r.id = e."reversesEntryId") AND x.links = 0 AND x."on" >= (SELECT "fromOn" FROM first)))
  UNION ALL SELECT 'STATEMENT', l.id, l."on", l.label, (l.amount - l.there)::text, '0', '0', '0', '0', NULL, NULL FROM of_line l WHERE l.amount <> l.there
  ORDER BY kind DESC, "on", id`;

/** The report of those rows. */
export function standingOf(rows: readonly StandingRow[]): Standing {
  const sums = rows.find(({ kind }) => kind === 'SUM');
  const money = (text: string | undefined): Minor => minor(BigInt(text ?? '0'));
  const [chain, statement] = [money(sums?.chain), money(sums?.amount)];
  const outstanding = rows.flatMap((row): Outstanding[] => (row.kind === 'SUM' || row.id === null || row.on === null ? [] : [{ side: row.kind, id: row.id, on: row.on, label: row.label, amount: money(row.amount) }]));
  return { from: sums?.from ?? null, currencyCode: sums?.currency ?? null, statement, ledger: money(sums?.ledger), worth: money(sums?.worth), opening: money(sums?.opening), gap: minus(statement, chain), outstanding };
}

const sumOf = (standing: Standing, side: Outstanding['side']): Minor => plus(minor(0), ...standing.outstanding.filter((each) => each.side === side).map(({ amount }) => amount));
export const ledgerOnly = (standing: Standing): Minor => sumOf(standing, 'LEDGER');
export const statementOnly = (standing: Standing): Minor => sumOf(standing, 'STATEMENT');
/** What nothing explains; only a statement that is missing can leave something. */
export const differenceOf = (standing: Standing): Minor => minus(standing.statement, plus(minus(standing.ledger, ledgerOnly(standing)), statementOnly(standing), standing.opening));
