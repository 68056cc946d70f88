// Carriers in the console: prices, labels and the way of parcels; settings; bills.
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { carryRequests } from '../../server/src/carriers/carryRequests.ts';
import { act, axeFindings, settled, startConsole } from '../support/console.ts';

const ui = startConsole();
const dialog = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const show = (resource: string, id: string) => `/${resource}/${encodeURIComponent(id)}/show`;
const change = async <T = Record<string, never>>(name: string, input: object, fields: string): Promise<T> => {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  const answer = await ui.ask<Record<string, T & { __typename: string; message?: string }>>(
    `mutation($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Payload { ${fields} } ... on Refusal { message } ... on InputInvalid { fields { path message } } } }`, { input });
  expect(answer[name]?.__typename, JSON.stringify(answer)).toBe(`${type}Payload`);
  return answer[name] as T;
};
/** What the server does beside: asks carriers what is due. */
const carry = () => carryRequests({ db: ui.server.db, now: () => new Date() });
const calm = { seed: '1', faults: 0, answersLost: 0, late: 0, lost: 0, exceptions: 0, returned: 0, wrongWeights: 0, doubles: 0 };
let delivery = '';

beforeAll(async () => {
  const { warehouses, units, customers } = await ui.ask<Record<'warehouses' | 'units' | 'customers', { nodes: { id: string }[] }>>(
    '{ warehouses(filter: { code: { is: "MAIN" } }) { nodes { id } } units(filter: { code: { is: "PCS" } }) { nodes { id } } customers(first: 1, filter: { isActive: true }) { nodes { id } } }');
  await change('createCarrier', { code: 'swift', name: 'Swift Parcels', adapter: 'SIMULATOR', simulation: calm, trackingUrl: 'https://swift.example/{number}' }, 'carrier { id }');
  const { product } = await change<{ product: { id: string } }>('createProduct', { sku: 'LAMP', name: 'Lamp of brass', unitId: units.nodes[0]?.id, weight: '1.5' }, 'product { id }');
  await change('adjustStock', { productId: product.id, warehouseId: warehouses.nodes[0]?.id, quantity: '20', unitCost: '3', reason: 'FOUND' }, 'move { id }');
  const { order } = await change<{ order: { id: string } }>('placeOrder', { order: { customerId: customers.nodes[0]?.id, lines: [{ productId: product.id, quantity: '4', unitPrice: '30' }] } }, 'order { id }');
  const { deliveries } = await change<{ deliveries: { id: string; lines: { id: string }[] }[] }>('planDeliveries', { orderIds: [order.id] }, 'deliveries { id lines { id } }');
  delivery = deliveries[0]?.id ?? '';
  const deliveryLineId = deliveries[0]?.lines[0]?.id ?? '';
  await change('pickDelivery', { deliveryId: delivery }, 'delivery { id }');
  await change('packDelivery', { deliveryId: delivery, parcels: [{ weight: '3.2', lines: [{ deliveryLineId, quantity: '2' }] }, { weight: '3.1', lines: [{ deliveryLineId, quantity: '2' }] }] }, 'delivery { id }');
});

