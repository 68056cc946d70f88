// Who asks, and what the sign-in page needs to know: readable by anybody.
import { builder } from '../builder.ts';
import { enumRef, idOf } from '../face.ts';
import { payloadValue } from '../mutations.ts';
import { message } from '../shared/messages.ts';
import type { RequestContext } from '../shared/request.ts';
import { version } from '../version.ts';
import type { Role } from '../generated/rows.ts';
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
const ViewerRef = builder.objectRef<RequestContext>('Viewer').implement({
  description: 'Who asks, and with what rights.',
  fields: (t) => ({
    id: t.id({ nullable: true, extensions: open, resolve: ({ viewer }) => (viewer.id ? idOf(viewer.kind === 'PARTNER' ? 'ApiKey' : 'User', viewer.id) : null) }),
    kind: t.field({ type: enumRef('ActorKind'), extensions: open, resolve: ({ viewer }) => viewer.kind }),
    name: t.string({ extensions: open, resolve: ({ viewer }) => viewer.name }),
    email: t.string({ nullable: true, extensions: open, description: 'Null for a partner.', resolve: async ({ viewer, db }) =>
      (viewer.kind === 'STAFF' && viewer.id ? (await db.prisma.user.findUnique({ where: { id: viewer.id } }))?.email ?? null : null) }),
    role: t.field({ type: enumRef('Role'), extensions: open, resolve: ({ viewer }) => viewer.role }),
    roleLabel: t.string({ extensions: open, resolve: ({ viewer }) => roleLabel(viewer.role, viewer.locale) }),
    permissions: t.stringList({ extensions: open, resolve: ({ viewer }) => [...viewer.permissions].sort() }),
    locale: t.string({ extensions: open, resolve: ({ viewer }) => viewer.locale }),
    timeZone: t.string({ extensions: open, resolve: ({ viewer, company }) => viewer.timeZone ?? company.timeZone }),
    salesPerson: t.field({ type: SalesPersonRef, nullable: true, extensions: open, resolve: ({ viewer, db }) =>
      (viewer.salesPersonId ? db.prisma.salesPerson.findUnique({ where: { id: viewer.salesPersonId } }) : null) }),
    company: t.field({ type: CompanyRef, extensions: open, resolve: ({ company }) => company }),
    setupRequired: t.boolean({ extensions: open, resolve: ({ company }) => !isSetUp(company) }),
  }),
});
payloadValue('viewer', ViewerRef, (ctx) => ctx);

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
const SetupRef = builder.objectRef<object>('Setup').implement({
  description: 'What a client must know before anybody signs in.',
  fields: (t) => ({
    required: t.boolean({ extensions: open, description: 'True until the company is set up.', resolve: (_root, _args, { company }) => !isSetUp(company) }),
    demoSignIns: t.field({ type: [DemoSignInRef], extensions: open, description: 'Sign-ins of the demo company that everybody knows; empty elsewhere.',
      resolve: async (_root, _args, { company, db }) => {
        if (!company.isDemo) return [];
        const found = await db.prisma.user.findMany({ where: { companyId: company.id, isDemo: true, isActive: true } });
        return demoUsers.flatMap(({ email }) => found.find((each) => each.email === email) ?? []);
      } }),
    version: t.string({ extensions: open, resolve: () => version }),
  }),
});

builder.queryField('viewer', (t) => t.field({
  type: ViewerRef, nullable: true, extensions: open, description: 'Null when nobody is signed in.',
  resolve: (_root, _args, ctx) => (ctx.isKnown ? ctx : null),
}));
builder.queryField('setup', (t) => t.field({ type: SetupRef, extensions: open, resolve: () => ({}) }));
