// Prices of lists and of customers by file: added, found as they are, changed, and refused by row.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPriceList } from '../../server/src/pricing/savePriceList.ts';
import { importer } from '../imports/support.ts';
import { sql, startTrade, type Trade } from '../support/trade.ts';

let firm: Trade;
let files: ReturnType<typeof importer>;
beforeAll(async () => {
  firm = await startTrade();
  files = importer(firm);
});
afterAll(() => firm.close());

test('rows of prices come into a list and to customers, once', async () => {
  const customer = await firm.customer();
  await firm.product('4', '10', { sku: 'TEA' });
  await firm.product('4', '10', { sku: 'CUP' });
  await firm.act(createPriceList, { name: 'Wholesale' });
  const { code } = await firm.one<{ code: string }>(sql`SELECT code FROM "Customer"`);
  expect(customer).not.toBe('');
  const all = [
    ['PRICES', 'price list,sku,from quantity,price\nWholesale,TEA,0,9\nWholesale,TEA,10,8\nWholesale,CUP,0,5\n', 3],
    ['CUSTOMER_PRICES', `customer,sku,price,note\n${code},TEA,7,Contract\n${code},CUP,4,\n`, 2],
  ] as const;
  for (const [subject, csv, rows] of all) {
    const first = await files.whole(subject, csv);
    expect([subject, await files.wrong(first.id), files.counts(first.row)]).toEqual([subject, [], { created: rows, changed: 0, unchanged: 0, failed: 0 }]);
    const second = await files.whole(subject, csv);
    expect([subject, files.counts(second.row)]).toEqual([subject, { created: 0, changed: 0, unchanged: rows, failed: 0 }]);
  }
  const changed = await files.whole('PRICES', 'price list,sku,from quantity,price\nWholesale,TEA,10,7.5\nNobody,TEA,1,1\n');
  expect(files.counts(changed.row)).toMatchObject({ changed: 1, failed: 1 });
  expect(await firm.db.rows(sql`SELECT trim_scale("unitPrice")::text AS price FROM "PriceListPrice" ORDER BY "unitPrice"`)).toEqual([{ price: '5' }, { price: '7.5' }, { price: '9' }]);
});
