import { day, fraction, id, list, moneyOrZero, object, optional, quantity, text, unitPrice, type InputOf } from '../shared/input.ts';

export const orderLineInput = {
  productId: id('Product'), quantity: quantity(),
  unitPrice: { ...optional(unitPrice()), describe: 'List price of the day when left out.' },
  discountRate: { ...optional(fraction()), describe: 'A fraction: 0.05 is five per cent off.' },
};

export const shipToInput = {
  name: optional(text({ max: 200 })), street: text({ max: 300, lines: true }), city: text({ max: 100 }), region: optional(text({ max: 100 })),
  postalCode: optional(text({ max: 30 })), country: text({ max: 100 }),
};

/** What of an order's head may be said or left out. */
export const orderHeadInput = {
  warehouseId: { ...optional(id('Warehouse')), describe: 'The default warehouse when left out.' },
  salesPersonId: { ...optional(id('SalesPerson')), describe: 'The customer\'s when left out.' },
  requiredOn: optional(day()), customerReference: optional(text({ max: 100 })), note: optional(text({ max: 2000, lines: true })),
  carrier: optional(text({ max: 100 })), freight: optional(moneyOrZero()),
  shipTo: { ...optional(object('ShipToInput', shipToInput)), describe: 'The customer\'s default shipping address when left out.' },
};

export const orderInput = {
  customerId: id('Customer'), ...orderHeadInput, lines: list(object('OrderLineInput', orderLineInput), { max: 500 }),
};

export type OrderInput = InputOf<typeof orderInput>;
export type OrderHeadInput = InputOf<typeof orderHeadInput>;
export type OrderLineInput = InputOf<typeof orderLineInput>;
