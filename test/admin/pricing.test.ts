// Prices in the console: a list filled by paste and assigned, why a customer pays what is paid, a promotion with a coupon on an order, a margin.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, startConsole } from '../support/console.ts';
import { demoDay } from '../support/demoDay.ts';

const ui = startConsole();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const pick = async (page: Page, label: string | RegExp, text: string) => {
  await page.getByRole('combobox', { name: label }).fill(text);
  await page.getByRole('option', { name: text }).first().click();
};
const chosen = async () => {
  const { products, customers } = await ui.ask<{ products: { nodes: { id: string; sku: string; name: string }[] }; customers: { nodes: { id: string; name: string }[] } }>(
    '{ products(first: 2, orderBy: NAME_ASC, filter: { search: "cha" }) { nodes { id sku name } } customers(first: 1, orderBy: NAME_ASC, filter: { isActive: true }) { nodes { id name } } }');
  const [product, customer] = [products.nodes[0], customers.nodes[0]];
  if (!product || !customer) throw new Error('the demo company sells nothing');
  return { product, customer };
};

test('a price list takes rows of a spreadsheet, is assigned, and the price check says why it counts', async () => {
  const { product, customer } = await chosen();
  const page = await ui.open('/priceLists/create');
  await page.getByLabel(/^Name/).fill('Wholesale');
  await button(page, 'Create').click();
  await heading(page, /Wholesale/);
  await button(page, 'Add a line').click();
  const cell = page.getByRole('combobox', { name: 'Product, line 1' });
  await cell.focus();
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, `${product.sku}\t\t7.5\n${product.sku}\t10\t7`);
  await page.getByRole('textbox', { name: 'Price, line 2' }).waitFor();
  await expect.poll(() => page.getByRole('textbox', { name: 'Price, line 2' }).inputValue()).toBe('7');
  await button(page, 'Save prices').click();
  await page.getByText('Prices saved').waitFor();
  await act(page, 'Assign');
  await pick(page, 'Customer', customer.name);
  await dialog(page).getByRole('button', { name: 'Assign' }).click();
  await page.getByText('Assigned').first().waitFor();
  await page.goto(`/price-check?product=${encodeURIComponent(product.id)}&customer=${encodeURIComponent(customer.id)}&quantity=10`);
  await page.getByText(/7\.00 a unit/).waitFor();
  await page.getByText('A price for more units counts before it.').waitFor();
  expect(await page.getByRole('row', { name: /from 10 units on/ }).count()).toBe(1);
});

test('a promotion with a coupon shows on the order while it is typed, and on the order', async () => {
  const { product, customer } = await chosen();
  const page = await ui.open('/promotions/create');
  await page.getByLabel(/^Name/).fill('Spring');
  await page.getByLabel(/^Percentage/).fill('10');
  await page.getByLabel(/^First day/).fill(demoDay());
  await page.getByLabel(/^Needs a coupon/).check();
  await button(page, 'Create').click();
  await heading(page, /Spring/);
  await act(page, 'Add a code');
  await dialog(page).getByLabel(/^Code/).fill('spring-10');
  await dialog(page).getByRole('button', { name: 'Add a code' }).click();
  await page.getByText('Code added').waitFor();
  await page.goto(`/orders/create?customer=${encodeURIComponent(customer.id)}`);
  await pick(page, 'Product, line 1', product.name);
  await page.getByRole('textbox', { name: 'Quantity, line 1' }).fill('2');
  await page.getByText(/a unit – /).waitFor();
  await page.getByRole('combobox', { name: /^Coupons/ }).fill('spring-10');
  await page.keyboard.press('Enter');
  await page.getByText(/^Spring: −/).waitFor();
  await button(page, 'Create').click();
  await heading(page, /Draft/);
  await page.getByText(/^Spring: −/).waitFor();
  expect(await page.getByText('SPRING-10').count()).toBeGreaterThan(0);
});

test('a minimum margin is set, warns while an order is typed, and is removed', async () => {
  const { product, customer } = await chosen();
  const page = await ui.open('/margins');
  await act(page, 'Set a minimum');
  await pick(page, 'Product', product.name);
  await dialog(page).getByLabel(/^Minimum margin/).fill('99');
  await dialog(page).getByRole('button', { name: 'Set a minimum' }).click();
  await page.getByRole('cell', { name: product.name }).waitFor();
  await page.goto(`/orders/create?customer=${encodeURIComponent(customer.id)}`);
  await pick(page, 'Product, line 1', product.name);
  await page.getByRole('textbox', { name: 'Quantity, line 1' }).fill('2');
  await page.getByText(/Placing the order needs an approval/).waitFor();
  await page.goto('/margins');
  await button(page, `Remove: ${product.name}`).click();
  await page.getByText('No minimum margin is set: orders may leave any.').waitFor();
  expect(await page.getByRole('cell', { name: product.name }).count()).toBe(0);
});

test('on a phone the screens of prices fit, with nothing to scroll sideways', async () => {
  const page = await ui.open('/priceLists', { viewport: { width: 390, height: 800 } });
  for (const path of ['/priceLists', '/promotions', '/coupons', '/price-check', '/margins', '/customerGroups', '/customerPrices', '/promotionRedemptions']) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), path).toBe(true);
  }
});
