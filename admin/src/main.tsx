import '@fontsource-variable/inter/wght.css';
import { StrictMode } from 'react';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { goToSignIn, takeNext } from './access/toSignIn.ts';
import { currentSetup, loadViewer } from './data/session.ts';
import { format } from './i18n/format.ts';
import { currentLocale } from './i18n/locale.ts';
import { loadTexts } from './i18n/loadTexts.ts';

/** Set in a browser that has seen the console: it begins to load it before it knows who is there. */
const SEEN = 'hesabu.seen';
const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
const root = createRoot(place);
const show = (page: ReactNode) => root.render(<StrictMode>{page}</StrictMode>);
const loadConsole = async () => (await Promise.all([import('./Console.tsx'), loadTexts()]))[0];
/** A part of the console that cannot be loaded is said in words, not by an empty page. */
const sayOffline = () => show(<p role="alert">{format(currentLocale(), 'app.error.offline')}</p>);
const isPublic = () => ['/login', '/setup'].includes(location.pathname);

async function showConsole(): Promise<void> {
  localStorage.setItem(SEEN, 'yes');
  const { Console } = await loadConsole();
  show(<Console />);
}

async function showSignedOut(): Promise<void> {
  const { SignedOut } = await import('./access/SignedOut.tsx');
  goToSignIn(currentSetup()?.required ? '/setup' : '/login');
  const enter = () => {
    history.replaceState(null, '', takeNext());
    void showConsole().catch(sayOffline);
  };
  show(<SignedOut onSignedIn={enter} />);
}

if (localStorage.getItem(SEEN) && !isPublic()) void loadConsole().catch(() => undefined); // asked again when it is needed
// A server that does not answer is told on signing in.
void loadViewer()
  .catch(() => null)
  .then((viewer) => (viewer && !isPublic() ? showConsole() : showSignedOut()))
  .catch(sayOffline);
