import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

const ISO = /^\d{4}-\d{2}-\d{2}$/;

/** A report's parameters in the URL: `const { day, text, set } = useReportParams()`. */
export function useReportParams() {
  const [search, setSearch] = useSearchParams();
  const text = (name: string): string => search.get(name) ?? '';
  return {
    text,
    day: (name: string, usual: string): string => (ISO.test(text(name)) ? text(name) : usual),
    set: useCallback(
      (values: Record<string, string>) =>
        setSearch(
          (old) => {
            const next = new URLSearchParams(old);
            for (const [name, value] of Object.entries(values)) {
              if (value) next.set(name, value);
              else next.delete(name);
            }
            return next;
          },
          { replace: true },
        ),
      [setSearch],
    ),
  };
}
