const KEY = 'hesabu.next';

/** Leaves the console for the sign-in, with a page of its own: nothing that was read stays in memory. */
export function ToSignIn(): null {
  rememberNext(history.state as { usr?: { nextPathname?: string; nextSearch?: string } } | null);
  location.replace('/login');
  return null;
}

// react-admin leaves in the entry of the history where the person wanted to go.
function rememberNext(state: { usr?: { nextPathname?: string; nextSearch?: string } } | null): void {
  const { nextPathname, nextSearch = '' } = state?.usr ?? {};
  if (nextPathname) sessionStorage.setItem(KEY, nextPathname + nextSearch);
}

/** The way to the sign-in, from an address that needs a session. */
export function goToSignIn(path: '/login' | '/setup'): void {
  const { pathname, search } = location;
  if (pathname === path) return;
  if (pathname !== '/login' && pathname !== '/setup') sessionStorage.setItem(KEY, pathname + search);
  history.replaceState(null, '', path);
}

/** Where the person wanted to go before signing in. */
export function takeNext(): string {
  const next = sessionStorage.getItem(KEY) ?? '/';
  sessionStorage.removeItem(KEY);
  return next;
}
