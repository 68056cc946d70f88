// Files as firms have them: in whatever encoding, divided by whatever sign, spreadsheets with numbers, days and leading
// zeros; and files that mean harm.
import { deflateRawSync, crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FileRefused } from '../../server/src/imports/fileRows.ts';
import { dayText, decimalText } from '../../server/src/imports/cellText.ts';
import { delimiterOf } from '../../server/src/imports/csvRows.ts';
import { startTrade, type Trade } from '../support/trade.ts';
import { importer } from './support.ts';

let firm: Trade;
let files: ReturnType<typeof importer>;
beforeAll(async () => { firm = await startTrade(); files = importer(firm); });
afterAll(() => firm.close());

/** A zip of entries. */
function zip(entries: Record<string, string | Buffer>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(entries)) {
    const data = Buffer.from(text);
    const packed = deflateRawSync(data);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0); head.writeUInt16LE(20, 4); head.writeUInt16LE(8, 8); head.writeUInt32LE(crc32(data), 14);
    head.writeUInt32LE(packed.length, 18); head.writeUInt32LE(data.length, 22); head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0); entry.writeUInt16LE(20, 4); entry.writeUInt16LE(20, 6); entry.writeUInt16LE(8, 10); entry.writeUInt32LE(crc32(data), 16);
    entry.writeUInt32LE(packed.length, 20); entry.writeUInt32LE(data.length, 24); entry.writeUInt16LE(name.length, 28); entry.writeUInt32LE(at, 42);
    parts.push(head, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    at += head.length + name.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0); end.writeUInt16LE(Object.keys(entries).length, 8); end.writeUInt16LE(Object.keys(entries).length, 10);
  end.writeUInt32LE(list.length, 12); end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, list, end]);
}

const ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const book = (sheets: Record<string, string>, { strings = '', prolog = '' } = {}) => zip({
  'xl/workbook.xml': `<?xml version="1.0"?><workbook ${ns} xmlns:r="r"><sheets>${Object.keys(sheets).map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<?xml version="1.0"?><Relationships>${Object.keys(sheets).map((_, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}</Relationships>`,
  'xl/sharedStrings.xml': `<?xml version="1.0"?>${prolog}<sst ${ns}>${strings}</sst>`,
  'xl/styles.xml': `<?xml version="1.0"?><styleSheet ${ns}><numFmts><numFmt numFmtId="170" formatCode="dd\\.mm\\.yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>`,
  ...Object.fromEntries(Object.values(sheets).map((rows, index) => [`xl/worksheets/sheet${index + 1}.xml`, `<?xml version="1.0"?><worksheet ${ns}><sheetData>${rows}</sheetData></worksheet>`])),
});
const inline = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;

const refused = async (file: Buffer | string): Promise<string> => {
  try {
    await files.keep('PRODUCTS', file);
    return 'kept';
  } catch (error) {
    if (error instanceof FileRefused) return error.code;
    throw error;
  }
};

describe('text', () => {
  test.each([
    ['utf-8', Buffer.from('\uFEFFsku,name\nA,Café\n')],
    ['utf-16le', Buffer.from('\uFEFFsku\tname\nA\tCafé\n', 'utf16le')],
    ['utf-16be', Buffer.from('\uFEFFsku\tname\nA\tCafé\n', 'utf16le').swap16()],
    ['windows-1252', Buffer.from('sku;name\nA;Café\n', 'latin1')],
  ])('in %s is read as it was written', async (encoding, file) => {
    const { id } = await files.keep('PRODUCTS', file);
    const row = await files.row(id);
    expect([row.encoding, row.sheets]).toEqual([encoding, [{ name: '', columns: ['sku', 'name'], sample: [['A', 'Café']] }]]);
  });

  test.each([
    ['nothing', '', 'import_empty'],
    ['what is no text', Buffer.from([0x89, 0x50, 0, 1, 2]), 'import_binary'],
    ['an old spreadsheet', Buffer.from([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0]), 'import_old_spreadsheet'],
    ['a broken spreadsheet', Buffer.from('PK\u0003\u0004 and no more'), 'import_xlsx_broken'],
  ])('is not read of %s', async (_, file, code) => expect(await refused(file)).toBe(code));

  test('with a quotation mark left open is told by its line, and nothing of it happens', async () => {
    const taken = await files.keep('PRODUCTS', `sku,name,unit\nQ-1,"Good",PCS\n${'Q-2,Fine,PCS\n'.repeat(6)}Q-3,"Open,PCS\n`);
    await files.configure(taken);
    expect(await files.check(taken)).toMatchObject({ status: 'UNREADABLE', problem: { code: 'import_csv_broken', facts: { line: 9 } } });
  });

  test('is told by lines, whatever empty lines and line ends inside cells there are', async () => {
    const { id } = await files.whole('CATEGORIES', 'name,description\n\n"L1","two\nlines"\n\n,"nameless"\n');
    expect((await files.lines(id)).map(({ line }) => line)).toEqual([3, 6]);
    expect(await files.wrong(id)).toEqual(['6 name required']);
  });

  test.each([['a,b;c,d', ','], ['"a;b;c",d\te', ','], ['a;b;c', ';'], ['a\tb', '\t'], ['only', ',']])('%j is divided by %j', (text, sign) => expect(delimiterOf(text)).toBe(sign));
});

