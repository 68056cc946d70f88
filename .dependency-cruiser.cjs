// The ladder: who may import whom. the rules below are made from this data.
const ground = ['access', 'events', 'work', 'messaging']; // open to every domain; among themselves in this order
const mayUse = {
  accounting: [],
  currencies: ['accounting'], // rates of exchange, and what is open and held in other currencies
  catalogue: ['accounting'],
  customers: ['currencies', 'accounting'],
  inventory: ['catalogue', 'accounting'],
  warehousing: ['inventory', 'catalogue', 'accounting'], // bins, transfers, counts, layout
  supplies: ['purchasing', 'warehousing', 'inventory', 'catalogue', 'accounting'], // own use, par levels, recipes; what is short is moved or asked for
  pricing: ['customers', 'catalogue', 'currencies', 'accounting'],
  variants: ['pricing', 'catalogue', 'accounting'], // templates whose variants are products
  purchasing: ['inventory', 'catalogue', 'currencies', 'accounting'],
  sourcing: ['purchasing', 'inventory', 'catalogue', 'currencies', 'accounting'], // requisitions, quotations of suppliers, comparison
  landedCosts: ['purchasing', 'inventory', 'catalogue', 'accounting'], // freight and duty on what was received
  payables: ['landedCosts', 'purchasing', 'inventory', 'catalogue', 'currencies', 'accounting'], // a bill corrects the value of what was received
  receivables: ['customers', 'catalogue', 'currencies', 'accounting'],
  payments: ['receivables', 'payables', 'matching', 'customers', 'currencies', 'accounting'],
  bankFiles: [], // what banks' files say, in one shape
  matching: [], // which lines of a bank pay what: a rule on its own
  // statements of banks, matched with what is open, and reconciled with the ledger
  banking: ['bankFiles', 'matching', 'charges', 'payments', 'receivables', 'payables', 'customers', 'currencies', 'accounting'],
  // interest, fees, money given back or taken back by banks; what is given up
  charges: ['payments', 'receivables', 'payables', 'customers', 'currencies', 'accounting'],
  badDebts: ['charges', 'payments', 'receivables', 'customers', 'accounting'],
  orders: [
    'pricing', 'payments', 'receivables', 'purchasing', 'inventory', 'customers', 'catalogue', 'currencies', 'accounting',
  ],
  quotations: ['orders', 'pricing', 'inventory', 'customers', 'catalogue', 'currencies', 'accounting'], // what is offered, and orders at the prices agreed
  frameworks: ['orders', 'pricing', 'inventory', 'customers', 'catalogue', 'currencies', 'accounting'], // agreements, and the orders that call off from them
  // what to order, and warnings before it is too late
  replenishment: ['orders', 'pricing', 'salesHistory', 'sourcing', 'purchasing', 'supplies', 'inventory', 'customers', 'catalogue', 'currencies', 'accounting'],
  // a shipment moves its part of the customer's credit account
  fulfilment: ['orders', 'pricing', 'purchasing', 'warehousing', 'inventory', 'customers', 'catalogue', 'currencies', 'accounting'],
  billing: ['fulfilment', 'orders', 'pricing', 'payments', 'receivables', 'payables', 'customers', 'catalogue', 'currencies', 'accounting'],
  earlyPayment: ['billing', 'payments', 'receivables', 'customers', 'accounting'], // offers to pay early, and the discounts that follow
  // proof that invoices and statements arrived and are agreed to; receipts for money; statements by themselves
  confirmations: ['documents', 'billing', 'payments', 'receivables', 'customers', 'accounting'],
  deposits: ['billing', 'orders', 'payments', 'receivables', 'customers', 'accounting', 'currencies'], // money asked for before delivery, and the invoices that take it
  recurring: ['quotations', 'billing', 'orders', 'payments', 'pricing', 'payables', 'receivables', 'customers', 'currencies', 'catalogue', 'accounting'], // contracts that are invoiced again and again
  // what customers send back: received at the cost of its shipment, credited by its invoice
  returns: ['billing', 'fulfilment', 'orders', 'payments', 'receivables', 'inventory', 'customers', 'currencies', 'accounting'],
  // where an order is in its chain and whose it is
  chain: ['returns', 'billing', 'fulfilment', 'orders', 'payments', 'receivables', 'inventory', 'customers', 'accounting'],
  // labels of deliveries; what they cost is a cost of orders, what they look like is set as papers are
  carriers: ['documents', 'costing', 'fulfilment', 'customers', 'accounting'],
  costing: ['billing', 'fulfilment', 'orders', 'payments', 'receivables', 'inventory', 'accounting'],
  commissions: ['customers', 'accounting'], // what people earn of what customers have paid, read from allocations and credit notes
  service: ['customers'], // how customers were served and where orders waited, read from what all domains wrote
  books: ['receivables', 'customers', 'accounting'], // entries by hand, the close of periods and years, tax returns, saved reports, exports
  // applications, assessments and reviews of credit; who deviates from the norm of the group
  credit: ['receivables', 'customers', 'accounting'],
  salesHistory: ['customers', 'catalogue', 'accounting'], // what was sold before the firm began here
  setup: ['inventory', 'catalogue', 'accounting'], // what a new company begins with
  collections: ['payments', 'receivables', 'customers'],
  portal: ['orders', 'billing', 'payments', 'collections'],
  imports: 'all', // masters and opening balances from files, by the actions of their domains
  documents: 'all', // papers and letters about what the domains hold
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
