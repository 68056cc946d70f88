import { I18nContextProvider, StoreContextProvider } from 'ra-core';
import { lazy, Suspense } from 'react';
import { currentSetup } from '../data/session.ts';
import { store } from '../data/store.ts';
import { i18nProvider } from '../i18n/i18nProvider.ts';
import { AppTheme } from '../shared/AppTheme.tsx';
import { LoginPage } from './LoginPage.tsx';

const SetupPage = lazy(async () => ({ default: (await import('./SetupPage.tsx')).SetupPage }));

/** What there is before anybody has signed in: the sign-in, or founding the company. Light: nothing of the console is in it. */
export function SignedOut({ onSignedIn }: { onSignedIn: () => void }) {
  return (
    <StoreContextProvider value={store}>
      <I18nContextProvider value={i18nProvider}>
        <AppTheme>{currentSetup()?.required ? <Suspense><SetupPage /></Suspense> : <LoginPage onSignedIn={onSignedIn} />}</AppTheme>
      </I18nContextProvider>
    </StoreContextProvider>
  );
}
