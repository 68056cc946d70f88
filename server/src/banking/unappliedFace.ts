import sql from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { ownCustomers } from '../customers/rowRights.ts';
import { col, column, entity, expression, one } from '../shared/entity.ts';
import { minor, minus, type Minor } from '../shared/money.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { report } from '../shared/report.ts';
import { TARGET_DAYS } from './bookRows.ts';
import { identifyReceipt } from './undoBooking.ts';
import { explainUnapplied } from './unapplied.ts';

const note = (t: string, name: 'reason' | 'note' | 'targetOn' | 'ownerId') => sql`(SELECT ${col('n', name)} FROM "UnappliedNote" n WHERE n."openItemId" = ${col(t, 'id')})`;
// Without a word of somebody: nobody has told what it is for, whoever sells to the customer sees to it, two weeks long.
const owner = (t: string) => sql`coalesce((SELECT u.name FROM "User" u WHERE u.id = ${note(t, 'ownerId')}), (SELECT s.name FROM "Customer" c JOIN "SalesPerson" s ON s.id = c."salesPersonId" WHERE c.id = ${col(t, 'customerId')}))`;
const target = (t: string) => sql`coalesce(${note(t, 'targetOn')}, ${col(t, 'effectiveOn')} + ${TARGET_DAYS}::int)`;
const isCredit = (t: string) => sql`(${col(t, 'openMinor')} < 0 AND ${col(t, 'kind')} IN ('PAYMENT', 'CREDIT_NOTE'))`;
const todaySql = sql`(hesabu_now() AT TIME ZONE (SELECT o."timeZone" FROM "Company" o LIMIT 1))::date`;

entity('UnappliedItem', {
  permission: 'openItems.read', table: 'OpenItem', describe: 'Money or a credit of a customer, or of nobody known, that settles nothing yet.',
  rows: (alias, viewer) => {
    const own = ownCustomers('customerId')(alias, viewer);
    return own ? sql`${isCredit(alias)} AND ${own}` : isCredit(alias);
  },
  fields: {
    number: column(), kind: column(), sourceType: column(), source: column('sourceId', { typeColumn: 'sourceType' }), effectiveOn: column(), currencyCode: column(),
    unapplied: expression('money', (t) => sql`(-${col(t, 'openMinor')})`, { currency: (t) => col(t, 'currencyCode'), inCompany: (t) => sql`(-${col(t, 'companyOpenMinor')})`, describe: 'What is not applied.' }),
    days: expression('int', (t) => sql`(${todaySql} - ${col(t, 'effectiveOn')})::int`, { describe: 'For how many days.' }),
    reason: expression('enum:UnappliedReason', (t) => sql`coalesce(${note(t, 'reason')}, 'NO_REMITTANCE'::"UnappliedReason")`, { describe: 'Why; nobody has told, where nobody has.' }),
    note: expression('text', (t) => note(t, 'note'), { nullable: true }), ownerName: expression('text', owner, { nullable: true, describe: 'Who sees to it.' }), targetOn: expression('day', target, { describe: 'Until when it must have found its place.' }),
    isLate: expression('boolean', (t) => sql`(${target(t)} < ${todaySql})`, { describe: 'Past that day.' }),
  },
  ones: { account: one('Account', 'accountId', { permission: 'accounts.read' }), customer: one('Customer', 'customerId', { permission: 'customers.read' }), openItem: one('OpenItem', 'id') },
  listing: {
    field: 'unappliedItems', defaultOrder: 'EFFECTIVE_ON_ASC', orderBy: { EFFECTIVE_ON: 'effectiveOn', UNAPPLIED: 'unapplied', TARGET_ON: 'targetOn', NUMBER: 'number', DAYS: 'days' }, totals: ['unapplied'], search: ['number', 'customer.name'],
    describe: 'All money that is not applied, with age, owner, reason and target day.',
  },
});
recordActions('UnappliedItem', {}, () => [recordAction('explainUnapplied', 'payments.post', () => undefined)]);

interface TieRow { account: string; code: string; name: string; ledger: string; items: string; count: number; late: number }
reportType('UnappliedAccount', 'Unapplied money of an account beside its ledger.', { account: 'record:Account', code: 'text', name: 'text', ledger: 'money', items: 'money', difference: 'money', count: 'int', late: 'int' });
reportType('UnappliedControl', 'All unapplied money by account: the items sum to the ledger.', { accounts: 'reports:UnappliedAccount' });
reportQuery('unappliedControl', {
  describe: 'Unapplied money beside its accounts in the ledger (2100, 2110, 2120): the difference is zero.', permission: 'reports.read', type: 'UnappliedControl',
  report: report({
    args: {},
    statement: (_args, { company, today }) => sql`SELECT a.id AS account, a.code, a.name, coalesce((SELECT -sum(l."companyMinor") FROM "JournalLine" l WHERE l."accountId" = a.id), 0)::text AS ledger,
        coalesce(-sum(t."companyOpenMinor"), 0)::text AS items, count(t.id)::int AS count, (count(t.id) FILTER (WHERE ${target('t')} < ${today}::date))::int AS late
      FROM "Account" a LEFT JOIN "OpenItem" t ON t."accountId" = a.id AND t."openMinor" <> 0 WHERE a."companyId" = ${company.id} AND a.code IN ('2100', '2110', '2120') GROUP BY a.id ORDER BY a.code`,
    make: (rows: TieRow[]) => ({
      accounts: rows.map(({ ledger, items, ...row }) => {
        const [booked, open] = [minor(BigInt(ledger)), minor(BigInt(items))] as [Minor, Minor];
        return { ...row, ledger: booked, items: open, difference: minus(booked, open) };
      }),
    }),
  }),
});
mutations(explainUnapplied, identifyReceipt);
