// Every page of the menu, and a record, its form and the form for a new one of every resource: axe, reflow, titles and texts.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeFindings, settled, startConsole } from '../support/console.ts';

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

/** Opens a page by its address and waits until it is there. */
async function go(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator('h1').first().waitFor();
  await settled(page);
}

/** Waits until colours and sizes have gone where they are going. */
const still = (page: Page) => page.evaluate(async () => {
  await new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); });
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
});

async function pathsOf(): Promise<string[]> {
  const page = await ui.open('/', { reducedMotion: 'reduce' });
  await settled(page);
  const menu = await page.getByRole('navigation', { name: 'Main menu' }).getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const paths = new Set(menu);
  for (const path of menu) {
    await go(page, path);
    const found = await page.evaluate(() => {
      const own = [...document.querySelectorAll<HTMLAnchorElement>('main a')].map((link) => link.getAttribute('href') ?? '');
      return [own.find((href) => href.endsWith('/create')), document.querySelector('main tbody tr a')?.getAttribute('href')];
    });
    for (const href of found) if (href?.startsWith('/')) paths.add(href);
    const record = found[1];
    if (record?.endsWith('/show')) {
      await go(page, record);
      for (const href of await page.locator('main a[href^="/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))) {
        if (`${href}/show` === record || href === record.replace(/\/show$/, '')) paths.add(href);
      }
      paths.add(`${record}?tab=timeline`);
    }
  }
  // One page of a kind is enough: one record, one filter.
  const kind = (path: string) => path.replace(/\/[^/?]{20,}/, '/:id').replace(/\?(?!tab=).*/, '');
  return [...new Map([...paths].toReversed().map((path) => [kind(path), path])).values()].toReversed();
}

it('97, 99, 101, 102: no page has what axe finds, scrolls sideways, lacks a title or a text', async () => {
  const paths = await pathsOf();
  expect(paths.length).toBeGreaterThan(12);
  const page = await ui.open('/', { viewport: wide, reducedMotion: 'reduce' });
  const found: unknown[] = [];
  for (const path of paths) {
    const note = (what: string, value: unknown) => void found.push([path, what, value]);
    await go(page, path);
    for (const { name, colorScheme, viewport, rules } of looks) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.locator(`[data-theme=${colorScheme}]`).waitFor();
      await settled(page);
      await still(page);
      const findings = await axeFindings(page, rules);
      if (findings.length > 0) note(name, findings);
      for (const width of viewport === narrow && rules ? [390, 320] : []) {
        await page.setViewportSize({ ...viewport, width });
        // Charts measure their room anew a moment after it changed.
        const keeps = page.waitForFunction((most) => document.documentElement.scrollWidth <= most, width, { timeout: 3000 });
        if (!(await keeps.then(() => true, () => false))) note(`wider than ${width}`, await page.evaluate(() => document.documentElement.scrollWidth));
      }
    }
    await page.setViewportSize(wide);
    if ((await page.locator('h1').count()) !== 1) note('h1', await page.locator('h1').count());
    const title = await page.title();
    if (!/^.+ · Hesabu$/.test(title)) note('title', title);
    const untold = (await page.locator('body').innerText()).match(/\b(?:ra|app|resources|enums?|fields?|list|record|form|menu|action)\.[a-z][\w.]+\b/g);
    if (untold) note('text', untold);
    if (await page.getByRole('heading', { name: /Something went wrong|Nothing here|Not for your role/ }).count()) note('page', 'an error');
  }
  expect(found).toEqual([]);
}, 900_000);

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
