import { ApiError } from '../data/apiError.ts';
import { sendFile } from '../data/files.ts';
import { saveCsv } from '../shared/list/csv.ts';

/** Sends a file; tells how far it is. Throws what the server says of it. */
export const sendImport = async (file: File, subject: string, onProgress: (part: number) => void): Promise<string> =>
  (await sendFile<{ importId: string }>(`/imports/files?${new URLSearchParams({ subject, name: file.name }).toString()}`, file, { onProgress })).importId;

/** Which rows of a file: those that were refused when nothing is said. */
type Chosen = { outcome?: string; oddity?: string };

/** Fetches rows of a file and saves them. */
export async function saveRows(importId: string, name: string, chosen: Chosen = {}): Promise<void> {
  const response = await fetch(`/imports/failed?${new URLSearchParams({ id: importId, ...chosen }).toString()}`, {
    method: 'POST', credentials: 'same-origin', headers: { 'x-hesabu-client': 'console', 'content-type': 'application/octet-stream' },
  });
  if (!response.ok) throw new ApiError('app.error.unavailable', response.status, { code: 'UNAVAILABLE' });
  saveCsv(name, [await response.text()]);
}
