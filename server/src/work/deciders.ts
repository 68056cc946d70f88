// Who may answer a question, in SQL: as `demandDecidable` and `demandWithinLimit` judge it.
import sql, { type Sql } from 'sql-template-tag';
import { permissionsOf } from '../access/policy.ts';
import type { Role } from '../generated/rows.ts';
import { col } from '../shared/entity.ts';
import { enumValues } from '../shared/tables.ts';

/** Whether an approval passes a limit, by its amount or as a fraction. */
export const beyond = (limit: string, approval: string): Sql => sql`(${col(limit, 'amountMinor')} < ${col(approval, 'amountMinor')}
  OR coalesce(${col(limit, 'rate')} < ${col(approval, 'rate')}, FALSE))`;

/** Whether a limit is that of a person: the own one, else that of the role. */
export const limitFor = (limit: string, person: Sql, role: Sql): Sql => sql`(${col(limit, 'userId')} = ${person} OR (${col(limit, 'role')} = ${role}
  AND NOT EXISTS (SELECT FROM "ApprovalLimit" own_ WHERE own_.kind = ${col(limit, 'kind')} AND own_."userId" = ${person})))`;

const deciding = enumValues('Role').filter((role) => permissionsOf(role as Role).has('approvals.decide'));

/** People who hold the right, have not asked themselves, and whose role may give as much; null once it is answered. */
export const deciders = (approval: string): Sql => sql`(SELECT string_agg(u.name, ', ' ORDER BY u.name, u.id) FROM "User" u WHERE ${col(approval, 'status')} = 'PENDING'
  AND u."isActive" AND u.role::text = ANY(${deciding}::text[]) AND u.id IS DISTINCT FROM ${col(approval, 'requestedById')} AND u.id IS DISTINCT FROM ${col(approval, 'draftedById')}
  AND NOT EXISTS (SELECT FROM "ApprovalLimit" l WHERE l.kind = ${col(approval, 'kind')} AND ${limitFor('l', sql`u.id`, sql`u.role`)} AND ${beyond('l', approval)}))`;