describe('numbers and days', () => {
  test.each([
    ['1,234.50', '.', '1234.50'], ['1.234,50', ',', '1234.50'], ['1 234,5', ',', '1234.5'], ['-0.5', '.', '-0.5'], ['.5', '.', '0.5'], ['5.', '.', '5'], ['+7', '.', '7'],
    ['1,5', '.', undefined], ['1.5', ',', undefined], ['12,34.5', '.', undefined], ['1e5', '.', undefined], ['ten', '.', undefined], ["1'000", '.', '1000'],
  ] as const)('%j with decimal %j is %j', (text, sign, expected) => expect(decimalText(text, sign)).toBe(expected));
  test.each([
    ['2026-03-31', 'DMY', '2026-03-31'], ['31.3.2026', 'DMY', '2026-03-31'], ['3/31/2026', 'MDY', '2026-03-31'], ['2026/3/31', 'YMD', '2026-03-31'],
    ['31.2.2026', 'DMY', undefined], ['3/31/2026', 'DMY', undefined], ['31.3.26', 'DMY', undefined],
  ] as const)('%j as %s is %j', (text, order, expected) => expect(dayText(text, order)).toBe(expected));
});

describe('spreadsheets', () => {
  test('keep leading zeros, exact numbers and days, and tell formulas by their value as text', async () => {
    await files.whole('PRODUCTS', 'sku,name,unit,tracking,stocked\n007,Tea,KG,LOT,yes\n=1+1,Odd,PCS,,\n', {});
    const file = book({
      Notes: `<row r="1">${inline('A1', 'Taken on Monday')}</row>`,
      Stock: `<row r="1">${['SKU', 'Warehouse', 'Quantity', 'Cost', 'Lot', 'Expiry'].map((name, index) => inline(`${'ABCDEF'[index]}1`, name)).join('')}</row>`
        + `<row r="3"><c r="A3" t="s"><v>0</v></c>${inline('B3', 'MAIN')}<c r="C3"><v>1.2340000000000001</v></c><c r="D3"><v>2.1</v></c><c r="E3"><v>4711</v></c><c r="F3" s="2"><v>46477</v></c></row>`
        + `<row r="4"><c r="A4" t="str"><f>1+1</f><v>=1+1</v></c>${inline('B4', 'MAIN')}<c r="C4"><v>3</v></c><c r="D4"><v>5.0000000000000003E-2</v></c></row>`,
    }, { strings: '<si><r><t>00</t></r><r><t>7</t></r></si>' });
    const taken = await files.keep('OPENING_STOCK', file, 'stock.xlsx');
    const kept = await files.row(taken.id);
    expect(kept.encoding).toBeNull();
    expect((kept.sheets as { name: string }[]).map(({ name }) => name)).toEqual(['Notes', 'Stock']);
    const columns = ['productId', 'warehouseId', 'quantity', 'unitCost', 'lot', 'expiresOn'].map((field, column) => ({ column, field }));
    // A decimal comma is of text alone: numbers of a spreadsheet are what they are.
    await files.configure(taken, { sheet: 1, columns, decimal: ',', on: '2026-01-02' });
    await files.check(taken);
    expect(files.counts(await files.run(taken))).toEqual({ created: 2, changed: 0, unchanged: 0, failed: 0 });
    const { rows } = await firm.db.pool.query(`SELECT p.sku, trim_scale(m.quantity)::text AS quantity, m."valueMinor"::text AS value, l.code, l."expiresOn"::text AS expires FROM "StockMove" m
      JOIN "Product" p ON p.id = m."productId" LEFT JOIN "LotMove" x ON x."moveId" = m.id LEFT JOIN "Lot" l ON l.id = x."lotId" ORDER BY p.sku`);
    expect(rows).toEqual([
      { sku: '007', quantity: '1.234', value: '259', code: '4711', expires: '2027-03-31' }, { sku: '=1+1', quantity: '3', value: '15', code: null, expires: null },
    ]);
  });

  test('that mean harm are refused: bombs, document types, entities', async () => {
    const bomb = zip({ 'xl/workbook.xml': Buffer.concat([Buffer.from(`<?xml version="1.0"?><workbook ${ns}>`), Buffer.alloc(30_000_000, ' ')]) });
    expect(await refused(bomb)).toBe('import_bomb');
    const entity = '<!DOCTYPE sst [<!ENTITY secret SYSTEM "file:///etc/passwd">]>';
    const sheet = `<row r="1"><c r="A1" t="s"><v>0</v></c></row>`;
    expect(await refused(book({ Sheet: sheet }, { prolog: entity, strings: '<si><t>&secret;</t></si>' }))).toBe('import_xlsx_doctype');
    expect(await refused(book({ Sheet: sheet }, { strings: '<si><t>&unknown;</t></si>' }))).toBe('import_xlsx_broken');
    expect(await refused(zip({ 'word/document.xml': '<a/>' }))).toBe('import_xlsx_broken');
  });
});
