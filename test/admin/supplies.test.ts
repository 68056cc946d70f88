// A service firm's day in the console: units, handing out from a phone, par levels, recipes and their food cost, own use.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const pick = async (page: Page, label: string | RegExp, text: string) => {
  await page.getByRole('combobox', { name: label }).fill(text);
  await page.getByRole('option', { name: text }).first().click();
};
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** Something of which more than a hundred are free. */
const plenty = async () => {
  const { stockLevels } = await ui.ask<{ stockLevels: { nodes: { available: string; product: { id: string; name: string; sku: string; unit: { code: string } } }[] } }>(
    'query { stockLevels(first: 1, orderBy: AVAILABLE_DESC) { nodes { available product { id name sku unit { code } } } } }');
  const [level] = stockLevels.nodes;
  if (!level) throw new Error('nothing in stock');
  return level;
};

test('a job is opened, things are handed out to it by phone, and half of them come back', async () => {
  const { product } = await plenty();
  const desk = await ui.open('/costObjects/create', { role: 'CONTROLLER' });
  await settled(desk);
  await desk.getByLabel(/^Code/).fill('GALA');
  await desk.getByLabel(/^Name/).fill('Gala dinner');
  await button(desk, 'Create').click();
  await heading(desk, /Gala dinner/);

  const page = await ui.open('/hand-out', { role: 'WAREHOUSE', ...phone });
  await settled(page);
  await pick(page, 'For whom', 'Gala dinner');
  const quantity = () => page.getByLabel('Quantity', { exact: true }).inputValue();
  for (const scanned of ['1', '2']) {
    await page.getByLabel('Scan or type').fill(product.sku);
    await page.getByLabel('Scan or type').press('Enter');
    await page.getByRole('heading', { level: 2, name: product.name }).waitFor();
    await expect.poll(quantity).toBe(scanned);
  }
  await page.getByLabel('One more').click();
  await page.getByLabel('One more').click();
  expect(await quantity()).toBe('4');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await act(page, 'Hand out');
  await page.getByText(`4 ${product.unit.code} of ${product.name} handed out`).waitFor();
  await page.getByLabel('Scan or type').fill('no-such-code');
  await button(page, 'Find').click();
  await page.getByText('No product has the code no-such-code.').waitFor();

  await desk.reload();
  await desk.getByRole('link', { name: /^USE-/ }).click();
  await heading(desk, /^USE-/);
  await act(desk, 'Take back');
  await dialog(desk).getByLabel(`${product.name}: came back`).fill('2');
  await dialog(desk).getByLabel(/^Why/).fill('Left over');
  await dialog(desk).getByText('5220').first().waitFor();
  await dialog(desk).getByRole('button', { name: 'Take back' }).click();
  await desk.getByRole('tab', { name: 'Returns (1)' }).waitFor();

  await desk.goto('/own-use');
  await settled(desk);
  await desk.getByRole('link', { name: 'Gala dinner' }).first().waitFor();
  const { ownUseCosts, trialBalance } = await ui.ask<{ ownUseCosts: { value: { amount: string } }; trialBalance: { rows: { code: string; balance: { amount: string } }[] } }>(
    'query { ownUseCosts(from: "2000-01-01", to: "2100-01-01") { value { amount } } trialBalance { rows { code balance { amount } } } }');
  expect(trialBalance.rows.find(({ code }) => code === '5220')?.balance).toEqual(ownUseCosts.value);
});

test('a product gets its units, a site its par level, and one tap asks for what is missing', async () => {
  const { product } = await plenty();
  const page = await ui.open(`/products/${encodeURIComponent(product.id)}/show?tab=units`, { role: 'CONTROLLER' });
  await settled(page);
  await act(page, 'Add a unit');
  await pick(page, /^Unit/, 'CASE');
  await dialog(page).getByLabel(/^How many(?! of)/).fill('12');
  await dialog(page).getByLabel('Buy in it').check();
  await dialog(page).getByRole('button', { name: 'Add a unit' }).click();
  await page.getByText(`12 ${product.unit.code}`).waitFor();
  await act(page, 'Add a unit');
  await pick(page, /^Unit/, 'DOZ');
  await dialog(page).getByLabel(/^How many(?! of)/).fill('13');
  await dialog(page).getByRole('button', { name: 'Add a unit' }).click();
  await dialog(page).getByText(/^That contradicts what is known/).first().waitFor();
  await button(page, 'Cancel').click();

  await page.goto('/par-levels');
  await settled(page);
  await act(page, 'Set par level');
  await pick(page, 'Product', product.name);
  await pick(page, 'Site', 'Main warehouse');
  await dialog(page).getByLabel(/^Par/).fill('100000');
  await dialog(page).getByRole('button', { name: 'Set par level' }).click();
  await page.getByText('To fill').waitFor();
  await page.getByRole('button', { name: /^Fill 1 item at/ }).click();
  await heading(page, /^REQ-/);
  await page.goto('/par-levels');
  await page.getByText('On its way', { exact: true }).waitFor();
  expect(await page.getByText('On its way', { exact: true }).count()).toBe(1);
});

test('a recipe is written, prepared for a job, and a menu plan knows what will be short', async () => {
  const { product } = await plenty();
  const { units } = await ui.ask<{ units: { nodes: { id: string }[] } }>('query { units(filter: { code: { is: "PCS" } }) { nodes { id } } }');
  await ui.ask('mutation($input: CreateProductInput!) { createProduct(input: $input) { __typename } }', { input: { sku: 'DISH-1', name: 'House platter', unitId: units.nodes[0]?.id, isStocked: false } });
  const page = await ui.open('/recipes/create', { role: 'CONTROLLER' });
  await settled(page);
  await pick(page, 'Dish', 'House platter');
  await pick(page, 'Ingredient, line 1', product.name);
  await page.getByLabel('Ready for use, line 1').fill('5');
  await page.getByLabel('Yield, line 1').fill('50');
  await button(page, 'Create').click();
  await heading(page, /House platter/);
  await page.getByText(`10 ${product.unit.code}`).first().waitFor();
  await act(page, 'Prepare');
  await pick(page, 'Who bears the cost', 'Gala dinner');
  await dialog(page).getByText('5220').first().waitFor();
  await dialog(page).getByRole('button', { name: 'Prepare' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'Preparations (1)' }).click();
  await page.getByRole('link', { name: /^PRP-/ }).waitFor();

  await page.goto('/menu');
  await page.getByRole('link', { name: 'House platter' }).waitFor();
  await page.goto('/menuPlans/create');
  await settled(page);
  await page.getByLabel(/^Name/).fill('Harbour day');
  await pick(page, 'Dish, line 1', 'House platter');
  await page.getByLabel('Portions, line 1').fill('1000000');
  await button(page, 'Create').click();
  await heading(page, 'Harbour day');
  await page.getByText('1 ingredient will be short.').waitFor();
  await act(page, 'Ask for what is missing');
  await dialog(page).getByRole('button', { name: 'Ask for what is missing' }).click();
  await page.getByText('Requisition made').waitFor();
  expect(await dialog(page).count()).toBe(0);
});
