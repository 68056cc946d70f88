import { dirname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The folder of the workspace: where package.json, prisma/ and admin/ are. */
export const workspaceFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const yes = z.enum(['1', '0', 'yes', 'no', 'true', 'false', '']).transform((text) => /^(1|yes|true)$/.test(text));
const wholeNumber = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const databaseAddress = z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://');

const environment = z.object({
  DATABASE_URL: databaseAddress.optional(),
  DATABASE_DIRECT_URL: databaseAddress.optional(),
  HESABU_DATA: z.string().min(1).default('.hesabu'),
  HESABU_SECRET: z.string().transform((text) => text.split(',').map((each) => each.trim()).filter((each) => each !== ''))
    .refine((texts) => texts.every((text) => text.length >= 32), 'must be random text of at least 32 characters, several by comma').default([]),
  PORT: wholeNumber(0, 65535).default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  HESABU_POOL_MAX: wholeNumber(1, 500).default(10),
  HESABU_RATE_PER_SECOND: wholeNumber(0, 1_000_000_000).default(2_000_000),
  HESABU_FILE_MAX_MB: wholeNumber(1, 2000).default(100),
  HESABU_TEST: yes.default(false),
  HESABU_SECURE_COOKIES: yes.default(false),
  HESABU_ALLOW_DEMO_HOST: yes.default(false),
  SMTP_URL: z.string().regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://').optional(),
  MAIL_FROM: z.string().regex(/^[^\s@]+@[^\s@]+$/, 'must be a mail address').optional(),
  HESABU_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  HESABU_LANE: z.enum(['on', 'off', 'compare']).default('on'),
});

export interface Settings {
  /** Undefined: the embedded PostgreSQL under `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** For LISTEN, session locks and migrations when `databaseUrl` leads through a pooler. */
  readonly databaseDirectUrl: string | undefined;
  readonly dataDir: string;
  /** Keys that seal secrets, the newest first; none: those of `secretFile`. */
  readonly secrets: readonly string[];
  readonly secretFile: string;
  readonly port: number;
  readonly host: string;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly poolMax: number;
  /** Points of cost that an API key gets back a second, ten times that at once; 0: no limit. */
  readonly ratePerSecond: number;
  /** The largest file that may be put at a record. */
  readonly fileBytesMax: number;
  readonly testMode: boolean;
  /** True behind HTTPS: the session cookie is then `Secure` and named `__Host-…`. */
  readonly secureCookies: boolean;
  /** The second of the two words it takes to show demo users on another host than loopback. */
  readonly demoHostAllowed: boolean;
  /** Undefined: mails stay in the local mailbox. */
  readonly smtpUrl: string | undefined;
  /** The sender where the firm has set none. */
  readonly mailFrom: string | undefined;
  /** Where customers reach this server: the beginning of links in letters. Undefined: letters have none. */
  readonly publicUrl: string | undefined;
  /** off: every operation goes to the general lane. compare: to both, which must agree (for tests). */
  readonly lane: 'on' | 'off' | 'compare';
}

/** Environment → settings; throws an `Error` that names every variable that cannot be read. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`Settings that cannot be read: ${faults.join('; ')}`);
  }
  const read = parsed.data;
  const dataDir = isAbsolute(read.HESABU_DATA) ? read.HESABU_DATA : resolve(workspaceFolder, read.HESABU_DATA);
  return Object.freeze({
    databaseUrl: read.DATABASE_URL,
    databaseDirectUrl: read.DATABASE_DIRECT_URL ?? read.DATABASE_URL,
    dataDir,
    secrets: read.HESABU_SECRET,
    secretFile: resolve(dataDir, 'secret.key'),
    port: read.PORT,
    host: read.HOST,
    logLevel: read.LOG_LEVEL,
    poolMax: read.HESABU_POOL_MAX,
    ratePerSecond: read.HESABU_RATE_PER_SECOND,
    fileBytesMax: read.HESABU_FILE_MAX_MB * 1_000_000,
    testMode: read.HESABU_TEST,
    secureCookies: read.HESABU_SECURE_COOKIES,
    demoHostAllowed: read.HESABU_ALLOW_DEMO_HOST,
    smtpUrl: read.SMTP_URL,
    mailFrom: read.MAIL_FROM,
    publicUrl: read.HESABU_PUBLIC_URL,
    lane: read.HESABU_LANE,
  });
}

/** Whether only this machine can reach a server that listens on `host`. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
