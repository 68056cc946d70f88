// What people say about records: named colleagues are told, no wording is lost, and nobody reads what they may not see.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../support/sse.ts';
import { sql } from '../support/trade.ts';
import { startWorkFirm, uuidIn, type Person, type WorkFirm } from './support.ts';

let firm: WorkFirm;
let [olga, carl, sam, wendy, anna]: Person[] = [];
let [customer, supplier] = ['', ''];
const who = (person: Person | undefined) => ({ cookie: person?.cookie ?? '' });
const naming = (person: Person | undefined, name = person?.name) => `@[${name}](${person?.id})`;
beforeAll(async () => {
  firm = await startWorkFirm();
  olga = await firm.person('OWNER', 'Olga');
  carl = await firm.person('CONTROLLER', 'Carl');
  sam = await firm.person('SALES', 'Sam');
  wendy = await firm.person('WAREHOUSE', 'Wendy');
  anna = await firm.person('ANALYST', 'Anna');
  [customer, supplier] = [await firm.customer('Acme'), await firm.supplier('Mill')];
});
afterAll(() => firm.server.close());

const fields = 'comment { id text version authorName isMine editedAt mentions { name isTold } revisions { no text byName } actions { name allowed reason } }';
const say = (text: string, as: Person | undefined, subjectId = customer) => firm.act('addComment', { subjectId, text }, fields, who(as));
const listOf = async (as: Person | undefined, subjectId = customer) => (await firm.ask(
  'query ($id: ID!) { comments(filter: { subject: { is: $id } }) { nodes { text isMine authorName } totalCount } }', { id: subjectId }, who(as))).comments;
const bell = async (as: Person | undefined) => (await firm.ask('{ bell { unread total items { key kind kindLabel label detail actorName record recordType isUnread age } } }', {}, who(as))).bell;

