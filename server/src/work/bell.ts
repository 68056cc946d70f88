// One bell for what waits for the viewer: how much of it is unread, and all of it.
import sql from 'sql-template-tag';
import { reportQuery, reportType } from '../reports.ts';
import { action } from '../shared/action.ts';
import type { Json } from '../generated/rows.ts';
import { boolean, globalId, integer, list, optional, text } from '../shared/input.ts';
import { hasMessage, message } from '../shared/messages.ts';
import { report } from '../shared/report.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import type { Viewer } from '../shared/viewer.ts';
import { insert, update } from '../shared/write.ts';
import { waitingFor } from './waiting.ts';

interface Row {
  itemId: string | null; kind: string; subjectType: string; subjectId: string; label: string; detail: string; actorName: string; since: string;
  dueOn: Day | null; isUrgent: boolean; isUnread: boolean; unread: string; total: string; age: number;
}

const ITEMS_MAX = 500;
const ITEMS_USUAL = 30;

reportType('WaitingItem', 'Something that waits for the viewer.', {
  key: 'text', kind: 'text', kindLabel: 'text', record: 'uuid', recordType: 'text', label: 'text', detail: 'text', actorName: 'text', since: 'instant', age: 'int', dueOn: 'day?',
  isUrgent: 'boolean', isUnread: 'boolean',
});
reportType('Bell', 'What waits for the viewer.', { unread: 'int', total: 'int', items: 'reports:WaitingItem' });

const keyOf = ({ kind, itemId }: Pick<Row, 'kind' | 'itemId'>): string => `${kind}:${itemId ?? ''}`;

const bellReport = report({
  args: { first: { ...optional(integer({ min: 0, max: ITEMS_MAX })), describe: `How many items, at most ${ITEMS_MAX}; ${ITEMS_USUAL} where it is not told.` } },
  // One row at least, which tells the sums.
  statement: ({ first }, { viewer }, asked) => {
    const waiting = viewer.id === null ? undefined : waitingFor(viewer);
    if (!waiting) return undefined;
    const columns = sql`w."itemId", w.kind, w."subjectType", w."subjectId", w.label, w.detail, w."actorName", w.since, w."dueOn", w."isUrgent", w."isUnread"`;
    const sums = sql`SELECT count(*) FILTER (WHERE w."isUnread")::text AS unread, count(*)::text AS total FROM waiting w`;
    if (!asked('items')) return sql`WITH waiting AS (${waiting}) ${sums}`;
    return sql`WITH waiting AS (${waiting}) SELECT sums.*, w.* FROM (${sums}) sums LEFT JOIN LATERAL (SELECT ${columns},
        greatest(0, floor(extract(epoch FROM hesabu_now() - w.since) / 86400))::int AS age
      FROM waiting w ORDER BY w."isUnread" DESC, w."isUrgent" DESC, w.since DESC, w."itemId" LIMIT ${first ?? ITEMS_USUAL}) w ON TRUE
      ORDER BY w."isUnread" DESC, w."isUrgent" DESC, w.since DESC, w."itemId"`;
  },
  make: (rows: Row[], _args, { viewer }) => (viewer.id === null ? null : {
    unread: Number(rows[0]?.unread ?? 0), total: Number(rows[0]?.total ?? 0),
    items: rows.filter(({ itemId }) => itemId).map((row) => ({
      ...row, key: keyOf(row), kindLabel: message(viewer.locale, `waiting.${row.kind}`), record: globalId(row.subjectType, row.subjectId), recordType: row.subjectType,
      detail: hasMessage(row.detail) ? message(viewer.locale, row.detail) : row.detail, since: new Date(row.since),
    })),
  }),
});

reportQuery('bell', {
  describe: 'What waits for the viewer: questions to answer, tasks, mentions, alerts that are the viewer\'s, imports that failed. Null when nobody is signed in.',
  permission: 'public', type: 'Bell', nullable: true, report: bellReport,
});

type Seen = Pick<Row, 'kind' | 'itemId'> & { since: Date };
const unreadOf = (viewer: Viewer, keys: readonly string[] | null) => {
  const waiting = waitingFor(viewer);
  return waiting && sql`SELECT w."itemId", w.kind, w.since FROM (${waiting}) w WHERE w."isUnread" ${keys ? sql`AND w.kind || ':' || w."itemId" = ANY(${[...keys]}::text[])` : sql``}`;
};

export const markBellRead = action({
  name: 'markBellRead', permission: 'tasks.read', describe: 'Says that the viewer has seen some of what waits, or all of it. It goes on waiting.',
  input: { keys: { ...optional(list(text({ max: 120 }), { max: ITEMS_MAX })), describe: 'Of items; all where they are not named.' }, all: optional(boolean()) },
  refusals: [], payload: { read: 'int' },
  load: async (tx, { keys, all }, { viewer }) => {
    const unread = unreadOf(viewer, all ? null : keys ?? []);
    if (!unread || viewer.id === null) return { seen: [], known: [] };
    const seen = await tx.rows<Seen>(unread);
    const known = await selectRows(tx, 'BellRead', sql`t."userId" = ${viewer.id}::uuid AND t."itemId" = ANY(${seen.map(({ itemId }) => itemId)}::uuid[])`, { lock: true });
    return { seen, known };
  },
  decide: ({ seen, known }, _input, ctx) => {
    const rows = seen.map(({ kind, itemId, since }) => {
      // Its own instant at least: clocks of servers and database may differ.
      const readAt = new Date(Math.max(ctx.now.getTime(), since.getTime()));
      const before = known.find((each) => each.kind === kind && each.itemId === itemId);
      return before ? update('BellRead', before.id, { readAt }) : insert('BellRead', { id: ctx.newId(), companyId: ctx.company.id, userId: String(ctx.viewer.id), kind, itemId: String(itemId), readAt });
    });
    // What somebody has looked at is nobody else's concern: it is no event.
    return { rows, events: [], result: { read: rows.length as Json } };
  },
});
