// Credit as staff see it: an application from its draft to the answer, how a customer is judged, reviews, and who is out of line.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { workOnDeviations } from '../../server/src/credit/deviationRuns.ts';
import { runConsumers } from '../../server/src/events/consumers.ts';
import { uuidOf } from '../../server/src/shared/input.ts';
import { act, settled, startConsole } from '../support/console.ts';
import { settled as behind } from '../support/settled.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: RegExp | string) => page.getByRole('heading', { level: 1, name }).waitFor();
/** One who owes much; `after` how many others. */
const someCustomer = async (after = 0): Promise<{ id: string; name: string }> => {
  const { customers } = await ui.ask<{ customers: { nodes: { id: string; name: string }[] } }>(`{ customers(first: ${after + 1}, orderBy: RECEIVABLE_DESC) { nodes { id name } } }`);
  const first = customers.nodes[after];
  if (!first) throw new Error('no customer');
  return first;
};

test('an application is drafted at the customer, submitted, judged with every input, proposed, and answered by somebody else', async () => {
  const customer = await someCustomer();
  const page = await ui.open(`/customers/${encodeURIComponent(customer.id)}/show`, { role: 'COLLECTOR' });
  await settled(page);
  await act(page, 'Apply for credit');
  await dialog(page).getByLabel(/^Limit asked for/).fill('2000');
  await dialog(page).getByLabel(/^Reference 1/).fill('Their bank');
  await dialog(page).getByRole('button', { name: 'Apply for credit' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await page.goto(new URL('/creditApplications', page.url()).href);
  await page.getByRole('link', { name: /^CRA-/ }).or(page.getByRole('cell', { name: /^CRA-/ })).first().click();
  await heading(page, /^CRA-/);
  await act(page, 'Submit');
  await act(page, 'Assess');
  await page.getByRole('link', { name: 'How it was judged' }).click();
  await heading(page, 'Credit assessment');
  await page.getByRole('cell', { name: 'Paid on time' }).or(page.getByRole('rowheader', { name: 'Paid on time' })).first().waitFor();
  await page.getByText(/^Score \d+, class [A-E]$/).waitFor();
  await page.goBack();
  await heading(page, /^CRA-/);
  await act(page, 'Propose limit and terms');
  await dialog(page).getByLabel(/^Limit/).fill('1500');
  await dialog(page).getByLabel(/^Reason/).fill('They pay well');
  await dialog(page).getByRole('button', { name: 'Propose limit and terms' }).click();
  await page.getByText(/^Waits for a second person/).waitFor();
  const { approvals } = await ui.ask<{ approvals: { nodes: { id: string }[] } }>('{ approvals(first: 1, filter: { kind: { is: CREDIT_APPLICATION }, status: { is: PENDING } }) { nodes { id } } }');
  await ui.ask('mutation($input: DecideApprovalInput!) { decideApproval(input: $input) { __typename ... on Refusal { code message } } }', { input: { approvalId: approvals.nodes[0]?.id, approve: true, reason: 'Agreed' } });
  await behind(ui.server.db);
  await runConsumers(ui.server.db, () => new Date());
  await page.reload();
  await page.locator('section', { has: page.locator('h1') }).getByText('Approved', { exact: true }).waitFor();
  const { node } = await ui.ask<{ node: { creditLimit: { amount: string }; creditGrantedOn: string | null } }>(`{ node(id: "${customer.id}") { ... on Customer { creditLimit { amount } creditGrantedOn } } }`);
  expect([node.creditLimit.amount, node.creditGrantedOn !== null]).toEqual(['1500.00', true]);
});

test('a review has its pack of twelve months, and its outcome; what is due is a list', async () => {
  const customer = await someCustomer();
  const page = await ui.open(`/credit-review?customer=${encodeURIComponent(customer.id)}`, { role: 'CONTROLLER' });
  await heading(page, 'Credit review');
  await page.getByRole('heading', { name: 'Peak exposure by month' }).waitFor();
  await act(page, 'Record the review');
  await dialog(page).getByLabel(/^Reason/).fill('All well');
  await dialog(page).getByRole('button', { name: 'Record the review' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await page.getByText('All well').first().waitFor();
  await page.goto(new URL('/credit-reviews?until=2999-01-01', page.url()).href);
  await heading(page, 'Credit reviews due');
  await page.getByRole('link', { name: `Review ${customer.name}` }).waitFor();
  expect(await page.getByRole('row').count()).toBeGreaterThan(1);
});

test('customers are compared with their group; what is out of line is kept for a reason', async () => {
  const { customers } = await ui.ask<{ customers: { nodes: { id: string; version: number }[] } }>('{ customers(first: 1, orderBy: NAME_DESC) { nodes { id version } } }');
  await ui.ask('mutation($input: SetPaymentTermsInput!) { setPaymentTerms(input: $input) { __typename ... on Refusal { code message } } }', { input: { customerId: customers.nodes[0]?.id, paymentTermDays: 77, reason: 'For once' } });
  const page = await ui.open('/deviations', { role: 'CONTROLLER' });
  await settled(page);
  await button(page, 'Compare customers').first().click();
  await heading(page, /^CDR-/);
  const runId = decodeURIComponent(/deviationRuns\/([^/]+)\/show/.exec(page.url())?.[1] ?? '');
  await workOnDeviations(ui.server.db, uuidOf(runId)?.uuid ?? '', () => new Date());
  await page.reload();
  await page.locator('section', { has: page.locator('h1') }).getByText('Done', { exact: true }).waitFor();
  const { deviations } = await ui.ask<{ deviations: { nodes: { id: string; actual: string }[] } }>('{ deviations(first: 100, filter: { field: { is: PAYMENT_TERMS }, status: { is: OPEN } }) { nodes { id actual } } }');
  const found = deviations.nodes.find(({ actual }) => actual.startsWith('77'));
  expect(found).toBeDefined();
  await page.goto(new URL(`/deviations/${encodeURIComponent(found?.id ?? '')}/show`, page.url()).href);
  await act(page, 'Decide');
  await dialog(page).getByLabel(/^Reason/).fill('By contract');
  await dialog(page).getByRole('button', { name: 'Decide' }).click();
  await page.locator('section', { has: page.locator('h1') }).getByText('Kept', { exact: true }).waitFor();
});

test('the rules of credit are changed with a reason; terms of those chosen are shortened with what it frees', async () => {
  const page = await ui.open('/credit-settings', { role: 'OWNER' });
  await heading(page, 'Credit rules');
  await act(page, 'Change the rules of credit');
  await dialog(page).getByLabel(/^Days until an application expires/).fill('20');
  await dialog(page).getByLabel(/^Reason/).fill('Faster');
  await dialog(page).getByRole('button', { name: 'Change the rules of credit' }).click();
  await page.getByRole('group', { name: 'Rules of credit' }).getByRole('cell', { name: '20', exact: true }).waitFor();
  await act(page, 'Publish a new scorecard');
  await dialog(page).getByLabel(/^At most to begin with/).fill('4000');
  await dialog(page).getByLabel(/^Reason/).fill('Less');
  await dialog(page).getByRole('button', { name: 'Publish a new scorecard' }).click();
  await page.getByRole('heading', { name: 'Scorecard, revision 1' }).waitFor();
  const customer = await someCustomer(1); // the first has a limit by now
  const { products } = await ui.ask<{ products: { nodes: { id: string }[] } }>('{ products(first: 1, filter: { available: { min: "10" } }) { nodes { id } } }');
  const { placeOrder } = await ui.ask<{ placeOrder: { order: { id: string } } }>('mutation($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename ... on PlaceOrderPayload { order { id } } ... on Refusal { code message } } }',
    { input: { order: { customerId: customer.id, lines: [{ productId: products.nodes[0]?.id, quantity: '1' }] } } });
  const { shipOrder } = await ui.ask<{ shipOrder: { shipment: { id: string } } }>('mutation($input: ShipOrderInput!) { shipOrder(input: $input) { __typename ... on ShipOrderPayload { shipment { id } } ... on Refusal { code message } } }', { input: { orderId: placeOrder.order.id } });
  await ui.ask('mutation($input: InvoiceShipmentsInput!) { invoiceShipments(input: $input) { __typename ... on Refusal { code message } } }', { input: { shipmentIds: [shipOrder.shipment.id] } });
  await page.goto(new URL('/days-to-pay?days=7', page.url()).href);
  await heading(page, 'Days to pay');
  await page.getByRole('checkbox', { name: customer.name }).check();
  await button(page, 'Shorten terms of those chosen').click();
  await dialog(page).getByText(/^1 customer gets 7 days/).waitFor();
  await dialog(page).getByLabel(/^Reason/).fill('Cash');
  await dialog(page).getByRole('button', { name: 'Shorten their terms' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  const { node } = await ui.ask<{ node: { paymentTermDays: number } }>(`{ node(id: "${customer.id}") { ... on Customer { paymentTermDays } } }`);
  expect(node.paymentTermDays).toBe(7);
});
