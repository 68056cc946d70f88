// A second pair of eyes: asked, answered by somebody else, used once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApprovalRow } from '../../server/src/generated/rows.ts';
import type { DecideContext } from '../../server/src/shared/action.ts';
import { minor } from '../../server/src/shared/money.ts';
import { newId } from '../../server/src/shared/perform.ts';
import type { Viewer } from '../../server/src/shared/viewer.ts';
import { write } from '../../server/src/shared/write.ts';
import { systemContext } from '../../server/src/context.ts';
import { coveringApproval, demandDecidable, requestApprovalRows, useApprovalRows } from '../../server/src/work/rules.ts';
import { foundFirm, type Firm } from '../support/firm.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const approval = (more: Partial<ApprovalRow>): ApprovalRow => ({
  id: 'a', companyId: 'c', kind: 'CREDIT_OVERRIDE', subjectType: 'Order', subjectId: 'o', status: 'PENDING', facts: {}, amountMinor: minor(1000), rate: null,
  currencyCode: 'USD', reason: 'r', requestedById: 'asker', requestedAt: new Date(0), draftedById: null, decidedById: null, decidedAt: null, decisionReason: null, ...more,
});
const who = (id: string | null) => ({ id }) as Viewer; // all that the rule reads

describe('a request for approval', () => {
  it.each([
    ['is answered by another', approval({}), 'other', undefined],
    ['is not answered by who asked', approval({}), 'asker', 'APPROVAL_OWN'],
    ['is answered once', approval({ status: 'APPROVED' }), 'other', 'APPROVAL_ALREADY'],
    ['of the system is answered by anybody', approval({ requestedById: null }), 'other', undefined],
    ['of the system is not the system\'s own', approval({ requestedById: null }), null, undefined],
  ] as const)('%s', (_name, asked, viewer, refused) => {
    const demand = () => demandDecidable(asked, who(viewer));
    if (refused) expect(demand).toThrow(refused);
    else expect(demand).not.toThrow();
  });

  it.each([[999n, true], [1000n, true], [1001n, false]])('over 10.00 covers %i: %s', (amount, covers) => {
    expect(!!coveringApproval([approval({ status: 'APPROVED' })], 'CREDIT_OVERRIDE', minor(amount))).toBe(covers);
    expect(coveringApproval([approval({ status: 'PENDING' }), approval({ status: 'USED' }), approval({ status: 'REJECTED' })], 'CREDIT_OVERRIDE', minor(1))).toBeUndefined();
  });
});

describe('approvals by API', () => {
  let server: TestServer;
  let firm: Firm;
  const order = newId();
  const draft = { kind: 'CREDIT_OVERRIDE', subject: { type: 'Order', id: order }, facts: { limit: '10.00' }, amount: minor(2500), reason: 'An old customer' } as const;
  const ask = async (known: ApprovalRow[] = []) => {
    const ctx = await systemContext(server.db, new Date(), 'JOB');
    const decide: DecideContext = { ...ctx, newId };
    const { rows, id } = requestApprovalRows(draft, known, decide);
    await server.db.transaction((tx) => write(tx, rows));
    return Buffer.from(`Approval:${id}`).toString('base64');
  };
  const decide = async (approvalId: string, approve: boolean, as: { key: string }) => (await server.graphql(
    'mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { __typename ... on DecideApprovalPayload { approval { status decisionReason amount { amount } actions { name allowed reason } timeline { nodes { kind } } } } ... on Refusal { code message } } }',
    { input: { approvalId, approve, reason: 'Because' } }, as));

  beforeAll(async () => {
    server = await startTestServer();
    firm = await foundFirm(server.db);
  });
  afterAll(() => server.close());

  it('are given with a reason by who may, once', async () => {
    const id = await ask();
    expect((await decide(id, true, { key: firm.key.SALES })).errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'approvals.decide' });
    const { data } = await decide(id, true, { key: firm.key.CONTROLLER });
    expect(data.decideApproval.approval).toMatchObject({ status: 'APPROVED', decisionReason: 'Because', amount: { amount: '25.00' },
      actions: [{ name: 'decideApproval', allowed: false, reason: 'This request is decided already: approved.' }], timeline: { nodes: [{ kind: 'approvalGiven' }] } });
    expect((await decide(id, false, { key: firm.key.OWNER })).data.decideApproval).toMatchObject({ code: 'APPROVAL_ALREADY' });
  });

  it('wait one at a time for a record; a new request takes the place of one that was given and did not suffice', async () => {
    const rows = async () => (await server.db.prisma.approval.findMany({ where: { subjectId: order }, orderBy: { requestedAt: 'asc' } })).map(({ status }) => status);
    const known = (await server.db.prisma.approval.findMany()).map((each) => approval({ id: each.id, status: each.status }));
    await ask(known);
    expect((await rows()).sort()).toEqual(['PENDING', 'USED']);
    const now = (await server.db.prisma.approval.findMany()).map((each) => approval({ id: each.id, status: each.status }));
    await expect(ask(now)).rejects.toThrow('APPROVAL_PENDING');
    await expect(ask([])).rejects.toThrow(); // the database holds it, too
  });

  it('serve once', () => {
    expect(useApprovalRows(approval({ id: 'x', status: 'APPROVED' }))).toEqual([{ op: 'update', table: 'Approval', row: { id: 'x', status: 'USED' } }]);
  });
});
