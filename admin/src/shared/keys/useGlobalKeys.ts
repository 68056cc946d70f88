import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router-dom';
import { useDestinations } from '../domains.ts';
import { isBusy, isPlain } from './typing.ts';
import { endGo, goPending, startGo } from './useKeys.ts';

type Handlers = { openPalette: () => void; openKeys: () => void };

/** Ctrl-K, `?` and `g` + letter, on every page. */
export function useGlobalKeys(handlers: Handlers): void {
  const navigate = useNavigate();
  const destinations = useDestinations();
  const latest = useRef({ handlers, destinations, navigate });
  latest.current = { handlers, destinations, navigate };
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const now = latest.current;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        now.handlers.openPalette();
        return;
      }
      if (!isPlain(event) || isBusy(event.target)) return;
      if (goPending()) {
        endGo();
        const destination = now.destinations.find(({ goKey }) => goKey === event.key);
        if (!destination) return;
        event.preventDefault();
        event.stopPropagation();
        void now.navigate(destination.path);
      } else if (event.key === 'g') startGo();
      else if (event.key === '?') {
        event.preventDefault();
        now.handlers.openKeys();
      }
    };
    document.addEventListener('keydown', listen, true);
    return () => document.removeEventListener('keydown', listen, true);
  }, []);
}
