import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CsvMapping } from '../../server/src/bankFiles/csv.ts';
import { amountOf, sumOf, type ParsedStatement } from '../../server/src/bankFiles/parsed.ts';
import { formatOf, readStatements } from '../../server/src/bankFiles/readFile.ts';
import { minus } from '../../server/src/shared/money.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';

const data = path.join(import.meta.dirname, 'data');
const read = (file: string): Buffer => readFileSync(path.join(data, file));
const files = (folder: string, ending: string): string[] => readdirSync(path.join(data, folder)).filter((name) => name.endsWith(ending)).map((name) => `${folder}/${name}`);
const problemOf = (content: Uint8Array, csv: Parameters<typeof readStatements>[1] = null): string | undefined => {
  try {
    readStatements(content, csv);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return String(error.facts.problem);
    throw error;
  }
};
const difference = ({ opening, closing, lines }: ParsedStatement): bigint | null => (opening === null || closing === null ? null : minus(minus(closing, opening), sumOf(lines)));

/** What the other project's parse says of an entry. */
interface Entry { getAmount: { getAmount: string; getCurrency: { getCode: string } }; getBookingDate: { 0: string } | null; getStatus: string; getAccountServicerReference: string | null; getRecord: { getAccount: { getIdentification: string } } }

describe('CAMT', () => {
  // Statements whose balances or entries are in several currencies at once, or that hold none.
  const refused: Record<string, string> = {
    'camt/camt053.v2.minimal.xml': 'otherCurrency', 'camt/camt053.v2.minimal.ultimate.xml': 'otherCurrency', 'camt/camt053.v3.xml': 'otherCurrency', 'camt/camt053.v2.wrong.xml': 'empty',
  };
  for (const file of files('camt', '.xml')) {
    test(`${file} ${refused[file] ? 'is refused' : 'says what its expected parse says'}`, () => {
      if (refused[file]) {
        expect(problemOf(read(file))).toBe(refused[file]);
        return;
      }
      const { statements, format } = readStatements(read(file), null);
      expect(format).toBe('CAMT');
      const entries = (JSON.parse(read(file.replace('.xml', '.json')).toString()) as { getEntries: Entry[] }).getEntries;
      expect(statements.reduce((sum, { pending }) => sum + pending, 0)).toBe(entries.filter(({ getStatus }) => getStatus !== 'BOOK').length);
      const booked = entries.filter(({ getStatus }) => getStatus === 'BOOK');
      // That parse keeps the last statement's entries of a file of several.
      const lines = statements.flatMap((statement) => statement.lines.map((line) => ({ ...line, ...statement }))).slice(-booked.length || Infinity);
      expect(lines.map(({ amount, accountNo, currencyCode }) => [String(amount), accountNo, currencyCode]))
        .toEqual(booked.map((each) => [each.getAmount.getAmount, each.getRecord.getAccount.getIdentification, each.getAmount.getCurrency.getCode]));
      expect(lines.map(({ bookedOn }, index) => (booked[index]?.getBookingDate ? bookedOn : ''))).toEqual(booked.map((each) => each.getBookingDate?.[0].slice(0, 10) ?? ''));
      for (const [index, { bankReference }] of lines.entries()) if (booked[index]?.getAccountServicerReference) expect(bankReference).toBe(booked[index].getAccountServicerReference);
    });
  }

  test('takes who paid, from which account, and what was written', () => {
    const [statement] = readStatements(read('camt/camt052.v8.xml'), null).statements;
    expect(statement).toMatchObject({ isInterim: true, accountNo: 'CH2801234000123456789', currencyCode: 'SEK', opening: null });
    expect(statement?.lines[0]).toMatchObject({ amount: -20000000n, bookedOn: '2007-10-18', bankReference: 'AAAASESS-FP-ACCR-01' });
    const [first] = readStatements(read('camt/camt053.v2.multi.statement.xml'), null).statements;
    expect(first).toMatchObject({ sequence: 12312, opening: 1815n, closing: 2700n, fromOn: '2014-12-30', toOn: '2014-12-31' });
  });

  test('splits an entry of several transactions where they sum to it', () => {
    const entry = (amounts: string[], total: string) => `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>NL26VAYB8060476890</IBAN></Id><Ccy>EUR</Ccy></Acct>
      <Ntry><Amt Ccy="EUR">${total}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>2026-01-02T10:00:00</DtTm></BookgDt><NtryDtls>${amounts.map((amount, index) =>
      `<TxDtls><Refs><EndToEndId>E${index}</EndToEndId></Refs><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>Payer ${index}</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>INV ${index}</Ustrd></RmtInf></TxDtls>`).join('')}</NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>`;
    const lines = (text: string) => readStatements(Buffer.from(text), null).statements[0]?.lines.map(({ amount, payerName, text: told, endToEndId }) => [amount, payerName, told, endToEndId]);
    expect(lines(entry(['10.50', '4.5'], '15.00'))).toEqual([[1050n, 'Payer 0', 'INV 0', 'E0'], [450n, 'Payer 1', 'INV 1', 'E1']]);
    expect(lines(entry(['10.50', '4.40'], '15.00'))).toEqual([[1500n, 'Payer 0', 'INV 0', 'E0']]);
  });

  test('refuses document types, entities, what is broken and what nests too deep', () => {
    const bomb = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Document><BkToCstmrStmt>&b;</BkToCstmrStmt></Document>';
    expect(problemOf(Buffer.from(bomb))).toBe('doctype');
    expect(problemOf(Buffer.from('<?xml version="1.0"?><Document>&other;</Document>'))).toBe('xml');
    expect(problemOf(Buffer.from('<Document><BkToCstmrStmt>'))).toBe('xml');
    expect(problemOf(Buffer.from(`<Document>${'<a>'.repeat(100)}`))).toBe('xml');
    expect(problemOf(Buffer.from('<?xml version="1.0"?><Document xmlns="urn:other"><Other/></Document>'))).toBe('form');
  });
});

