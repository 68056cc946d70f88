import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import type { BankStatementRow, CollectionAccountRow } from '../generated/rows.ts';
import { CurrencyDiffers } from '../currencies/refusals.ts';
import { demandSpoken, spokenCurrency } from '../currencies/spoken.ts';
import { action } from '../shared/action.ts';
import type { Queryable, Tx } from '../shared/db.ts';
import { id, optional, signedMoney } from '../shared/input.ts';
import { minus, plus, printMoney, zero, type Minor } from '../shared/money.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, remove, update } from '../shared/write.ts';
import { mappingOf } from './csvMapping.ts';
import type { ParsedStatement, StatementFormat } from '../bankFiles/parsed.ts';
import { BYTES_MAX, readStatements } from '../bankFiles/readFile.ts';
import { StatementUnreadable } from '../bankFiles/refusals.ts';
import { StatementAccountUnknown, StatementBalanceMissing, StatementUnbalanced, StatementUsed } from './refusals.ts';
import { balancesOf, fingerprinted, gapOf, isOfAccount, type Balances, type NewLine } from './statementRules.ts';

export interface FoundStatement {
  statement: ParsedStatement; noInFile: number; account: CollectionAccountRow; lines: NewLine[];
  /** Prints of its lines that other statements brought. */
  known: ReadonlySet<string>;
  before: BankStatementRow | undefined;
  /** Brought by the same file already. */
  same: BankStatementRow | undefined;
}
export interface FoundFile { fileName: string; fileHash: string; attachmentId: string; format: StatementFormat; statements: FoundStatement[] }

/** The bytes of a file at a collection account. */
export async function fileAt(db: Queryable, attachmentId: string): Promise<{ fileName: string; content: Buffer; account: CollectionAccountRow }> {
  const file = await readRow(db, 'Attachment', attachmentId);
  if (file.status !== 'KEPT' || file.subjectType !== 'CollectionAccount') throw NotFound({ type: 'Attachment', id: attachmentId });
  if (file.bytes > BYTES_MAX) throw StatementUnreadable({ problem: 'large', place: file.fileName });
  const chunks = await db.rows<{ data: Buffer }>(sql`SELECT data FROM "AttachmentChunk" WHERE "attachmentId" = ${attachmentId} ORDER BY no`);
  return { fileName: file.fileName, content: Buffer.concat(chunks.map(({ data }) => data)), account: await readRow(db, 'CollectionAccount', file.subjectId) };
}

/** What is in a file, whose accounts they are, and what of it is known. Refuses statements of accounts that are none of ours. */
export async function findStatements(db: Queryable, attachmentId: string, lock: boolean): Promise<FoundFile> {
  const { fileName, content, account: own } = await fileAt(db, attachmentId);
  const fileHash = createHash('sha256').update(content).digest('hex');
  const { format, statements } = readStatements(content, { mapping: mappingOf(own.csvMapping), accountNo: own.bankAccountNo ?? own.name, currencyCode: own.currencyCode });
  const accounts = await selectRows(db, 'CollectionAccount', sql`t."isActive"`, { lock });
  const current = accounts.find((each) => each.id === own.id) ?? own;
  const found: FoundStatement[] = [];
  for (const [index, statement] of statements.entries()) {
    // A file of an account that has no number yet says which it is.
    const account = format === 'CSV' || (current.bankAccountNo === null && current.currencyCode === statement.currencyCode) ? current : accounts.find((each) => isOfAccount(statement, each));
    if (!account) throw StatementAccountUnknown({ account: statement.accountNo, currency: statement.currencyCode });
    const lines = fingerprinted(account.id, statement.lines);
    const known = await db.rows<{ fingerprint: string }>(sql`SELECT fingerprint FROM "BankLine" WHERE "collectionAccountId" = ${account.id} AND fingerprint = ANY(${lines.map((each) => each.fingerprint)}::text[])`);
    const [before] = await selectRows(db, 'BankStatement', sql`t."collectionAccountId" = ${account.id} AND NOT t."isInterim" AND t."toOn" <= ${statement.toOn}::date`, { orderBy: sql`t."toOn" DESC, t."importedAt" DESC, t."noInFile" DESC LIMIT 1` });
    const [same] = await selectRows(db, 'BankStatement', sql`t."collectionAccountId" = ${account.id} AND t."fileHash" = ${fileHash} AND t."noInFile" = ${index + 1}`);
    found.push({ statement, noInFile: index + 1, account, lines, known: new Set(known.map(({ fingerprint }) => fingerprint)), before, same });
  }
  return { fileName, fileHash, attachmentId, format, statements: found };
}

