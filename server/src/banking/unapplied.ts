import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { choice, day, id, optional, text } from '../shared/input.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';

export const explainUnapplied = action({
  name: 'explainUnapplied', permission: 'payments.post',
  describe: 'Says why money or a credit is not applied, who sees to it, and until when.',
  input: { openItemId: id('OpenItem'), reason: choice('UnappliedReason'), note: optional(text({ max: 1000, lines: true })), ownerId: optional(id('User')), targetOn: day() },
  refusals: [], payload: { openItem: 'record:OpenItem' },
  load: async (tx, { openItemId, ownerId }) => {
    if (ownerId) await readRow(tx, 'User', ownerId);
    const item = await lockRow(tx, 'OpenItem', openItemId);
    const [known] = await selectRows(tx, 'UnappliedNote', sql`t."openItemId" = ${openItemId}`, { lock: true });
    return { item, known };
  },
  decide: ({ item, known }, { openItemId, reason, note, ownerId, targetOn }, ctx) => {
    if (item.openMinor >= 0n || (item.kind !== 'PAYMENT' && item.kind !== 'CREDIT_NOTE')) throw fieldRefused(['openItemId'], 'id_unknown', { type: 'OpenItem' });
    if (reason === 'OTHER' && !note) throw fieldRefused(['note'], 'required');
    if (targetOn < ctx.today) throw fieldRefused(['targetOn'], 'day_before', { day: ctx.today });
    const columns = { reason, note: note ?? null, ownerId: ownerId ?? known?.ownerId ?? (ctx.viewer.kind === 'STAFF' ? ctx.viewer.id : null), targetOn };
    return {
      rows: [known ? update('UnappliedNote', known.id, { ...columns, version: known.version + 1 }) : insert('UnappliedNote', { id: ctx.newId(), companyId: ctx.company.id, openItemId, ...columns })],
      events: [{ kind: 'unappliedExplained', subjectType: item.customerId ? 'Customer' : 'Company', subjectId: item.customerId ?? ctx.company.id, reason: note ?? reason, data: { number: item.number, targetOn } }],
      result: { openItem: openItemId },
    };
  },
});
