// Contracts and late charges in the customer's currency as staff see them: chosen, previewed, invoiced, brought; claimed, charged, let go.
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { act, axeFindings, settled, startConsole } from '../support/console.ts';
import { demoDay } from '../support/demoDay.ts';

const ui = startConsole();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
let customer: { id: string; name: string };
const send = (name: string, type: string, input: Record<string, unknown>) => ui.ask(`mutation($input: ${type}Input!) { ${name}(input: $input) { __typename ... on Refusal { code message } } }`, { input });

beforeAll(async () => {
  const { customers } = await ui.ask<{ customers: { nodes: { id: string; name: string }[] } }>('{ customers(first: 1, orderBy: NAME_ASC, filter: { isActive: true }) { nodes { id name } } }');
  const [first] = customers.nodes;
  if (!first) throw new Error('the demo company has no customer');
  customer = first;
  await send('setTradingCurrency', 'SetTradingCurrency', { code: 'EUR' });
  await send('enterRate', 'EnterRate', { currencyCode: 'EUR', ratedOn: demoDay(0), rate: '1.25' });
});

test('a contract is made in euros, shows what is to come in both, is invoiced, and brings a month what it does in each', async () => {
  const page = await ui.open(`/contracts/create?customer=${encodeURIComponent(customer.id)}`);
  await page.getByRole('textbox', { name: /^Name/ }).fill('Licence');
  await page.getByRole('combobox', { name: /^Currency/ }).click();
  await page.getByRole('listbox').getByRole('option', { name: 'EUR' }).click();
  await page.getByRole('textbox', { name: 'Text, line 1' }).fill('Licence of the scales');
  await page.getByRole('textbox', { name: 'Price, line 1' }).fill('250');
  await button(page, 'Create').click();
  await heading(page, /CTR-\S+ · Licence/);
  await page.getByRole('columnheader', { name: 'Price, EUR' }).waitFor();
  await page.getByRole('tab', { name: 'Next twelve months' }).click();
  await page.getByText(/In the books at 1\.25, the rate of/).waitFor();
  await page.getByRole('row', { name: /Licence of the scales.*€250\.00 \$312\.50/ }).first().waitFor();
  await act(page, 'Invoice the next period');
  await dialog(page).getByRole('button', { name: 'Invoice the next period' }).click();
  await page.getByRole('tab', { name: 'Invoiced' }).click();
  await page.getByRole('row', { name: /INV-.*€250\.00/ }).waitFor();
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  const { contracts } = await ui.ask<{ contracts: { nodes: { currencyCode: string; billed: { amount: string; currencyCode: string } }[] } }>('{ contracts(first: 1, filter: { name: { is: "Licence" } }) { nodes { currencyCode billed { amount currencyCode } } } }');
  expect(contracts.nodes).toEqual([{ currencyCode: 'EUR', billed: { amount: '250.00', currencyCode: 'EUR' } }]);
  const report = await ui.open('/recurring-revenue');
  await report.getByRole('group', { name: 'By currency' }).getByRole('row', { name: /EUR 1 €250\.00 €3,000\.00 1\.25 .* \$312\.50/ }).waitFor();
  await report.getByRole('group', { name: 'Contracts by what they bring' }).getByRole('row', { name: /Licence.*€250\.00 \$312\.50/ }).waitFor();
  expect(await axeFindings(report)).toEqual([]);
});

test('what is late in euros is claimed, charged and let go in euros, beside company money', async () => {
  for (const [number, more] of [['OLD-E', { currencyCode: 'EUR', companyAmount: '1200' }], ['OLD-D', {}]] as const) {
    await send('recordOpeningInvoice', 'RecordOpeningInvoice', { customerId: customer.id, number, issuedOn: demoDay(-60), dueOn: demoDay(-50), on: demoDay(-60), amount: '1000', ...more });
  }
  const page = await ui.open('/late-terms', { role: 'OWNER' });
  await settled(page);
  await act(page, 'Set terms');
  await dialog(page).getByLabel(/^From/).first().fill(demoDay(-90));
  await dialog(page).getByLabel(/^Rate a year/).fill('0.0365');
  await dialog(page).getByRole('combobox', { name: /^Currency/ }).click();
  await page.getByRole('listbox').getByRole('option', { name: 'EUR' }).click();
  await dialog(page).getByLabel(/^Lump sum once an invoice/).fill('32');
  expect(await axeFindings(page)).toEqual([]);
  await dialog(page).getByRole('button', { name: 'Set terms' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await page.getByRole('row', { name: /Everybody.*€32\.00/ }).waitFor();
  await page.goto(new URL(`/late-payment?customer=${encodeURIComponent(customer.id)}`, page.url()).href);
  await heading(page, 'Late payment');
  // Fifty days of ten cents each, and thirty-two euros.
  await page.getByRole('group', { name: 'By currency' }).getByRole('row', { name: /EUR 1 €5\.00 €32\.00 €37\.00 €37\.00 \$46\.25/ }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await act(page, 'Charge late payment');
  await dialog(page).getByRole('button', { name: 'Charge late payment' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await page.getByText('Nothing may be claimed.').first().waitFor();
  const { charges } = await ui.ask<{ charges: { nodes: { id: string; total: { amount: string } }[] } }>('{ charges(first: 1, filter: { total: { min: "1" }, companyTotal: { is: "46.25" } }) { nodes { id total { amount } } } }');
  await page.goto(new URL(`/charges/${encodeURIComponent(charges.nodes[0]?.id ?? '')}/show`, page.url()).href);
  await heading(page, /CHG-/);
  await page.getByText('$46.25').waitFor();
  await act(page, 'Let go');
  await dialog(page).getByLabel(/^Amount/).fill('7');
  await dialog(page).getByLabel(/^Reason/).fill('Of good will');
  await dialog(page).getByRole('button', { name: 'Let go' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await page.getByRole('row', { name: /Of good will.*€7\.00/ }).waitFor();
  await page.goto(new URL('/charge-figures', page.url()).href);
  await page.getByRole('group', { name: 'By currency' }).getByRole('row', { name: /EUR €37\.00 €7\.00 – – €30\.00/ }).waitFor();
  await page.goto(new URL(`/customers/${encodeURIComponent(customer.id)}/show`, page.url()).href);
  await settled(page);
  await act(page, 'Charge a fee');
  await dialog(page).getByLabel(/^For/).fill('Reminder');
  await dialog(page).getByRole('combobox', { name: /^Currency/ }).click();
  await page.getByRole('listbox').getByRole('option', { name: 'EUR' }).click();
  await dialog(page).getByLabel(/^Amount/).fill('5');
  await dialog(page).getByRole('button', { name: 'Charge a fee' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  const after = await ui.ask<{ charges: { nodes: { total: { amount: string; currencyCode: string } }[] } }>('{ charges(first: 1, filter: { kind: { is: OTHER } }, orderBy: NUMBER_DESC) { nodes { total { amount currencyCode } } } }');
  expect(after.charges.nodes).toEqual([{ total: { amount: '5.00', currencyCode: 'EUR' } }]);
});
