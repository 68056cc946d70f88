import sql from 'sql-template-tag';
import { demandOwn } from '../customers/rowRights.ts';
import { ChangeWaits } from '../customers/refusals.ts';
import { action, type Decision } from '../shared/action.ts';
import { boolean, day, id, optional, quantityOrZero, text, unitPrice } from '../shared/input.ts';
import { none, printQuantity, printUnitPrice, type Quantity, type Rate, type UnitPrice } from '../shared/quantity.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';
import { givesMore, offList } from './concessions.ts';
import { controlledPrices, loadPriceControls, priceKey } from './priceControl.ts';
import { loadSellables } from './priceOf.ts';
import { withoutTax } from './taxes.ts';

export const setCustomerPrice = action({
  name: 'setCustomerPrice', permission: 'prices.manage',
  describe: 'Sets what a product costs a customer, from a quantity on and from a day to a day. It goes before every list. Further below the list price than the own limit allows it waits for a second person.',
  input: {
    customerId: id('Customer'), productId: id('Product'), unitPrice: unitPrice(), fromQuantity: { ...optional(quantityOrZero()), describe: 'Any quantity when left out.' },
    taxIncluded: { ...optional(boolean()), describe: 'Default: tax comes on top.' }, validFrom: { ...optional(day()), describe: 'Today when left out.' }, validTo: optional(day()),
    note: { ...optional(text({ max: 300 })), describe: 'What it was agreed in.' }, reason: { ...optional(text({ max: 1000, lines: true })), describe: 'Needed where a second person is asked; the note when left out.' },
  },
  refusals: [ChangeWaits], payload: { customerPrice: 'record:CustomerPrice', customer: 'record:Customer', change: 'record:CustomerChange' },
  load: async (tx, { customerId, productId, fromQuantity, validFrom }, ctx) => {
    const customer = await lockRow(tx, 'Customer', customerId);
    demandOwn(customer, ctx.viewer);
    const from = validFrom && validFrom > ctx.today ? validFrom : ctx.today;
    return {
      customer, product: await readRow(tx, 'Product', productId), known: await selectRows(tx, 'CustomerPrice', sql`t."customerId" = ${customerId} AND t."productId" = ${productId}`),
      listed: (await loadSellables(tx, ctx, [productId], from)).get(productId),
      controls: await loadPriceControls(tx, { field: 'PRICE', customerId, about: priceKey(productId, fromQuantity ?? none, validFrom ?? ctx.today) }),
    };
  },
  decide: ({ customer, product, known, listed, controls }, input, ctx) => {
    const { currencyCode } = ctx.company;
    const fromQuantity = input.fromQuantity ?? (0n as Quantity);
    const validFrom = input.validFrom ?? ctx.today;
    if (input.validTo && input.validTo < validFrom) throw fieldRefused(['validTo'], 'day_before', { day: validFrom });
    const old = known.find((each) => each.currencyCode === currencyCode && each.fromQuantity === fromQuantity && each.validFrom === validFrom);
    const values = { unitPrice: input.unitPrice, taxIncluded: input.taxIncluded ?? false, validTo: input.validTo ?? null, note: input.note ?? null };
    const customerPrice = old?.id ?? ctx.newId();
    const decision: Decision = {
      rows: [old ? update('CustomerPrice', old.id, { ...values, version: old.version + 1 })
        : insert('CustomerPrice', { id: customerPrice, customerId: customer.id, productId: product.id, currencyCode, fromQuantity, validFrom, ...values })],
      events: [{ kind: 'customerPriceSet', subjectType: 'Customer', subjectId: customer.id,
        data: { product: product.name, unitPrice: printUnitPrice(input.unitPrice), fromQuantity: printQuantity(fromQuantity), validFrom, validTo: values.validTo } }],
      result: { customerPrice, customer: customer.id },
    };
    const net = values.taxIncluded ? withoutTax(values.unitPrice, listed?.taxRate ?? (0n as Rate)) : values.unitPrice;
    const list = listed?.listPrice ?? null;
    const told = (price: UnitPrice | null | undefined) => (price == null ? '–' : printUnitPrice(price));
    return controlledPrices(decision, {
      name: customer.name, reason: input.reason ?? input.note, stake: givesMore(old, values) ? offList(net, list, currencyCode) : undefined,
      before: `${product.name}: ${told(old?.unitPrice ?? list)}`, after: [`${product.name}: ${told(values.unitPrice)}`, ...(fromQuantity > 0n ? [`≥ ${printQuantity(fromQuantity)}`] : []), `${validFrom} – ${values.validTo ?? ''}`].join(', '),
    }, controls, { customerPrice: old?.id ?? null }, ctx);
  },
});

export const removeCustomerPrice = action({
  name: 'removeCustomerPrice', describe: 'Takes a customer\'s price away; lists count again. Orders keep the prices that they have.', permission: 'prices.manage',
  input: { customerPriceId: id('CustomerPrice') }, refusals: [], payload: { customer: 'record:Customer' },
  load: async (tx, { customerPriceId }, ctx) => {
    const price = await lockRow(tx, 'CustomerPrice', customerPriceId);
    demandOwn(await readRow(tx, 'Customer', price.customerId), ctx.viewer);
    return { price, product: await readRow(tx, 'Product', price.productId) };
  },
  decide: ({ price, product }) => ({
    rows: [remove('CustomerPrice', price.id)],
    events: [{ kind: 'customerPriceRemoved', subjectType: 'Customer', subjectId: price.customerId, data: { product: product.name, unitPrice: printUnitPrice(price.unitPrice), validFrom: price.validFrom } }],
    result: { customer: price.customerId },
  }),
});
