import type { Check } from '../verify.ts';

export const quotationChecks: readonly Check[] = [
  {
    check: 'the totals of a quotation are those of the lines that count',
    sql: `SELECT q.id, q.number, q."totalMinor", l.total FROM "Quotation" q LEFT JOIN LATERAL (SELECT coalesce(sum("grossMinor"), 0) gross, coalesce(sum("netMinor"), 0) net, coalesce(sum("taxMinor"), 0) tax,
        coalesce(sum("netMinor" + "taxMinor"), 0) total FROM "QuotationLine" WHERE "quotationId" = q.id AND "isChosen") l ON TRUE
      WHERE (q."grossMinor", q."netMinor", q."taxMinor", q."totalMinor", q."discountMinor") IS DISTINCT FROM (l.gross, l.net, l.tax, l.total, l.gross - l.net)`,
  },
  {
    check: 'of the versions of a quotation the last is the newest, all bear one number, and none but the newest is open or accepted',
    sql: `SELECT q.id, q.number, q.revision, q.status FROM "Quotation" q JOIN (SELECT "firstId", max(revision) last, max(number) number FROM "Quotation" GROUP BY 1) f ON f."firstId" = q."firstId"
      WHERE q."isNewest" <> (q.revision = f.last) OR q.number IS DISTINCT FROM f.number OR (q.status = 'ACCEPTED' AND NOT q."isNewest") OR (q.status = 'SUPERSEDED' AND q."isNewest")`,
  },
  {
    check: 'what orders have of a quotation was accepted, by the same customer',
    sql: `SELECT o.id, o.number, q.number AS quotation, q.status FROM "Order" o JOIN "Quotation" q ON q.id = o."quotationId" WHERE o.status <> 'CANCELLED' AND (q.status <> 'ACCEPTED' OR q."customerId" IS DISTINCT FROM o."customerId")`,
  },
];
