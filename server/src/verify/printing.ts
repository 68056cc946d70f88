import type { Check } from '../verify.ts';

export const printingChecks: readonly Check[] = [{
  check: 'a run of documents is done when each of them was printed or says why not',
  sql: `SELECT r.id FROM "DocumentRun" r JOIN "DocumentRunItem" i ON i."runId" = r.id WHERE r.status = 'DONE' AND NOT i."isDone"
    UNION SELECT r.id FROM "DocumentRun" r JOIN "DocumentRunItem" i ON i."runId" = r.id LEFT JOIN "DocumentFile" f ON f."runId" = r.id AND f."itemNo" = i.no
      WHERE r.form = 'ZIP' AND i."isDone" AND i.problem IS NULL AND f.name IS NULL AND EXISTS (SELECT FROM "DocumentFile" e WHERE e."runId" = r.id)`,
}];
