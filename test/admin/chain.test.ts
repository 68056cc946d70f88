// The chain in the console: queues taken and handed over, stuck orders, an order's stages and whole timeline, the firm's rules.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, axeFindings, operationOf, settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const choose = async (page: Page, label: string, option: string) => {
  await dialog(page).getByRole('combobox', { name: label }).click();
  await page.getByRole('listbox').getByRole('option', { name: option, exact: true }).click();
};
const orderWith = async (filter: string) => {
  const { orders } = await ui.ask<{ orders: { nodes: { id: string; number: string }[] } }>(`{ orders(first: 1, filter: ${filter}, orderBy: PLACED_AT_ASC) { nodes { id number } } }`);
  const [order] = orders.nodes;
  if (!order) throw new Error('the demo company has no such order');
  return order;
};

test('a queue is worked through: stages taken together, one handed over to a role with a reason', async () => {
  const page = await ui.open('/chainStages?filter=%7B%22isOpen%22%3Atrue%2C%22step%22%3A%5B%22RECONCILIATION%22%5D%7D');
  await heading(page, 'Stages of orders');
  await page.getByText('Not paid yet').first().waitFor();
  const boxes = page.getByRole('row').getByRole('checkbox');
  await boxes.nth(1).check();
  await boxes.nth(2).check();
  await page.getByRole('button', { name: 'Take', exact: true }).first().click();
  await expect.poll(async () => (await ui.ask<{ chainStages: { totalCount: number } }>('{ chainStages(filter: { isMine: true, isOpen: true }) { totalCount } }')).chainStages.totalCount).toBe(2);
  await page.goto(`${new URL(page.url()).origin}/chainStages?filter=%7B%22isOpen%22%3Atrue%2C%22isMine%22%3Atrue%7D`);
  await heading(page, 'Stages of orders');
  await expect.poll(() => page.getByRole('row').count()).toBe(3);
  await button(page, 'Hand over').first().click();
  await choose(page, 'Role', 'Controller');
  await dialog(page).getByRole('textbox', { name: 'Reason' }).fill('Away for a week');
  await dialog(page).getByRole('button', { name: 'Hand over the stage' }).click();
  await expect.poll(() => page.getByRole('row').count()).toBe(2);
});

test('stuck orders are listed with their reason, and lead to the order, its stages and everything that happened', async () => {
  const page = await ui.open('/chainExceptions');
  await page.getByRole('tab', { name: /^Stuck/ }).click();
  await heading(page, 'Stuck orders');
  await page.getByRole('row').filter({ hasText: 'Invoice is overdue' }).first().getByRole('link').first().click();
  const stages = page.getByRole('list', { name: 'Stages of the chain' });
  await stages.first().getByText('Reconciliation · stuck').waitFor();
  await page.getByRole('tab', { name: 'Chain' }).click();
  await page.getByText(/Invoice is overdue: INV/).waitFor();
  const events = page.getByRole('list', { name: 'Everything that happened' });
  await events.getByText('Invoice posted').first().waitFor();
  await events.getByText('Order placed').first().waitFor();
  expect(await events.getByRole('link').count()).toBeGreaterThan(0);
});

test('what the customer said is noted, and taken back with a reason', async () => {
  const { id } = await orderWith('{ status: { is: INVOICED } }');
  const page = await ui.open(`/orders/${encodeURIComponent(id)}/show`);
  await page.getByRole('list', { name: 'Stages of the chain' }).first().waitFor();
  await act(page, 'Confirmed by the customer');
  await choose(page, 'How', 'By mail');
  await dialog(page).getByRole('textbox', { name: 'Who of the customer' }).fill('Maria Anders');
  await dialog(page).getByRole('button', { name: 'Confirmed by the customer' }).click();
  const said = async () => (await ui.ask<{ node: { confirmations: { means: string; name: string; withdrawReason: string | null }[] } }>(
    'query ($id: ID!) { node(id: $id) { ... on Order { confirmations { means name withdrawReason } } } }', { id })).node.confirmations;
  await expect.poll(said).toEqual([{ means: 'MAIL', name: 'Maria Anders', withdrawReason: null }]);
  await dialog(page).waitFor({ state: 'detached' });
  await act(page, 'Withdraw the confirmation');
  await dialog(page).getByRole('textbox', { name: 'Reason' }).fill('Another order was meant');
  await dialog(page).getByRole('button', { name: 'Withdraw the confirmation' }).click();
  await expect.poll(said).toEqual([{ means: 'MAIL', name: 'Maria Anders', withdrawReason: 'Another order was meant' }]);
});

test('the firm says who gets a stage and after how long an order is stuck, on a phone too', async () => {
  const page = await ui.open('/chain-rules', { viewport: { width: 390, height: 844 } });
  await heading(page, 'Chain of orders');
  expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  await page.getByRole('button', { name: 'Change Invoice', exact: true }).click();
  await dialog(page).getByRole('button', { name: 'Drop the last rule' }).click();
  await dialog(page).getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('listbox').getByRole('option', { name: 'Owner', exact: true }).click();
  await dialog(page).getByRole('button', { name: 'Who gets the stage' }).click();
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Invoice', exact: true }) });
  await expect.poll(() => row.getByText('Built in').count()).toBe(0);
  await row.getByText('Owner', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Change Invoice is overdue', exact: true }).click();
  await dialog(page).getByRole('textbox', { name: 'Hours' }).fill('24');
  await dialog(page).getByRole('button').last().click();
  await page.getByRole('row').filter({ hasText: 'Invoice is overdue' }).getByText('24', { exact: true }).waitFor();
  const { chainRules } = await ui.ask<{ chainRules: { limits: { fact: string; hours: number; isBuiltIn: boolean }[] } }>('{ chainRules { limits { fact hours isBuiltIn } } }');
  expect(chainRules.limits).toContainEqual({ fact: 'OVERDUE', hours: 24, isBuiltIn: false });
});

test.each([
  { name: 'wide', options: { viewport: { width: 1440, height: 900 } } }, { name: 'phone, dark', options: { viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const } },
])('its pages ask once and have nothing that axe finds ($name)', async ({ options }) => {
  const { id } = await orderWith('{ status: { is: INVOICED }, isStuck: true }');
  for (const path of ['/chainStages', '/chainExceptions', '/chain-rules', `/orders/${encodeURIComponent(id)}/show?tab=chain`]) {
    const page = await ui.open('/login', { ...options, reducedMotion: 'reduce' });
    const sent: string[] = [];
    page.on('request', (request) => { const { name } = operationOf(request); if (name) sent.push(name); });
    await page.goto(path);
    await settled(page);
    expect([path, sent.length]).toEqual([path, 2]);
    expect(await axeFindings(page)).toEqual([]);
    expect([path, await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')]).toEqual([path, true]);
  }
});
