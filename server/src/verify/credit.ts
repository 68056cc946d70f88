import type { Check } from '../verify.ts';

const ROLES_OWN = `a."decidedById" = a."requestedById" OR a."decidedById" = a."draftedById"`;

export const creditChecks: readonly Check[] = [
  {
    check: 'a customer may buy on credit as the last grant says',
    sql: `SELECT k."customerId", k."grantedOn", k."grantedUntil", g."grantedOn" AS told, g."validUntil" FROM "CreditAccount" k
      LEFT JOIN LATERAL (SELECT x.* FROM "CreditGrant" x JOIN "Customer" c ON c.id = x."customerId" AND k."customerId" IN (c.id, c."mergedIntoId") ORDER BY x."customerId" = k."customerId" DESC, x."recordedAt" DESC, x.id DESC LIMIT 1) g ON TRUE
      WHERE k."grantedOn" IS DISTINCT FROM g."grantedOn" OR k."grantedUntil" IS DISTINCT FROM g."validUntil"`,
  },
  {
    check: 'a credit limit is what its last move says',
    sql: `SELECT k."customerId", k."limitMinor", m."limitMinor" AS moved FROM "CreditAccount" k
      LEFT JOIN LATERAL (SELECT x."limitMinor" FROM "CreditLimitMove" x WHERE x."customerId" = k."customerId" ORDER BY x."recordedAt" DESC, x.id DESC LIMIT 1) m ON TRUE
      WHERE k."limitMinor" IS DISTINCT FROM m."limitMinor" AND NOT EXISTS (SELECT FROM "CreditLimitMove" s WHERE s."customerId" = k."customerId" AND s."limitMinor" IS NOT DISTINCT FROM k."limitMinor"
        AND s."recordedAt" = (SELECT max(y."recordedAt") FROM "CreditLimitMove" y WHERE y."customerId" = k."customerId"))`,
  },
  {
    check: 'an assessment is as it was kept: score, class and proposal are those of its content',
    sql: `SELECT id, score, risk FROM "CreditAssessment" WHERE hash <> encode(sha256(convert_to(content, 'UTF8')), 'hex') OR content::jsonb->>'score' <> score::text OR content::jsonb->>'risk' <> risk::text
      OR replace(content::jsonb->>'limit', '.', '')::bigint <> "limitMinor" OR content::jsonb->>'on' <> "asOf"::text`,
  },
  {
    check: 'an approved application was answered by a second person, and has its grant and its review',
    sql: `SELECT p.id, p.number FROM "CreditApplication" p LEFT JOIN "Approval" a ON a.id = p."approvalId" WHERE (p.status = 'APPROVED' AND (a.status IS DISTINCT FROM 'USED' OR ${ROLES_OWN}
        OR NOT EXISTS (SELECT FROM "CreditGrant" g WHERE g."applicationId" = p.id) OR NOT EXISTS (SELECT FROM "CreditReview" v WHERE v."customerId" = p."customerId" AND v.outcome = 'GRANTED' AND v.reason = p.number)))
      OR (p.status = 'PROPOSED' AND a.status IS DISTINCT FROM 'PENDING' AND a.status IS DISTINCT FROM 'APPROVED' AND a.status IS DISTINCT FROM 'REJECTED')`,
  },
  {
    check: 'a run that compares customers is done once all its groups are',
    sql: `SELECT r.id, r.number FROM "DeviationRun" r WHERE r.status = 'DONE' AND EXISTS (SELECT FROM "DeviationRunGroup" g WHERE g."runId" = r.id AND NOT g."isDone")`,
  },
];