export interface Judged extends FoundStatement { balances: Balances; unknown: NewLine[]; gap: Minor; missing: number }

/** Judges the statements of a file one after another: each follows the one before it in the file, too. Refuses balances. */
export function judged(statements: readonly FoundStatement[], given: Balances): Judged[] {
  const last = new Map<string, BankStatementRow>();
  const taken = new Set<string>();
  return statements.map((each) => {
    const earlier = last.get(each.account.id);
    const before = earlier && (!each.before || earlier.toOn >= each.before.toOn) ? earlier : each.before;
    const unknown = each.lines.filter(({ fingerprint }) => !each.known.has(fingerprint) && !taken.has(fingerprint));
    const balances = balancesOf(each.statement, statements.length === 1 ? given : { opening: null, closing: null }, before);
    const { gap, missing } = each.same ? { gap: zero, missing: 0 } : gapOf(each.statement, balances, unknown, before);
    for (const { fingerprint } of unknown) taken.add(fingerprint);
    // As the next statement of the file sees it.
    if (!each.statement.isInterim && each.statement.toOn) last.set(each.account.id, { closingMinor: balances.closing, toOn: each.statement.toOn, sequence: each.statement.sequence } as BankStatementRow);
    return { ...each, before, balances, unknown, gap, missing };
  });
}

/** Balances that are told beside a file are of its one statement's account, and so in its currency. */
export function demandBalances(statements: readonly FoundStatement[], { currencyCode, openingBalance, closingBalance }: { currencyCode?: string | null; openingBalance?: Minor | null; closingBalance?: Minor | null }, ctx: Pick<Context, 'company'>): void {
  const [first] = statements;
  if (first && (openingBalance != null || closingBalance != null)) demandSpoken(currencyCode, first.account.currencyCode, ctx);
}

