import { accessPages } from './access/index.ts';
import { AdminApp } from './shared/AdminApp.tsx';
import { customers } from './customers/index.ts';
import { explore } from './explore/index.ts';
import { apiKeys } from './apiKeys/index.ts';
import { approvals } from './approvals/index.ts';
import { events } from './events/index.ts';
import { users } from './users/index.ts';
import type { Domain } from './domain.ts';

const domains: readonly Domain[] = [customers, explore, approvals, users, apiKeys, events];

export const App = () => <AdminApp domains={domains} publicPages={accessPages} />;
