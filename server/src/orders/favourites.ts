// Products that a customer orders often, kept at hand.
import sql from 'sql-template-tag';
import { readCustomer } from '../customers/loadCustomer.ts';
import { action } from '../shared/action.ts';
import { id, optional, quantity } from '../shared/input.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { insert, remove, update } from '../shared/write.ts';

export const keepFavourite = action({
  name: 'keepFavourite', permission: 'orders.write', describe: 'Keeps a product at hand for the orders of a customer, with the quantity that is usual. One that is kept gets the quantity given.',
  input: { customerId: id('Customer'), productId: id('Product'), quantity: { ...optional(quantity()), describe: 'In the product\'s unit; none is usual when left out.' } }, refusals: [], payload: { favourite: 'record:Favourite', customer: 'record:Customer' },
  load: async (tx, { customerId, productId }, ctx) => {
    const customer = await readCustomer(tx, customerId, ctx);
    // Two at once meet at the customer.
    await tx.rows(sql`SELECT 1 FROM "CreditAccount" WHERE "customerId" = ${customerId} FOR UPDATE`);
    const [product] = await tx.rows(sql`SELECT 1 FROM "Product" WHERE id = ${productId} AND NOT "isDiscontinued"`);
    const [kept] = await selectRows(tx, 'Favourite', sql`t."customerId" = ${customerId} AND t."productId" = ${productId}`);
    return { customer, isKnown: product !== undefined, kept };
  },
  decide: ({ customer, isKnown, kept }, input, ctx) => {
    if (!isKnown) throw fieldRefused(['productId'], 'id_unknown', { type: 'Product' });
    const favourite = kept?.id ?? ctx.newId();
    const row = { quantity: input.quantity ?? null };
    return {
      rows: [kept ? update('Favourite', favourite, row) : insert('Favourite', { id: favourite, companyId: ctx.company.id, customerId: customer.id, productId: input.productId, createdAt: ctx.now, ...row })],
      events: kept ? [] : [{ kind: 'favouriteKept', subjectType: 'Customer', subjectId: customer.id, data: { product: input.productId } }],
      result: { favourite, customer: customer.id },
    };
  },
});

export const dropFavourite = action({
  name: 'dropFavourite', permission: 'orders.write', describe: 'Keeps a product no longer at hand for a customer.',
  input: { favouriteId: id('Favourite') }, refusals: [], payload: { customer: 'record:Customer' },
  load: async (tx, { favouriteId }, ctx) => {
    const favourite = await readRow(tx, 'Favourite', favouriteId);
    return { favourite, customer: await readCustomer(tx, favourite.customerId, ctx) };
  },
  decide: ({ favourite, customer }) => ({
    rows: [remove('Favourite', favourite.id)], events: [{ kind: 'favouriteDropped', subjectType: 'Customer', subjectId: customer.id, data: { product: favourite.productId } }], result: { customer: customer.id },
  }),
});
