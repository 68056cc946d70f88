// SWIFT MT940 (statements) and MT942 (reports within the day), with what banks make of field 86.
import { negate, type Minor } from '../shared/money.ts';
import { daysBetween, type Day } from '../shared/time.ts';
import { accountOf, amountOf, dayOf, daysOf, nameOf, oneLine, referenceOf, unreadable, withoutCurrency, type ParsedLine, type ParsedStatement } from './parsed.ts';

interface Tag { name: string; value: string; line: number }

/** The fields of a message: a field goes on until the next begins. */
function tagsOf(text: string): Tag[] {
  const body = text.replaceAll(/\{[1235]:(?:[^{}]|\{[^{}]*\})*\}/g, '').replaceAll(/\{4:\s*/g, '\n').replaceAll('-}', '\n-\n');
  const tags: Tag[] = [];
  for (const [index, line] of body.split(/\r\n|\n|\r/).entries()) {
    const [, name, value = ''] = /^:(\d{2}[A-Z]?|NS):(.*)$/.exec(line) ?? [];
    if (name) tags.push({ name, value, line: index + 1 });
    else if (/^-\s*$/.test(line)) tags.push({ name: '-', value: '', line: index + 1 });
    else {
      const last = tags.at(-1);
      if (last && last.name !== '-') last.value += `\n${line}`;
    }
  }
  return tags;
}

const century = (year: string) => (Number(year) >= 70 ? `19${year}` : `20${year}`);
const shortDay = (text: string, place: string): Day => dayOf(`${century(text.slice(0, 2))}-${text.slice(2, 4)}-${text.slice(4, 6)}`, place);

/** Month and day beside a value day, in the year that brings them nearest: 31 December and 1 January are a day apart. */
function entryDay(monthDay: string, valueOn: Day, place: string): Day {
  const year = Number(valueOn.slice(0, 4));
  const near = [year - 1, year, year + 1].flatMap((each) => {
    const text = `${each}-${monthDay.slice(0, 2)}-${monthDay.slice(2, 4)}`;
    return Number.isNaN(Date.parse(text)) ? [] : [text as Day];
  });
  const [best] = near.sort((a, b) => Math.abs(daysBetween(a, valueOn)) - Math.abs(daysBetween(b, valueOn)));
  return dayOf(best ?? monthDay, place);
}

interface Balance { currencyCode: string; on: Day; amount: Minor }
function balanceOf({ value, line }: Tag): Balance {
  const [, mark = '', on = '', currencyCode = '', amount = ''] = /^([CD])(\d{6})([A-Z]{3})([\d,]+)/.exec(value.trim()) ?? [];
  if (!mark) return unreadable('balance', `${line}: ${value}`);
  const read = amountOf(amount, currencyCode, String(line), ',');
  return { currencyCode, on: shortDay(on, String(line)), amount: mark === 'D' ? negate(read) : read };
}

interface Told { text: string; payerName: string | null; payerAccount: string | null; endToEndId: string | null }

/** Field 86 of German and Polish banks: a code, then parts that begin with the same sign and two digits. */
function byCodes(value: string): Told | undefined {
  const [, sign = ''] = /^\s*\d{3}\s*([^\w\s])\d{2}/.exec(value) ?? [];
  if (!sign) return undefined;
  const joined = value.replaceAll('\n', '');
  const parts = joined.split(new RegExp(`\\${sign}(?=\\d{2})`)).slice(1).map((part) => ({ no: Number(part.slice(0, 2)), text: part.slice(2) }));
  const between = (from: number, to: number) => parts.filter(({ no }) => no >= from && no <= to).map(({ text }) => text);
  const purpose = [...between(20, 29), ...between(60, 63)].join('');
  const keyed = /(?:^|\s)?SVWZ\+(.*?)(?=(?:EREF|MREF|CRED|KREF|ABWA)\+|$)/.exec(purpose)?.[1];
  return {
    text: [...between(0, 0), keyed ?? purpose].join(' '), payerName: nameOf(between(32, 33).join('')), payerAccount: accountOf(between(38, 38)[0] ?? between(31, 31)[0]),
    endToEndId: referenceOf(/EREF\+(.*?)(?=(?:MREF|CRED|SVWZ|KREF|ABWA)\+|$)/.exec(purpose)?.[1]),
  };
}

/** Field 86 of Dutch banks: /REMI/…/NAME/… or REK: … NAAM: …. */
function byWords(value: string): Told | undefined {
  const joined = value.replaceAll('\n', '');
  const part = (name: string) => new RegExp(`/${name}/+(.*?)(?=/(?:EREF|BENM|ORDP|NAME|REMI|ISDT|IBAN|BIC|MARF|CSID|TRTP|TRCD|ID|ADDR|PREF|SVCL|RTRN|ACCW)/|$)`).exec(joined)?.[1]?.replace(/\/$/, '').trim();
  if (/\/(REMI|NAME|EREF)\//.test(joined)) {
    return { text: part('REMI') ?? joined, payerName: nameOf(part('NAME')), payerAccount: accountOf(part('IBAN')), endToEndId: referenceOf(part('EREF')) };
  }
  const [, account, name] = /REK: ?([A-Z]{2}\d{2}[A-Z0-9]+)\/NAAM: ?(.*)$/s.exec(value) ?? [];
  return account ? { text: value.replace(/REK: .*$/s, ''), payerName: nameOf(name), payerAccount: accountOf(account), endToEndId: null } : undefined;
}

function lineOf({ value, line }: Tag, isoCurrency: string, details: string, more: string): ParsedLine | undefined {
  const [first = '', ...rest] = value.split('\n');
  const [, valueDate = '', monthDay = '', expected = '', reversed = '', mark = '', amount = '', code = '', references = ''] = /^(\d{6})(\d{4})?(E)?(R)?([CD])[A-Z]?([\d]*,?\d*)([A-Z].{3})?(.*)$/.exec(first) ?? [];
  if (!mark || !amount) return unreadable('line', `${line}: ${first}`);
  if (expected) return undefined;
  const valueOn = shortDay(valueDate, String(line));
  const read = amountOf(amount, isoCurrency, String(line), ',');
  const [customer = '', bank = ''] = references.split('//');
  const told = byCodes(details) ?? byWords(details);
  return {
    bookedOn: monthDay ? entryDay(monthDay, valueOn, String(line)) : valueOn, valueOn, isReversal: reversed === 'R', code: code.trim() || null,
    amount: (mark === 'D') !== (reversed === 'R') ? negate(read) : read,
    bankReference: referenceOf(bank), endToEndId: told?.endToEndId ?? null, payerName: told?.payerName ?? null, payerAccount: told?.payerAccount ?? null,
    text: oneLine([told?.text ?? details, more, referenceOf(customer) ?? '', rest.join(' ')].filter(Boolean).join(' ')),
  };
}

/** All statements of a file. Refuses STATEMENT_UNREADABLE. */
export function parseMt940(text: string): ParsedStatement[] {
  const messages: Tag[][] = [];
  for (const tag of tagsOf(text)) {
    if (tag.name === '20' || messages.length === 0) messages.push([]);
    if (tag.name !== '-') messages.at(-1)?.push(tag);
  }
  return messages.filter((tags) => tags.length > 0).map((tags, index): ParsedStatement => {
    const tag = (...names: string[]) => tags.find(({ name }) => names.includes(name));
    const isInterim = !tag('60F', '60M') && !!tag('34F', '13D', '90C', '90D');
    const number = tag('28C', '28')?.value.trim() ?? '';
    const reference = oneLine([tag('20')?.value ?? '', number].filter(Boolean).join(' '), 100) || String(index + 1);
    const [openingTag, closingTag] = [tag('60F', '60M'), tag('62F', '62M')];
    const opening = openingTag ? balanceOf(openingTag) : null;
    const closing = closingTag ? balanceOf(closingTag) : null;
    const currencyCode = opening?.currencyCode ?? closing?.currencyCode ?? /[A-Z]{3}/.exec(tag('34F')?.value ?? '')?.[0] ?? unreadable('balance', reference);
    if (closing && closing.currencyCode !== currencyCode) unreadable('otherCurrency', `${reference}: ${closing.currencyCode}`);
    const lines = tags.flatMap((each, at): ParsedLine[] => {
      if (each.name !== '61') return [];
      const following = tags.slice(at + 1, at + 3).filter(({ name }, next) => name === 'NS' || (name === '86' && (next === 0 || tags[at + 1]?.name === 'NS')));
      const made = lineOf(each, currencyCode, following.find(({ name }) => name === '86')?.value ?? '', following.find(({ name }) => name === 'NS')?.value.replaceAll(/\n\d{2}/g, ' ') ?? '');
      return made ? [made] : [];
    });
    const sequence = Number(/^\d+/.exec(number)?.[0] ?? 0);
    return {
      accountNo: withoutCurrency(accountOf(tag('25')?.value) ?? unreadable('account', reference), currencyCode), currencyCode, reference, sequence: sequence > 0 && sequence < 2 ** 31 ? sequence : null,
      opening: opening?.amount ?? null, closing: closing?.amount ?? null, ...daysOf(lines, opening && lines.length === 0 ? opening.on : opening ? earlier(opening.on, lines) : null, closing?.on ?? null),
      lines, pending: tags.filter(({ name }) => name === '61').length - lines.length, isInterim,
    };
  });
}

const earlier = (openedOn: Day, lines: readonly ParsedLine[]): Day => lines.reduce((first, { bookedOn }) => (bookedOn < first ? bookedOn : first), openedOn);
