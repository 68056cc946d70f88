// ISO 20022 cash management: camt.052 (reports), .053 (statements), .054 (notices) of every version. Names without their
// prefix are the same in all; a document type, and with it any entity, is refused.
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { negate, plus, type Minor } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';
import { accountOf, amountOf, dayOf, daysOf, nameOf, oneLine, referenceOf, unreadable, type ParsedLine, type ParsedStatement } from './parsed.ts';

interface Node { name: string; attributes: Record<string, string>; children: Node[]; text: string }

const DEPTH_MAX = 60;

/** A document as a tree. Refuses a document type, what is not well-formed, and too deep nesting. */
export function readTree(text: string): Node {
  const root: Node = { name: '', attributes: {}, children: [], text: '' };
  const open: Node[] = [root];
  const parser = new SaxesParser();
  const top = () => open.at(-1) ?? root;
  parser.on('error', () => unreadable('xml', `${parser.line}:${parser.column}`));
  parser.on('doctype', () => unreadable('doctype', 'DOCTYPE'));
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    const node: Node = { name: name.slice(name.indexOf(':') + 1), attributes, children: [], text: '' };
    if (open.length > DEPTH_MAX) unreadable('xml', `${parser.line}:${parser.column}`);
    top().children.push(node);
    open.push(node);
  });
  parser.on('closetag', () => { open.pop(); });
  parser.on('text', (found) => { top().text += found; });
  parser.on('cdata', (found) => { top().text += found; });
  parser.write(text).close();
  return root;
}

const all = (node: Node | undefined, name: string): Node[] => node?.children.filter((each) => each.name === name) ?? [];
/** The first node at a path. */
const at = (node: Node | undefined, ...path: string[]): Node | undefined => path.reduce<Node | undefined>((from, name) => from?.children.find((each) => each.name === name), node);
const textAt = (node: Node | undefined, ...path: string[]): string => at(node, ...path)?.text.trim() ?? '';

const dayAt = (node: Node | undefined, place: string): Day | null => {
  const text = textAt(node, 'Dt') || textAt(node, 'DtTm') || (node?.text.trim() ?? '');
  return text === '' ? null : dayOf(text.slice(0, 10), place);
};

/** An amount with its sign; refuses another currency than the account's. */
function signed(node: Node | undefined, currencyCode: string, place: string): Minor {
  const amount = at(node, 'Amt');
  const currency = amount?.attributes.Ccy ?? '';
  if (currency !== currencyCode) unreadable('otherCurrency', `${place}: ${currency}`);
  const value = amountOf(amount?.text ?? '', currencyCode, place);
  return textAt(node, 'CdtDbtInd') === 'DBIT' ? negate(value) : value;
}

const codeOf = (entry: Node): string | null => [textAt(entry, 'BkTxCd', 'Domn', 'Cd'), textAt(entry, 'BkTxCd', 'Domn', 'Fmly', 'Cd'), textAt(entry, 'BkTxCd', 'Domn', 'Fmly', 'SubFmlyCd')].filter(Boolean).join('.')
  || textAt(entry, 'BkTxCd', 'Prtry', 'Cd') || null;

/** With the reason for which a payment is returned, which is not text of the line. */
const returnOf = (details: Node | undefined, code: string | null): string | null => {
  const reason = textAt(details, 'RtrInf', 'Rsn', 'Cd') || textAt(details, 'RtrInf', 'RtrRsn', 'Cd');
  return reason ? [code, 'RTRN', reason].filter(Boolean).join(' ').slice(-40) : code;
};

const accountAt = (node: Node | undefined): string | null => accountOf(textAt(node, 'Id', 'IBAN') || textAt(node, 'Id', 'Othr', 'Id') || textAt(node, 'Id', 'PrtryAcct', 'Id'));

function remittance(details: Node | undefined): string {
  const free = all(at(details, 'RmtInf'), 'Ustrd').map(({ text }) => text.trim());
  const structured = all(at(details, 'RmtInf'), 'Strd').flatMap((each) => [
    textAt(each, 'CdtrRefInf', 'Ref') || textAt(each, 'CdtrRefInf', 'CdtrRef'), ...all(each, 'RfrdDocInf').map((document) => textAt(document, 'Nb') || textAt(document, 'RfrdDocNb')), ...all(each, 'AddtlRmtInf').map(({ text }) => text.trim())]);
  return [...free, ...structured].filter(Boolean).join(' ');
}

