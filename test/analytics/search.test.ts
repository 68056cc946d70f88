// One box for everything: what it meets, forgives and keeps back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../server/src/shared/perform.ts';
import { insert, write } from '../../server/src/shared/write.ts';
import { foundFirm, type Firm } from '../support/firm.ts';
import { startTestServer, type Asker, type TestServer } from '../support/server.ts';

let server: TestServer;
let firm: Firm;
let seller: { cookie: string };
let owner: { cookie: string };

const find = async (text: string, as: Asker = { key: firm.key.OWNER }, first = 12) =>
  (await server.graphql('query ($text: String!, $first: Int) { search(text: $text, first: $first) { kind id label detail } }', { text, first }, as)).data.search as { kind: string; id: string; label: string; detail: string }[];
const labels = async (text: string, as?: Asker) => (await find(text, as)).map(({ label }) => label);

beforeAll(async () => {
  server = await startTestServer();
  firm = await foundFirm(server.db);
  const salesPersonId = newId();
  const unitId = newId();
  await server.db.transaction((tx) => write(tx, [
    insert('SalesPerson', { id: salesPersonId, companyId: firm.companyId, name: 'Nancy' }),
    insert('Customer', { id: newId(), companyId: firm.companyId, code: 'QUEDE', name: 'Que Delícia', salesPersonId }),
    insert('Customer', { id: newId(), companyId: firm.companyId, code: 'BOLID', name: 'Bólido Comidas', contactName: 'Martín Sommer' }),
    insert('Customer', { id: newId(), companyId: firm.companyId, code: 'ODD', name: '100% _odd_' }),
    insert('Unit', { id: unitId, code: 'PCS', name: 'Piece' }),
    insert('Product', { id: newId(), sku: 'NW-001', name: 'Chai', unitId, taxCodeId: null }),
    insert('Product', { id: newId(), sku: 'CHAI-2', name: 'Tea of Chai leaves', unitId, taxCodeId: null }),
  ]));
  seller = { cookie: await firm.cookie('SALES', { salesPersonId }) };
  owner = { cookie: await firm.cookie('OWNER') };
});
afterAll(() => server.close());

describe('search', () => {
  it('meets fragments of names and codes, without regard to case or accents, in any order of words', async () => {
    expect(await labels('delicia que')).toEqual(['Que Delícia']);
    expect(await labels('BOLI')).toEqual(['Bólido Comidas']);
    expect(await labels('w-00')).toEqual(['Chai']);
  });
  it('gives first what is exactly so, then what begins so', async () => {
    expect(await labels('chai')).toEqual(['Chai', 'Tea of Chai leaves']);
  });
  it('forgives a slip of the keyboard where nothing meets', async () => {
    expect(await labels('delcia')).toEqual(['Que Delícia']);
    expect(await labels('zzzzzz')).toEqual([]);
  });
  it('takes signs as they stand', async () => {
    expect(await labels('%')).toEqual(['100% _odd_']);
    expect(await labels('_o')).toEqual(['100% _odd_']);
    expect(await labels('\u0000 \\')).toEqual([]);
  });
  it('shows nothing that a list would not show', async () => {
    expect(await labels('BOLID', seller)).toEqual([]);
    expect(await labels('Que', seller)).toEqual(['Que Delícia']);
    expect((await find('person')).map(({ kind }) => kind)).toEqual(['User', 'User']);
    expect(await labels('person', seller)).toEqual([]);
  });
  it('finds for every role what it may see', async () => {
    for (const role of ['CONTROLLER', 'SALES', 'WAREHOUSE', 'COLLECTOR', 'ANALYST'] as const) {
      const found = await find('chai', { cookie: await firm.cookie(role) });
      expect([role, found.map(({ label }) => label)]).toEqual([role, ['Chai', 'Tea of Chai leaves']]);
    }
  });
  it('gives ids that open the record, and as many hits as asked for', async () => {
    const [hit] = await find('bolido');
    const { data } = await server.graphql('query ($id: ID!) { node(id: $id) { __typename ... on Customer { code } } }', { id: hit?.id }, owner);
    expect(data.node).toEqual({ __typename: 'Customer', code: hit?.detail.split(' · ')[0] });
    expect(await find('a', owner, 1)).toHaveLength(1);
  });
});

describe('saved views', () => {
  const save = async (input: object, as: Asker = seller) => (await server.graphql(`mutation ($input: SaveViewInput!) { saveView(input: $input) { __typename
    ... on SaveViewPayload { savedView { id name filter orderBy columns shared mine version } } ... on Refusal { code message } ... on InputInvalid { fields { path code } } } }`, { input }, as)).data.saveView;
  const seen = async (as: Asker) => (await server.graphql('{ savedViews(resource: "orders") { name mine } }', {}, as)).data.savedViews;
  const view = { resource: 'orders', name: 'Late', filter: { status: ['PLACED'] }, orderBy: 'placedOn_DESC', columns: ['number', 'total'] };

  it('are kept under a name of one\'s own, and changed by their owner', async () => {
    const { savedView } = await save(view);
    expect(savedView).toMatchObject({ name: 'Late', filter: view.filter, orderBy: view.orderBy, columns: view.columns, shared: false, mine: true });
    expect(await save(view)).toMatchObject({ fields: [{ path: ['name'], code: 'taken' }] });
    expect((await save({ ...view, id: savedView.id, name: 'Overdue', shared: true })).savedView).toMatchObject({ id: savedView.id, name: 'Overdue', shared: true });
  });
  it('are seen by others when shared, and changed by nobody else', async () => {
    expect(await seen(owner)).toEqual([{ name: 'Overdue', mine: false }]);
    const mine = await save({ ...view, name: 'Private' }, owner);
    expect(await seen(seller)).toEqual([{ name: 'Overdue', mine: true }]);
    expect(await save({ ...view, id: mine.savedView.id, name: 'Stolen' })).toMatchObject({ code: 'NOT_FOUND' });
    const shared = (await server.graphql('{ savedViews(resource: "orders") { id name } }', {}, owner)).data.savedViews.find(({ name }: { name: string }) => name === 'Overdue');
    expect(await save({ ...view, id: shared.id, name: 'Stolen' }, owner)).toMatchObject({ code: 'VIEW_NOT_YOURS' });
    const drop = 'mutation ($input: DeleteViewInput!) { deleteView(input: $input) { __typename ... on Refusal { code } } }';
    expect((await server.graphql(drop, { input: { id: shared.id } }, owner)).data.deleteView).toMatchObject({ code: 'VIEW_NOT_YOURS' });
    expect((await server.graphql(drop, { input: { id: shared.id } }, seller)).data.deleteView).toMatchObject({ __typename: 'DeleteViewPayload' });
    expect(await seen(seller)).toEqual([]);
  });
});
