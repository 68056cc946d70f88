// Service in the console: figures that lead to their orders and to why they failed, bottlenecks beside an earlier period, settings.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { settled, startConsole } from '../support/console.ts';

const ui = startConsole({ template: 'demo' });
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const table = (page: Page, name: string) => page.getByRole('group', { name, exact: true }).getByRole('table');
const PERIOD = 'from=2024-01-01&to=2030-12-31';
interface Totals { judged: number; perfect: number; late: number }
const totals = async (): Promise<Totals> => (await ui.ask<{ serviceLevels: { totals: Totals } }>('{ serviceLevels(from: "2024-01-01", to: "2030-12-31", by: MONTH) { totals { judged perfect late } } }')).serviceLevels.totals;

test('service levels lead to the orders that failed, and they say why', async () => {
  const { judged, perfect, late } = await totals();
  const page = await ui.open(`/service-levels?${PERIOD}&by=CUSTOMER`, { role: 'CONTROLLER' });
  await heading(page, 'Service levels');
  await settled(page);
  await page.getByText(`${perfect} of ${judged} orders`).waitFor();
  expect(await table(page, 'Service levels').getByRole('row').count()).toBeGreaterThan(10);
  await page.getByText('Held to: Day first asked for. On time: Goods have left by that day.').waitFor();
  await table(page, 'Service levels').getByRole('row', { name: /^Total/ }).getByRole('link').click();
  await heading(page, 'Orders and how they were served');
  await page.getByText(`${judged - perfect} orders`, { exact: true }).waitFor();
  await page.getByRole('combobox', { name: 'Why' }).click();
  await page.getByRole('listbox').getByRole('option', { name: 'Late', exact: true }).click();
  await page.getByText(`${late} orders`, { exact: true }).waitFor();
  await settled(page);
  const first = table(page, 'Orders and how they were served').getByRole('row').nth(1);
  await first.getByText(/^Late · \d+ days?/).waitFor();
  await first.getByRole('link').first().click();
  await page.getByRole('heading', { level: 1, name: /^ORD-/ }).waitFor();
});

test('days without stock lead to the movements', async () => {
  const page = await ui.open(`/stock-outs?${PERIOD}`, { role: 'WAREHOUSE' });
  await heading(page, 'Out of stock');
  await settled(page);
  await table(page, 'Out of stock').getByRole('row').nth(1).getByRole('link').last().click();
  await page.getByRole('heading', { level: 1, name: 'Stock moves' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/stockMoves');
});

test('bottlenecks compare two periods, and lead to the orders that waited longest', async () => {
  const page = await ui.open(`/bottlenecks?${PERIOD}&by=WAREHOUSE`, { role: 'ANALYST' });
  await heading(page, 'Bottlenecks');
  await settled(page);
  const steps = table(page, 'Time of each step');
  await steps.getByRole('row', { name: /^Shipped/ }).waitFor();
  await table(page, 'Stages of the chain').getByRole('row', { name: /^Reconciliation/ }).waitFor();
  expect(await table(page, 'Causes of delay').getByRole('row', { name: /Paid after the due day/ }).count()).toBe(1);
  await steps.getByRole('row', { name: /^Shipped/ }).getByRole('link').click();
  await heading(page, 'Orders and their time');
  await page.getByText(/times, .* hours in all$/).waitFor();
  await page.getByRole('button', { name: 'Next page' }).click();
  await page.waitForURL(/skip=50/);
});

test('how service is measured is changed by the books, on a phone, and the figures follow', async () => {
  const before = await totals();
  const page = await ui.open('/service-settings', { role: 'OWNER', viewport: { width: 390, height: 800 } });
  await heading(page, 'Measure of service');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByRole('dialog').getByLabel(/On time when late by up to/).fill('90');
  await page.getByRole('dialog').getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByRole('row', { name: /On time when late by up to 90 days/ }).waitFor();
  const after = await totals();
  expect(after.late).toBeLessThan(before.late);
  await page.goto(`/service-levels?${PERIOD}`);
  await page.getByText(/or up to 90 days later/).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const seller = await ui.open('/service-settings', { role: 'SALES' });
  await heading(seller, 'Measure of service');
  expect(await seller.getByRole('button', { name: 'Change', exact: true }).count()).toBe(0);
});
