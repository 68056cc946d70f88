import sql from 'sql-template-tag';
import { spokenCurrency } from '../currencies/spoken.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, lines, money, one, pages, words } from '../shared/entity.ts';
import { isFact, itself, rowFact, rowsFact } from '../shared/facts.ts';
import { day, id, optional, signedMoney } from '../shared/input.ts';
import { minor, zero, type Minor } from '../shared/money.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { report } from '../shared/report.ts';
import { booked, closing, isOutside, onIt } from './accountBalance.ts';
import { acceptProposals, bookLine } from './bookLine.ts';
import { undoBooking } from './undoBooking.ts';
import { saveCollectionAccount, setCollectionRules } from './collectionAccounts.ts';
import { importStatement, removeStatement } from './importStatement.ts';
import { previewStatement } from './previewStatement.ts';
import { BookingUndone, LineBooked, LineReconciled, ReconciliationSigned, ReconciliationUndone, StatementUsed } from './refusals.ts';
import { differenceOf, ledgerOnly, standingOf, standingSql, statementOnly, type StandingRow } from './reconciliationRules.ts';
import { signReconciliation, undoReconciliation } from './reconcile.ts';
import { removeStatementRule, saveStatementRule } from './textRules.ts';
import { reasonWords } from './words.ts';

const permission = 'banking.read';
const currency = (alias: string) => col(alias, 'currencyCode');
const worth = (t: string) => onIt(t, sql`l."companyMinor"`);

