// Agreements in the console: drafted, brought into force, called off, planned and extended; an order that is typed takes their price.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, axeFindings, settled, startConsole } from '../support/console.ts';
import { demoDay } from '../support/demoDay.ts';

const ui = startConsole();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const pick = async (page: Page, label: string | RegExp, text: string) => {
  await page.getByRole('combobox', { name: label }).fill(text);
  await page.getByRole('listbox').getByRole('option', { name: text }).first().click();
};
const known = async () => {
  const { customers } = await ui.ask<{ customers: { nodes: { id: string; name: string }[] } }>('{ customers(first: 1, orderBy: NAME_ASC, filter: { isActive: true }) { nodes { id name } } }');
  const [customer] = customers.nodes;
  if (!customer) throw new Error('the demo company has no customer');
  return customer;
};

test('an agreement is drafted with steps, brought into force, called off, planned and extended', async () => {
  const customer = await known();
  const page = await ui.open(`/frameworks/create?customer=${encodeURIComponent(customer.id)}`);
  await page.getByRole('textbox', { name: /^Name/ }).fill('Tea of the year');
  await page.getByRole('textbox', { name: /^Until/ }).fill(demoDay(200));
  await pick(page, 'Product, line 1', 'Chai');
  await page.getByRole('textbox', { name: 'Price, line 1' }).fill('7');
  await page.getByRole('textbox', { name: 'Minimum, line 1' }).fill('20');
  await page.getByRole('textbox', { name: 'Maximum, line 1' }).fill('100');
  await button(page, 'Add a line').click();
  await pick(page, 'Product, line 2', 'Chai');
  await page.getByRole('textbox', { name: 'From quantity, line 2' }).fill('50');
  await page.getByRole('textbox', { name: 'Price, line 2' }).fill('6.5');
  await button(page, 'Create').click();
  await heading(page, /Draft · Tea of the year/);
  await act(page, 'Bring into force');
  await dialog(page).getByRole('button', { name: 'Bring into force' }).click();
  await heading(page, /AGR-\S+ · Tea of the year/);
  await page.getByText('from 50 on').waitFor();
  await page.getByText('20 missing to the minimum').waitFor();
  await act(page, 'Plan call-offs');
  await dialog(page).getByRole('textbox', { name: /^Placed on/ }).fill(demoDay(30));
  await dialog(page).getByRole('textbox', { name: /^Again every/ }).fill('4');
  await dialog(page).getByRole('textbox', { name: 'Chai' }).fill('2');
  await dialog(page).getByRole('button', { name: 'Plan call-offs' }).click();
  await expect.poll(() => page.getByText('waits for its day').count()).toBeGreaterThan(5);
  await act(page, 'Call off');
  await dialog(page).getByRole('textbox', { name: 'Chai' }).fill('30');
  await dialog(page).getByRole('button', { name: 'Call off' }).click();
  await page.getByText(/Called off from agreement AGR-\S+/).waitFor();
  expect(await page.getByText('7.00').count()).toBeGreaterThan(0);
  await page.goBack();
  await page.getByText('30 on drafts').waitFor();
  await act(page, 'Extend');
  await dialog(page).getByRole('textbox', { name: 'Maximum of Chai' }).fill('150');
  await dialog(page).getByRole('textbox', { name: /^Reason|^Why/ }).fill('More is wanted');
  await dialog(page).getByRole('button', { name: 'Extend' }).click();
  await page.getByText(/at most 150/).waitFor();
});

test('an order that is typed takes the price of the agreement and says so; the list fits a phone', async () => {
  const customer = await known();
  const page = await ui.open(`/orders/create?customer=${encodeURIComponent(customer.id)}`);
  await pick(page, 'Product, line 1', 'Chai');
  await page.getByRole('textbox', { name: 'Quantity, line 1' }).fill('60');
  await page.getByText(/Called off from agreement AGR-\S+/).waitFor();
  await page.getByText('150 left in the agreement').waitFor();
  expect(await page.getByText(/6\.50/).count()).toBeGreaterThan(0);
  const phone = await ui.open('/frameworks', { viewport: { width: 390, height: 844 } });
  await heading(phone, 'Framework agreements');
  await phone.getByText(/^AGR-/).first().waitFor();
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const { frameworks } = await ui.ask<{ frameworks: { nodes: { id: string }[] } }>('{ frameworks(first: 1) { nodes { id } } }');
  for (const path of ['show', 'show?tab=calls', 'show?tab=orders']) {
    await phone.goto(`/frameworks/${encodeURIComponent(frameworks.nodes[0]?.id ?? '')}/${path}`);
    await heading(phone, /AGR-/);
    await settled(phone);
    expect([path, await axeFindings(phone), await phone.evaluate(() => document.documentElement.scrollWidth <= 390)]).toEqual([path, [], true]);
  }
});

test('a favourite is kept in the quick order, and how long it took is in the report', async () => {
  const customer = await known();
  const page = await ui.open('/quickOrder', { viewport: { width: 360, height: 740 } });
  await pick(page, 'Customer', customer.name);
  await page.getByRole('textbox', { name: 'Number or barcode' }).waitFor();
  await pick(page, 'Product by name', 'Chang');
  await page.getByRole('button', { name: 'Keep Chang at hand' }).click();
  await page.getByRole('button', { name: 'Keep Chang no longer at hand' }).waitFor();
  await page.getByRole('button', { name: /^Chang × 1$/ }).click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await button(page, 'Next').click();
  await page.getByRole('checkbox').first().check();
  await act(page, 'Place the order');
  await heading(page, /ORD-/);
  await page.goto(page.url().replace(/\/orders\/.*$/, '/entryTimes'));
  await heading(page, 'Time of order entry');
  await page.getByText(/^0:\d\d min$/).first().waitFor();
  expect(await page.getByRole('row').count()).toBeGreaterThan(1);
});
