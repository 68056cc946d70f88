// Tasks: asked for, handed over, put off, done by one, opened again; by people, and by the system itself.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../server/src/context.ts';
import { runConsumers } from '../../server/src/events/consumers.ts';
import { jobs, runJob } from '../../server/src/jobs.ts';
import { newId } from '../../server/src/shared/perform.ts';
import { insert, write } from '../../server/src/shared/write.ts';
import { settled } from '../support/settled.ts';
import { sql } from '../support/trade.ts';
import { startWorkFirm, uuidIn, type Person, type WorkFirm } from './support.ts';

let firm: WorkFirm;
let [olga, carl, sam, wendy]: Person[] = [];
let [customer, supplier] = ['', ''];
const who = (person: Person | undefined) => ({ cookie: person?.cookie ?? '' });
beforeAll(async () => {
  firm = await startWorkFirm();
  olga = await firm.person('OWNER', 'Olga');
  carl = await firm.person('CONTROLLER', 'Carl');
  sam = await firm.person('SALES', 'Sam');
  wendy = await firm.person('WAREHOUSE', 'Wendy');
  [customer, supplier] = [await firm.customer('Acme'), await firm.supplier('Mill')];
});
afterAll(() => firm.server.close());

const fields = 'task { id status version title ownerName ownerRole dueOn priority subjectLabel isMine isMyRoles isOverdue isUnowned age closedByName outcome reopened actions { name allowed reason } }';
const create = async (input: Record<string, unknown>, as: Person | undefined = olga) => firm.act('createTask', { title: 'Call them', ...input }, fields, who(as));
const tasksOf = async (filter: string, as: Person | undefined) =>
  (await firm.ask(`{ tasks(first: 100, filter: ${filter}) { nodes { title } totalCount } }`, {}, who(as))).tasks.nodes.map(({ title }: { title: string }) => title);

