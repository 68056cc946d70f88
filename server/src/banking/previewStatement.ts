import { refusalMessage } from '../mutations.ts';
import { printMoney, type Minor } from '../shared/money.ts';
import { Refusal } from '../shared/refusal.ts';
import type { Context } from '../shared/viewer.ts';
import { guessedMapping } from './csvMapping.ts';
import { csvRows, type CsvMapping } from '../bankFiles/csv.ts';
import { formatOf, textOf } from '../bankFiles/readFile.ts';
import { demandBalances, fileAt, findStatements, judged, type FoundFile, type Judged } from './importStatement.ts';

const SAMPLE = 50;

/** What a CSV looks like: its heading by the mapping that is kept, or by a guess. */
function headingOf(text: string, kept: CsvMapping | null): { heading: string[]; mapping: CsvMapping | null } {
  const mapping = kept ?? guessedMapping(text);
  const rows = csvRows(text, mapping?.delimiter ?? ';', 40);
  return { mapping, heading: (rows[mapping?.skip ?? 0] ?? []).map((cell) => cell.trim()) };
}

/** Reads a file as importStatement would; a refusal is told in words beside what could be read. */
export async function previewStatement({ attachmentId, currencyCode, openingBalance, closingBalance }: { attachmentId: string; currencyCode?: string | null; openingBalance?: Minor | null; closingBalance?: Minor | null }, ctx: Context): Promise<object> {
  const { fileName, content, account } = await fileAt(ctx.db, attachmentId);
  let found: FoundFile | undefined;
  let statements: Judged[] = [];
  let refused: Refusal | undefined;
  let csv: ReturnType<typeof headingOf> = { heading: [], mapping: null };
  try {
    const text = textOf(content);
    if (formatOf(text) === undefined) csv = headingOf(text, account.csvMapping as CsvMapping | null);
    found = await findStatements(ctx.db, attachmentId, false);
    demandBalances(found.statements, { currencyCode, openingBalance, closingBalance }, ctx);
    statements = judged(found.statements, { opening: openingBalance ?? null, closing: closingBalance ?? null });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refused = error;
  }
  const told: readonly (FoundFile['statements'][number] & Partial<Judged>)[] = statements.length > 0 ? statements : found?.statements ?? [];
  return {
    format: found?.format ?? null, fileName, problem: refused ? refusalMessage(refused, ctx.viewer.locale) : null, needsBalance: refused?.kind.code === 'STATEMENT_BALANCE_MISSING',
    needsMapping: csv.heading.length > 0 && account.csvMapping === null, mapping: csv.mapping, heading: csv.heading,
    statements: told.map(({ statement, account: own, lines, known, balances, unknown, gap, missing, same }) => {
      const said = (amount: Minor | null | undefined) => (amount == null ? null : printMoney(amount, own.currencyCode));
      return {
        accountName: own.name, accountNo: statement.accountNo, reference: statement.reference, from: statement.fromOn, to: statement.toOn, currencyCode: statement.currencyCode, opening: said(balances?.opening ?? statement.opening),
        closing: said(balances?.closing ?? statement.closing), lines: lines.length, known: same ? lines.length : unknown ? lines.length - unknown.length : known.size, pending: statement.pending, gap: gap ? said(gap) : null,
        missing: missing ?? 0, isKnown: !!same, isInterim: statement.isInterim,
      };
    }),
    sample: told.flatMap(({ lines, known, account: own }) => lines.slice(0, SAMPLE).map((line) => ({
      on: line.bookedOn, amount: printMoney(line.amount, own.currencyCode), payerName: line.payerName, text: line.text, isKnown: known.has(line.fingerprint),
    }))).slice(0, SAMPLE),
  };
}
