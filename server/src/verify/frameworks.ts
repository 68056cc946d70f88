import type { Check } from '../verify.ts';

export const frameworkChecks: readonly Check[] = [
  {
    check: 'what was called off of a line of an agreement is what placed orders have of it and was not cancelled',
    sql: `SELECT w.id, f.number, w.called, coalesce(l.units, 0) AS units FROM "FrameworkLine" w JOIN "Framework" f ON f.id = w."frameworkId"
      LEFT JOIN (SELECT l."frameworkLineId" AS id, sum(l.quantity - l.cancelled) units FROM "OrderLine" l JOIN "Order" o ON o.id = l."orderId" WHERE l."frameworkLineId" IS NOT NULL AND o.status <> 'DRAFT' GROUP BY 1) l ON l.id = w.id
      WHERE w.called <> coalesce(l.units, 0)`,
  },
  {
    check: 'the value called off of an agreement is that of the lines of placed orders, less what was cancelled',
    sql: `SELECT f.id, f.number, f."calledMinor", coalesce(l.net, 0) AS net FROM "Framework" f
      LEFT JOIN (SELECT l."frameworkId" AS id, sum(round(l."netMinor" * (l.quantity - l.cancelled) / l.quantity)) net FROM "OrderLine" l JOIN "Order" o ON o.id = l."orderId" WHERE l."frameworkId" IS NOT NULL AND o.status <> 'DRAFT' GROUP BY 1) l ON l.id = f.id
      WHERE f."calledMinor" <> coalesce(l.net, 0)`,
  },
  {
    check: 'no more is called off than an agreement allows with its tolerance',
    sql: `SELECT f.id, f.number FROM "Framework" f WHERE f."calledMinor" > round(f."maximumMinor" * (1 + f."toleranceRate"))
      UNION ALL SELECT w.id, f.number FROM "FrameworkLine" w JOIN "Framework" f ON f.id = w."frameworkId" WHERE w.called > round(w.maximum * (1 + f."toleranceRate"), 6)`,
  },
  {
    check: 'a line that is called off has the customer, product, currency and agreement of the line that it names',
    sql: `SELECT l.id, o.number FROM "OrderLine" l JOIN "Order" o ON o.id = l."orderId" JOIN "FrameworkLine" w ON w.id = l."frameworkLineId" JOIN "Framework" f ON f.id = w."frameworkId"
      WHERE f.id IS DISTINCT FROM l."frameworkId" OR w."productId" <> l."productId" OR f."currencyCode" <> l."currencyCode" OR (o.status <> 'DRAFT' AND f."customerId" <> o."customerId")`,
  },
  {
    check: 'an agreement in another currency knows what that is worth, and one in company money needs not',
    sql: `SELECT f.id, f.number, f."currencyCode" FROM "Framework" f JOIN "Company" c ON c.id = f."companyId" WHERE (f."exchangeRate" IS NULL) <> (f."currencyCode" = c."currencyCode")`,
  },
  {
    check: 'a product stands once in an agreement, with at least one price, and what is in force or was has lines',
    sql: `SELECT w.id, f.number FROM "FrameworkLine" w JOIN "Framework" f ON f.id = w."frameworkId" WHERE NOT EXISTS (SELECT FROM "FrameworkPrice" p WHERE p."frameworkLineId" = w.id)
        OR EXISTS (SELECT FROM "FrameworkLine" x WHERE x."frameworkId" = w."frameworkId" AND x."productId" = w."productId" AND x.id <> w.id)
      UNION ALL SELECT f.id, f.number FROM "Framework" f WHERE f.status <> 'DRAFT' AND NOT EXISTS (SELECT FROM "FrameworkLine" l WHERE l."frameworkId" = f.id)`,
  },
];
