// Who asks, as it is remembered between requests: never trusted, but asked again by the statement that relies on it.
import sql, { raw, type Sql } from 'sql-template-tag';
import { joined, type Part } from './parts.ts';

export interface Asker {
  kind: 'KEY' | 'SESSION';
  /** Of the token. */
  hash: string;
  /** Changes whenever one of the rows changes that the rights came from. */
  stamp: string;
}

export const stampOf: Record<Asker['kind'], (hash: unknown) => Sql> = {
  KEY: (hash) => sql`(SELECT concat_ws(' ', k.xmin, c.xmin) FROM "ApiKey" k JOIN "Company" c ON c.id = k."companyId" WHERE k."tokenHash" = ${hash})`,
  SESSION: (hash) => sql`(SELECT concat_ws(' ', s.xmin, u.xmin, c.xmin) FROM "Session" s JOIN "User" u ON u.id = s."userId"
    JOIN "Company" c ON c.id = u."companyId" WHERE s."tokenHash" = ${hash})`,
};

/** An asker's rows are no more those that were read: nothing was done for it, and who it is must be found out anew. */
export class AskerChanged extends Error {}

const placeOf = ({ hash, stamp }: Pick<Asker, 'hash' | 'stamp'>): string => `${hash} ${stamp}`;
const given = raw('a.hash');

/** Which askers of a group are still what they were. */
export const askersPart = (askers: readonly Asker[]): Part => joined('askers', sql`
  SELECT a.hash, a.stamp FROM (SELECT DISTINCT * FROM unnest(${askers.map(({ kind }) => kind)}::text[], ${askers.map(({ hash }) => hash)}::bpchar[],
    ${askers.map(({ stamp }) => stamp)}::text[]) AS u(kind, hash, stamp)) a
  WHERE a.stamp = CASE a.kind WHEN 'KEY' THEN ${stampOf.KEY(given)} ELSE ${stampOf.SESSION(given)} END`);

/** Throws AskerChanged for those who are not among the rows of `askersPart`; who was not remembered has just been asked. */
export function demandUnchanged(rows: readonly Record<string, unknown>[]): (asker: Asker | undefined) => void {
  const held = new Set(rows.map((row) => placeOf(row as unknown as Asker))); // the columns that the part selects
  return (asker) => {
    if (asker && !held.has(placeOf(asker))) throw new AskerChanged('who asks has changed');
  };
}
