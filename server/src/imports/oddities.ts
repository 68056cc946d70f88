// Pure: what is odd about rows that can be read, and what is done with them. Each kind has its usual treatment, which may be
// changed for a file; a row that is odd in several ways is set aside as long as one of them says so.
import type { ImportOddity, ImportSubject, OddityTreatment } from '../generated/rows.ts';

export type Treatment = OddityTreatment;
export type Treatments = Partial<Record<ImportOddity, Treatment>>;

interface Way { usual: Treatment; others: readonly Treatment[] }
/** In the order in which they decide. */
const ways: Record<ImportOddity, Way> = {
  DUPLICATE: { usual: 'SET_ASIDE', others: ['TAKE'] },
  DIFFERS: { usual: 'SET_ASIDE', others: [] },
  NO_KEY: { usual: 'SET_ASIDE', others: [] },
  REPEATED: { usual: 'TAKE', others: [] },
  ADJUSTMENT: { usual: 'SET_ASIDE', others: ['TAKE'] },
  NEGATIVE: { usual: 'SET_ASIDE', others: ['TAKE'] },
  ZERO_PRICE: { usual: 'SET_ASIDE', others: ['TAKE'] },
  NO_CUSTOMER: { usual: 'SET_ASIDE', others: ['TAKE'] },
  NO_NAME: { usual: 'REFUSE', others: ['TAKE'] },
  NOT_GOODS: { usual: 'SET_ASIDE', others: ['TAKE'] },
  CANCELLATION: { usual: 'TAKE', others: ['SET_ASIDE'] },
  FLOAT_CODE: { usual: 'TAKE', others: ['SET_ASIDE'] },
  OTHER_CASE: { usual: 'TAKE', others: ['SET_ASIDE'] },
  NO_COST: { usual: 'TAKE', others: ['SET_ASIDE'] },
  ZERO_QUANTITY: { usual: 'SET_ASIDE', others: [] },
};
const order = Object.keys(ways) as ImportOddity[];

/** What is done with a kind. Past sales take postage and fees as charges; products leave them out. */
export const treatmentOf = (oddity: ImportOddity, treatments: Treatments, subject: ImportSubject): Treatment =>
  treatments[oddity] ?? (oddity === 'NOT_GOODS' && subject === 'SALES_HISTORY' ? 'TAKE' : ways[oddity].usual);

/** The treatments between which one may choose. */
export const choicesOf = (oddity: ImportOddity): readonly Treatment[] => (ways[oddity].others.length === 0 ? [] : [ways[oddity].usual, ...ways[oddity].others]);

/** The oddity that decides on a row, and how: the first that sets it aside or refuses it, else the first of all. */
export function decidedBy(found: readonly ImportOddity[], treatments: Treatments, subject: ImportSubject): { oddity: ImportOddity | null; treatment: Treatment } {
  const sorted = order.filter((each) => found.includes(each));
  const against = sorted.find((each) => treatmentOf(each, treatments, subject) !== 'TAKE');
  if (against) return { oddity: against, treatment: treatmentOf(against, treatments, subject) };
  return { oddity: sorted[0] ?? null, treatment: 'TAKE' };
}

/** Whether a code is among patterns: "POST, gift_*". Without regard to capitals. */
export function isAmong(code: string, patterns: readonly string[]): boolean {
  const given = code.toLowerCase();
  return patterns.some((pattern) => {
    const wanted = pattern.toLowerCase();
    return wanted.endsWith('*') ? given.startsWith(wanted.slice(0, -1)) : given === wanted;
  });
}

/** "17850.0", as a spreadsheet leaves a number that was a code: "17850"; undefined for anything else. */
export const withoutFraction = (text: string): string | undefined => /^(\d{2,})\.0+$/.exec(text)?.[1];
