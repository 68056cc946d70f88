import { accessPages } from './access/index.ts';
import { AdminApp } from './shared/AdminApp.tsx';
import { customers } from './customers/index.ts';
import { explore } from './explore/index.ts';
import type { Domain } from './domain.ts';

const domains: readonly Domain[] = [customers, explore];

export const App = () => <AdminApp domains={domains} publicPages={accessPages} />;
