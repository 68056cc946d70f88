import sql from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, entityOf, expression, extend, money, one, visible } from '../shared/entity.ts';
import { choice, id, integer, moneyOrZero, optional } from '../shared/input.ts';
import { minor } from '../shared/money.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { report } from '../shared/report.ts';
import './applyHoldRules.ts';
import { stoppedBy } from './holdCauses.ts';
import { saveHoldRule } from './holdRules.ts';

entity('HoldRule', {
  permission: 'credit.read', describe: 'What stops customers by itself.',
  fields: {
    name: column(), cause: column(), days: column(), amount: money(), scope: column(), releasesItself: column(undefined, { describe: 'The hold ends with its cause; else somebody releases it.' }), isActive: column(), version: column(),
    heldCount: expression('int', (alias) => sql`(SELECT count(*)::int FROM "CustomerHold" h WHERE h."ruleId" = ${col(alias, 'id')} AND h."releasedAt" IS NULL)`, { describe: 'Whom it holds now.' }),
  },
  ones: { group: one('CustomerGroup', 'groupId') },
  listing: { field: 'holdRules', orderBy: { NAME: 'name', CAUSE: 'cause', HELD_COUNT: 'heldCount' }, defaultOrder: 'NAME_ASC', search: ['name'] },
});
extend('CustomerHold', {
  ones: { rule: one('HoldRule', 'ruleId', { permission: 'credit.read', describe: 'What placed it by itself.' }) },
  fields: { isWaived: column(undefined, { describe: 'Released by hand though its cause lasts: it does not come back before the cause has ended once.' }), isOpen: expression('boolean', (alias) => sql`(${col(alias, 'releasedAt')} IS NULL)`) },
});
extend('Customer', {
  fields: { isCreditHeld: expression('boolean', (alias) => sql`EXISTS (SELECT FROM "CustomerHold" h WHERE h."customerId" = ${col(alias, 'id')} AND h.scope = 'CREDIT'::"HoldScope" AND h."releasedAt" IS NULL)`, { describe: 'Only what is paid for already may be ordered.' }) },
});
recordActions('HoldRule', {}, () => [recordAction('saveHoldRule', 'holdRules.manage', () => undefined)]);

/** Whom a rule would stop today, whether it is saved or not. */
const holdRulePreview = report({
  args: { cause: choice('HoldCause'), days: optional(integer({ max: 3650 })), amount: optional(moneyOrZero()), groupId: optional(id('CustomerGroup')) },
  statement: ({ cause, days, amount, groupId }, { viewer }) => sql`SELECT s."customerId" AS customer, t.name, s.days, s.overdue, s.over FROM (${stoppedBy(
    sql`SELECT NULL::uuid AS id, ${cause}::text AS cause, ${days ?? 0}::int AS days, ${amount ?? 0}::bigint AS "amountMinor", ${groupId ?? null}::uuid AS "groupId"`, sql`TRUE`)}) s
    JOIN "Customer" t ON t.id = s."customerId" WHERE ${visible(entityOf('Customer'), 't', viewer)} ORDER BY s.overdue::bigint DESC, s.over::bigint DESC, t.name, t.id LIMIT 1000`,
  make: (rows: { customer: string; name: string; days: number; overdue: string; over: string }[]) => rows.map((row) => ({ ...row, overdue: minor(BigInt(row.overdue)), over: minor(BigInt(row.over)) })),
});
reportType('StoppedCustomer', 'A customer that a rule would stop today.', { customer: 'record:Customer?', name: 'text', days: 'int', overdue: 'money', over: 'money' });
reportQuery('holdRulePreview', { describe: 'Whom a rule would stop today: days and amount overdue, and what is over the limit. At most 1,000.', permission: 'credit.read', type: 'StoppedCustomer', list: true, report: holdRulePreview });

mutations(saveHoldRule);
