import { crc32 } from 'node:zlib';
import { newToken } from './passwords.ts';

const PREFIX = 'hsk_live_';
const PREFIX_SHOWN = PREFIX.length + 6;

/** A new key: what it is, 256 random bits, and a checksum by which secret scanners know it for certain. */
export function newApiKey(): string {
  const body = PREFIX + newToken();
  return `${body}_${crc32(body).toString(16).padStart(8, '0')}`;
}

/** The first characters, by which people recognise it. */
export const prefixOf = (key: string): string => key.slice(0, PREFIX_SHOWN);
