import { CoreAdminContext, CoreAdminUI, CustomRoutes, Resource, UndoableMutationsContextProvider } from 'ra-core';
import { lazy, Suspense } from 'react';
import { Route } from 'react-router-dom';
import { authProvider } from '../data/authProvider.ts';
import { dataProvider } from '../data/dataProvider.ts';
import { queryClient } from '../data/queryClient.ts';
import { may } from '../data/session.ts';
import { store } from '../data/store.ts';
import type { CustomPage, Domain } from '../domain.ts';
import { i18nProvider } from '../i18n/i18nProvider.ts';
import { SessionGate } from '../access/SessionGate.tsx';
import { ToSignIn } from '../access/toSignIn.ts';
import { AppTheme } from './AppTheme.tsx';
import { DomainsContext } from './domains.ts';
import { ForbiddenPage, NotFoundPage, RenderErrorPage } from './layout/ErrorPages.tsx';
import { Layout } from './layout/Layout.tsx';
import { PageSkeleton } from './layout/PageSkeleton.tsx';

const Notifications = lazy(async () => ({ default: (await import('./layout/Notifications.tsx')).Notifications }));

function Page({ page }: { page: CustomPage }) {
  return may(page.permission) ? <page.page /> : <ForbiddenPage />;
}

export function AdminApp({ domains }: { domains: readonly Domain[] }) {
  const resources = domains.flatMap((domain) => domain.resources);
  const pages = domains.flatMap((domain) => domain.pages ?? []);
  const dashboard = pages.find((page) => page.path === '/');
  return (
    <CoreAdminContext {...{ authProvider, dataProvider, i18nProvider, queryClient, store }}>
      <AppTheme>
        <UndoableMutationsContextProvider>
          <DomainsContext value={domains}>
            <CoreAdminUI
              requireAuth
              disableTelemetry
              title="Hesabu"
              layout={Layout}
              loginPage={ToSignIn}
              catchAll={NotFoundPage}
              accessDenied={ForbiddenPage}
              error={RenderErrorPage}
              loading={PageSkeleton}
              {...(dashboard ? { dashboard: dashboard.page } : {})}
            >
              {resources.map(({ name, pages: own, label }) => (
                <Resource key={name} name={name} recordRepresentation={label} {...own} />
              ))}
              <CustomRoutes>
                {pages
                  .filter((page) => page !== dashboard)
                  .map((page) => (
                    <Route key={page.path} path={page.path} element={<Page page={page} />} />
                  ))}
              </CustomRoutes>
            </CoreAdminUI>
            <SessionGate />
            <Suspense>
              <Notifications />
            </Suspense>
          </DomainsContext>
        </UndoableMutationsContextProvider>
      </AppTheme>
    </CoreAdminContext>
  );
}
