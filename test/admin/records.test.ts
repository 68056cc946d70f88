// Records and forms, row by row of the console's table.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { act, actionsOn, asked, axeFindings, operationOf, settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
const pathOf = (resource: string, id: string) => `/${resource}/${encodeURIComponent(id)}`;
const idOf = async (list: string, filter: string): Promise<string> => {
  const data = await ui.ask<Record<string, { nodes: { id: string }[] }>>(`{ ${list}(first: 1, filter: { ${filter} }) { nodes { id } } }`);
  return data[list]?.nodes[0]?.id ?? '';
};
const customer = (code: string) => idOf('customers', `code: { is: "${code}" }`);
const mutate = (name: string, input: object) =>
  ui.ask(`mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename ... on Refusal { code message } ... on InputInvalid { fields { path message } } } }`, { input })
    .then((data) => expect(Object.values(data as Record<string, { __typename: string }>)[0]?.__typename).toMatch(/Payload$/));
const versionOf = async (id: string): Promise<number> => (await ui.ask<{ node: { version: number } }>('query ($id: ID!) { node(id: $id) { ... on Customer { version } } }', { id })).node.version;

type Offered = { id: string; actions: { name: string; allowed: boolean; reason: string | null }[] };

describe('records', () => {
  it('31, 61: the header names the record, leads back, and copies its link and id', async () => {
    const id = await customer('ALFKI');
    const path = `${pathOf('customers', id)}/show`;
    const page = await ui.open(path);
    await page.getByRole('heading', { level: 1, name: /Alfreds Futterkiste/ }).waitFor();
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('button', { name: 'Copy the link' }).click();
    await page.getByRole('tooltip').filter({ hasText: 'Copied' }).waitFor();
    expect(await copied()).toBe(new URL(path, ui.server.url).href);
    await page.getByRole('button', { name: 'Copy the id' }).click();
    await expect.poll(copied).toBe(id);
    await expect.poll(() => page.title()).toMatch(/^ALFKI · Alfreds Futterkiste · Customers · Hesabu$/);
    await page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link', { name: 'Customers' }).click();
    await page.waitForURL(/\/customers(\?|$)/);
    await expect.poll(() => page.title()).toBe('Customers · Hesabu');
  });

  it('32: the pipeline marks the present step', async () => {
    const page = await ui.open(`${pathOf('orders', await idOf('orders', 'status: { in: [PLACED] }'))}/show`);
    const line = page.getByRole('list', { name: 'Progress' });
    const current = line.locator('[aria-current=step]');
    expect(await current.innerText()).toContain('Placed');
    expect(await current.innerText()).toMatch(/\d{1,2} \w{3} \d{4}/);
    expect(await line.locator('li[data-done]').count()).toBe(1);
  });

  it('33: a step that is not allowed now says why; what a role may never do is not there', async () => {
    const { orders } = await ui.ask<{ orders: { nodes: Offered[] } }>('{ orders(first: 50, filter: { backordered: { min: "1" } }) { nodes { id actions { name allowed reason } } } }');
    const shipping = ({ actions }: Offered) => actions.find(({ name }) => name === 'shipOrder');
    const order = orders.nodes.find((each) => shipping(each)?.allowed === false);
    if (!order) throw new Error('No order waits for goods alone.');
    const page = await ui.open(`${pathOf('orders', order.id)}/show`);
    const barred = page.getByRole('button', { name: 'Ship', exact: true });
    await barred.focus();
    await page.getByRole('tooltip').waitFor();
    expect(await page.getByRole('tooltip').innerText()).toBe(shipping(order)?.reason);
    expect(await barred.getAttribute('aria-disabled')).toBe('true');
    expect(await barred.evaluate((button) => document.getElementById(button.getAttribute('aria-describedby')?.split(' ')[0] ?? '')?.textContent)).toBe(shipping(order)?.reason);
    await barred.press('Enter');
    expect(await page.getByRole('dialog').count()).toBe(0);

    const path = `${pathOf('customers', await customer('ALFKI'))}/show`;
    const owner = await ui.open(path);
    await owner.getByRole('button', { name: 'More actions' }).waitFor();
    expect(await actionsOn(owner)).toContain('Put on hold');
    const analyst = await ui.open(path, { role: 'SALES' });
    await analyst.getByRole('heading', { level: 1 }).waitFor();
    expect(await actionsOn(analyst)).not.toContain('Put on hold');
  });

  it('33: what has no button of its own is in a menu, which keys reach and leave; what is not allowed says why', async () => {
    const path = `${pathOf('customers', await customer('ALFKI'))}/show`;
    const page = await ui.open(path);
    const more = page.getByRole('button', { name: 'More actions' });
    const menu = page.getByRole('menu', { name: 'More actions' });
    await settled(page);
    expect(await page.getByRole('region', { name: /ALFKI/ }).getByRole('button', { name: /^Set |^Apply|^More/ }).count()).toBe(4);
    await more.press('Enter');
    await menu.waitFor();
    expect(await page.locator('[aria-haspopup=menu]', { hasText: 'More' }).getAttribute('aria-expanded')).toBe('true');
    expect(await axeFindings(page)).toEqual([]);
    expect((await menu.getByRole('menuitem').allInnerTexts()).slice(-2)).toEqual(['Put on hold', 'Merge']);
    const { node } = await ui.ask<{ node: Offered }>('query($id: ID!) { node(id: $id) { ... on Customer { id actions { name allowed reason } } } }', { id: await customer('ALFKI') });
    const reason = node.actions.find(({ name }) => name === 'releaseHold')?.reason;
    const barred = menu.getByRole('menuitem', { name: /^Release the hold/ });
    expect([await barred.getAttribute('aria-disabled'), await barred.innerText()]).toEqual(['true', `Release the hold\n${reason}`]);
    expect(reason).toMatch(/\w/);
    await barred.press('Enter');
    expect([await menu.count(), await page.getByRole('dialog', { name: 'Release the hold' }).count()]).toEqual([1, 0]);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Put on hold' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => more.evaluate((button) => button === document.activeElement)).toBe(true);

    const phone = await ui.open(path, { viewport: { width: 390, height: 844 } });
    await settled(phone);
    expect(await phone.getByRole('region', { name: /ALFKI/ }).getByRole('button', { name: /^Set |^Apply|^More/ }).count()).toBe(2);
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  it('34: the history tells each change: from, to, who, through what, in which request', async () => {
    const id = await customer('AROUT');
    await mutate('updateCustomer', { customerId: id, version: await versionOf(id), paymentTermDays: 45, reason: 'As agreed' });
    const page = await ui.open(`${pathOf('customers', id)}/show?tab=timeline`);
    const entry = page.getByRole('tabpanel').getByRole('listitem').first();
    await entry.waitFor();
    const text = (await entry.innerText()).replace(/\s+/g, ' ');
    expect(text).toMatch(/Payment term.*30.*45/);
    expect(text).toContain('Andrew Fuller');
    await entry.getByRole('button', { name: /^Copy request id / }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('36, 37: related lists show their counts and lead to the same rows', async () => {
    const id = await customer('SAVEA');
    const page = await ui.open(`${pathOf('customers', id)}/show`);
    const { orders } = await ui.ask<{ orders: { totalCount: number } }>('query ($id: ID!) { orders(filter: { customer: { is: $id } }) { totalCount } }', { id });
    const tab = page.getByRole('tab', { name: `Orders (${orders.totalCount})` });
    await tab.click();
    await page.getByRole('tabpanel').locator('tbody tr').nth(9).waitFor();
    await page.getByRole('link', { name: /^See all orders/i }).click();
    await page.getByRole('status').filter({ hasText: `of ${orders.totalCount}` }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: new RegExp(`^${orders.totalCount} orders`, 'i') }).click();
    await page.getByRole('status').filter({ hasText: `of ${orders.totalCount}` }).waitFor();
    expect(new URL(page.url()).searchParams.get('filter')).toContain(id);
  });
});

describe('forms', () => {
  it('40: changed text is not left behind unasked', async () => {
    const page = await ui.open(pathOf('customers', await customer('BERGS')));
    await field(page, 'contactName').fill('Somebody New');
    await page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'Orders', exact: true }).click();
    await page.getByRole('dialog', { name: 'Leave this page?' }).getByRole('button', { name: 'Stay' }).click();
    expect(await field(page, 'contactName').inputValue()).toBe('Somebody New');
    let asks = '';
    page.on('dialog', (dialog) => { asks = dialog.type(); void dialog.dismiss(); });
    await page.evaluate(() => { location.href = '/orders'; });
    await expect.poll(() => asks).toBe('beforeunload');
    await page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'Orders', exact: true }).click();
    await page.getByRole('button', { name: 'Leave without saving' }).click();
    await page.waitForURL(/\/orders/);
  });

  it('41: Ctrl-S sends one mutation with only what was changed; the bar counts it and stays in sight', async () => {
    const id = await customer('BLAUS');
    const page = await ui.open(pathOf('customers', id), { viewport: { width: 1280, height: 420 } });
    await field(page, 'contactTitle').fill('Head of Sales');
    await page.getByRole('status').filter({ hasText: '1 field changed, not saved yet' }).waitFor();
    expect(await page.getByRole('button', { name: 'Save', exact: true }).evaluate((button) => button.getBoundingClientRect().bottom <= innerHeight)).toBe(true);
    const sent: Record<string, unknown>[] = [];
    page.on('request', (request) => {
      const { name, variables } = operationOf(request);
      if (name.startsWith('Update')) sent.push((variables as { input: Record<string, unknown> }).input);
    });
    await page.keyboard.press('Control+s');
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(sent).toEqual([{ customerId: id, version: expect.any(Number) as number, contactTitle: 'Head of Sales' }]);
  });

  it('42, 43: what the server finds wrong stands at its field, which gets the focus', async () => {
    const page = await ui.open('/customers/create');
    await field(page, 'name').fill('A firm');
    await field(page, 'email').fill('not an address');
    await field(page, 'paymentTermDays').fill('-5');
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('alert').waitFor();
    const wrong = page.locator('[aria-invalid=true]');
    expect(await wrong.count()).toBe(2);
    for (const input of await wrong.all()) {
      expect(await input.evaluate((element) => document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent)).toMatch(/\w{3}/);
    }
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('name'));
    await expect.poll(focused).toBe('email');
    await page.getByRole('alert').getByRole('button').last().press('Enter');
    await expect.poll(focused).toBe('paymentTermDays');
  });

  it('44: two who save the same record see both values, and nothing is lost unseen', async () => {
    const id = await customer('BONAP');
    const page = await ui.open(pathOf('customers', id));
    await field(page, 'contactName').fill('Mine');
    await mutate('updateCustomer', { customerId: id, version: await versionOf(id), contactName: 'Theirs', contactTitle: 'Theirs too' });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Changed in the meantime' });
    await dialog.getByText('Mine: Mine').waitFor();
    await dialog.getByText('Theirs: Theirs', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Save these values' }).click();
    await page.waitForURL(/\/show/);
    const { node } = await ui.ask<{ node: object }>('query ($id: ID!) { node(id: $id) { ... on Customer { contactName contactTitle } } }', { id });
    expect(node).toEqual({ contactName: 'Theirs', contactTitle: 'Theirs too' });
  });

  it('45: a deleted draft is back after Undo, and nothing was sent', async () => {
    const { copyOrder } = await ui.ask<{ copyOrder: { order: { id: string } } }>('mutation ($id: ID!) { copyOrder(input: { orderId: $id }) { ... on CopyOrderPayload { order { id } } ... on Refusal { message } } }', { id: await idOf('orders', 'status: { in: [PLACED] }') });
    const page = await ui.open(`${pathOf('orders', copyOrder.order.id)}/show`);
    // The five seconds of the notice last as long as the test needs to press Undo, however busy the machine is.
    await page.evaluate(() => {
      const own = window.setTimeout.bind(window);
      window.setTimeout = ((run: () => void, wait = 0) => own(run, wait >= 5000 ? 600_000 : wait)) as typeof window.setTimeout;
    });
    const sent: string[] = [];
    page.on('request', (request) => void (operationOf(request).name.startsWith('Delete') && sent.push(operationOf(request).name)));
    await act(page, 'Delete the draft');
    await page.waitForURL(/\/orders(\?|$)/);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached' });
    expect(sent).toEqual([]);
    await page.goto(`${pathOf('orders', copyOrder.order.id)}/show`);
    await act(page, 'Delete the draft');
    await asked(page, 'DeleteOrder');
  });

  it('46: what posts shows first what it will write to the ledger', async () => {
    const { orders } = await ui.ask<{ orders: { nodes: { id: string; actions: { name: string; allowed: boolean }[] }[] } }>('{ orders(first: 50, filter: { status: { in: [PLACED] } }) { nodes { id actions { name allowed } } } }');
    const ready = orders.nodes.find(({ actions }) => actions.some(({ name, allowed }) => name === 'shipOrder' && allowed));
    const page = await ui.open(`${pathOf('orders', ready?.id ?? '')}/show`);
    await act(page, 'Ship');
    const dialog = page.getByRole('dialog', { name: 'Ship' });
    const lines = dialog.getByRole('table').filter({ hasText: 'This will be written to the ledger' });
    await lines.locator('tbody tr').nth(1).waitFor();
    const shown = (await lines.locator('tbody tr').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
    const sent = await ui.ask<{ before: { totalCount: number } }>('{ before: journalEntries { totalCount } }');
    await dialog.getByRole('button', { name: 'Ship', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const { journalEntries } = await ui.ask<{ journalEntries: { totalCount: number; nodes: { lines: { account: { code: string; name: string }; amount: { amount: string } }[] }[] } }>('{ journalEntries(first: 1, orderBy: SEQUENCE_DESC) { totalCount nodes { lines { account { code name } amount { amount } } } } }');
    expect(journalEntries.totalCount).toBe(sent.before.totalCount + 1);
    const accounts = new Set(journalEntries.nodes[0]?.lines.map(({ account }) => `${account.code} ${account.name}`));
    for (const account of accounts) expect(shown.some((line) => line.startsWith(account)), account).toBe(true);
    expect(shown).toHaveLength(accounts.size);
  });

  it('49: a record is chosen by its code or its name; what was used last comes first', async () => {
    const page = await ui.open('/orders/create');
    const input = page.getByRole('combobox', { name: /^Customer/ });
    for (const [typed, shown] of [['VINET', /^VINET · Vins et alcools Chevalier$/], ['wolski', /^WOLZA · Wolski +Zajazd$/]] as const) {
      await input.fill(typed);
      await page.getByRole('option', { name: shown }).click();
      await expect.poll(() => input.inputValue()).toMatch(shown);
    }
    await page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'Orders', exact: true }).click();
    await page.getByRole('button', { name: 'Leave without saving' }).click();
    await settled(page);
    await page.goto('/orders/create');
    await page.getByRole('combobox', { name: /^Customer/ }).click();
    await expect.poll(() => page.getByRole('listbox').getByRole('option').first().innerText()).toContain('WOLZA');
  });

  it('49: what is typed outlives late answers, and an older answer never stands for a newer question', async () => {
    const page = await ui.open('/orders/create');
    await settled(page);
    const held: (() => void)[] = [];
    await page.route('**/graphql', async (route) => {
      const { name, variables } = operationOf(route.request());
      // Who was chosen, and what was searched for first, is answered only when the test says so.
      if (name === 'CustomersById' || JSON.stringify(variables).includes('"search":"wol"')) await new Promise<void>((resolve) => held.push(resolve));
      await route.continue().catch(() => undefined);
    });
    const input = page.getByRole('combobox', { name: /^Customer/ });
    await input.fill('VINET');
    await page.getByRole('option', { name: /^VINET/ }).click();
    await expect.poll(() => input.inputValue()).toMatch(/^VINET · /);
    await expect.poll(() => held.length).toBe(1);
    const older = page.waitForRequest((request) => JSON.stringify(operationOf(request).variables).includes('"search":"wol"'));
    await input.fill('wol');
    await older;
    const answered = page.waitForResponse((response) => operationOf(response.request()).name === 'CustomersById');
    for (const release of held) release();
    await answered;
    await input.press('End');
    await input.pressSequentially('ski');
    await page.getByRole('option', { name: /^WOLZA · Wolski +Zajazd$/ }).waitFor();
    expect(await input.inputValue()).toBe('wolski');
    expect(await page.getByRole('listbox').getByRole('option').count()).toBe(1);
    await input.press('Enter');
    await expect.poll(() => input.inputValue()).toMatch(/^WOLZA · /);
  });

  it('50: amounts are read as people write them, and sent exactly', async () => {
    for (const [typed, amount] of [['۱۲۳٫۴۵', '123.45'], ['1,234.5', '1234.5'], ['٩٩', '99'], ['9007199254740993.10', '9007199254740993.10']] as const) {
      const page = await ui.open('/customers/create');
      await field(page, 'name').fill(`Firm of ${amount}`);
      await field(page, 'creditLimit').fill(typed);
      const [request] = await Promise.all([asked(page, 'CreateCustomer'), page.keyboard.press('Control+s')]);
      expect((operationOf(request).variables as { input: { creditLimit: string } }).input.creditLimit).toBe(amount);
      await page.context().close();
    }
  });

  it('51: a day is typed or picked, and travels as ISO', async () => {
    const page = await ui.open('/orders/create');
    await page.getByRole('combobox', { name: /^Customer/ }).fill('VINET');
    await page.getByRole('listbox').getByRole('option').first().click();
    for (const typed of ['16.12.2026', '16 Dec 2026', '2026-12-16']) {
      await field(page, 'requiredOn').fill(typed);
      await field(page, 'requiredOn').blur();
      expect(await field(page, 'requiredOn').inputValue()).toMatch(/16 Dec 2026/);
    }
    await page.getByRole('button', { name: 'Open the calendar' }).first().click();
    await page.getByRole('dialog', { name: 'Open the calendar' }).getByText('24', { exact: true }).click();
    const [request] = await Promise.all([asked(page, 'CreateOrder'), page.keyboard.press('Control+s')]);
    expect((operationOf(request).variables as { input: { requiredOn: string } }).input.requiredOn).toBe('2026-12-24');
  });

  it('39: lines paste from a spreadsheet; their sums come from the server', async () => {
    const page = await ui.open('/orders/create');
    await page.getByRole('combobox', { name: /^Customer/ }).fill('VINET');
    await page.getByRole('listbox').getByRole('option').first().click();
    const { products } = await ui.ask<{ products: { nodes: { sku: string; name: string }[] } }>('{ products(first: 5) { nodes { sku name } } }');
    const text = products.nodes.map(({ sku }, index) => `${sku}\t${index + 1}\t10\t`).join('\n');
    await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
    await page.getByRole('combobox', { name: 'Product, line 1' }).focus();
    await page.keyboard.press('Control+v');
    await page.getByRole('combobox', { name: 'Product, line 5' }).waitFor();
    await page.getByText('$150.00').first().waitFor();
    expect(await page.getByRole('combobox', { name: /^Product, line/ }).count()).toBe(5);
  });

  it('67: when the session has ended, signing in again keeps what was typed', async () => {
    const { signIn } = await import('../support/server.ts');
    const cookie = await signIn(ui.server.url, 'controller@northwind.example', 'hesabu-demo');
    const page = await ui.open(pathOf('customers', await customer('CHOPS')), { cookie });
    ui.expectTrouble(/401/);
    await field(page, 'contactName').fill('Kept Text');
    await ui.server.graphql('mutation { signOut { __typename } }', {}, { cookie });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    expect(await dialog.getByLabel(/^E-mail/).inputValue()).toBe('controller@northwind.example');
    await dialog.getByLabel(/^Password/).fill('hesabu-demo');
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(/\/show/);
    await page.getByText('Kept Text').first().waitFor();
  });
});
