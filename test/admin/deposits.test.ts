// Deposits and contracts in the console: asked for, paid, released; a contract made, invoiced and ended.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, axeFindings, settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const known = async () => {
  const { customers } = await ui.ask<{ customers: { nodes: { id: string; name: string }[] } }>('{ customers(first: 1, orderBy: NAME_ASC, filter: { isActive: true }) { nodes { id name } } }');
  const [customer] = customers.nodes;
  if (!customer) throw new Error('the demo company has no customer');
  return customer;
};

test('a deposit is asked for of a customer, paid in part, and what is held is released', async () => {
  const customer = await known();
  const page = await ui.open('/deposits');
  await act(page, 'Ask for a deposit');
  await dialog(page).getByRole('combobox', { name: /^Customer/ }).fill(customer.name);
  await page.getByRole('listbox').getByRole('option', { name: customer.name }).first().click();
  await dialog(page).getByRole('textbox', { name: /^Amount/ }).fill('120');
  await dialog(page).getByRole('button', { name: 'Ask for a deposit' }).click();
  await heading(page, /DEP-\d{4}-\d{5}/);
  await act(page, 'Record payment of the deposit');
  await dialog(page).getByRole('textbox', { name: /^Amount/ }).fill('80');
  await dialog(page).getByText('Customer deposits').waitFor();
  await dialog(page).getByRole('button', { name: 'Record payment of the deposit' }).click();
  await page.getByText(/From PAY-/).waitFor();
  expect(await page.getByText('Part paid').count()).toBeGreaterThan(0);
  await page.getByRole('group', { name: 'Receipts' }).getByRole('row', { name: /PAY-.*\$80\.00.*\$80\.00/ }).waitFor();
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  const settings = await ui.open('/deposit-settings');
  await settings.getByText('Orders do not leave before their deposit is paid.').waitFor();
  expect(await settings.getByText('Deposits (2110)').count()).toBe(1);
});

test('a contract is made of free text, shows what is to come, is invoiced and ended with its credit', async () => {
  const customer = await known();
  const page = await ui.open(`/contracts/create?customer=${encodeURIComponent(customer.id)}`);
  await page.getByRole('textbox', { name: /^Name/ }).fill('Machine rent');
  await page.getByRole('textbox', { name: 'Text, line 1' }).fill('Rent of a machine');
  await page.getByRole('textbox', { name: 'Price, line 1' }).fill('250');
  await button(page, 'Create').click();
  await heading(page, /CTR-\S+ · Machine rent/);
  await page.getByRole('tab', { name: 'Next twelve months' }).click();
  await expect.poll(() => page.getByText(/Rent of a machine: \d+ days/).count()).toBeGreaterThan(10);
  await act(page, 'Invoice the next period');
  await dialog(page).getByRole('button', { name: 'Invoice the next period' }).click();
  await page.getByRole('tab', { name: 'Invoiced' }).click();
  await page.getByRole('link', { name: /INV-/ }).first().waitFor();
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  const report = await ui.open('/recurring-revenue');
  await report.getByRole('group', { name: 'Contracts by what they bring' }).getByText('Machine rent').waitFor();
});