export const importStatement = action({
  name: 'importStatement', permission: 'banking.import',
  describe: 'Takes in the statements of a file that was sent to POST /files at a collection account: CSV, CAMT.052, .053 or .054, MT940, MT942 or OFX. Lines that are known already are not taken twice; opening balance and lines must bring the closing balance.',
  input: {
    attachmentId: id('Attachment'), currencyCode: spokenCurrency, openingBalance: { ...optional(signedMoney()), describe: 'Where the form tells none; else the closing balance of the statement before.' },
    closingBalance: { ...optional(signedMoney()), describe: 'Where the form tells none.' },
  },
  refusals: [StatementUnreadable, StatementUnbalanced, StatementBalanceMissing, StatementAccountUnknown, CurrencyDiffers], payload: { statements: 'records:BankStatement', lines: 'int', known: 'int' },
  load: async (tx, { attachmentId, ...told }, ctx) => {
    const file = await findStatements(tx, attachmentId, true);
    demandBalances(file.statements, told, ctx);
    return file;
  },
  decide: (file, { openingBalance, closingBalance }, ctx) => {
    const made = judged(file.statements, { opening: openingBalance ?? null, closing: closingBalance ?? null }).map((each) => ({ ...each, id: each.same?.id ?? ctx.newId() }));
    const fresh = made.filter(({ same }) => !same);
    const own = new Map(fresh.filter(({ account }) => account.bankAccountNo === null && file.format !== 'CSV').map(({ account, statement }) => [account.id, statement.accountNo]));
    return {
      rows: [
        ...[...own].map(([accountId, bankAccountNo]) => update('CollectionAccount', accountId, { bankAccountNo })),
        ...fresh.map(({ id: statementId, statement, account, balances, lines, unknown, gap, missing, noInFile }) => {
          if (!statement.fromOn || !statement.toOn) throw StatementUnreadable({ problem: 'empty', place: statement.reference });
          return insert('BankStatement', {
            id: statementId, companyId: ctx.company.id, collectionAccountId: account.id, reference: statement.reference, sequence: statement.sequence, format: file.format, isInterim: statement.isInterim,
            fromOn: statement.fromOn > statement.toOn ? statement.toOn : statement.fromOn, toOn: statement.toOn, currencyCode: account.currencyCode, openingMinor: balances.opening, closingMinor: balances.closing,
            linesMinor: plus(zero, ...lines.map(({ amount }) => amount)), knownMinor: minus(plus(zero, ...lines.map(({ amount }) => amount)), plus(zero, ...unknown.map(({ amount }) => amount))),
            lineCount: lines.length, knownCount: lines.length - unknown.length, pendingCount: statement.pending, gapMinor: gap, missingCount: missing, fileName: file.fileName.slice(0, 255), fileHash: file.fileHash,
            noInFile, attachmentId: file.attachmentId, importedById: ctx.viewer.kind === 'STAFF' ? ctx.viewer.id : null,
          });
        }),
        ...fresh.flatMap(({ id: statementId, account, unknown }) => unknown.map((line) => insert('BankLine', {
          id: ctx.newId(), companyId: ctx.company.id, collectionAccountId: account.id, statementId, no: line.no, bookedOn: line.bookedOn, valueOn: line.valueOn, currencyCode: account.currencyCode, amountMinor: line.amount,
          bankReference: line.bankReference, endToEndId: line.endToEndId, payerName: line.payerName, payerAccount: line.payerAccount, text: line.text, code: line.code?.slice(0, 40) ?? null,
          isReversal: line.isReversal, fingerprint: line.fingerprint, matchedAt: null,
          // A line of nothing has nothing to be booked.
          status: line.amount === 0n ? 'BOOKED' : 'OPEN',
        }))),
      ],
      events: fresh.map(({ id: statementId, statement, account, unknown, balances }) => ({
        kind: 'statementImported', subjectType: 'BankStatement', subjectId: statementId,
        data: { reference: statement.reference, account: account.name, lines: unknown.length, closing: balances.closing === null ? null : printMoney(balances.closing, account.currencyCode) },
      })),
      result: {
        statements: made.map((each) => each.id), lines: fresh.reduce((sum, { unknown }) => sum + unknown.length, 0),
        known: made.reduce((sum, { same, lines, unknown }) => sum + (same ? lines.length : lines.length - unknown.length), 0),
      },
    };
  },
});

async function loadUse(tx: Tx, statement: BankStatementRow): Promise<boolean> {
  const [row] = await tx.rows<{ used: boolean }>(sql`SELECT EXISTS (SELECT FROM "BankLine" l JOIN "LineBooking" b ON b."lineId" = l.id WHERE l."statementId" = ${statement.id})
    OR EXISTS (SELECT FROM "BankStatement" s WHERE s."collectionAccountId" = ${statement.collectionAccountId} AND s."importedAt" > ${statement.importedAt} AND s."knownCount" > 0)
    OR EXISTS (SELECT FROM "Reconciliation" r WHERE r."collectionAccountId" = ${statement.collectionAccountId} AND r."undoneAt" IS NULL AND r."endsOn" >= ${statement.fromOn}::date) AS used`);
  return row?.used ?? false;
}

export const removeStatement = action({
  name: 'removeStatement', permission: 'banking.import', describe: 'Takes a statement away of which nothing has been booked yet, on which no other rests, and which no reconciliation covers.',
  input: { statementId: id('BankStatement') }, refusals: [StatementUsed], payload: { reference: 'text' },
  load: async (tx, { statementId }) => {
    const statement = await lockRow(tx, 'BankStatement', statementId);
    const lines = await selectRows(tx, 'BankLine', sql`t."statementId" = ${statementId}`, { lock: true });
    return { statement, lines, isUsed: await loadUse(tx, statement) };
  },
  decide: ({ statement, isUsed }) => {
    if (isUsed) throw StatementUsed({ reference: statement.reference });
    return {
      rows: [remove('BankStatement', statement.id)],
      events: [{ kind: 'statementRemoved', subjectType: 'CollectionAccount', subjectId: statement.collectionAccountId, data: { reference: statement.reference } }],
      result: { reference: statement.reference },
    };
  },
});

