// Every page of the menu, and a record, its form and the form for a new one of every resource: axe, reflow, titles, texts,
// and how often it asks the server.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeFindings, operationOf, settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const wide = { width: 1280, height: 900 };
const narrow = { width: 390, height: 844 };
/** Every rule wide and narrow; in the other appearance what depends on colours. */
const looks = [
  { name: 'wide, light', colorScheme: 'light', viewport: wide, rules: undefined },
  { name: 'wide, dark', colorScheme: 'dark', viewport: wide, rules: ['color-contrast'] },
  { name: 'narrow, dark', colorScheme: 'dark', viewport: narrow, rules: undefined },
  { name: 'narrow, light', colorScheme: 'light', viewport: narrow, rules: ['color-contrast'] },
] as const;

/** Five rows of a list are of as many kinds as twenty-five. */
const FEW_ROWS = '?perPage=5';

/** The menu is the same on every page: the first is judged with it, in every look. */
const MENU = 'nav[aria-label="Main menu"]';

/** Leads a window to a page as a link would: what it has loaded stays. */
const lead = (page: Page, path: string) => page.evaluate((to) => {
  history.pushState(null, '', to);
  dispatchEvent(new PopStateEvent('popstate'));
}, path);

/** Opens a page in a window, by way of none, so that nothing of the last is taken for it, and waits until it is there. */
async function go(page: Page, path: string): Promise<void> {
  const nothing = page.getByRole('heading', { name: 'Nothing here', exact: true });
  await lead(page, '/nowhere');
  await nothing.waitFor();
  await lead(page, /^\/[\w-]+$/.test(path) ? path + FEW_ROWS : path);
  await nothing.waitFor({ state: 'detached' });
  await settled(page);
}

/** What of a path says which kind of page it is: one record and one filter of a kind are enough. */
const kindOf = (path: string) => path.replace(/\/[^/?]{20,}/, '/:id').replace(/\?(?!tab=).*/, '');