const dayIn = (binary: string): string => {
  const bytes = Buffer.from(binary, 'base64');
  return `${bytes.readUInt16BE(0)}-${String(bytes[2]).padStart(2, '0')}-${String(bytes[3]).padStart(2, '0')}`;
};

describe('MT940', () => {
  const whole = [...files('mt940/jejik', '.sta'), ...files('mt940/mBank', '.sta'), ...files('mt940/sberbank', '.sta'), 'mt940/cmxl/mt940.sta'];
  for (const file of whole) {
    test(`${file} has the lines of its expected parse`, () => {
      const { statements, format } = readStatements(read(file), null);
      expect(format).toBe('SWIFT');
      const told = read(file.replace('.sta', '.yml')).toString('utf8');
      const transactions = told.slice(told.lastIndexOf('\ntransactions:')).split('!!python/object:mt940.models.Transaction\n').slice(1).filter((each) => /amount: /.test(each)).map((each) => ({
        amount: / *- '?(-?[\d.]+)'?\n/.exec(each)?.[1] ?? '', valueOn: dayIn(/\n {4}date: .*\n.*binary \|\n *(\S+)/.exec(each)?.[1] ?? ''), bank: /bank_reference: '?([^'\n]*)'?/.exec(each)?.[1] ?? '',
      }));
      const lines = statements.flatMap(({ lines: own, currencyCode }) => own.map((line) => ({ ...line, currencyCode })));
      expect(lines.map(({ amount, valueOn }) => [amount, valueOn])).toEqual(transactions.map(({ amount, valueOn }, index) => [amountOf(amount, lines[index]?.currencyCode ?? 'EUR', ''), valueOn]));
      for (const [index, { bankReference }] of lines.entries()) if (bankReference) expect(transactions[index]?.bank).toBe(bankReference);
    });
  }

  test('says which statements do not come out: lines of these samples were taken away by who made them anonymous', () => {
    const differences = whole.flatMap((file) => readStatements(read(file), null).statements.map((statement) => [path.basename(file), difference(statement)] as const)).filter(([, each]) => each !== null);
    expect(differences.filter(([, each]) => each === 0n)).toHaveLength(15);
    expect(differences.filter(([, each]) => each !== 0n).map(([file]) => file)).toEqual(['abnamro.sta', 'abnamro.sta', 'ing.sta', 'knab.sta', 'postfinance.sta', 'rabobank.sta', 'rabobank.sta', 'triodos.sta', 'with_newline_in_tnr.sta']);
  });

  test('understands what banks make of field 86', () => {
    const lines = (file: string) => readStatements(read(file), null).statements.flatMap((statement) => statement.lines);
    expect(lines('mt940/cmxl/mt940.sta')[12]).toMatchObject({ payerName: 'MUELLER', payerAccount: '0847564700', text: expect.stringContaining('Gehalt Oktob'), amount: 300000n });
    expect(lines('mt940/jejik/knab.sta')[1]).toMatchObject({ payerName: 'PICQER', payerAccount: 'NL65INGB0123456789', text: 'FACTUUR 201403110, 201403113', bankReference: 'B4G29PGCVO7Q06US', amount: -726000n });
    expect(lines('mt940/jejik/rabobank-iban.sta')[1]).toMatchObject({ payerName: 'JOHN DOE', text: 'Reference 201301234 P001234567', amount: -1000n });
    expect(lines('mt940/jejik/triodos.sta')[1]).toMatchObject({ amount: -70000n, text: expect.stringContaining('KANTOOR') });
  });

  test('reads envelopes, reversals, expected lines and the turn of a year', () => {
    const message = (...lines: string[]) => Buffer.from(`{1:F01BANK}{2:O940}{4:\r\n:20:X\r\n:25:DE89370400440532013000EUR\r\n:28C:7/1\r\n:60F:C251230EUR100,00\r\n${lines.join('\r\n')}\r\n:62F:C260102EUR100,00\r\n-}`);
    const [statement] = readStatements(message(':61:2512310102RD5,00NMSCNONREF//B1', ':61:2601011231RC5,NMSCX', ':61:260102ED1,00NMSCNONREF'), null).statements;
    expect(statement).toMatchObject({ accountNo: 'DE89370400440532013000', sequence: 7, pending: 1 });
    expect(statement?.lines.map(({ amount, bookedOn, valueOn, isReversal }) => [amount, bookedOn, valueOn, isReversal])).toEqual([[500n, '2026-01-02', '2025-12-31', true], [-500n, '2025-12-31', '2026-01-01', true]]);
    expect(difference(statement as ParsedStatement)).toBe(0n);
    expect(problemOf(message(':61:26010XC5,00NMSC'))).toBe('line');
    expect(problemOf(message(':61:2613010102C5,00NMSC'))).toBe('day');
  });

  test('takes no loose field for a statement', () => {
    for (const file of files('mt940/cmxl', '.sta').filter((each) => !each.endsWith('/mt940.sta'))) expect(problemOf(read(file)), file).toMatch(/form|balance/);
  });
});

