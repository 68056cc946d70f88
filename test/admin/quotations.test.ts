// Quotations in the console: drafted with live totals, sent, revised, compared, and made an order at the prices quoted.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, startConsole } from '../support/console.ts';

const ui = startConsole();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const pick = async (page: Page, label: string | RegExp, text: string) => {
  await page.getByRole('combobox', { name: label }).fill(text);
  await page.getByRole('option', { name: text }).first().click();
};
const known = async () => {
  const { customers } = await ui.ask<{ customers: { nodes: { id: string; name: string }[] } }>('{ customers(first: 1, orderBy: NAME_ASC, filter: { isActive: true }) { nodes { id name } } }');
  const [customer] = customers.nodes;
  if (!customer) throw new Error('the demo company has no customer');
  return customer;
};

test('a quotation is drafted with live totals, sent, revised and compared, and made an order whose price says the quotation', async () => {
  const customer = await known();
  const page = await ui.open(`/quotations/create?customer=${encodeURIComponent(customer.id)}`);
  await pick(page, 'Product, line 1', 'Chai');
  await page.getByRole('textbox', { name: 'Quantity, line 1' }).fill('10');
  await page.getByRole('textbox', { name: 'Price, line 1' }).fill('7');
  await button(page, 'Add a line').click();
  await pick(page, 'Product, line 2', 'Chang');
  await page.getByRole('combobox', { name: 'Counts as, line 2' }).selectOption('Option');
  await page.getByRole('textbox', { name: 'Quantity, line 2' }).fill('1');
  await page.getByText('does not count yet').waitFor();
  await expect.poll(() => page.getByRole('definition').filter({ hasText: '70.00' }).count()).toBeGreaterThan(0);
  await button(page, 'Create').click();
  await heading(page, /Draft/);
  await act(page, 'Send');
  await dialog(page).getByRole('button', { name: 'Send' }).click();
  await heading(page, /QUO-/);
  await act(page, 'New version');
  await heading(page, /QUO-\S+ v2/);
  const edit = `${page.url().replace(/\/show.*$/, '')}`;
  await page.goto(edit.endsWith('/edit') ? edit : `${edit}/edit`);
  await page.getByRole('textbox', { name: 'Price, line 1' }).fill('6.5');
  await button(page, 'Save').click();
  await act(page, 'Send');
  await dialog(page).getByRole('button', { name: 'Send' }).click();
  await page.getByRole('tab', { name: 'Versions' }).click();
  await page.getByText(/7\.00 → 6\.50/).waitFor();
  await act(page, 'Make an order');
  await dialog(page).getByRole('textbox', { name: 'Chai' }).waitFor();
  await dialog(page).getByRole('textbox', { name: 'Chai' }).fill('4');
  await dialog(page).getByRole('button', { name: 'Make an order' }).click();
  await page.getByText(/As quoted in QUO-\S+ v2/).waitFor();
  expect(await page.getByText('6.50').count()).toBeGreaterThan(0);
  await page.goBack();
  await page.getByText('4 of 10').waitFor();
});

test('the list sums what waits, what was won and what was lost, and fits a phone', async () => {
  const page = await ui.open('/quotations', { viewport: { width: 390, height: 844 } });
  await heading(page, 'Quotations');
  await page.getByText(/^QUO-/).first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const { quotations } = await ui.ask<{ quotations: { totals: { open: { amount: string }; won: { amount: string }; lost: { amount: string } } } }>(
    '{ quotations { totals { open { amount } won { amount } lost { amount } } } }');
  expect(quotations.totals).toEqual({ open: { amount: '0.00' }, won: { amount: '65.00' }, lost: { amount: '0.00' } });
});

test('a prospect becomes a customer before an order', async () => {
  const customer = await known();
  const { products } = await ui.ask<{ products: { nodes: { id: string }[] } }>('{ products(first: 1, filter: { name: { is: "Chai" } }) { nodes { id } } }');
  const made = await ui.ask<{ createQuotation: { quotation: { id: string } } }>(
    'mutation Draft($input: CreateQuotationInput!) { createQuotation(input: $input) { ... on CreateQuotationPayload { quotation { id } } } }',
    { input: { prospectName: customer.name, lines: [{ productId: products.nodes[0]?.id, quantity: '3' }] } });
  const { id } = made.createQuotation.quotation;
  await ui.ask('mutation Send($id: ID!) { sendQuotation(input: { quotationId: $id }) { ... on SendQuotationPayload { quotation { number } } } }', { id });
  const page = await ui.open(`/quotations/${encodeURIComponent(id)}/show`);
  await act(page, 'Make a customer');
  await dialog(page).getByRole('button', { name: 'Make a customer' }).click();
  await dialog(page).getByText(/may be the same/).first().waitFor();
  await pick(page, /A customer that is there/, customer.name);
  await dialog(page).getByRole('button', { name: 'Make a customer' }).click();
  await button(page, 'Make an order').waitFor();
  expect(await dialog(page).count()).toBe(0);
});
