// What surrounds every page, and the figures on it, row by row of the console's table.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readExamples } from '../../server/src/graphiql/examples.ts';
import { operationOf, settled, startConsole } from '../support/console.ts';
import { demoDay } from '../support/demoDay.ts';

const ui = startConsole();
const shownCents = (text: string) => BigInt(text.replace(/[^\d-]/g, ''));

describe('everywhere', () => {
  it('59: Ctrl-K finds records, pages and actions; Enter opens, Escape gives the focus back', async () => {
    const page = await ui.open('/customers');
    await settled(page);
    const search = page.getByRole('searchbox', { name: 'Search this list' });
    await search.focus();
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog').getByRole('combobox');
    await palette.fill('dark');
    await page.getByRole('option', { name: 'Dark appearance' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => search.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Control+k');
    await palette.fill('alfreds');
    await page.getByRole('option', { name: /Alfreds Futterkiste/ }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /Alfreds Futterkiste/ }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('group', { name: 'Recent' }).or(page.getByText('Recent')).first().waitFor();
    await expect.poll(() => page.getByRole('listbox').getByRole('option').first().innerText()).toContain('Alfreds');
  });

  it('60: a part of a number finds its documents, by kind', async () => {
    const { orders } = await ui.ask<{ orders: { nodes: { number: string }[] } }>('{ orders(first: 1, orderBy: NUMBER_DESC) { nodes { number } } }');
    const number = orders.nodes[0]?.number ?? '';
    const page = await ui.open('/customers');
    await settled(page);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill(number.slice(-5));
    await page.getByRole('option', { name: new RegExp(number) }).first().waitFor();
    await page.getByText('Orders', { exact: true }).last().waitFor();
    await page.getByRole('dialog').getByRole('combobox').fill('alfreds futerkiste');
    await page.getByRole('option', { name: /Alfreds Futterkiste/ }).first().waitFor();
    expect(await page.getByRole('listbox').getByRole('option').count()).toBeGreaterThan(0);
  });

  it('a group of the menu is closed and stays closed, but for the page that is open', async () => {
    const page = await ui.open('/customers');
    await settled(page);
    const menu = page.getByRole('navigation', { name: 'Main menu' });
    const group = menu.getByRole('button', { name: 'Sell' });
    await menu.getByRole('link', { name: 'Orders', exact: true }).waitFor();
    await group.click();
    await menu.getByRole('link', { name: 'Orders', exact: true }).waitFor({ state: 'detached' });
    await page.reload();
    await menu.getByRole('link', { name: 'Customers', exact: true }).waitFor();
    expect(await group.getAttribute('aria-expanded')).toBe('false');
    expect(await menu.getByRole('list', { name: 'Sell' }).getByRole('link').allInnerTexts()).toEqual(['Customers']);
    await group.click();
    await menu.getByRole('link', { name: 'Orders', exact: true }).waitFor();
  });

  it.each(['light', 'dark'] as const)('62: the first frame is %s when the system is', async (colorScheme) => {
    const page = await ui.open('/login', { role: null, colorScheme });
    await page.route('**/assets/*.js', (route) => route.abort());
    ui.expectTrouble(/ERR_FAILED|Failed to load/);
    await page.reload();
    const [red = 0] = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g)?.map(Number) ?? []);
    expect(red > 128).toBe(colorScheme === 'light');
  });

  it('65: a part of the console that cannot be loaded is said in words', async () => {
    const page = await ui.open('/login');
    await page.route('**/assets/Console-*.js', (route) => route.abort());
    ui.expectTrouble(/ERR_FAILED|Failed to load/);
    await page.goto('/customers');
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('The server cannot be reached');
  });

  it('62: a chosen appearance outlives a reload', async () => {
    const page = await ui.open('/customers', { colorScheme: 'light' });
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await page.locator('html[data-theme=dark]').waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  });

  it('65: a fault shows its request id, as in the response header, to copy; trying again works', async () => {
    const page = await ui.open('/login');
    ui.expectTrouble(/500/);
    await page.route('**/graphql', async (route) => {
      if (operationOf(route.request()).name !== 'CustomerList') return route.continue();
      const requestId = '0199aaaa-0000-7000-8000-000000000065';
      const message = 'The server met something it did not expect.';
      return route.fulfill({ status: 500, headers: { 'x-request-id': requestId }, json: { errors: [{ message, extensions: { code: 'INTERNAL', requestId } }] } });
    });
    const answered = page.waitForResponse((response) => response.status() === 500);
    await page.goto('/customers');
    const id = (await answered).headers()['x-request-id'] ?? '';
    await page.getByRole('heading', { name: 'Something went wrong' }).waitFor();
    await page.getByRole('button', { name: `Copy request id ${id}` }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(id);
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('tbody tr').nth(24).waitFor();
  });

  it('73: what is not there and what is not for one\'s role say so, and lead on', async () => {
    const page = await ui.open('/nope');
    await page.getByRole('heading', { name: 'Nothing here' }).waitFor();
    await page.getByRole('link', { name: 'Go to the start page' }).click();
    await page.waitForURL((url) => url.pathname === '/');
    await page.goto(`/customers/${encodeURIComponent(btoa('Customer:01990000-0000-7000-8000-000000000000'))}/show`);
    await page.getByRole('heading', { name: 'Nothing here' }).waitFor();
    const clerk = await ui.open('/users', { role: 'SALES' });
    await clerk.getByRole('heading', { name: 'Not for your role' }).waitFor();
    expect(await clerk.getByRole('link', { name: 'Go to the start page' }).getAttribute('href')).toBe('/');
  });

  it('112: an API key is shown once and works until it is revoked', async () => {
    const page = await ui.open('/apiKeys');
    await page.getByRole('button', { name: 'New API key' }).first().click();
    await page.getByRole('dialog').getByLabel(/^Name/).fill('Web shop');
    await page.getByRole('dialog').getByRole('button', { name: /New API key|Create|Save/ }).click();
    const key = await page.getByRole('dialog', { name: 'The new API key' }).locator('code').innerText();
    expect(key).toMatch(/^hsk_live_/);
    const asked = () => ui.server.graphql('{ viewer { name } }', {}, { key });
    expect((await asked()).status).toBe(200);
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('link', { name: 'Web shop' }).click();
    await page.getByRole('button', { name: 'Revoke' }).waitFor();
    expect(await page.locator('body').innerText()).not.toContain(key);
    await page.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('status').filter({ hasText: 'Key revoked' }).waitFor();
    expect((await asked()).status).toBe(401);
  });

  it('117: the sign-in page of a demo company signs in by one click on a role', async () => {
    const page = await ui.open('/', { role: null });
    await page.waitForURL(/\/login/);
    await page.getByRole('button', { name: /^Controller/ }).click();
    await page.getByRole('navigation', { name: 'Main menu' }).waitFor();
    await page.getByRole('button', { name: 'Account of Steven Buchanan' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
  });

  it('120: health answers, and the footer names the version', async () => {
    const health = await (await fetch(new URL('/health', ui.server.url))).json() as { status: string; version: string };
    expect(health.status).toBe('ok');
    const page = await ui.open('/customers');
    await page.getByRole('contentinfo').getByText(`Hesabu ${health.version}`).waitFor();
  });

  it('110: the API explorer has examples in business words, and each runs for who is signed in', async () => {
    const page = await ui.open('/graphiql');
    const examples = readExamples();
    expect(examples.length).toBeGreaterThanOrEqual(12);
    for (const { title } of examples) await page.getByRole('button', { name: title, exact: true }).waitFor();
    const answers = await page.evaluate(async (queries) => Promise.all(queries.map(async (query) => {
      const response = await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', 'x-hesabu-client': 'graphiql' }, body: JSON.stringify({ query }) });
      return ((await response.json()) as { errors?: unknown }).errors ?? null;
    })), examples.map(({ query }) => query));
    expect(answers).toEqual(examples.map(() => null));
  });
});

describe('insight', () => {
  /** The sum in the totals row of the list that is open, by its column. */
  const totalOf = async (page: Awaited<ReturnType<typeof ui.open>>, column: string): Promise<bigint> => {
    await settled(page);
    await page.locator('tfoot').waitFor();
    const heads = (await page.getByRole('columnheader').allInnerTexts()).map((text) => text.trim());
    expect(heads).toContain(column);
    const sum = page.locator('tfoot tr > *').nth(heads.indexOf(column));
    await expect.poll(() => sum.innerText()).not.toBe(''); // its place is kept before it is there
    return shownCents(await sum.innerText());
  };

  it('75, 81: a tile leads to the list whose total it shows, and says how it is computed', async () => {
    const page = await ui.open('/');
    for (const name of ['Receivable', 'Overdue']) {
      await page.goto('/');
      await page.getByRole('button', { name: `How “${name}” is computed` }).click();
      expect((await page.getByRole('dialog', { name }).innerText()).length).toBeGreaterThan(20);
      await page.keyboard.press('Escape');
      const tile = page.locator('main a', { has: page.locator('.figure') }).filter({ hasText: '$' }).nth(name === 'Overdue' ? 1 : 0);
      const shown = shownCents(await tile.innerText());
      await tile.click();
      await page.waitForURL(/\/receivables$/);
      expect(await totalOf(page, name)).toBe(shown);
      expect(shown).toBeGreaterThan(0n);
    }
  });

  it('76: each bar leads to the list behind it, with the same sum to the cent', async () => {
    const page = await ui.open('/', { reducedMotion: 'reduce' });
    for (const [chart, column, points] of [['Receivables by age', '1–30 days', 2], ['Revenue by month', 'Net', 12]] as const) {
      await page.goto('/');
      const card = page.getByRole('region', { name: chart });
      await card.locator('.recharts-bar-rectangle path').first().waitFor();
      await card.getByRole('button', { name: 'Show as table' }).click();
      const row = card.locator('tbody tr').nth(points === 12 ? 10 : 1);
      const shown = shownCents(await row.locator('td').last().innerText());
      await card.getByRole('button', { name: 'Show as chart' }).click();
      await card.locator('.recharts-bar-rectangle').nth(points === 12 ? 10 : 1).click();
      await page.waitForURL(points === 12 ? /\/invoices\?/ : /\/receivables$/);
      await settled(page);
      expect(await totalOf(page, column)).toBe(shown);
    }
  });

  it('77: a chart has title, summary and the same as a table, and its points answer the arrow keys', async () => {
    const page = await ui.open('/', { reducedMotion: 'reduce' });
    const card = page.getByRole('region', { name: 'Receivables by age' });
    await card.locator('.recharts-bar-rectangle path').first().waitFor();
    expect(await card.innerText()).toMatch(/\$[\d,.]+ is open/);
    await card.locator('svg.recharts-surface').first().focus();
    await page.keyboard.press('ArrowRight');
    await card.locator('.recharts-tooltip-wrapper').getByText('1–30 days').waitFor();
    await card.getByRole('button', { name: 'Show as table' }).click();
    await card.locator('tbody').getByRole('link', { name: '1–30 days' }).waitFor();
    expect(await card.locator('caption').innerText()).toBe('Receivables by age');
  });

  it('85: receivables by age and customer, as of any day, add up and lead to what is behind', async () => {
    const page = await ui.open('/receivables');
    await settled(page);
    const totals = await page.locator('tfoot tr > *').allInnerTexts();
    const [notDue, d30, d60, d90, over, all] = totals.slice(1, 7).map(shownCents);
    expect((notDue ?? 0n) + (d30 ?? 0n) + (d60 ?? 0n) + (d90 ?? 0n) + (over ?? 0n)).toBe(all);
    const then = demoDay(-60);
    const { receivablesByAge } = await ui.ask<{ receivablesByAge: { totals: { receivable: { amount: string } } } }>('query ($on: Day) { receivablesByAge(on: $on) { totals { receivable { amount } } } }', { on: then });
    await page.goto(`/receivables?on=${then}`);
    await settled(page);
    expect(shownCents((await page.locator('tfoot tr > *').allInnerTexts())[6] ?? '')).toBe(BigInt(receivablesByAge.totals.receivable.amount.replace('.', '')));
    await page.locator('tbody tr').first().getByRole('link').nth(1).click();
    await page.waitForURL(/customer=/);
  });
});

it('a new build of the console is served without a restart', async () => {
  const { pathname } = new URL('../../admin/dist/index.html', import.meta.url);
  const served = await (await fetch(new URL('/', ui.server.url))).text();
  expect(served).toBe(await readFile(pathname, 'utf8'));
  expect((await fetch(new URL('/assets/not-there.js', ui.server.url))).status).toBe(404);
});