test('prices are compared, labels are bought, printed and cancelled, and a parcel\'s way is drawn', async () => {
  const page = await ui.open(`${show('deliveries', delivery)}?tab=carrier`, { role: 'WAREHOUSE' });
  await settled(page);
  await act(page, 'Ask for prices');
  await page.getByText('A carrier is being asked').first().waitFor();
  await carry();
  await button(page, 'Buy Standard of Swift Parcels').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await button(page, 'Buy Standard of Swift Parcels').click();
  await page.getByText('2 requests to carriers are under way').first().waitFor();
  await carry();
  const print = page.getByRole('link', { name: 'Print label of parcel 1' });
  await print.waitFor();
  const file = await page.request.get(await print.getAttribute('href') ?? '', { headers: { referer: page.url(), 'sec-fetch-site': 'same-origin' } });
  expect([file.status(), file.headers()['content-type']]).toEqual([200, 'application/pdf']);
  // The labels of the deliveries chosen in the list are one file.
  const list = await ui.open('/deliveries', { role: 'WAREHOUSE' });
  await settled(list);
  await list.getByRole('row').getByRole('checkbox').nth(1).check();
  const [download] = await Promise.all([list.waitForEvent('download'), button(list, 'Print labels').click()]);
  expect(download.suggestedFilename()).toBe('labels.pdf');
  await button(page, 'Cancel').last().click();
  await dialog(page).getByLabel('Reason').fill('The box is too large');
  await button(page, 'Cancel the label').last().click();
  await page.getByText('Being cancelled', { exact: true }).waitFor();
  await carry();
  await page.getByText('Cancelled', { exact: true }).first().waitFor();
  await page.getByRole('link', { name: /^SIM\d+/ }).first().click();
  await page.getByRole('heading', { level: 1, name: /SIM/ }).waitFor();
  await act(page, 'Note what was said');
  await dialog(page).getByRole('combobox', { name: 'What happened' }).click();
  await page.getByRole('listbox').getByRole('option', { name: 'Exception' }).click();
  await dialog(page).getByLabel('What was said').fill('The street is closed.');
  await dialog(page).getByRole('button', { name: 'Note what was said' }).click();
  await page.getByRole('list', { name: 'Way' }).getByText('The street is closed.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  for (const path of [new URL(page.url()).pathname + new URL(page.url()).search, `${show('deliveries', delivery)}?tab=carrier`]) {
    const phone = await ui.open(path, { role: 'WAREHOUSE', viewport: { width: 390, height: 780 } });
    await settled(phone);
    const wide = await phone.evaluate(() => [...document.querySelectorAll('main *')].filter((each) => each.getBoundingClientRect().right > window.innerWidth + 1 && !each.closest('[tabindex="0"][role="group"]')).map((each) => each.className).slice(0, 5));
    expect(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), JSON.stringify(wide)).toBe(true);
  }
});

test('a carrier is set up, tested and given a secret; its bill is compared with its labels', async () => {
  const page = await ui.open('/carriers/create', { role: 'OWNER' });
  await page.getByLabel('Name').fill('Slow Boat');
  await page.getByLabel('Code').fill('slow-boat');
  await page.getByRole('combobox', { name: 'Spoken to by' }).click();
  await page.getByRole('listbox').getByRole('option', { name: 'Simulator' }).click();
  await page.getByLabel('Calls that fail').fill('0');
  await page.getByLabel('Calls carried out and never answered').fill('0');
  await page.keyboard.press('Control+s');
  await page.getByRole('heading', { level: 1, name: 'Slow Boat' }).waitFor();
  await act(page, 'Test');
  await settled(page);
  await carry();
  await page.reload();
  await settled(page);
  await page.getByText('Done', { exact: true }).first().waitFor();
  await act(page, 'New secret');
  await button(page, 'Make a new secret').click();
  expect(await page.getByTestId('webhook-secret').textContent()).toMatch(/^whsec_/);
  await button(page, 'It is kept').click();
  await page.getByText(/\/webhooks\/carriers\/slow-boat$/).first().waitFor();
  expect(await axeFindings(page)).toEqual([]);

  const { parcelLabels, carriers } = await ui.ask<{ parcelLabels: { nodes: { trackingNumber: string }[] }; carriers: { nodes: { id: string }[] } }>(
    '{ parcelLabels(filter: { status: { is: BOUGHT } }) { nodes { trackingNumber } } carriers(filter: { code: { is: "swift" } }) { nodes { id } } }');
  const number = parcelLabels.nodes[0]?.trackingNumber ?? '';
  const { carrierBill } = await change<{ carrierBill: { id: string } }>('recordCarrierBill', { carrierId: carriers.nodes[0]?.id, reference: 'SW-77', billedOn: '2026-01-02', lines: [{ trackingNumber: number, charged: '99' }, { trackingNumber: 'X1', charged: '1' }] }, 'carrierBill { id }');
  await page.goto(new URL(show('carrierBills', carrierBill.id), ui.server.url).href);
  await page.getByText('2 charges are not what their labels cost.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await button(page, `Accept the charge for ${number}`).click();
  await page.getByText('1 charge is not what its label cost.').waitFor();
  await button(page, `Take back the charge for ${number}`).click();
  await dialog(page).getByLabel('Reason').fill('Weighed wrongly');
  await dialog(page).getByRole('button', { name: /Back to the label/ }).click();
  await page.getByText('2 charges are not what their labels cost.').waitFor();
});
