import { expect, test } from 'vitest';
import { saveCollectionAccount } from '../../server/src/banking/collectionAccounts.ts';
import { importStatement } from '../../server/src/banking/importStatement.ts';
import { lookAgain, matchAccount } from '../../server/src/banking/matchWaiting.ts';
import '../../server/src/schema.ts'; // what a file may be at is told by the faces
import { globalId } from '../../server/src/shared/input.ts';
import { keepAttachment } from '../../server/src/work/attachments.ts';
import { sql, startTrade, uuid } from '../support/trade.ts';
import { generate } from './labelled/generate.ts';
import { multiplied, northwindSet } from './labelled/invoices.ts';

// HESABU_SCALE=1 takes the numbers of the promise: 10,000 lines against 50,000 open invoices. Else a tenth of them.
const isWhole = process.env.HESABU_SCALE === '1';
const [INVOICES, LINES] = isWhole ? [50_000, 10_000] : [5000, 1000];

test(`${LINES} lines are matched with ${INVOICES} open invoices within a minute, and what is sure is booked`, async () => {
  const firm = await startTrade();
  try {
    firm.day = '2026-01-05' as typeof firm.day;
    const { set, lines } = generate(multiplied(northwindSet(), INVOICES), 1, LINES);
    // Open items as invoices leave them; the books of these invoices are not asked here.
    await firm.db.rows(sql`INSERT INTO "Customer" (id, "companyId", code, name) SELECT gen_random_uuid(), (SELECT id FROM "Company"), c->>'code', c->>'name' FROM jsonb_array_elements(${JSON.stringify(set.customers.map(({ code, name }) => ({ code, name })))}::jsonb) c`);
    await firm.db.rows(sql`INSERT INTO "OpenItem" (id, "companyId", "accountId", kind, "customerId", "sourceType", "sourceId", number, "currencyCode", "amountMinor", "openMinor", "companyOpenMinor", "effectiveOn", "dueOn")
      SELECT gen_random_uuid(), c."companyId", (SELECT id FROM "Account" WHERE code = '1100'), 'INVOICE', c.id, 'Invoice', gen_random_uuid(), i->>'number', 'USD', (i->>'amount')::bigint, (i->>'amount')::bigint, (i->>'amount')::bigint, '2026-01-01', '2026-01-31'
      FROM jsonb_array_elements(${JSON.stringify(set.invoices.map(({ number, customer, amountMinor }) => ({ number, customer, amount: String(amountMinor) })))}::jsonb) i JOIN "Customer" c ON c.code = i->>'customer'`);
    const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '1000'`);
    const mapping = { delimiter: ';', decimal: '.', dayForm: 'YMD', skip: 0, bookedOn: 'Date', amount: 'Amount', balance: null, text: ['Text'], payerName: 'Name', payerAccount: 'IBAN' };
    const account = globalId('CollectionAccount', (await firm.act(saveCollectionAccount, { name: 'Bank', kind: 'BANK', accountId: globalId('Account', id), csvMapping: mapping, autoThreshold: '1' })).collectionAccount ?? '');
    const money = (minor: bigint) => `${minor < 0n ? '-' : ''}${(minor < 0n ? -minor : minor) / 100n}.${String((minor < 0n ? -minor : minor) % 100n).padStart(2, '0')}`;
    const content = ['Date;Amount;Text;Name;IBAN', ...lines.map((line) => [firm.day, money(line.amountMinor), line.text.replaceAll(/[\n;]/g, ' '), (line.payerName ?? '').replaceAll(';', ' '), line.payerIban ?? ''].join(';'))].join('\n');
    const ctx = await firm.context();
    const file = await keepAttachment(ctx, { subject: { type: 'CollectionAccount', uuid: uuid(account) }, fileName: 'all.csv', chunks: (async function* () { yield Buffer.from(content); })(), bytesMax: 10_000_000, key: null });
    const started = performance.now();
    const sum = lines.reduce((all, line) => all + line.amountMinor, 0n);
    await firm.act(importStatement, { attachmentId: globalId('Attachment', file.id), openingBalance: '0', closingBalance: money(sum) });
    const taken = (performance.now() - started) / 1000;
    expect(await matchAccount(await firm.context(), uuid(account))).toEqual({ lines: lines.length, booked: 0 });
    const seconds = (performance.now() - started) / 1000;
    // From here on what is sure is booked as well.
    await firm.act(saveCollectionAccount, { collectionAccountId: account, name: 'Bank', kind: 'BANK', accountId: globalId('Account', id), autoThreshold: '0.97' });
    await lookAgain(firm.db);
    const done = await matchAccount(await firm.context(), uuid(account));
    const whole = (performance.now() - started) / 1000 - seconds;
    if (isWhole) process.stdout.write(`${LINES} lines, ${INVOICES} open invoices: taken in after ${taken.toFixed(1)} s, matched after ${seconds.toFixed(1)} s; matched again and booked in ${whole.toFixed(1)} s, ${done.booked} of them\n`);
    // All customers begin without a known account here, so fewer are sure than on the labelled set.
    expect(done.lines).toBe(lines.length);
    expect(done.booked / lines.length).toBeGreaterThan(0.7);
    expect(await firm.one(sql`SELECT count(*)::int AS n FROM "LineBooking" WHERE "isAutomatic"`)).toEqual({ n: done.booked });
    expect(seconds).toBeLessThan(60);
  } finally {
    await firm.close();
  }
}, 240_000);
