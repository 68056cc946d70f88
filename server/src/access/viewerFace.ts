// Who asks, and what the sign-in page needs to know: readable by anybody.
import sql from 'sql-template-tag';
import { builder } from '../builder.ts';
import { idOf } from '../face.ts';
import { enumRef } from '../faceTypes.ts';
import { payloadValue } from '../mutations.ts';
import { reportQuery } from '../reports.ts';
import { message } from '../shared/messages.ts';
import { answerReport, report } from '../shared/report.ts';
import type { RequestContext } from '../shared/request.ts';
import { version } from '../version.ts';
import type { CompanyRow, Role } from '../generated/rows.ts';
import { demoPassword, demoUsers } from './demo.ts';
import { isSetUp } from './identify.ts';

const open = { permission: 'public' };
const roleLabel = (role: Role, locale: string) => message(locale, `enum.Role.${role}`);

const CompanyRef = builder.objectRef<RequestContext['company']>('ViewerCompany').implement({
  fields: (t) => ({
    id: t.id({ extensions: open, resolve: ({ id }) => idOf('Company', id) }),
    name: t.exposeString('name', { extensions: open }),
    currencyCode: t.expose('currencyCode', { type: 'CurrencyCode', extensions: open }),
    timeZone: t.exposeString('timeZone', { extensions: open }),
    locale: t.exposeString('locale', { extensions: open }),
    isDemo: t.exposeBoolean('isDemo', { extensions: open }),
  }),
});
const SalesPersonRef = builder.objectRef<{ id: string; name: string }>('ViewerSalesPerson').implement({
  fields: (t) => ({
    id: t.id({ extensions: open, resolve: ({ id }) => idOf('SalesPerson', id) }),
    name: t.exposeString('name', { extensions: open }),
  }),
});
interface ViewerSeen extends Pick<RequestContext, 'viewer' | 'company'> { email: string | null; salesPerson: { id: string; name: string } | null }
interface ViewerRow { email: string | null; salesPersonId: string | null; salesPersonName: string | null }
const ViewerRef = builder.objectRef<ViewerSeen>('Viewer').implement({
  description: 'Who asks, and with what rights.',
  fields: (t) => ({
    id: t.id({ nullable: true, extensions: open, resolve: ({ viewer }) => (viewer.id ? idOf(viewer.kind === 'PARTNER' ? 'ApiKey' : 'User', viewer.id) : null) }),
    kind: t.field({ type: enumRef('ActorKind'), extensions: open, resolve: ({ viewer }) => viewer.kind }),
    name: t.string({ extensions: open, resolve: ({ viewer }) => viewer.name }),
    email: t.exposeString('email', { nullable: true, extensions: open, description: 'Null for a partner.' }),
    role: t.field({ type: enumRef('Role'), extensions: open, resolve: ({ viewer }) => viewer.role }),
    roleLabel: t.string({ extensions: open, resolve: ({ viewer }) => roleLabel(viewer.role, viewer.locale) }),
    permissions: t.stringList({ extensions: open, resolve: ({ viewer }) => [...viewer.permissions].sort() }),
    locale: t.string({ extensions: open, resolve: ({ viewer }) => viewer.locale }),
    timeZone: t.string({ extensions: open, resolve: ({ viewer, company }) => viewer.timeZone ?? company.timeZone }),
    salesPerson: t.expose('salesPerson', { type: SalesPersonRef, nullable: true, extensions: open }),
    company: t.expose('company', { type: CompanyRef, extensions: open }),
    setupRequired: t.boolean({ extensions: open, resolve: ({ company }) => !isSetUp(company) }),
  }),
});

/** Who asks; null when nobody is signed in. */
const viewerReport = report({
  args: {},
  statement: (_args, { viewer }) => (viewer.id === null ? undefined : sql`
    SELECT ${viewer.kind === 'STAFF' ? sql`(SELECT u.email FROM "User" u WHERE u.id = ${viewer.id}::uuid)` : sql`NULL::text`} AS email,
      s.id AS "salesPersonId", s.name AS "salesPersonName"
    FROM (VALUES (1)) one LEFT JOIN "SalesPerson" s ON s.id = ${viewer.salesPersonId}::uuid`),
  make: ([row]: ViewerRow[], _args, { viewer, company }): ViewerSeen | null => (viewer.id === null ? null : {
    viewer, company, email: row?.email ?? null,
    salesPerson: row?.salesPersonId ? { id: row.salesPersonId, name: row.salesPersonName ?? '' } : null,
  }),
});
reportQuery('viewer', { describe: 'Null when nobody is signed in.', permission: 'public', type: ViewerRef, nullable: true, report: viewerReport });
payloadValue('viewer', ViewerRef, (ctx) => answerReport(viewerReport, {}, ctx));

interface DemoSignIn { email: string; role: Role; name: string }
const DemoSignInRef = builder.objectRef<DemoSignIn>('DemoSignIn').implement({
  fields: (t) => ({
    email: t.exposeString('email', { extensions: open }),
    password: t.string({ extensions: open, resolve: () => demoPassword }),
    role: t.field({ type: enumRef('Role'), extensions: open, resolve: ({ role }) => role }),
    roleLabel: t.string({ extensions: open, resolve: ({ role }, _args, { viewer }) => roleLabel(role, viewer.locale) }),
    name: t.exposeString('name', { extensions: open }),
  }),
});
const SetupRef = builder.objectRef<{ company: CompanyRow; demoSignIns: DemoSignIn[] }>('Setup').implement({
  description: 'What a client must know before anybody signs in.',
  fields: (t) => ({
    required: t.boolean({ extensions: open, description: 'True until the company is set up.', resolve: ({ company }) => !isSetUp(company) }),
    demoSignIns: t.expose('demoSignIns', { type: [DemoSignInRef], extensions: open, description: 'Sign-ins of the demo company that everybody knows; empty elsewhere.' }),
    version: t.string({ extensions: open, resolve: () => version }),
  }),
});
reportQuery('setup', { permission: 'public', type: SetupRef, report: report({
  args: {},
  statement: (_args, { company }) => (company.isDemo
    ? sql`SELECT email, role, name FROM "User" WHERE "companyId" = ${company.id}::uuid AND "isDemo" AND "isActive"` : undefined),
  make: (found: DemoSignIn[], _args, { company }) =>
    ({ company, demoSignIns: demoUsers.flatMap(({ email }) => found.find((each) => each.email === email) ?? []) }),
}) });
