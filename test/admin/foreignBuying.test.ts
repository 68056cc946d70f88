// Buying in euros in the console of a firm that keeps its books in dollars: the order, its goods and their bill, bills that come again,
// and a run that pays them at what the bank took.
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { axeFindings, settled, startConsole } from '../support/console.ts';
import { demoDay } from '../support/demoDay.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const change = async (name: string, input: object, fields: string, role = 'OWNER') => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const { [name]: made } = await ui.ask<Record<string, Record<string, { id: string }> & { message?: string }>>(`mutation($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Payload { ${fields} } ... on Refusal { message } } }`, { input }, { role });
  if (made?.message) throw new Error(String(made.message));
  return made ?? {};
};
async function pick(page: Page, label: string | RegExp, text: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(text);
  await page.getByRole('listbox').getByRole('option', { name: text }).first().click();
}
/** What axe finds, light and dark; with SHOTS, pictures beside. */
async function look(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`[data-theme=${colorScheme}]`).waitFor();
    await settled(page);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}-${colorScheme}.png`, fullPage: true });
    expect(await axeFindings(page), `${name} ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
const idOf = async (list: string, filter: string) => (await ui.ask<Record<string, { nodes: { id: string }[] }>>(`{ ${list}(filter: ${filter}) { nodes { id } } }`))[list]?.nodes[0]?.id ?? '';
let supplierId = '';

beforeAll(async () => {
  await change('setTradingCurrency', { code: 'EUR' }, 'tradingCurrency { id }');
  await change('enterRate', { currencyCode: 'EUR', ratedOn: demoDay(-1), rate: '1.2' }, 'exchangeRate { id }');
  supplierId = (await change('createSupplier', { code: 'EURO-2', name: 'Ferme des Prés', currencyCode: 'EUR' }, 'supplier { id }')).supplier?.id ?? '';
  await change('setSupplierProduct', { supplierId, productId: await idOf('products', '{ name: { is: "Chai" } }'), unitCost: '4', isPreferred: false }, 'supplierProduct { id }');
});

test('an order to a supplier who quotes in euros is in euros beside company money, at the day\'s rate or a typed one, and its bill finds its price', async () => {
  const page = await ui.open('/purchaseOrders/create', { role: 'CONTROLLER' });
  await pick(page, /^Supplier/, 'Ferme des Prés');
  await page.getByText('Worth of one EUR').first().waitFor();
  await pick(page, 'Product, line 1', 'Chai');
  await page.getByLabel('Quantity, line 1').fill('10');
  await page.getByText('€40.00').first().waitFor();
  await page.getByText('In own currency at 1.2').waitFor();
  await page.getByText('$48.00').first().waitFor();
  await page.getByLabel(/^Worth of one EUR/).fill('1.25');
  await page.getByLabel(/^Where the rate comes from/).fill('Contract of March');
  await page.getByText('$50.00').first().waitFor();
  await look(page, 'order-form');
  await button(page, 'Create').click();
  await page.getByText('Contract of March').first().waitFor();
  await page.getByText('$50.00').first().waitFor();
  await look(page, 'order');
  // What the draft has stays when it is changed.
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.getByText('In own currency at 1.25').waitFor();
  await page.getByLabel('Quantity, line 1').fill('20');
  await page.getByText('€80.00').first().waitFor();
  await button(page, 'Save').click();
  await page.getByText('$100.00').first().waitFor();
  await button(page, 'Place the order').click();
  await dialog(page).getByRole('button', { name: 'Place the order' }).click();
  await page.getByRole('heading', { level: 1, name: /^PUR-/ }).waitFor();
  const purchaseOrderId = await idOf('purchaseOrders', `{ supplier: { is: "${supplierId}" } }`);
  const { receipt } = await change('receiveGoods', { purchaseOrderId }, 'receipt { id }');
  await page.goto(new URL(`/bills/create?${new URLSearchParams({ supplier: supplierId, receipt: receipt?.id ?? '' }).toString()}`, ui.server.url).href);
  await page.getByText('Empty: 4 EUR, as ordered.').waitFor();
  await page.goto(new URL(`/purchaseOrders?${new URLSearchParams({ filter: JSON.stringify({ supplier: { is: supplierId } }) }).toString()}`, ui.server.url).href);
  await page.getByRole('row', { name: /Ferme des Prés.*\$100\.00.*€80\.00/ }).waitFor();
  // Sums are company money, of lists and of questions nobody foresaw.
  const { purchaseOrders, purchaseOrderLines } = await ui.ask<{ purchaseOrders: { totals: object }; purchaseOrderLines: { totals: object } }>(`{
    purchaseOrders(filter: { supplier: { is: "${supplierId}" } }) { totals { total { amount currencyCode } received { amount currencyCode } } }
    purchaseOrderLines(filter: { purchaseOrder: { is: "${purchaseOrderId}" } }) { totals { net { amount currencyCode } } }
  }`);
  const dollars = { amount: '100.00', currencyCode: 'USD' };
  expect([purchaseOrders.totals, purchaseOrderLines.totals]).toEqual([{ total: dollars, received: dollars }, { net: dollars }]);
  const { explore } = await ui.ask<{ explore: { rows: object[] } }>(`{ explore(dataset: PURCHASE_ORDER_LINES, dimensions: [{ field: "purchaseOrder.supplier.name" }], measures: [{ op: SUM, field: "net", companyMoney: true }]) { rows } }`);
  expect(explore.rows).toContainEqual(['Ferme des Prés', '100.00']);
});

