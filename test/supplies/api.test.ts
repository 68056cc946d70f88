// Supplies by the API, in both lanes: what the screens ask, and who may.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
const ask = async (query: string, variables: Record<string, unknown> = {}, role = 'OWNER') => {
  const { data, errors } = await server.graphql(query, variables, { role } as never);
  expect(errors ?? []).toEqual([]);
  return data;
};
const act = async (name: string, input: Record<string, unknown>, fields: string, role = 'OWNER') => {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  const data = await ask(`mutation Act($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Payload { ${fields} } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`, { input }, role);
  return data[name];
};
const first = async (field: string, filter = '') => (await ask(`{ ${field}(first: 1${filter}) { nodes { id } } }`))[field].nodes[0].id as string;

let [productId, jobId, siteId, caseId] = ['', '', '', ''];
beforeAll(async () => {
  server = await startTestServer({ template: 'northwind' });
  siteId = await first('warehouses', ', filter: { code: { is: "MAIN" } }').catch(() => first('warehouses'));
  caseId = await first('units', ', filter: { code: { is: "CASE" } }');
  const level = (await ask('{ stockLevels(first: 1, orderBy: AVAILABLE_DESC) { nodes { product { id } warehouse { id } } } }')).stockLevels.nodes[0];
  [productId, siteId] = [level.product.id, level.warehouse.id];
  jobId = (await act('createCostObject', { kind: 'JOB', code: 'GALA', name: 'Gala dinner' }, 'costObject { id }')).costObject.id;
});
afterAll(() => server.close());