entity('CollectionAccount', {
  permission, describe: 'An own account into which money is collected: of a bank, a till, a gateway.',
  fields: {
    name: column(), kind: column(), currencyCode: column(), bankAccountNo: column(), bankName: column(), isActive: column(), createdAt: column(), version: column(), csvMapping: column(undefined, { askable: false }),
    low: money('lowMinor'), high: money('highMinor'), tolerance: money('toleranceMinor'), autoThreshold: column(), returnFee: money('returnFeeMinor'), changeTolerance: column(),
    ledgerBalance: expression('money', booked, { permission: 'journal.read', currency, inCompany: worth, describe: 'What is on it by the books now, in its currency.' }),
    ledgerWorth: expression('money', worth, { permission: 'journal.read', describe: 'The same in company money, with what was posted on it in that alone.' }),
    statementBalance: expression('money', closing, { currency, nullable: true, describe: 'By its last statement.' }),
    statedOn: expression('day', (t) => sql`(SELECT max(s."toOn") FROM "BankStatement" s WHERE s."collectionAccountId" = ${col(t, 'id')} AND NOT s."isInterim")`, { nullable: true, describe: 'The day of its last statement.' }),
    reconciledOn: expression('day', (t) => sql`(SELECT max(r."endsOn") FROM "Reconciliation" r WHERE r."collectionAccountId" = ${col(t, 'id')} AND r."undoneAt" IS NULL)`, { nullable: true, describe: 'Signed up to this day.' }),
    openLines: expression('int', (t) => sql`(SELECT count(*)::int FROM "BankLine" l WHERE l."collectionAccountId" = ${col(t, 'id')} AND l.status = 'OPEN')`, { describe: 'Lines of its statements that wait.' }),
    isOutside: expression('boolean', isOutside, { describe: 'Below or above the limits at which somebody is warned.' }),
    warnedAt: column(undefined, { describe: 'Since when its owner has a task of it; null while it is within its limits.' }),
  },
  ones: { account: one('Account', 'accountId', { permission: 'accounts.read' }), owner: one('User', 'ownerId', { permission: 'access.read' }) },
  manies: { statements: pages('BankStatement', 'collectionAccountId'), reconciliations: pages('Reconciliation', 'collectionAccountId'), timeline: timelineOf() },
  listing: { field: 'collectionAccounts', defaultOrder: 'NAME_ASC', orderBy: { NAME: 'name', KIND: 'kind' }, search: ['name', 'bankAccountNo', 'bankName'], describe: 'Own accounts, with what they hold by books and statements.' },
});
entity('CollectionRule', {
  permission, describe: 'Where money goes that nobody names an account for.', fields: { no: column(), method: column(), currencyCode: column() },
  ones: { customerGroup: one('CustomerGroup', 'customerGroupId', { permission: 'customers.read' }), collectionAccount: one('CollectionAccount', 'collectionAccountId') },
  listing: { field: 'collectionRules', defaultOrder: 'NO_ASC', orderBy: { NO: 'no' } },
});
entity('BankStatement', {
  permission, describe: 'A statement as the bank sent it: its lines bring the opening balance to the closing one.',
  fields: {
    reference: column(), sequence: column(), format: column(), isInterim: column(), fromOn: column(), toOn: column(), currencyCode: column(), opening: money('openingMinor'), closing: money('closingMinor'), linesTotal: money('linesMinor'),
    known: money('knownMinor', { describe: 'What of it other statements had brought.' }), gap: money('gapMinor', { describe: 'What is missing between the statement before and this one.' }),
    lineCount: column(), knownCount: column(), pendingCount: column(), missingCount: column(undefined, { describe: 'Numbers of statements that are missing before this one.' }), fileName: column(), importedAt: column(),
    openLines: expression('int', (t) => sql`(SELECT count(*)::int FROM "BankLine" l WHERE l."statementId" = ${col(t, 'id')} AND l.status = 'OPEN')`, { describe: 'Lines that wait.' }),
    importedByName: expression('text', (t) => sql`(SELECT u.name FROM "User" u WHERE u.id = ${col(t, 'importedById')})`, { nullable: true }),
  },
  ones: { collectionAccount: one('CollectionAccount', 'collectionAccountId'), attachment: one('Attachment', 'attachmentId', { permission: 'files.read' }) },
  manies: { lines: pages('BankLine', 'statementId'), timeline: timelineOf() },
  listing: {
    field: 'bankStatements', defaultOrder: 'TO_ON_DESC', orderBy: { TO_ON: 'toOn', IMPORTED_AT: 'importedAt', CLOSING: 'closing' }, totals: ['linesTotal'], search: ['reference', 'fileName', 'collectionAccount.name'],
  },
});
entity('BankLine', {
  permission, describe: 'A line of a statement, once, in however many files it comes.',
  fields: {
    no: column(), bookedOn: column(), valueOn: column(), currencyCode: column(), amount: money(undefined, { describe: 'What it adds to the account; negative takes away.' }), bankReference: column(), endToEndId: column(),
    payerName: column(), payerAccount: column(), text: column(), code: column(), isReversal: column(), status: column(), matchedAt: column(), version: column(), booked: money('bookedMinor'),
    left: expression('money', (t) => sql`(${col(t, 'amountMinor')} - ${col(t, 'bookedMinor')})`, { currency, describe: 'What of it is not booked yet.' }),
    confidence: expression('rate', (t) => sql`(SELECT p.confidence FROM "MatchProposal" p WHERE p."lineId" = ${col(t, 'id')} AND p.rank = 1 AND ${col(t, 'status')} = 'OPEN')`, { nullable: true, describe: 'Of its first proposal.' }),
    isIn: expression('boolean', (t) => sql`(${col(t, 'amountMinor')} > 0)`, { describe: 'Money in.' }),
  },
  ones: { statement: one('BankStatement', 'statementId'), collectionAccount: one('CollectionAccount', 'collectionAccountId') },
  manies: {
    proposals: lines('MatchProposal', 'lineId', 'rank'), bookings: lines('LineBooking', 'lineId', 'bookedAt'), timeline: timelineOf(),
  },
  listing: {
    field: 'bankLines', defaultOrder: 'BOOKED_ON_DESC', orderBy: { BOOKED_ON: 'bookedOn', AMOUNT: 'amount', LEFT: 'left', CONFIDENCE: 'confidence', PAYER: 'payerName' }, totals: ['amount', 'left'],
    search: ['text', 'payerName', 'payerAccount', 'bankReference', 'endToEndId'], describe: 'Lines of statements; the queue is those that wait.',
  },
});
entity('MatchProposal', {
  permission, describe: 'What a line may be, as the matcher sees it.',
  fields: {
    rank: column(), kind: column(), confidence: column(), currencyCode: column(), rest: money('restMinor', { describe: 'What would stay on account.' }), fee: money('feeMinor', { describe: 'Of a return: what the bank took for it in the same amount.' }),
    worth: money('companyMinor', { currency: 'company', describe: 'Of debts in another currency: what the line is worth at the rate of its day.' }), realised: money('realisedMinor', { currency: 'company', describe: 'What is gained (negative: lost) by paying them at that.' }),
    reasons: words(['reasons', 'currencyCode'], ({ reasons, currencyCode }, { locale }) => reasonWords(reasons, String(currencyCode), locale), { describe: 'What speaks for it and against it.' }),
  },
  ones: {
    customer: one('Customer', 'customerId', { permission: 'customers.read' }), supplier: one('Supplier', 'supplierId', { permission: 'payables.read' }), account: one('Account', 'accountId', { permission: 'accounts.read' }),
    entry: one('JournalEntry', 'entryId', { permission: 'journal.read' }),
  },
  manies: { parts: lines('MatchProposalPart', 'proposalId') },
});
entity('MatchProposalPart', {
  permission, fields: { no: column(), currencyCode: column(), amount: money(), short: money('shortMinor'), shortReason: column() }, ones: { openItem: one('OpenItem', 'openItemId', { permission: 'openItems.read' }) },
});
entity('LineBooking', {
  permission, describe: 'What of a line stands in which entry.',
  fields: {
    kind: column(), currencyCode: column(), amount: money(), isAutomatic: column(), confidence: column(), bookedByName: column(), bookedAt: column(), undoneAt: column(), undoneByName: column(), undoReason: column(),
    reasons: words(['reasons', 'currencyCode'], ({ reasons, currencyCode }, { locale }) => reasonWords(reasons, String(currencyCode), locale)),
  },
  ones: { line: one('BankLine', 'lineId'), entry: one('JournalEntry', 'entryId', { permission: 'journal.read' }), payment: one('Payment', 'paymentId', { permission: 'payments.read' }) },
  listing: { field: 'lineBookings', defaultOrder: 'BOOKED_AT_DESC', orderBy: { BOOKED_AT: 'bookedAt', AMOUNT: 'amount' }, totals: ['amount'] },
});
extend('Payment', { manies: { lineBookings: lines('LineBooking', 'paymentId', 'bookedAt', { permission }) } });
entity('PayerAlias', {
  permission, describe: 'How a customer or supplier shows on statements, as staff have decided.', fields: { kind: column(), value: column(), times: column(), lastOn: column() },
  ones: { customer: one('Customer', 'customerId', { permission: 'customers.read' }), supplier: one('Supplier', 'supplierId', { permission: 'payables.read' }) },
  listing: { field: 'payerAliases', defaultOrder: 'LAST_ON_DESC', orderBy: { LAST_ON: 'lastOn', VALUE: 'value', TIMES: 'times' }, search: ['value', 'customer.name', 'supplier.name'] },
});
entity('StatementRule', {
  permission, describe: 'Lines that go to an account of the ledger by their text.', fields: { name: column(), contains: column(), isIn: column(), isAutomatic: column(), isActive: column(), version: column() },
  ones: { account: one('Account', 'accountId', { permission: 'accounts.read' }), collectionAccount: one('CollectionAccount', 'collectionAccountId') },
  listing: { field: 'statementRules', defaultOrder: 'NAME_ASC', orderBy: { NAME: 'name' }, search: ['name', 'contains'] },
});
entity('Reconciliation', {
  permission, describe: 'An account\'s statements and ledger agreed up to a day, signed by somebody.',
  fields: {
    endsOn: column(), currencyCode: column(), statement: money('statementMinor'), ledger: money('ledgerMinor'), ledgerOnly: money('ledgerOnlyMinor', { describe: 'In the ledger, not on a statement yet.' }),
    statementOnly: money('statementOnlyMinor', { describe: 'On a statement, not in the ledger yet.' }), opening: money('openingMinor', { describe: 'By how much the ledger began with another balance than the statements.' }), note: column(),
    signedByName: column(), signedAt: column(), undoneAt: column(), undoneByName: column(), undoReason: column(),
  },
  ones: { collectionAccount: one('CollectionAccount', 'collectionAccountId') },
  listing: { field: 'reconciliations', defaultOrder: 'ENDS_ON_DESC', orderBy: { ENDS_ON: 'endsOn', SIGNED_AT: 'signedAt' }, search: ['collectionAccount.name', 'signedByName', 'note'] },
});

