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
  'approvals.read': ['OWNER', 'CONTROLLER', 'SALES', 'COLLECTOR'],
  'approvals.decide': books,
  'accounts.read': [...books, 'ANALYST'],
  'journal.read': [...books, 'ANALYST'],
  'journal.post': books,
  'periods.manage': books,
  'openItems.read': [...books, 'SALES', 'COLLECTOR', 'ANALYST'],
  'catalogue.read': everyone,
  'catalogue.manage': [...books, 'WAREHOUSE'],
  'costs.read': [...books, 'ANALYST', 'WAREHOUSE'],
  'customers.read': ['OWNER', 'CONTROLLER', 'SALES', 'WAREHOUSE', 'COLLECTOR', 'ANALYST', 'PARTNER'],
  'customers.manage': [...books, 'SALES'],
  'credit.read': [...books, 'SALES', 'COLLECTOR', 'ANALYST'],
  'credit.manage': [...books, 'COLLECTOR'],
  'prices.read': everyone,
  'prices.manage': books,
  'stock.read': everyone,
  'stock.manage': [...books, 'WAREHOUSE'],
  'moves.read': [...books, 'WAREHOUSE', 'ANALYST'],
  'purchasing.read': [...books, 'WAREHOUSE', 'ANALYST'],
  'purchasing.manage': [...books, 'WAREHOUSE'],
  'payables.read': [...books, 'ANALYST'],
  'payables.post': books,
  'orders.read': ['OWNER', 'CONTROLLER', 'SALES', 'WAREHOUSE', 'COLLECTOR', 'ANALYST', 'PARTNER'],
  'orders.write': [...books, 'SALES', 'PARTNER'],
  'shipments.read': ['OWNER', 'CONTROLLER', 'SALES', 'WAREHOUSE', 'COLLECTOR', 'ANALYST', 'PARTNER'],
  'shipments.post': [...books, 'WAREHOUSE'],
  'invoices.read': ['OWNER', 'CONTROLLER', 'SALES', 'COLLECTOR', 'ANALYST', 'PARTNER'],
  'invoices.post': books,
  'payments.read': ['OWNER', 'CONTROLLER', 'SALES', 'COLLECTOR', 'ANALYST', 'PARTNER'],
  'payments.post': [...books, 'COLLECTOR', 'PARTNER'],
  'payments.out': books,
  'profit.read': [...books, 'ANALYST'],
  'reports.read': [...books, 'ANALYST'],
  'explore.use': [...books, 'SALES', 'COLLECTOR', 'WAREHOUSE', 'ANALYST'],
  'views.manage': staff,
} satisfies Record<string, Role[]>;

export type Permission = keyof typeof policy;

/** All permissions of a role. */
export const permissionsOf = (role: Role): ReadonlySet<string> =>
  new Set(Object.entries(policy).filter(([, roles]) => (roles as Role[]).includes(role)).map(([permission]) => permission));

export const systemPermissions: ReadonlySet<string> = new Set(Object.keys(policy));
