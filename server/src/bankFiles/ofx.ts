// OFX 1 (SGML without closing tags) and 2 (XML): statements of bank accounts and credit cards; investments are none.
import { minus } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';
import { accountOf, amountOf, dayOf, daysOf, nameOf, oneLine, referenceOf, sumOf, unreadable, type ParsedLine, type ParsedStatement } from './parsed.ts';

interface Node { name: string; children: Node[]; text: string }

const DEPTH_MAX = 40;
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const decoded = (text: string): string => text.replaceAll(/&(?:(amp|lt|gt|quot|apos|nbsp)|#(\d{1,6})|#x([\da-fA-F]{1,5}));/g, (whole, name: string | undefined, dec: string | undefined, hex: string | undefined) => {
  if (name) return entities[name] ?? whole;
  const code = dec ? Number(dec) : Number.parseInt(hex ?? '', 16);
  return code > 31 && code < 0x11_0000 && !(code >= 0xD800 && code < 0xE000) ? String.fromCodePoint(code) : '';
});

/** The tree of a file whose leaves need not be closed: a tag followed by text is a leaf. */
function treeOf(text: string): Node {
  const root: Node = { name: '', children: [], text: '' };
  const open = [root];
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) unreadable('doctype', 'DOCTYPE');
  for (const [, closing = '', name = '', selfClosing = '', cdata, after = ''] of text.matchAll(/<(\/?)([A-Za-z][\w.]*)[^<>]*?(\/?)>(?:\s*<!\[CDATA\[([\s\S]*?)\]\]>)?([^<]*)/g)) {
    const upper = name.toUpperCase();
    if (closing) {
      const from = open.findLastIndex((node) => node.name === upper);
      if (from > 0) open.length = from;
      continue;
    }
    if (open.length > DEPTH_MAX) unreadable('ofx', upper);
    const value = cdata ?? decoded(after);
    const node: Node = { name: upper, children: [], text: value.trim() };
    open.at(-1)?.children.push(node);
    // What has text is a leaf; what has none is a group until it is closed, by itself or by the group around it.
    const isLeaf = selfClosing !== '' || node.text !== '';
    if (!isLeaf) open.push(node);
  }
  return root;
}

const inside = (node: Node, name: string): Node[] => node.children.flatMap((each) => (each.name === name ? [each] : inside(each, name)));
const text = (node: Node | undefined, name: string): string => (node && inside(node, name)[0]?.text) ?? '';

/** 20130525225731.258[-7:PDT]: the day as the bank writes it. */
function dayAt(node: Node | undefined, name: string, place: string): Day | null {
  const written = text(node, name);
  if (written === '') return null;
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})/.exec(written) ?? [];
  return dayOf(`${year}-${month}-${day}`, place);
}

function lineOf(node: Node, currencyCode: string, index: number): ParsedLine {
  const place = referenceOf(text(node, 'FITID')) ?? String(index + 1);
  const bookedOn = dayAt(node, 'DTPOSTED', place) ?? unreadable('day', place);
  const written = text(node, 'TRNAMT');
  const decimal = /,\d{1,2}$/.test(written) && !written.includes('.') ? ',' : '.';
  const name = text(node, 'NAME');
  return {
    bookedOn, valueOn: dayAt(node, 'DTAVAIL', place), amount: amountOf(written, currencyCode, place, decimal), bankReference: referenceOf(text(node, 'FITID')), endToEndId: referenceOf(text(node, 'REFNUM')),
    payerName: nameOf(name), payerAccount: accountOf(text(inside(node, 'BANKACCTTO')[0], 'ACCTID')), text: oneLine([text(node, 'MEMO'), referenceOf(text(node, 'CHECKNUM')) ?? ''].filter(Boolean).join(' ') || name),
    code: text(node, 'TRNTYPE').toUpperCase() || null, isReversal: text(node, 'TRNTYPE').toUpperCase() === 'REVERSAL',
  };
}

/** All statements of a file; the form tells no opening balance, which is then the closing one less the lines. Refuses STATEMENT_UNREADABLE. */
export function parseOfx(content: string): ParsedStatement[] {
  const root = treeOf(content);
  const statements = [...inside(root, 'STMTRS'), ...inside(root, 'CCSTMTRS')];
  if (statements.length === 0) {
    const failed = inside(root, 'STATUS').find((each) => text(each, 'SEVERITY').toUpperCase() === 'ERROR');
    if (failed) unreadable('bankError', oneLine(`${text(failed, 'CODE')} ${text(failed, 'MESSAGE')}`, 100));
    unreadable(inside(root, 'INVSTMTRS').length > 0 ? 'investment' : 'empty', 'OFX');
  }
  return statements.map((node, index): ParsedStatement => {
    const account = accountOf(text(inside(node, 'BANKACCTFROM')[0] ?? inside(node, 'CCACCTFROM')[0], 'ACCTID')) ?? unreadable('account', String(index + 1));
    const currencyCode = text(node, 'CURDEF').toUpperCase() || text(inside(node, 'CURRENCY')[0], 'CURSYM').toUpperCase() || unreadable('currency', account);
    const lines = inside(node, 'STMTTRN').map((each, at) => lineOf(each, currencyCode, at));
    const balance = inside(node, 'LEDGERBAL')[0];
    const closing = text(balance, 'BALAMT') === '' ? null : amountOf(text(balance, 'BALAMT'), currencyCode, account);
    const list = inside(node, 'BANKTRANLIST')[0];
    const toOn = dayAt(balance, 'DTASOF', account) ?? dayAt(list, 'DTEND', account);
    return {
      accountNo: account, currencyCode, reference: [account, toOn].filter(Boolean).join(' '), sequence: null,
      opening: closing === null ? null : minus(closing, sumOf(lines)), closing, ...daysOf(lines, dayAt(list, 'DTSTART', account), toOn), lines, pending: 0, isInterim: false,
    };
  });
}
