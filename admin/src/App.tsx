import { AdminApp } from './shared/AdminApp.tsx';
import { customers } from './customers/index.ts';
import { orders } from './orders/index.ts';
import { shipments } from './shipments/index.ts';
import { explore } from './explore/index.ts';
import { apiKeys } from './apiKeys/index.ts';
import { approvals } from './approvals/index.ts';
import { events } from './events/index.ts';
import { users } from './users/index.ts';
import { accounting } from './accounting/index.ts';
import { dashboard } from './dashboard/index.ts';
import { invoices } from './invoices/index.ts';
import { payments } from './payments/index.ts';
import { receivables } from './receivables/index.ts';
import { bills } from './bills/index.ts';
import { products } from './products/index.ts';
import { purchasing } from './purchasing/index.ts';
import { stock } from './stock/index.ts';
import { suppliers } from './suppliers/index.ts';
import type { Domain } from './domain.ts';

const domains: readonly Domain[] = [dashboard, orders, shipments, customers, products, stock, purchasing, suppliers, invoices, payments, receivables, bills, accounting, explore, approvals, users, apiKeys, events];

export const App = () => <AdminApp domains={domains} />;
