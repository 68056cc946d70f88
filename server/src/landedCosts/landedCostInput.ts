import { choice, id, list, money, moneyOrZero, object, optional, text } from '../shared/input.ts';

const charge = object('LandedCostChargeInput', { kind: choice('LandedCostKind'), description: optional(text({ max: 300 })), amount: money() });
const line = object('LandedCostLineInput', {
  receiptLineId: id('ReceiptLine'), share: { ...optional(moneyOrZero()), describe: 'By hand only: what of the charges belongs to it.' },
});

/** What the shares follow from. */
export const sharedFields = {
  basis: { ...choice('LandedCostBasis'), describe: 'By what the charges are divided; MANUAL: as the lines say.' },
  charges: list(charge, { min: 1, max: 20 }), lines: list(line, { min: 1, max: 200 }),
};
export const landedCostFields = {
  supplierId: { ...optional(id('Supplier')), describe: 'Who charges it, where that is known.' }, note: optional(text({ max: 1000, lines: true })), ...sharedFields,
};
