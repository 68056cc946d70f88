import { GraphQLError } from 'graphql';
import { rightsNow, type Rights } from '../access/identifyAgain.ts';
import { builder } from '../builder.ts';
import { globalId, uuidOf } from '../shared/input.ts';
import type { RequestContext } from '../shared/request.ts';
import { feedOf } from './feed.ts';
import { placeOf } from './feedPlace.ts';
import { kindLabel } from './kindLabel.ts';
import type { Change } from './readFeed.ts';
import { recordTypes, type RecordType } from './recordTypes.ts';
import type { Message } from './subscriber.ts';

const seen = { permission: 'inherit' };
const screaming = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
const RecordTypeRef = builder.enumType('RecordType', {
  description: 'The types of records that the live feed speaks of.',
  values: Object.fromEntries(recordTypes.map((name) => [screaming(name), { value: name }])),
});

const RecordChangeRef = builder.objectRef<Change>('RecordChange').implement({
  description: 'What happened to one record: an event of the audit trail, in short.',
  fields: (t) => ({
    sequence: t.field({ type: 'Decimal', extensions: seen, description: 'The sequence of the event; neighbours may come in another order than they are numbered.', resolve: ({ sequence }) => sequence }),
    recordedAt: t.field({ type: 'DateTime', extensions: seen, resolve: ({ recordedAt }) => recordedAt }),
    type: t.field({ type: RecordTypeRef, extensions: seen, resolve: ({ subjectType }) => subjectType }),
    id: t.id({ extensions: seen, description: 'The record, for node(id).', resolve: ({ subjectType, subjectId }) => globalId(subjectType, subjectId) }),
    label: t.exposeString('label', { nullable: true, extensions: seen, description: 'What people call the record.' }),
    kind: t.exposeString('kind', { extensions: seen, description: 'The action in the past: orderPlaced.' }),
    kindLabel: t.string({ extensions: seen, description: 'The kind in words.', resolve: ({ kind }, _args, { viewer }) => kindLabel(kind, viewer.locale) }),
    isNew: t.exposeBoolean('isNew', { extensions: seen, description: 'Nothing happened to the record before: it is new.' }),
    isOwn: t.boolean({ extensions: seen, description: 'The viewer did it.', resolve: ({ actorId }, _args, { viewer }) => actorId !== null && actorId === viewer.id }),
    actorName: t.exposeString('actorName', { extensions: { permission: 'events.read' } }),
  }),
});

const RecordsChangedRef = builder.objectRef<Message>('RecordsChanged').implement({
  description: 'A message of the live feed. The first one, and one each minute, tells the cursor even when nothing happened.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { extensions: seen, description: 'Send it as `after` to go on behind this message, at any server.' }),
    isResync: t.exposeBoolean('isResync', { extensions: seen, description: 'Changes may be missing before this message: read again what you hold.' }),
    changes: t.field({ type: [RecordChangeRef], extensions: seen, description: 'At most a hundred, in their order.', resolve: ({ changes }) => changes }),
  }),
});

const badRequest = (message: string) => new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
const sameRights = (a: Rights, b: Rights): boolean => a.salesPersonId === b.salesPersonId
  && a.permissions.size === b.permissions.size && [...a.permissions].every((each) => b.permissions.has(each));

function listen(args: { types?: RecordType[] | null; subject?: string | null; after?: string | null }, ctx: RequestContext) {
  const { db, viewer, sessionId } = ctx;
  const after = args.after ? placeOf(args.after) : undefined;
  if (args.after && !after) throw badRequest('`after` is no cursor of this feed.');
  const subject = args.subject ? uuidOf(args.subject) : undefined;
  if (args.subject && !subject) throw badRequest('`subject` is no id.');
  const keyId = sessionId ? null : viewer.id;
  const feed = feedOf(db);
  return feed.subscribe({
    viewer, asker: sessionId ?? viewer.id ?? '', types: args.types ?? undefined, subject, after,
    mayStay: async () => {
      const now = await rightsNow(db, { sessionId, keyId }, feed.now());
      return now !== undefined && sameRights(now, viewer);
    },
  });
}

builder.subscriptionType({});
builder.subscriptionField('recordsChanged', (t) => t.field({
  type: RecordsChangedRef, extensions: { permission: 'known' },
  description: 'What happens to records that the viewer may see, within a second, in the order in which it was committed; nothing is left out and nothing comes twice. Over SSE; docs/api.md says how to come back.',
  args: {
    types: t.arg({ type: [RecordTypeRef], required: false, description: 'Only these types; without it, all.' }),
    subject: t.arg.id({ required: false, description: 'Only this record.' }),
    after: t.arg.string({ required: false, description: 'The cursor of the last message: what happened since then comes first.' }),
  },
  subscribe: (_root, args, ctx) => listen(args, ctx),
  resolve: (message) => message,
}));
