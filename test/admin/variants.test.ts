// A template in the console: its options, its variants by the matrix, prices in place, and a product that joins and leaves.
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

test('a template gets its variants, and their prices are edited in the matrix', async () => {
  const page = await ui.open('/productTemplates/create', { role: 'CONTROLLER' });
  await settled(page);
  await page.getByLabel(/^Code/).fill('SHIRT');
  await page.getByLabel(/^Name/).fill('Shirt');
  await pick(page, /^Unit/, 'PCS');
  await page.getByLabel(/^Option 1/).fill('Colour');
  await page.getByLabel(/^Values of option 1/).fill('Red, Blue');
  await button(page, 'Add an option').click();
  await page.getByLabel(/^Option 2/).fill('Size');
  await page.getByLabel(/^Values of option 2/).fill('S, Medium=M');
  await button(page, 'Create').click();
  await heading(page, /Shirt/);

  await act(page, 'Add variants');
  await dialog(page).getByText('4 new variants').waitFor();
  await dialog(page).getByText('SHIRT-RED-M').waitFor();
  await dialog(page).getByRole('checkbox', { name: /Blue, Medium/ }).uncheck();
  await dialog(page).getByText('3 new variants').waitFor();
  await dialog(page).getByRole('button', { name: 'Add variants' }).click();
  const cells = page.getByRole('group', { name: 'Variants' }).getByRole('link');
  await cells.nth(2).waitFor();
  expect(await cells.count()).toBe(3);

  await act(page, 'Edit prices');
  await page.getByLabel('Price of the template').fill('19.90');
  await page.getByLabel('Price of Shirt, Red, Medium').fill('24');
  await button(page, 'Save prices').click();
  await page.getByRole('group', { name: 'Variants' }).getByText('24').waitFor();
  expect(await page.getByRole('group', { name: 'Variants' }).getByText('19.9').count()).toBe(2);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(await page.evaluate(() => window.innerWidth));

  await cells.nth(0).click();
  await heading(page, /Shirt, Red, S/);
  await page.getByText('Colour: Red').waitFor();
  await page.getByText('It follows its template in all.').waitFor();
});

test('a value is renamed with its variants, and what has variants cannot be deleted', async () => {
  const { productTemplates } = await ui.ask<{ productTemplates: { nodes: { id: string }[] } }>('{ productTemplates(filter: { code: { is: "SHIRT" } }) { nodes { id } } }');
  const page = await ui.open(`/productTemplates/${encodeURIComponent(productTemplates.nodes[0]?.id ?? '')}/show`, { role: 'CONTROLLER', viewport: { width: 390, height: 844 } });
  await settled(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await act(page, 'Change options');
  await dialog(page).getByLabel('Value, line 1').first().fill('Crimson');
  await dialog(page).getByRole('button', { name: 'Change options' }).click();
  await page.getByRole('group', { name: 'Variants' }).getByText('Crimson').waitFor();
  const { products } = await ui.ask<{ products: { nodes: { name: string }[] } }>('{ products(filter: { isVariant: true }, orderBy: NAME_ASC) { nodes { name } } }');
  expect(products.nodes.map(({ name }) => name)).toEqual(['Shirt, Blue, S', 'Shirt, Crimson, Medium', 'Shirt, Crimson, S']);
});
