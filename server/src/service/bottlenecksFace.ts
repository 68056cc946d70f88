import { reportQuery, reportType } from '../reports.ts';
import { bottleneckOrders } from './bottleneckOrders.ts';
import { bottlenecks } from './bottlenecks.ts';

const times = { step: 'enum:ProcessStep', count: 'int', orders: 'int', medianHours: 'rate', p90Hours: 'rate', totalHours: 'rate' } as const;
reportType('StepTimes', 'How long a step took, in hours since the one before it.', times);
reportType('StageTimes', 'How long orders stayed in a stage of their chain that they left, how often they were handed over there, and how often they went back.', {
  stage: 'enum:ChainStep', count: 'int', orders: 'int', medianHours: 'rate', p90Hours: 'rate', totalHours: 'rate', handOffs: 'int', wentBack: 'int',
});
reportType('StepGroup', 'How long a step took in a group.', { ...times, label: 'text?', customer: 'record:Customer?', warehouse: 'record:Warehouse?', salesPerson: 'record:SalesPerson?', channel: 'enum:Channel?', month: 'text?' });
reportType('DelayedFor', 'What kept orders waiting for a cause: how often, for how many hours; some still wait.', {
  cause: 'enum:DelayCause', kind: 'enum:DelayKind', count: 'int', orders: 'int', stillOpen: 'int', hours: 'rate',
});
reportType('Bottlenecks', 'Where orders spend their time. `orders` are those that took a step in the period; `reworked` and `stopped` those with rework, and with a step that was refused; `count` is that of all groups.', {
  from: 'day', to: 'day', stages: 'reports:StageTimes', steps: 'reports:StepTimes', count: 'int', groups: 'reports:StepGroup', causes: 'reports:DelayedFor', delayHours: 'rate', handOffs: 'int', handOffOrders: 'int', orders: 'int',
  reworked: 'int', stopped: 'int',
});
reportQuery('bottlenecks', {
  describe: 'Time of each step that ended in the period (median and p90), the causes of delay that began in it by hours lost, rework and hand-offs, from the event log; of the orders that the viewer may see. Asked for two periods, it compares them.',
  permission: 'service.read', type: 'Bottlenecks', report: bottlenecks,
});

reportType('Stretch', 'A step that an order took, or a delay that it had.', {
  order: 'record:Order', step: 'enum:ProcessStep?', cause: 'enum:DelayCause?', since: 'instant', until: 'instant?', hours: 'rate', who: 'text', reason: 'text?',
});
reportType('BottleneckOrders', 'Orders behind bottlenecks.', { count: 'int', hours: 'rate', rows: 'reports:Stretch' });
reportQuery('bottleneckOrders', {
  describe: 'The orders behind bottlenecks, longest first: those that took a step, or had a delay for a cause.', permission: 'service.read', type: 'BottleneckOrders', report: bottleneckOrders,
});
