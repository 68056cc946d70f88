import { accessPages } from './access/index.ts';
import { AdminApp } from './shared/AdminApp.tsx';
import { customers } from './customers/index.ts';
import type { Domain } from './domain.ts';

const domains: readonly Domain[] = [customers];

export const App = () => <AdminApp domains={domains} publicPages={accessPages} />;
