// A bill's exception waits for its owner until somebody accepts it or the bill is taken back.
import sql from 'sql-template-tag';
import { declareWaiting, me } from '../work/waiting.ts';

declareWaiting({
  kind: 'billException', permission: 'payables.read',
  rows: (viewer) => sql`SELECT x.id AS "itemId", 'billException'::text AS kind, 'Bill'::text AS "subjectType", x."billId" AS "subjectId",
      (SELECT coalesce(b.number, b."supplierReference") FROM "Bill" b WHERE b.id = x."billId")::text AS label, ('waiting.billException.' || x.rule)::text AS detail, ''::text AS "actorName",
      x."raisedOn"::timestamptz AS since, NULL::date AS "dueOn", FALSE AS "isUrgent"
    FROM "BillException" x WHERE x.status = 'OPEN' AND x."ownerId" = ${me(viewer)}`,
});