recordActions('CollectionAccount', { account: itself('CollectionAccount') }, () => [
  recordAction('saveCollectionAccount', 'banking.manage', () => undefined), recordAction('importStatement', 'banking.import', () => undefined), recordAction('signReconciliation', 'banking.reconcile', () => undefined),
]);
recordActions('BankStatement', {
  statement: itself('BankStatement'), isUsed: isFact((t) => sql`EXISTS (SELECT FROM "BankLine" l JOIN "LineBooking" b ON b."lineId" = l.id WHERE l."statementId" = ${col(t, 'id')})`),
}, ({ statement, isUsed }) => [recordAction('removeStatement', 'banking.import', () => { if (isUsed) throw StatementUsed({ reference: statement.reference }); })]);
recordActions('BankLine', { line: itself('BankLine') }, ({ line }) => [
  recordAction('bookLine', 'banking.match', () => { if (line.status === 'BOOKED') throw LineBooked({ text: line.text.slice(0, 100) }); }),
]);
recordActions('LineBooking', {
  booking: itself('LineBooking'), line: rowFact('BankLine', (t) => sql`f.id = ${col(t, 'lineId')}`),
  signed: rowsFact('Reconciliation', (t) => sql`f."undoneAt" IS NULL AND f."collectionAccountId" = (SELECT l."collectionAccountId" FROM "BankLine" l WHERE l.id = ${col(t, 'lineId')})`),
}, ({ booking, line, signed }) => [recordAction('undoBooking', 'banking.match', () => {
  if (booking.undoneAt !== null) throw BookingUndone({});
  const over = signed.find((each) => line && each.endsOn >= line.bookedOn);
  if (over) throw LineReconciled({ day: over.endsOn });
})]);
recordActions('Reconciliation', {
  row: itself('Reconciliation'), later: rowsFact('Reconciliation', (t) => sql`f."collectionAccountId" = ${col(t, 'collectionAccountId')} AND f."undoneAt" IS NULL AND f."endsOn" > ${col(t, 'endsOn')}`),
}, ({ row, later }) => [recordAction('undoReconciliation', 'banking.reconcile', () => {
  if (row.undoneAt !== null) throw ReconciliationUndone({ day: row.endsOn });
  const [next] = later;
  if (next) throw ReconciliationSigned({ day: next.endsOn });
})]);

