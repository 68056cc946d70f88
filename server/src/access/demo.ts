import type { Role } from '../generated/rows.ts';

interface DemoUser { role: Exclude<Role, 'PARTNER'>; name: string; email: string }

/** The people of the demo company, one a role. */
export const demoUsers: readonly DemoUser[] = [
  { role: 'OWNER', name: 'Andrew Fuller', email: 'owner@northwind.example' },
  { role: 'CONTROLLER', name: 'Steven Buchanan', email: 'controller@northwind.example' },
  { role: 'SALES', name: 'Nancy Davolio', email: 'sales@northwind.example' },
  { role: 'WAREHOUSE', name: 'Michael Suyama', email: 'warehouse@northwind.example' },
  { role: 'COLLECTOR', name: 'Laura Callahan', email: 'collector@northwind.example' },
  { role: 'ANALYST', name: 'Robert King', email: 'analyst@northwind.example' },
];

/** Everybody may know it: a server with demo users listens on loopback only. */
export const demoPassword = 'hesabu-demo';
