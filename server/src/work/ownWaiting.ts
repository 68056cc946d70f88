// What of work itself waits for somebody: questions that one may answer, tasks, mentions and answers.
import sql, { raw } from 'sql-template-tag';
import { subjectLabel } from '../events/subjectLabel.ts';
import { col, entityOf, visible } from '../shared/entity.ts';
import { todaySql } from '../shared/today.ts';
import { beyond, limitFor } from './deciders.ts';
import { aboutVisible } from './subject.ts';
import { declareWaiting, me } from './waiting.ts';

declareWaiting({
  kind: 'approval', permission: 'approvals.decide',
  rows: (viewer) => sql`SELECT a.id AS "itemId", 'approval'::text AS kind, 'Approval'::text AS "subjectType", a.id AS "subjectId",
      coalesce(${subjectLabel('a')}, a.facts->>'customer', a.facts->>'supplier', '')::text AS label, a.reason::text AS detail,
      coalesce((SELECT u.name FROM "User" u WHERE u.id = a."requestedById"), '')::text AS "actorName", a."requestedAt" AS since, NULL::date AS "dueOn", FALSE AS "isUrgent"
    FROM "Approval" a WHERE a.status = 'PENDING' AND a."requestedById" IS DISTINCT FROM ${me(viewer)} AND a."draftedById" IS DISTINCT FROM ${me(viewer)} AND ${visible(entityOf('Approval'), 'a', viewer)}
      AND NOT EXISTS (SELECT FROM "ApprovalLimit" l WHERE l.kind = a.kind AND ${limitFor('l', me(viewer), sql`${viewer.role}::"Role"`)} AND ${beyond('l', 'a')})`,
});

declareWaiting({
  kind: 'task', permission: 'tasks.read',
  // Of a role's tasks each of the role is told; a key is nobody of a role.
  rows: (viewer) => sql`SELECT k.id AS "itemId", 'task'::text AS kind, 'Task'::text AS "subjectType", k.id AS "subjectId",
      k.title::text AS label, coalesce(${subjectLabel('k')}, '')::text AS detail, k."createdByName"::text AS "actorName", k."assignedAt" AS since, k."dueOn",
      (k.priority = 'URGENT' OR coalesce(k."dueOn" < ${todaySql}, FALSE)) AS "isUrgent"
    FROM "Task" k WHERE k.status = 'OPEN' AND ${visible(entityOf('Task'), 'k', viewer)}
      AND (k."ownerId" = ${me(viewer)} ${viewer.kind === 'STAFF' ? sql`OR k."ownerRole" = ${viewer.role}::"Role"` : sql``})`,
});

declareWaiting({
  kind: 'notification', permission: 'tasks.read',
  rows: (viewer) => sql`SELECT n.id AS "itemId", n.kind::text AS kind, n."subjectType"::text, n."subjectId", coalesce(${subjectLabel('n')}, '')::text AS label,
      coalesce(left(regexp_replace(c.text, ${raw(String.raw`'@\[([^\]]*)\]\([^)]*\)', '@\1', 'g'`)}), 300), p."decisionReason", '')::text AS detail,
      n."actorName"::text, n."createdAt" AS since, NULL::date AS "dueOn", FALSE AS "isUrgent"
    FROM "Notification" n LEFT JOIN "Comment" c ON c.id = n."sourceId" LEFT JOIN "Approval" p ON p.id = n."sourceId"
    WHERE n."userId" = ${me(viewer)} AND n."createdAt" > hesabu_now() - interval '30 days' AND ${aboutVisible('n', viewer) ?? sql`TRUE`}
      AND (${col('n', 'kind')} <> 'mention' OR c.text IS NOT NULL)`,
});
