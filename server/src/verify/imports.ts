import type { Check } from '../verify.ts';

const counts: readonly [column: string, status: string][] = [
  ['wouldCreate', 'WOULD_CREATE'], ['wouldChange', 'WOULD_CHANGE'], ['unchanged', 'UNCHANGED'], ['failed', 'FAILED'], ['created', 'CREATED'], ['changed', 'CHANGED'], ['skipped', 'SKIPPED'], ['setAside', 'SET_ASIDE'],
];
const kept = counts.map(([column]) => `i."${column}"`).join(', ');
const told = counts.map(([, status]) => `count(l.id) FILTER (WHERE l.status = '${status}')`).join(', ');

export const importChecks: readonly Check[] = [
  {
    check: 'an import\'s counts are those of its rows',
    sql: `SELECT i.id, i."fileName" FROM "Import" i LEFT JOIN "ImportLine" l ON l."importId" = i.id
      WHERE i."isStaged" AND EXISTS (SELECT FROM "ImportChunk" c WHERE c."importId" = i.id) GROUP BY i.id HAVING (${kept}, i."rowsTotal") IS DISTINCT FROM (${told}, count(l.id))`,
  },
  {
    check: 'a row that was carried out names a record that an event speaks of',
    sql: `SELECT l.id, l.line FROM "ImportLine" l WHERE l.status = 'CREATED' AND l."subjectType" IN ('Product', 'Customer', 'Supplier', 'Category', 'Invoice', 'Bill', 'Warehouse')
      AND NOT EXISTS (SELECT FROM "Event" e WHERE e."subjectId" = l."subjectId")`,
  },
  {
    check: 'what was odd decided on rows that were set aside, and is among all that was',
    sql: `SELECT id, line FROM "ImportLine" WHERE (status = 'SET_ASIDE' AND oddity IS NULL) OR (oddity IS NOT NULL AND NOT oddity::text = ANY(oddities))`,
  },
  {
    check: 'past sales are worth their quantity at their price',
    sql: `SELECT id, reference FROM "SalesHistory" WHERE abs("netMinor" - quantity * "unitPrice" / hesabu_currency_unit("currencyCode")) > 0.5`,
  },
  {
    check: 'what was taken over as open stands against the opening balances alone',
    sql: `SELECT i.id, i.number FROM "Invoice" i JOIN "JournalEntry" e ON e."sourceId" = i.id JOIN "JournalLine" l ON l."entryId" = e.id JOIN "Account" a ON a.id = l."accountId"
      WHERE i."isOpening" AND e.kind = 'OPENING' GROUP BY i.id HAVING bool_or(a.code NOT IN ('1100', '2100', '3000'))
        OR abs(coalesce(sum(l."companyMinor") FILTER (WHERE a.code = '3000'), 0)) <> abs(coalesce(i."companyTotalMinor", i."totalMinor"))`,
  },
];
