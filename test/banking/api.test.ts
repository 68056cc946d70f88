import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { matchAccount } from '../../server/src/banking/matchWaiting.ts';
import { systemContext } from '../../server/src/context.ts';
import { uuidOf } from '../../server/src/shared/input.ts';
import { demoDay } from '../support/demoDay.ts';
import { startTestServer, type Asker, type TestServer } from '../support/server.ts';

let server: TestServer;
let account = '';
const owner: Asker = { role: 'OWNER' };
const ask = async (query: string, variables: Record<string, unknown> = {}, as: Asker = owner) => {
  const { data, errors } = await server.graphql(query, variables, as);
  expect(errors).toEqual([]);
  return data;
};
const change = async (name: string, input: object, fields: string, as: Asker = owner) => {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  return (await ask(`mutation($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Payload { ${fields} } ... on Refusal { code message } ... on InputInvalid { fields { path code } } } }`, { input }, as))[name];
};
let key = '';
beforeAll(async () => {
  server = await startTestServer({ template: 'northwind' });
  key = (await change('createApiKey', { name: 'Bank', role: 'CONTROLLER', scopes: [] }, 'key')).key;
  const { accounts } = await ask('{ accounts(filter: { code: { is: "1000" } }) { nodes { id } } }');
  account = (await change('saveCollectionAccount', { name: 'House bank', kind: 'BANK', accountId: accounts.nodes[0].id, bankAccountNo: 'DE89 3704 0044 0532 0130 00' }, 'collectionAccount { id }')).collectionAccount.id;
});
afterAll(() => server.close());

describe('banking over the API', () => {
  test('takes a file in, matches it and tells what waits, by lists and reports that both lanes answer alike', async () => {
    const { invoices } = await ask('{ invoices(first: 1, filter: { paymentState: { is: OPEN }, kind: { is: INVOICE } }) { nodes { number open { amount currencyCode } } } }');
    const [{ number, open }] = invoices.nodes;
    const today = demoDay().slice(2).replaceAll('-', '');
    const [comma, sum] = [open.amount.replace('.', ','), (BigInt(open.amount.replace('.', '')) + 700n).toString().replace(/(\d\d)$/, ',$1')];
    const file = `:20:S1\n:25:DE89370400440532013000\n:28C:1/1\n:60F:C${today}${open.currencyCode}0,00\n:61:${today}C${comma}NTRFNONREF//A1\n:86:Invoice ${number}\n:61:${today}C7,00NTRFNONREF//A2\n:86:nobody says\n:62F:C${today}${open.currencyCode}${sum}\n`;
    const sent = await fetch(new URL(`/files?${new URLSearchParams({ subject: account, name: 's1.sta' }).toString()}`, server.url), { method: 'POST', body: file, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' } });
    const { attachmentId } = (await sent.json()) as { attachmentId: string };
    const { previewStatement } = await ask('query($attachmentId: ID!) { previewStatement(attachmentId: $attachmentId) { format problem statements { reference lines known opening closing } sample { amount text } } }', { attachmentId });
    expect(previewStatement).toMatchObject({ format: 'SWIFT', problem: null, statements: [{ lines: 2, known: 0, opening: '0.00' }] });
    expect(await change('importStatement', { attachmentId }, 'lines known statements { id lineCount openLines lines(first: 5) { nodes { text } } }')).toMatchObject({ lines: 2, known: 0 });
    await matchAccount(await systemContext(server.db, new Date(), 'JOB'), uuidOf(account)?.uuid ?? '');
    const { bankLines, collectionAccounts, bankStatements } = await ask(`{
      bankLines(orderBy: AMOUNT_DESC) { totalCount totals { amount { amount } left { amount } } nodes { text status confidence left { amount } proposals { rank reasons confidence parts { openItem { number } } } bookings { kind isAutomatic reasons amount { amount } payment { number } entry { kind } actions { name allowed } } } }
      collectionAccounts { nodes { name openLines isOutside statedOn ledgerBalance { amount } statementBalance { amount } account { code } actions { name allowed } } }
      bankStatements { nodes { reference gap { amount } openLines collectionAccount { name } actions { name allowed reason } } totals { linesTotal { amount } } } }`);
    expect(bankLines).toMatchObject({ totalCount: 2, nodes: [{ status: 'BOOKED', bookings: [{ kind: 'CUSTOMER', isAutomatic: true }] }, { status: 'OPEN', bookings: [] }] });
    expect(bankLines.nodes[0].bookings[0].reasons).toContain(number);
    expect([collectionAccounts.nodes[0].openLines, bankStatements.nodes[0].openLines]).toEqual([1, 1]);
    const { accountStanding } = await ask(`query($id: ID!, $on: Day!) { accountStanding(collectionAccountId: $id, endsOn: $on) { from difference { amount } statementOnly { amount } lines { line { id text } amount { amount } } entries { entry { id } on label amount { amount } } } }`, { id: account, on: demoDay() });
    expect(accountStanding).toMatchObject({ difference: { amount: '0.00' }, statementOnly: { amount: '7.00' }, lines: [{ line: { text: 'nobody says' }, amount: { amount: '7.00' } }] });
  });

  test('tells unapplied money beside its accounts, and says why it is there', async () => {
    const { customers } = await ask('{ customers(first: 1) { nodes { id } } }');
    await change('recordPayment', { customerId: customers.nodes[0].id, amount: '5', method: 'BANK' }, 'payment { id }');
    const read = () => ask('{ unappliedItems(first: 5, filter: { isLate: false }) { totals { unapplied { amount } } nodes { number reason ownerName targetOn days isLate customer { name } account { code } openItem { id } actions { name allowed } } } unappliedControl { accounts { code ledger { amount } items { amount } difference { amount } count late } } }');
    const { unappliedItems, unappliedControl } = await read();
    expect(unappliedControl.accounts.map((each: { difference: { amount: string } }) => each.difference.amount)).toEqual(['0.00', '0.00', '0.00']);
    const mine = unappliedItems.nodes.find((each: { days: number; reason: string }) => each.reason === 'NO_REMITTANCE');
    expect(await change('explainUnapplied', { openItemId: mine.openItem.id, reason: 'PREPAYMENT', targetOn: '2099-01-01' }, 'openItem { id }')).toMatchObject({ __typename: 'ExplainUnappliedPayload' });
    expect((await read()).unappliedItems.nodes.some((each: { reason: string }) => each.reason === 'PREPAYMENT')).toBe(true);
  });

  test('leaves matching to those who post payments, and what posts elsewhere to those who may there', async () => {
    const collector: Asker = { role: 'COLLECTOR' };
    const { bankLines } = await ask('{ bankLines(filter: { status: { is: OPEN } }) { nodes { id } } }', {}, collector);
    const lineId = bankLines.nodes[0].id;
    const refused = await server.graphql('{ reconciliations { nodes { id } } }', {}, { role: 'SALES' });
    expect(refused.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    const { accounts } = await ask('{ accounts(filter: { code: { is: "6000" } }) { nodes { id } } }');
    const posting = await server.graphql('mutation($input: BookLineInput!) { bookLine(input: $input) { __typename } }', { input: { lineId, splits: [{ amount: '7', accountId: accounts.nodes[0].id }] } }, collector);
    expect(posting.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'journal.post' });
    expect(await change('bookLine', { lineId, splits: [{ amount: '7', unidentified: true }] }, 'line { status } bookings { kind }', collector)).toMatchObject({ line: { status: 'BOOKED' }, bookings: [{ kind: 'UNIDENTIFIED' }] });
  });
});
