// Commissions in the console: a plan with rules and tiers, what it would have paid, what was earned, a statement and its payout by two; and the books' small settings.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { followCommissions } from '../../server/src/commissions/followCommissions.ts';
import { systemContext } from '../../server/src/context.ts';
import { perform } from '../../server/src/shared/perform.ts';
import { uuidOf } from '../../server/src/shared/input.ts';
import { act, axeFindings, settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const option = (page: Page, name: string | RegExp) => page.getByRole('listbox').getByRole('option', { name }).first();

test('a plan is added with a rule, and its terms and versions are shown', async () => {
  const page = await ui.open('/commissionPlans/create');
  await page.getByRole('textbox', { name: /^Code/ }).fill('STD');
  await page.getByRole('textbox', { name: /^Name/ }).fill('Standard plan');
  await page.getByRole('textbox', { name: /^From/ }).fill('2000-01-01');
  await page.getByRole('textbox', { name: /^Rate\b/ }).fill('5');
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  await button(page, 'Create').click();
  await page.getByRole('heading', { level: 1, name: /Standard plan/ }).waitFor();
  await page.getByRole('link', { name: 'New terms' }).waitFor();
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  const { commissionPlans } = await ui.ask<{ commissionPlans: { nodes: { terms: { rate: string; startsOn: string }[] }[] } }>('{ commissionPlans { nodes { terms { rate startsOn } } } }');
  expect(commissionPlans.nodes[0]?.terms).toEqual([{ rate: '0.05', startsOn: '2000-01-01' }]);
});

test('what was paid for earns it; the report ties to the ledger and leads to the next statement, which is approved and paid by two', async () => {
  const { orders } = await ui.ask<{ orders: { nodes: { id: string }[] } }>('{ orders(first: 60, filter: { status: { in: [CLOSED] } }) { nodes { id } } }');
  const ctx = await systemContext(ui.server.db, new Date(), 'JOB');
  await perform(followCommissions, { orderIds: orders.nodes.map(({ id }) => uuidOf(id)?.uuid ?? '') }, ctx);
  const page = await ui.open('/commissions?from=2000-01-01');
  await page.getByRole('group', { name: 'Earned' }).waitFor();
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByText(/Difference: .?0.00/).waitFor();
  await page.getByRole('group', { name: /^Owed on/ }).getByRole('link').first().click();
  await page.getByRole('heading', { level: 1, name: 'Next statement' }).waitFor();
  await page.getByRole('group', { name: 'Lines' }).waitFor();
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  await act(page, 'Approve statement');
  await page.getByRole('heading', { level: 1, name: /^COM-/ }).waitFor();
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  const { commissionStatements } = await ui.ask<{ commissionStatements: { nodes: { salesPerson: { id: string }; closing: { amount: string } }[] } }>('{ commissionStatements { nodes { salesPerson { id } closing { amount } } } }');
  const [statement] = commissionStatements.nodes;
  await page.goto(`/commission-next?person=${encodeURIComponent(statement?.salesPerson.id ?? '')}`);
  await act(page, 'Ask for payout');
  await page.getByRole('dialog').getByRole('button', { name: 'Ask for payout' }).click();
  await page.getByRole('heading', { level: 1, name: /payouts/ }).waitFor();
  const { commissionPayouts } = await ui.ask<{ commissionPayouts: { nodes: { id: string; amount: { amount: string }; status: string }[] } }>('{ commissionPayouts { nodes { id status amount { amount } } } }');
  expect(commissionPayouts.nodes).toMatchObject([{ status: 'REQUESTED', amount: { amount: statement?.closing.amount } }]);
  const own = await ui.open(`/commissionPayouts/${encodeURIComponent(commissionPayouts.nodes[0]?.id ?? '')}/show`);
  await own.getByRole('heading', { level: 1, name: /^CPO-/ }).waitFor();
  await settled(own);
  expect(await own.getByRole('button', { name: 'Approve and pay' }).isEnabled()).toBe(false);
  const other = await ui.open(`/commissionPayouts/${encodeURIComponent(commissionPayouts.nodes[0]?.id ?? '')}/show`, { role: 'CONTROLLER' });
  await act(other, 'Approve and pay');
  await other.getByRole('dialog').getByRole('button', { name: 'Approve and pay' }).click();
  await expect.poll(async () => (await ui.ask<{ commissionPayouts: { nodes: { status: string }[] } }>('{ commissionPayouts { nodes { status } } }')).commissionPayouts.nodes[0]?.status).toBe('POSTED');
  await settled(other);
  expect(await axeFindings(other)).toEqual([]);
});

test('a preview says what another rate would have paid; a narrow screen shows accruals', async () => {
  const page = await ui.open('/commission-preview?from=2000-01-01');
  await page.getByRole('textbox', { name: /^Rate\b/ }).fill('10');
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  await button(page, 'Show').click();
  await page.getByRole('group', { name: 'Try a plan' }).waitFor();
  const narrow = await ui.open('/commissionAccruals', { viewport: { width: 390, height: 800 } });
  await narrow.getByText(/^PAY-/).first().waitFor();
  await settled(narrow);
  expect(await axeFindings(narrow)).toEqual([]);
});

test('DATEV numbers, rules of where money goes, and unapplied money beside its ledger have their pages', async () => {
  const page = await ui.open('/datev');
  await page.getByRole('textbox', { name: /^Adviser/ }).fill('29098');
  await page.getByRole('textbox', { name: /^Client/ }).fill('55003');
  await settled(page);
  expect(await axeFindings(page)).toEqual([]);
  await button(page, 'Save').click();
  await page.getByText('The numbers are saved').waitFor();
  const rules = await ui.open('/collection-rules');
  await settled(rules);
  expect(await axeFindings(rules)).toEqual([]);
  await act(rules, 'Save rules');
  await rules.getByText('The rules are saved').waitFor();
  const control = await ui.open('/unapplied-control');
  await control.getByText('Items and ledger agree.').waitFor();
  await settled(control);
  expect(await axeFindings(control)).toEqual([]);
});

test('an order shows who may be paid for it by its own action', async () => {
  const { orders } = await ui.ask<{ orders: { nodes: { id: string }[] } }>('{ orders(first: 1, filter: { status: { in: [PLACED, SHIPPED, PART_SHIPPED] } }) { nodes { id } } }');
  const page = await ui.open(`/orders/${encodeURIComponent(orders.nodes[0]?.id ?? '')}/show`);
  await settled(page);
  await act(page, 'Share commission');
  await page.getByRole('dialog').getByRole('combobox', { name: 'Sales person, line 1' }).fill('a');
  await option(page, /./).click();
  await page.getByRole('dialog').getByRole('textbox', { name: /Why|Reason/ }).fill('By hand');
  await page.getByRole('dialog').getByRole('button', { name: 'Share commission' }).click();
  await page.getByText('The shares are set').waitFor();
  const { node } = await ui.ask<{ node: { commissions: { share: string }[] } }>('query ($id: ID!) { node(id: $id) { ... on Order { commissions { share } } } }', { id: orders.nodes[0]?.id });
  expect(node.commissions).toEqual([{ share: '1' }]);
});
