// The console of people, keys, approvals and the audit log, as its users walk through it.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../server/src/shared/perform.ts';
import { insert, write } from '../../server/src/shared/write.ts';
import { launchBrowser, openWindow } from '../support/browser.ts';
import { axeFindings, settled } from '../support/console.ts';
import { signIn, startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const troubles: string[] = [];
const password = 'correct horse battery';

beforeAll(async () => {
  server = await startTestServer();
  browser = await launchBrowser();
  context = await openWindow(browser, server.url);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  page = await context.newPage();
  page.on('pageerror', (error) => troubles.push(String(error)));
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const shot = async (name: string) => { if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true }); };
const field = (label: string) => page.getByLabel(label, { exact: false }).first();
const button = (name: string) => page.getByRole('button', { name, exact: true });
const choose = async (label: string, option: string) => {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

test('the first visit asks for the company and its owner, and the owner is in', async () => {
  await page.goto('/');
  await field('Company').waitFor();
  await shot('setup');
  await page.locator('input[name=name]').fill('Acme');
  await page.locator('input[name=ownerName]').fill('Ann Owner');
  await page.locator('input[name=ownerEmail]').fill('ann@acme.example');
  await page.locator('input[name=ownerPassword]').fill('password1');
  await page.locator('button[type=submit]').click();
  await page.getByText('This password is among the first that are guessed.').waitFor();
  await page.locator('input[name=ownerPassword]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.getByRole('navigation', { name: 'Main menu' }).waitFor();
  expect((await server.graphql('{ viewer { email role } }', {}, { cookie: await cookieOf(context) })).data.viewer).toEqual({ email: 'ann@acme.example', role: 'OWNER' });
});

test('the owner lets a person in, gives a new password and signs a browser of hers out', async () => {
  await page.goto('/users');
  await page.getByRole('link', { name: 'Ann Owner' }).waitFor();
  await shot('users');
  await page.goto('/users/create');
  await field('Name').fill('Nora Clerk');
  await field('E-mail').fill('ann@acme.example');
  await field('Password').fill('short');
  await choose('Role', 'Collector');
  await button('Create').click();
  await page.getByText('At least 8 characters.').first().waitFor();
  await shot('user-create');
  await field('Password').fill(password);
  await button('Create').click();
  await page.getByText('This is taken already.').first().waitFor();
  await field('E-mail').fill('nora@acme.example');
  await button('Create').click();
  await page.getByRole('heading', { name: 'Nora Clerk' }).waitFor();
  await page.getByText('Never signed in.').waitFor();

  const hers = await openWindow(browser, server.url);
  const window = await hers.newPage();
  await window.goto('/login');
  await window.locator('input[name=email]').fill('nora@acme.example');
  await window.locator('input[name=password]').fill(password);
  await window.locator('button[type=submit]').click();
  await window.getByRole('navigation', { name: 'Main menu' }).waitFor();

  await page.reload();
  await button('Sign out').waitFor();
  await shot('user');
  await button('Sign out').click();
  await page.getByText('Signed out').waitFor();
  expect((await server.graphql('{ viewer { name } }', {}, { cookie: await cookieOf(hers) })).data.viewer).toBeNull();

  await button('Set a new password').click();
  await page.getByRole('dialog').getByLabel('Password').fill('quite another one');
  await page.getByRole('dialog').getByRole('button', { name: 'Set a new password' }).click();
  await page.getByText('New password set').waitFor();
  await hers.close();
});

const cookieOf = async (window: BrowserContext) => {
  const found = (await window.cookies()).find(({ name }) => name === 'hesabu_session');
  return `${found?.name ?? ''}=${found?.value ?? ''}`;
};

test('an API key is shown once, works, and is over when it is revoked', async () => {
  await page.goto('/apiKeys');
  await button('New API key').first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Web shop');
  await dialog.getByRole('combobox', { name: 'Narrowed to' }).click();
  await page.getByRole('option', { name: 'See orders' }).click();
  await shot('api-key-create');
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'New API key' }).click();
  await page.getByTestId('api-key').waitFor();
  await shot('api-key-made');
  const key = (await page.getByTestId('api-key').textContent()) ?? '';
  await button('Copy the key').click();
  await page.getByText('Copied').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  await button('I have kept it').click();
  expect((await server.graphql('{ viewer { name permissions } }', {}, { key })).data.viewer).toEqual({ name: 'Web shop', permissions: ['orders.read'] });
  await page.getByRole('link', { name: 'Web shop' }).click();
  await page.getByText('See orders').waitFor();
  await shot('api-key');
  await button('Revoke').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('Key revoked', { exact: true }).waitFor();
  await page.locator('[aria-disabled=true]', { hasText: 'Revoke' }).waitFor();
  expect((await server.graphql('{ viewer { name } }', {}, { key })).status).toBe(401);
});

test('a request waits in the queue and is decided with a reason', async () => {
  const company = await server.db.prisma.company.findFirstOrThrow();
  const customerId = newId();
  await server.db.transaction((tx) => write(tx, [
    insert('Customer', { id: customerId, companyId: company.id, code: 'ALFKI', name: 'Alfreds Futterkiste' }),
    insert('Approval', { id: newId(), companyId: company.id, kind: 'CREDIT_OVERRIDE', subjectType: 'Customer', subjectId: customerId, status: 'PENDING',
      facts: { customer: 'Alfreds Futterkiste', limit: '1000.00', exposure: '2500.00' }, amountMinor: 250000n as never, currencyCode: company.currencyCode,
      reason: 'They always pay', requestedById: null, draftedById: null, decidedById: null, decidedAt: null, decisionReason: null }),
  ]));
  await page.goto('/approvals');
  await page.getByRole('link', { name: 'Over the credit limit' }).first().waitFor();
  await shot('approvals');
  await page.getByRole('link', { name: 'Over the credit limit' }).first().click();
  await button('Decide').waitFor();
  await shot('approval');
  await button('Decide').click();
  await page.getByRole('radio', { name: 'Reject' }).check();
  await page.getByRole('dialog').getByLabel('Reason').fill('Not this time');
  await shot('approval-decide');
  await page.getByRole('dialog').getByRole('button', { name: 'Decide' }).click();
  await page.getByText('Ann Owner: Not this time').waitFor();
  await page.locator('[aria-disabled=true]', { hasText: 'Decide' }).waitFor();
  expect(await server.db.prisma.approval.findFirstOrThrow()).toMatchObject({ status: 'REJECTED', decisionReason: 'Not this time' });
});

test('the audit log tells it all, and each event what changed', async () => {
  await page.goto('/events');
  await page.getByRole('link', { name: 'API key revoked' }).waitFor();
  await shot('events');
  await page.getByRole('link', { name: 'API key made' }).click();
  await page.getByRole('row', { name: /Role/ }).waitFor();
  expect(await page.getByRole('row', { name: /Role/ }).textContent()).toContain('PARTNER');
  expect(await page.getByRole('row', { name: /Narrowed to/ }).textContent()).toContain('orders.read');
  await shot('event');
});

test('one changes one\'s own password with the present one', async () => {
  await page.goto('/profile');
  await field('Present password').fill('wrong');
  await page.locator('input[name=newPassword]').fill('my second password');
  await page.locator('input[name=repeated]').fill('my third password');
  await button('Change password').click();
  await page.getByText('The two new passwords differ.').first().waitFor();
  await page.locator('input[name=repeated]').fill('my second password');
  await button('Change password').click();
  await page.getByText('This is not your present password.').first().waitFor();
  await shot('profile');
  await field('Present password').fill(password);
  await button('Change password').click();
  await page.getByText('Your password is changed').waitFor();
  expect(await signIn(server.url, 'ann@acme.example', 'my second password')).toContain('=');
});

describe('every screen', () => {
  const screens = ['/users', '/users/create', '/apiKeys', '/approvals', '/events', '/profile'];
  const looks = [['light', 1280], ['dark', 1280], ['light', 390]] as const;

  test.each(screens)('%s has nothing that axe finds, light and dark, and fits a phone', async (path) => {
    const window = await openWindow(browser, server.url, await cookieOf(context), { reducedMotion: 'reduce' });
    const shown = await window.newPage();
    await shown.goto(path);
    for (const [colorScheme, width] of looks) {
      await shown.setViewportSize({ width, height: 844 });
      await shown.emulateMedia({ colorScheme });
      await shown.locator(`[data-theme=${colorScheme}]`).waitFor();
      await settled(shown);
      if (process.env.SHOTS) await shown.screenshot({ path: `${process.env.SHOTS}/${path.slice(1).replaceAll('/', '-')}-${colorScheme}-${width}.png` });
      expect(await axeFindings(shown), `${path} ${colorScheme} ${width}`).toEqual([]);
      await shown.waitForFunction((most) => document.documentElement.scrollWidth <= most, width);
    }
    await window.close();
  });

  test('nothing went wrong in the browser', () => {
    expect(troubles).toEqual([]);
  });
});