describe('a task', () => {
  it('is asked for about a record, for a person, by a day', async () => {
    const { task } = await create({ subjectId: customer, ownerId: sam?.id, dueOn: '2999-01-31', priority: 'HIGH', text: 'About the late payment.' });
    expect(task).toMatchObject({ status: 'OPEN', ownerName: 'Sam', dueOn: '2999-01-31', priority: 'HIGH', subjectLabel: 'Acme', isMine: false, isOverdue: false, isUnowned: false, age: 0 });
    expect(task.actions).toContainEqual({ name: 'reopenTask', allowed: false, reason: '“Call them” is open already.' });
    const seen = await firm.ask('query ($id: ID!) { node(id: $id) { ... on Task { isMine timeline { nodes { kind } } } } }', { id: task.id }, who(sam));
    expect(seen.node).toEqual({ isMine: true, timeline: { nodes: [{ kind: 'taskCreated' }] } });
    const told = await firm.ask('query ($id: ID!) { events(filter: { subject: { is: $id }, kind: { is: "taskCreated" } }) { nodes { reason } } }', { id: customer }, who(sam));
    expect(told.events.nodes).toEqual([{ reason: 'Call them' }]);
  });

  it('is refused on a day that has passed, for two owners, for who may not see the record, and about what is no record', async () => {
    expect(await create({ dueOn: '2001-01-01' })).toMatchObject({ fields: [{ path: ['dueOn'], code: 'day_past' }] });
    expect(await create({ ownerId: sam?.id, toMe: true })).toMatchObject({ fields: [{ path: ['ownerRole'], code: 'one_of' }] });
    expect(await create({ subjectId: supplier, ownerId: sam?.id })).toMatchObject({ code: 'TASK_OWNER_BLIND', message: 'Sam may not see what this is about.' });
    expect(await create({ subjectId: supplier, ownerRole: 'COLLECTOR' })).toMatchObject({ code: 'TASK_OWNER_BLIND' });
    expect(await create({ subjectId: Buffer.from(`Session:${newId()}`).toString('base64') })).toMatchObject({ fields: [{ path: ['subjectId'], code: 'record_unknown' }] });
    expect(await create({ subjectId: Buffer.from(`Customer:${newId()}`).toString('base64') })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('about a record is as hidden as the record', async () => {
    const { task } = await create({ title: 'Secret', subjectId: supplier });
    expect(await tasksOf('{ title: { is: "Secret" } }', sam)).toEqual([]);
    expect((await firm.ask('query ($id: ID!) { node(id: $id) { id } }', { id: task.id }, who(sam))).node).toBeNull();
    expect(await firm.act('finishTask', { taskId: task.id }, 'task { id }', who(sam))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await create({ subjectId: supplier }, sam)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await tasksOf('{ title: { is: "Secret" } }', wendy)).toEqual(['Secret']);
    const { errors } = await firm.server.graphql('{ tasks { nodes { id } } }', {}, { key: firm.key.PARTNER ?? '' });
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'tasks.read' });
  });

  it('is in the list of whose it is: mine, my role\'s, nobody\'s', async () => {
    await create({ title: 'For Carl', ownerId: carl?.id });
    await create({ title: 'For the stores', ownerRole: 'WAREHOUSE' });
    await create({ title: 'For anybody' });
    expect(await tasksOf('{ isMine: true }', carl)).toEqual(['For Carl']);
    expect(await tasksOf('{ isMyRoles: true, status: { is: OPEN } }', wendy)).toEqual(['For the stores']);
    expect(await tasksOf('{ isUnowned: true, title: { startsWith: "For" } }', sam)).toEqual(['For anybody']);
    expect(await tasksOf(`{ owner: { is: "${carl?.id}" } }`, olga)).toEqual(['For Carl']);
  });

  it('is handed over with a reason, and one gives away one\'s own without', async () => {
    const { task } = await create({ ownerId: carl?.id });
    const assign = (input: Record<string, unknown>, as: Person | undefined) => firm.act('assignTask', { taskId: task.id, ...input }, fields, who(as));
    expect(await assign({ ownerId: sam?.id }, olga)).toMatchObject({ fields: [{ path: ['reason'], code: 'required' }] });
    expect((await assign({ ownerId: sam?.id }, carl)).task.ownerName).toBe('Sam');
    expect((await assign({ ownerRole: 'CONTROLLER', reason: 'Sam is away' }, olga)).task).toMatchObject({ ownerName: null, ownerRole: 'CONTROLLER' });
    expect((await assign({ toMe: true }, carl)).task).toMatchObject({ ownerName: 'Carl', ownerRole: null });
    const { node } = await firm.ask('query ($id: ID!) { node(id: $id) { ... on Task { timeline { nodes { kind reason changes } } } } }', { id: task.id }, who(olga));
    expect(node.timeline.nodes[1]).toEqual({ kind: 'taskAssigned', reason: 'Sam is away', changes: { owner: ['Sam', 'Controller'] } });
  });

  it('is put off with a reason, brought forward without', async () => {
    const { task } = await create({ dueOn: '2999-05-05' });
    const postpone = (input: Record<string, unknown>) => firm.act('postponeTask', { taskId: task.id, ...input }, fields, who(sam));
    expect(await postpone({ dueOn: '2999-06-06' })).toMatchObject({ fields: [{ path: ['reason'], code: 'required' }] });
    expect((await postpone({ dueOn: '2999-06-06', reason: 'They asked for it' })).task.dueOn).toBe('2999-06-06');
    expect((await postpone({ dueOn: '2999-04-04' })).task.dueOn).toBe('2999-04-04');
  });

  it('is done by one of two who finish it at once; the other hears who was faster', async () => {
    const { task } = await create({});
    const finish = (as: Person | undefined) => firm.act('finishTask', { taskId: task.id, outcome: `By ${as?.name}` }, fields, who(as));
    const answers = await Promise.all([finish(olga), finish(carl)]);
    const [done] = answers.filter(({ __typename }) => __typename === 'FinishTaskPayload');
    const [late] = answers.filter(({ code }) => code === 'TASK_NOT_OPEN');
    expect(late?.message).toBe(`“Call them” is not open any more: ${done?.task.closedByName} has closed it (done).`);
    expect(done?.task).toMatchObject({ status: 'DONE', outcome: `By ${done?.task.closedByName}` });
    const again = await firm.act('reopenTask', { taskId: task.id, reason: 'They called again' }, fields, who(sam));
    expect(again.task).toMatchObject({ status: 'OPEN', reopened: 1, closedByName: null, outcome: null });
    expect((await firm.act('cancelTask', { taskId: task.id, reason: 'No need' }, fields, who(sam))).task).toMatchObject({ status: 'CANCELLED', outcome: 'No need', closedByName: 'Sam' });
  });

  it('sent twice under one key is there once', async () => {
    const send = () => firm.act('createTask', { title: 'Once' }, 'task { id }', who(sam), { 'idempotency-key': 'task-once' });
    const [first, second] = [await send(), await send()];
    expect(second.task.id).toBe(first.task.id);
    expect(await tasksOf('{ title: { is: "Once" } }', sam)).toHaveLength(1);
  });

  it('is changed by version: who read an old one is shown what the other wrote', async () => {
    const { task } = await create({});
    const change = (title: string) => firm.act('updateTask', { taskId: task.id, version: task.version, title }, fields, who(sam));
    expect((await change('Call them twice')).task.title).toBe('Call them twice');
    expect(await change('Write to them')).toMatchObject({ code: 'CHANGED_MEANWHILE' });
  });
});

describe('the system', () => {
  it('asks once for what should have followed by itself and was refused', async () => {
    const ctx = await systemContext(firm.server.db, new Date(), 'JOB');
    const refused = async () => {
      await firm.server.db.transaction((tx) => write(tx, [insert('Event', {
        id: newId(), companyId: ctx.company.id, kind: 'effectRefused', subjectType: 'Customer', subjectId: uuidIn(customer), actorKind: 'SYSTEM', actorId: null, actorName: 'Hesabu',
        channel: 'JOB', requestId: newId(), reason: 'The period is locked.', data: {},
      })]));
      await settled(firm.server.db);
      await runConsumers(firm.server.db, () => new Date());
    };
    await refused();
    await refused();
    const { tasks } = await firm.ask('{ tasks(filter: { kind: { is: "effectRefused" } }) { nodes { id title text ownerRole priority kindLabel subjectLabel } } }', {}, who(carl));
    expect(tasks.nodes).toEqual([{ id: expect.any(String), title: 'What should have followed by itself did not', text: 'The period is locked.', ownerRole: 'CONTROLLER', priority: 'HIGH',
      kindLabel: 'Did not follow by itself', subjectLabel: 'Acme' }]);
    await firm.act('finishTask', { taskId: tasks.nodes[0].id }, 'task { id }', who(carl));
    await refused();
    expect((await firm.ask('{ tasks(filter: { kind: { is: "effectRefused" }, status: { is: OPEN } }) { totalCount } }', {}, who(carl))).tasks.totalCount).toBe(1);
    expect(await firm.act('reopenTask', { taskId: tasks.nodes[0].id, reason: 'Again' }, 'task { id }', who(carl))).toMatchObject({ code: 'TASK_NOT_CLOSED' });
  });

  it('asks the owner when the books do not hold, and closes it when they do', async () => {
    const job = jobs.find(({ name }) => name === 'verify');
    const breakBooks = (by: number) => firm.server.db.rows(sql`UPDATE "Task" SET "ownerId" = CASE WHEN ${by}::int = 1 THEN gen_random_uuid() END WHERE title = 'For anybody'`);
    const found = async () => (await firm.ask('{ tasks(filter: { kind: { is: "verifyFailed" } }) { nodes { title status ownerRole text outcome } } }', {}, who(olga))).tasks.nodes;
    await breakBooks(1);
    if (job) { await runJob(job, firm.server.db, new Date()); await runJob(job, firm.server.db, new Date()); }
    expect(await found()).toEqual([{ title: '1 check of the books does not hold', status: 'OPEN', ownerRole: 'OWNER', text: 'a task names a person or a role that is there, and is closed by whom it says', outcome: null }]);
    await breakBooks(0);
    if (job) await runJob(job, firm.server.db, new Date());
    expect(await found()).toMatchObject([{ status: 'DONE', outcome: 'What it was about is put right.' }]);
  });
});