describe('OFX', () => {
  test('is read with and without closing tags', () => {
    const of = (file: string) => readStatements(read(`ofx/${file}`), null).statements.map(({ accountNo, currencyCode, closing, lines }) => [accountNo, currencyCode, closing, lines.map(({ amount }) => amount)]);
    expect(of('checking.ofx')).toEqual([['14526877', 'USD', 10099n, [1n, -3451n, -2500n]]]);
    expect(of('bank_medium.ofx')).toEqual([['12300000012345678', 'CAD', 38234n, [-660n, -31667n, -2200n]]]);
    expect(of('suncorp.ofx')).toEqual([['123456789', 'AUD', 123412n, [-1685n]]]);
    expect(of('anzcc.ofx')).toEqual([['1234123412341234', 'AUD', -12345n, [-550n]]]);
    expect(of('multiple_accounts2.ofx')).toEqual([['9100', 'USD', 11100n, []], ['9200', 'USD', 22200n, []]]);
    expect(of('ofx-v102-empty-tags.ofx')).toEqual([['12345678', 'AUD', null, [1234n]]]);
    expect(readStatements(read('ofx/suncorp.ofx'), null).statements[0]?.lines[0]).toMatchObject({ payerName: 'EFTPOS WDL HANDYWAY ALDI STORE', bookedOn: '2013-12-15', bankReference: '1' });
  });

  test('of investments, failures of the bank and without accounts is refused politely', () => {
    const of = (file: string) => problemOf(read(`ofx/${file}`));
    for (const file of ['fidelity.ofx', 'fidelity-savings.ofx', 'investment_401k.ofx', 'investment_medium.ofx', 'td_ameritrade.ofx', 'tiaacref.ofx', 'vanguard.ofx', 'vanguard401k.ofx']) expect(of(file), file).toBe('investment');
    for (const file of ['error_message.ofx', 'signon_fail.ofx']) expect(of(file), file).toBe('bankError');
    for (const file of ['account_listing_aggregation.ofx', 'bank_small.ofx', 'signon_success.ofx', 'signon_success_no_message.ofx']) expect(of(file), file).toBe('empty');
    expect(of('fail_nice/date_missing.ofx')).toBe('day');
    expect(of('fail_nice/decimal_error.ofx')).toBe('day');
    expect(problemOf(Buffer.from(read('ofx/checking.ofx').toString().replace('-34.51', '$34')))).toBe('amount');
    expect(problemOf(Buffer.from('OFXHEADER:100\n<!DOCTYPE OFX [<!ENTITY a "b">]><OFX></OFX>'))).toBe('doctype');
  });
});

