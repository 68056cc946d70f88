// The console without a mouse.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { operationOf, settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const focusIsSeen = (page: Page) => page.evaluate(() => {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === document.body) return 'nothing has the focus';
  const marks = [focused, focused.closest('.MuiInputBase-root')?.querySelector('fieldset'), focused.closest('.MuiCheckbox-root'), focused.closest('.MuiInputBase-root')];
  const isMarked = marks.some((element) => element && (Number.parseFloat(getComputedStyle(element).outlineWidth) >= 2 && getComputedStyle(element).outlineStyle !== 'none' || Number.parseFloat(getComputedStyle(element).borderTopWidth) >= 2));
  const box = focused.getBoundingClientRect();
  const isInSight = box.bottom > 0 && box.top < innerHeight;
  return isMarked && isInSight ? '' : `${focused.outerHTML.slice(0, 160)} ${isMarked ? 'is out of sight' : 'has no visible focus'}`;
});

it('98: an order is entered with the keyboard alone, and the focus is seen at every stop', async () => {
  const page = await ui.open('/orders');
  await settled(page);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  await page.keyboard.press('n');
  await page.waitForURL(/\/orders\/create/);
  await page.getByRole('combobox', { name: /^Customer/ }).waitFor();
  await settled(page);
  await page.locator('main').focus();
  const tabTo = async (name: RegExp) => {
    for (let stop = 0; stop < 60; stop += 1) {
      await page.keyboard.press('Tab');
      expect(await focusIsSeen(page)).toBe('');
      const label = await page.evaluate(() => {
        const focused = document.activeElement;
        const own = focused?.getAttribute('aria-label') ?? (focused instanceof HTMLInputElement ? focused.labels?.[0]?.textContent : focused?.textContent);
        return own ?? '';
      });
      if (name.test(label)) return;
    }
    throw new Error(`No stop of the Tab key is ${String(name)}.`);
  };
  const choose = async (typed: string, shown: RegExp) => {
    const answered = page.waitForResponse((response) => (operationOf(response.request()).variables['filter'] as { search?: string } | undefined)?.search === typed);
    await page.keyboard.type(typed);
    await answered;
    await page.getByRole('option', { name: shown }).first().waitFor();
    const pointedAt = () => page.evaluate(() => document.getElementById(document.activeElement?.getAttribute('aria-activedescendant') ?? '')?.textContent ?? '');
    await expect.poll(async () => {
      if (!shown.test(await pointedAt())) await page.keyboard.press('ArrowDown');
      return pointedAt();
    }).toMatch(shown);
    await page.keyboard.press('Enter');
    await page.getByRole('listbox').getByRole('option').first().waitFor({ state: 'detached' });
  };
  await tabTo(/^Customer/);
  await choose('vinet', /VINET/);
  await tabTo(/^Product, line 1/);
  await choose('chai', /Chai/);
  await tabTo(/^Quantity, line 1/);
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Product, line 2' }).waitFor();
  await choose('chang', /Chang/);
  await tabTo(/^Quantity, line 2/);
  await page.keyboard.type('2');
  await page.keyboard.press('Control+s');
  await page.waitForURL(/\/show/);
  await page.getByText('Chang').first().waitFor();
});

it('22, 24, 56: single keys move through a list and its records, and are silent while typing', async () => {
  const page = await ui.open('/customers');
  await settled(page);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.getByText('1 selected').waitFor();
  const names = await page.locator('tbody tr .pinned').allInnerTexts();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: new RegExp(names[1] ?? '?') }).waitFor();
  await page.getByText('No. 2 of the list').waitFor();
  await page.getByRole('button', { name: 'Next record' }).click();
  await page.getByRole('heading', { level: 1, name: new RegExp(names[2] ?? '?') }).waitFor();
  await page.keyboard.press('[');
  await page.getByRole('heading', { level: 1, name: new RegExp(names[1] ?? '?') }).waitFor();
  await page.keyboard.press('e');
  await page.locator('[name=name]').fill('geno /?');
  expect(await page.locator('[name=name]').inputValue()).toBe('geno /?');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Leave without saving' }).click();
  await page.waitForURL(/\/show/);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.waitForURL(/\/customers(\?|$)/);
  await page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor();
  await settled(page);
  await page.keyboard.press('/');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('searchbox');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
});

it('100: how many were found, what was saved and what failed is said by live regions', async () => {
  const page = await ui.open('/customers');
  await settled(page);
  await page.getByRole('searchbox', { name: 'Search this list' }).fill('alfreds');
  await page.getByRole('status').filter({ hasText: '1–1 of 1' }).waitFor();
  await page.getByRole('searchbox', { name: 'Search this list' }).fill('zzzzqq');
  await page.getByRole('status').filter({ hasText: 'Nothing matches' }).waitFor();
  await page.goto('/customers/create');
  await page.locator('[name=name]').waitFor();
  await page.keyboard.press('Control+s');
  await page.getByRole('alert').filter({ hasText: 'stands in the way' }).waitFor();
  await page.locator('[name=name]').fill('Heard Firm');
  await page.keyboard.press('Control+s');
  await page.getByRole('status').filter({ hasText: 'Created' }).waitFor();
  await expect.poll(() => page.title()).toContain('Heard Firm');
});
