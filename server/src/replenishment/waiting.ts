// A warning waits for its owner, as long as it is open.
import sql from 'sql-template-tag';
import { declareWaiting, me } from '../work/waiting.ts';

declareWaiting({
  kind: 'stockWarning', permission: 'replenishment.read',
  rows: (viewer) => sql`SELECT s.id AS "itemId", 'stockWarning'::text AS kind, 'StockWarning'::text AS "subjectType", s.id AS "subjectId",
      (SELECT p.name FROM "Product" p WHERE p.id = s."productId")::text AS label, ('enum.StockWarningKind.' || s.kind)::text AS detail, ''::text AS "actorName",
      s."openedAt" AS since, s."shortOn" AS "dueOn", FALSE AS "isUrgent"
    FROM "StockWarning" s WHERE s.status = 'OPEN' AND s."ownerId" = ${me(viewer)}`,
});