describe('CSV', () => {
  const mapping: CsvMapping = { delimiter: ';', decimal: ',', dayForm: 'DMY', skip: 1, bookedOn: 'Buchung', amount: 'Betrag', balance: 'Saldo', text: ['Zweck'], payerName: 'Name', payerAccount: 'IBAN', reference: null };
  const account = { mapping, accountNo: 'DE1', currencyCode: 'EUR' };
  const file = 'Konto DE1\nBuchung;Name;IBAN;Zweck;Betrag;Saldo\n05.01.2026;Größe AG;DE89 3704 0044 0532 0130 00;"RE; 7";1.234,50;1.334,50\n04.01.2026;;;Gebühr;-10,00;100,00\n';

  test('is read by the mapping of its account, newest first or last, in the encodings of banks', () => {
    for (const content of [Buffer.from(file), Buffer.from(`\uFEFF${file}`), Buffer.from(file, 'latin1'), Buffer.from(`\uFEFF${file}`, 'utf16le')]) {
      const [statement] = readStatements(content, account).statements;
      expect(statement).toMatchObject({ opening: 11000n, closing: 133450n, fromOn: '2026-01-04', toOn: '2026-01-05' });
      expect(statement?.lines).toMatchObject([{ amount: -1000n, text: 'Gebühr', payerName: null }, { amount: 123450n, payerName: 'Größe AG', payerAccount: 'DE89370400440532013000', text: 'RE; 7' }]);
    }
  });

  test('has its balances checked line by line, and its columns and amounts by name and line', () => {
    expect(problemOf(Buffer.from(file.replace('1.334,50', '1.334,51')), account)).toBe('balances');
    expect(problemOf(Buffer.from(file), { ...account, mapping: { ...mapping, amount: 'Wert' } })).toBe('column');
    expect(problemOf(Buffer.from(file.replace('-10,00', 'zehn')), account)).toBe('amount');
    expect(problemOf(Buffer.from(file.replace('04.01.2026', '31.02.2026')), account)).toBe('day');
    expect(problemOf(Buffer.from(file), { ...account, mapping: null })).toBe('form');
    expect(formatOf(file)).toBeUndefined();
  });

  test('may have one column for money in and one for money out', () => {
    const text = 'Date,Details,In,Out\n2026-01-04,a,,10.00\n2026-01-05,b,25.5,\n';
    const [statement] = readStatements(Buffer.from(text), { ...account, mapping: { delimiter: ',', decimal: '.', dayForm: 'YMD', skip: 0, bookedOn: 'Date', credit: 'In', debit: 'Out', text: ['Details'] } }).statements;
    expect(statement).toMatchObject({ opening: null, closing: null, lines: [{ amount: -1000n }, { amount: 2550n }] });
  });
});

test('amounts are read from text without a float: nothing is lost, and what cannot be is refused', () => {
  expect(amountOf('90071992547409.93', 'EUR', '')).toBe(9007199254740993n);
  expect(amountOf('8.850', 'EUR', '')).toBe(885n);
  expect(amountOf("1'000.05", 'CHF', '')).toBe(100005n);
  expect(amountOf('7,', 'EUR', '', ',')).toBe(700n);
  expect(amountOf('200', 'JPY', '')).toBe(200n);
  for (const wrong of ['8.855', '1e5', '', '-', 'NaN', '1.2.3', '9999999999999999']) expect(() => amountOf(wrong, 'EUR', ''), wrong).toThrow(Refusal);
});