describe('supplies by the API', () => {
  it('are handed out in a unit of the product, listed, and brought back', async () => {
    expect(await act('setProductUnit', { productId, unitId: caseId, quantity: '2', isPurchaseUnit: true }, 'product { units { factor isPurchaseUnit unit { code } perUnit { code } } }'))
      .toMatchObject({ product: { units: [{ factor: '2', isPurchaseUnit: true, unit: { code: 'CASE' } }] } });
    const made = await act('issueSupplies', { costObjectId: jobId, warehouseId: siteId, person: 'Ann', lines: [{ productId, quantity: '1', unitId: caseId }] },
      'issue { id number value { amount } lines { id quantity entered returnable unit { code } } actions { name allowed } }');
    expect(made.issue).toMatchObject({ lines: [{ quantity: '2', entered: '1', returnable: '2', unit: { code: 'CASE' } }], actions: [{ name: 'returnSupplies', allowed: true }] });
    const back = await act('returnSupplies', { issueId: made.issue.id, reason: 'Left over' }, 'returned { kind value { amount } returnsIssue { number } } issue { isReturned returned { amount } actions { allowed reason } }');
    expect(back.returned).toEqual({ kind: 'RETURN', value: { amount: `-${made.issue.value.amount}` }, returnsIssue: { number: made.issue.number } });
    expect(back.issue).toMatchObject({ isReturned: true, returned: made.issue.value, actions: [{ allowed: false }] });
    const listed = await ask('query L($filter: SupplyIssueFilter) { supplyIssues(filter: $filter, orderBy: NUMBER_ASC) { totalCount totals { value { amount } } nodes { number costObject { code } } } costObjects(filter: { search: "gala" }) { nodes { cost { amount } lastIssuedOn } } }',
      { filter: { costObject: { is: jobId } } });
    expect(listed.supplyIssues).toMatchObject({ totalCount: 2, totals: { value: { amount: '0.00' } } });
    expect(listed.costObjects.nodes[0].cost.amount).toBe('0.00');
  });

  it('tell what they cost, to the cent of the account, with the documents behind', async () => {
    await act('issueSupplies', { costObjectId: jobId, warehouseId: siteId, lines: [{ productId, quantity: '1' }] }, 'issue { id }');
    const { ownUseCosts, ownUseLines, trialBalance } = await ask(`{
      ownUseCosts(from: "2000-01-01", to: "2100-01-01") { value { amount } byCostObject { documents costObject { name } value { amount } } byMonth { month value { amount } } }
      ownUseLines(from: "2000-01-01", to: "2100-01-01", costObjectId: "${jobId}") { number source sourceType value { amount } costObject { name } }
      trialBalance { rows { code balance { amount } } }
    }`);
    expect(ownUseCosts.byCostObject.find((row: { costObject: unknown }) => row.costObject)).toMatchObject({ documents: 3, costObject: { name: 'Gala dinner' } });
    expect(trialBalance.rows.find((row: { code: string }) => row.code === '5220').balance).toEqual(ownUseCosts.value);
    const { node } = await ask('query N($id: ID!) { node(id: $id) { ... on SupplyIssue { number } } }', { id: ownUseLines[0].source });
    expect(node.number).toBe(ownUseLines[0].number.split(' ')[0]);
  });

  it('are filled to par, prepared by recipe, and planned', async () => {
    await act('setParLevels', { levels: [{ productId, warehouseId: siteId, par: '1000000', minimum: '10' }] }, 'parLevels { id isBelowPar isBelowMinimum available }');
    const { parStandings } = await ask(`{ parStandings(warehouseId: "${siteId}", all: true) { status need transfer purchase onTheWay parLevel { id } product { id } } }`);
    expect(parStandings[0]).toMatchObject({ status: 'BELOW_PAR', transfer: '0' });
    const filled = await act('reorderToPar', { warehouseId: siteId, lines: [{ parLevelId: parStandings[0].parLevel.id }] }, 'requisition { number origin lines { quantity } } transfer { id }');
    expect(filled).toMatchObject({ requisition: { origin: 'PAR_LEVEL' }, transfer: null });
    const unitId = await first('units', ', filter: { code: { is: "PCS" } }');
    const { product } = await act('createProduct', { sku: 'GALA-1', name: 'Gala plate', unitId, isStocked: false }, 'product { id }');
    const { recipe } = await act('createRecipe', { productId: product.id, portions: '10', lines: [{ productId, quantity: '5', yieldRate: '0.5' }] }, 'recipe { id lines { quantity yieldRate } product { isKit } actions { name allowed } }');
    expect(recipe).toMatchObject({ lines: [{ quantity: '10', yieldRate: '0.5' }], product: { isKit: true }, actions: [{ name: 'prepareRecipe', allowed: true }] });
    const prepared = await act('prepareRecipe', { recipeId: recipe.id, portions: '1', costObjectId: jobId, warehouseId: siteId }, 'preparation { id number lines { planned quantity difference } actions { name allowed } }');
    expect(prepared.preparation).toMatchObject({ lines: [{ planned: '1', quantity: '1', difference: '0' }], actions: [{ name: 'reversePreparation', allowed: true }] });
    const { menuPlan } = await act('createMenuPlan', { name: 'Gala', servedOn: '2026-12-24', warehouseId: siteId, lines: [{ productId: product.id, portions: '2000000' }] }, 'menuPlan { id lines { portions } }');
    const told = await ask(`{ menuPlanShortage(menuPlanId: "${menuPlan.id}") { needed short requested product { id } }
      recipeShortage(lines: [{ productId: "${product.id}", portions: "10" }], warehouseId: "${siteId}") { needed short }
      menuCosts { product { name } portionCost foodCostRate } recipeCost(recipeId: "${recipe.id}") { batchCost { amount } lines { quantity } } }`);
    expect(told.menuPlanShortage[0]).toMatchObject({ needed: '2000000', product: { id: productId } });
    expect(told.recipeShortage[0]).toMatchObject({ needed: '10', short: '0' });
    expect(told.menuCosts).toMatchObject([{ product: { name: 'Gala plate' }, foodCostRate: null }]);
    expect(told.recipeCost.lines).toEqual([{ quantity: '10' }]);
  });

  it('are the staff\'s, and their costs only of who may see costs', async () => {
    const { errors } = await server.graphql('{ supplyIssues { totalCount } }', {}, { role: 'COLLECTOR' } as never);
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN', permission: 'supplies.read' } });
    const { errors: costs } = await server.graphql('{ supplyIssues { nodes { value { amount } } } }', {}, { role: 'SALES' } as never);
    expect(costs?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN', permission: 'costs.read' } });
    const { errors: refused } = await server.graphql('mutation M($input: IssueSuppliesInput!) { issueSupplies(input: $input) { __typename } }',
      { input: { costObjectId: jobId, lines: [{ productId, quantity: '1' }] } }, { role: 'SALES' } as never);
    expect(refused?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN', permission: 'supplies.issue' } });
  });
});
