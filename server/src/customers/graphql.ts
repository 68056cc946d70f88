import sql, { raw, type Sql } from 'sql-template-tag';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, entityOf, expression, lines, one, pages } from '../shared/entity.ts';
import { itself, rowsFact } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { createAddress, deleteAddress, updateAddress } from './addresses.ts';
import { createCustomer } from './createCustomer.ts';
import { placeHold, releaseHold } from './holds.ts';
import { ownCustomers, ownedCustomers } from './rowRights.ts';
import { demandAnyHold, demandHoldFree } from './rules.ts';
import { createSalesPerson, updateSalesPerson } from './salesPeople.ts';
import { setCreditLimit } from './setCreditLimit.ts';
import { similarCustomers } from './similarCustomers.ts';
import { updateCustomer } from './updateCustomer.ts';

const creditRead = 'credit.read';
const account = (alias: string, value: Sql): Sql => sql`(SELECT ${value} FROM "CreditAccount" a WHERE a."customerId" = ${col(alias, 'id')})`;
const kept = (name: string, describe: string) => expression('money', (alias) => sql`coalesce(${account(alias, raw(`a."${name}"`))}, 0)`,
  { permission: creditRead, describe });
const exposure = raw('(a."receivableMinor" + a."shippedNotInvoicedMinor" + a."openOrdersMinor" - a."unappliedMinor")');
const held = (scope: string) => expression('boolean', (alias) => sql`EXISTS (SELECT FROM "CustomerHold" h
  WHERE h."customerId" = ${col(alias, 'id')} AND h.scope = ${scope}::"HoldScope" AND h."releasedAt" IS NULL)`);
const openItems = (alias: string, value: Sql, condition: Sql): Sql => sql`(SELECT ${value} FROM "OpenItem" i JOIN "Account" c ON c.id = i."accountId"
  WHERE i."customerId" = ${col(alias, 'id')} AND i."openMinor" <> 0 AND c.code = '1100' AND ${condition})`;
/** When something open of an item falls due next: the earliest of its instalments that is not settled. */
const nextDueSql = raw('coalesce((SELECT min(p."dueOn") FROM "InvoiceInstalment" p WHERE p."openItemId" = i.id AND i."openMinor" > p."laterMinor"), i."dueOn")');

entity('SalesPerson', {
  permission: 'customers.read',
  fields: { name: column(), title: column(), isActive: column(), version: column() },
  manies: { customers: pages('Customer', 'salesPersonId'), timeline: timelineOf() },
  listing: { field: 'salesPeople', orderBy: { NAME: 'name' }, defaultOrder: 'NAME_ASC', search: ['name', 'title'] },
});

entity('Customer', {
  permission: 'customers.read', rows: ownedCustomers,
  fields: {
    code: column(), name: column(), currencyCode: column(undefined, { describe: 'In which they are quoted and invoiced; null: the company\'s.' }), contactName: column(), contactTitle: column(), taxNumber: column(), email: column(), phone: column(),
    paymentTermDays: column(undefined, { describe: 'Days from invoice to due day.' }),
    minimumShelfLifeDays: column(undefined, { describe: 'Days that perishable goods must still be good for when they are needed.' }), isActive: column(), createdAt: column(), version: column(),
    shipPolicy: column(undefined, { describe: 'What may leave of their orders before all is there, where an order does not say.' }), priority: column(undefined, { describe: 'Who is served first when goods are short: 9 before 0.' }),
    city: expression('text', (alias) => sql`(SELECT d.city FROM "Address" d WHERE d."customerId" = ${col(alias, 'id')} ORDER BY d.kind, d."isDefault" DESC, d.id LIMIT 1)`,
      { nullable: true, describe: 'Of the billing address.' }),
    country: expression('text', (alias) => sql`(SELECT d.country FROM "Address" d WHERE d."customerId" = ${col(alias, 'id')} ORDER BY d.kind, d."isDefault" DESC, d.id LIMIT 1)`,
      { nullable: true, describe: 'Of the billing address.' }),
    isOnHold: held('ORDER'), isShipHeld: held('SHIP'),
    creditLimit: expression('money', (alias) => account(alias, raw('a."limitMinor"')),
      { nullable: true, permission: creditRead, describe: 'Null means no limit.' }),
    receivable: kept('receivableMinor', 'Invoiced and not settled.'),
    shippedNotInvoiced: kept('shippedNotInvoicedMinor', 'Shipped, not invoiced yet, at selling price with tax.'),
    openOrders: kept('openOrdersMinor', 'Ordered, not shipped yet.'),
    unapplied: kept('unappliedMinor', 'Money and credits not applied yet.'),
    exposure: expression('money', (alias) => sql`coalesce(${account(alias, exposure)}, 0)`,
      { permission: creditRead, describe: 'Receivable + shipped not invoiced + open orders − unapplied.' }),
    creditLeft: expression('money', (alias) => account(alias, sql`a."limitMinor" - ${exposure}`),
      { nullable: true, permission: creditRead, describe: 'What may still be ordered; null without a limit.' }),
    isOverLimit: expression('boolean', (alias) => sql`coalesce(${account(alias, sql`${exposure} > a."limitMinor"`)}, FALSE)`, { permission: creditRead }),
    creditVersion: expression('int', (alias) => account(alias, raw('a.version')), { nullable: true, permission: creditRead, askable: false }),
    overdue: expression('money', (alias) => sql`coalesce(${openItems(alias, sql`round(sum(CASE WHEN i."openMinor" = i."companyOpenMinor" THEN 1 ELSE i."companyOpenMinor"::numeric / i."openMinor" END * (i."openMinor" - coalesce((SELECT sum(least(p."amountMinor", i."openMinor" - p."laterMinor")) FROM "InvoiceInstalment" p
        WHERE p."openItemId" = i.id AND i."openMinor" > p."laterMinor" AND p."dueOn" >= ${todaySql}), 0))))::bigint`, sql`i."openMinor" > 0 AND ${nextDueSql} < ${todaySql}`)}, 0)`,
      { permission: 'openItems.read', describe: 'Open and past its due day.' }),
    oldestDueOn: expression('day', (alias) => openItems(alias, sql`min(${nextDueSql})`, raw('i."openMinor" > 0')),
      { nullable: true, permission: 'openItems.read', describe: 'Due day of the oldest open invoice.' }),
  },
  ones: { salesPerson: one('SalesPerson', 'salesPersonId') },
  manies: {
    addresses: lines('Address', 'customerId', 'kind'), holds: lines('CustomerHold', 'customerId', 'placedAt'),
    openItems: pages('OpenItem', 'customerId'), timeline: timelineOf(),
  },
  listing: {
    field: 'customers', defaultOrder: 'NAME_ASC', totals: ['receivable', 'openOrders', 'exposure', 'overdue'],
    orderBy: { NAME: 'name', CODE: 'code', COUNTRY: 'country', CREATED_AT: 'createdAt', EXPOSURE: 'exposure', RECEIVABLE: 'receivable',
      OVERDUE: 'overdue', CREDIT_LEFT: 'creditLeft', PAYMENT_TERM_DAYS: 'paymentTermDays' },
    search: ['code', 'name', 'contactName', 'email', 'phone', 'taxNumber', 'city'],
  },
});

