// Secrets at rest: AES-256-GCM under a key that is not in the database. What is kept is `v1.<key's id>.<nonce>.<text and tag>`,
// bound to what it is for, so that it opens in no other place. The first key seals, all of them open.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

interface Key { id: string; bytes: Buffer }
const FORM = /^v1\.([0-9a-f]{8})\.([\w-]{16})\.([\w-]+)$/;
const NONCE = 12;
const TAG = 16;
const LEAST = 32;

/** A key of 32 bytes from a long random text. */
function keyOf(text: string): Key {
  const bytes = Buffer.from(hkdfSync('sha256', text, '', 'hesabu secrets', 32));
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
}

/** Where the keys are: texts, the newest first, or a file that is made when it is first needed. */
export interface KeyPlace { readonly texts: readonly string[]; readonly file: string }
let place: KeyPlace | undefined;
let known: readonly Key[] | undefined;

/** Tells a process where its keys are, once it has read its settings. */
export function keepKeysIn(next: KeyPlace): void {
  place = next;
  known = undefined;
}

function keyPlace(): KeyPlace {
  if (!place) throw new Error('Nobody has said where the keys of secrets are.');
  return place;
}

function fileKeys(): string[] {
  try {
    return readFileSync(keyPlace().file, 'utf8').split('\n').map((line) => line.trim()).filter((line) => line.length >= LEAST);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function writeKeys(texts: readonly string[], flag: 'wx' | 'w'): void {
  const { file } = keyPlace();
  mkdirSync(dirname(file), { recursive: true });
  if (flag === 'wx') writeFileSync(file, `${texts.join('\n')}\n`, { mode: 0o600, flag });
  else {
    writeFileSync(`${file}.new`, `${texts.join('\n')}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
}

/** The keys by which secrets are sealed and opened, the newest first. */
function keys(): readonly Key[] {
  if (known) return known;
  const { texts } = keyPlace();
  if (texts.length > 0) {
    known = texts.map(keyOf);
    return known;
  }
  if (fileKeys().length === 0) {
    try {
      writeKeys([randomBytes(LEAST).toString('base64url')], 'wx');
    } catch (error) {
      // Another process was faster: its key holds.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  known = fileKeys().map(keyOf);
  return known;
}

/** A further key in the data folder, which seals from now on; with HESABU_SECRET the firm puts a new text before the old one itself. */
export function renewKey(): void {
  if (keyPlace().texts.length > 0) throw new Error('The key comes from HESABU_SECRET: put a new one before it, separated by a comma, and run this again with both.');
  writeKeys([randomBytes(LEAST).toString('base64url'), ...fileKeys()], fileKeys().length === 0 ? 'wx' : 'w');
  known = undefined;
}

/** Whether a text is sealed by the key that seals now. */
export const isSealedNow = (kept: string): boolean => FORM.exec(kept)?.[1] === keys()[0]?.id;

/** Seals a text for one purpose: what it is and whose. */
export function sealed(text: string, purpose: string): string {
  const [key] = keys();
  if (!key) throw new Error('There is no key for secrets.');
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `v1.${key.id}.${nonce.toString('base64url')}.${body.toString('base64url')}`;
}

function keyOfId(id: string): Key | undefined {
  const found = keys().find((each) => each.id === id);
  if (found) return found;
  // Renewed by another process, maybe.
  known = undefined;
  return keys().find((each) => each.id === id);
}

/** Whether what is kept opens here: a database may have come without its key. */
export function canOpen(kept: string): boolean {
  const id = FORM.exec(kept)?.[1];
  return id === undefined || keyOfId(id) !== undefined;
}

/** Opens what was sealed for the same purpose. What was kept before secrets were sealed is as it is. A fault where its key is not here. */
export function unsealed(kept: string, purpose: string): string {
  const [, id, nonce = '', text = ''] = FORM.exec(kept) ?? [];
  if (id === undefined) return kept;
  const key = keyOfId(id);
  if (!key) throw new Error(`A secret was sealed by key ${id}, which is not here: see HESABU_SECRET and the data folder.`);
  const body = Buffer.from(text, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, Buffer.from(nonce, 'base64url')).setAAD(Buffer.from(purpose)).setAuthTag(body.subarray(-TAG));
  return Buffer.concat([decipher.update(body.subarray(0, -TAG)), decipher.final()]).toString('utf8');
}
