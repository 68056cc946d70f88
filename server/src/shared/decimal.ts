/** Whether text is a plain decimal: optional minus, digits, optional fraction; no exponent, no spaces. */
export const isDecimal = (text: string): boolean => /^-?\d{1,30}(\.\d{1,30})?$/.test(text);

/** "1.5" at 6 places → 1500000n; undefined when it has more significant places than that. */
export function parseDecimal(text: string, places: number): bigint | undefined {
  const point = text.indexOf('.');
  if (point < 0) return BigInt(text) * 10n ** BigInt(places);
  let end = text.length;
  while (text.endsWith('0', end)) end -= 1;
  const significant = text.slice(point + 1, end);
  return significant.length > places ? undefined : BigInt(text.slice(0, point) + significant.padEnd(places, '0'));
}

/** 1500000n at 6 places → "1.5": no trailing zeros, never an exponent. */
export function printDecimal(value: bigint, places: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  return (value < 0n ? '-' : '') + digits.slice(0, digits.length - places) + (fraction ? `.${fraction}` : '');
}

/** Quotient rounded half away from zero. */
export function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const quotient = (2n * n + d) / (2n * d);
  return negative ? -quotient : quotient;
}