describe('a comment', () => {
  it('stands at its record, and in the record\'s history', async () => {
    const { comment } = await say('They **pay** late.', sam);
    expect(comment).toMatchObject({ text: 'They **pay** late.', authorName: 'Sam', isMine: true, editedAt: null, mentions: [], revisions: [{ no: 1, text: 'They **pay** late.', byName: 'Sam' }] });
    expect(await listOf(wendy)).toEqual({ nodes: [{ text: 'They **pay** late.', isMine: false, authorName: 'Sam' }], totalCount: 1 });
    const { events } = await firm.ask('query ($id: ID!) { events(first: 1, filter: { subject: { is: $id } }) { nodes { kind kindLabel actorName reason } } }', { id: customer }, who(wendy));
    expect(events.nodes).toEqual([{ kind: 'commentAdded', kindLabel: 'Comment', actorName: 'Sam', reason: null }]);
  });

  it('tells whom it names under the name of today, once, and not who wrote it', async () => {
    const { comment } = await say(`${naming(wendy, 'wendy?')} and ${naming(wendy)}, see what ${naming(sam)} means`, sam);
    expect(comment).toMatchObject({ text: `${naming(wendy)} and ${naming(wendy)}, see what ${naming(sam)} means`, mentions: [{ name: 'Wendy', isTold: true }, { name: 'Sam', isTold: true }] });
    expect(await bell(wendy)).toEqual({ unread: 1, total: 1, items: [{
      key: expect.stringMatching(/^mention:/), kind: 'mention', kindLabel: 'Mentions you', label: 'Acme', detail: '@Wendy and @Wendy, see what @Sam means', actorName: 'Sam',
      record: customer, recordType: 'Customer', isUnread: true, age: 0,
    }] });
    expect(await bell(sam)).toMatchObject({ total: 0 });
  });

  it('says to its writer who may not see the record and was not told', async () => {
    const before = (await bell(sam)).total;
    const { comment } = await say(`${naming(sam)} and ${naming(wendy)}: their flour`, olga, supplier);
    expect(comment.mentions).toEqual([{ name: 'Sam', isTold: false }, { name: 'Wendy', isTold: true }]);
    expect((await bell(sam)).total).toBe(before);
    expect(await listOf(sam, supplier)).toEqual({ nodes: [], totalCount: 0 });
    expect(await say('What do they cost?', sam, supplier)).toMatchObject({ code: 'NOT_FOUND' });
    const { node } = await firm.ask('query ($id: ID!) { node(id: $id) { id } }', { id: comment.id }, who(sam));
    expect(node).toBeNull();
  });

  it('is refused empty, too long, or naming nobody', async () => {
    expect(await say('  ', sam)).toMatchObject({ fields: [{ path: ['text'], code: 'required' }] });
    expect(await say('x'.repeat(4001), sam)).toMatchObject({ fields: [{ path: ['text'], code: 'text_long' }] });
    expect(await say('@[Nobody](Q29sbGVhZ3VlOm5vYm9keQ==)', sam)).toMatchObject({ fields: [{ path: ['text'], code: 'id_unknown' }] });
    expect((await say('mail@[x] and @nobody are plain words', sam)).comment.mentions).toEqual([]);
  });

  it('is worded anew by its writer alone; every wording stays, and who is named now is told', async () => {
    const { comment } = await say('Frist', sam);
    const edit = (text: string, as: Person | undefined, version?: number) => firm.act('editComment', { commentId: comment.id, text, version }, fields, who(as));
    expect(await edit('Mine', olga)).toMatchObject({ code: 'COMMENT_NOT_YOURS', message: 'Sam wrote this comment: nobody else changes it.' });
    const edited = await edit(`First, ${naming(anna)}`, sam, 1);
    expect(edited.comment).toMatchObject({ version: 2, editedAt: expect.any(String), mentions: [{ name: 'Anna', isTold: true }],
      revisions: [{ no: 1, text: 'Frist' }, { no: 2, text: `First, ${naming(anna)}` }] });
    expect(await edit('Again', sam, 1)).toMatchObject({ code: 'CHANGED_MEANWHILE' });
    expect((await bell(anna)).items.map(({ kind }: { kind: string }) => kind)).toEqual(['mention']);
    expect((await edit('First', sam)).comment.mentions).toHaveLength(1);
    await expect(firm.server.db.rows(sql`UPDATE "CommentRevision" SET text = 'Otherwise' WHERE "commentId" = ${uuidIn(comment.id)}`)).rejects.toThrow();
  });

  it('is retracted by its writer, or by who manages the firm: what it said only the auditor reads', async () => {
    const { comment } = await say(`${naming(wendy)} is lazy`, sam);
    const retract = (as: Person | undefined) => firm.act('retractComment', { commentId: comment.id }, fields, who(as));
    const before = (await bell(wendy)).total;
    expect(await retract(wendy)).toMatchObject({ code: 'COMMENT_NOT_YOURS' });
    expect((await retract(olga)).comment).toMatchObject({ text: null, revisions: [{ text: `${naming(wendy)} is lazy` }, { text: null }] });
    expect(await retract(sam)).toMatchObject({ code: 'COMMENT_RETRACTED' });
    const { node } = await firm.ask('query ($id: ID!) { node(id: $id) { ... on Comment { text revisions { no } } } }', { id: comment.id }, who(sam));
    expect(node).toEqual({ text: null, revisions: [] });
    expect((await bell(wendy)).total).toBe(before - 1);
  });

  it('sent twice under one key is there once', async () => {
    const send = () => firm.act('addComment', { subjectId: customer, text: 'Only once' }, 'comment { id }', who(sam), { 'idempotency-key': 'comment-once' });
    expect((await send()).comment.id).toBe((await send()).comment.id);
  });

  it('reaches within a second who listens, and may see the record', async () => {
    const [hears, hearsNot] = [await listen(firm.server, who(wendy)), await listen(firm.server, who(sam))];
    await Promise.all([hears.next(), hearsNot.next()]);
    await say('Flour is dear', olga, supplier);
    await say('And they pay', olga, customer);
    expect((await hears.nextChanges())?.changes[0]).toMatchObject({ type: 'SUPPLIER', kind: 'commentAdded', id: supplier });
    expect((await hearsNot.nextChanges())?.changes).toMatchObject([{ type: 'CUSTOMER', kind: 'commentAdded', id: customer }]);
    hears.abort();
    hearsNot.abort();
  });
});

