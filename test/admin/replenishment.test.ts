// Buying again in the console: what is to be ordered and why, rules, shortages ahead, goods bought for orders, reports of stock.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, settled, startConsole } from '../support/console.ts';
import { demoDay } from '../support/demoDay.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const status = (page: Page, text: string) => page.locator('section', { has: page.locator('h1') }).getByText(text, { exact: true }).waitFor();
const pick = async (page: Page, label: string, text: string) => {
  await page.getByRole('combobox', { name: label }).fill(text);
  await page.getByRole('option', { name: text }).first().click();
};
interface Proposal { id: string; quantity: string; status: string; kind: string; product: { id: string; name: string }; supplier: { name: string } | null }
const proposals = async () => (await ui.ask<{ reorderProposals: { nodes: Proposal[] } }>(
  '{ reorderProposals(first: 100, filter: { status: { is: OPEN }, kind: { is: ORDER } }) { nodes { id quantity status kind product { id name } supplier { name } } } }')).reorderProposals.nodes;
const productOf = async (name: string) => (await ui.ask<{ products: { nodes: { id: string; version: number }[] } }>(
  'query($name: String!) { products(filter: { name: { is: $name } }) { nodes { id version } } }', { name })).products.nodes[0];
const placeOrder = async (name: string, quantity: string, requiredOn: string) => {
  const { customers } = await ui.ask<{ customers: { nodes: { id: string }[] } }>('{ customers(first: 1, filter: { isActive: true }) { nodes { id } } }');
  const product = await productOf(name);
  const { placeOrder: placed } = await ui.ask<{ placeOrder: { __typename: string; message?: string; order?: { id: string; number: string } } }>(
    `mutation($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename ... on PlaceOrderPayload { order { id number } } ... on Refusal { message } } }`,
    { input: { acceptBackorder: true, order: { customerId: customers.nodes[0]?.id, requiredOn, lines: [{ productId: product?.id, quantity, unitPrice: '0.01' }] } } });
  if (!placed.order) throw new Error(JSON.stringify(placed));
  return placed.order;
};

test('what runs low is planned, shows its arithmetic, and becomes a purchase order', async () => {
  const page = await ui.open('/reorderProposals', { role: 'WAREHOUSE' });
  await settled(page);
  await act(page, 'Plan now');
  await page.getByText(/to be ordered or asked for: /).waitFor();
  const found = await proposals();
  const chosen = found.find(({ supplier }) => supplier !== null);
  if (!chosen) throw new Error('nothing is to be ordered');
  await page.goto(`/reorderProposals/${encodeURIComponent(chosen.id)}/show`);
  await heading(page, new RegExp(`^${chosen.product.name}`));
  const sums = page.getByRole('group', { name: 'How this comes about' });
  await sums.getByRole('row', { name: /^On hand/ }).waitFor();
  await sums.getByRole('row', { name: /^Reorder point/ }).waitFor();
  await sums.getByRole('row', { name: `To be ordered ${Number(chosen.quantity).toLocaleString('en')}` }).waitFor();
  await page.getByRole('heading', { name: 'Days ahead' }).waitFor();
  await act(page, 'Draft purchase order');
  await dialog(page).getByLabel(/^Quantity/).fill('77');
  await dialog(page).getByRole('button', { name: 'Draft purchase order' }).click();
  await heading(page, new RegExp(chosen.supplier?.name ?? ''));
  await page.getByRole('cell', { name: '77', exact: true }).first().waitFor();
  await page.goto(`/reorderProposals/${encodeURIComponent(chosen.id)}/show`);
  await status(page, 'Ordered');

  await page.goto('/reorderProposals');
  await settled(page);
  await act(page, 'Plan now');
  await page.getByText(/: 0 new, 0 not needed any more/).waitFor();
  expect((await proposals()).map(({ product }) => product.id)).not.toContain(chosen.product.id);
});

test('many are ordered with one click, and one is put aside with a reason', async () => {
  const { warehouses } = await ui.ask<{ warehouses: { nodes: { id: string }[] } }>('{ warehouses(filter: { isDefault: true }) { nodes { id } } }');
  const rules = await Promise.all(['Chang', 'Ikura', 'Pavlova'].map(async (name) => ({ productId: (await productOf(name))?.id, warehouseId: warehouses.nodes[0]?.id, reorderPoint: '900', maximum: '1000' })));
  await ui.ask('mutation($input: SetReorderRulesInput!) { setReorderRules(input: $input) { __typename } planReplenishment(input: {}) { __typename } }', { input: { rules } });
  const page = await ui.open('/reorderProposals', { role: 'CONTROLLER' });
  await settled(page);
  const before = (await proposals()).filter(({ supplier }) => supplier !== null);
  const [first] = before;
  if (!first) throw new Error('nothing is to be ordered');
  await page.goto(`/reorderProposals/${encodeURIComponent(first.id)}/show`);
  await act(page, 'Put aside');
  await dialog(page).getByLabel(/^Why/).fill('The season is over');
  await dialog(page).getByRole('button', { name: 'Put aside' }).click();
  await page.getByText(/^Put aside until .*The season is over$/).waitFor();
  await act(page, 'Take up again');
  await status(page, 'To do');

  await page.goto('/reorderProposals');
  await settled(page);
  await page.getByRole('tab', { name: /^To order/ }).click();
  await settled(page);
  for (const { product } of before.slice(0, 2)) await page.getByRole('row').filter({ hasText: product.name }).getByRole('checkbox').check();
  await act(page, 'Draft purchase order');
  await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/purchaseOrders/);
  expect((await proposals()).filter(({ supplier }) => supplier !== null)).toHaveLength(before.length - 2);
});

