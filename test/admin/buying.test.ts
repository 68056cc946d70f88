// The buyer's work in the console: asked for, approved, quoted, ordered, confirmed, inspected, sent back, compared.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const pick = async (page: Page, label: string, text: string) => {
  await page.getByRole('combobox', { name: label }).fill(text);
  await page.getByRole('option', { name: text }).first().click();
};
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const status = (page: Page, text: string) => page.locator('section', { has: page.locator('h1') }).getByText(text, { exact: true }).first().waitFor();
const gnocchi = 'Gnocchi di nonna Alice';
const idOf = async (list: 'products' | 'suppliers', name: string) => {
  const data = await ui.ask<Record<string, { nodes: { id: string }[] }>>(`query($name: String!) { ${list}(filter: { name: { is: $name } }) { nodes { id } } }`, { name });
  const id = data[list]?.nodes[0]?.id;
  if (!id) throw new Error(`no ${name}`);
  return id;
};
const change = (name: string, input: Record<string, unknown>) => ui.ask(
  `mutation($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename ... on Refusal { code message } } }`, { input });

test('what somebody asks for is approved, ordered at the price of its quantity, confirmed, inspected and in part sent back', async () => {
  const [productId, supplierId] = [await idOf('products', gnocchi), await idOf('suppliers', 'Pasta Buttini s.r.l.')];
  await change('setSupplierProduct', { supplierId, productId, unitCost: '23.56', prices: [{ minimumQuantity: '10', unitCost: '20' }] });
  await change('setReceivingRule', { productId, inspects: true });

  const seller = await ui.open('/requisitions/create', { role: 'SALES' });
  await seller.getByLabel(/^What for/).fill('Fair in May');
  await pick(seller, 'Product, line 1', gnocchi);
  await seller.getByLabel('Quantity, line 1').fill('12');
  await button(seller, 'Create').click();
  await heading(seller, /^REQ-/);
  await status(seller, 'To approve');

  const page = await ui.open('/buying', { role: 'CONTROLLER' });
  await page.getByRole('link', { name: '1', exact: true }).first().click();
  await page.getByRole('link', { name: /^REQ-/ }).first().click();
  await act(page, 'Answer');
  await dialog(page).getByRole('button', { name: 'Answer' }).click();
  await status(page, 'To order');
  await act(page, 'Put on purchase orders');
  await dialog(page).getByLabel('Why this supplier').fill('They make them');
  await dialog(page).getByRole('button', { name: 'Put on purchase orders' }).click();
  await heading(page, /Pasta Buttini/);
  await page.getByText('Price of the quantity, from 10').waitFor();
  await page.getByText('They make them').waitFor();
  await page.getByText('12 asked for by requisitions').waitFor();
  await act(page, 'Place the order');
  await dialog(page).getByRole('button', { name: 'Place the order' }).click();
  await heading(page, /^PUR-/);
  await act(page, 'Supplier confirms');
  await dialog(page).getByLabel('Their number').fill('A-17');
  await dialog(page).getByRole('button', { name: 'Supplier confirms' }).click();
  await page.getByText('A-17').first().waitFor();

  await act(page, 'Receive goods');
  await dialog(page).getByRole('button', { name: 'Receive goods' }).click();
  await status(page, 'Received');
  await page.getByRole('tab', { name: 'Inspections (1)' }).click();
  await page.getByRole('link', { name: /^INS-/ }).click();
  await act(page, 'Note what was found');
  await dialog(page).getByLabel('Accepted').fill('9');
  await dialog(page).getByLabel('Sent back').fill('3');
  await dialog(page).getByLabel('Why it goes back').click();
  await page.getByRole('option', { name: 'Defective' }).click();
  await dialog(page).getByRole('button', { name: 'Note what was found' }).click();
  await status(page, 'Inspected');
  await page.getByRole('link', { name: /^RTS-/ }).click();
  await heading(page, /^RTS-/);
  await act(page, 'Take the return back');
  await dialog(page).getByLabel(/^Why/).fill('They were fine');
  await dialog(page).getByRole('button', { name: 'Take the return back' }).click();
  await status(page, 'Reversed');
  const { inspections } = await ui.ask<{ inspections: { nodes: object[] } }>('query { inspections { nodes { status open accepted returned } } }');
  expect(inspections.nodes).toEqual([{ status: 'OPEN', open: '3', accepted: '9', returned: '0' }]);
});