describe('the bell', () => {
  it('counts what is unread; what was seen goes on waiting, and rings again when it comes anew', async () => {
    const task = (await firm.act('createTask', { title: 'Count the flour', ownerRole: 'WAREHOUSE', priority: 'URGENT' }, 'task { id }', who(olga))).task.id as string;
    const { unread, total, items } = await bell(wendy);
    expect(unread).toBe(total);
    expect(items[0]).toMatchObject({ kind: 'task', label: 'Count the flour', record: task });
    const read = (input: Record<string, unknown>) => firm.act('markBellRead', input, 'read', who(wendy));
    expect((await read({ keys: [items[0].key] })).read).toBe(1);
    expect(await bell(wendy)).toMatchObject({ unread: unread - 1, total });
    expect((await read({ keys: ['task:none', 'nothing'] })).read).toBe(0);
    expect((await read({ all: true })).read).toBe(unread - 1);
    expect(await bell(wendy)).toMatchObject({ unread: 0, total });
    await firm.act('finishTask', { taskId: task }, 'task { id }', who(sam));
    expect(await bell(wendy)).toMatchObject({ unread: 0, total: total - 1 });
    await firm.act('reopenTask', { taskId: task, reason: 'Miscounted' }, 'task { id }', who(sam));
    expect(await bell(wendy)).toMatchObject({ unread: 1, total });
  });

  it('marked read in two windows at once is read', async () => {
    await firm.act('createTask', { title: 'Both', ownerId: anna?.id }, 'task { id }', who(olga));
    const answers = await Promise.all([1, 2, 3].map(() => firm.act('markBellRead', { all: true }, 'read', who(anna))));
    expect(answers.map(({ __typename }) => __typename)).toEqual(Array(3).fill('MarkBellReadPayload'));
    expect(await bell(anna)).toMatchObject({ unread: 0 });
  });

  it('holds questions for who may answer them, and tells who asked of the answer', async () => {
    const [asker] = await firm.server.db.rows<{ id: string }>(sql`SELECT id FROM "User" WHERE name = 'Carl'`);
    const [{ id } = { id: '' }] = await firm.server.db.rows<{ id: string }>(sql`INSERT INTO "Approval" (id, "companyId", kind, "subjectType", "subjectId", facts, "amountMinor", "currencyCode", reason, "requestedById")
      SELECT gen_random_uuid(), id, 'CREDIT_OVERRIDE', 'Customer', ${uuidIn(customer)}::uuid, '{}', 5000, 'USD', 'An old customer', ${asker?.id ?? ''}::uuid FROM "Company" RETURNING id`);
    const approval = Buffer.from(`Approval:${id}`).toString('base64');
    const approvals = async (as: Person | undefined) => (await bell(as)).items.filter(({ kind }: { kind: string }) => kind === 'approval');
    expect(await approvals(olga)).toMatchObject([{ label: 'Acme', detail: 'An old customer', actorName: 'Carl', record: approval }]);
    expect([await approvals(wendy), await approvals(carl)]).toEqual([[], []]);
    const seen = (await firm.ask('query ($id: ID!) { node(id: $id) { ... on Approval { deciders age } } }', { id: approval }, who(carl))).node;
    expect(seen).toEqual({ deciders: 'Olga', age: 0 });
    const limit = await firm.act('setApprovalLimit', { kind: 'CREDIT_OVERRIDE', role: 'OWNER', amount: '10.00' }, 'approvalLimit { id }', who(olga));
    expect([await approvals(olga), (await firm.ask('query ($id: ID!) { node(id: $id) { ... on Approval { deciders } } }', { id: approval }, who(carl))).node.deciders]).toEqual([[], null]);
    await firm.act('removeApprovalLimit', { approvalLimitId: limit.approvalLimit.id }, 'removed', who(olga));
    await firm.act('decideApproval', { approvalId: approval, approve: false, reason: 'Not again' }, 'approval { id }', who(olga));
    expect((await bell(carl)).items[0]).toMatchObject({ kind: 'approvalRefused', kindLabel: 'Rejected your request', detail: 'Not again', actorName: 'Olga', record: approval });
    expect(await approvals(olga)).toEqual([]);
  });

  it('holds alerts that are mine and imports of mine that failed, and is silent to nobody', async () => {
    const [me] = await firm.server.db.rows<{ id: string; companyId: string }>(sql`SELECT id, "companyId" FROM "User" WHERE name = 'Wendy'`);
    await firm.server.db.rows(sql`INSERT INTO "Import" (id, "companyId", subject, status, "fileName", bytes, hash, sheets, mapping, options, "isStaged", "rowsTotal", failed, "askedById", "askedByName", "finishedAt")
      VALUES (gen_random_uuid(), ${me?.companyId ?? ''}::uuid, 'PRODUCTS', 'DONE', 'goods.csv', 1, repeat('0', 64), '[]', '[]', '{}', TRUE, 2, 1, ${me?.id ?? ''}::uuid, 'Wendy', now())`);
    expect((await bell(wendy)).items.find(({ kind }: { kind: string }) => kind === 'import')).toMatchObject({ label: 'goods.csv', detail: 'Products', recordType: 'Import' });
    expect((await bell(olga)).items.filter(({ kind }: { kind: string }) => kind === 'import')).toEqual([]);
    expect((await firm.server.graphql('{ bell { unread } }')).data).toEqual({ bell: null });
  });

  it('is one statement of the compiled lane, with and without its items', async () => {
    const { compiled, general } = firm.server.laneUse();
    await firm.ask('{ bell { unread } viewer { name } setup { required } }', {}, who(olga));
    await firm.ask('query ($n: Int) { bell(first: $n) { items { key since dueOn } } }', { n: 5 }, who(wendy));
    expect(firm.server.laneUse()).toMatchObject({ compiled: compiled + 2, general });
  });
});
