// Currencies as staff see them: a currency is traded in, rates come by hand and by file, an order is in it, and what is open is valued.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { settled, startConsole } from '../support/console.ts';
import { demoDay } from '../support/demoDay.ts';

const ui = startConsole();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const heading = (page: Page, name: RegExp | string) => page.getByRole('heading', { level: 1, name }).waitFor();
const ago = (days: number) => demoDay(-days);

test('a currency is traded in, a rate is entered and shown as a chart, and a file brings others', async () => {
  const page = await ui.open('/tradingCurrencies/create', { role: 'CONTROLLER' });
  await settled(page);
  await page.getByLabel(/^Currency/).fill('EUR');
  await page.keyboard.press('Control+s');
  await heading(page, /EUR/);
  await page.getByText('There is no rate of EUR that may be used today.').waitFor();
  await button(page, 'Enter a rate').click();
  await dialog(page).getByLabel(/^Worth of one EUR/).fill('1.1234567891');
  await dialog(page).getByRole('button', { name: 'Enter a rate' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await page.getByText('1.1234567891').first().waitFor();
  await page.goto(new URL('/rates', page.url()).href);
  await heading(page, 'Rates of exchange');
  await page.getByTestId('rates-input').setInputFiles({ name: 'eurofxref.csv', mimeType: 'text/csv', buffer: Buffer.from(`currency;day;rate\nEUR;${ago(1)};1,25\nCHF;${ago(1)};1,1\n`) });
  await page.getByText(/1 rate is taken, 0 known already, 1 left/).waitFor();
  await button(page, 'Take in').click();
  await page.getByText('1 rate taken in').waitFor();
  const { exchangeRates } = await ui.ask<{ exchangeRates: { nodes: { rate: string; source: string }[] } }>('{ exchangeRates(orderBy: RECORDED_AT_ASC) { nodes { rate source } } }');
  expect(exchangeRates.nodes).toEqual([{ rate: '1.1234567891', source: 'MANUAL' }, { rate: '1.25', source: 'CSV' }]);
});

test('what is open in another currency is valued, posted, taken back, and told by currency', async () => {
  const { customers } = await ui.ask<{ customers: { nodes: { id: string; name: string }[] } }>('{ customers(first: 1, orderBy: NAME_ASC) { nodes { id name } } }');
  const customer = customers.nodes[0];
  await ui.ask('mutation($input: RecordOpeningInvoiceInput!) { recordOpeningInvoice(input: $input) { __typename ... on RecordOpeningInvoicePayload { invoice { id } } ... on Refusal { code message } } }',
    { input: { customerId: customer?.id, number: 'OLD-EUR', issuedOn: ago(20), on: ago(3), amount: '100', currencyCode: 'EUR', companyAmount: '110' } });
  const page = await ui.open(`/revalue?on=${ago(1)}`, { role: 'CONTROLLER' });
  await heading(page, 'Revaluation');
  await page.getByText('OLD-EUR').waitFor();
  await button(page, 'Revalue').click();
  await heading(page, /^REV-/);
  await page.getByText('$15.00').first().waitFor();
  await button(page, 'Take back').click();
  await dialog(page).getByLabel(/^Reason/).fill('Another rate');
  await dialog(page).getByRole('button', { name: 'Take back' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await page.goto(new URL('/receivables-by-currency', page.url()).href);
  await heading(page, 'Receivables by currency');
  await page.getByRole('link', { name: customer?.name ?? '' }).first().waitFor();
  await page.getByText('€100.00').first().waitFor();
  const { revaluations } = await ui.ask<{ revaluations: { nodes: { status: string; gain: { amount: string } }[] } }>('{ revaluations { nodes { status gain { amount } } } }');
  expect(revaluations.nodes).toEqual([{ status: 'REVERSED', gain: { amount: '15.00' } }]);
});

test('money is recorded in another currency with what the bank gave, and settles what is owed in it', async () => {
  const { customers } = await ui.ask<{ customers: { nodes: { id: string }[] } }>('{ customers(first: 1, orderBy: NAME_ASC) { nodes { id } } }');
  const page = await ui.open(`/payments/create?customerId=${encodeURIComponent(customers.nodes[0]?.id ?? '')}&amount=40&currency=EUR`, { role: 'CONTROLLER' });
  await settled(page);
  await page.getByLabel(/^What the bank gave/).fill('50');
  await page.getByText('OLD-EUR').waitFor();
  await page.keyboard.press('Control+s');
  await heading(page, /^PAY-/);
  const { payments } = await ui.ask<{ payments: { nodes: { amount: { amount: string; currencyCode: string }; worth: { amount: string }; unapplied: { amount: string } }[] } }>('{ payments(first: 1, filter: { currencyCode: { is: "EUR" } }) { nodes { amount { amount currencyCode } worth { amount } unapplied { amount } } } }');
  expect(payments.nodes[0]).toEqual({ amount: { amount: '40.00', currencyCode: 'EUR' }, worth: { amount: '50.00' }, unapplied: { amount: '0.00' } });
});

test('a statement shows each currency by itself, with what it is in the books, and all of it as the books have it', async () => {
  const { customers } = await ui.ask<{ customers: { nodes: { id: string; name: string }[] } }>('{ customers(first: 1, orderBy: NAME_ASC) { nodes { id name } } }');
  const page = await ui.open(`/statement?customer=${encodeURIComponent(customers.nodes[0]?.id ?? '')}`, { role: 'CONTROLLER' });
  const euros = page.getByRole('group', { name: 'In EUR' });
  await euros.getByText('€60.00').first().waitFor();
  expect(await euros.getByRole('row').allInnerTexts()).toEqual([
    expect.stringMatching(/^Day/), expect.stringMatching(/Opening balance/), expect.stringMatching(/OLD-EUR\s+€100\.00\s+–\s+€100\.00/), expect.stringMatching(/PAY-\S+\s+–\s+€40\.00\s+€60\.00/), expect.stringMatching(/Closing balance\s+€100\.00\s+€40\.00\s+€60\.00/),
  ]);
  // Two fifths of what was booked at 110 are paid.
  const books = page.getByRole('group', { name: 'Closing balances in the books' });
  await books.getByRole('row', { name: /EUR €60\.00 \$66\.00/ }).waitFor();
  await button(page, 'Show all in USD, as the books have it').click();
  await page.getByRole('row', { name: /Exchange difference/ }).waitFor();
  expect(await euros.count()).toBe(0);
  await button(page, 'Show each currency').click();
  await euros.waitFor();
});

test('a price is checked in a currency, and what stands in another says so', async () => {
  const { products } = await ui.ask<{ products: { nodes: { id: string }[] } }>('{ products(first: 1, filter: { currentPrice: { min: "1" } }) { nodes { id } } }');
  const page = await ui.open(`/price-check?product=${encodeURIComponent(products.nodes[0]?.id ?? '')}`, { role: 'CONTROLLER' });
  await page.getByText(/ USD a unit/).waitFor();
  await page.getByRole('combobox', { name: 'Currency' }).click();
  await page.getByRole('listbox').getByRole('option', { name: 'EUR' }).click();
  await page.getByText(/ EUR a unit.*converted from .* USD at/).waitFor();
  await page.getByText('Counts.').waitFor();
  expect(await page.getByRole('row', { name: /converted from .* USD at .* EUR Counts\./ }).count()).toBe(1);
});
