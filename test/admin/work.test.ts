// What people say and do about records, at two windows: a mention in one rings the bell of the other.
import { beforeAll, describe, expect, it } from 'vitest';
import { feedOf } from '../../server/src/events/feed.ts';
import { axeFindings, settled, startConsole } from '../support/console.ts';

const ui = startConsole();
let customer: string;
let controller: string;
beforeAll(async () => {
  const found = await ui.ask<{ customers: { nodes: { id: string }[] }; colleagues: { nodes: { name: string; role: string }[] } }>(
    '{ customers(first: 1, filter: { code: { is: "PARIS" } }) { nodes { id } } colleagues(first: 50) { nodes { name role } } }');
  customer = found.customers.nodes[0]?.id ?? '';
  await ui.ask('mutation { markBellRead(input: { all: true }) { __typename } }', {}, { role: 'CONTROLLER' });
  controller = found.colleagues.nodes.find(({ role }) => role === 'CONTROLLER')?.name ?? '';
});
const record = (tab: string) => `/customers/${encodeURIComponent(customer)}/show?tab=${tab}`;
const listening = (count: number) => expect.poll(() => feedOf(ui.server.db).size, { timeout: 45_000 }).toBe(count);

describe('a comment', () => {
  it('that names a colleague rings the bell of the other window, which leads to it; both say on without a reload', async () => {
    const other = await ui.open('/customers', { role: 'CONTROLLER' });
    await settled(other);
    await other.getByRole('button', { name: 'Nothing new waits for you' }).waitFor();
    const page = await ui.open(record('timeline'));
    await settled(page);
    await listening(2);

    const text = page.getByRole('textbox', { name: 'Comment' });
    await text.fill('They pay **late**, ');
    await text.press('End');
    await text.pressSequentially(`@${controller.slice(0, 3)}`);
    await page.getByRole('option', { name: controller }).waitFor();
    await text.press('Enter');
    expect(await text.inputValue()).toBe(`They pay **late**, @${controller} `);
    await text.press('Control+Enter');
    const said = page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: 'They pay late' });
    await said.waitFor();
    expect(await said.locator('strong').innerText()).toBe('late');

    await other.getByRole('button', { name: '1 thing waits for you' }).click();
    const panel = other.getByRole('dialog', { name: 'Waiting for you' });
    // The demo company has tasks of its own.
    const mention = panel.getByRole('listitem').filter({ hasText: 'Mentions you' });
    await mention.waitFor();
    expect(await mention.innerText()).toContain(`They pay **late**, @${controller}`);
    await mention.getByRole('link').first().click();
    await other.waitForURL(/tab=timeline/);
    await other.getByRole('listitem').filter({ hasText: 'They pay late' }).waitFor();
    await other.getByRole('button', { name: 'Nothing new waits for you' }).waitFor();

    await other.getByRole('textbox', { name: 'Comment' }).fill('I shall call them.');
    await other.getByRole('button', { name: 'Send comment' }).click();
    await page.getByRole('listitem').filter({ hasText: 'I shall call them.' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  it('is worded anew with its former wording kept, and retracted', async () => {
    const page = await ui.open(record('timeline'));
    await settled(page);
    await page.getByRole('textbox', { name: 'Comment' }).fill('Frist');
    await page.getByRole('button', { name: 'Send comment' }).click();
    const mine = page.getByRole('listitem').filter({ hasText: 'Frist' });
    await mine.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('textbox', { name: 'Word it anew' }).fill('First');
    await page.getByRole('button', { name: 'Save comment' }).click();
    const edited = page.getByRole('listitem').filter({ hasText: 'worded anew' });
    await edited.getByRole('button', { name: '1 former wording' }).click();
    await edited.getByText('Frist').waitFor();
    await edited.getByRole('button', { name: 'Retract' }).click();
    await page.getByText('This comment was retracted.').waitFor();
    expect(await page.getByText('First', { exact: true }).count()).toBe(0);
  });
});

describe('files', () => {
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

  it('are dropped on a record, shown, fetched, and taken away', async () => {
    const page = await ui.open(record('files'));
    await settled(page);
    await page.getByTestId('files-input').setInputFiles([{ name: 'photo.png', mimeType: 'image/png', buffer: png }, { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('Hello') }]);
    const files = page.getByRole('list', { name: 'Files' });
    await files.getByText('note.txt').waitFor();
    expect(await files.getByRole('listitem').filter({ hasText: 'note.txt' }).innerText()).toContain('5 bytes');
    await page.getByRole('tab', { name: 'Files (2)' }).waitFor();
    await page.getByRole('button', { name: 'Preview photo.png' }).click();
    const picture = page.getByRole('dialog').getByRole('img', { name: 'photo.png' });
    await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth), { timeout: 20_000 }).toBe(1);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), files.getByRole('link', { name: 'note.txt' }).click()]);
    expect(download.suggestedFilename()).toBe('note.txt');
    await page.getByRole('button', { name: 'Take away note.txt' }).click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('Not ours');
    await page.getByRole('dialog').getByRole('button', { name: 'Take away' }).click();
    await files.getByText(/taken away by .* Not ours/).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  it('that are refused say why', async () => {
    ui.expectTrouble(/422/);
    const page = await ui.open(record('files'));
    await settled(page);
    await page.getByTestId('files-input').setInputFiles({ name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) });
    const alert = page.getByRole('alert').filter({ hasText: 'empty.txt' });
    await alert.waitFor();
    expect(await alert.innerText()).toContain('empty.txt: The file holds nothing.');
  });
});

describe('a task', () => {
  it('is asked for at a record, waits under my work on a phone, and is done', async () => {
    const page = await ui.open(record('tasks'));
    await settled(page);
    await page.getByRole('button', { name: 'New task' }).click();
    const dialog = page.getByRole('dialog', { name: 'Create task' });
    await dialog.getByRole('textbox', { name: 'Task' }).fill('Send the statement');
    await dialog.getByRole('combobox', { name: 'Role' }).click();
    await page.getByRole('option', { name: 'Controller' }).click();
    await dialog.getByRole('button', { name: 'Create task' }).click();
    await page.getByRole('link', { name: 'Send the statement' }).waitFor();

    const phone = await ui.open('/my-work', { role: 'CONTROLLER', viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
    await settled(phone);
    await phone.getByRole('button', { name: /^Task \(\d+\)$/ }).click();
    expect(new URL(phone.url()).searchParams.get('kind')).toBe('task');
    expect(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(await axeFindings(phone)).toEqual([]);
    await phone.getByRole('link', { name: 'Send the statement' }).click();
    await phone.getByRole('button', { name: 'Done' }).click();
    await phone.getByRole('dialog').getByRole('textbox', { name: 'What came of it' }).fill('Sent');
    await phone.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
    await phone.getByText(/: Sent$/).waitFor();
    const { tasks } = await ui.ask<{ tasks: { nodes: object[] } }>('{ tasks(filter: { title: { is: "Send the statement" } }) { nodes { status outcome ownerRole } } }');
    expect(tasks.nodes).toEqual([{ status: 'DONE', outcome: 'Sent', ownerRole: 'CONTROLLER' }]);
  });
});
