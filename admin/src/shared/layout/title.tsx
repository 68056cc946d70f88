import { useEffect } from 'react';

/** Sets `document.title`: "ALFKI · Customers · Hesabu". */
export function useTitle(...parts: (string | undefined)[]): void {
  const title = [...parts.filter(Boolean), 'Hesabu'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