reportType('OutstandingEntry', 'In the ledger, not on a statement yet.', { entry: 'record:JournalEntry', on: 'day', label: 'text', amount: 'money' });
reportType('OutstandingLine', 'On a statement, not in the ledger yet.', { line: 'record:BankLine', on: 'day', label: 'text', amount: 'money' });
reportType('AccountStanding', 'An account\'s statements beside its ledger up to a day, in the account\'s currency.', {
  from: 'day?', endsOn: 'day', statement: 'money', ledger: 'money', worth: 'money', ledgerOnly: 'money', statementOnly: 'money', opening: 'money', difference: 'money', entries: 'reports:OutstandingEntry', lines: 'reports:OutstandingLine',
});
reportQuery('accountStanding', {
  describe: 'What statement and ledger of an account say up to a day, and all that stands on one side only: difference = statement − (ledger − ledgerOnly + statementOnly + opening). Nothing but a missing statement can leave one.',
  permission: 'banking.read', type: 'AccountStanding', nullable: true, report: report({
    args: { collectionAccountId: id('CollectionAccount'), endsOn: day() },
    statement: ({ collectionAccountId, endsOn }) => standingSql(collectionAccountId, endsOn),
    make: (rows: StandingRow[], { endsOn }, { company }) => {
      const standing = standingOf(rows);
      const of = (side: 'LEDGER' | 'STATEMENT') => standing.outstanding.filter((each) => each.side === side);
      const said = (amount: Minor) => ({ minor: amount, currencyCode: standing.currencyCode ?? company.currencyCode });
      return {
        from: standing.from, endsOn, statement: said(standing.statement), ledger: said(standing.ledger), worth: standing.worth, opening: said(standing.opening),
        ledgerOnly: said(ledgerOnly(standing)), statementOnly: said(statementOnly(standing)), difference: said(standing.from === null ? zero : minor(differenceOf(standing))),
        entries: of('LEDGER').map(({ id: entry, amount, ...each }) => ({ entry, ...each, amount: said(amount) })), lines: of('STATEMENT').map(({ id: line, amount, ...each }) => ({ line, ...each, amount: said(amount) })),
      };
    },
    records: {
      entry: ({ collectionAccountId, endsOn }) => sql`SELECT x.id FROM (${standingSql(collectionAccountId, endsOn)}) x WHERE x.kind = 'LEDGER'`,
      line: ({ collectionAccountId, endsOn }) => sql`SELECT x.id FROM (${standingSql(collectionAccountId, endsOn)}) x WHERE x.kind = 'STATEMENT'`,
    },
  }),
});

reportType('PreviewedStatement', 'A statement of a file, before it is taken in.', {
  accountName: 'text', accountNo: 'text', reference: 'text', from: 'day?', to: 'day?', currencyCode: 'text', opening: 'text?', closing: 'text?', lines: 'int', known: 'int', pending: 'int', gap: 'text?', missing: 'int', isKnown: 'boolean', isInterim: 'boolean',
});
reportType('PreviewedBankLine', 'A line of a file, before it is taken in.', { on: 'day', amount: 'text', payerName: 'text?', text: 'text', isKnown: 'boolean' });
reportType('StatementPreview', 'What a file holds, and what would refuse it.', {
  format: 'text?', fileName: 'text', problem: 'text?', needsMapping: 'boolean', needsBalance: 'boolean', mapping: 'json?', heading: 'json', statements: 'reports:PreviewedStatement', sample: 'reports:PreviewedBankLine',
});
reportQuery('previewStatement', {
  describe: 'What a file at a collection account holds, what of it is known, and what would refuse it; nothing is written.', permission: 'banking.import', type: 'StatementPreview', nullable: true,
  args: { attachmentId: id('Attachment'), currencyCode: spokenCurrency, openingBalance: optional(signedMoney()), closingBalance: optional(signedMoney()) }, resolve: previewStatement,
});

mutations(saveCollectionAccount, setCollectionRules, importStatement, removeStatement, bookLine, acceptProposals, undoBooking, saveStatementRule, removeStatementRule, signReconciliation, undoReconciliation);
