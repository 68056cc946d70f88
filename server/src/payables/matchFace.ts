import sql from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { col, column, companyBy, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { acceptBillExceptions, assignBillException } from './acceptBillExceptions.ts';
import { blockSql } from './loadBlocked.ts';
import { demandAcceptable } from './match.ts';
import { removeMatchTolerance, setMatchTolerance } from './setMatchTolerance.ts';

entity('BillException', {
  permission: 'payables.read', describe: 'Where a bill is beyond tolerance of what was ordered or received. It is not paid until somebody accepts it.',
  fields: {
    lineNo: column(), rule: column(), status: column(), raisedOn: column(), decidedAt: column(), reason: column(), currencyCode: column(), version: column(),
    expected: column(undefined, { describe: 'A price a unit, or a quantity.' }), actual: column(), difference: money(undefined, { inCompany: companyBy('Bill', 'billId', (t) => col(t, 'differenceMinor')) }), tolerated: money(),
    age: expression('int', (t) => sql`(${todaySql} - ${col(t, 'raisedOn')})`, { describe: 'Days since it was raised.' }),
    ownerName: expression('text', (t) => sql`(SELECT u.name FROM "User" u WHERE u.id = ${col(t, 'ownerId')})`, { nullable: true }),
    decidedByName: expression('text', (t) => sql`(SELECT u.name FROM "User" u WHERE u.id = ${col(t, 'decidedById')})`, { nullable: true }),
  },
  ones: { bill: one('Bill', 'billId'), product: one('Product', 'productId'), owner: one('User', 'ownerId', { permission: 'access.read' }) },
  listing: {
    field: 'billExceptions', defaultOrder: 'RAISED_ON_ASC', search: ['bill.number', 'bill.supplier.name', 'product.name'], totals: ['difference'],
    orderBy: { RAISED_ON: 'raisedOn', DIFFERENCE: 'difference', BILL: 'bill.number', SUPPLIER: 'bill.supplier.name' },
  },
});
extend('Bill', {
  fields: {
    match: column(undefined, { describe: 'How it agrees with what was ordered and received.' }), needsApproval: column(), recurredOn: column(),
    block: expression('text', (t) => blockSql(t), { nullable: true, describe: 'What keeps it from being paid: exception or approval; null: nothing.' }),
    recordedByName: expression('text', (t) => sql`(SELECT u.name FROM "User" u WHERE u.id = ${col(t, 'recordedById')})`, { nullable: true, askable: false }),
  },
  manies: { exceptions: lines('BillException', 'billId', 'lineNo') },
});
entity('MatchTolerance', {
  permission: 'payables.read', describe: 'How far bills of a supplier, or of all, may be from what was ordered and received.',
  fields: { priceRate: column(), price: money(), currencyCode: column(), quantityRate: column(), version: column() },
  ones: { supplier: one('Supplier', 'supplierId') },
  listing: { field: 'matchTolerances', orderBy: { SUPPLIER: 'supplier.name' }, defaultOrder: 'SUPPLIER_ASC', search: ['supplier.name'] },
});
extend('Supplier', { manies: { matchTolerances: pages('MatchTolerance', 'supplierId') } });
recordActions('Bill', { bill: itself('Bill') }, ({ bill }, ctx) => [recordAction('acceptBillExceptions', 'payables.approve', () => demandAcceptable(bill, ctx.viewer))]);

mutations(acceptBillExceptions, assignBillException, setMatchTolerance, removeMatchTolerance);
