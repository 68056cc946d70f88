import type { Role } from '../generated/rows.ts';

const everyone: Role[] = ['OWNER', 'CONTROLLER', 'SALES', 'WAREHOUSE', 'COLLECTOR', 'ANALYST', 'PARTNER'];
const staff: Role[] = ['OWNER', 'CONTROLLER', 'SALES', 'WAREHOUSE', 'COLLECTOR', 'ANALYST'];
const books: Role[] = ['OWNER', 'CONTROLLER'];

/**
 * Role × permission: the one table. Every GraphQL field and action names a permission of it.
 * What rows a role sees of what it may read is narrowed further by the entities' row conditions.
 */
export const policy = {
  'access.read': ['OWNER', 'CONTROLLER'],
  'access.manage': ['OWNER'],
  'company.read': everyone,
  'company.manage': ['OWNER'],
  'events.read': staff,
  'audit.read': [...books, 'ANALYST'],
  'approvals.read': ['OWNER', 'CONTROLLER', 'SALES', 'COLLECTOR', 'WAREHOUSE'],
  'approvals.decide': books,
  // What people of the firm say and do about records; partners' keys take no part.
  'tasks.read': staff,
  'tasks.write': staff,
  'comments.read': staff,
  'comments.write': staff,
  // A partner's key sees of files at records those alone that it sent.
  'files.read': everyone,
  'files.write': [...books, 'SALES', 'WAREHOUSE', 'COLLECTOR', 'PARTNER'],
  'files.manage': books,
  'accounts.read': [...books, 'ANALYST'],
  'journal.read': [...books, 'ANALYST'],
  'journal.post': books,
  'periods.manage': books,
  'journal.export': books,
  'tax.read': [...books, 'ANALYST'],
  'tax.file': books,
  // Keeping reports as they are, with what is known.
  'reports.save': [...books, 'ANALYST'],
  'openItems.read': [...books, 'SALES', 'COLLECTOR', 'ANALYST'],
  'catalogue.read': everyone,
  'catalogue.manage': [...books, 'WAREHOUSE'],
  'costs.read': [...books, 'ANALYST', 'WAREHOUSE'],
  'customers.read': ['OWNER', 'CONTROLLER', 'SALES', 'WAREHOUSE', 'COLLECTOR', 'ANALYST', 'PARTNER'],
  'customers.manage': [...books, 'SALES'],
  // Making one customer of two: not undone.
  'customers.merge': books,
  'credit.read': [...books, 'SALES', 'COLLECTOR', 'ANALYST'],
  'credit.manage': [...books, 'COLLECTOR'],
  // Ways to pay; where money goes that is paid back.
  'credit.terms': books,
  // Applications for credit: a partner's key sees and sends its own. Judging them; how customers are judged, and who needs one.
  'creditApplications.read': [...books, 'SALES', 'COLLECTOR', 'ANALYST', 'PARTNER'],
  'creditApplications.write': [...books, 'SALES', 'COLLECTOR', 'PARTNER'],
  'credit.assess': [...books, 'COLLECTOR'],
  'credit.policy': books,
  // Comparing customers with the others of their group.
  'customers.compare': books,
  'customers.bank': [...books, 'COLLECTOR'],
  // What stops customers by itself.
  'holdRules.manage': books,
  'prices.read': everyone,
  'prices.manage': books,
  // Selling at another price or discount than lists and promotions give: a shop has prices of its own, a key may be narrowed.
  'prices.override': [...books, 'SALES', 'PARTNER'],
  'promotions.read': [...books, 'SALES', 'ANALYST'],
  'promotions.manage': books,
  'margins.manage': books,
  'stock.read': everyone,
  'stock.manage': [...books, 'WAREHOUSE'],
  'counts.enter': [...books, 'WAREHOUSE'],
  'counts.review': books,
  'lots.override': books,
  'moves.read': [...books, 'WAREHOUSE', 'ANALYST'],
  'purchasing.read': [...books, 'WAREHOUSE', 'ANALYST'],
  'purchasing.manage': [...books, 'WAREHOUSE'],
  // Placing a purchase order at another price or quantity than the supplier's.
  'purchasing.override': books,
  'inspections.read': [...books, 'WAREHOUSE', 'ANALYST'],
  'inspections.write': [...books, 'WAREHOUSE'],
  'requisitions.read': staff,
  'requisitions.write': [...books, 'SALES', 'WAREHOUSE'],
  'requisitions.approve': books,
  'landedCosts.read': [...books, 'WAREHOUSE', 'ANALYST'],
  'landedCosts.post': books,
  'payables.read': [...books, 'ANALYST'],
  'payables.post': books,
  'payables.approve': books,
  'supplies.read': [...books, 'SALES', 'WAREHOUSE', 'ANALYST'],
  'supplies.issue': [...books, 'WAREHOUSE'],
  'supplies.manage': [...books, 'WAREHOUSE'],
  'replenishment.read': [...books, 'SALES', 'WAREHOUSE', 'ANALYST'],
  'replenishment.manage': [...books, 'WAREHOUSE'],
  'quotations.read': [...books, 'SALES', 'COLLECTOR', 'ANALYST'],
  'quotations.write': [...books, 'SALES'],
  // Opening again what has expired, was declined or accepted: at prices of another day.
  'quotations.reopen': books,
  // Agreements that orders call off from: drafted by sales, in force by the books; beyond what is left within the tolerance.
  'frameworks.read': [...books, 'SALES', 'WAREHOUSE', 'COLLECTOR', 'ANALYST', 'PARTNER'],
  'frameworks.write': [...books, 'SALES'],
  'frameworks.manage': books,
  'frameworks.exceed': [...books, 'SALES'],
  'orders.read': ['OWNER', 'CONTROLLER', 'SALES', 'WAREHOUSE', 'COLLECTOR', 'ANALYST', 'PARTNER'],
  'orders.write': [...books, 'SALES', 'PARTNER'],
  // Serving placed orders from elsewhere, and handing promised goods from one to another.
  'orders.allocate': [...books, 'SALES', 'WAREHOUSE'],
  // Where orders are in their chain and whose they are: the firm's own matter.
  'chain.read': staff,
  'chain.assign': [...books, 'SALES', 'WAREHOUSE', 'COLLECTOR'],
  'chain.manage': books,
  'orders.confirm': [...books, 'SALES', 'WAREHOUSE', 'COLLECTOR'],
  // What was sold before the firm began here; read with orders.
  'salesHistory.manage': [...books, 'SALES'],
  'allocation.manage': books,
  'shipments.read': ['OWNER', 'CONTROLLER', 'SALES', 'WAREHOUSE', 'COLLECTOR', 'ANALYST', 'PARTNER'],
  'shipments.post': [...books, 'WAREHOUSE'],
  // Carriers, what they are asked and what they bill; parcels themselves are read with shipments.
  'carriers.read': [...books, 'WAREHOUSE', 'ANALYST'],
  'carriers.manage': books,
  // Sales allow goods to come back, the warehouse takes them in, the books credit them.
  'returns.read': ['OWNER', 'CONTROLLER', 'SALES', 'WAREHOUSE', 'COLLECTOR', 'ANALYST', 'PARTNER'],
  'returns.authorise': [...books, 'SALES'],
  'returns.receive': [...books, 'WAREHOUSE'],
  'invoices.read': ['OWNER', 'CONTROLLER', 'SALES', 'COLLECTOR', 'ANALYST', 'PARTNER'],
  'invoices.post': books,
  // Letting a line be invoiced although it is not as lists, orders or units say.
  'invoices.release': books,
  'payments.read': ['OWNER', 'CONTROLLER', 'SALES', 'COLLECTOR', 'ANALYST', 'PARTNER'],
  'payments.post': [...books, 'COLLECTOR', 'PARTNER'],
  'payments.out': books,
  // Money asked for before delivery; what is paid of it is recorded by those who record payments.
  'deposits.read': [...books, 'SALES', 'WAREHOUSE', 'COLLECTOR', 'ANALYST'],
  'deposits.write': [...books, 'SALES', 'COLLECTOR'],
  'deposits.manage': books,
  // Contracts that are invoiced again and again; prices of many at once are raised by the books.
  'contracts.read': [...books, 'SALES', 'COLLECTOR', 'ANALYST'],
  'contracts.write': [...books, 'SALES'],
  'contracts.manage': books,
  // Writing off more than an account's tolerance when less is paid than owed.
  'payments.writeOff': books,
  // Publishing offers to pay early; granting a discount that came too late or was not right.
  'earlyPayment.manage': books,
  'earlyPayment.grant': books,
  // What customers say of their invoices: told by partners' keys and by staff; whose a dispute is, and how it ends.
  'invoices.confirm': [...books, 'SALES', 'COLLECTOR', 'PARTNER'],
  'disputes.read': [...books, 'SALES', 'COLLECTOR', 'ANALYST'],
  'disputes.manage': [...books, 'COLLECTOR'],
  // Who gets statements by themselves, and when.
  'statements.manage': [...books, 'COLLECTOR'],
  // Interest and fees: charged by collectors and the books; let go by the books, or by whom they trust with it.
  'charges.read': [...books, 'SALES', 'COLLECTOR', 'ANALYST'],
  'charges.post': [...books, 'COLLECTOR'],
  'charges.waive': [...books, 'COLLECTOR'],
  'charges.manage': books,
  // Money given back: drafted by who speaks with customers, paid by the books.
  'refunds.read': [...books, 'SALES', 'COLLECTOR', 'ANALYST'],
  'refunds.draft': [...books, 'SALES', 'COLLECTOR'],
  'refunds.pay': books,
  'payments.bounce': [...books, 'COLLECTOR'],
  'chargebacks.manage': [...books, 'COLLECTOR'],
  // What is given up, within the own limit (approval limits, WRITE_OFF).
  'badDebts.read': [...books, 'COLLECTOR', 'ANALYST'],
  'badDebts.writeOff': [...books, 'COLLECTOR'],
  'badDebts.recover': [...books, 'COLLECTOR'],
  'badDebts.provide': books,
  'badDebts.manage': books,
  // Statements of banks: read, taken in, matched; own accounts and rules; signing that they agree with the ledger.
  // Rates of exchange and the currencies that the firm trades in: seen by all who price or are paid in them.
  'currencies.read': everyone,
  'currencies.manage': books,
  'banking.read': [...books, 'COLLECTOR', 'ANALYST'],
  'banking.import': books,
  'banking.match': [...books, 'COLLECTOR'],
  'banking.manage': books,
  'banking.reconcile': books,
  // What people earn by selling: sellers see their own; plans, statements and payouts are the books'.
  'commissions.read': [...books, 'SALES', 'ANALYST'],
  'commissions.manage': books,
  'commissions.approve': books,
  'commissions.pay': books,
  'profit.read': [...books, 'ANALYST'],
  'profit.post': books,
  'orders.time': [...books, 'SALES', 'WAREHOUSE'],
  'reports.read': [...books, 'ANALYST'],
  // How customers are served, and where orders wait: whoever takes part in it; sellers of their own customers.
  'service.read': staff,
  'service.manage': books,
  // Files of masters and opening balances; what their rows do needs its own permission, too.
  'imports.read': [...books, 'SALES', 'WAREHOUSE', 'ANALYST'],
  'imports.run': [...books, 'SALES', 'WAREHOUSE'],
  // Papers of what one may see; their head and words; mails to customers and suppliers.
  'documents.print': everyone,
  'documents.manage': books,
  'mail.read': staff,
  'mail.send': [...books, 'SALES', 'WAREHOUSE', 'COLLECTOR'],
  'mail.manage': books,
  'explore.use': [...books, 'SALES', 'COLLECTOR', 'WAREHOUSE', 'ANALYST'],
  'views.manage': staff,
} satisfies Record<string, Role[]>;

export type Permission = keyof typeof policy;

/** All permissions of a role. */
export const permissionsOf = (role: Role): ReadonlySet<string> =>
  new Set(Object.entries(policy).filter(([, roles]) => (roles as Role[]).includes(role)).map(([permission]) => permission));

export const systemPermissions: ReadonlySet<string> = new Set(Object.keys(policy));