/** The lines of an entry: one for each of its transactions where those sum to it, else one. */
function entryLines(entry: Node, currencyCode: string, place: string, madeOn: Day | null): ParsedLine[] {
  const amount = signed(entry, currencyCode, place);
  const details = all(entry, 'NtryDtls').flatMap((each) => all(each, 'TxDtls'));
  const isReversal = textAt(entry, 'RvslInd') === 'true';
  const valueOn = dayAt(at(entry, 'ValDt'), place);
  const bookedOn = dayAt(at(entry, 'BookgDt'), place) ?? valueOn ?? madeOn;
  if (!bookedOn) return unreadable('day', place);
  const parts = details.length > 1 && details.every((each) => at(each, 'Amt')?.attributes.Ccy === currencyCode) ? details : [details[0]];
  const amounts = parts.length > 1 ? parts.map((each) => (at(each, 'CdtDbtInd') ? signed(each, currencyCode, place) : amount < 0n ? negate(signed(each, currencyCode, place)) : signed(each, currencyCode, place))) : [amount];
  const isSplit = parts.length > 1 && plus(...amounts) === amount;
  return (isSplit ? parts : [details[0]]).map((each, index): ParsedLine => {
    const own = isSplit ? amounts[index] ?? amount : amount;
    const parties = at(each, 'RltdPties');
    const party = own < 0n !== isReversal ? 'Cdtr' : 'Dbtr';
    return {
      bookedOn, valueOn, amount: own, isReversal, code: returnOf(each, codeOf(entry)),
      bankReference: referenceOf(textAt(each, 'Refs', 'AcctSvcrRef') || textAt(entry, 'AcctSvcrRef')), endToEndId: referenceOf(textAt(each, 'Refs', 'EndToEndId')),
      payerName: nameOf(textAt(parties, party, 'Nm') || textAt(parties, party, 'Pty', 'Nm') || textAt(parties, `Ultmt${party}`, 'Nm')), payerAccount: accountAt(at(parties, `${party}Acct`)),
      text: oneLine([remittance(each), textAt(each, 'AddtlTxInf'), textAt(entry, 'AddtlNtryInf')].filter(Boolean).join(' ')),
    };
  });
}

const kinds: Record<string, { statement: string; isInterim: boolean }> = {
  BkToCstmrStmt: { statement: 'Stmt', isInterim: false }, BkToCstmrAcctRpt: { statement: 'Rpt', isInterim: true }, BkToCstmrDbtCdtNtfctn: { statement: 'Ntfctn', isInterim: true },
};
// Opening: what was booked before; PRCD is the closing balance of the statement before.
const openings = ['OPBD', 'PRCD'];
const closings = ['CLBD'];

function statementOf(node: Node, isInterim: boolean, no: number): ParsedStatement {
  const reference = oneLine(textAt(node, 'Id'), 100) || String(no);
  const balances = all(node, 'Bal');
  const entries = all(node, 'Ntry');
  const balance = (codes: string[]) => codes.map((code) => balances.find((each) => (textAt(each, 'Tp', 'CdOrPrtry', 'Cd') || textAt(each, 'Tp', 'Cd')) === code)).find(Boolean);
  const [opening, closing] = [balance(openings), balance(closings)];
  const currencyCode = textAt(node, 'Acct', 'Ccy') || at(opening ?? closing ?? entries[0] ?? balances[0], 'Amt')?.attributes.Ccy || unreadable('currency', reference);
  const isBooked = (entry: Node) => (textAt(entry, 'Sts', 'Cd') || textAt(entry, 'Sts')) === 'BOOK';
  const lines = entries.filter(isBooked).flatMap((entry, index) => entryLines(entry, currencyCode, `${reference}, ${index + 1}`, dayAt(at(node, 'CreDtTm'), reference)));
  const sequence = Number(textAt(node, 'ElctrncSeqNb') || textAt(node, 'LglSeqNb'));
  const period = at(node, 'FrToDt');
  return {
    accountNo: accountAt(at(node, 'Acct')) ?? unreadable('account', reference), currencyCode, reference, sequence: Number.isSafeInteger(sequence) && sequence > 0 && sequence < 2 ** 31 ? sequence : null,
    opening: opening ? signed(opening, currencyCode, reference) : null, closing: closing ? signed(closing, currencyCode, reference) : null,
    ...daysOf(lines, dayAt(at(opening, 'Dt'), reference) ?? dayAt(at(period, 'FrDtTm') ?? at(period, 'FrDt'), reference), dayAt(at(closing, 'Dt'), reference) ?? dayAt(at(period, 'ToDtTm') ?? at(period, 'ToDt'), reference)),
    lines, pending: entries.length - entries.filter(isBooked).length, isInterim,
  };
}

/** All statements of a file. Refuses STATEMENT_UNREADABLE. */
export function parseCamt(text: string): ParsedStatement[] {
  const document = at(readTree(text), 'Document');
  const kindOf = (node: Node | undefined) => kinds[node?.name.replace(/V\d\d$/, '') ?? '']; // the first version says which it is
  const message = document?.children.find((each) => kindOf(each));
  const kind = kindOf(message);
  if (!kind) return unreadable('form', document?.attributes.xmlns ?? 'XML');
  const found = all(message, kind.statement);
  if (found.length === 0) unreadable('empty', kind.statement);
  return found.map((each, index) => statementOf(each, kind.isInterim, index + 1));
}
