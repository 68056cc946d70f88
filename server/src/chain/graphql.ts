import sql, { type Sql } from 'sql-template-tag';
import type { ChainExceptionRow, ChainFact, ChainStageRow, ChainStep } from '../generated/rows.ts';
import { mutations } from '../mutations.ts';
import { ofVisibleOrders } from '../orders/visibleOrders.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, entityOf, expression, extend, lines, one, visible } from '../shared/entity.ts';
import { itself, rowFact } from '../shared/facts.ts';
import { id } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { report } from '../shared/report.ts';
import type { Viewer } from '../shared/viewer.ts';
import { assignStages } from './assignStages.ts';
import { confirmOrder, demandConfirmable, withdrawConfirmation } from './confirmOrder.ts';
import './consumeChain.ts';
import { lacking, unowned, type Lacking } from './facts.ts';
import { OrderConfirmed, OrderNotConfirmed, StageLeft } from './refusals.ts';
import { steps } from './rules.ts';

const permission = 'chain.read';
const userName = (alias: string, name: string): Sql => sql`(SELECT u.name FROM "User" u WHERE u.id = ${col(alias, name)})`;
const isMine = (t: string, viewer: Viewer): Sql => sql`(${col(t, 'ownerId')} IS NOT DISTINCT FROM ${viewer.id}::uuid AND ${col(t, 'ownerId')} IS NOT NULL)`;
const isMyRoles = (t: string, viewer: Viewer): Sql => sql`coalesce(${col(t, 'ownerRole')} = ${viewer.role}::"Role", FALSE)`;
const hoursBetween = (from: Sql, to: Sql): Sql => sql`greatest(0, floor(extract(epoch FROM ${to} - ${from}) / 3600))::int`;
const owned = {
  ownerRole: column(undefined, { describe: 'Whoever of this role takes it has it.' }), ownerName: expression('text', (t) => userName(t, 'ownerId'), { nullable: true }),
  isMine: expression('boolean', isMine, { describe: 'The viewer has it.' }), isMyRoles: expression('boolean', isMyRoles, { describe: 'Somebody of the viewer\'s role is to take it.' }),
};
const customerName = expression('text', (t) => sql`(SELECT c.name FROM "Order" o JOIN "Customer" c ON c.id = o."customerId" WHERE o.id = ${col(t, 'orderId')})`);
const number = expression('text', (t) => sql`(SELECT o.number FROM "Order" o WHERE o.id = ${col(t, 'orderId')})`, { nullable: true, describe: 'The order\'s.' });

entity('ChainStage', {
  permission, rows: ofVisibleOrders, describe: 'A stay of an order in a stage of its chain: order, invoice, reconciliation, confirmation.',
  fields: {
    no: column(undefined, { describe: 'The order\'s stays, counted from 1.' }), step: column(), visit: column(undefined, { describe: '2 and up: the order came back to this stage.' }),
    enteredAt: column(), leftAt: column(undefined, { describe: 'Null while the order is here.' }), outcome: column(), ownedSince: column(), handOffs: column(undefined, { describe: 'How often it was handed over while here.' }), version: column(),
    ...owned, number, customerName,
    isOpen: expression('boolean', (t) => sql`(${col(t, 'leftAt')} IS NULL)`, { describe: 'The order is here now.' }),
    hours: expression('int', (t) => hoursBetween(col(t, 'enteredAt'), sql`coalesce(${col(t, 'leftAt')}, hesabu_now())`), { describe: 'How long it is, or was, here.' }),
    isUnowned: expression('boolean', (t) => sql`(${col(t, 'leftAt')} IS NULL AND ${unowned(t)})`, { describe: 'Nobody has it, or whoever had it is not there any more.' }),
    isStuck: expression('boolean', (t) => sql`(${col(t, 'leftAt')} IS NULL AND EXISTS (SELECT FROM "ChainException" x WHERE x."orderId" = ${col(t, 'orderId')} AND x."closedAt" IS NULL))`),
    missing: expression('texts', (t) => sql`(CASE WHEN ${col(t, 'leftAt')} IS NULL THEN ARRAY(SELECT f.fact::text FROM (${lacking(sql`o.id = ${col(t, 'orderId')}`)}) f
      WHERE f.step::text = ${col(t, 'step')}::text ORDER BY f.fact) ELSE ARRAY[]::text[] END)`, { askable: false, describe: 'What the order lacks to leave the stage: names of ChainFact.' }),
  },
  ones: { order: one('Order', 'orderId'), owner: one('Colleague', 'ownerId') },
  manies: { passedOn: lines('ChainHandOff', 'stageId') },
  listing: {
    field: 'chainStages', defaultOrder: 'ENTERED_AT_ASC', search: ['number', 'customerName', 'ownerName'],
    orderBy: { ENTERED_AT: 'enteredAt', LEFT_AT: 'leftAt', OWNED_SINCE: 'ownedSince', NUMBER: 'number', CUSTOMER_NAME: 'customerName', STEP: 'step', OWNER_NAME: 'ownerName', HOURS: 'hours', HAND_OFFS: 'handOffs' },
    describe: 'Where orders are and were in their chain, and whose they are: queues by owner.',
  },
});

