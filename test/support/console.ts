// The built console in Chromium, before a server of its own: each page is watched, and any error that it reports fails the test.
import axe from 'axe-core';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { launchBrowser, openWindow } from './browser.ts';
import { signInAs, startTestServer, type Asker, type TestServer } from './server.ts';
import type { TemplateName } from './databases.ts';

export type WindowOptions = Parameters<Browser['newContext']>[0] & { role?: string | null; cookie?: string };

export interface ConsoleUnderTest {
  readonly server: TestServer;
  readonly browser: Browser;
  /** A page in a fresh window, signed in by role (OWNER unless told otherwise; null: nobody). */
  open(path: string, options?: WindowOptions): Promise<Page>;
  /** What of the console's error log this test brings about on purpose. */
  expectTrouble(pattern: RegExp): void;
  /** Data as the owner gets it; a refusal or an error fails the test. */
  ask<T = Record<string, never>>(query: string, variables?: Record<string, unknown>, as?: Asker): Promise<T>;
}

/** Starts server and browser for a test file, and closes a test's windows after it. */
export function startConsole({ template = 'northwind' }: { template?: TemplateName } = {}): ConsoleUnderTest {
  let server: TestServer | undefined;
  let browser: Browser | undefined;
  let contexts: BrowserContext[] = [];
  let troubles: string[] = [];
  let expected: RegExp[] = [];
  const cookies = new Map<string, Promise<string>>();
  const started = <T>(thing: T | undefined): T => {
    if (thing === undefined) throw new Error('Not before the tests begin.');
    return thing;
  };
  beforeAll(async () => {
    [server, browser] = await Promise.all([startTestServer({ template }), launchBrowser()]);
  });
  afterEach(async () => {
    const left = troubles.filter((trouble) => !expected.some((pattern) => pattern.test(trouble)));
    await Promise.all(contexts.map((context) => context.close()));
    [contexts, troubles, expected] = [[], [], []];
    expect(left).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  const cookieOf = (role: string): Promise<string> => {
    const known = cookies.get(role) ?? signInAs(started(server).url, role);
    cookies.set(role, known);
    return known;
  };
  return {
    get server() { return started(server); },
    get browser() { return started(browser); },
    expectTrouble: (pattern) => void expected.push(pattern),
    ask: async <T>(query: string, variables = {}, as: Asker = { role: 'OWNER' }): Promise<T> => {
      const { data, errors } = await started(server).graphql(query, variables, as);
      if (errors.length > 0) throw new Error(JSON.stringify(errors));
      return data as T;
    },
    open: async (path, { role = 'OWNER', cookie, ...options } = {}) => {
      const session = cookie ?? (role === null ? undefined : await cookieOf(role));
      const context = await openWindow(started(browser), started(server).url, session, { locale: 'en-US', ...options });
      contexts.push(context);
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      context.on('page', (page) => watch(page, troubles));
      const page = await context.newPage();
      await page.goto(path);
      return page;
    },
  };
}

function watch(page: Page, troubles: string[]): void {
  page.on('pageerror', (error) => void troubles.push(String(error)));
  page.on('console', (message) => void (message.type() === 'error' && troubles.push(`${message.text()} ${message.location().url}`)));
}

const moreActions = (page: Page) => page.getByRole('button', { name: 'More actions', exact: true });

/** Presses an action of the record on screen: beside its title, or in its menu of more, as its state has it. */
export async function act(page: Page, name: string): Promise<void> {
  const beside = page.getByRole('button', { name, exact: true });
  const item = page.getByRole('menuitem', { name, exact: true });
  await vi.waitFor(async () => {
    if (await beside.count() > 0) return beside.click();
    if (await moreActions(page).count() === 0) throw new Error(`The record has no action “${name}”.`);
    await moreActions(page).click();
    await page.getByRole('menu').waitFor();
    if (await item.count() > 0) return item.click();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    throw new Error(`Neither beside the title nor in the menu of more is “${name}”.`);
  }, { timeout: 30_000, interval: 100 });
}

/** Every action that the record on screen offers, those in its menu too. */
export async function actionsOn(page: Page): Promise<string[]> {
  const names = await page.getByRole('button').allInnerTexts();
  if (await moreActions(page).count() === 0) return names;
  await moreActions(page).click();
  const items = (await page.getByRole('menuitem').allInnerTexts()).map((text) => text.split('\n')[0] ?? '');
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  return [...names, ...items];
}

/** Waits until colours and sizes have gone where they are going. */
const still = (page: Page): Promise<unknown> => page.evaluate(async () => {
  await new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); });
  const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map((animation) => animation.finished));
});

/** What axe finds (of these rules, or of all; but for a part that is judged elsewhere), by rule, with the first place. */
export async function axeFindings(page: Page, rules?: readonly string[], except?: string): Promise<unknown[]> {
  await still(page);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async ({ only, without }) => {
    type Found = { violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] };
    const { axe: injected } = window as unknown as { axe: { run(context: Document | object, options: object): Promise<Found> } };
    const { violations } = await injected.run(without ? { exclude: [without] } : document, { resultTypes: ['violations'], preload: false, elementRef: false, ...(only ? { runOnly: [...only] } : {}) });
    return violations.map(({ id, nodes }) => [id, nodes.length, nodes[0]?.html.slice(0, 300), nodes[0]?.failureSummary?.slice(0, 200)]);
  }, { only: rules, without: except });
}

/** The GraphQL operation of a request. */
export const operationOf = (request: Request): { name: string; variables: Record<string, unknown> } => {
  const { query = '', variables = {} } = (request.url().endsWith('/graphql') ? (request.postDataJSON() ?? {}) : {}) as { query?: string; variables?: Record<string, unknown> };
  return { name: /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '', variables };
};

/** The next request of an operation. */
export const asked = (page: Page, name: string): Promise<Request> => page.waitForRequest((request) => operationOf(request).name === name);

/** Waits until nothing on the page is loading, fonts included. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.MuiSkeleton-root, [aria-busy=true], [role=progressbar]') && document.fonts.status === 'loaded');
}

/** Notes from the next page on by how much anything moves that nobody touched, and what moved. */
export async function watchShifts(page: Page): Promise<() => Promise<[number, string][]>> {
  await page.addInitScript(() => {
    type Shift = PerformanceEntry & { value: number; sources: { node: Node | null }[] };
    const shifts: [number, string][] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as Shift[]) {
        shifts.push([value, sources.map(({ node }) => (node instanceof Element ? node.outerHTML : (node?.textContent ?? '')).slice(0, 120)).join(' | ')]);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () => page.evaluate(() => (window as unknown as { shifts: [number, string][] }).shifts);
}