test('a rule is made, stands beside the levels, and is changed with others at once', async () => {
  const page = await ui.open('/reorderRules/create', { role: 'WAREHOUSE' });
  await settled(page);
  await pick(page, 'Product', 'Chai');
  await pick(page, 'Warehouse', 'Main warehouse');
  await page.getByLabel(/^Reorder point/).fill('50');
  await page.getByLabel(/^Maximum/).fill('40');
  await button(page, 'Create').click();
  await page.getByText('This must be more than 50.').first().waitFor();
  await page.getByLabel(/^Maximum/).fill('120');
  await button(page, 'Create').click();
  await heading(page, /^Chai/);
  await page.goto('/reorderRules');
  await settled(page);
  await page.getByRole('cell', { name: '120', exact: true }).waitFor();
  await page.getByRole('row').filter({ hasText: 'Chai' }).getByRole('checkbox').check();
  await act(page, 'Change');
  await dialog(page).getByLabel('Safety stock').fill('15');
  await dialog(page).getByRole('button', { name: 'Change' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  await page.getByRole('cell', { name: '15', exact: true }).waitFor();
  expect(await page.getByRole('cell', { name: '120', exact: true }).count()).toBe(1);
});

test('a shortage ahead is drawn day by day with the orders that it hits, and somebody takes care of it', async () => {
  await placeOrder('Tofu', '500', demoDay(12));
  const page = await ui.open('/stockWarnings', { role: 'WAREHOUSE' });
  await settled(page);
  await act(page, 'Look ahead now');
  await page.getByText(/shortages? ahead\./).waitFor();
  await page.getByRole('link', { name: /Tofu/ }).first().click();
  await heading(page, /^Tofu/);
  await page.getByText(/are missing below 0\.$/).waitFor();
  await page.getByRole('link', { name: /^ORD-/ }).first().waitFor();
  await button(page, 'Show as table').first().click();
  await page.getByRole('columnheader', { name: 'Left at the end of the day' }).waitFor();
  await act(page, 'I take care of it');
  await page.getByText('You take care of it').first().waitFor();
  await page.getByRole('link', { name: 'Tofu', exact: true }).waitFor();
  expect(await page.getByText('You take care of it').count()).toBeGreaterThan(0);
});

test('something that is bought for each order is linked to it and ordered from there; the order can be moved', async () => {
  const tofu = await productOf('Konbu');
  await ui.ask('mutation($input: UpdateProductInput!) { updateProduct(input: $input) { __typename } }', { input: { productId: tofu?.id, version: tofu?.version, isJit: true } });
  const order = await placeOrder('Konbu', '300', demoDay(40));
  await ui.ask('mutation($input: SyncJitInput!) { syncJit(input: $input) { __typename } }', { input: { orderIds: [order.id] } });
  const page = await ui.open('/jitDemands', { role: 'CONTROLLER' });
  await settled(page);
  await page.getByRole('cell', { name: 'To order', exact: true }).waitFor();
  await page.getByRole('row').filter({ hasText: order.number }).getByRole('checkbox').check();
  await act(page, 'Draft purchase orders');
  await heading(page, /./);
  await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/purchaseOrders\/.*\/show$/);
  await page.goto(`/orders/${encodeURIComponent(order.id)}/show?tab=bought`);
  await page.getByText('In a draft').first().waitFor();
  await act(page, 'Move the day');
  await dialog(page).getByLabel(/^(Why|Reason)/).fill('The kitchen is not ready');
  await dialog(page).getByRole('button', { name: 'Move the day' }).click();
  await dialog(page).waitFor({ state: 'detached' });
});

test('reports of stock tell age, turnover, classes and overstock; each leads to the movements', async () => {
  const page = await ui.open('/stock-age', { role: 'ANALYST' });
  await settled(page);
  await page.getByText(/^On .* stock was booked at \$[\d,.]+;/).waitFor();
  await page.getByRole('combobox', { name: 'Group by' }).click();
  await page.getByRole('option', { name: 'Category' }).click();
  await page.getByRole('link', { name: 'Beverages' }).waitFor();
  await page.goto('/stock-turnover');
  await settled(page);
  await page.getByRole('columnheader', { name: 'Days on hand' }).waitFor();
  await page.goto('/stock-classes');
  await settled(page);
  await page.getByText(/the first 80% of the value, out of/).waitFor();
  await page.goto('/overstock?days=30');
  await settled(page);
  await page.getByText('Tied up in too much').waitFor();
  const sales = await ui.open('/', { role: 'SALES' });
  await settled(sales);
  expect(await sales.getByRole('link', { name: 'Overstock' }).count()).toBe(0);
  await sales.getByText('Shortages ahead').first().waitFor();
});

test('how far ahead is looked is a setting', async () => {
  const page = await ui.open('/replenishment-settings', { role: 'OWNER' });
  await settled(page);
  await act(page, 'Change settings');
  await dialog(page).getByLabel(/^Shortages are looked for ahead/).fill('45');
  await dialog(page).getByRole('button', { name: 'Change settings' }).click();
  await page.getByRole('cell', { name: '45 days' }).waitFor();
  expect(await dialog(page).count()).toBe(0);
});

test('a level\'s days ahead are beside it, also on a phone', async () => {
  const { stockLevels } = await ui.ask<{ stockLevels: { nodes: { id: string }[] } }>('{ stockLevels(first: 1) { nodes { id } } }');
  const page = await ui.open(`/stockLevels/${encodeURIComponent(stockLevels.nodes[0]?.id ?? '')}/show?tab=ahead`, { role: 'WAREHOUSE', viewport: { width: 390, height: 800 } });
  await page.getByText(/Stock lasts for the next \d+ days\.|are missing below/).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await page.goto('/reorderProposals');
  await settled(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
