// An order in three screens on a phone: targets for thumbs, no sideways scroll, rows of a spreadsheet, the last order again.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { startConsole } from '../support/console.ts';

const ui = startConsole();
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };

/** What is too small for a thumb within the page's own content, and how far it scrolls sideways. */
async function demandThumbs(page: Page) {
  const small = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('main button, main [role=checkbox]')]
    .filter((each) => each.offsetParent !== null && !each.closest('.MuiAutocomplete-root')).map((each) => ({ name: each.getAttribute('aria-label') ?? each.textContent, height: each.getBoundingClientRect().height }))
    .filter(({ height }) => height < 44));
  expect(small).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
}

test('a known customer\'s order is placed in three screens at 360 px', async () => {
  const { customers, products } = await ui.ask<{ customers: { nodes: { id: string; name: string }[] }; products: { nodes: { sku: string; name: string }[] } }>(
    '{ customers(first: 1, orderBy: NAME_ASC, filter: { isActive: true }) { nodes { id name } } products(first: 2, orderBy: NAME_ASC, filter: { search: "cha" }) { nodes { sku name } } }');
  const [customer] = customers.nodes;
  const [first, second] = products.nodes;
  if (!customer || !first || !second) throw new Error('the demo company sells nothing');
  const page = await ui.open('/quickOrder', phone);
  await page.getByText('1 of 3').waitFor();
  await demandThumbs(page);
  await page.getByRole('combobox', { name: 'Customer' }).fill(customer.name);
  await page.getByRole('option', { name: customer.name }).first().click();
  await page.getByText('2 of 3').waitFor();
  const code = page.getByRole('textbox', { name: 'Number or barcode' });
  await code.focus();
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, `${first.sku}\t2\nNONE-1\t3`);
  await page.getByText(/Not found.*NONE-1/).waitFor();
  await code.fill(second.sku);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: `One more of ${second.name}`, exact: true }).click();
  await page.getByRole('button', { name: 'The last order again' }).waitFor();
  await demandThumbs(page);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText(`2 × ${first.name}`).waitFor();
  await page.getByText(`2 × ${second.name}`).waitFor();
  await page.getByRole('textbox', { name: 'The customer\'s reference' }).fill('PO-360');
  await page.getByRole('checkbox').check();
  await demandThumbs(page);
  await page.getByRole('button', { name: 'Place the order' }).click();
  await page.getByRole('heading', { level: 1, name: /ORD-/ }).waitFor();
  const { orders } = await ui.ask<{ orders: { nodes: { status: string; lineCount: number }[] } }>('{ orders(first: 1, filter: { customerReference: { is: "PO-360" } }) { nodes { status lineCount } } }');
  expect(orders.nodes).toEqual([{ status: 'PLACED', lineCount: 2 }]);
});
