// Pure: signatures as Standard Webhooks has them: HMAC-SHA256 over id, time and body, as base64, several parted by spaces.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds by which a message's clock may differ from ours, either way. */
export const SKEW_SECONDS = 300;

const bytesOf = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
const digest = (secret: string, id: string, seconds: string, body: string): Buffer => createHmac('sha256', bytesOf(secret)).update(`${id}.${seconds}.${body}`).digest();

export const sign = (secret: string, id: string, seconds: number, body: string): string => `v1,${digest(secret, id, String(seconds), body).toString('base64')}`;

interface Signed { id: string; seconds: string; signature: string; body: string }

/** Whether one of the signatures is by one of the secrets. */
export const isSigned = ({ id, seconds, signature, body }: Signed, secrets: readonly string[]): boolean => secrets.some((secret) => {
  const expected = digest(secret, id, seconds, body);
  return signature.split(' ').some((each) => {
    if (!each.startsWith('v1,')) return false;
    const given = Buffer.from(each.slice(3), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
});

export const isTimely = (seconds: string, now: Date): boolean => /^\d{1,12}$/.test(seconds) && Math.abs(Number(seconds) - now.getTime() / 1000) <= SKEW_SECONDS;
