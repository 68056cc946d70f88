// Pure: names, accounts and numbers as they are compared.

/** Lower case, without accents, signs and double spaces. Letters of any script stay. */
export const plainText = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();

const forms = /( (ltd|limited|gmbh|llp|co|plc|sons|sa|s a|ag|inc|llc|kg|bv|b v|nv|srl|spa|oy|ab|as|aps|corp|pvt|pte))+$/;
/** The same without what says which legal form it is. */
export const withoutForm = (plain: string): string => plain.replace(forms, '').trim() || plain;

/** Letters and digits alone, capitals, the letter O as zero: as numbers of documents are compared. */
export const plainNumber = (text: string): string => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '').replaceAll('O', '0');

/** Year and count of a number like INV-2026-00042, without what says which series: 2026 and 42. */
export function yearAndCount(number: string): { year: string; count: string } | undefined {
  const [, year = '', count = ''] = /^[A-Z]{2,5}-((?:19|20)\d{2})-(\d{3,8})$/.exec(number) ?? [];
  return year ? { year, count } : undefined;
}

/** All strings one slip away: a digit wrong, two exchanged, one lost, one too many. */
export function* slips(digits: string): Generator<string> {
  for (let at = 0; at <= digits.length; at += 1) {
    for (let digit = 0; digit < 10; digit += 1) {
      yield digits.slice(0, at) + String(digit) + digits.slice(at);
      if (at < digits.length && digits[at] !== String(digit)) yield digits.slice(0, at) + String(digit) + digits.slice(at + 1);
    }
    if (at < digits.length) yield digits.slice(0, at) + digits.slice(at + 1);
    if (at + 1 < digits.length && digits[at] !== digits[at + 1]) yield digits.slice(0, at) + digits[at + 1] + digits[at] + digits.slice(at + 2);
  }
}
