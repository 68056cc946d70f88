// The console on a phone and when enlarged.
import { expect, it } from 'vitest';
import { settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

it('25: on a phone a list is cards: the first is in sight, and the page does not scroll sideways', async () => {
  for (const path of ['/orders', '/customers', '/invoices', '/products']) {
    const page = await ui.open(path, phone);
    await settled(page);
    const card = page.locator('main li', { has: page.getByRole('link') }).filter({ has: page.locator('a[href*="/show"]') }).first();
    const box = await card.boundingBox();
    expect(box !== null && box.y + box.height <= 844, path).toBe(true);
    expect(await page.locator('main table').count(), path).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(390);
    await card.getByRole('link').first().click();
    await page.waitForURL(/\/show/);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${path} record`).toBe(390);
  }
});

it('101: at 320 px, as at 400 % zoom, forms and the menu keep within the page; motion is reduced when asked', async () => {
  const page = await ui.open('/orders/create', { viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' });
  await settled(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await page.getByRole('button', { name: 'Fold or unfold the menu' }).click();
  const link = page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'Customers', exact: true });
  expect(await link.evaluate((element) => Number.parseFloat(getComputedStyle(element).transitionDuration))).toBeLessThan(0.001);
  await link.click();
  await page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor();
  await page.getByRole('navigation', { name: 'Main menu' }).waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
