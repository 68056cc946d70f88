// The ladder: who may import whom. the rules below are made from this data.
const ground = ['access', 'events', 'work', 'messaging']; // open to every domain; among themselves in this order
const mayUse = {
  accounting: [],
  catalogue: ['accounting'],
  customers: ['accounting'],
  inventory: ['catalogue', 'accounting'],
  pricing: ['customers', 'catalogue', 'accounting'],
  purchasing: ['inventory', 'catalogue', 'accounting'],
  payables: ['purchasing', 'inventory', 'accounting'], // a bill corrects the value of what was received
  receivables: ['customers', 'catalogue', 'accounting'],
  payments: ['receivables', 'payables', 'customers', 'accounting'],
  orders: [
    'pricing', 'payments', 'receivables', 'purchasing', 'inventory', 'customers', 'catalogue', 'accounting',
  ],
  // a shipment moves its part of the customer's credit account
  fulfilment: ['orders', 'purchasing', 'inventory', 'customers', 'catalogue', 'accounting'],
  billing: ['fulfilment', 'orders', 'pricing', 'payments', 'receivables', 'customers', 'accounting'],
  costing: ['billing', 'fulfilment', 'orders', 'payments', 'receivables', 'inventory', 'accounting'],
  setup: ['inventory', 'catalogue', 'accounting'], // what a new company begins with
  collections: ['payments', 'receivables', 'customers'],
  setup: ['inventory', 'catalogue', 'accounting'],
  portal: ['orders', 'billing', 'payments', 'collections'],
  analytics: 'all',
};

const src = '^server/src/';
const domains = [...ground, ...Object.keys(mayUse)];
const face = /* the files of a domain that only schema.ts opens */ `${src}(${domains.join('|')})/graphql\\.ts$`;
const folders = (names) => `${src}(${names.join('|')})/`;

const allowed = {
  ...Object.fromEntries(ground.map((name, at) => [name, ground.slice(0, at)])),
  ...Object.fromEntries(
    Object.entries(mayUse).map(([name, below]) => [name, below === 'all' ? domains : [...ground, ...below]]),
  ),
};

const ladder = Object.entries(allowed).map(([name, below]) => ({
  name: `ladder-${name}`,
  comment: `${name} may use: ${below.join(', ') || 'no other domain'}`,
  severity: 'error',
  from: { path: folders([name]) },
  to: { path: folders(domains), pathNot: folders([name, ...below]) },
}));

module.exports = {
  forbidden: [
    ...ladder,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'domains-know-no-lane',
      comment: 'the compiled lane reads what domains declare; a domain does not know who answers',
      severity: 'error',
      from: { path: [folders(domains), `${src}shared/`] },
      to: { path: `${src}lane/` },
    },
    {
      name: 'shared-knows-no-domain',
      severity: 'error',
      from: { path: `${src}shared/` },
      to: { path: folders(domains) },
    },
    {
      name: 'rules-are-pure',
      comment: 'rules.ts knows types, refusals and arithmetic: no database, no action, no face',
      severity: 'error',
      from: { path: `${src}[^/]+/rules\\.ts$` },
      to: {
        path: [`${src}shared/(db|perform|graphql)\\.ts$`, face, '^node:(fs|net|http|child_process)', '^server/node_modules/pg'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'faces-are-opened-by-the-schema-alone',
      severity: 'error',
      from: { path: '^server/src/', pathNot: `${src}schema\\.ts$` },
      to: { path: face },
    },
    {
      name: 'console-sees-the-contract-only',
      comment: 'of the server, the console reads the message catalogue and nothing else',
      severity: 'error',
      from: { path: '^admin/src/' },
      to: { path: '^(server|prisma)/', pathNot: '^server/src/messages/' },
    },
    {
      name: 'product-knows-no-test',
      severity: 'error',
      from: { path: '^(server|admin|prisma)/', pathNot: 'node_modules' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|generated' },
    exclude: { path: '(^|/)(node_modules|dist|generated)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  },
};
