// An account in euros over the API, as both lanes answer: its statement, what was booked by itself and by hand, its balance in both
// currencies, its standing; charges beside invoices.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey } from '../../server/src/access/createApiKey.ts';
import { matchAccount } from '../../server/src/banking/matchWaiting.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import { uuidOf } from '../../server/src/shared/input.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { verify } from '../../server/src/verify.ts';
import { startTestServer, type Asker, type TestServer } from '../support/server.ts';
import { sql, startTrade, type Trade } from '../support/trade.ts';

let server: TestServer;
let trade: Trade;
const keys = new Map<string, string>();
const by = (role: string): Asker => ({ key: keys.get(role) ?? '' });
const ask = async (query: string, variables: Record<string, unknown> = {}, as: Asker = by('OWNER')) => {
  const { data, errors } = await server.graphql(query, variables, as);
  expect(errors).toEqual([]);
  return data;
};
const change = async (name: string, input: object, fields: string, as: Asker = by('OWNER')) => {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  return (await ask(`mutation($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Payload { ${fields} } ... on Refusal { code message } ... on InputInvalid { fields { path code } } } }`, { input }, as))[name];
};
const today = '2026-03-20';
const isClean = async () => expect((await verify(trade.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
let account = '';
let customer = '';
let invoice = { id: '', number: '' };
/** A statement of MT940 at the account, matched. */
async function take(no: number, opening: string, closing: string, lines: [string, string, string][], currency = 'EUR', at = account): Promise<void> {
  const on = today.slice(2).replaceAll('-', '');
  const file = `:20:S${no}\n:25:DE89370400440532013000\n:28C:${no}/1\n:60F:C${on}${currency}${opening}\n${lines.map(([sign, amount, text], index) => `:61:${on}${sign}${amount}NTRFNONREF//${no}${index}\n:86:${text}\n`).join('')}:62F:C${on}${currency}${closing}\n`;
  const sent = await fetch(new URL(`/files?${new URLSearchParams({ subject: at, name: `s${no}.sta` }).toString()}`, server.url), { method: 'POST', body: file, headers: { authorization: `Bearer ${keys.get('OWNER')}`, 'content-type': 'application/octet-stream' } });
  const { attachmentId } = (await sent.json()) as { attachmentId: string };
  expect(await change('importStatement', { attachmentId }, 'lines')).toMatchObject({ lines: lines.length });
  await matchAccount(await trade.context(), uuidOf(at)?.uuid ?? '');
}
const line = async (text: string) => (await ask(`query($text: String) { bankLines(filter: { text: { contains: $text } }) { nodes { id status left { amount currencyCode } proposals { kind confidence reasons customer { id } parts { amount { amount currencyCode } openItem { number kind } } } bookings { id kind isAutomatic undoneAt amount { amount currencyCode } payment { number amount { amount currencyCode } exchangeRate } } } } }`, { text })).bankLines.nodes[0];

beforeAll(async () => {
  trade = await startTrade();
  const product = await trade.service();
  trade.day = today as Day;
  await trade.act(setListPrice, { productId: product, unitPrice: '12', validFrom: '2026-01-01' });
  server = await startTestServer({ database: trade.database });
  server.now.set(`${today}T12:00:00Z`);
  for (const role of ['OWNER', 'COLLECTOR']) keys.set(role, (await trade.act(createApiKey, { name: role, role, scopes: [] })).key ?? '');
  await change('setTradingCurrency', { code: 'EUR' }, 'tradingCurrency { id }');
  await change('enterRate', { currencyCode: 'EUR', ratedOn: '2026-03-19', rate: '1.25' }, 'exchangeRate { id }');
  customer = await trade.customer({ currencyCode: 'EUR' });
  invoice = { id: await trade.invoice(customer, [{ productId: product, quantity: '1', unitPrice: '100' }], { currencyCode: 'EUR' }), number: (await trade.one<{ number: string }>(sql`SELECT number FROM "Invoice" ORDER BY number DESC LIMIT 1`)).number };
  const { accounts } = await ask('{ accounts(filter: { code: { is: "1050" } }) { nodes { id } } }');
  account = (await change('saveCollectionAccount', { name: 'Euro bank', kind: 'BANK', currencyCode: 'EUR', accountId: accounts.nodes[0].id, bankAccountNo: 'DE89 3704 0044 0532 0130 00', low: '-10' }, 'collectionAccount { id }')).collectionAccount.id;
});
afterAll(async () => {
  await server.close();
  await trade.close();
});

test('a statement in euros is booked by itself, its balance is told in both currencies, and it is signed', async () => {
  await take(1, '0,00', '107,00', [['C', '100,00', `Invoice ${invoice.number}`], ['C', '7,00', 'nobody says']]);
  expect(await line('Invoice')).toMatchObject({ status: 'BOOKED', bookings: [{ kind: 'CUSTOMER', isAutomatic: true, amount: { amount: '100.00', currencyCode: 'EUR' }, payment: { amount: { amount: '100.00', currencyCode: 'EUR' }, exchangeRate: '1.25' } }] });
  const waits = await line('nobody');
  expect(await change('bookLine', { lineId: waits.id, splits: [{ amount: '7', unidentified: true }] }, 'line { id }')).toMatchObject({ code: 'CURRENCY_DIFFERS' });
  expect(await change('bookLine', { lineId: waits.id, currencyCode: 'EUR', splits: [{ amount: '7', unidentified: true }] }, 'line { status } bookings { kind amount { amount currencyCode } }', by('COLLECTOR'))).toMatchObject({ line: { status: 'BOOKED' }, bookings: [{ kind: 'UNIDENTIFIED', amount: { amount: '7.00', currencyCode: 'EUR' } }] });
  const { collectionAccounts } = await ask('{ collectionAccounts { nodes { currencyCode isOutside low { amount currencyCode } ledgerBalance { amount currencyCode } ledgerWorth { amount currencyCode } statementBalance { amount currencyCode } } } }');
  expect(collectionAccounts.nodes).toEqual([{ currencyCode: 'EUR', isOutside: false, low: { amount: '-10.00', currencyCode: 'EUR' }, ledgerBalance: { amount: '107.00', currencyCode: 'EUR' }, ledgerWorth: { amount: '133.75', currencyCode: 'USD' }, statementBalance: { amount: '107.00', currencyCode: 'EUR' } }]);
  const { accountStanding } = await ask('query($id: ID!, $on: Day!) { accountStanding(collectionAccountId: $id, endsOn: $on) { ledger { amount currencyCode } worth { amount currencyCode } statement { amount currencyCode } difference { amount currencyCode } lines { line { id } } entries { entry { id } } } }', { id: account, on: today });
  expect(accountStanding).toEqual({ ledger: { amount: '107.00', currencyCode: 'EUR' }, worth: { amount: '133.75', currencyCode: 'USD' }, statement: { amount: '107.00', currencyCode: 'EUR' }, difference: { amount: '0.00', currencyCode: 'EUR' }, lines: [], entries: [] });
  expect(await change('signReconciliation', { collectionAccountId: account, endsOn: today }, 'reconciliation { id ledger { amount currencyCode } statement { amount currencyCode } }')).toMatchObject({ reconciliation: { ledger: { amount: '107.00', currencyCode: 'EUR' }, statement: { amount: '107.00', currencyCode: 'EUR' } } });
  const { id } = (await line('nobody')).bookings[0];
  expect(await change('undoBooking', { bookingId: id, reason: 'late' }, 'line { id }')).toMatchObject({ code: 'LINE_RECONCILED' });
  const { reconciliations } = await ask('{ reconciliations { nodes { id } } }');
  await change('undoReconciliation', { reconciliationId: reconciliations.nodes[0].id, reason: 'more' }, 'reconciliation { id }');
  expect(await change('undoBooking', { bookingId: id, reason: 'late' }, 'line { status left { amount currencyCode } }')).toMatchObject({ line: { status: 'OPEN', left: { amount: '7.00', currencyCode: 'EUR' } } });
  await isClean();
});

test('a line of a day without a rate stays open, and who accepts it hears of currency and day', async () => {
  const later = await trade.invoice(customer, [{ productId: await trade.service(), quantity: '1', unitPrice: '30' }], { currencyCode: 'EUR' });
  const { number } = await trade.one<{ number: string }>(sql`SELECT number FROM "Invoice" ORDER BY number DESC LIMIT 1`);
  await change('setCurrencyRule', { maxAgeDays: 0 }, 'currencyRule { id }');
  await take(2, '107,00', '137,00', [['C', '30,00', `Late ${number}`]]);
  const waits = await line('Late');
  expect(waits).toMatchObject({ status: 'OPEN', proposals: [{ kind: 'CUSTOMER', confidence: '0.99' }] });
  const refused = await change('bookLine', { lineId: waits.id, currencyCode: 'EUR', splits: [{ amount: '30', customerId: customer, invoices: [{ invoiceId: later, amount: '30' }] }] }, 'line { id }');
  expect(refused).toMatchObject({ __typename: 'RateOld', code: 'RATE_OLD' });
  const accepted = await change('acceptProposals', { lines: [{ lineId: waits.id }] }, 'booked left');
  expect(accepted).toMatchObject({ __typename: 'RateOld', code: 'RATE_OLD', message: refused.message });
  expect(refused.message).toContain('EUR');
  await change('enterRate', { currencyCode: 'EUR', ratedOn: today, rate: '1.3' }, 'exchangeRate { id }');
  expect(await change('acceptProposals', { lines: [{ lineId: waits.id }] }, 'booked left')).toMatchObject({ booked: 1, left: 0 });
  await isClean();
});

test('interest and fees are matched as invoices are: by their number, and with an invoice by the sum', async () => {
  const debtor = await trade.customer({ name: 'Slow Payers' });
  const product = await trade.service();
  const bill = await trade.invoice(debtor, [{ productId: product, quantity: '1', unitPrice: '80' }]);
  const charged = async (amount: string) => (await change('createCharge', { customerId: debtor, lines: [{ description: 'Reminder', amount }] }, 'charge { number openItem { id } }')).charge as { number: string; openItem: { id: string } };
  const first = await charged('12.50');
  const { accounts } = await ask('{ accounts(filter: { code: { is: "1000" } }) { nodes { id } } }');
  const house = (await change('saveCollectionAccount', { name: 'House bank', kind: 'BANK', accountId: accounts.nodes[0].id, bankAccountNo: 'DE89 3704 0044 0532 0130 00' }, 'collectionAccount { id }')).collectionAccount.id as string;
  await take(1, '0,00', '12,50', [['C', '12,50', `reminder ${first.number}`]], 'USD', house);
  expect(await line('reminder CHG')).toMatchObject({ status: 'BOOKED', bookings: [{ kind: 'CUSTOMER', isAutomatic: true }] });
  const second = await charged('7.20');
  const { previewPayment } = await ask('query($id: ID!) { previewPayment(customerId: $id, amount: "87.20") { applied { amount } allocations { number invoice { id } openItem { id number } amount { amount } } } }', { id: debtor });
  expect(previewPayment.allocations.map((each: { number: string; invoice: { id: string } | null }) => [each.number.slice(0, 3), each.invoice?.id ?? null]).sort()).toEqual([['CHG', null], ['INV', bill]]);
  await take(2, '12,50', '99,70', [['C', '87,20', '166?00TRANSFER?20all that is owed?32Slow Payers']], 'USD', house);
  expect(await line('all that')).toMatchObject({ status: 'BOOKED', bookings: [{ kind: 'CUSTOMER', isAutomatic: true, amount: { amount: '87.20' } }] });
  // By hand, less by a slip; and taken back.
  const third = await charged('20');
  await take(3, '99,70', '119,60', [['C', '19,90', 'some of it']], 'USD', house);
  const some = await line('some of');
  expect(await change('bookLine', { lineId: some.id, splits: [{ amount: '19.90', customerId: debtor, debts: [{ openItemId: third.openItem.id, amount: '19.90', shortReason: 'ERROR' }] }] }, 'line { status }')).toMatchObject({ line: { status: 'BOOKED' } });
  const openOf = async (id: string) => (await ask('query($id: ID!) { node(id: $id) { ... on OpenItem { open { amount } } } }', { id })).node.open.amount;
  expect([await openOf(second.openItem.id), await openOf(third.openItem.id)]).toEqual(['0.00', '0.00']);
  await change('undoBooking', { bookingId: (await line('some of')).bookings[0].id, reason: 'no' }, 'line { id }');
  expect(await openOf(third.openItem.id)).toBe('20.00');
  await isClean();
});
