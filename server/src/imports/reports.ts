// What can be imported, told for the screen that maps columns; and whether the opening balances tie.
import sql from 'sql-template-tag';
import { reportQuery, reportType } from '../reports.ts';
import { day, optional } from '../shared/input.ts';
import { minor, minus, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Importable, ImportField } from './importables.ts';
import { bareHeading, fieldLabel } from './rules.ts';
import { importables, missingRights } from './subjects.ts';

const kindOf = ({ kind: { shape }, reference }: ImportField): string => {
  if (reference) return 'REFERENCE';
  if ('enum' in shape) return 'CHOICE';
  return 'scalar' in shape ? { Decimal: 'NUMBER', Int: 'WHOLE', Day: 'DAY', Boolean: 'YES_NO' }[shape.scalar as string] ?? 'TEXT' : 'TEXT';
};

reportType('ImportFieldFacts', 'A column that a file may have.', {
  name: 'text', label: 'text', kind: 'text', needed: 'text', isKey: 'boolean', about: 'text?', reference: 'text?', example: 'text', headings: 'texts',
});
reportType('ImportSubjectFacts', 'What can be brought in by file.', {
  subject: 'enum:ImportSubject', posts: 'boolean', makesMissing: 'boolean', isPermitted: 'boolean', options: 'texts', fields: 'reports:ImportFieldFacts',
});

/** Which further options have a meaning for a kind of file. */
const optionsFor = ({ subject, posts, key, group }: Importable): string[] => [
  ...(!posts && !group && key.length > 0 ? ['merge'] : []), ...(subject === 'PRODUCTS' || subject === 'SALES_HISTORY' ? ['notGoods'] : []),
  ...(subject === 'SALES_HISTORY' ? ['cancelled', 'adjusted'] : []), ...(subject === 'OPENING_STOCK' ? ['costShare'] : []), ...(subject === 'ORDERS' ? ['place'] : []),
];

const factsOf = (importable: Importable, viewer: { permissions: ReadonlySet<string>; locale: string }) => ({
  subject: importable.subject, posts: !!importable.posts, isPermitted: missingRights(importable, viewer).length === 0,
  makesMissing: importable.fields.some(({ reference }) => reference?.make),
  options: optionsFor(importable),
  fields: importable.fields.map((field) => ({
    name: field.name, label: fieldLabel(field, viewer.locale), kind: kindOf(field), needed: field.needed === false ? 'NO' : field.needed, isKey: importable.key.includes(field.name),
    about: field.kind.describe ?? null, reference: field.reference?.by ?? null, example: field.example,
    headings: [...new Set([field.name, field.name.replace(/Id$/, ''), field.name.replace(/^is/, ''), fieldLabel(field, viewer.locale), ...(field.also ?? [])].map(bareHeading))],
  })),
});

reportQuery('importSubjects', {
  describe: 'What can be brought in by file, and the columns that such a file may have.', permission: 'imports.read', type: 'ImportSubjectFacts', list: true,
  report: report({ args: {}, make: (_rows: never[], _args, { viewer }) => importables.map((each) => factsOf(each, viewer)) }),
});

reportType('OpeningTie', 'An account that documents keep, beside what those documents come to.', {
  account: 'text', name: 'text', ledger: 'money', documents: 'money?', difference: 'money',
});

interface TieRow { code: string; name: string; ledger: string; documents: string | null }

reportQuery('openingTies', {
  describe: 'Whether ledger and documents agree: receivables, credits and payables with the open items, stock with its moves. What is left on the opening account is not told yet: zero when all is.',
  permission: 'journal.read', type: 'OpeningTie', list: true,
  report: report({
    args: { on: optional(day()) },
    statement: ({ on }, { company, today }) => sql`SELECT a.code, a.name,
      coalesce((SELECT sum(l."companyMinor") FROM "JournalLine" l WHERE l."accountId" = a.id AND l."effectiveOn" <= ${on ?? today}), 0)::text AS ledger,
      (CASE WHEN a."isOpenItem" THEN coalesce((SELECT sum(l."companyMinor") FROM "OpenItem" i JOIN "JournalLine" l ON l."openItemId" = i.id
          WHERE i."accountId" = a.id AND l."effectiveOn" <= ${on ?? today}), 0)
        WHEN a.code = '1300' THEN coalesce((SELECT sum(d."valueMinor") FROM "StockDay" d WHERE d.day <= ${on ?? today}), 0) END)::text AS documents
      FROM "Account" a WHERE a."companyId" = ${company.id} AND a.code IN ('1100', '1300', '2000', '2100', '3000') ORDER BY a.code`,
    make: (rows: TieRow[]) => rows.map(({ code, name, ledger, documents }) => {
      const [kept, told]: [Minor, Minor | null] = [minor(BigInt(ledger)), documents === null ? null : minor(BigInt(documents))];
      return { account: code, name, ledger: kept, documents: told, difference: told === null ? kept : minus(kept, told) };
    }),
  }),
});
