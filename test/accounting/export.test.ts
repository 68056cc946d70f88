// The journal handed out: with control totals, and the same bytes whenever it is fetched.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postEntry } from '../../server/src/accounting/postEntry.ts';
import { exportPieces } from '../../server/src/books/exportFile.ts';
import { exportJournal } from '../../server/src/books/exportJournal.ts';
import type { JournalExportRow } from '../../server/src/generated/rows.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { readRow } from '../../server/src/shared/rows.ts';
import { verify } from '../../server/src/verify.ts';
import { firstDay, later, sql, startTrade, type Trade } from '../support/trade.ts';

let firm: Trade;
const ids = new Map<string, string>();
beforeAll(async () => {
  firm = await startTrade();
  for (const { code, id } of await firm.db.rows<{ code: string; id: string }>(sql`SELECT code, id FROM "Account"`)) ids.set(code, globalId('Account', id));
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

const written = async (row: JournalExportRow) => {
  let text = '';
  for await (const piece of exportPieces(firm.db, await readRow(firm.db, 'Company', row.companyId), row)) text += piece;
  return text;
};
const made = async (form: string) => readRow(firm.db, 'JournalExport', (await firm.act(exportJournal, { form, startsOn: firstDay, endsOn: later(firstDay, 5) })).journalExport ?? '');

test('as SAF-T and as CSV its sums are those of the file, and later postings change nothing of it', async () => {
  expect(await firm.refusal(exportJournal, { form: 'CSV', startsOn: firstDay, endsOn: later(firstDay, 5) })).toBe('EXPORT_EMPTY');
  await firm.invoice(await firm.customer(), [{ productId: await firm.service(), quantity: '3', unitPrice: '40' }]);
  await firm.act(postEntry, { memo: '=SUM(A1) "quoted", <b> & more', effectiveOn: firstDay, lines: [{ accountId: ids.get('6100'), debit: '8' }, { accountId: ids.get('1000'), credit: '8' }] });
  firm.day = later(firstDay, 3);
  const [saft, csv] = [await made('SAFT'), await made('CSV')];
  const texts = [await written(saft), await written(csv)];
  await firm.act(postEntry, { memo: 'late', effectiveOn: firstDay, lines: [{ accountId: ids.get('6100'), debit: '8' }, { accountId: ids.get('1000'), credit: '8' }] });
  expect([await written(saft), await written(csv)]).toEqual(texts);
  expect([saft, csv].map(({ hash, bytes, entries, lines, totalMinor }) => [hash, Number(bytes), entries, lines, totalMinor])).toEqual(
    texts.map((text) => [createHash('sha256').update(text).digest('hex'), Buffer.byteLength(text), 2, 4, 12800n]));
  const [xml = ''] = texts;
  const sumOf = (side: string) => [...xml.matchAll(new RegExp(`<${side}Amount><Amount>([\\d.]+)</Amount></${side}Amount>`, 'g'))].reduce((sum, [, amount = '']) => sum + BigInt(amount.replace('.', '')), 0n);
  expect([sumOf('Debit'), sumOf('Credit')]).toEqual([12800n, 12800n]);
  for (const part of ['<NumberOfEntries>2</NumberOfEntries>', '<TotalDebit>128.00</TotalDebit>', '<TotalCredit>128.00</TotalCredit>', '=SUM(A1) &quot;quoted&quot;, &lt;b&gt; &amp; more']) expect(xml).toContain(part);
  // Every element that begins ends, in its place.
  const open: string[] = [];
  for (const [, slash, name = ''] of xml.matchAll(/<(\/?)(\w+)[^>]*>/g)) expect(slash ? open.pop() === name : open.push(name) > 0).toBe(true);
  expect(open).toEqual([]);
  const [head, ...rows] = (texts[1] ?? '').trimEnd().split('\r\n');
  expect(head?.split(',').slice(0, 10)).toEqual(['entry', 'day', 'recorded', 'kind', 'document', 'memo', 'line', 'account', 'debit', 'credit']);
  expect(rows).toHaveLength(4);
  expect(rows[2]).toContain(`"'=SUM(A1) ""quoted"", <b> & more",1,6100,8.00,,USD`);
});