entity('ChainHandOff', {
  permission, rows: ofVisibleOrders, describe: 'A stage was handed from one to another.',
  fields: {
    no: column(), fromRole: column(), toRole: column(), reason: column(), byName: column(), at: column(),
    fromName: expression('text', (t) => userName(t, 'fromId'), { nullable: true }), toName: expression('text', (t) => userName(t, 'toId'), { nullable: true }),
  },
});

const detail = (t: string, viewer: Viewer): Sql => (viewer.permissions.has('invoices.read') ? col(t, 'detail')
  : sql`(CASE WHEN ${col(t, 'fact')} IN ('OVERDUE', 'NOT_PAID', 'NOT_MATCHED') THEN '' ELSE ${col(t, 'detail')} END)`);
entity('ChainException', {
  permission, rows: ofVisibleOrders, describe: 'A stretch of time in which an order was stuck for a reason.',
  fields: {
    fact: column(undefined, { describe: 'Why.' }), step: column(), since: column(undefined, { describe: 'Since when it is lacking.' }), raisedAt: column(undefined, { describe: 'When it became an exception.' }),
    hours: column(undefined, { describe: 'The limit that it passed.' }), closedAt: column(undefined, { describe: 'Null while it is stuck.' }),
    detail: expression('text', detail, { describe: 'What it is about: numbers of documents, products.' }),
    ...owned, number, customerName,
    isOpen: expression('boolean', (t) => sql`(${col(t, 'closedAt')} IS NULL)`),
    age: expression('int', (t) => hoursBetween(col(t, 'since'), sql`coalesce(${col(t, 'closedAt')}, hesabu_now())`), { describe: 'Hours since it is lacking.' }),
    isUnowned: expression('boolean', (t) => sql`(${col(t, 'closedAt')} IS NULL AND ${unowned(t)})`),
  },
  ones: { order: one('Order', 'orderId'), owner: one('Colleague', 'ownerId') },
  listing: {
    field: 'chainExceptions', defaultOrder: 'SINCE_ASC', search: ['number', 'customerName', 'ownerName', 'detail'],
    orderBy: { SINCE: 'since', RAISED_AT: 'raisedAt', CLOSED_AT: 'closedAt', FACT: 'fact', STEP: 'step', NUMBER: 'number', CUSTOMER_NAME: 'customerName', OWNER_NAME: 'ownerName', AGE: 'age' },
    describe: 'Orders that are stuck, why, whose they are and since when; and those that were.',
  },
});

entity('OrderConfirmation', {
  permission, rows: ofVisibleOrders, describe: 'The customer has confirmed goods and account of an order; one of an order holds.',
  fields: {
    means: column(), name: column(undefined, { describe: 'Who of the customer.' }), confirmedOn: column(), note: column(), recordedByName: column(), recordedAt: column(),
    withdrawnAt: column(undefined, { describe: 'Null while it holds.' }), withdrawReason: column(),
  },
});

extend('Order', {
  fields: {
    chainStep: expression('enum:ChainStep', (o) => sql`(SELECT s.step FROM "ChainStage" s WHERE s."orderId" = ${col(o, 'id')} AND s."leftAt" IS NULL)`,
      { nullable: true, permission, describe: 'The stage of its chain; null before it is placed and after it is done with.' }),
    isStuck: expression('boolean', (o) => sql`EXISTS (SELECT FROM "ChainException" x WHERE x."orderId" = ${col(o, 'id')} AND x."closedAt" IS NULL)`, { permission, describe: 'It lacks something for too long.' }),
  },
  manies: { stays: lines('ChainStage', 'orderId', 'no', { permission }), confirmations: lines('OrderConfirmation', 'orderId', 'recordedAt', { permission }) },
});

const openStage = rowFact('ChainStage', (o) => sql`f."orderId" = ${col(o, 'id')} AND f."leftAt" IS NULL`);
const confirmation = rowFact('OrderConfirmation', (o) => sql`f."orderId" = ${col(o, 'id')} AND f."withdrawnAt" IS NULL`);
recordActions('Order', { order: itself('Order'), openStage, confirmation }, ({ order, openStage: stage, confirmation: known }) => {
  const orderNumber = order.number ?? '';
  return [
    recordAction('confirmOrder', 'orders.confirm', () => {
      demandConfirmable(order);
      if (known) throw OrderConfirmed({ orderNumber, confirmedOn: known.confirmedOn });
    }),
    recordAction('withdrawConfirmation', 'orders.confirm', () => { if (!known) throw OrderNotConfirmed({ orderNumber }); }),
    recordAction('assignStages', 'chain.assign', () => { if (!stage) throw StageLeft({ orderNumber }); }),
  ];
});

