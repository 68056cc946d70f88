import { useEffect, useRef } from 'react';
import { isBusy, isPlain } from './typing.ts';

/** Single-key shortcuts of a screen: `useKeys({ n: create, e: edit })`. Silent while typing or in a dialog. */
export function useKeys(keys: Record<string, ((event: KeyboardEvent) => void) | undefined>): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isPlain(event) || isBusy(event.target) || goPending()) return;
      const handler = current.current[event.key];
      if (!handler) return;
      event.preventDefault();
      handler(event);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

const GO_WAIT_MS = 1200;
let goAt = -Infinity;
/** After `g` the next key is a destination, not a shortcut of the screen. */
export const goPending = (): boolean => performance.now() - goAt < GO_WAIT_MS;
export const startGo = (): void => void (goAt = performance.now());
export const endGo = (): void => void (goAt = -Infinity);
