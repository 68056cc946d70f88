import { boolean, choice, currency, day, email, fraction, id, list, moneyOrZero, object, optional, quantity, text, unitPrice, type InputOf } from '../shared/input.ts';

const quotationLineInput = {
  kind: { ...optional(choice('QuotationLineKind')), describe: 'ITEM when left out. ALTERNATIVE: may take the place of the item above it. TEXT: words alone.' },
  productId: optional(id('Product')), description: { ...optional(text({ max: 1000, lines: true })), describe: 'The product\'s name when left out.' }, quantity: optional(quantity()),
  unitId: { ...optional(id('Unit')), describe: 'The unit of quantity and unitPrice: the product\'s own when left out.' },
  unitPrice: { ...optional(unitPrice()), describe: 'What customer, group, channel or list pay when left out.' }, taxIncluded: optional(boolean()),
  discountRate: { ...optional(fraction()), describe: 'A fraction: 0.05 is five per cent off.' }, discountAmount: optional(moneyOrZero()),
};
export const quotationLines = list(object('QuotationLineInput', quotationLineInput), { max: 500 });

/** Of whom: a customer, or a prospect by name and mail. */
export const quotationHead = {
  customerId: optional(id('Customer')), prospectName: { ...optional(text({ max: 200 })), describe: 'Who asks, where that is no customer yet.' },
  prospectEmail: optional(email()), prospectPhone: optional(text({ max: 60 })), salesPersonId: { ...optional(id('SalesPerson')), describe: 'The customer\'s when left out.' },
  validTo: { ...optional(day()), describe: 'The last day on which it may be accepted; thirty days from today when left out.' }, expectedOn: { ...optional(day()), describe: 'When an answer is expected.' },
  currencyCode: { ...optional(currency()), describe: 'ISO 4217, in which it is priced, and of the amounts told here; the customer\'s when left out.' },
  customerReference: optional(text({ max: 100 })), terms: { ...optional(text({ max: 4000, lines: true })), describe: 'Words to the customer.' },
  note: { ...optional(text({ max: 2000, lines: true })), describe: 'For the firm alone.' },
};
export const previewLine = {
  kind: optional(choice('QuotationLineKind')), productId: optional(id('Product')), quantity: optional(quantity()), unitId: optional(id('Unit')), unitPrice: optional(unitPrice()),
  discountRate: optional(fraction()), discountAmount: optional(moneyOrZero()),
};
export type QuotationLineInput = InputOf<typeof quotationLineInput>;
