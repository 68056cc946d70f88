import { createElement } from 'react';
import { lazyPage } from '../shared/lazyPage.tsx';

/** Pages that need no session. */
export const accessPages = {
  '/setup': createElement(lazyPage(() => import('./SetupPage.tsx'), 'SetupPage')),
};
