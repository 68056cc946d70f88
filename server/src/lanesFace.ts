// How often which read lane answers, for those who run the server.
import { builder } from './builder.ts';
import type { RequestContext } from './shared/request.ts';

const inherit = { permission: 'inherit' };
const ReasonRef = builder.objectRef<readonly [reason: string, count: number]>('LaneReason').implement({
  description: 'Why queries were not answered by one statement, e.g. the field that has none, and how many.',
  fields: (t) => ({
    reason: t.string({ extensions: inherit, resolve: ([reason]) => reason }),
    count: t.int({ extensions: inherit, resolve: ([, count]) => count }),
  }),
});
const LaneUseRef = builder.objectRef<NonNullable<RequestContext['laneUse']>>('LaneUse').implement({
  description: 'How this server has answered queries since it started.',
  fields: (t) => ({
    compiled: t.exposeInt('compiled', { extensions: inherit, description: 'By one statement each.' }),
    general: t.int({ extensions: inherit, description: 'By resolvers.', resolve: ({ general }) => [...general.values()].reduce((sum, count) => sum + count, 0) }),
    reasons: t.field({ type: [ReasonRef], extensions: inherit, description: 'The most frequent first.',
      resolve: ({ general }) => [...general].sort(([a, some], [b, others]) => others - some || (a < b ? -1 : 1)) }),
    faults: t.stringList({ extensions: inherit, description: 'The last errors of statements that resolvers then answered.', resolve: ({ faults }) => [...faults] }),
  }),
});

builder.queryField('lanes', (t) => t.field({
  type: LaneUseRef, extensions: { permission: 'audit.read' }, description: 'How often which read lane has answered.',
  resolve: (_root, _args, { laneUse }) => laneUse ?? { compiled: 0, general: new Map(), faults: [] },
}));
