// What takes two people as staff see it: a promotion and an agreement beyond a limit wait, and say so; an agreement in euros; tolerances of the review.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { runConsumers } from '../../server/src/events/consumers.ts';
import { act, axeFindings, settled, startConsole } from '../support/console.ts';
import { demoDay } from '../support/demoDay.ts';

const ui = startConsole();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const heading = (page: Page, name: RegExp | string) => page.getByRole('heading', { level: 1, name }).waitFor();
const pick = async (page: Page, label: string | RegExp, text: string) => {
  await page.getByRole('combobox', { name: label }).fill(text);
  await page.getByRole('listbox').getByRole('option', { name: text }).first().click();
};
const limited = () => ui.ask('mutation($input: SetApprovalLimitInput!) { setApprovalLimit(input: $input) { __typename ... on Refusal { code message } } }', { input: { kind: 'CUSTOMER_PRICE', role: 'CONTROLLER', amount: '1000', rate: '0.1' } });
/** The owner allows what the controller asked. */
const allow = async () => {
  const { approvals } = await ui.ask<{ approvals: { nodes: { id: string }[] } }>('{ approvals(first: 1, orderBy: REQUESTED_AT_DESC, filter: { status: { is: PENDING } }) { nodes { id } } }');
  await ui.ask('mutation($input: DecideApprovalInput!) { decideApproval(input: $input) { __typename ... on Refusal { code message } } }', { input: { approvalId: approvals.nodes[0]?.id, approve: true, reason: 'Once' } });
  await expect.poll(async () => {
    await runConsumers(ui.server.db, () => new Date());
    return (await ui.ask<{ customerChanges: { totalCount: number } }>('{ customerChanges(filter: { status: { is: PENDING } }) { totalCount } }')).customerChanges.totalCount;
  }).toBe(0);
};
const someCustomer = async () => (await ui.ask<{ customers: { nodes: { id: string; name: string }[] } }>('{ customers(first: 1, orderBy: NAME_ASC, filter: { isActive: true }) { nodes { id name } } }')).customers.nodes[0] ?? { id: '', name: '' };

test('a promotion beyond the own limit is made, waits with its terms and reason, and is active once a second person allows it', async () => {
  await limited();
  const page = await ui.open('/promotions/create', { role: 'CONTROLLER' });
  await page.getByLabel(/^Name/).fill('Clearance');
  await page.getByLabel(/^Percentage/).fill('30');
  await page.getByLabel(/^First day/).fill(demoDay());
  await button(page, 'Create').click();
  await page.getByText(/This is needed|required/i).first().waitFor();
  await page.getByLabel(/^Reason/).fill('The shelves are full');
  await button(page, 'Create').click();
  await heading(page, /Clearance/);
  await page.getByText(/Promotion: – → −30 %, all goods, everybody, .* waits for a second person \(.*The shelves are full\)/).waitFor();
  await button(page, 'Take back Promotion').waitFor();
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  await allow();
  await page.reload();
  await heading(page, /Clearance/);
  await expect.poll(() => page.getByText(/waits for a second person/).count()).toBe(0);
  const { promotions } = await ui.ask<{ promotions: { nodes: { isActive: boolean }[] } }>('{ promotions(filter: { search: "clearance" }) { nodes { isActive } } }');
  expect(promotions.nodes).toEqual([{ isActive: true }]);
});

test('an agreement in euros waits for a second person, is in force, and calls off in euros', async () => {
  await limited();
  for (const [name, input] of [['setTradingCurrency', { code: 'EUR' }], ['enterRate', { currencyCode: 'EUR', ratedOn: demoDay(), rate: '1.1' }]] as const) {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
    await ui.ask(`mutation($input: ${type}) { ${name}(input: $input) { __typename ... on Refusal { code message } } }`, { input });
  }
  const customer = await someCustomer();
  const page = await ui.open(`/frameworks/create?customer=${encodeURIComponent(customer.id)}`, { role: 'CONTROLLER' });
  await page.getByRole('textbox', { name: /^Name/ }).fill('Tea in euros');
  await page.getByRole('textbox', { name: /^Until/ }).fill(demoDay(200));
  await page.getByRole('combobox', { name: /^Currency/ }).click();
  await page.getByRole('listbox').getByRole('option', { name: 'EUR' }).click();
  await page.getByRole('textbox', { name: /^Maximum value|^Maximum net value|^Maximum/ }).first().fill('500');
  await pick(page, 'Product, line 1', 'Chai');
  await page.getByRole('textbox', { name: 'Price, line 1' }).fill('7');
  await button(page, 'Create').click();
  await heading(page, /Draft · Tea in euros/);
  await page.getByRole('columnheader', { name: 'Price (EUR)' }).waitFor();
  await act(page, 'Bring into force');
  await dialog(page).getByLabel(/^Reason/).fill('They pay in euros');
  await dialog(page).getByRole('button', { name: 'Bring into force' }).click();
  await page.getByText(/Agreement: – → .*7.* waits for a second person \(.*They pay in euros\)/).waitFor();
  await allow();
  await page.reload();
  await heading(page, /AGR-\S+ · Tea in euros/);
  await page.getByText('€500.00').first().waitFor();
  await act(page, 'Call off');
  await dialog(page).getByRole('textbox', { name: 'Chai' }).fill('3');
  await dialog(page).getByRole('button', { name: 'Call off' }).click();
  await page.getByText(/Called off from agreement AGR-\S+/).waitFor();
  await page.getByText('€21.00').first().waitFor();
  const { frameworks } = await ui.ask<{ frameworks: { nodes: { currencyCode: string; maximum: object }[] } }>('{ frameworks(filter: { search: "tea in euros" }) { nodes { currencyCode maximum { amount currencyCode } } } }');
  expect(frameworks.nodes).toEqual([{ currencyCode: 'EUR', maximum: { amount: '500.00', currencyCode: 'EUR' } }]);
});

test('how far from the norm customers may be is set with a reason, and told beside what is found', async () => {
  const page = await ui.open('/credit-settings', { role: 'CONTROLLER' });
  await heading(page, 'Credit rules');
  await page.getByRole('group', { name: 'How far from it one may be' }).getByRole('cell', { name: 'up to 2 times, down to 1/2' }).waitFor();
  await act(page, 'Set tolerances');
  await dialog(page).getByLabel(/^Days to pay/).fill('5');
  await dialog(page).getByLabel(/^Limit, so many times/).fill('2.5');
  await dialog(page).getByLabel(/^Discount, more or less/).fill('7');
  await dialog(page).getByLabel(/^Reason/).fill('Less noise');
  await dialog(page).getByRole('button', { name: 'Set tolerances' }).click();
  await page.getByRole('cell', { name: 'up to 2.5 times, down to 1/2.5' }).waitFor();
  await page.getByRole('cell', { name: '± 5', exact: true }).waitFor();
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  const { customerPolicies } = await ui.ask<{ customerPolicies: { nodes: object[] } }>('{ customerPolicies(first: 1) { nodes { toleranceDays toleranceTimes tolerancePoints } } }');
  expect(customerPolicies.nodes).toEqual([{ toleranceDays: 5, toleranceTimes: '2.5', tolerancePoints: '0.07' }]);
});
