// Pure: what a file is, by its first bytes, whatever its name says.

/** As many bytes as are looked at. */
export const HEAD_BYTES = 4096;
const UNKNOWN = 'application/octet-stream';

const signs: readonly (readonly [type: string, at: number, bytes: string])[] = [
  ['application/pdf', 0, '%PDF-'],
  ['image/png', 0, '\u0089PNG\r\n\u001A\n'],
  ['image/jpeg', 0, '\u00FF\u00D8\u00FF'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['image/tiff', 0, 'II*\u0000'],
  ['image/tiff', 0, 'MM\u0000*'],
  ['application/gzip', 0, '\u001F\u008B'],
  ['application/x-ole-storage', 0, '\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1'],
];
const office: readonly (readonly [type: string, holds: string])[] = [
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'word/'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xl/'],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'ppt/'],
];

function zipType(head: string): string {
  const open = /^PK\u0003\u0004.{26}mimetype(application\/vnd\.oasis\.opendocument\.[a-z-]+)/s.exec(head)?.[1];
  if (open) return open;
  return (head.includes('[Content_Types].xml') ? office.find(([, holds]) => head.includes(holds))?.[0] : undefined) ?? 'application/zip';
}

/** Text in UTF-8 without control characters; the last character may be cut off. */
function isText(head: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return !/[\u0000-\u0008\u000B\u000E-\u001A\u001C-\u001F\u007F]/.test(text) && !text.startsWith('#!');
  } catch {
    return false;
  }
}

/** The media type of a file by its first bytes; what could be run is application/octet-stream. */
export function typeOf(head: Buffer): string {
  const latin = head.toString('latin1');
  if (latin.startsWith('PK\u0003\u0004')) return zipType(latin);
  const found = signs.find(([, at, bytes]) => latin.startsWith(bytes, at));
  if (found) return found[0];
  return isText(head) ? 'text/plain' : UNKNOWN;
}

const shown = ['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp'];
/** What a browser may show in its place: nothing that holds a script. */
export const isShown = (type: string): boolean => shown.includes(type);
