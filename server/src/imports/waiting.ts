// An import of one's own that did not come out whole.
import sql from 'sql-template-tag';
import { declareWaiting, me } from '../work/waiting.ts';

declareWaiting({
  kind: 'import', permission: 'imports.read',
  rows: (viewer) => sql`SELECT i.id AS "itemId", 'import'::text AS kind, 'Import'::text AS "subjectType", i.id AS "subjectId",
      i."fileName"::text AS label, ('enum.ImportSubject.' || i.subject)::text AS detail, ''::text AS "actorName",
      coalesce(i."finishedAt", i."createdAt") AS since, NULL::date AS "dueOn", FALSE AS "isUrgent"
    FROM "Import" i WHERE i."askedById" = ${me(viewer)} AND i."createdAt" > hesabu_now() - interval '30 days'
      AND (i.status = 'UNREADABLE' AND i.problem->>'code' <> 'import_cut' OR i.status = 'DONE' AND i.failed > 0)`,
});
