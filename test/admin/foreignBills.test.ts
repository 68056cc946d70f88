// A supplier's paper in euros in the console of a firm that keeps its books in dollars: typed with a rate and where it comes from,
// paid at what the bank took, told by currency.
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { axeFindings, settled, startConsole } from '../support/console.ts';
import { demoDay } from '../support/demoDay.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const change = (name: string, input: object, fields: string) => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return ui.ask<Record<string, Record<string, { id: string }>>>(`mutation($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Payload { ${fields} } ... on Refusal { message } } }`, { input });
};
async function pick(page: Page, label: string | RegExp, text: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(text);
  await page.getByRole('listbox').getByRole('option', { name: text }).first().click();
}

beforeAll(async () => {
  await change('setTradingCurrency', { code: 'EUR' }, 'tradingCurrency { id }');
  await change('enterRate', { currencyCode: 'EUR', ratedOn: demoDay(-1), rate: '1.2' }, 'exchangeRate { id }');
  await change('createSupplier', { code: 'EURO-1', name: 'Ferme du Lac', currencyCode: 'EUR' }, 'supplier { id }');
});

test('a bill in euros is typed at a rate of its own, paid at what the bank took, and told by currency', async () => {
  const page = await ui.open('/bills/create', { role: 'CONTROLLER' });
  await pick(page, /^Supplier/, 'Ferme du Lac');
  await page.getByText('Worth of one EUR').first().waitFor();
  await page.getByLabel(/^Their number/).fill('FL-1001');
  await button(page, 'Add a line').first().click();
  await pick(page, 'Account, line 1', '6300');
  await page.getByLabel('What for, line 1').fill('Rent of a cellar');
  await page.getByLabel('Net, line 1').first().fill('100');
  await page.getByRole('textbox', { name: /^Tax/ }).fill('19');
  await page.getByText('$142.80').first().waitFor();
  await page.getByLabel(/^Worth of one EUR/).fill('1.25');
  await page.getByLabel(/^Where the rate comes from/).fill('Their paper');
  await page.getByText('$148.75').first().waitFor();
  await page.getByText('€119.00').first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await button(page, 'Create').click();
  await page.getByText('Their paper').first().waitFor();
  await page.getByText('$148.75').first().waitFor();
  await button(page, 'Pay').click();
  await dialog(page).getByLabel(/^What the bank took in own currency/).fill('150');
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  await dialog(page).getByRole('button', { name: 'Pay' }).click();
  await page.getByText('Paid: nothing of it is open.').waitFor();
  const { payments } = await ui.ask<{ payments: { nodes: object[] } }>('{ payments(first: 1, orderBy: NUMBER_DESC) { nodes { amount { amount currencyCode } worth { amount currencyCode } } } }');
  expect(payments.nodes).toEqual([{ amount: { amount: '119.00', currencyCode: 'EUR' }, worth: { amount: '150.00', currencyCode: 'USD' } }]);
});

test('a credit note and money ahead are in euros, too; payables by currency tell both', async () => {
  const { suppliers, accounts } = await ui.ask<{ suppliers: { nodes: { id: string }[] }; accounts: { nodes: { id: string }[] } }>('{ suppliers(filter: { code: { is: "EURO-1" } }) { nodes { id } } accounts(filter: { code: { is: "6300" } }) { nodes { id } } }');
  const [supplierId = '', accountId = ''] = [suppliers.nodes[0]?.id, accounts.nodes[0]?.id];
  await change('recordBill', { supplierId, supplierReference: 'FL-1002', currencyCode: 'EUR', expenseLines: [{ accountId, description: 'Rent', net: '80' }] }, 'bill { id }');
  const page = await ui.open(`/supplierCredits/create?${new URLSearchParams({ supplier: supplierId }).toString()}`, { role: 'CONTROLLER' });
  await page.getByText('Worth of one EUR').first().waitFor();
  await page.getByLabel(/^Supplier reference/).fill('FL-C1');
  await page.getByRole('textbox', { name: /^Reason/ }).fill('Too dear');
  await button(page, 'Add a line').first().click();
  await pick(page, 'Account, line 1', '6300');
  await page.getByLabel('What for, line 1').fill('Rent');
  await page.getByLabel('Net, line 1').first().fill('30');
  await button(page, 'Create').click();
  await page.getByText('$36.00').first().waitFor();
  await page.goto(new URL(`/payables-by-currency?${new URLSearchParams({ supplier: supplierId }).toString()}`, ui.server.url).href);
  await page.getByRole('row', { name: /Ferme du Lac.*EUR.*€80\.00.*€30\.00.*€50\.00.*\$60\.00/ }).waitFor();
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  await page.goto(new URL(`/suppliers/${encodeURIComponent(supplierId)}/show`, ui.server.url).href);
  await button(page, 'Pay').click();
  await dialog(page).getByText('FL-1002').waitFor();
  await dialog(page).getByLabel(/^Amount/).fill('80');
  await dialog(page).getByLabel(/^What the bank took in own currency/).fill('100');
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  await dialog(page).getByRole('button', { name: 'Pay' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  const { payablesByCurrency } = await ui.ask<{ payablesByCurrency: { rows: object[] } }>('query ($id: ID!) { payablesByCurrency(supplierId: $id) { rows { owed { amount } paidAhead { amount currencyCode } worth { amount } } } }', { id: supplierId });
  expect(payablesByCurrency.rows).toEqual([{ owed: { amount: '0.00' }, paidAhead: { amount: '30.00', currencyCode: 'EUR' }, worth: { amount: '-36.00' } }]);
});
