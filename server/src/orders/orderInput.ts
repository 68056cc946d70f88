import { boolean, choice, currency, day, degrees, fraction, id, integer, list, moneyOrZero, object, optional, quantity, text, unitPrice, type InputOf } from '../shared/input.ts';

export const orderLineInput = {
  productId: id('Product'), quantity: quantity(),
  unitId: { ...optional(id('Unit')), describe: 'The unit of quantity and unitPrice: the product\'s own when left out.' },
  unitPrice: { ...optional(unitPrice()), describe: 'The price that customer, group, channel or list have for the product and quantity when left out (docs/prices.md).' },
  taxIncluded: { ...optional(boolean()), describe: 'Whether a typed price holds the tax: as the price that it takes the place of when left out.' },
  discountRate: { ...optional(fraction()), describe: 'A fraction: 0.05 is five per cent off.' },
  discountAmount: { ...optional(moneyOrZero()), describe: 'Taken off the whole line after the rate, in terms of its price.' },
  frameworkLineId: { ...optional(id('FrameworkLine')), describe: 'The line of an agreement that it is called off from; by rule when left out (docs/prices.md).' },
  isDropShipped: { ...optional(boolean()), describe: 'Sent by a supplier straight to the customer; as the product has it when left out.' },
};

export const shipToInput = {
  name: optional(text({ max: 200 })), street: text({ max: 300, lines: true }), city: text({ max: 100 }), region: optional(text({ max: 100 })),
  postalCode: optional(text({ max: 30 })), country: text({ max: 100 }),
  latitude: { ...optional(degrees(90)), describe: 'Degrees north, for the choice of the nearest warehouse.' },
  longitude: { ...optional(degrees(180)), describe: 'Degrees east.' },
};

/** What of an order's head may be said or left out. */
export const orderHeadInput = {
  warehouseId: { ...optional(id('Warehouse')), describe: 'Chosen by the rule of allocation when it is placed, when left out; without a rule the default warehouse.' },
  salesPersonId: { ...optional(id('SalesPerson')), describe: 'The customer\'s when left out.' },
  currencyCode: { ...optional(currency()), describe: 'ISO 4217, in which it is priced and invoiced, and of the amounts told here; the customer\'s when left out.' },
  requiredOn: optional(day()), customerReference: optional(text({ max: 100 })), note: optional(text({ max: 2000, lines: true })),
  carrier: optional(text({ max: 100 })), freight: optional(moneyOrZero()),
  couponCodes: { ...optional(list(text({ max: 40 }), { max: 10 })), describe: 'Codes of promotions that need one.' },
  discountRate: { ...optional(fraction()), describe: 'Off the whole order, after all promotions: split over its lines.' },
  discountAmount: { ...optional(moneyOrZero()), describe: 'The same as an amount; one of the two.' },
  shipPolicy: { ...optional(choice('ShipPolicy')), describe: 'What may leave before all is there: parts, whole lines, or only the whole order. As the customer wants it when left out.' },
  priority: { ...optional(integer({ max: 9 })), describe: 'Who is served first when goods are short: 9 before 0. The customer\'s when left out.' },
  frameworkId: { ...optional(id('Framework')), describe: 'The agreement that its lines are called off from, as far as it has their products.' },
  overCallReason: { ...optional(text({ max: 1000, lines: true })), describe: 'Why more is called off from an agreement than is left of it, within its tolerance.' },
  isOutsideFrameworks: { ...optional(boolean()), describe: 'Takes no agreement\'s prices but where a line names one.' },
  entrySeconds: { ...optional(integer({ min: 1, max: 86_400 })), describe: 'How long it took to type, as a form measured it.' },
  shipTo: { ...optional(object('ShipToInput', shipToInput)), describe: 'The customer\'s default shipping address when left out.' },
};

export const orderInput = {
  customerId: id('Customer'), ...orderHeadInput, lines: list(object('OrderLineInput', orderLineInput), { max: 500 }),
};

export type OrderInput = InputOf<typeof orderInput>;
export type OrderHeadInput = InputOf<typeof orderHeadInput>;
export type OrderLineInput = InputOf<typeof orderLineInput>;