/** Where a page leads that is a page of its own kind: the first record, its form, its history, the form for a new one. */
async function linksOf(page: Page, path: string): Promise<string[]> {
  const links = await page.locator('main a[href^="/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  if (path.endsWith('/show')) return [...links.filter((href) => href === path.replace(/\/show$/, '')), `${path}?tab=timeline`];
  const first = page.locator('main tbody tr a').first();
  const record = (await first.count()) > 0 ? await first.getAttribute('href') : null;
  return [...links.filter((href) => href.endsWith('/create')), ...(record?.startsWith('/') ? [record] : [])];
}

/** What is wrong with a page in any look, and where it leads. */
async function judged(page: Page, path: string, order: readonly (typeof looks)[number][]): Promise<{ found: unknown[]; links: string[] }> {
  const found: unknown[] = [];
  const links: string[] = [];
  const note = (what: string, value: unknown) => void found.push([path, what, value]);
  for (const look of order) {
    const { name, colorScheme, viewport, rules } = look;
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await page.locator(`[data-theme=${colorScheme}]`).waitFor();
    await settled(page);
    const findings = await axeFindings(page, rules, path === '/' ? undefined : MENU);
    if (findings.length > 0) note(name, findings);
    if (look === looks[0]) links.push(...await linksOf(page, path)); // where lists are tables
    for (const width of viewport === narrow && rules ? [390, 320] : []) {
      await page.setViewportSize({ ...viewport, width });
      // Charts measure their room anew a moment after it changed.
      const keeps = page.waitForFunction((most) => document.documentElement.scrollWidth <= most, width);
      if (!(await keeps.then(() => true, () => false))) note(`wider than ${width}`, await page.evaluate(() => document.documentElement.scrollWidth));
    }
  }
  if ((await page.locator('h1').count()) !== 1) note('h1', await page.locator('h1').count());
  const title = await page.title();
  if (!/^.+ · Hesabu$/.test(title)) note('title', title);
  const untold = (await page.locator('body').innerText()).match(/\b(?:ra|app|resources|enums?|fields?|list|record|form|menu|action)\.[a-z][\w.]+\b/g);
  if (untold) note('text', untold);
  if (await page.getByRole('heading', { name: /Something went wrong|Nothing here|Not for your role/ }).count()) note('page', 'an error');
  return { found, links };
}

/** Pages that begin with something chosen. */
async function begun(): Promise<string[]> {
  const { invoices } = await ui.ask<{ invoices: { nodes: { customer: { id: string } }[] } }>('{ invoices(first: 1, filter: { paymentState: { is: OPEN } }) { nodes { customer { id } } } }');
  const customer = encodeURIComponent(invoices.nodes[0]?.customer.id ?? '');
  return [`/payments/create?customerId=${customer}&amount=5`, `/statement?customer=${customer}`, `/receivables?customer=${customer}`];
}

/** A list, a report or a record: what is read and not typed. */
const isRead = (path: string): boolean => path.endsWith('/show') || /^\/[\w-]*$/.test(path);

it('97, 99, 101, 102: no page has what axe finds, scrolls sideways, lacks a title or a text; each that is read is one request', async () => {
  const open = () => ui.open('/', { viewport: wide, reducedMotion: 'reduce' });
  const start = await open();
  await settled(start);
  const menu = await start.getByRole('navigation', { name: 'Main menu' }).getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const kinds = new Set(menu.map(kindOf));
  const queue = [...menu, ...await begun()];
  const found: unknown[] = [];
  const requests: Record<string, string[]> = {};
  let busy = 0;
  let wake = (): void => undefined;
  // Two windows share the pages that are left; what a page leads to joins them.
  const crawl = async (page: Page) => {
    let sent: string[] = [];
    let count = 0;
    page.on('request', (request) => void (operationOf(request).name && sent.push(operationOf(request).name)));
    await page.reload();
    await settled(page);
    expect(sent).toEqual(['Start', expect.any(String)]); // who is there, then what is on screen
    for (;;) {
      const path = queue.shift();
      if (path === undefined) {
        if (busy === 0) return;
        await new Promise<void>((resolve) => { const before = wake; wake = () => { before(); resolve(); }; });
        continue;
      }
      busy += 1;
      // Forth and back again: no page is drawn anew for a look that nobody judges.
      const order = count % 2 === 0 ? looks : looks.toReversed();
      count += 1;
      sent = [];
      await go(page, path);
      if (isRead(path)) requests[kindOf(path)] = [...sent];
      const { found: faults, links } = await judged(page, path, order);
      found.push(...faults);
      for (const link of links) {
        if (kinds.has(kindOf(link))) continue;
        kinds.add(kindOf(link));
        queue.push(link);
      }
      busy -= 1;
      wake();
    }
  };
  await Promise.all([crawl(start), crawl(await open())]);
  expect(kinds.size).toBeGreaterThan(50);
  expect(found).toEqual([]);
  // What can be asked at all is known only once it has been told, and a place's moves are those of its product and warehouse.
  const more = Object.entries(requests).filter(([, sent]) => sent.length > 1);
  expect(Object.fromEntries(more)).toEqual({ '/explore': ['Datasets', 'Explore'], '/stockLevels/:id/show': ['StockLevel', 'StockMoveList'] });
  expect(Object.keys(requests).length).toBeGreaterThan(40);
}, 1_800_000);

it.each(looks)('97: the sign-in and what opens over a page have nothing that axe finds ($name)', async ({ colorScheme, viewport }) => {
  const options = { colorScheme, viewport };
  const outside = await ui.open('/login', { ...options, role: null });
  await outside.getByRole('button', { name: /^Owner/ }).waitFor();
  expect(await axeFindings(outside)).toEqual([]);
  const page = await ui.open('/customers', { ...options, reducedMotion: 'reduce' });
  await settled(page);
  const opened = async (open: () => Promise<unknown>, shown: string) => {
    await open();
    await page.getByRole('dialog').or(page.getByRole('menu')).first().waitFor();
    expect(await axeFindings(page), shown).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('[role=dialog], [role=menu]').first().waitFor({ state: 'detached' });
  };
  await opened(() => page.keyboard.press('Control+k'), 'palette');
  await opened(() => page.keyboard.press('?'), 'keys');
  await opened(() => page.getByRole('button', { name: 'Filter', exact: true }).click(), 'filters');
  await opened(() => page.getByRole('button', { name: 'More for this list' }).click(), 'more');
  await opened(() => page.getByRole('button', { name: /^Account of/ }).click(), 'account');
  if (options.viewport.width > 600) await opened(() => page.getByRole('button', { name: 'Columns' }).click(), 'columns');
  else await opened(() => page.getByRole('button', { name: 'Fold or unfold the menu' }).click(), 'menu');
}, 300_000);
