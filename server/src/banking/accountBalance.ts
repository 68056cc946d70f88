// What is on an own account (alias), in SQL.
import sql, { type Sql } from 'sql-template-tag';
import { heldSql } from '../payments/heldMoney.ts';
import { col } from '../shared/entity.ts';

/** The closing balance of its last statement; null without one. */
export const closing = (t: string) => sql`(SELECT s."closingMinor" FROM "BankStatement" s WHERE s."collectionAccountId" = ${col(t, 'id')} AND NOT s."isInterim" ORDER BY s."toOn" DESC, s."importedAt" DESC, s."noInFile" DESC LIMIT 1)`;
/** A sum over the lines of its account of the ledger. */
export const onIt = (t: string, amount: Sql) => sql`(SELECT coalesce(sum(${amount}), 0) FROM "JournalLine" l WHERE l."accountId" = ${col(t, 'accountId')})`;
/** By the books, in its currency. */
export const booked = (t: string) => onIt(t, heldSql('l', t));
/** As the bank says, else by the books, in minor units of its currency. */
export const balanceOf = (t: string) => sql`coalesce(${closing(t)}, ${booked(t)})`;
/** Below or above the limits at which its owner is warned. */
export const isOutside = (t: string) => sql`(${balanceOf(t)} < ${col(t, 'lowMinor')} OR ${balanceOf(t)} > ${col(t, 'highMinor')}) IS TRUE`;