reportType('ChainLack', 'Something that an order lacks to go on.', { fact: 'enum:ChainFact', label: 'text', since: 'instant', detail: 'text', isStuck: 'boolean' });
reportType('ChainPart', 'A stage of an order\'s chain.', {
  step: 'enum:ChainStep', state: 'text', enteredAt: 'instant?', leftAt: 'instant?', hours: 'int', visits: 'int', handOffs: 'int', ownerName: 'text?', ownerRole: 'enum:Role?', isUnowned: 'boolean', missing: 'reports:ChainLack',
});
reportType('OrderChain', 'Where an order is in its chain.', { order: 'record:Order', parts: 'reports:ChainPart' });

type Stay = Pick<ChainStageRow, 'step' | 'visit' | 'outcome' | 'ownerRole' | 'handOffs'> & { enteredAt: string; leftAt: string | null; ownerName: string | null; isUnowned: boolean; seconds: number };
type Lack = Pick<Lacking, 'fact' | 'step' | 'detail'> & { since: string };
interface Row { order: string; stays: Stay[] | null; lacks: Lack[] | null; stuck: Pick<ChainExceptionRow, 'fact'>[] | null }
const hidden: readonly ChainFact[] = ['OVERDUE', 'NOT_PAID', 'NOT_MATCHED'];

function partOf(step: ChainStep, { stays, lacks, stuck }: Row, viewer: Viewer) {
  const own = (stays ?? []).filter((each) => each.step === step);
  const last = own.at(-1);
  const isOver = (stays ?? []).length > 0 && (stays ?? []).every(({ leftAt }) => leftAt !== null);
  const isAhead = !last || (last.leftAt !== null && last.outcome === 'BACK');
  return {
    step, state: last?.outcome === 'CANCELLED' ? 'CANCELLED' : last && last.leftAt === null ? 'HERE' : isAhead ? (isOver ? 'SKIPPED' : 'AHEAD') : 'DONE',
    enteredAt: own[0] ? new Date(own[0].enteredAt) : null, leftAt: last?.leftAt ? new Date(last.leftAt) : null, hours: Math.floor(own.reduce((sum, { seconds }) => sum + seconds, 0) / 3600),
    visits: own.length, handOffs: own.reduce((sum, { handOffs }) => sum + handOffs, 0), ownerName: last?.ownerName ?? null, ownerRole: last?.ownerRole ?? null, isUnowned: last?.isUnowned ?? false,
    missing: (lacks ?? []).filter((each) => each.step === step).map(({ fact, since, detail: about }) => ({
      fact, label: message(viewer.locale, `enum.ChainFact.${fact}`), since: new Date(since), detail: hidden.includes(fact) && !viewer.permissions.has('invoices.read') ? '' : about,
      isStuck: (stuck ?? []).some((each) => each.fact === fact),
    })),
  };
}

reportQuery('orderChain', {
  describe: 'The four stages of an order: whose they are, when it entered and left them, and what it lacks to go on. Null where there is no such order.', permission, type: 'OrderChain', nullable: true,
  report: report({
    args: { orderId: id('Order') },
    statement: ({ orderId }, { viewer }) => sql`SELECT o.id AS "order",
      (SELECT json_agg(json_build_object('step', s.step, 'visit', s.visit, 'outcome', s.outcome, 'ownerRole', s."ownerRole", 'handOffs', s."handOffs", 'enteredAt', s."enteredAt", 'leftAt', s."leftAt",
        'ownerName', ${userName('s', 'ownerId')}, 'isUnowned', s."leftAt" IS NULL AND ${unowned('s')},
        'seconds', floor(extract(epoch FROM coalesce(s."leftAt", hesabu_now()) - s."enteredAt"))::int) ORDER BY s.no) FROM "ChainStage" s WHERE s."orderId" = o.id) AS stays,
      (SELECT json_agg(x ORDER BY x.since, x.fact) FROM (${lacking(sql`o.id = ${orderId}::uuid`)}) x) AS lacks,
      (SELECT json_agg(json_build_object('fact', e.fact)) FROM "ChainException" e WHERE e."orderId" = o.id AND e."closedAt" IS NULL) AS stuck
      FROM "Order" o WHERE o.id = ${orderId}::uuid AND ${visible(entityOf('Order'), 'o', viewer)}`,
    make: ([row]: Row[], _args, { viewer }) => (row ? { order: row.order, parts: steps.map((step) => partOf(step, row, viewer)) } : null),
  }),
});

recordActions('ChainStage', { stage: itself('ChainStage') }, ({ stage }) => [
  recordAction('assignStages', 'chain.assign', () => { if (stage.leftAt !== null) throw StageLeft({ orderNumber: '' }); }),
]);

mutations(assignStages, confirmOrder, withdrawConfirmation);
