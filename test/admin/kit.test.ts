// Lists and what surrounds every page, row by row of the console's table.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { asked, operationOf, settled, startConsole, watchShifts } from '../support/console.ts';
import { demoDay } from '../support/demoDay.ts';

const ui = startConsole();
const filtered = (resource: string, filter: object, more: Record<string, string> = {}) =>
  `/${resource}?${new URLSearchParams({ filter: JSON.stringify(filter), ...more }).toString()}`;
const money = (cents: bigint) => new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' }).format(`${cents / 100n}.${String(cents % 100n).padStart(2, '0')}` as `${number}`);
const cents = (amount: string) => BigInt(Math.round(Number(amount) * 100));

describe('lists', () => {
  it('1: a filter in the URL shows the same rows and chips in a fresh window; Back restores', async () => {
    const path = filtered('orders', { status: ['PLACED'] }, { sort: 'number', order: 'ASC', page: '1', perPage: '10' });
    const seen: string[][] = [];
    for (const window of ['first', 'second']) {
      const page = await ui.open(path);
      await settled(page);
      expect(await page.getByRole('group', { name: 'Filters in use' }).innerText(), window).toContain('Placed');
      seen.push(await page.locator('tbody tr').allInnerTexts());
      if (window === 'first') continue;
      await page.getByRole('tab', { name: /^All/ }).click();
      await page.waitForURL(/filter=%7B%7D/);
      await page.goBack();
      await page.getByRole('status').filter({ hasText: 'of 21' }).waitFor();
      expect(await page.locator('tbody tr').allInnerTexts()).toEqual(seen[0]);
    }
    expect(seen[0]).toHaveLength(10);
    expect(seen[1]).toEqual(seen[0]);
  });

  it('2: a view\'s count is the total of the list that it opens', async () => {
    const page = await ui.open('/orders');
    const tab = page.getByRole('tab', { name: /^To ship \d/ });
    const count = /\d[\d,]*/.exec(await tab.innerText())?.[0];
    await tab.click();
    await page.waitForURL(/PART_SHIPPED/);
    await page.getByRole('status').filter({ hasText: `of ${count ?? '?'}` }).waitFor();
    expect(count).toBe('21');
  });

  it('3: a view of one\'s own is kept, renamed, shared with others and deleted', async () => {
    const page = await ui.open(filtered('customers', { country: { is: 'Germany' } }, { sort: 'code', order: 'DESC' }));
    await page.getByRole('button', { name: 'Save this view' }).click();
    await page.getByLabel('Name of the view').fill('Germany by code');
    await page.getByLabel('Share with everybody').check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('tab', { name: /^Germany by code 11/ }).waitFor();
    await page.reload();
    await page.getByRole('tab', { name: /^Germany by code 11/ }).waitFor();

    const colleague = await ui.open('/customers', { role: 'CONTROLLER' });
    await colleague.getByRole('tab', { name: /^Germany by code/ }).click();
    await colleague.getByRole('status').filter({ hasText: 'of 11' }).waitFor();
    expect(await colleague.locator('tbody tr').first().innerText()).toContain('WANDK');
    expect(await colleague.getByRole('button', { name: 'Rename, share or delete this view' }).count()).toBe(0);

    await page.getByRole('button', { name: 'Rename, share or delete this view' }).click();
    await page.getByLabel('Name of the view').fill('The Germans');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('tab', { name: /^The Germans/ }).waitFor();
    await page.getByRole('button', { name: 'Rename, share or delete this view' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('tab', { name: /^The Germans/ }).waitFor({ state: 'detached' });
  });

  it('5: a relative period is asked for by its days', async () => {
    const page = await ui.open('/orders');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Placed on', exact: true }).click();
    await page.getByRole('combobox', { name: 'Period' }).click();
    await page.getByRole('option', { name: 'last month' }).click();
    const asking = asked(page, 'OrderList');
    await page.getByRole('button', { name: 'Apply' }).click();
    const now = new Date(demoDay());
    const day = (month: number, date: number) => new Date(Date.UTC(now.getUTCFullYear(), month, date)).toISOString().slice(0, 10);
    expect(operationOf(await asking).variables).toMatchObject({
      filter: { placedOn: { from: day(now.getUTCMonth() - 1, 1), to: day(now.getUTCMonth(), 0) } },
    });
    await page.getByRole('group', { name: 'Filters in use' }).getByText('Placed on: last month').waitFor();
    expect(decodeURIComponent(page.url())).toContain('"preset":"lastMonth"');
  });

  it('6: the quick search waits for a pause, gives up the older request and folds letters', async () => {
    const page = await ui.open('/customers');
    await settled(page);
    const searches: unknown[] = [];
    page.on('request', (request) => {
      const { name, variables } = operationOf(request);
      const { filter } = variables as { filter?: { search?: string } };
      if (name === 'CustomerList' && filter?.search) searches.push(filter.search);
    });
    const held = page.waitForEvent('requestfailed', (request) => operationOf(request).name === 'CustomerList');
    await page.route('**/graphql', (route) => (route.request().postData()?.includes('"search":"berg"') ? undefined : route.continue()));
    const search = page.getByRole('searchbox', { name: 'Search this list' });
    const asking = page.waitForRequest((request) => request.postData()?.includes('"search":"berg"') ?? false);
    // Typed without a pause, however busy the machine is: one key after the other in one go.
    await search.evaluate((input: HTMLInputElement) => {
      const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
      for (const text of ['b', 'be', 'ber', 'berg']) {
        write?.call(input, text);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }
    });
    await asking;
    await search.fill('BERGLUNDS SNABBKOP');
    expect((await held).failure()?.errorText).toContain('ERR_ABORTED');
    await page.getByRole('status').filter({ hasText: 'of 1' }).waitFor();
    expect(await page.locator('tbody tr').innerText()).toContain('Berglunds snabbköp');
    expect(new Set(searches)).toEqual(new Set(['berg', 'BERGLUNDS SNABBKOP']));
  });

  it('7: hidden columns stay hidden after a reload', async () => {
    const page = await ui.open('/customers');
    await page.getByRole('columnheader', { name: 'Country' }).waitFor();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Country' }).uncheck();
    await page.getByRole('button', { name: 'Move Receivable up' }).click();
    await page.keyboard.press('Escape');
    await page.reload();
    await page.getByRole('columnheader', { name: 'City' }).waitFor();
    const heads = await page.getByRole('columnheader').allInnerTexts();
    expect(heads).not.toContain('Country');
    expect(heads.indexOf('Receivable')).toBeLessThan(heads.indexOf('Sales person'));
  });

  it('9: header and first column stay; only the table scrolls', async () => {
    const page = await ui.open('/orders', { viewport: { width: 760, height: 640 } });
    await settled(page);
    const region = page.getByRole('region', { name: 'Orders' });
    const head = page.getByRole('columnheader', { name: 'Number' });
    await region.evaluate((box) => box.scrollTo(60, 0));
    const before = await head.boundingBox();
    const first = await page.locator('tbody td.pinned').first().boundingBox();
    await region.evaluate((box) => box.scrollTo(200, 300));
    expect(await region.evaluate((box) => [box.scrollLeft > 60, box.scrollTop])).toEqual([true, 300]);
    expect(await head.boundingBox()).toEqual(before);
    expect((await page.locator('tbody td.pinned').first().boundingBox())?.x).toBe(first?.x);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });

  it('10: pages by cursor neither repeat nor skip a row while rows are added', async () => {
    const { customers } = await ui.ask<{ customers: { nodes: { code: string }[]; totalCount: number } }>('{ customers(first: 60, orderBy: CODE_ASC) { nodes { code } totalCount } }');
    const codes = customers.nodes.map(({ code }) => code);
    const page = await ui.open(filtered('customers', {}, { sort: 'code', order: 'ASC', page: '1', perPage: '25' }));
    const shown = () => page.locator('tbody tr .pinned').allInnerTexts();
    await page.getByRole('status').filter({ hasText: `1–25 of ${customers.totalCount}` }).waitFor();
    await expect.poll(shown).toEqual(codes.slice(0, 25));
    await ui.ask('mutation { createCustomer(input: { code: "AAAAA", name: "Aardvark" }) { __typename ... on Refusal { code message } } }');
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByRole('status').filter({ hasText: '26–50 of' }).waitFor();
    await expect.poll(shown).toEqual(codes.slice(25, 50));
  });

  it('12: the totals row is the sum of the whole filter', async () => {
    const page = await ui.open(filtered('customers', { country: { is: 'Germany' } }, { perPage: '10' }));
    await settled(page);
    const { customers } = await ui.ask<{ customers: { nodes: { receivable: { amount: string } }[] } }>('{ customers(first: 100, filter: { country: { is: "Germany" } }) { nodes { receivable { amount } } } }');
    const sum = customers.nodes.reduce((total, { receivable }) => total + cents(receivable.amount), 0n);
    const at = (await page.getByRole('columnheader').allInnerTexts()).findIndex((text) => text.startsWith('Receivable'));
    await page.locator('tfoot').waitFor();
    await expect.poll(() => page.locator('tfoot tr > *').nth(at).innerText()).toBe(money(sum));
    expect(sum).toBeGreaterThan(0n);
  });

  it('14: select the page, then all that match; the bar counts them', async () => {
    const page = await ui.open('/orders');
    await settled(page);
    await page.getByRole('checkbox', { name: 'Select all rows of this page' }).check();
    await page.getByText('25 selected').waitFor();
    await page.getByRole('button', { name: 'Select all 830 that match' }).click();
    await page.getByText('830 selected').waitFor();
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByRole('status').filter({ hasText: '26–50' }).waitFor();
    await page.locator('tr.Mui-selected').nth(24).waitFor();
    expect(await page.locator('tr.Mui-selected').count()).toBe(25);
    await page.getByRole('button', { name: 'Clear the selection' }).click();
    await page.locator('tr.Mui-selected').first().waitFor({ state: 'detached' });
  });

  it('17: the export has all that match, in UTF-8 with its mark', async () => {
    const page = await ui.open('/customers');
    await settled(page);
    await page.getByRole('button', { name: 'More for this list' }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Export as CSV' }).click();
    const file = await readFile(await (await downloading).path());
    expect([...file.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = file.toString('utf8').trimEnd().split('\r\n');
    const { customers } = await ui.ask<{ customers: { totalCount: number } }>('{ customers { totalCount } }');
    expect(lines).toHaveLength(customers.totalCount + 1);
    expect(lines[0]).toContain('Code,Name,City');
    expect(lines.some((line) => line.includes('Bólido Comidas preparadas'))).toBe(true);
    await page.getByText(`${customers.totalCount} records exported`).waitFor();
  });

  it('26: none yet teaches what they are; no match offers to clear the filters', async () => {
    const page = await ui.open('/approvals');
    await settled(page);
    const none = await page.locator('main').innerText();
    expect(none).toContain('yet');
    await page.goto(filtered('customers', { search: 'no such firm' }));
    await page.getByText('Nothing matches').waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Clear all filters' }).last().click();
    await page.locator('tbody tr').nth(10).waitFor();
    expect(none).not.toContain('Nothing matches');
  });

  const openWatched = async () => {
    const page = await ui.open('/login', { role: 'OWNER' });
    return { page, shifts: await watchShifts(page) };
  };

  it('27: rows that load have the height of rows; nothing jumps', async () => {
    const { page, shifts } = await openWatched();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/graphql', async (route) => {
      if (operationOf(route.request()).name === 'CustomerList') await held;
      await route.continue();
    });
    await page.goto('/customers');
    const skeleton = page.locator('tbody tr', { has: page.locator('.MuiSkeleton-root') }).nth(5);
    await skeleton.waitFor();
    const waiting = await skeleton.boundingBox();
    release();
    await settled(page);
    const loaded = await page.locator('tbody tr').nth(5).boundingBox();
    expect([loaded?.y, loaded?.height]).toEqual([waiting?.y, waiting?.height]);
    expect(await shifts()).toEqual([]);
  });

  it.each(['/', '/orders', '/products', '/approvals', filtered('suppliers', { country: { is: 'Germany' } })])('27: nothing jumps while %s loads', async (path) => {
    const { page, shifts } = await openWatched();
    await page.goto(path);
    await settled(page);
    expect(await shifts()).toEqual([]);
  });

  it("27: a record's actions stay where they are when its papers' buttons load last", async () => {
    const { shipments } = await ui.ask<{ shipments: { nodes: { id: string }[] } }>('{ shipments(first: 1) { nodes { id } } }');
    const { page, shifts } = await openWatched();
    const record = page.waitForResponse((response) => operationOf(response.request()).name === 'Shipment');
    await page.route('**/assets/RecordPapers-*.js', async (route) => {
      await (await record).finished();
      await route.continue();
    });
    await page.goto(`/shipments/${encodeURIComponent(shipments.nodes[0]?.id ?? '')}/show`);
    await page.getByRole('button', { name: 'Print' }).waitFor();
    await settled(page);
    expect(await shifts()).toEqual([]);
  });

  it('29: a status is icon and word, not colour alone', async () => {
    const page = await ui.open('/orders');
    await settled(page);
    const chips = page.locator('tbody .MuiChip-root');
    expect(await chips.count()).toBe(25);
    for (const chip of (await chips.all()).slice(0, 5)) {
      expect(await chip.locator('svg').count()).toBe(1);
      expect(await chip.innerText()).toMatch(/\w/);
    }
  });

  it('30: figures stand in columns: tabular, at the end, with their currency', async () => {
    const page = await ui.open(filtered('orders', { total: { min: '1000' } }));
    await settled(page);
    const figure = page.locator('tbody td .figure', { hasText: '$' }).first();
    expect(await figure.evaluate((element) => {
      const cell = element.closest('td');
      return [getComputedStyle(element).fontVariantNumeric, cell && getComputedStyle(cell).textAlign];
    })).toEqual(['tabular-nums', 'end']);
    expect(await figure.innerText()).toMatch(/^-?\$[\d,]+\.\d\d$/);
  });

  it('115: a list copied as cURL gives the same rows', async () => {
    const page = await ui.open(filtered('customers', { country: { is: 'Brazil' } }, { sort: 'name', order: 'ASC' }));
    await settled(page);
    const shown = await page.locator('tbody tr .pinned').allInnerTexts();
    await page.getByRole('button', { name: 'More for this list' }).click();
    await page.getByRole('menuitem', { name: 'Copy as cURL' }).click();
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toMatch(/^curl /);
    const command = await copied();
    const { createApiKey } = await ui.ask<{ createApiKey: { key: string } }>('mutation { createApiKey(input: { name: "Copied list", role: ANALYST }) { ... on CreateApiKeyPayload { key } ... on Refusal { code message } } }');
    const answer = await new Promise<string>((resolve, reject) => {
      execFile('bash', ['-c', command], { env: { ...process.env, HESABU_KEY: createApiKey.key } }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
    });
    const { data } = JSON.parse(answer) as { data: { customers: { nodes: { code: string }[] } } };
    expect(data.customers.nodes.map(({ code }) => code)).toEqual(shown);
    await page.getByRole('button', { name: 'More for this list' }).click();
    await page.getByRole('menuitem', { name: 'Copy as GraphQL' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('query CustomerList');
  });
});
