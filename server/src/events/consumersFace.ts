import { builder } from '../builder.ts';
import type { ConsumerCursor } from '../generated/prisma/client.ts';

const seen = { permission: 'inherit' };
const ConsumerRef = builder.objectRef<ConsumerCursor>('Consumer').implement({
  description: 'What follows the event log by itself, and why it stands still, if it does.',
  fields: (t) => ({
    name: t.exposeString('name', { extensions: seen }),
    updatedAt: t.field({ type: 'DateTime', extensions: seen, resolve: ({ updatedAt }) => updatedAt.toISOString() }),
    failure: t.exposeString('failure', { nullable: true, extensions: seen, description: 'The last failure; null after a success.' }),
    attempts: t.exposeInt('attempts', { extensions: seen, description: 'Failures in a row.' }),
    retryAt: t.field({ type: 'DateTime', nullable: true, extensions: seen, resolve: ({ retryAt }) => retryAt?.toISOString() ?? null }),
  }),
});

builder.queryField('consumers', (t) => t.field({
  type: [ConsumerRef], extensions: { permission: 'audit.read' }, description: 'The followers of the event log.',
  resolve: (_root, _args, { db }) => db.prisma.consumerCursor.findMany({ orderBy: { name: 'asc' } }),
}));
