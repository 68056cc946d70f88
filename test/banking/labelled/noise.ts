// What goes wrong between an invoice and the line of a statement that pays it, and how often. These rates were written
// before the matcher; change them only with a reason, and run the whole set again.

/** What sets a line apart from one that bears the number, the amount and the name as invoiced. */
export type Noise = 'EXACT' | 'LOOSE_REFERENCE' | 'TYPO' | 'NO_REFERENCE' | 'PART' | 'JOINT' | 'JOINT_NO_REFERENCE' | 'OTHER_PAYER' | 'FEE_WITHHELD' | 'DISCOUNT'
  | 'OVERPAID' | 'DUPLICATE' | 'ANONYMOUS' | 'UNRELATED';

/** Shares of all lines; they sum to one. */
export const noiseRates: Readonly<Record<Noise, number>> = {
  /** The number as printed, the amount, the customer's name. */
  EXACT: 0.36,
  /** The number without its series or zeros, run together, in lower case, or cut into two lines by the bank. */
  LOOSE_REFERENCE: 0.08,
  /** One sign of the number wrong, two exchanged, one lost, or O for 0. */
  TYPO: 0.08,
  /** The amount and the payer, and a text that says nothing. */
  NO_REFERENCE: 0.12,
  /** The number, and between a fifth and four fifths of the amount. */
  PART: 0.06,
  /** Two to five invoices of a customer, with all their numbers. */
  JOINT: 0.08,
  /** Two to four invoices of a customer, without numbers. */
  JOINT_NO_REFERENCE: 0.03,
  /** The number and the amount, paid by somebody of another name: a parent, a person, a factor. */
  OTHER_PAYER: 0.05,
  /** The number; the bank kept 3 to 30 units of the currency. */
  FEE_WITHHELD: 0.03,
  /** The number; two or three per cent were taken off. */
  DISCOUNT: 0.03,
  /** The number, and up to a fifth too much. */
  OVERPAID: 0.01,
  /** An invoice that another line of the statement pays, paid again. */
  DUPLICATE: 0.01,
  /** The amount alone, of a payer nobody knows. */
  ANONYMOUS: 0.01,
  /** Fees, interest, tax refunds, rent, payments of people who owe nothing. */
  UNRELATED: 0.05,
};

/** How the payer shows, whatever else is wrong. */
export const payerRates = {
  /** The line bears the payer's account. */
  accountShown: 0.8,
  /** We know that account from before. */
  accountKnown: 0.6,
  /** The name is not as in our books: capitals, no accents, cut at 27 signs, the legal form left out. */
  nameChanged: 0.5,
  /** The line has no name at all. */
  nameMissing: 0.06,
} as const;

/** Of all invoices, how many the lines pay; the rest stay open beside them. */
export const paidShare = 0.7;
