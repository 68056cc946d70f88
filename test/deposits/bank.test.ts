// A deposit that is asked for is an item to match, as an invoice is: the bank's line that names it pays it by itself.
import { expect, test } from 'vitest';
import { saveCollectionAccount } from '../../server/src/banking/collectionAccounts.ts';
import { importStatement } from '../../server/src/banking/importStatement.ts';
import { matchAccount } from '../../server/src/banking/matchWaiting.ts';
import { undoBooking } from '../../server/src/banking/undoBooking.ts';
import { requestDeposit } from '../../server/src/deposits/requestDeposit.ts';
import '../../server/src/schema.ts'; // what a file may be at is told by the faces
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { keepAttachment } from '../../server/src/work/attachments.ts';
import { sql, startTrade, uuid } from '../support/trade.ts';

test('a line of the bank that names a deposit pays it, and gives it back when the booking is undone', async () => {
  const firm = await startTrade();
  const bank = globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '1000'`)).id);
  const account = globalId('CollectionAccount', (await firm.act(saveCollectionAccount, {
    name: 'House bank', kind: 'BANK', accountId: bank, bankAccountNo: 'DE89 3704 0044 0532 0130 00', tolerance: '0.10',
    csvMapping: { delimiter: ';', decimal: '.', dayForm: 'YMD', skip: 0, bookedOn: 'Date', amount: 'Amount', balance: 'Balance', text: ['Text'], payerName: 'Name', payerAccount: 'IBAN' },
  })).collectionAccount ?? '');
  const customer = await firm.customer();
  const orderId = await firm.order(customer, [{ productId: await firm.service(), quantity: '1', unitPrice: '417.31' }]);
  const deposit = (await firm.act(requestDeposit, { orderId, amount: '123.45' })).deposit ?? '';
  const { number } = await firm.one<{ number: string }>(sql`SELECT number FROM "DepositRequest" WHERE id = ${deposit}`);
  const content = ['Date;Amount;Balance;Text;Name;IBAN', `${firm.day};123.45;1123.45;Anzahlung ${number};Customer 1;`].join('\n');
  const attachmentId = globalId('Attachment', (await keepAttachment(await firm.context(), {
    subject: { type: 'CollectionAccount', uuid: uuid(account) }, fileName: 'statement.csv', chunks: (async function* () { yield Buffer.from(content); })(), bytesMax: 1_000_000, key: null,
  })).id);
  await firm.act(importStatement, { attachmentId });
  await matchAccount(await firm.context(), uuid(account));
  const item = () => firm.one<{ open: string; claim: string }>(sql`SELECT i."openMinor"::text AS open, i."claimMinor"::text AS claim FROM "OpenItem" i WHERE i.kind = 'DEPOSIT' AND i."sourceId" = ${deposit}`);
  expect(await firm.one(sql`SELECT status::text FROM "BankLine"`)).toEqual({ status: 'BOOKED' });
  expect(await item()).toEqual({ open: '-12345', claim: '0' });
  const booking = globalId('LineBooking', (await firm.one<{ id: string }>(sql`SELECT id FROM "LineBooking"`)).id);
  await firm.act(undoBooking, { bookingId: booking, reason: 'Another' });
  expect(await item()).toEqual({ open: '0', claim: '12345' });
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});