test('suppliers are compared in company money, with what they ask in theirs', async () => {
  const page = await ui.open('/compareSuppliers', { role: 'CONTROLLER' });
  await pick(page, 'Product', 'Chai');
  await page.getByText('4.80').first().waitFor();
  await look(page, 'comparison');
  expect(await page.getByRole('row', { name: /Ferme des Prés/ }).innerText()).toContain('4.00 EUR');
});

test('a bill that comes again is in euros, and a run in euros is paid at what the bank took', async () => {
  const page = await ui.open('/recurringBills/create', { role: 'CONTROLLER' });
  await pick(page, /^Supplier/, 'Ferme des Prés');
  await page.getByLabel(/^Name/).fill('Cellar');
  await pick(page, 'Account, line 1', '6300');
  await page.getByLabel('What for, line 1').fill('Rent of a cellar');
  await page.getByLabel('Net, line 1').first().fill('100');
  await look(page, 'recurring-form');
  await button(page, 'Create').click();
  await page.getByText('€100.00').first().waitFor();
  const recurringBillId = await idOf('recurringBills', '{ name: { is: "Cellar" } }');
  // Somebody else approves what is recorded by itself.
  await change('recordRecurringBill', { recurringBillId }, 'bill { id }', 'CONTROLLER');
  const { approvals } = await ui.ask<{ approvals: { nodes: { id: string }[] } }>('{ approvals(first: 1, filter: { kind: { in: [BILL] }, status: { in: [PENDING] } }, orderBy: REQUESTED_AT_DESC) { nodes { id } } }');
  await change('decideApproval', { approvalId: approvals.nodes[0]?.id, approve: true, reason: 'Fine' }, 'approval { id }');
  await page.goto(new URL('/paymentRuns/create', ui.server.url).href);
  await page.getByText('Propose payments').first().waitFor();
  await page.getByRole('combobox', { name: /^Currency/ }).click();
  await page.getByRole('option', { name: 'EUR' }).click();
  await look(page, 'run-form');
  const { paymentRun } = await change('createPaymentRun', { dueUntil: demoDay(60), currencyCode: 'EUR' }, 'paymentRun { id }');
  await page.goto(new URL(`/paymentRuns/${encodeURIComponent(paymentRun?.id ?? '')}/show`, ui.server.url).href);
  await page.getByText('€100.00').first().waitFor();
  await look(page, 'run');
  await button(page, 'Pay').click();
  await dialog(page).getByText('In the books it is $120.00.').waitFor();
  await dialog(page).getByLabel(/^What the bank took in own currency/).fill('123.45');
  await dialog(page).getByText('$123.45').first().waitFor();
  await look(page, 'run-pay');
  await dialog(page).getByRole('button', { name: 'Pay' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  await page.getByText('Executed').first().waitFor();
  const { payments } = await ui.ask<{ payments: { nodes: object[] } }>('{ payments(first: 1, orderBy: NUMBER_DESC) { nodes { amount { amount currencyCode } worth { amount currencyCode } } } }');
  expect(payments.nodes).toEqual([{ amount: { amount: '100.00', currencyCode: 'EUR' }, worth: { amount: '123.45', currencyCode: 'USD' } }]);
});
