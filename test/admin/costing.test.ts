// Profit in the console: a cost recorded from an order's profit, costs brought to orders, rankings that tie to the ledger.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const pick = async (page: Page, label: string | RegExp, text: string | RegExp) => {
  await page.getByRole('combobox', { name: label }).fill(typeof text === 'string' ? text : '');
  await page.getByRole('option', { name: text }).first().click();
};
const table = (page: Page, name: string) => page.getByRole('group', { name, exact: true }).getByRole('table');

test('a freight paid later is recorded from the order\'s profit, seen as a step of it, and taken back', async () => {
  const { orders } = await ui.ask<{ orders: { nodes: { id: string; number: string }[] } }>('{ orders(first: 1, filter: { status: { is: CLOSED } }) { nodes { id number } } }');
  const [order] = orders.nodes;
  if (!order) throw new Error('no closed order');
  const page = await ui.open(`/orders/${encodeURIComponent(order.id)}/show?tab=profit`, { role: 'CONTROLLER' });
  await page.getByRole('heading', { name: 'From revenue to profit' }).waitFor();
  await button(page, 'Show as table').click();
  const before = await page.getByRole('region', { name: /From revenue to profit/ }).getByRole('row').count();
  await page.getByRole('link', { name: 'Record a cost' }).click();
  await page.getByRole('heading', { name: /New/ }).waitFor();
  await settled(page);
  await page.getByLabel(/^Amount/).fill('12.34');
  await page.getByLabel('Memo').fill('Courier');
  await page.getByText('5300').first().waitFor(); // the effect on the ledger, before anything is written
  await button(page, 'Create').click();
  await page.getByRole('heading', { name: /^OCO-/ }).waitFor();
  await page.getByRole('row', { name: new RegExp(`${order.number}.*12\\.34`) }).waitFor();
  await page.goto(`/orders/${encodeURIComponent(order.id)}/show?tab=profit`);
  await page.getByRole('row', { name: /Freight out.*12\.34/ }).waitFor();
  await button(page, 'Show as table').click();
  expect(await page.getByRole('region', { name: /From revenue to profit/ }).getByRole('row').count()).toBe(before + 1);
  await page.goto('/orderCosts');
  await page.getByRole('link', { name: /^OCO-/ }).first().click();
  await page.getByRole('heading', { name: /^OCO-/ }).waitFor();
  await button(page, 'Take it back').click();
  await dialog(page).getByLabel(/Why|Reason/).fill('Not ours');
  await dialog(page).getByRole('button', { name: 'Take it back' }).click();
  await page.getByText('Reversed', { exact: true }).first().waitFor();
});

test('costs of a category come to the orders of a period, and are said where none could bear them', async () => {
  const page = await ui.open('/costCategories/create', { role: 'CONTROLLER' });
  await settled(page);
  await page.getByLabel(/^Code/).fill('RENT');
  await page.getByLabel(/^Name/).fill('Rent of the hall');
  await pick(page, /^Accounts/, '6100');
  await button(page, 'Create').click();
  await page.getByRole('heading', { name: /Rent of the hall/ }).waitFor();
  const { accounts, invoices } = await ui.ask<{ accounts: { nodes: { id: string; code: string }[] }; invoices: { nodes: { issuedOn: string }[] } }>(
    '{ accounts(filter: { code: { in: ["6100", "1000"] } }) { nodes { id code } } invoices(first: 1, orderBy: ISSUED_ON_DESC) { nodes { issuedOn } } }');
  const on = invoices.nodes[0]?.issuedOn ?? '';
  const [from, to] = [`${on.slice(0, 7)}-01`, on];
  const account = (code: string) => accounts.nodes.find((each) => each.code === code)?.id;
  await ui.ask('mutation($input: PostEntryInput!) { postEntry(input: $input) { __typename ... on Refusal { code message } } }',
    { input: { effectiveOn: from, memo: 'Rent', lines: [{ accountId: account('6100'), debit: '90.00' }, { accountId: account('1000'), credit: '90.00' }] } });
  await page.goto(`/allocate-costs?from=${from}&to=${to}`);
  await table(page, 'By category').getByRole('row', { name: /Rent of the hall/ }).waitFor();
  await page.getByRole('button', { name: /^Bring them to/ }).click();
  await page.getByRole('heading', { name: /^CAL-/ }).waitFor();
  await page.goto(`/allocate-costs?from=${from}&to=${to}`);
  const row = table(page, 'By category').getByRole('row', { name: /Rent of the hall/ });
  await row.waitFor();
  await page.getByRole('button', { name: /^Bring them to/ }).click();
  await page.getByText(/are at their orders already/).waitFor();
  expect(await row.textContent()).toMatch(/–$/);
});

test('who brings profit is ranked by what one chooses, and ends at the ledger; on a phone nothing scrolls sideways', async () => {
  const page = await ui.open('/profit-ranking?by=CUSTOMER&from=1990-01-01', { role: 'ANALYST', viewport: { width: 390, height: 844 } });
  const ranking = table(page, 'Profit ranking');
  await ranking.getByRole('row', { name: /^Ledger/ }).waitFor();
  await ranking.getByRole('row', { name: /Belongs to none/ }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.goto('/profit-equation?from=1990-01-01');
  const foot = table(page, 'Profit and ledger').getByRole('row', { name: /^Profit/ });
  await foot.waitFor();
  expect(await foot.textContent()).toMatch(/–$/); // no difference
  await page.goto('/cash?from=1990-01-01');
  await table(page, 'Kept figures and their accounts').getByRole('row', { name: /1300/ }).waitFor();
  expect((await table(page, 'Kept figures and their accounts').locator('tbody tr td:last-child').allTextContents()).every((text) => text === '–')).toBe(true);
});