entity('Address', {
  permission: 'customers.read', rows: ownCustomers('customerId'),
  fields: { kind: column(), name: column(), street: column(), city: column(), region: column(), postalCode: column(), country: column(), latitude: column(), longitude: column(), isDefault: column(), version: column() },
  ones: { customer: one('Customer', 'customerId') },
});

entity('CustomerHold', {
  permission: 'customers.read', rows: ownCustomers('customerId'), describe: 'A stop on a customer. Released, never deleted.',
  fields: {
    scope: column(), reason: column(), placedAt: column(), releasedAt: column(), releaseReason: column(),
    placedByName: expression('text', (alias) => sql`(SELECT u.name FROM "User" u WHERE u.id = ${col(alias, 'placedById')})`, { nullable: true }),
    releasedByName: expression('text', (alias) => sql`(SELECT u.name FROM "User" u WHERE u.id = ${col(alias, 'releasedById')})`, { nullable: true }),
  },
  ones: { customer: one('Customer', 'customerId') },
  listing: { field: 'customerHolds', orderBy: { PLACED_AT: 'placedAt' }, defaultOrder: 'PLACED_AT_DESC', search: ['reason', 'customer.name'] },
});

// Open items of the books are narrowed by what the ladder's higher domain knows of people.
entityOf('OpenItem').rows = (alias, viewer) => ownCustomers('customerId')(alias, viewer);
entityOf('OpenItem').ones.customer = { target: 'Customer', column: 'customerId', nullable: true };

recordActions('Customer', {
  customer: itself('Customer'), holds: rowsFact('CustomerHold', (t) => sql`f."customerId" = ${col(t, 'id')} AND f."releasedAt" IS NULL`),
}, ({ customer, holds }) => [
  recordAction('updateCustomer', 'customers.manage', () => undefined),
  recordAction('setCreditLimit', 'credit.manage', () => undefined),
  recordAction('placeHold', 'credit.manage', () => {
    if (holds.filter(({ ruleId }) => !ruleId).length > 2) demandHoldFree(customer, holds, 'ORDER');
  }),
  recordAction('releaseHold', 'credit.manage', () => demandAnyHold(customer, holds)),
]);

reportType('SimilarCustomer', 'A customer that may be the same firm, and by what.', { customer: 'record:Customer?', matches: 'texts' });
reportQuery('similarCustomers', {
  describe: 'Customers that may be the same firm: a warning against keeping one twice. matches: NAME, TAX_NUMBER, EMAIL, PHONE.',
  permission: 'customers.read', type: 'SimilarCustomer', list: true,
  report: similarCustomers,
});

mutations(createCustomer, updateCustomer, createAddress, updateAddress, deleteAddress, placeHold, releaseHold, setCreditLimit,
  createSalesPerson, updateSalesPerson);
