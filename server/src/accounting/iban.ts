/** Whether an IBAN's check digits hold: ISO 13616, remainder 1 by 97 with the first four signs moved to the end and letters as numbers from 10. */
export function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  const digits = [...iban.slice(4), ...iban.slice(0, 4)].map((sign) => parseInt(sign, 36)).join('');
  return BigInt(digits) % 97n === 1n;
}

/** Without the spaces that people write. */
export const plainIban = (iban: string): string => iban.replace(/\s/g, '').toUpperCase();
