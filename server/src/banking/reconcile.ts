import { action } from '../shared/action.ts';
import { day, id, optional, text } from '../shared/input.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { insert, update } from '../shared/write.ts';
import sql from 'sql-template-tag';
import { ReconciliationDiffers, ReconciliationEarly, ReconciliationNoteNeeded, ReconciliationSigned, ReconciliationUndone } from './refusals.ts';
import { differenceOf, ledgerOnly, standingOf, standingSql, statementOnly, type StandingRow } from './reconciliationRules.ts';

export const signReconciliation = action({
  name: 'signReconciliation', permission: 'banking.reconcile',
  describe: 'Signs that an account\'s statements and its ledger agree up to a day: what stands on one side only is kept with it, nothing else may differ. Bookings of lines up to that day are locked.',
  input: { collectionAccountId: id('CollectionAccount'), endsOn: day(), note: { ...optional(text({ max: 1000, lines: true })), describe: 'Needed where the ledger began with another balance than the statements.' } },
  refusals: [ReconciliationDiffers, ReconciliationSigned, ReconciliationEarly, ReconciliationNoteNeeded], payload: { reconciliation: 'record:Reconciliation' },
  load: async (tx, { collectionAccountId, endsOn }) => {
    const account = await lockRow(tx, 'CollectionAccount', collectionAccountId);
    const signed = await selectRows(tx, 'Reconciliation', sql`t."collectionAccountId" = ${collectionAccountId} AND t."undoneAt" IS NULL`, { lock: true });
    return { account, signed, rows: await tx.rows<StandingRow & Record<string, unknown>>(standingSql(collectionAccountId, endsOn)) };
  },
  decide: ({ account, signed, rows }, { endsOn, note }, ctx) => {
    const { currencyCode } = account;
    const later = signed.find((each) => each.endsOn >= endsOn);
    if (later) throw ReconciliationSigned({ day: later.endsOn });
    const standing = standingOf(rows);
    if (standing.from === null || endsOn < standing.from || endsOn > ctx.today) throw ReconciliationEarly({ day: standing.from ?? endsOn });
    const difference = differenceOf(standing);
    if (difference !== 0n) throw ReconciliationDiffers({ difference: { minor: difference, currencyCode } });
    if (standing.opening !== 0n && !note && !signed.some((each) => each.openingMinor === standing.opening)) throw ReconciliationNoteNeeded({ difference: { minor: standing.opening, currencyCode } });
    const reconciliation = ctx.newId();
    return {
      rows: [insert('Reconciliation', {
        id: reconciliation, companyId: ctx.company.id, collectionAccountId: account.id, endsOn, currencyCode, statementMinor: standing.statement, ledgerMinor: standing.ledger, ledgerOnlyMinor: ledgerOnly(standing),
        statementOnlyMinor: statementOnly(standing), openingMinor: standing.opening, note: note ?? null, signedById: ctx.viewer.kind === 'STAFF' ? ctx.viewer.id : null, signedByName: ctx.viewer.name,
        undoneAt: null, undoneByName: null, undoReason: null,
      })],
      events: [{ kind: 'reconciliationSigned', subjectType: 'CollectionAccount', subjectId: account.id, reason: note ?? null, data: { endsOn, outstanding: standing.outstanding.length } }],
      result: { reconciliation },
    };
  },
});

export const undoReconciliation = action({
  name: 'undoReconciliation', permission: 'banking.reconcile', describe: 'Takes a signature back, the last of its account first. Lines up to its day may be booked otherwise again.',
  input: { reconciliationId: id('Reconciliation'), reason: text({ max: 1000, lines: true }) }, refusals: [ReconciliationSigned, ReconciliationUndone], payload: { reconciliation: 'record:Reconciliation' },
  load: async (tx, { reconciliationId }) => {
    const row = await lockRow(tx, 'Reconciliation', reconciliationId);
    return { row, later: await selectRows(tx, 'Reconciliation', sql`t."collectionAccountId" = ${row.collectionAccountId} AND t."undoneAt" IS NULL AND t."endsOn" > ${row.endsOn}::date`, { orderBy: sql`t."endsOn"` }) };
  },
  decide: ({ row, later }, { reason }, ctx) => {
    if (row.undoneAt !== null) throw ReconciliationUndone({ day: row.endsOn });
    const [next] = later;
    if (next) throw ReconciliationSigned({ day: next.endsOn });
    return {
      rows: [update('Reconciliation', row.id, { undoneAt: ctx.now, undoneByName: ctx.viewer.name, undoReason: reason })],
      events: [{ kind: 'reconciliationUndone', subjectType: 'CollectionAccount', subjectId: row.collectionAccountId, reason, data: { endsOn: row.endsOn } }],
      result: { reconciliation: row.id },
    };
  },
});
