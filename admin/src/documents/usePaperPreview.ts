import { useEffect, useState } from 'react';

const WAIT_MS = 400;

/** The address of a picture of a paper under settings that are not saved; the last one until the next is there. */
export function usePaperPreview(settings: Record<string, unknown>): string | undefined {
  const [picture, setPicture] = useState<string>();
  const body = JSON.stringify(settings);
  useEffect(() => {
    const aborter = new AbortController();
    const timer = setTimeout(() => {
      void fetch('/documents/preview', { method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/json', 'x-hesabu-client': 'console' }, body, signal: aborter.signal })
        .then(async (answer) => { if (answer.ok) setPicture(URL.createObjectURL(await answer.blob())); }, () => undefined);
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [body]);
  useEffect(() => () => { if (picture) URL.revokeObjectURL(picture); }, [picture]);
  return picture;
}