test('suppliers are asked, their answers stand side by side, and a line is given to one of them for a reason', async () => {
  const page = await ui.open('/quoteRequests/create', { role: 'CONTROLLER' });
  await page.getByLabel('What for').fill('Pasta for the summer');
  for (const name of ['Pasta Buttini', 'Exotic Liquids']) {
    await pick(page, 'Supplier', name);
    await button(page, 'Add').click();
  }
  await pick(page, 'Product, line 1', 'Ravioli Angelo');
  await page.getByLabel('Quantity, line 1').fill('20');
  await button(page, 'Create').click();
  await heading(page, /^RFQ-/);
  await act(page, 'Sent to the suppliers');
  await dialog(page).getByRole('button', { name: 'Sent to the suppliers' }).click();
  await status(page, 'Sent');
  for (const [supplier, cost] of [['Pasta Buttini s.r.l.', '11'], ['Exotic Liquids', '10.5']] as const) {
    await button(page, `Quotation of ${supplier}`).click();
    await dialog(page).getByLabel('Cost of a unit').fill(cost);
    await dialog(page).getByLabel('Days until it comes').fill('5');
    await dialog(page).getByRole('button', { name: `Quotation of ${supplier}` }).click();
    await dialog(page).waitFor({ state: 'detached' });
  }
  await page.getByText(/^least/).waitFor();
  await button(page, 'Award Ravioli Angelo to Pasta Buttini s.r.l.').click();
  await dialog(page).getByLabel(/^Why this supplier/).fill('We know them');
  await dialog(page).getByRole('button', { name: 'Award' }).click();
  await status(page, 'Closed');
  await page.getByText('We know them').waitFor();
  const { purchaseOrders } = await ui.ask<{ purchaseOrders: { nodes: object[] } }>(
    'query { purchaseOrders(filter: { status: { is: DRAFT }, supplier: { is: "' + await idOf('suppliers', 'Pasta Buttini s.r.l.') + '" } }) { nodes { lines { quantity unitCost priceSource choiceReason } } } }');
  expect(purchaseOrders.nodes).toEqual([{ lines: [{ quantity: '20', unitCost: '11', priceSource: 'QUOTE', choiceReason: 'We know them' }] }]);
});

test('an order beyond the own limit is asked for, approved by a second person and placed; suppliers are compared', async () => {
  const [productId, supplierId] = [await idOf('products', 'Chai'), await idOf('suppliers', 'Exotic Liquids')];
  await change('setApprovalLimit', { kind: 'PURCHASE_ORDER', role: 'WAREHOUSE', amount: '100' });
  await change('createPurchaseOrder', { supplierId, lines: [{ productId, quantity: '50' }] });
  const page = await ui.open('/purchaseOrders?filter=%7B%22status%22%3A%5B%22DRAFT%22%5D%7D', { role: 'WAREHOUSE' });
  await settled(page);
  await page.getByRole('row', { name: /Exotic Liquids/ }).first().getByRole('link').first().click();
  await act(page, 'Ask for approval');
  await dialog(page).getByLabel(/^Why/).fill('The season begins');
  await dialog(page).getByRole('button', { name: 'Ask for approval' }).click();
  await page.getByText('Approval was asked for and is awaited.').waitFor();
  const boss = await ui.open('/approvals?filter=%7B%22kind%22%3A%5B%22PURCHASE_ORDER%22%5D%7D', { role: 'CONTROLLER' });
  await boss.getByRole('row', { name: /Exotic Liquids|Waiting/ }).last().getByRole('link').first().click();
  await act(boss, 'Decide');
  await dialog(boss).getByLabel(/^Reason/).fill('Fine');
  await dialog(boss).getByRole('button', { name: 'Decide' }).click();
  await page.reload();
  await page.getByText('It is approved: place it.').waitFor();
  await act(page, 'Place the order');
  await dialog(page).getByRole('button', { name: 'Place the order' }).click();
  await heading(page, /^PUR-/);

  await page.goto('/compareSuppliers');
  await pick(page, 'Product', 'Chai');
  await page.getByRole('cell', { name: '1', exact: true }).first().waitFor();
  await button(page, 'Order from Exotic Liquids').waitFor();
  await page.goto('/purchasingRules');
  await page.getByRole('cell', { name: 'Warehouse', exact: true }).waitFor();
  expect(await page.getByRole('row', { name: /Warehouse/ }).innerText()).toContain('$100.00');
});

test('the buyer\'s pages fit a phone', async () => {
  for (const path of ['/buying', '/requisitions/create', '/purchasingRules', '/compareSuppliers', '/quoteRequests/create']) {
    const page = await ui.open(path, { role: 'CONTROLLER', viewport: { width: 390, height: 844 } });
    await settled(page);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), path).toBe(true);
  }
});
