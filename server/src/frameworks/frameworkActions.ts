// Next actions of agreements by the demands that their rules make.
import sql from 'sql-template-tag';
import { FrameworkNotInForce } from '../pricing/refusals.ts';
import { col } from '../shared/entity.ts';
import { isFact, itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { FrameworkEmpty, FrameworkHasCalls, FrameworkOver } from './refusals.ts';
import { demandFramework } from './rules.ts';

recordActions('Framework', {
  framework: itself('Framework'),
  hasLines: isFact((t) => sql`EXISTS (SELECT FROM "FrameworkLine" l WHERE l."frameworkId" = ${col(t, 'id')})`),
  hasCalls: isFact((t) => sql`EXISTS (SELECT FROM "FrameworkLine" l WHERE l."frameworkId" = ${col(t, 'id')} AND l.called > 0)`),
}, ({ framework, hasLines, hasCalls }, { today }) => {
  const { id, number, status, validFrom, validTo } = framework;
  return [
    recordAction('callOffFramework', 'orders.write', () => {
      demandFramework(framework, 'callOffFramework');
      if (today < validFrom || validTo < today) throw FrameworkNotInForce({ framework: id, frameworkNumber: number ?? '', status, validTo });
    }),
    recordAction('activateFramework', 'frameworks.manage', () => {
      demandFramework(framework, 'activateFramework');
      if (!hasLines) throw FrameworkEmpty({ framework: id });
      if (validTo < today) throw FrameworkOver({ framework: id, validTo });
    }),
    recordAction('updateFramework', 'frameworks.write', () => demandFramework(framework, 'updateFramework')),
    recordAction('planCallOffs', 'frameworks.write', () => demandFramework(framework, 'planCallOffs')),
    recordAction('extendFramework', 'frameworks.manage', () => demandFramework(framework, 'extendFramework')),
    recordAction('endFramework', 'frameworks.manage', () => demandFramework(framework, 'endFramework')),
    recordAction('cancelFramework', 'frameworks.manage', () => {
      demandFramework(framework, 'cancelFramework');
      if (hasCalls) throw FrameworkHasCalls({ framework: id, frameworkNumber: number ?? '' });
    }),
    recordAction('deleteFramework', 'frameworks.write', () => demandFramework(framework, 'deleteFramework')),
  ];
});
